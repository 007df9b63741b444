#include "base/detmath.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "base/detmath_dd.h"
#include "unit/base/detmath_helper.h"

static const helper_golden LOG_GOLDEN[] = {
    {0x0.0000000000001p-1022, -0x1.74385446d71c3p+9},
    {0x0.0123456789abdp-1022, -0x1.64e8009ed5762p+9},
    {0x1p-1022, -0x1.6232bdd7abcd2p+9},
    {0x1.56e1fc2f8f359p-997, -0x1.5963447f87fb5p+9},
    {0x1.bff2ee48e053p-333, -0x1.cc845b54b54f2p+7},
    {0x1.b7cdfd9d7bdbbp-34, -0x1.7069e2aa2aa5bp+4},
    {0x1.999999999999ap-4, -0x1.26bb1bbb55515p+1},
    {0x1.5555555555555p-2, -0x1.193ea7aad030bp+0},
    {0x1p-1, -0x1.62e42fefa39efp-1},
    {0x1.6a09e667f3bccp-1, -0x1.62e42fefa39f1p-2},
    {0x1.6a09e667f3bcdp-1, -0x1.62e42fefa39eep-2},
    {0x1.fae147ae147aep-1, -0x1.495453e6fd4bcp-7},
    {0x1.fffffffffffffp-1, -0x1p-53},
    {0x1.0000000000001p+0, 0x1.fffffffffffffp-53},
    {0x1.028f5c28f5c29p+0, 0x1.460d6ccca367cp-7},
    {0x1.6a09e667f3bccp+0, 0x1.62e42fefa39eep-2},
    {0x1.6a09e667f3bcdp+0, 0x1.62e42fefa39fp-2},
    {0x1p+1, 0x1.62e42fefa39efp-1},
    {0x1.5bf0a8b145769p+1, 0x1p+0},
    {0x1.4p+3, 0x1.26bb1bbb55516p+1},
    {0x1.81cd6c8b43958p+13, 0x1.2d79559791e31p+3},
    {0x1.0f0cf064dd592p+73, 0x1.95414621954fep+5},
    {0x1.249ad2594c37dp+332, 0x1.cc845b54b54f2p+7},
    {0x1.fffffffffffffp+1023, 0x1.62e42fefa39efp+9},
};

static const helper_golden LOG10_GOLDEN[] = {
    {0x0.0000000000001p-1022, -0x1.434e6420f4374p+8},
    {0x1p-1022, -0x1.33a7146f72a42p+8},
    {0x1.56e1fc2f8f359p-997, -0x1.2cp+8},
    {0x1.49da7e361ce4cp-32, -0x1.30bb6c34d815p+3},
    {0x1.3333333333333p-3, -0x1.a5d75dd27d201p-1},
    {0x1.5555555555555p-2, -0x1.e8927964fd5fdp-2},
    {0x1p-1, -0x1.34413509f79ffp-2},
    {0x1.6a09e667f3bcdp-1, -0x1.34413509f79fep-3},
    {0x1.fae147ae147aep-1, -0x1.1e0d4874f92f2p-8},
    {0x1.fffffffffffffp-1, -0x1.bcb7b1526e50fp-55},
    {0x1.0000000000001p+0, 0x1.bcb7b1526e50dp-54},
    {0x1.028f5c28f5c29p+0, 0x1.1b349f11fb5bfp-8},
    {0x1.6a09e667f3bcdp+0, 0x1.34413509f7ap-3},
    {0x1p+1, 0x1.34413509f79ffp-2},
    {0x1.5bf0a8b145769p+1, 0x1.bcb7b1526e50ep-2},
    {0x1.3ffffffffffffp+3, 0x1.fffffffffffffp-1},
    {0x1.81cd6c8b43958p+13, 0x1.05db618083a9ep+2},
    {0x1.969368974c05bp+74, 0x1.67a249e593f58p+4},
    {0x1.0007780e22b0dp+335, 0x1.936161616f198p+6},
    {0x1.fffffffffffffp+1023, 0x1.34413509f79ffp+8},
};

