/*
 * The binomial tail is a regularised incomplete beta function,
 *   P(X >= k) = I_p(k, n - k + 1),
 * by its continued fraction (Press et al. 1992, "Numerical recipes in C",
 * section 6.4, after Lentz and Thompson), which converges fast for p below
 * (a + 1)/(a + b + 2); beyond, I_p(a, b) = 1 - I_(1-p)(b, a). The limit itself
 * by bisection down to neighbouring doubles, except for the four counts at the
 * edges, where it is a power.
 */
#include "infer/rates.h"

#include <math.h>

#include "base/detmath.h"
#include "infer/ranks.h"

enum { FRACTION_TERMS_MAX = 100000, BISECTIONS_MAX = 1100 };

static const double CONFIDENCE = 0.95;
static const double TINY = 1e-300;
static const double FRACTION_DONE = 3e-16;
static const double ROUNDING = 1e-9;

static double away_from_zero(double x)
{
    return fabs(x) < TINY ? TINY : x;
}

/* The continued fraction of the incomplete beta function. */
static double fraction(double a, double b, double x)
{
    double c = 1.0;
    double d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    double sum = d;

    for (int i = 1; i <= FRACTION_TERMS_MAX; i++) {
        double m = (double)i;
        double even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        double odd =
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        double factor;

        d = 1.0 / away_from_zero(1.0 + even * d);
        c = away_from_zero(1.0 + even / c);
        sum *= d * c;
        d = 1.0 / away_from_zero(1.0 + odd * d);
        c = away_from_zero(1.0 + odd / c);
        factor = d * c;
        sum *= factor;
        if (fabs(factor - 1.0) <= FRACTION_DONE)
            break;
    }
    return sum;
}

/* I_x(a, b) for 0 < x < 1. */
static double incomplete_beta(double a, double b, double x)
{
    double front =
        retort_exp(retort_lgamma(a + b) - retort_lgamma(a) - retort_lgamma(b) +
                   a * retort_log(x) + b * retort_log1p(-x));

    if (x < (a + 1.0) / (a + b + 2.0))
        return front * fraction(a, b, x) / a;
    return 1.0 - front * fraction(b, a, 1.0 - x) / b;
}

/* The p at which P(X >= k) of n is @p chance. */
static double solve(double k, double n, double chance)
{
    double low = 0.0;
    double high = 1.0;

    for (int i = 0; i < BISECTIONS_MAX; i++) {
        double mid = (low + high) / 2.0;

        if (!(mid > low && mid < high))
            break;
        if (incomplete_beta(k, n - k + 1.0, mid) < chance)
            low = mid;
        else
            high = mid;
    }
    return (low + high) / 2.0;
}

static int is_out_of_range(double errors, double n, double confidence)
{
    return !(n > 0.0 && isfinite(n) && errors >= 0.0 && errors <= n &&
             confidence > 0.0 && confidence < 1.0);
}

double retort_clopper_pearson_upper(double errors, double n, double confidence)
{
    if (is_out_of_range(errors, n, confidence))
        return (double)NAN;
    if (errors >= n)
        return 1.0;
    if (errors == 0.0)
        return retort_any_of(confidence, 1.0 / n);
    if (errors + 1.0 == n)
        return retort_exp(retort_log(confidence) / n);
    if (errors + 1.0 > n) /* counts that are not whole: to be safe */
        return 1.0;
    return solve(errors + 1.0, n, confidence);
}

double retort_clopper_pearson_lower(double errors, double n, double confidence)
{
    if (is_out_of_range(errors, n, confidence))
        return (double)NAN;
    if (errors == n)
        return retort_exp(retort_log1p(-confidence) / n);
    if (errors == 1.0)
        return retort_any_of(1.0 - confidence, 1.0 / n);
    if (errors < 1.0)
        return 0.0;
    return solve(errors, n, 1.0 - confidence);
}

/* Weighted share of items on one side of a threshold. */
static retort_rate rate(const retort_class *c, double sign, double threshold)
{
    double total = retort_class_total(c);
    double beyond = 0.0;
    retort_rate r = {(double)NAN, 0.0, 0.0, 1.0};

    if (!(total > 0.0))
        return r;
    for (size_t i = 0; i < c->count; i++)
        if (sign * c->value[i] > sign * threshold)
            beyond += retort_class_weight(c, i);
    r.share = beyond / total;
    r.n = retort_class_units(c);
    r.errors = fmin(r.n, ceil(r.n * r.share - ROUNDING) + 0.0); /* no -0 */
    r.upper = retort_clopper_pearson_upper(r.errors, r.n, CONFIDENCE);
    return r;
}

retort_rate retort_rate_above(const retort_class *c, double threshold)
{
    return rate(c, 1.0, threshold);
}

retort_rate retort_rate_below(const retort_class *c, double threshold)
{
    return rate(c, -1.0, threshold);
}

double retort_turing(const retort_class *null_llr)
{
    double total = retort_class_total(null_llr);
    double sum = 0.0;

    if (!(total > 0.0))
        return (double)NAN;
    for (size_t i = 0; i < null_llr->count; i++) {
        double w = retort_class_weight(null_llr, i);

        if (w > 0.0)
            sum += w / total * retort_exp10(null_llr->value[i]);
    }
    return sum;
}
