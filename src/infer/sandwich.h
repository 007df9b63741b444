/**
 * @file infer/sandwich.h
 * A second opinion on the uncertainty of a calibrated likelihood ratio: the
 * variance by the sandwich formula, clustered by lineage.
 *
 * Liang and Zeger (1986), "Longitudinal data analysis using generalized linear
 * models". H is the Hessian of J of infer/logistic.h at the fit, ridge
 * included; u_g the sum over lineage g of the items' gradients; then
 *   Sigma = H^-1 (sum u_g u_g') H^-1,   v = [z 1] Sigma [z 1]',
 * and ln LR +- 1.96 sqrt v. The integrated LR takes the uncertainty into the
 * number itself: ln LR / sqrt(1 + pi v / 8) (MacKay 1992, "The evidence
 * framework applied to classification networks"), closer to 0.
 *
 * Threads: pure functions, any number.
 */
#ifndef INFER_SANDWICH_H
#define INFER_SANDWICH_H

#include <stdint.h>

#include "infer/logistic.h"

/** log10 LR: both ends of the 95 % interval, and the integrated value. */
typedef struct retort_sandwich {
    double low;
    double high;
    double integrated;
} retort_sandwich;

/**
 * Interval of the LR of @p score under @p fit.
 *
 * @param fit               made from @p scores
 * @param positive_lineage  lineage of each positive; any numbers
 * @param null_lineage      of each null; a number in both lists is one lineage
 * @param[out] out          all NaN on failure
 * @return RETORT_OK; RETORT_ERR_NOT_APPLICABLE if H has no inverse (or a class
 *         is empty); RETORT_ERR_NOMEM; else as infer/classes.h says
 */
RETORT_MUST_CHECK retort_status retort_sandwich_interval(
    const retort_logistic *fit, const retort_classes *scores,
    const uint32_t *positive_lineage, const uint32_t *null_lineage,
    double score, retort_sandwich *out, retort_err *err);

#endif /* INFER_SANDWICH_H */