static const helper_golden LOG1P_GOLDEN[] = {
    {-0x1.fffffffffffffp-1, -0x1.25e4f7b2737fap+5},
    {-0x1.fae147ae147aep-1, -0x1.26bb1bbb55515p+2},
    {-0x1.8p-1, -0x1.62e42fefa39efp+0},
    {-0x1p-1, -0x1.62e42fefa39efp-1},
    {-0x1.3333333333333p-2, -0x1.6d3c324e13f4ep-2},
    {-0x1.999999999999ap-4, -0x1.af8e8210a415ep-4},
    {-0x1.4f8b588e368f1p-17, -0x1.4f8bc681e6006p-17},
    {-0x1.203af9ee75616p-50, -0x1.203af9ee75619p-50},
    {-0x1p-54, -0x1p-54},
    {0x0.0000000006p-1022, 0x0.0000000006p-1022},
    {0x1.56e1fc2f8f359p-997, 0x1.56e1fc2f8f359p-997},
    {0x1p-53, 0x1p-53},
    {0x1.203af9ee75616p-50, 0x1.203af9ee75613p-50},
    {0x1.5798ee2308c3ap-27, 0x1.5798ee0636111p-27},
    {0x1.0624dd2f1a9fcp-10, 0x1.060354f8c3ebfp-10},
    {0x1.999999999999ap-4, 0x1.8663f793c46c7p-4},
    {0x1.a827999fcef32p-2, 0x1.62e42fefa39efp-2},
    {0x1p-1, 0x1.9f323ecbf984cp-2},
    {0x1p+0, 0x1.62e42fefa39efp-1},
    {0x1.5bf0a8b145769p+1, 0x1.5031eafefb049p+0},
    {0x1.2a05f2p+33, 0x1.7069e2aa3184ep+4},
    {0x1p+53, 0x1.25e4f7b2737fap+5},
    {0x1.8p+59, 0x1.4a68c0ae82c99p+5},
    {0x1.8p+60, 0x1.4ff4516e41581p+5},
    {0x1.fffffffffffffp+1023, 0x1.62e42fefa39efp+9},
};

/* A positive double of any exponent. */
static double positive(uint64_t i)
{
    return helper_of_exponent((int)(helper_bits(10000, i) % 2047), i);
}

/* A double above -1 of any exponent from 2^-60 to 2^61, of either sign. */
static double above_minus_one(uint64_t i)
{
    int e = 1023 - 60 + (int)(helper_bits(10001, i) % 122);
    double x = helper_of_exponent(e, i);

    return i % 2 && x < 1.0 ? -x : x;
}

static void log__gives_the_golden_bits(void **state)
{
    (void)state;
    helper_check_golden(retort_log, LOG_GOLDEN, HELPER_COUNT(LOG_GOLDEN));
    assert_int_equal(helper_digest(retort_log, positive),
                     UINT64_C(0x3b8aefcb1f3baad5));
}

static void log10__gives_the_golden_bits(void **state)
{
    (void)state;
    helper_check_golden(retort_log10, LOG10_GOLDEN, HELPER_COUNT(LOG10_GOLDEN));
    assert_int_equal(helper_digest(retort_log10, positive),
                     UINT64_C(0x3ab317d881ebf841));
}

static void log1p__gives_the_golden_bits(void **state)
{
    (void)state;
    helper_check_golden(retort_log1p, LOG1P_GOLDEN, HELPER_COUNT(LOG1P_GOLDEN));
    assert_int_equal(helper_digest(retort_log1p, above_minus_one),
                     UINT64_C(0x743440413247a63d));
}

/* Nearest doubles of k ln 2, from ln 2 to 64 bits, enough for these k. */
static void log__is_exact_at_powers_of_two(void **state)
{
    (void)state;
    assert_true(helper_same(retort_log(1.0), 0.0));
    for (int k = -1074; k <= 1023; k++) {
        long double want =
            (long double)k * 0.693147180559945309417232121458176568L;

        assert_true(retort_log(ldexp(1.0, k)) == (double)want);
    }
}

static void log__is_monotone(void **state)
{
    static const double starts[] = {1.0,  2.0,   0.5,      1.4142135623730951,
                                    10.0, 1e300, 1.1e-300, 0.70710678118654752};

    (void)state;
    for (size_t k = 0; k < HELPER_COUNT(starts); k++) {
        double last = retort_log(helper_step(starts[k], -2000));

        for (int i = -1999; i < 2000; i++) {
            double v = retort_log(helper_step(starts[k], i));

            assert_true(v >= last);
            last = v;
        }
    }
}

