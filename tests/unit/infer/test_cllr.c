#include "infer/cllr.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/class_data.h"

static const double EPS = 1e-12;

/* log10 of 3 and of 1/3. */
static const double THREE[2] = {0.47712125471966244, 0.47712125471966244};
static const double THIRD[2] = {-0.47712125471966244, -0.47712125471966244};

static void cllr__gives_the_golden_values(void **state)
{
    const double zero[2] = {0.0, 0.0};
    retort_classes toy = test_toy();

    (void)state;
    ASSERT_CLOSE(retort_cllr(&TEST_CLASSES(zero, zero)), 1.0, EPS);
    ASSERT_CLOSE(retort_cllr(&TEST_CLASSES(THREE, THIRD)), 0.41503749927884376,
                 EPS);
    ASSERT_CLOSE(retort_cllr(&TEST_CLASSES(THIRD, THREE)), 2.0, EPS);
    ASSERT_CLOSE(retort_cllr(&toy), 0.5617524552101014, EPS);
}

static double cllr_of(double positive, double null)
{
    return retort_cllr(
        &(retort_classes){{&positive, NULL, 1, 0.0}, {&null, NULL, 1, 0.0}});
}

static void cllr__takes_infinities_as_defined(void **state)
{
    double inf = (double)INFINITY;

    (void)state;
    assert_true(cllr_of(inf, -inf) == 0.0);
    assert_true(cllr_of(-inf, -inf) == inf);
    assert_true(cllr_of(inf, inf) == inf);
    ASSERT_CLOSE(cllr_of(inf, 0.0), 0.5, EPS);
    ASSERT_CLOSE(cllr_of(0.0, -inf), 0.5, EPS);
}

static void cllr__is_undefined_for_nan_and_for_nobody(void **state)
{
    retort_classes c = test_toy();

    (void)state;
    assert_true(isnan(cllr_of((double)NAN, 0.0)));
    assert_true(isnan(cllr_of(0.0, (double)NAN)));
    c.null.count = 0;
    assert_true(isnan(retort_cllr(&c)));
    c = test_toy();
    c.positive.count = 0;
    assert_true(isnan(retort_cllr(&c)));
}

static void cllr__takes_extreme_numbers(void **state)
{
    (void)state;
    assert_true(cllr_of(1e308, -1e308) == 0.0);
    assert_true(cllr_of(-1e308, -1e308) == (double)INFINITY);
    ASSERT_CLOSE(cllr_of(5e-324, -5e-324), 1.0, EPS);
    ASSERT_CLOSE(cllr_of(-0.0, 0.0), 1.0, EPS);
    /* a thousand decades in bits, halved: 500 log2(10) */
    ASSERT_CLOSE(cllr_of(-1000.0, -1000.0), 1660.9640474436812, 1e-9);
}

static void cllr__rises_by_a_constant_added_to_all(void **state)
{
    test_classes t;
    double before;

    (void)state;
    test_classes_fill(&t, 3, 30, 60);
    before = retort_cllr(&t.c);
    for (size_t i = 0; i < 30; i++)
        t.value[0][i] += 3.0;
    for (size_t i = 0; i < 60; i++)
        t.value[1][i] += 3.0;
    assert_true(retort_cllr(&t.c) > before + 0.5);
}

static void cllr__is_the_same_for_swapped_labels(void **state)
{
    test_classes t;
    test_classes swapped;

    (void)state;
    test_classes_fill(&t, 4, 30, 60);
    test_classes_swap(&swapped, &t.c);
    assert_true(retort_cllr(&t.c) == retort_cllr(&swapped.c));
}

static void cllr__reads_weights_as_repeats(void **state)
{
    const double pos[2] = {0.5, -0.25};
    const double weight[2] = {3.0, 1.0};
    const double repeated[4] = {0.5, 0.5, 0.5, -0.25};
    retort_classes weighted = TEST_CLASSES(pos, TEST_TOY_NULL);

    (void)state;
    weighted.positive.weight = weight;
    ASSERT_CLOSE(retort_cllr(&weighted),
                 retort_cllr(&TEST_CLASSES(repeated, TEST_TOY_NULL)), EPS);
}

static void cllr__ignores_doubling_and_items_without_weight(void **state)
{
    test_classes t;
    test_classes other;
    double want;

    (void)state;
    test_classes_fill(&t, 5, 20, 30);
    test_classes_weigh(&t, 6);
    want = retort_cllr(&t.c);
    test_classes_double(&other, &t.c);
    ASSERT_CLOSE(retort_cllr(&other.c), want, EPS);
    test_classes_drop(&other, &t.c);
    assert_true(retort_cllr(&other.c) == want);
    test_classes_scale(&other, 0x1p-30);
    assert_true(retort_cllr(&other.c) == want);
    t.value[0][1] = (double)NAN;
    t.weight[0][1] = 0.0;
    assert_true(isfinite(retort_cllr(&t.c)));
}

static void ece__gives_the_golden_values(void **state)
{
    static const double WANT[5] = {0.04680056868803395, 0.2361971482945608,
                                   0.5617524552101015, 0.26379968235256723,
                                   0.052882053464323384};
    retort_classes toy = test_toy();

    (void)state;
    for (int t = -2; t <= 2; t++)
        ASSERT_CLOSE(retort_ece(&toy, (double)t), WANT[t + 2], EPS);
}

static void ece__is_cllr_at_even_odds(void **state)
{
    test_classes t;

    (void)state;
    test_classes_fill(&t, 7, 25, 35);
    test_classes_weigh(&t, 8);
    assert_true(retort_ece(&t.c, 0.0) == retort_cllr(&t.c));
}

static void ece__vanishes_at_extreme_odds_unless_infinite(void **state)
{
    const double low[1] = {-(double)INFINITY};
    retort_classes toy = test_toy();
    retort_classes bad = TEST_CLASSES(low, TEST_TOY_NULL);

    (void)state;
    ASSERT_CLOSE(retort_ece(&toy, 400.0), 0.0, EPS);
    ASSERT_CLOSE(retort_ece(&toy, -400.0), 0.0, EPS);
    assert_true(isinf(retort_ece(&bad, -400.0)));
    assert_true(isnan(retort_ece(&toy, (double)INFINITY)));
    assert_true(isnan(retort_ece(&toy, (double)NAN)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cllr__gives_the_golden_values),
        cmocka_unit_test(cllr__takes_infinities_as_defined),
        cmocka_unit_test(cllr__is_undefined_for_nan_and_for_nobody),
        cmocka_unit_test(cllr__takes_extreme_numbers),
        cmocka_unit_test(cllr__rises_by_a_constant_added_to_all),
        cmocka_unit_test(cllr__is_the_same_for_swapped_labels),
        cmocka_unit_test(cllr__reads_weights_as_repeats),
        cmocka_unit_test(cllr__ignores_doubling_and_items_without_weight),
        cmocka_unit_test(ece__gives_the_golden_values),
        cmocka_unit_test(ece__is_cllr_at_even_odds),
        cmocka_unit_test(ece__vanishes_at_extreme_odds_unless_infinite),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
