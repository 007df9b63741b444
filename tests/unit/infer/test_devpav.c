#include "infer/devpav.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/class_data.h"

static const double EPS = 1e-12;

static double of(const retort_classes *c)
{
    double out;

    assert_int_equal(retort_devpav(c, &out, NULL), RETORT_OK);
    return out;
}

static void devpav__gives_the_golden_values(void **state)
{
    const double six = 0.77815125038364363;
    const double five = 0.69897000433601886;
    const double fifth = -0.69897000433601875;
    const double pos_a[4] = {six, five, five, fifth};
    const double null_a[4] = {five, fifth, fifth, -1.0};
    const double pos_b[2] = {-1.0, 2.0};
    const double null_b[2] = {-2.0, 1.0};
    const double flat[5] = {0.0, 0.0, 0.0, 0.0, 0.0};
    retort_classes toy = test_toy();

    (void)state;
    ASSERT_CLOSE(of(&TEST_CLASSES(pos_a, null_a)), 0.19897000433601883, EPS);
    ASSERT_CLOSE(of(&TEST_CLASSES(pos_b, null_b)), 0.5, EPS);
    assert_true(of(&TEST_CLASSES(flat, flat)) == 0.0);
    ASSERT_CLOSE(of(&toy), 0.2113983997856257, EPS);
}

static void devpav__is_undefined_for_separated_sets(void **state)
{
    const double pos[3] = {1.0, 2.0, 3.0};
    const double null[3] = {-1.0, -2.0, -3.0};

    (void)state;
    assert_true(isnan(of(&TEST_CLASSES(pos, null))));
}

static void devpav__is_a_distance_for_one_point(void **state)
{
    const double both[2] = {0.75, 0.75};
    const double pos[3] = {1.0, 1.0, 2.0};
    const double null[3] = {1.0, 0.0, 0.0};

    (void)state;
    /* the point at 1 has log10 2, those around it are infinite */
    ASSERT_CLOSE(of(&TEST_CLASSES(pos, null)), 0.69897000433601886, EPS);
    ASSERT_CLOSE(of(&TEST_CLASSES(both, both)), 0.75, EPS);
}

static void devpav__is_infinite_where_an_infinity_moves(void **state)
{
    double inf = (double)INFINITY;
    const double high[2] = {1.0, inf};
    const double mixed[3] = {0.0, 2.0, inf};
    const double lows[2] = {-inf, 1.5};
    const double right[3] = {inf, 1.0, 0.0};
    const double left[3] = {-inf, 0.0, 1.0};

    (void)state;
    assert_true(of(&TEST_CLASSES(high, mixed)) == inf);
    assert_true(of(&TEST_CLASSES(lows, mixed)) == inf);
    ASSERT_CLOSE(of(&TEST_CLASSES(right, left)), 0.5, EPS);
}

/* The second point lies beyond the identity: two triangles. */
static void devpav__counts_both_sides_of_a_crossing(void **state)
{
    const double pos[4] = {0.0, 2.0, 2.0, 2.0};
    const double null[4] = {0.0, 0.0, 0.0, 2.0};
    /* llr = log10(1/3), log10(3) at 0 and 2; d = -.477, -1.523: no crossing */
    const double flipped_pos[4] = {-0.1, 0.1, 0.1, 0.1};
    const double flipped_null[4] = {-0.1, -0.1, -0.1, 0.1};
    double d = 0.47712125471966244;

    (void)state;
    ASSERT_CLOSE(of(&TEST_CLASSES(pos, null)), (d + (2.0 - d)) / 2.0, EPS);
    /* d = -+(log10 3 - .1): halves of equal triangles */
    ASSERT_CLOSE(of(&TEST_CLASSES(flipped_pos, flipped_null)), (d - 0.1) / 2.0,
                 EPS);
}

static void devpav__is_finite_for_extreme_values(void **state)
{
    const double pos[3] = {-1.7e308, 1.7e308, 1.7e308};
    const double null[3] = {-1.7e308, -1.7e308, 1.7e308};
    const double third_pos[4] = {-1e308, 0.0, 1.7e308, 1.7e308};
    const double third_null[4] = {-1e308, -1e308, 0.0, 1.7e308};
    const double tiny_pos[2] = {5e-324, 0.0};
    const double tiny_null[2] = {5e-324, 5e-324};

    (void)state;
    ASSERT_CLOSE(of(&TEST_CLASSES(pos, null)) / 0.85e308, 1.0, EPS);
    /* lengths 1 and 1.7 of 2.7, mean distances 1/2 and 1.7/2 */
    ASSERT_CLOSE(of(&TEST_CLASSES(third_pos, third_null)) / 1e308,
                 (0.5 + 1.7 * 1.7 / 2.0) / 2.7, EPS);
    assert_true(isfinite(of(&TEST_CLASSES(tiny_pos, tiny_null))));
}

static void devpav__ignores_doubling_and_absence(void **state)
{
    test_classes t;
    test_classes other;
    double want;

    (void)state;
    test_classes_fill(&t, 12, 30, 30);
    test_classes_weigh(&t, 13);
    want = of(&t.c);
    test_classes_drop(&other, &t.c);
    ASSERT_CLOSE(of(&other.c), want, EPS);
    test_classes_double(&other, &t.c);
    ASSERT_CLOSE(of(&other.c), want, 1e-9);
}

static void devpav__reports_failures(void **state)
{
    const double nan[1] = {(double)NAN};
    const double one[1] = {1.0};
    double out = 0.0;

    (void)state;
    assert_int_equal(retort_devpav(&TEST_CLASSES(nan, one), &out, NULL),
                     RETORT_ERR_INTERNAL);
    assert_true(isnan(out));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(devpav__gives_the_golden_values),
        cmocka_unit_test(devpav__is_undefined_for_separated_sets),
        cmocka_unit_test(devpav__is_a_distance_for_one_point),
        cmocka_unit_test(devpav__is_infinite_where_an_infinity_moves),
        cmocka_unit_test(devpav__counts_both_sides_of_a_crossing),
        cmocka_unit_test(devpav__is_finite_for_extreme_values),
        cmocka_unit_test(devpav__ignores_doubling_and_absence),
        cmocka_unit_test(devpav__reports_failures),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
