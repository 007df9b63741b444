#include "base/detmath.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "unit/base/detmath_helper.h"

static const helper_golden EXP_GOLDEN[] = {
    {-0x1.74910d52d3052p+9, 0x0p+0},
    {-0x1.72p+9, 0x0.0000000000055p-1022},
    {-0x1.624p+9, 0x0.e6cf6d08897acp-1022},
    {-0x1.6232bdd7abcd2p+9, 0x1.000000000007cp-1022},
    {-0x1.2c4p+8, 0x1.c758233102acep-434},
    {-0x1.9p+5, 0x1.d257d547e083fp-73},
    {-0x1.4p+3, 0x1.7cd79b5647c9bp-15},
    {-0x1p+0, 0x1.78b56362cef38p-2},
    {-0x1p-1, 0x1.368b2fc6f960ap-1},
    {-0x1.62e42fefa39efp-2, 0x1.6a09e667f3bcdp-1},
    {-0x1.4f8b588e368f1p-17, 0x1.fffeb07515653p-1},
    {-0x1p-54, 0x1p+0},
    {0x1p-53, 0x1p+0},
    {0x1.8p-53, 0x1.0000000000001p+0},
    {0x1.b7cdfd9d7bdbbp-34, 0x1.000000006df38p+0},
    {0x1.0624dd2f1a9fcp-10, 0x1.0041919b7ee34p+0},
    {0x1.62e42fefa39efp-2, 0x1.6a09e667f3bccp+0},
    {0x1p-1, 0x1.a61298e1e069cp+0},
    {0x1p+0, 0x1.5bf0a8b145769p+1},
    {0x1p+1, 0x1.d8e64b8d4ddaep+2},
    {0x1.921fb54442d18p+1, 0x1.724046eb09339p+4},
    {0x1.4p+3, 0x1.5829dcf95056p+14},
    {0x1.908p+6, 0x1.5daaf24221d5ep+144},
    {0x1.f4p+8, 0x1.45ba2a9f7e439p+721},
    {0x1.62e42fefa39efp+9, 0x1.fffffffffff2ap+1023},
};

static const helper_golden EXP10_GOLDEN[] = {
    {-0x1.434cccccccccdp+8, 0x0.0000000000001p-1022},
    {-0x1.368p+8, 0x0.005d23ccb7dcep-1022},
    {-0x1.33a6666666666p+8, 0x1.0191f577aff64p-1022},
    {-0x1.9066666666666p+6, 0x1.63d1890ca37c8p-333},
    {-0x1.fe66666666666p+3, 0x1.02b8477e5dff5p-53},
    {-0x1.4p+1, 0x1.9e7c6e43390b7p-9},
    {-0x1p-1, 0x1.43d136248490fp-2},
    {-0x1.34413509f79ffp-3, 0x1.6a09e667f3bcdp-1},
    {-0x1.b7cdfd9d7bdbbp-34, 0x1.fffffffe05a8p-1},
    {0x1.79ca10c924223p-67, 0x1p+0},
    {0x1.4f8b588e368f1p-17, 0x1.000182506a506p+0},
    {0x1.34413509f79ffp-3, 0x1.6a09e667f3bcdp+0},
    {0x1p-2, 0x1.c73d51c54470ep+0},
    {0x1p-1, 0x1.94c583ada5b53p+1},
    {0x1.5555555555555p-2, 0x1.13c484138704fp+1},
    {0x1.5555555555555p-1, 0x1.290fca9c761f7p+2},
    {0x1.8p+0, 0x1.f9f6e4990f227p+4},
    {0x1.921fb54442d18p+1, 0x1.5a5d2ab3e544ap+10},
    {0x1.68p+4, 0x1.ac918bbfa5243p+74},
    {0x1.7p+4, 0x1.52d02c7e14af6p+76},
    {0x1.91p+6, 0x1.042aa11ba5d55p+333},
    {0x1.2cp+8, 0x1.7e43c8800759cp+996},
    {0x1.34413509f79fep+8, 0x1.ffffffffffba1p+1023},
};

