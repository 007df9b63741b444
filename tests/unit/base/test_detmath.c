#include "base/detmath.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <float.h>
#include <math.h>
#include <string.h>
#ifdef HAVE_MPFR
#include <mpfr.h>
#endif

#include "base/philox.h"

static double from_bits(uint64_t bits)
{
    double x;

    memcpy(&x, &bits, sizeof(x));
    return x;
}

static uint64_t to_bits(double x)
{
    uint64_t bits;

    memcpy(&bits, &x, sizeof(bits));
    return bits;
}

/* A positive normal double of exponent @p e with random fraction number i. */
static double random_double(int e, uint64_t i)
{
    uint64_t high =
        retort_philox_below(1, (uint64_t)(e + 2000), 2 * i, 1 << 20);
    uint64_t low =
        retort_philox_below(1, (uint64_t)(e + 2000), 2 * i + 1, UINT32_MAX);

    return from_bits((uint64_t)(e + 1023) << 52 | high << 32 | low);
}

static void log__is_exact_at_one(void **state)
{
    (void)state;
    assert_true(retort_log(1.0) == 0.0);
}

/* Nearest doubles of k ln 2, from ln 2 in two parts, exact for these k. */
static void log__is_exact_at_powers_of_two(void **state)
{
    (void)state;
    for (int k = -1022; k <= 1023; k++) {
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
    for (size_t k = 0; k < sizeof(starts) / sizeof(starts[0]); k++) {
        uint64_t bits = to_bits(starts[k]) - 2000;
        double last = retort_log(from_bits(bits));

        for (int i = 1; i < 4000; i++) {
            double v = retort_log(from_bits(bits + (uint64_t)i));

            assert_true(v >= last);
            last = v;
        }
    }
}

static void log__of_the_ends_of_the_range_is_finite(void **state)
{
    (void)state;
    assert_true(fabs(retort_log(DBL_MIN) + 708.39641853226408) < 1e-12);
    assert_true(fabs(retort_log(DBL_MAX) - 709.78271289338397) < 1e-12);
}

static void log__of_what_it_does_not_take_is_nan(void **state)
{
    (void)state;
    assert_true(isnan(retort_log(0.0)));
    assert_true(isnan(retort_log(-1.0)));
    assert_true(isnan(retort_log(DBL_MIN / 2)));
    assert_true(isnan(retort_log((double)INFINITY)));
    assert_true(isnan(retort_log((double)NAN)));
}

#ifdef HAVE_MPFR
/* Distance from the true logarithm in units in the last place of @p got. */
static double ulps_off(double x, double got)
{
    double unit = nextafter(fabs(got), (double)INFINITY) - fabs(got);
    double off;
    mpfr_t v;

    mpfr_init2(v, 200);
    (void)mpfr_set_d(v, x, MPFR_RNDN);
    (void)mpfr_log(v, v, MPFR_RNDN);
    (void)mpfr_sub_d(v, v, got, MPFR_RNDN);
    off = fabs(mpfr_get_d(v, MPFR_RNDN)) / unit;
    mpfr_clear(v);
    return off;
}

static void assert_close(double x)
{
    double off = ulps_off(x, retort_log(x));

    if (!(off <= 2.0))
        fail_msg("ln %.17g is %.3f units in the last place off", x, off);
}
#endif

static void log__is_within_two_units_of_mpfr(void **state)
{
    (void)state;
#ifdef HAVE_MPFR
    for (int e = -1022; e <= 1023; e += 31)
        for (uint64_t i = 0; i < 200; i++)
            assert_close(random_double(e, i));
    for (int e = -2; e <= 2; e++)
        for (uint64_t i = 0; i < 20000; i++)
            assert_close(random_double(e, i));
    for (int i = -3000; i <= 3000; i++) { /* where logarithms are small */
        if (i)
            assert_close(from_bits(to_bits(1.0) + (uint64_t)(int64_t)i));
        assert_close(1.0 + (double)i / 20000.0 + 1e-9);
    }
    mpfr_free_cache();
#else
    (void)random_double;
    print_message("skipped: built without MPFR, the oracle\n");
    skip();
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(log__is_exact_at_one),
        cmocka_unit_test(log__is_exact_at_powers_of_two),
        cmocka_unit_test(log__is_monotone),
        cmocka_unit_test(log__of_the_ends_of_the_range_is_finite),
        cmocka_unit_test(log__of_what_it_does_not_take_is_nan),
        cmocka_unit_test(log__is_within_two_units_of_mpfr),
    };

    return cmocka_run_group_tests_name("detmath", tests, NULL, NULL);
}
