#include "infer/kde.h"

#include <math.h>

#include "base/detmath.h"

static const double LN10 = 0x1.26bb1bbb55516p+1;

/* Mean, or with @p about not NaN the mean square about it. */
static double mean_of(const retort_class *c, double about)
{
    double total = retort_class_total(c);
    double sum = 0.0;

    for (size_t i = 0; i < c->count; i++) {
        double w = retort_class_weight(c, i);
        double d = isnan(about) ? c->value[i] : c->value[i] - about;

        if (w > 0.0)
            sum += w / total * (isnan(about) ? d : d * d);
    }
    return sum;
}

static double bandwidth(const retort_class *c)
{
    double sd = sqrt(mean_of(c, mean_of(c, (double)NAN)));

    return sd *
           retort_exp(retort_log(4.0 / (3.0 * retort_class_units(c))) / 5.0);
}

/* Exponent of the kernel of item i, or -inf for one without weight. */
static double exponent(const retort_class *c, size_t i, double h, double score)
{
    double z = (score - c->value[i]) / h;

    return retort_class_weight(c, i) > 0.0 ? -z * z / 2.0 : -(double)INFINITY;
}

/* ln of h sqrt(2 pi) times the density; -inf if nothing is left of it. */
static double log_density(const retort_class *c, double h, double score)
{
    double total = retort_class_total(c);
    double most = -(double)INFINITY;
    double sum = 0.0;

    for (size_t i = 0; i < c->count; i++)
        most = fmax(most, exponent(c, i, h, score));
    if (!isfinite(most))
        return most;
    for (size_t i = 0; i < c->count; i++)
        sum += retort_class_weight(c, i) / total *
               retort_exp(exponent(c, i, h, score) - most);
    return most + retort_log(sum);
}

static int has_infinity(const retort_class *c)
{
    for (size_t i = 0; i < c->count; i++)
        if (isinf(c->value[i]) && retort_class_weight(c, i) > 0.0)
            return 1;
    return 0;
}

retort_status retort_kde_llr(const retort_classes *scores, double score,
                             double *out, retort_err *err)
{
    double h1;
    double h2;
    double llr;
    retort_status st = retort_classes_check(scores, err);

    *out = (double)NAN;
    if (st != RETORT_OK)
        return st;
    if (!isfinite(score) || has_infinity(&scores->positive) ||
        has_infinity(&scores->null))
        return RETORT_FAIL(err, RETORT_ERR_INTERNAL,
                           "score %g or one it is compared with is not finite",
                           score);
    h1 = bandwidth(&scores->positive);
    h2 = bandwidth(&scores->null);
    if (!(h1 > 0.0 && h2 > 0.0 && isfinite(h1) && isfinite(h2)))
        return RETORT_FAIL(err, RETORT_ERR_NOT_APPLICABLE,
                           "no densities from bandwidths %g and %g", h1, h2);
    llr = log_density(&scores->positive, h1, score) - retort_log(h1) -
          (log_density(&scores->null, h2, score) - retort_log(h2));
    if (!isfinite(llr))
        return RETORT_FAIL(err, RETORT_ERR_NOT_APPLICABLE,
                           "score %g is too far off for a density", score);
    *out = llr / LN10;
    return RETORT_OK;
}
