/*
 * x = n ln 2 + r with |r| < 0.347; e^x = 2^n e^r, and e^r by its power series
 * up to r^15, whose rest is below 2^-67. The first three terms are summed
 * without error, the others, below 0.008, in doubles.
 */
#include "base/detmath.h"

#include <math.h>

#include "base/detmath_dd.h"

static const double ONE_BY_LN_2 = 0x1.71547652b82fep+0;
static const retort_dd LN_10 = {0x1.26bb1bbb55516p+1, -0x1.f48ad494ea3e9p-53};

/* e^r - 1 - r - r^2 / 2 */
static double exp_rest(double r)
{
    static const double one_by_factorial[] = {
        1.0 / 6.0,
        1.0 / 24.0,
        1.0 / 120.0,
        1.0 / 720.0,
        1.0 / 5040.0,
        1.0 / 40320.0,
        1.0 / 362880.0,
        1.0 / 3628800.0,
        1.0 / 39916800.0,
        1.0 / 479001600.0,
        1.0 / 6227020800.0,
        1.0 / 87178291200.0,
        1.0 / 1307674368000.0,
    };
    double sum = 0.0;

    for (int k = 15; k >= 3; k--)
        sum = sum * r + one_by_factorial[k - 3];
    return sum * (r * r * r);
}

/* e^r for |r| < 0.35. */
static double exp_near_zero(retort_dd r)
{
    retort_dd square = retort_dd_product(r.hi, r.hi);
    double half = 0.5 * square.hi;
    retort_dd line = retort_dd_quick_sum(1.0, r.hi);
    retort_dd sum = retort_dd_sum(line.hi, half);
    double low = (line.lo + sum.lo) + 0.5 * square.lo;

    low += r.lo * sum.hi;
    return sum.hi + (low + exp_rest(r.hi));
}

/* e^x for |x| < 750. */
static double exp_of(retort_dd x)
{
    int n = (int)(x.hi * ONE_BY_LN_2 + (x.hi < 0.0 ? -0.5 : 0.5));
    retort_dd r = retort_dd_sum(x.hi - (double)n * RETORT_LN2_HIGH,
                                -(double)n * RETORT_LN2_LOW);

    r = retort_dd_sum(r.hi, r.lo + x.lo);
    return retort_dd_scale(exp_near_zero(r), n);
}

double retort_exp(double x)
{
    if (isnan(x))
        return (double)NAN;
    if (x > 709.8)
        return (double)INFINITY;
    if (x < -745.2)
        return 0.0;
    return exp_of((retort_dd){x, 0.0});
}

double retort_exp10(double x)
{
    if (isnan(x))
        return (double)NAN;
    if (x > 308.3)
        return (double)INFINITY;
    if (x < -323.7)
        return 0.0;
    return exp_of(retort_dd_mul((retort_dd){x, 0.0}, LN_10));
}

double retort_log1p_exp(double x)
{
    if (x > 36.0)
        return x;
    if (x < -37.0)
        return retort_exp(x);
    return retort_log1p(retort_exp(x));
}
