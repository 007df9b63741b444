#include "infer/discrimination.h"

#include <math.h>

#include "base/mem.h"

static const double ROUNDING = 1e-12;

/* Weights of either class: of all, or of the part below a threshold. */
struct part {
    double positive;
    double null;
};

static struct part sum_of(const retort_step *steps, size_t n)
{
    struct part all = {0.0, 0.0};

    for (size_t i = 0; i < n; i++) {
        all.positive += steps[i].positive;
        all.null += steps[i].null;
    }
    return all;
}

static double area(const retort_step *steps, size_t n)
{
    struct part all = sum_of(steps, n);
    double below = 0.0;
    double sum = 0.0;

    for (size_t i = 0; i < n; i++) {
        sum += steps[i].positive * ((below + steps[i].null / 2.0) / all.null);
        below += steps[i].null;
    }
    return fmin(1.0, sum / all.positive);
}

/*
 * Walk the thresholds upwards: miss rises from 0 to 1 and alarm falls from 1
 * to 0, so the lines cross at the latest where the last step ends.
 */
static double crossing(const retort_step *steps, size_t n)
{
    struct part all = sum_of(steps, n);
    struct part below = {0.0, 0.0};
    double last_miss = 0.0;
    double last_gap = -1.0;
    double miss = 0.0;
    double gap = -1.0; /* miss - alarm */

    for (size_t i = 0; i < n && gap < 0.0; i++) {
        last_miss = miss;
        last_gap = gap;
        below.positive += steps[i].positive;
        below.null += steps[i].null;
        miss = below.positive / all.positive;
        gap = miss - (all.null - below.null) / all.null;
    }
    return last_miss - last_gap / (gap - last_gap) * (miss - last_miss);
}

static retort_status with_steps(const retort_classes *c, double *out,
                                double (*of)(const retort_step *, size_t),
                                retort_err *err)
{
    retort_step *steps = NULL;
    size_t n;
    retort_status st;

    *out = (double)NAN;
    st = retort_steps_new(&steps, &n, c, err);
    if (st == RETORT_OK)
        *out = of(steps, n);
    retort_mem_free(steps);
    return st;
}

retort_status retort_auc(const retort_classes *c, double *out, retort_err *err)
{
    return with_steps(c, out, area, err);
}

retort_status retort_eer(const retort_classes *c, double *out, retort_err *err)
{
    return with_steps(c, out, crossing, err);
}

retort_status retort_tpr_at(const retort_classes *c, double fpr,
                            double *out_tpr, double *out_threshold,
                            retort_err *err)
{
    retort_step *steps = NULL;
    struct part all;
    struct part above = {0.0, 0.0};
    size_t n;
    retort_status st;

    *out_tpr = (double)NAN;
    *out_threshold = (double)NAN;
    if (!(fpr >= 0.0 && fpr <= 1.0))
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "false positive rate %g is not in 0..1", fpr);
    st = retort_steps_new(&steps, &n, c, err);
    if (st != RETORT_OK)
        return st;
    all = sum_of(steps, n);
    *out_tpr = 0.0;
    *out_threshold = (double)INFINITY;
    for (size_t i = n; i > 0; i--) {
        above.positive += steps[i - 1].positive;
        above.null += steps[i - 1].null;
        if (above.null / all.null > fpr + ROUNDING)
            break;
        *out_tpr = fmin(1.0, above.positive / all.positive);
        *out_threshold = steps[i - 1].value;
    }
    retort_mem_free(steps);
    return st;
}
