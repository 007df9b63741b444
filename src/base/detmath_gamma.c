/*
 * Stirling's series (Abramowitz and Stegun 1964, 6.1.41) from 10 up:
 *
 *   ln Gamma(z) = (z - 1/2) ln z - z + ln(2 pi) / 2
 *                 + 1 / (12 z) - 1 / (360 z^3) + 1 / (1260 z^5) - ...
 *
 * whose first term left out is below 2e-18 there; and below 10 by
 * Gamma(x) = Gamma(x + n) / (x (x + 1) ... (x + n - 1)). What cancels between
 * the two logarithms, up to 25, is kept in double-doubles.
 */
#include "base/detmath.h"

#include <math.h>

#include "base/detmath_dd.h"

static const double STIRLING_FROM = 10.0;
static const retort_dd HALF_LN_2PI = {0x1.d67f1c864beb5p-1,
                                      -0x1.65b5a1b7ff5dfp-55};

/* The part of the series with powers of 1 / z. */
static double stirling_rest(double z)
{
    static const double coefficient[] = {
        1.0 / 12.0,   -1.0 / 360.0,      1.0 / 1260.0, -1.0 / 1680.0,
        1.0 / 1188.0, -691.0 / 360360.0, 1.0 / 156.0,  -3617.0 / 122400.0,
    };
    double w = 1.0 / z;
    double w2 = w * w;
    double sum = 0.0;

    for (int k = 7; k >= 0; k--)
        sum = sum * w2 + coefficient[k];
    return sum * w;
}

static retort_dd stirling(retort_dd z)
{
    retort_dd less_half = retort_dd_add(z, (retort_dd){-0.5, 0.0});
    retort_dd y = retort_dd_mul(less_half, retort_dd_log(z));

    y = retort_dd_add(y, (retort_dd){-z.hi, -z.lo});
    y = retort_dd_add(y, HALF_LN_2PI);
    return retort_dd_add(y, (retort_dd){stirling_rest(z.hi), 0.0});
}

double retort_lgamma(double x)
{
    const retort_dd one = {1.0, 0.0};
    retort_dd z = {x, 0.0};
    retort_dd product = one;
    retort_dd less;

    if (!(x >= 0.5))
        return (double)NAN;
    if (x == 1.0 || x == 2.0)
        return 0.0;
    if (x >= 0x1p60) /* all else is out of sight */
        return x * (retort_log(x) - 1.0);
    while (z.hi < STIRLING_FROM) {
        product = retort_dd_mul(product, z);
        z = retort_dd_add(z, one);
    }
    less = retort_dd_log(product);
    return retort_dd_add(stirling(z), (retort_dd){-less.hi, -less.lo}).hi;
}
