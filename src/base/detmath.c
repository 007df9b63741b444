/*
 * x = 2^e m with m in [sqrt(1/2), sqrt(2)); ln x = e ln 2 + ln m, and
 * ln m = 2 artanh(s), s = (m - 1) / (m + 1), |s| < 0.172, by its power series
 * up to s^23, whose rest is below 2^-60. ln 2 is split in two parts, the first
 * with 21 trailing zero bits, so that e times it is exact.
 */
#include "base/detmath.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static const double LN2_HIGH = 0x1.62e42fee00000p-1;
static const double LN2_LOW = 0x1.a39ef35793c76p-33;
static const uint64_t SQRT_HALF_FRACTION = UINT64_C(0x6a09e667f3bcd);

/* Write x as 2^e m; false if x is not a positive normal number. */
static int split(double x, int *e, double *m)
{
    uint64_t bits;
    uint64_t fraction;
    int exponent;

    memcpy(&bits, &x, sizeof(bits));
    exponent = (int)(bits >> 52);
    if (exponent <= 0 || exponent >= 0x7ff)
        return 0;
    fraction = bits & ((UINT64_C(1) << 52) - 1);
    *e = exponent - 1023;
    bits = UINT64_C(1023) << 52 | fraction;
    if (fraction >= SQRT_HALF_FRACTION) { /* m >= sqrt(2): halve it */
        bits = UINT64_C(1022) << 52 | fraction;
        *e += 1;
    }
    memcpy(m, &bits, sizeof(*m));
    return 1;
}

double retort_log(double x)
{
    int e;
    double m;
    double s;
    double s2;
    double tail = 0.0;

    if (!split(x, &e, &m))
        return (double)NAN;
    s = (m - 1.0) / (m + 1.0);
    s2 = s * s;
    for (int k = 23; k >= 3; k -= 2)
        tail = tail * s2 + 1.0 / (double)k;
    tail = tail * s2 * s;
    return (double)e * LN2_HIGH +
           (2.0 * s + (2.0 * tail + (double)e * LN2_LOW));
}
