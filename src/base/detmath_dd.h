/**
 * @file base/detmath_dd.h
 * Double-double arithmetic, the tool of base/detmath.h; not for other files.
 *
 * A number is the unevaluated sum hi + lo of two doubles, lo at most half a
 * unit in the last place of hi: about 106 bits. The error-free sums are by
 * Knuth (1969), The Art of Computer Programming 2, 4.2.2, theorem C, and by
 * Dekker (1971), "A floating-point technique for extending the available
 * precision", (4.7); the product by Dekker (1971), (5.12), with Veltkamp's
 * splitting.
 *
 * Threads: pure functions, any number.
 */
#ifndef BASE_DETMATH_DD_H
#define BASE_DETMATH_DD_H

#include <float.h>
#include <stdint.h>
#include <string.h>

/* Error-free sums exist only where every operation rounds once, as written. */
_Static_assert(FLT_EVAL_METHOD == 0, "doubles must be computed as doubles");
#ifdef __FAST_MATH__
#error "detmath cannot be built with -ffast-math"
#endif

/** The number hi + lo. */
typedef struct retort_dd {
    double hi;
    double lo;
} retort_dd;

/**
 * ln 2 in two parts. The first has 21 trailing zero bits, so that its product
 * with any exponent of a double is exact; the second is off by 2^-86.
 */
static const double RETORT_LN2_HIGH = 0x1.62e42fee00000p-1;
static const double RETORT_LN2_LOW = 0x1.a39ef35793c76p-33;

/** a + b without error. */
static inline retort_dd retort_dd_sum(double a, double b)
{
    double s = a + b;
    double b_part = s - a;

    return (retort_dd){s, (a - (s - b_part)) + (b - b_part)};
}

/** a + b without error, given |a| >= |b| or a = 0. */
static inline retort_dd retort_dd_quick_sum(double a, double b)
{
    double s = a + b;

    return (retort_dd){s, b - (s - a)};
}

/** The upper 26 bits of @p a, |a| < 2^996. */
static inline double retort_dd_upper_half(double a)
{
    double c = 0x1.0000002p27 * a; /* 2^27 + 1 */

    return c - (c - a);
}

/** a b without error, given that no partial product under- or overflows. */
static inline retort_dd retort_dd_product(double a, double b)
{
    double p = a * b;
    double a1 = retort_dd_upper_half(a);
    double b1 = retort_dd_upper_half(b);
    double a2 = a - a1;
    double b2 = b - b1;

    return (retort_dd){p, ((a1 * b1 - p) + a1 * b2 + a2 * b1) + a2 * b2};
}

/** a + b, off by less than 2^-104 (|a| + |b|). */
static inline retort_dd retort_dd_add(retort_dd a, retort_dd b)
{
    retort_dd s = retort_dd_sum(a.hi, b.hi);

    return retort_dd_quick_sum(s.hi, s.lo + (a.lo + b.lo));
}

/** a b, off by less than 2^-102 |a b|. */
static inline retort_dd retort_dd_mul(retort_dd a, retort_dd b)
{
    retort_dd p = retort_dd_product(a.hi, b.hi);

    return retort_dd_quick_sum(p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi));
}

/** 2^e for -1022 <= e <= 1023. */
static inline double retort_dd_power_of_two(int e)
{
    uint64_t bits = (uint64_t)(e + 1023) << 52;
    double x;

    memcpy(&x, &bits, sizeof(x));
    return x;
}

/** 2^e x for |e| <= 2044 and x near 1: rounded once, if the result is small. */
static inline double retort_dd_scale(double x, int e)
{
    int half = e / 2;

    return x * retort_dd_power_of_two(half) * retort_dd_power_of_two(e - half);
}

/**
 * ln x for finite x > 0, off by less than 2^-57 |ln x|. If x.lo is not 0, x.hi
 * must lie in [2^-1000, 2^1000]. Implemented in detmath_log.c.
 */
retort_dd retort_dd_log(retort_dd x);

#endif /* BASE_DETMATH_DD_H */