static const helper_golden LOG1P_EXP_GOLDEN[] = {
    {-0x1.748p+9, 0x0.0000000000001p-1022},
    {-0x1.9p+6, 0x1.a8c1f14e2af5dp-145},
    {-0x1.2cp+5, 0x1.dd5c566301ec8p-55},
    {-0x1.27fdf3b645a1dp+5, 0x1.89e93c70a1f81p-54},
    {-0x1.4p+4, 0x1.1b48655a5141ep-29},
    {-0x1.4p+2, 0x1.b818da245a728p-8},
    {-0x1p+0, 0x1.40c7abfbec125p-2},
    {-0x1p-1, 0x1.e5746fdb5c064p-2},
    {-0x1.b7cdfd9d7bdbbp-34, 0x1.62e42fef35ab7p-1},
    {0x0p+0, 0x1.62e42fefa39efp-1},
    {0x1.b7cdfd9d7bdbbp-34, 0x1.62e42ff011927p-1},
    {0x1p-1, 0x1.f2ba37edae032p-1},
    {0x1p+0, 0x1.5031eafefb049p+0},
    {0x1.921fb54442d18p+1, 0x1.9789ffd8ec80ep+1},
    {0x1.4p+2, 0x1.406e06368916ap+2},
    {0x1.4p+3, 0x1.40005f3559328p+3},
    {0x1.4p+4, 0x1.400000008da43p+4},
    {0x1.1ffdf3b645a1dp+5, 0x1.1ffdf3b645a1dp+5},
    {0x1.24p+5, 0x1.24p+5},
    {0x1.7d784p+26, 0x1.7d784p+26},
};

/* Uniform over all results but infinity, or of any exponent below. */
static double exponent(uint64_t i)
{
    double x = helper_of_exponent(1023 - 60 + (int)(i % 69), i);

    if (i % 4 < 2)
        return helper_uniform(10000, i, -750.0, 710.0);
    return i % 4 == 2 ? x : -x;
}

static double decimal_exponent(uint64_t i)
{
    return i % 4 < 2 ? helper_uniform(10001, i, -325.0, 309.0)
                     : exponent(i) * 0.5;
}

static double logit(uint64_t i)
{
    return helper_uniform(10002, i, -50.0, 50.0);
}

static void exp__gives_the_golden_bits(void **state)
{
    (void)state;
    helper_check_golden(retort_exp, EXP_GOLDEN, HELPER_COUNT(EXP_GOLDEN));
    assert_int_equal(helper_digest(retort_exp, exponent),
                     UINT64_C(0x6defa24cef587c57));
}

static void exp10__gives_the_golden_bits(void **state)
{
    (void)state;
    helper_check_golden(retort_exp10, EXP10_GOLDEN, HELPER_COUNT(EXP10_GOLDEN));
    assert_int_equal(helper_digest(retort_exp10, decimal_exponent),
                     UINT64_C(0x64dc811cd412101e));
}

static void log1p_exp__gives_the_golden_bits(void **state)
{
    (void)state;
    helper_check_golden(retort_log1p_exp, LOG1P_EXP_GOLDEN,
                        HELPER_COUNT(LOG1P_EXP_GOLDEN));
    assert_int_equal(helper_digest(retort_log1p_exp, logit),
                     UINT64_C(0x85c5045b15c2877a));
}

static void exp__and_exp10_are_defined_at_the_ends(void **state)
{
    const helper_fn both[] = {retort_exp, retort_exp10};
    const double inf = (double)INFINITY;

    (void)state;
    for (size_t k = 0; k < 2; k++) {
        assert_true(helper_same(both[k](0.0), 1.0));
        assert_true(helper_same(both[k](-0.0), 1.0));
        assert_true(helper_same(both[k](DBL_TRUE_MIN), 1.0));
        assert_true(helper_same(both[k](-DBL_MIN), 1.0));
        assert_true(both[k](inf) == inf);
        assert_true(both[k](DBL_MAX) == inf);
        assert_true(helper_same(both[k](-inf), 0.0));
        assert_true(helper_same(both[k](-DBL_MAX), 0.0));
        assert_true(isnan(both[k]((double)NAN)));
    }
}