static void log__and_log10_are_defined_at_the_ends(void **state)
{
    const helper_fn both[] = {retort_log, retort_log10};
    const double inf = (double)INFINITY;

    (void)state;
    for (size_t k = 0; k < 2; k++) {
        assert_true(both[k](0.0) == -inf);
        assert_true(both[k](-0.0) == -inf);
        assert_true(both[k](inf) == inf);
        assert_true(isnan(both[k](-inf)));
        assert_true(isnan(both[k](-1.0)));
        assert_true(isnan(both[k](-DBL_TRUE_MIN)));
        assert_true(isnan(both[k]((double)NAN)));
        assert_true(isfinite(both[k](DBL_MAX)));
        assert_true(isfinite(both[k](DBL_TRUE_MIN)));
    }
}

static void log1p__is_defined_at_the_ends(void **state)
{
    const double inf = (double)INFINITY;

    (void)state;
    assert_true(helper_same(retort_log1p(0.0), 0.0));
    assert_true(helper_same(retort_log1p(-0.0), -0.0));
    assert_true(helper_same(retort_log1p(DBL_TRUE_MIN), DBL_TRUE_MIN));
    assert_true(helper_same(retort_log1p(-DBL_MIN), -DBL_MIN));
    assert_true(retort_log1p(-1.0) == -inf);
    assert_true(retort_log1p(inf) == inf);
    assert_true(isnan(retort_log1p(-1.0 - DBL_EPSILON)));
    assert_true(isnan(retort_log1p(-2.0)));
    assert_true(isnan(retort_log1p(-DBL_MAX)));
    assert_true(isnan(retort_log1p(-inf)));
    assert_true(isnan(retort_log1p((double)NAN)));
}

static void log10__is_exact_at_powers_of_ten(void **state)
{
    char text[16];

    (void)state;
    for (int k = -307; k <= 308; k++) {
        (void)snprintf(text, sizeof(text), "1e%d", k);
        assert_true(helper_same(retort_log10(strtod(text, NULL)), (double)k));
    }
}

static void log1p__continues_where_it_changes_its_way(void **state)
{
    (void)state;
    assert_true(helper_same(retort_log1p(0x1p60), retort_log(0x1p60)));
    for (int i = -50; i <= 50; i++) {
        double x = helper_step(0x1p60, i);
        double tiny = helper_step(0x1p-54, i);

        assert_true(retort_log1p(helper_step(x, 1)) >= retort_log1p(x));
        assert_true(retort_log1p(tiny) <= tiny);
        assert_true(retort_log1p(-tiny) <= -tiny);
        assert_true(retort_log1p(helper_step(tiny, 1)) >= retort_log1p(tiny));
    }
}

#ifdef HAVE_MPFR
static void check_log_and_log10(double x)
{
    helper_check_ulps(retort_log, mpfr_log, 1.0, x);
    helper_check_ulps(retort_log10, mpfr_log10, 2.0, x);
}
#endif

static void log__and_log10_are_as_near_to_mpfr_as_promised(void **state)
{
    (void)state;
#ifdef HAVE_MPFR
    for (int e = 0; e < 2047; e++)
        for (uint64_t i = 0; i < 10; i++)
            check_log_and_log10(helper_of_exponent(e, i));
    for (int e = 1021; e <= 1025; e++)
        for (uint64_t i = 0; i < 4000; i++)
            check_log_and_log10(helper_of_exponent(e, i));
    for (int i = -3000; i <= 3000; i++) { /* where logarithms are small */
        check_log_and_log10(helper_step(1.0, i));
        check_log_and_log10(1.0 + (double)i / 20000.0 + 1e-9);
        check_log_and_log10(helper_step(0.70710678118654752, i));
        check_log_and_log10(helper_step(1.4142135623730951, i));
    }
    for (size_t i = 0; i < HELPER_COUNT(LOG_GOLDEN); i++)
        check_log_and_log10(LOG_GOLDEN[i].x);
    mpfr_free_cache();
#else
    HELPER_SKIP_WITHOUT_MPFR();
#endif
}

