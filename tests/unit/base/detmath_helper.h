/**
 * @file base/detmath_helper.h
 * Arguments, golden values and MPFR as oracle, for tests of base/detmath.h.
 */
#ifndef BASE_DETMATH_HELPER_H
#define BASE_DETMATH_HELPER_H

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#ifdef HAVE_MPFR
#include <mpfr.h>
#endif

#include "base/detmath.h"
#include "base/philox.h"

#define HELPER_COUNT(a) (sizeof(a) / sizeof((a)[0]))

typedef double (*helper_fn)(double x);

/** An argument and the value that every build must give for it. */
typedef struct helper_golden {
    double x;
    double y;
} helper_golden;

static inline double helper_from_bits(uint64_t bits)
{
    double x;

    memcpy(&x, &bits, sizeof(x));
    return x;
}

static inline uint64_t helper_to_bits(double x)
{
    uint64_t bits;

    memcpy(&bits, &x, sizeof(bits));
    return bits;
}

static inline bool helper_same(double a, double b)
{
    return helper_to_bits(a) == helper_to_bits(b);
}

/** Random bits number @p i of @p stream. */
static inline uint64_t helper_bits(uint64_t stream, uint64_t i)
{
    const retort_philox counter = {
        {(uint32_t)i, (uint32_t)(i >> 32), (uint32_t)stream, 0}};
    retort_philox r = retort_philox_block(counter, (uint32_t[2]){1, 0});

    return (uint64_t)r.word[0] << 32 | r.word[1];
}

/** Random number @p i of @p stream, uniform in [low, high). */
static inline double helper_uniform(uint64_t stream, uint64_t i, double low,
                                    double high)
{
    double unit = (double)(helper_bits(stream, i) >> 11) * 0x1p-53;

    return low + (high - low) * unit;
}

/** Random double of biased exponent @p e (0 is subnormal), 0 <= e < 2047. */
static inline double helper_of_exponent(int e, uint64_t i)
{
    uint64_t fraction = helper_bits((uint64_t)e, i) >> 12;

    return helper_from_bits((uint64_t)e << 52 | fraction);
}

/** The double that is @p steps after @p x > 0, or before it. */
static inline double helper_step(double x, int64_t steps)
{
    return helper_from_bits(helper_to_bits(x) + (uint64_t)steps);
}

static inline void helper_check_golden(helper_fn f, const helper_golden *g,
                                       size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!helper_same(f(g[i].x), g[i].y))
            fail_msg("f(%a) is %a, not %a", g[i].x, f(g[i].x), g[i].y);
}

/** FNV-1a over the values at arguments 0 to 19999. */
static inline uint64_t helper_digest(helper_fn f, double (*argument)(uint64_t))
{
    uint64_t digest = UINT64_C(0xcbf29ce484222325);

    for (uint64_t i = 0; i < 20000; i++) {
        uint64_t bits = helper_to_bits(f(argument(i)));

        for (int k = 0; k < 64; k += 8)
            digest = (digest ^ (bits >> k & 0xff)) * UINT64_C(0x100000001b3);
    }
    return digest;
}

#ifdef HAVE_MPFR
typedef int (*helper_oracle)(mpfr_t y, const mpfr_t x, mpfr_rnd_t how);

/**
 * Distance of @p got from the true value at @p x: absolute, or in units in the
 * last place, which are 2^(e - 53) for a value of exponent e in MPFR's sense,
 * and 2^-1074 among subnormals.
 */
static inline double helper_off(helper_oracle oracle, double x, double got,
                                bool in_ulps)
{
    double off = 0.0;
    mpfr_exp_t e;
    mpfr_t v;

    mpfr_init2(v, 200);
    (void)mpfr_set_d(v, x, MPFR_RNDN);
    (void)oracle(v, v, MPFR_RNDN);
    e = mpfr_zero_p(v) || mpfr_get_exp(v) < -1021 ? -1021 : mpfr_get_exp(v);
    if (!isinf(got) || mpfr_get_d(v, MPFR_RNDN) != got) {
        (void)mpfr_sub_d(v, v, got, MPFR_RNDN);
        if (in_ulps)
            (void)mpfr_mul_2si(v, v, 53 - (long)e, MPFR_RNDN);
        off = fabs(mpfr_get_d(v, MPFR_RNDN));
    }
    mpfr_clear(v);
    return off;
}

/** Fail unless f(x) is within @p bound units in the last place of the truth. */
static inline void helper_check_ulps(helper_fn f, helper_oracle oracle,
                                     double bound, double x)
{
    double got = f(x);
    double off = helper_off(oracle, x, got, true);

    if (!(off <= bound))
        fail_msg("f(%a) is %a, %.3f units in the last place off", x, got, off);
}
#endif

/** Leave a case out for want of its oracle. */
#define HELPER_SKIP_WITHOUT_MPFR()                                             \
    do {                                                                       \
        print_message("skipped: built without MPFR, the oracle\n");            \
        skip();                                                                \
    } while (0)

#endif /* BASE_DETMATH_HELPER_H */
