#include "infer/quantile.h"

#include <math.h>
#include <stdlib.h>

/* Half of a sum of weights, give or take its rounding. */
static const double ROUNDING = 1e-12;

double retort_quantile(const double *ascending, size_t count, double p)
{
    double h;
    double part;
    double low;
    double high;
    size_t at;

    if (count == 0 || isnan(p))
        return (double)NAN;
    if (p < 0.0)
        p = 0.0;
    if (p > 1.0)
        p = 1.0;
    h = (double)(count - 1) * p;
    at = (size_t)h;
    part = h - (double)at;
    low = ascending[at];
    if (!(part > 0.0))
        return low;
    high = ascending[at + 1];
    if (low == high) /* also where both are the same infinity */
        return low;
    if (isfinite(high - low))
        return low + part * (high - low);
    return (1.0 - part) * low + part * high;
}

/* Equal values by weight, so that sums do not depend on the order given. */
static int ascending(const void *a, const void *b)
{
    const retort_weighted *x = a;
    const retort_weighted *y = b;

    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return x->weight < y->weight ? -1 : x->weight > y->weight;
}

double retort_weighted_median(retort_weighted *items, size_t count)
{
    double total = 0;
    double below = 0;

    if (count)
        qsort(items, count, sizeof(*items), ascending);
    for (size_t i = 0; i < count; i++)
        total += items[i].weight;
    for (size_t i = 0; i < count; i++) {
        below += items[i].weight;
        if (total > 0 && below >= total / 2 * (1 - ROUNDING))
            return items[i].value;
    }
    return (double)NAN;
}