/* The last arguments with a finite, a normal and a positive result. */
static void exp__overflows_and_underflows_where_it_must(void **state)
{
    (void)state;
    assert_true(isfinite(retort_exp(0x1.62e42fefa39efp+9)));
    assert_true(isinf(retort_exp(0x1.62e42fefa39f0p+9)));
    assert_true(retort_exp(-0x1.6232bdd7abcd2p+9) >= DBL_MIN);
    assert_true(retort_exp(-0x1.6232bdd7abcd3p+9) < DBL_MIN);
    assert_true(helper_same(retort_exp(-0x1.74910d52d3051p+9), DBL_TRUE_MIN));
    assert_true(helper_same(retort_exp(-0x1.74910d52d3052p+9), 0.0));
}

static void exp10__overflows_and_underflows_where_it_must(void **state)
{
    (void)state;
    assert_true(isfinite(retort_exp10(0x1.34413509f79fep+8)));
    assert_true(isinf(retort_exp10(0x1.34413509f79ffp+8)));
    assert_true(helper_same(retort_exp10(-0x1.439b746e36b52p+8), DBL_TRUE_MIN));
    assert_true(helper_same(retort_exp10(-0x1.439b746e36b53p+8), 0.0));
}

static void exp10__is_exact_at_whole_numbers(void **state)
{
    char text[16];

    (void)state;
    for (int k = -22; k <= 22; k++) {
        (void)snprintf(text, sizeof(text), "1e%d", k);
        assert_true(helper_same(retort_exp10((double)k), strtod(text, NULL)));
    }
}

static void exp__is_monotone(void **state)
{
    static const double starts[] = {1e-16,
                                    0.34657359027997264,
                                    0.69314718055994529,
                                    1.0,
                                    36.0,
                                    709.0,
                                    -0.34657359027997264,
                                    -1.0,
                                    -708.39641853226408,
                                    -745.0};

    (void)state;
    for (size_t k = 0; k < HELPER_COUNT(starts); k++)
        for (int i = -2000; i < 2000; i++) {
            double a = helper_step(starts[k], i);
            double b = helper_step(starts[k], i + 1);

            if (a < b)
                assert_true(retort_exp(a) <= retort_exp(b));
            else
                assert_true(retort_exp(b) <= retort_exp(a));
        }
}

static void log1p_exp__is_defined_at_the_ends(void **state)
{
    const double inf = (double)INFINITY;

    (void)state;
    assert_true(retort_log1p_exp(inf) == inf);
    assert_true(retort_log1p_exp(DBL_MAX) == DBL_MAX);
    assert_true(helper_same(retort_log1p_exp(-inf), 0.0));
    assert_true(isnan(retort_log1p_exp((double)NAN)));
    assert_true(helper_same(retort_log1p_exp(-37.5), retort_exp(-37.5)));
    assert_true(helper_same(retort_log1p_exp(36.5), 36.5));
    assert_true(helper_same(retort_log1p_exp(0.0), retort_log(2.0)));
}

#ifdef HAVE_MPFR
static int log1p_exp(mpfr_t y, const mpfr_t x, mpfr_rnd_t how)
{
    (void)mpfr_exp(y, x, how);
    return mpfr_log1p(y, y, how);
}

static void check_exp(double x)
{
    helper_check_ulps(retort_exp, mpfr_exp, 1.0, x);
}

static void check_exp10(double x)
{
    helper_check_ulps(retort_exp10, mpfr_exp10, 2.0, x);
}

/* Arguments about @p x, one double after the other. */
static void check_about(void (*check)(double), double x)
{
    for (int i = -100; i <= 100; i++)
        check(helper_step(x, i));
}
#endif

