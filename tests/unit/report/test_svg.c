#include "report/svg.h"

#include <float.h>
#include <math.h>

#include "support/report_test.h"

static void open__names_the_picture(void **state)
{
    static const retort_svg_name NAME = {"p1", "Title", "Words"};

    (void)state;
    retort_svg_open(test_out(), &NAME, 100, 40.4);
    retort_svg_close(&test_buf);
    assert_string_equal(
        test_text(),
        "<svg role=\"img\" aria-labelledby=\"p1-t p1-d\" viewBox=\"0 0 100 40\""
        " width=\"100.0\" height=\"40.4\">\n<title id=\"p1-t\">Title</title>"
        "<desc id=\"p1-d\">Words</desc>\n</svg>\n");
}

static void shapes__have_one_decimal_and_a_class(void **state)
{
    (void)state;
    retort_svg_rect(test_out(), 1, 2.26, 3, 4, "c");
    assert_string_equal(test_text(), "<rect x=\"1.0\" y=\"2.3\" width=\"3.0\" "
                                     "height=\"4.0\" class=\"c\"/>");
    retort_svg_line(test_out(), 1, 2, 3, -4, "c");
    assert_string_equal(test_text(), "<line x1=\"1.0\" y1=\"2.0\" x2=\"3.0\" "
                                     "y2=\"-4.0\" class=\"c\"/>");
    retort_svg_circle(test_out(), 1, 2, 3.2, "c");
    assert_string_equal(test_text(), "<circle cx=\"1.0\" cy=\"2.0\" r=\"3.2\" "
                                     "class=\"c\"/>");
    retort_svg_diamond(test_out(), 10, 20, 5, "c");
    assert_string_equal(test_text(),
                        "<path d=\"M10.0 15.0L15.0 20.0L10.0 25.0L5.0 20.0Z\" "
                        "class=\"c\"/>");
}

static void text__stands_at_its_anchor(void **state)
{
    (void)state;
    retort_svg_text(test_out(), 1, 2, RETORT_SVG_END, "c", "w");
    assert_string_equal(test_text(),
                        "<text x=\"1.0\" y=\"2.0\" "
                        "text-anchor=\"end\" class=\"c\">w</text>");
    retort_svg_text(test_out(), 1, 2, RETORT_SVG_UPWARD, "c", "w");
    assert_written("text-anchor=\"start\" transform=\"rotate(-90 1.0 2.0)\"");
}

static void tip__holds_title_and_shape(void **state)
{
    (void)state;
    retort_svg_tip_open(test_out());
    retort_svg_tip_shape(&test_buf);
    retort_svg_tip_close(&test_buf);
    assert_string_equal(test_text(), "<g><title></title></g>\n");
}

static bool is_close(double a, double b)
{
    return fabs(a - b) < 1e-12;
}

static void scale__takes_round_steps(void **state)
{
    retort_svg_scale s = retort_svg_scale_over(-0.13, 0.27, 7);

    (void)state;
    assert_true(is_close(s.step, 0.1));
    assert_int_equal(s.first, -2);
    assert_int_equal(s.last, 3);
    assert_int_equal(s.decimals, 1);
    s = retort_svg_scale_over(0, 900, 7);
    assert_true(is_close(s.step, 200));
    assert_int_equal(s.decimals, 0);
    assert_int_equal(s.last, 5);
    s = retort_svg_scale_over(0.001, 0.0012, 7);
    assert_true(is_close(s.step, 0.00005));
    assert_int_equal(s.decimals, 5);
}

static void scale__encloses_any_range(void **state)
{
    static const double ENDS[] = {-DBL_MAX, -1e12, -3,  -0.25, 0,      1e-9,
                                  0.7,      42,    1e9, 1e13,  DBL_MAX};
    enum { COUNT = sizeof(ENDS) / sizeof(ENDS[0]) };

    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        for (size_t j = i; j < COUNT; j++) {
            retort_svg_scale s = retort_svg_scale_over(ENDS[i], ENDS[j], 7);
            bool is_drawn = fabs(ENDS[i]) <= 1e12 && fabs(ENDS[j]) <= 1e12;

            assert_true(s.high > s.low);
            assert_in_range(s.last - s.first, 1, 9);
            if (is_drawn)
                assert_true(s.low <= ENDS[i] + 1e-9 &&
                            s.high >= ENDS[j] - 1e-9);
        }
    }
}

static void scale__widens_what_has_no_width(void **state)
{
    retort_svg_scale s = retort_svg_scale_over(0.5, 0.5, 7);

    (void)state;
    assert_true(s.low < 0.5 && s.high > 0.5);
    s = retort_svg_scale_over((double)NAN, (double)NAN, 7);
    assert_true(s.low < 0 && s.high > 0);
    s = retort_svg_scale_over(1e11, -1, 7);
    assert_true(s.low < 0 && s.high > 0);
}

static void scale_at__goes_from_end_to_end(void **state)
{
    retort_svg_scale s = retort_svg_scale_over(0, 1, 7);

    (void)state;
    assert_true(is_close(retort_svg_scale_at(&s, s.low, 10, 20), 10));
    assert_true(is_close(retort_svg_scale_at(&s, s.high, 10, 20), 20));
    assert_true(isnan(retort_svg_scale_at(&s, (double)NAN, 10, 20)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(open__names_the_picture),
        cmocka_unit_test(shapes__have_one_decimal_and_a_class),
        cmocka_unit_test(text__stands_at_its_anchor),
        cmocka_unit_test(tip__holds_title_and_shape),
        cmocka_unit_test(scale__takes_round_steps),
        cmocka_unit_test(scale__encloses_any_range),
        cmocka_unit_test(scale__widens_what_has_no_width),
        cmocka_unit_test(scale_at__goes_from_end_to_end),
    };

    return cmocka_run_group_tests_name("svg", tests, NULL, test_release);
}
