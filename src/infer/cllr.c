#include "infer/cllr.h"

#include <math.h>

#include "base/detmath.h"

static const double LN10 = 0x1.26bb1bbb55516p+1;
static const double LN2 = 0x1.62e42fefa39efp-1;

/*
 * Mean cost in nats of a class at prior log10 odds t: sp(sign (h + t) ln 10).
 * An infinite h decides, whatever t is. NaN if undefined.
 */
static double mean_cost(const retort_class *c, double sign, double t)
{
    double total = retort_class_total(c);
    double sum = 0.0;

    if (!(total > 0.0))
        return (double)NAN;
    for (size_t i = 0; i < c->count; i++) {
        double w = retort_class_weight(c, i);

        if (w > 0.0)
            sum +=
                w / total * retort_log1p_exp(sign * ((c->value[i] + t) * LN10));
    }
    return sum;
}

/* P times a mean cost, where P may have underflowed but is not 0. */
static double weigh(double p, double cost)
{
    return isinf(cost) ? cost : p * cost;
}

double retort_ece(const retort_classes *llr, double log10_odds)
{
    double t = log10_odds;
    double positive;
    double null;

    if (!isfinite(t))
        return (double)NAN;
    positive = mean_cost(&llr->positive, -1.0, t);
    null = mean_cost(&llr->null, 1.0, t);
    return (weigh(1.0 / (1.0 + retort_exp10(-t)), positive) +
            weigh(1.0 / (1.0 + retort_exp10(t)), null)) /
           LN2;
}

double retort_cllr(const retort_classes *llr)
{
    return retort_ece(llr, 0.0);
}