static void log1p__is_as_near_to_mpfr_as_promised(void **state)
{
    (void)state;
#ifdef HAVE_MPFR
    for (int e = 0; e < 2047; e++)
        for (uint64_t i = 0; i < 8; i++) {
            double x = helper_of_exponent(e, i);

            helper_check_ulps(retort_log1p, mpfr_log1p, 1.0, x);
            if (x < 1.0)
                helper_check_ulps(retort_log1p, mpfr_log1p, 1.0, -x);
        }
    for (uint64_t i = 0; i < 40000; i++)
        helper_check_ulps(retort_log1p, mpfr_log1p, 1.0, above_minus_one(i));
    for (int i = 1; i <= 3000; i++) { /* the pole, and the edges of [m] */
        helper_check_ulps(retort_log1p, mpfr_log1p, 1.0,
                          -1.0 + (double)i * 0x1p-53);
        helper_check_ulps(retort_log1p, mpfr_log1p, 1.0,
                          helper_step(0.41421356237309503, i - 1500));
        helper_check_ulps(retort_log1p, mpfr_log1p, 1.0,
                          -helper_step(0.29289321881345248, i - 1500));
    }
    for (size_t i = 0; i < HELPER_COUNT(LOG1P_GOLDEN); i++)
        helper_check_ulps(retort_log1p, mpfr_log1p, 1.0, LOG1P_GOLDEN[i].x);
    mpfr_free_cache();
#else
    HELPER_SKIP_WITHOUT_MPFR();
#endif
}

#ifdef HAVE_MPFR
/* |ln(x) - dd_log(x)| / |ln x| for x = hi + lo. */
static double dd_log_error(retort_dd x)
{
    retort_dd got = retort_dd_log(x);
    double error;
    mpfr_t v;
    mpfr_t want;

    mpfr_inits2(250, v, want, (mpfr_ptr)NULL);
    (void)mpfr_set_d(v, x.hi, MPFR_RNDN);
    (void)mpfr_add_d(v, v, x.lo, MPFR_RNDN);
    (void)mpfr_log(want, v, MPFR_RNDN);
    (void)mpfr_sub_d(v, want, got.hi, MPFR_RNDN);
    (void)mpfr_sub_d(v, v, got.lo, MPFR_RNDN);
    (void)mpfr_div(v, v, want, MPFR_RNDN);
    error = fabs(mpfr_get_d(v, MPFR_RNDN));
    mpfr_clears(v, want, (mpfr_ptr)NULL);
    return error;
}
#endif

static void dd_log__is_off_by_less_than_a_thirtieth_of_a_unit(void **state)
{
    (void)state;
#ifdef HAVE_MPFR
    for (int e = 1023 - 1000; e <= 1023 + 999; e++)
        for (uint64_t i = 0; i < 20; i++) {
            double hi = helper_of_exponent(e, i);
            double lo = hi * 0x1p-53 * helper_uniform(20000, i, -0.5, 0.5);

            assert_true(dd_log_error(retort_dd_sum(hi, lo)) < 0x1p-57);
        }
    mpfr_free_cache();
#else
    HELPER_SKIP_WITHOUT_MPFR();
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(log__gives_the_golden_bits),
        cmocka_unit_test(log10__gives_the_golden_bits),
        cmocka_unit_test(log1p__gives_the_golden_bits),
        cmocka_unit_test(log__is_exact_at_powers_of_two),
        cmocka_unit_test(log__is_monotone),
        cmocka_unit_test(log__and_log10_are_defined_at_the_ends),
        cmocka_unit_test(log1p__is_defined_at_the_ends),
        cmocka_unit_test(log10__is_exact_at_powers_of_ten),
        cmocka_unit_test(log1p__continues_where_it_changes_its_way),
        cmocka_unit_test(log__and_log10_are_as_near_to_mpfr_as_promised),
        cmocka_unit_test(log1p__is_as_near_to_mpfr_as_promised),
        cmocka_unit_test(dd_log__is_off_by_less_than_a_thirtieth_of_a_unit),
    };

    return cmocka_run_group_tests_name("detmath_log", tests, NULL, NULL);
}
