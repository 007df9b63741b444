#include "report/plot_strip.h"

#include <math.h>

#include "support/report_test.h"

static const retort_strip_point POINTS[] = {{"a<b", "l", -0.2},
                                            {"c", "l", 0},
                                            {"d", "l", 0.1},
                                            {"e", "l", 0.4}};

static void quantile__goes_between_points_in_proportion(void **state)
{
    const retort_strip strip = {"r", 0.3, POINTS, 4};

    (void)state;
    assert_true(retort_strip_quantile(&strip, 0) == -0.2);
    assert_true(fabs(retort_strip_quantile(&strip, 0.5) - 0.05) < 1e-12);
    assert_true(fabs(retort_strip_quantile(&strip, 0.75) - 0.175) < 1e-12);
    assert_true(retort_strip_quantile(&strip, 1) == 0.4);
}

static void quantile__knows_none_and_one(void **state)
{
    retort_strip strip = {"r", 0.3, POINTS, 0};

    (void)state;
    assert_true(isnan(retort_strip_quantile(&strip, 0.5)));
    strip.point_count = 1;
    assert_true(retort_strip_quantile(&strip, 0.5) == -0.2);
}

static void above__counts_higher_scores_only(void **state)
{
    retort_strip strip = {"r", 0.1, POINTS, 4};

    (void)state;
    assert_int_equal(retort_strip_above(&strip), 1);
    strip.suspect_score = -1;
    assert_int_equal(retort_strip_above(&strip), 4);
    strip.suspect_score = (double)NAN;
    assert_int_equal(retort_strip_above(&strip), 0);
}

static void plot__shows_points_box_and_suspect(void **state)
{
    const retort_strip strips[] = {{"r<1", 0.3, POINTS, 4}};
    const retort_suspect s = {.name = "S", .strips = strips, .strip_count = 1};

    (void)state;
    retort_plot_strip(test_out(), &s, "p1");
    assert_int_equal(test_count(test_text(), "class=\"pt\""), 4 + 1);
    assert_int_equal(test_count(test_text(), "class=\"box\""), 1 + 1);
    assert_int_equal(test_count(test_text(), "class=\"sus\""), 1 + 1);
    assert_written("<title>a&lt;b (l): &#8722;0.200</title>");
    assert_written("r&lt;1");
    assert_not_written("r<1");
    assert_not_written("nan");
}

static void plot__leaves_out_what_is_not_known(void **state)
{
    const retort_strip_point points[] = {{"a", "l", (double)NAN},
                                         {"b", "l", (double)NAN}};
    const retort_strip strips[] = {{"r", (double)NAN, points, 2},
                                   {"q", (double)INFINITY, points, 0}};
    const retort_suspect s = {.name = "S", .strips = strips, .strip_count = 2};

    (void)state;
    retort_plot_strip(test_out(), &s, "p1");
    assert_int_equal(test_count(test_text(), "class=\"pt\""), 1);
    assert_int_equal(test_count(test_text(), "class=\"box\""), 1);
    assert_int_equal(test_count(test_text(), "class=\"sus\""), 1);
    assert_not_written("nan");
    assert_not_written("inf");
}

static size_t rows_drawn(size_t count)
{
    static retort_strip strips[RETORT_STRIPS_DRAWN_MAX + 1];
    const retort_suspect s = {
        .name = "S", .strips = strips, .strip_count = count};

    for (size_t i = 0; i < count; i++)
        strips[i] = (retort_strip){"r", 0.3, POINTS, 4};
    retort_plot_strip(test_out(), &s, "p1");
    return test_count(test_text(), "class=\"susline\"");
}

static void plot__draws_the_first_few(void **state)
{
    (void)state;
    assert_int_equal(rows_drawn(RETORT_STRIPS_DRAWN_MAX - 1),
                     RETORT_STRIPS_DRAWN_MAX - 1);
    assert_int_equal(rows_drawn(RETORT_STRIPS_DRAWN_MAX),
                     RETORT_STRIPS_DRAWN_MAX);
    assert_int_equal(rows_drawn(RETORT_STRIPS_DRAWN_MAX + 1),
                     RETORT_STRIPS_DRAWN_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantile__goes_between_points_in_proportion),
        cmocka_unit_test(quantile__knows_none_and_one),
        cmocka_unit_test(above__counts_higher_scores_only),
        cmocka_unit_test(plot__shows_points_box_and_suspect),
        cmocka_unit_test(plot__leaves_out_what_is_not_known),
        cmocka_unit_test(plot__draws_the_first_few),
    };

    return cmocka_run_group_tests_name("plot_strip", tests, NULL, test_release);
}
