#include "report/plot_heatmap.h"

#include <math.h>

#include "support/report_test.h"

static const char *const NAMES[] = {"a", "b", "c"};
static const char *const LINEAGES[] = {"A", "A", "B"};

static retort_heatmap of(const double *values, size_t size)
{
    return (retort_heatmap){NAMES, LINEAGES, values, size};
}

static void range__leaves_out_the_diagonal(void **state)
{
    static const double VALUES[] = {9, 0.1, 0.2, 0.1, 9, -0.3, 0.2, -0.3, 9};
    retort_heatmap map = of(VALUES, 3);
    double low;
    double high;

    (void)state;
    retort_heatmap_range(&map, &low, &high);
    assert_true(low == -0.3);
    assert_true(high == 0.2);
    map.size = 1;
    retort_heatmap_range(&map, &low, &high);
    assert_true(isnan(low) && isnan(high));
}

static void plot__bins_from_far_to_near(void **state)
{
    static const double VALUES[] = {1, 0, 1, 0, 1, 0.5, 1, 0.5, 1};
    const retort_heatmap map = of(VALUES, 3);

    (void)state;
    retort_plot_heatmap(test_out(), &map, "x");
    assert_int_equal(test_count(test_text(), "class=\"h0\""), 2 + 1);
    assert_int_equal(test_count(test_text(), "class=\"h4\""), 2 + 1);
    assert_int_equal(test_count(test_text(), "class=\"h8\""), 2 + 1);
    assert_int_equal(test_count(test_text(), "class=\"hself\""), 3 + 1);
    assert_int_equal(test_count(test_text(), "class=\"part\""), 2);
    assert_written("a / c: 1.000");
}

static void plot__survives_flat_and_unknown_values(void **state)
{
    const double nan = (double)NAN;
    const double flat[] = {1, 0.5, 0.5, 1};
    const double unknown[] = {nan, nan, (double)INFINITY, nan};
    retort_heatmap map = of(flat, 2);

    (void)state;
    retort_plot_heatmap(test_out(), &map, "x");
    assert_int_equal(test_count(test_text(), "class=\"h4\""), 2);
    map.values = unknown;
    retort_plot_heatmap(test_out(), &map, "x");
    assert_int_equal(test_count(test_text(), "class=\"hnone\""), 2);
    assert_not_written("nan");
    assert_not_written("inf");
}

static void plot__of_the_sample_has_every_cell(void **state)
{
    retort_screening *s = test_sample(false);
    size_t cells = (size_t)SAMPLE_REFERENCES * SAMPLE_REFERENCES;

    (void)state;
    retort_plot_heatmap(test_out(), &s->heatmap, "x");
    assert_int_equal(test_count(test_text(), "<rect"),
                     cells + RETORT_HEATMAP_STEPS + 1);
    assert_int_equal(test_count(test_text(), "<g><title>"), cells);
    retort_screening_free(s);
}

static void plot__lets_no_name_out_of_its_element(void **state)
{
    retort_screening *tame = test_sample(false);
    retort_screening *wild = test_sample(true);
    size_t elements;

    (void)state;
    retort_plot_heatmap(test_out(), &tame->heatmap, "x");
    elements = test_count(test_text(), "<");
    retort_plot_heatmap(test_out(), &wild->heatmap, "x");
    assert_int_equal(test_count(test_text(), "<"), elements);
    retort_screening_free(tame);
    retort_screening_free(wild);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(range__leaves_out_the_diagonal),
        cmocka_unit_test(plot__bins_from_far_to_near),
        cmocka_unit_test(plot__survives_flat_and_unknown_values),
        cmocka_unit_test(plot__of_the_sample_has_every_cell),
        cmocka_unit_test(plot__lets_no_name_out_of_its_element),
    };

    return cmocka_run_group_tests_name("plot_heatmap", tests, NULL,
                                       test_release);
}
