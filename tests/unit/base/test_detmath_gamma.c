#include "base/detmath.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "unit/base/detmath_helper.h"

static const helper_golden LGAMMA_GOLDEN[] = {
    {0x1p-1, 0x1.250d048e7a1bdp-1},
    {0x1.00014f8b588e3p-1, 0x1.250a71b85e97bp-1},
    {0x1.3333333333333p-1, 0x1.97ca9dd244e26p-2},
    {0x1.8p-1, 0x1.a051c372609eep-3},
    {0x1.ff7ced916872bp-1, 0x1.2f0f04c1bbb38p-11},
    {0x1.fffffffffffffp-1, 0x1.2178c036ab0bp-54},
    {0x1.0000000000001p+0, -0x1.29c0f980aa92p-53},
    {0x1.004189374bc6ap+0, -0x1.2e323d3be7b8fp-11},
    {0x1.4p+0, -0x1.92857d38caf42p-4},
    {0x1.762d86356be3fp+0, -0x1.f19b9bcc38a42p-4},
    {0x1.8p+0, -0x1.eeb95b094c191p-4},
    {0x1.cp+0, -0x1.59b4fd6875a6ep-4},
    {0x1.fffffffffffffp+0, -0x1.b5f3aeb6aa39p-54},
    {0x1.0000000000001p+1, 0x1.aeab756caab38p-53},
    {0x1.4p+1, 0x1.2383e809a67e8p-2},
    {0x1.8p+1, 0x1.62e42fefa39efp-1},
    {0x1.921fb54442d18p+1, 0x1.a7c795ea35debp-1},
    {0x1.3p+3, 0x1.760f04f64ba68p+3},
    {0x1.3ffffffffffffp+3, 0x1.99a8921a7f7cdp+3},
    {0x1.4p+3, 0x1.99a8921a7f7cfp+3},
    {0x1.5p+3, 0x1.be199a0f64394p+3},
    {0x1.9p+6, 0x1.67225b4879462p+8},
    {0x1.81cd6c8b43958p+13, 0x1.9617eb7eee0bcp+16},
    {0x1.2a05f2p+33, 0x1.9a43710f467c1p+37},
    {0x1.fp+59, 0x1.3a51403eadb9bp+65},
    {0x1p+60, 0x1.44b5ecf0a965p+65},
    {0x1.249ad2594c37dp+332, 0x1.060a2246099afp+340},
    {0x1.6c8e5ca239029p+1014, 0x1.f3fc83052cbf5p+1023},
};

/* From 0.5 to 30, or of any exponent from 2^-1 on, infinite values too. */
static double argument(uint64_t i)
{
    int e = 1022 + (int)(helper_bits(10000, i) % 1025);

    return i % 2 ? helper_uniform(10001, i, 0.5, 30.0)
                 : helper_of_exponent(e, i);
}

static void lgamma__gives_the_golden_bits(void **state)
{
    (void)state;
    helper_check_golden(retort_lgamma, LGAMMA_GOLDEN,
                        HELPER_COUNT(LGAMMA_GOLDEN));
    assert_int_equal(helper_digest(retort_lgamma, argument),
                     UINT64_C(0x6d69a3dbb28d093b));
}

static void lgamma__is_defined_at_the_ends(void **state)
{
    const double inf = (double)INFINITY;

    (void)state;
    assert_true(helper_same(retort_lgamma(1.0), 0.0));
    assert_true(helper_same(retort_lgamma(2.0), 0.0));
    assert_true(isfinite(retort_lgamma(2.5599833278516e305)));
    assert_true(retort_lgamma(2.5599833278517e305) == inf);
    assert_true(retort_lgamma(DBL_MAX) == inf);
    assert_true(retort_lgamma(inf) == inf);
    assert_true(isnan(retort_lgamma(helper_step(0.5, -1))));
    assert_true(isnan(retort_lgamma(0.0)));
    assert_true(isnan(retort_lgamma(-1.5)));
    assert_true(isnan(retort_lgamma(-inf)));
    assert_true(isnan(retort_lgamma((double)NAN)));
}

/* Within 1e-14 of @p want, or 1e-15 absolutely. */
static void check_near(double got, double want)
{
    double bound = fmax(1e-14 * fabs(want), 1e-15);

    if (!(fabs(got - want) <= bound))
        fail_msg("%.17g is not %.17g", got, want);
}

static void lgamma__is_the_logarithm_of_factorials(void **state)
{
    double factorial = 1.0; /* exact up to 22! */

    (void)state;
    for (int n = 1; n <= 22; n++) {
        factorial *= (double)n;
        check_near(retort_lgamma((double)n + 1.0), retort_log(factorial));
    }
    check_near(retort_lgamma(0.5), 0.5 * retort_log(3.14159265358979324));
}

#ifdef HAVE_MPFR
static void check_mpfr(double x)
{
    double got = retort_lgamma(x);
    double off = helper_off(mpfr_lngamma, x, got, false);

    if (!(off <= fmax(1e-14 * fabs(got), 1e-15)))
        fail_msg("ln Gamma(%a) is %a, off by %g", x, got, off);
}
#endif

static void lgamma__is_as_near_to_mpfr_as_promised(void **state)
{
    (void)state;
#ifdef HAVE_MPFR
    for (int i = 0; i <= 4000; i++)
        check_mpfr(0.5 + (double)i * 0.003);
    for (uint64_t i = 0; i < 5000; i++)
        check_mpfr(argument(i));
    for (int i = -200; i <= 200; i++) { /* zeros, joints */
        check_mpfr(helper_step(1.0, i));
        check_mpfr(helper_step(2.0, i));
        check_mpfr(1.0 + (double)i * 1e-4);
        check_mpfr(2.0 + (double)i * 1e-4);
        check_mpfr(helper_step(10.0, i));
        check_mpfr(helper_step(0x1p60, i));
    }
    for (size_t i = 0; i < HELPER_COUNT(LGAMMA_GOLDEN); i++)
        check_mpfr(LGAMMA_GOLDEN[i].x);
    mpfr_free_cache();
#else
    HELPER_SKIP_WITHOUT_MPFR();
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lgamma__gives_the_golden_bits),
        cmocka_unit_test(lgamma__is_defined_at_the_ends),
        cmocka_unit_test(lgamma__is_the_logarithm_of_factorials),
        cmocka_unit_test(lgamma__is_as_near_to_mpfr_as_promised),
    };

    return cmocka_run_group_tests_name("detmath_gamma", tests, NULL, NULL);
}
