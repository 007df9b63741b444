#include "report/plot_strip.h"

#include <math.h>

#include "support/report_test.h"

static const retort_strip_point FIVE[] = {
    {"a", "A", -1}, {"b", "B", 0}, {"c", "C", 1}, {"d", "D", 2}, {"e", "E", 7}};

static void quantile__lies_between_points(void **state)
{
    const retort_strip five = {"r", 1.5, FIVE, 5};
    const retort_strip two = {"r", 1.5, FIVE, 2};

    (void)state;
    assert_true(retort_strip_quantile(&five, 0) == -1);
    assert_true(retort_strip_quantile(&five, 0.25) == 0);
    assert_true(retort_strip_quantile(&five, 0.5) == 1);
    assert_true(retort_strip_quantile(&five, 1) == 7);
    assert_true(retort_strip_quantile(&two, 0.75) == -0.25);
}

static void quantile__of_one_and_of_none(void **state)
{
    const retort_strip one = {"r", 0, FIVE, 1};
    const retort_strip none = {"r", 0, NULL, 0};

    (void)state;
    assert_true(retort_strip_quantile(&one, 0.75) == -1);
    assert_true(isnan(retort_strip_quantile(&none, 0.5)));
}

static void above__counts_strictly(void **state)
{
    const retort_strip at = {"r", 2, FIVE, 5};
    const retort_strip unknown = {"r", (double)NAN, FIVE, 5};

    (void)state;
    assert_int_equal(retort_strip_above(&at), 1);
    assert_int_equal(retort_strip_above(&unknown), 0);
}

static void plot__shows_every_point_once(void **state)
{
    retort_screening *s = test_sample(false);

    (void)state;
    retort_plot_strip(test_out(), &s->suspects[0], "x");
    assert_int_equal(test_count(test_text(), "class=\"pt\""),
                     SAMPLE_STRIPS * SAMPLE_POINTS + 1); /* legend */
    assert_int_equal(test_count(test_text(), "class=\"sus\""),
                     SAMPLE_STRIPS + 1);
    assert_int_equal(test_count(test_text(), "class=\"med\""),
                     SAMPLE_STRIPS + 1);
    assert_int_equal(test_count(test_text(), "class=\"zero\""), 1);
    assert_written("alder-1-7b-instruct-2024-06</text>");
    retort_screening_free(s);
}

static void plot__draws_no_more_than_it_says(void **state)
{
    retort_strip strips[RETORT_STRIPS_DRAWN_MAX + 1];
    retort_suspect s = {.strips = strips};

    (void)state;
    for (size_t i = 0; i <= RETORT_STRIPS_DRAWN_MAX; i++)
        strips[i] = (retort_strip){"r", 0.1, FIVE, 5};
    for (size_t n = RETORT_STRIPS_DRAWN_MAX - 1;
         n <= RETORT_STRIPS_DRAWN_MAX + 1; n++) {
        s.strip_count = n;
        retort_plot_strip(test_out(), &s, "x");
        assert_int_equal(test_count(test_text(), "class=\"susline\""),
                         n > RETORT_STRIPS_DRAWN_MAX ? RETORT_STRIPS_DRAWN_MAX
                                                     : n);
    }
}

static void plot__leaves_out_what_is_not_known(void **state)
{
    const retort_strip_point points[] = {{"a", "A", (double)NAN},
                                         {"b", "B", (double)INFINITY}};
    const retort_strip strips[] = {{"r", (double)NAN, points, 2},
                                   {"r", 0, NULL, 0}};
    const retort_suspect s = {.strips = strips, .strip_count = 2};

    (void)state;
    retort_plot_strip(test_out(), &s, "x");
    assert_not_written("nan");
    assert_not_written("inf");
    assert_int_equal(test_count(test_text(), "class=\"pt\""), 1);
    assert_int_equal(test_count(test_text(), "class=\"susline\""), 1);
}

static void plot__lets_no_name_out_of_its_element(void **state)
{
    retort_screening *tame = test_sample(false);
    retort_screening *wild = test_sample(true);
    size_t elements;

    (void)state;
    retort_plot_strip(test_out(), &tame->suspects[0], "x");
    elements = test_count(test_text(), "<");
    retort_plot_strip(test_out(), &wild->suspects[0], "x");
    assert_int_equal(test_count(test_text(), "<"), elements);
    retort_screening_free(tame);
    retort_screening_free(wild);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantile__lies_between_points),
        cmocka_unit_test(quantile__of_one_and_of_none),
        cmocka_unit_test(above__counts_strictly),
        cmocka_unit_test(plot__shows_every_point_once),
        cmocka_unit_test(plot__draws_no_more_than_it_says),
        cmocka_unit_test(plot__leaves_out_what_is_not_known),
        cmocka_unit_test(plot__lets_no_name_out_of_its_element),
    };

    return cmocka_run_group_tests_name("plot_strip", tests, NULL, test_release);
}
