#include "report/svg.h"

#include <math.h>

#include "support/report_test.h"

static void open__names_the_picture(void **state)
{
    const retort_svg_name name = {"p1", "Title", "Words"};

    (void)state;
    retort_svg_open(test_out(), &name, 100, 50.5);
    retort_svg_close(&test_buf);
    assert_string_equal(
        test_text(),
        "<svg role=\"img\" aria-labelledby=\"p1-t p1-d\" viewBox=\"0 0 100 50\""
        " width=\"100.0\" height=\"50.5\">\n<title id=\"p1-t\">Title</title>"
        "<desc id=\"p1-d\">Words</desc>\n</svg>\n");
}

static void shapes__have_fixed_decimals_and_a_class(void **state)
{
    (void)state;
    retort_svg_rect(test_out(), 1, 2.04, 3, 4, "c");
    assert_string_equal(test_text(), "<rect x=\"1.0\" y=\"2.0\" width=\"3.0\" "
                                     "height=\"4.0\" class=\"c\"/>");
    retort_svg_line(test_out(), -1, 0, 1, 0, "c");
    assert_string_equal(test_text(), "<line x1=\"-1.0\" y1=\"0.0\" x2=\"1.0\" "
                                     "y2=\"0.0\" class=\"c\"/>");
    retort_svg_circle(test_out(), 1, 1, 2, "c");
    assert_string_equal(
        test_text(), "<circle cx=\"1.0\" cy=\"1.0\" r=\"2.0\" class=\"c\"/>");
    retort_svg_diamond(test_out(), 10, 10, 2, "c");
    assert_string_equal(test_text(), "<path d=\"M10.0 8.0L12.0 10.0L10.0 "
                                     "12.0L8.0 10.0Z\" class=\"c\"/>");
}

static void text__is_anchored_and_turned(void **state)
{
    (void)state;
    retort_svg_text(test_out(), 1, 2, RETORT_SVG_MIDDLE, "c", "word");
    assert_string_equal(test_text(), "<text x=\"1.0\" y=\"2.0\" text-anchor="
                                     "\"middle\" class=\"c\">word</text>");
    retort_svg_text(test_out(), 1, 2, RETORT_SVG_UPWARD, "c", "word");
    assert_written(" text-anchor=\"start\" transform=\"rotate(-90 1.0 2.0)\"");
}

static void tip__wraps_a_shape(void **state)
{
    retort_buf *out = test_out();

    (void)state;
    retort_svg_tip_open(out);
    retort_buf_puts(out, "tip");
    retort_svg_tip_shape(out);
    retort_svg_tip_close(out);
    assert_string_equal(test_text(), "<g><title>tip</title></g>\n");
}

static void scale__encloses_and_is_round(void **state)
{
    static const struct {
        double low, high, step;
        long first, last;
        int decimals;
    } ROWS[] = {
        {-0.16, 0.473, 0.1, -2, 5, 1}, {0, 1, 0.2, 0, 5, 1},
        {0.111, 0.119, 0.002, 55, 60, 3}, {-3, 45, 10, -1, 5, 0},
        {0, 7, 1, 0, 7, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(ROWS) / sizeof(ROWS[0]); i++) {
        retort_svg_scale s =
            retort_svg_scale_over(ROWS[i].low, ROWS[i].high, 7);

        assert_true(s.step == ROWS[i].step);
        assert_int_equal(s.first, ROWS[i].first);
        assert_int_equal(s.last, ROWS[i].last);
        assert_int_equal(s.decimals, ROWS[i].decimals);
        assert_true(s.low <= ROWS[i].low && s.high >= ROWS[i].high);
    }
}

static void scale__survives_any_numbers(void **state)
{
    static const double ODD[] = {0, -1, 1e-300, 1e11, 1e300, -1e300};

    (void)state;
    for (size_t i = 0; i < 36; i++) {
        retort_svg_scale s =
            retort_svg_scale_over(ODD[i / 6], ODD[i % 6], 7);

        assert_true(s.high > s.low);
        assert_true(s.last - s.first < 12);
        assert_true(isfinite(retort_svg_scale_at(&s, 0, 0, 100)));
    }
    assert_true(retort_svg_scale_over((double)NAN, (double)NAN, 7).step > 0);
    assert_true(retort_svg_scale_over(0, (double)INFINITY, 7).step > 0);
}

static void scale_at__is_a_straight_line(void **state)
{
    retort_svg_scale s = retort_svg_scale_over(0, 10, 10);

    (void)state;
    assert_true(retort_svg_scale_at(&s, 0, 200, 700) == 200);
    assert_true(retort_svg_scale_at(&s, 5, 200, 700) == 450);
    assert_true(retort_svg_scale_at(&s, 10, 200, 700) == 700);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(open__names_the_picture),
        cmocka_unit_test(shapes__have_fixed_decimals_and_a_class),
        cmocka_unit_test(text__is_anchored_and_turned),
        cmocka_unit_test(tip__wraps_a_shape),
        cmocka_unit_test(scale__encloses_and_is_round),
        cmocka_unit_test(scale__survives_any_numbers),
        cmocka_unit_test(scale_at__is_a_straight_line),
    };

    return cmocka_run_group_tests_name("svg", tests, NULL, test_release);
}
