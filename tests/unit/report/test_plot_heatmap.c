#include "report/plot_heatmap.h"

#include <math.h>

#include "base/mem.h"
#include "support/report_test.h"

static const char *const LABELS[] = {"a<1", "b", "c"};
static const char *const LINEAGES[] = {"l1", "l1", "l2"};

static void range__leaves_the_diagonal_out(void **state)
{
    static const double VALUES[] = {1, 0.2, -0.1, 0.2, 1, 0.5, -0.1, 0.5, 1};
    const retort_heatmap map = {LABELS, LINEAGES, VALUES, 3};
    double low;
    double high;

    (void)state;
    retort_heatmap_range(&map, &low, &high);
    assert_true(low == -0.1);
    assert_true(high == 0.5);
}

static void range__of_nothing_is_not_known(void **state)
{
    const double values[] = {1, (double)NAN, (double)INFINITY, 1};
    const retort_heatmap map = {LABELS, LINEAGES, values, 2};
    double low = 0;
    double high = 0;

    (void)state;
    retort_heatmap_range(&map, &low, &high);
    assert_true(isnan(low));
    assert_true(isnan(high));
}

static void plot__steps_from_far_to_near(void **state)
{
    static const double VALUES[] = {1, 0.2, -0.1, 0.2, 1, 0.5, -0.1, 0.5, 1};
    const retort_heatmap map = {LABELS, LINEAGES, VALUES, 3};

    (void)state;
    retort_plot_heatmap(test_out(), &map, "m");
    assert_int_equal(test_count(test_text(), "class=\"hself\""), 3 + 1);
    assert_int_equal(test_count(test_text(), "class=\"h0\""), 2 + 1);
    assert_int_equal(test_count(test_text(), "class=\"h4\""), 2 + 1);
    assert_int_equal(test_count(test_text(), "class=\"h8\""), 2 + 1);
    assert_int_equal(test_count(test_text(), "class=\"part\""), 2);
    assert_written("<title>a&lt;1 / b: 0.200</title>");
    assert_not_written("a<1");
}

static void plot__leaves_cells_empty_that_are_not_known(void **state)
{
    const double values[] = {1, (double)NAN, (double)NAN, 1};
    const retort_heatmap map = {LABELS, LINEAGES, values, 2};

    (void)state;
    retort_plot_heatmap(test_out(), &map, "m");
    assert_int_equal(test_count(test_text(), "class=\"hnone\""), 2);
    assert_not_written("nan");
    assert_not_written("from far to near"); /* no scale over nothing */
}

static void plot__takes_equal_values(void **state)
{
    static const double VALUES[] = {1, 0.2, 0.2, 1};
    const retort_heatmap map = {LABELS, LINEAGES, VALUES, 2};

    (void)state;
    retort_plot_heatmap(test_out(), &map, "m");
    assert_int_equal(test_count(test_text(), "class=\"h4\""), 2);
}

static void draw_square(size_t size)
{
    const char **names = retort_mem_new(size, sizeof(*names));
    double *values = retort_mem_new(size * size, sizeof(*values));
    retort_heatmap map = {names, names, values, size};

    assert_true(names && values);
    for (size_t i = 0; i < size; i++)
        names[i] = "n";
    retort_plot_heatmap(test_out(), &map, "m");
    retort_mem_free(values);
    retort_mem_free(names);
}

static void plot__has_tips_up_to_64_rows(void **state)
{
    (void)state;
    draw_square(64);
    assert_int_equal(test_count(test_text(), "<g><title>"), 64 * 64);
    draw_square(65);
    assert_int_equal(test_count(test_text(), "<g><title>"), 0);
    assert_int_equal(test_count(test_text(), "<rect"), 65 * 65);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(range__leaves_the_diagonal_out),
        cmocka_unit_test(range__of_nothing_is_not_known),
        cmocka_unit_test(plot__steps_from_far_to_near),
        cmocka_unit_test(plot__leaves_cells_empty_that_are_not_known),
        cmocka_unit_test(plot__takes_equal_values),
        cmocka_unit_test(plot__has_tips_up_to_64_rows),
    };

    return cmocka_run_group_tests_name("plot_heatmap", tests, NULL,
                                       test_release);
}