static void exp__is_as_near_to_mpfr_as_promised(void **state)
{
    (void)state;
#ifdef HAVE_MPFR
    for (uint64_t i = 0; i < 60000; i++)
        check_exp(exponent(i));
    for (int i = 1; i <= 1000; i++) { /* 1 + i / 2 units: ties, nearly */
        check_exp((double)i * 0x1p-53);
        check_exp((double)-i * 0x1p-54);
    }
    for (int i = 0; i < 20000; i++) /* subnormal results */
        check_exp(-745.2 + (double)i * 0.00185);
    for (int n = -1070; n < 1020; n += 10) /* where n changes */
        check_about(check_exp, ((double)n + 0.5) * 0.69314718055994531);
    check_about(check_exp, 709.78271289338397);
    check_about(check_exp, -708.39641853226408);
    check_about(check_exp, -745.13321910194122);
    for (size_t i = 0; i < HELPER_COUNT(EXP_GOLDEN); i++)
        check_exp(EXP_GOLDEN[i].x);
    mpfr_free_cache();
#else
    HELPER_SKIP_WITHOUT_MPFR();
#endif
}

static void exp10__is_as_near_to_mpfr_as_promised(void **state)
{
    (void)state;
#ifdef HAVE_MPFR
    for (uint64_t i = 0; i < 40000; i++)
        check_exp10(decimal_exponent(i));
    for (int k = -323; k <= 308; k++) {
        check_exp10((double)k);
        check_exp10((double)k + 0.5);
        check_exp10((double)k * 0.30102999566398120 + 0.15051499783199060);
    }
    check_about(check_exp10, 308.25471555991669);
    check_about(check_exp10, -307.65265556858878);
    check_about(check_exp10, -323.60724533877976);
    for (size_t i = 0; i < HELPER_COUNT(EXP10_GOLDEN); i++)
        check_exp10(EXP10_GOLDEN[i].x);
    mpfr_free_cache();
#else
    HELPER_SKIP_WITHOUT_MPFR();
#endif
}

static void log1p_exp__is_within_two_units_of_mpfr(void **state)
{
    (void)state;
#ifdef HAVE_MPFR
    for (uint64_t i = 0; i < 30000; i++)
        helper_check_ulps(retort_log1p_exp, log1p_exp, 2.0, logit(i));
    for (int i = -100; i <= 100; i++) {
        helper_check_ulps(retort_log1p_exp, log1p_exp, 2.0,
                          helper_step(36.0, i));
        helper_check_ulps(retort_log1p_exp, log1p_exp, 2.0,
                          helper_step(-37.0, i));
    }
    for (size_t i = 0; i < HELPER_COUNT(LOG1P_EXP_GOLDEN); i++)
        helper_check_ulps(retort_log1p_exp, log1p_exp, 2.0,
                          LOG1P_EXP_GOLDEN[i].x);
    mpfr_free_cache();
#else
    HELPER_SKIP_WITHOUT_MPFR();
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exp__gives_the_golden_bits),
        cmocka_unit_test(exp10__gives_the_golden_bits),
        cmocka_unit_test(log1p_exp__gives_the_golden_bits),
        cmocka_unit_test(exp__and_exp10_are_defined_at_the_ends),
        cmocka_unit_test(exp__overflows_and_underflows_where_it_must),
        cmocka_unit_test(exp10__overflows_and_underflows_where_it_must),
        cmocka_unit_test(exp10__is_exact_at_whole_numbers),
        cmocka_unit_test(exp__is_monotone),
        cmocka_unit_test(log1p_exp__is_defined_at_the_ends),
        cmocka_unit_test(exp__is_as_near_to_mpfr_as_promised),
        cmocka_unit_test(exp10__is_as_near_to_mpfr_as_promised),
        cmocka_unit_test(log1p_exp__is_within_two_units_of_mpfr),
    };

    return cmocka_run_group_tests_name("detmath_exp", tests, NULL, NULL);
}
