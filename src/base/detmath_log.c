/*
 * x = 2^e m with m in [sqrt(1/2), sqrt(2)); ln x = e ln 2 + ln m, and
 * ln m = 2 artanh(s), s = (m - 1) / (m + 1), |s| < 0.172. Only s itself is
 * taken to double-double; the rest of the power series, below s / 100, is
 * summed in doubles up to s^23, what follows being below 2^-65 s.
 */
#include "base/detmath.h"

#include <math.h>
#include <stdbool.h>

#include "base/detmath_dd.h"

static const uint64_t SQRT_HALF_FRACTION = UINT64_C(0x6a09e667f3bcd);
static const retort_dd ONE_BY_LN_10 = {0x1.bcb7b1526e50ep-2,
                                       0x1.95355baaafad3p-57};

/* The m of 2^e m = x, for finite x > 0. */
static double split(double x, int *e)
{
    uint64_t bits;
    uint64_t fraction;
    double m;
    int lift = 0;

    if (x < DBL_MIN) {
        x *= 0x1p54;
        lift = 54;
    }
    memcpy(&bits, &x, sizeof(bits));
    fraction = bits & ((UINT64_C(1) << 52) - 1);
    *e = (int)(bits >> 52) - 1023 - lift;
    bits = UINT64_C(1023) << 52 | fraction;
    if (fraction >= SQRT_HALF_FRACTION) { /* m >= sqrt(2): halve it */
        bits = UINT64_C(1022) << 52 | fraction;
        *e += 1;
    }
    memcpy(&m, &bits, sizeof(m));
    return m;
}

/* top / bottom; both parts are needed, not that they be normalised. */
static retort_dd quotient(retort_dd top, retort_dd bottom)
{
    double q = top.hi / bottom.hi;
    retort_dd p = retort_dd_product(q, bottom.hi);
    double rest = ((top.hi - p.hi) - p.lo) + (top.lo - q * bottom.lo);

    return (retort_dd){q, rest / bottom.hi};
}

/* artanh(s) - s without the part of s.lo. */
static double artanh_rest(double s)
{
    static const double one_by_odd[] = {
        1.0 / 3.0,  1.0 / 5.0,  1.0 / 7.0,  1.0 / 9.0,  1.0 / 11.0, 1.0 / 13.0,
        1.0 / 15.0, 1.0 / 17.0, 1.0 / 19.0, 1.0 / 21.0, 1.0 / 23.0,
    };
    double s2 = s * s;
    double sum = 0.0;

    for (int k = 10; k >= 0; k--)
        sum = sum * s2 + one_by_odd[k];
    return sum * s2 * s;
}

retort_dd retort_dd_log(retort_dd x)
{
    int e;
    double m = split(x.hi, &e);
    double low = retort_dd_scale(x.lo, -e);
    retort_dd top = retort_dd_sum(m - 1.0, low);
    retort_dd bottom = retort_dd_sum(m, 1.0);
    retort_dd s;
    retort_dd y;
    double rest;

    bottom.lo += low;
    s = quotient(top, bottom);
    rest = s.lo + (s.lo * (s.hi * s.hi) + artanh_rest(s.hi));
    y = retort_dd_sum((double)e * RETORT_LN2_HIGH, 2.0 * s.hi);
    y.lo += (double)e * RETORT_LN2_LOW + 2.0 * rest;
    return retort_dd_quick_sum(y.hi, y.lo);
}

/* Is x no finite positive number? Then *y is its logarithm to any base. */
static bool is_end(double x, double *y)
{
    if (x > 0.0 && x <= DBL_MAX)
        return false;
    if (x > 0.0)
        *y = x;
    else
        *y = x == 0.0 ? -(double)INFINITY : (double)NAN;
    return true;
}

double retort_log(double x)
{
    double y;

    if (is_end(x, &y))
        return y;
    return retort_dd_log((retort_dd){x, 0.0}).hi;
}

double retort_log10(double x)
{
    double y;

    if (is_end(x, &y))
        return y;
    return retort_dd_mul(retort_dd_log((retort_dd){x, 0.0}), ONE_BY_LN_10).hi;
}

double retort_log1p(double x)
{
    if (fabs(x) < 0x1p-54) /* x^2 / 2 is out of sight; keeps the sign of 0 */
        return x;
    if (!(x > -1.0 && x < 0x1p60)) /* and there the 1 */
        return retort_log(x == -1.0 ? 0.0 : x);
    return retort_dd_log(retort_dd_sum(1.0, x)).hi;
}
