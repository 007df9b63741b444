/**
 * @file infer/discrimination.h
 * How well scores keep the two classes apart, whatever their scale.
 *
 * All three read the curve through the points (share of the null at or above
 * t, share of the positives at or above t) for t over the distinct scores and
 * t = +inf, both shares weighted, linear between neighbours (Fawcett 2006, "An
 * introduction to ROC analysis"). Values may be infinite.
 *
 * Threads: pure functions, any number.
 */
#ifndef INFER_DISCRIMINATION_H
#define INFER_DISCRIMINATION_H

#include "infer/classes.h"

/**
 * Chance that a positive scores above a null, ties half: 0..1. NaN on failure.
 * @return as infer/classes.h says, or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_auc(const retort_classes *c, double *out,
                                           retort_err *err);

/**
 * Equal error rate: where the share of positives below and of the null at or
 * above a threshold are the same, 0..1. NaN on failure.
 * @return as retort_auc()
 */
RETORT_MUST_CHECK retort_status retort_eer(const retort_classes *c, double *out,
                                           retort_err *err);

/**
 * Largest share of positives at or above a threshold that at most @p fpr of
 * the null reaches (1e-12 more is forgiven to rounding).
 *
 * @param fpr                 0..1
 * @param[out] out_tpr        0..1; NaN on failure
 * @param[out] out_threshold  smallest such score; +inf if no score is; NaN on
 *                            failure
 * @return as retort_auc(), or RETORT_ERR_ARG (fpr out of range)
 */
RETORT_MUST_CHECK retort_status retort_tpr_at(const retort_classes *c,
                                              double fpr, double *out_tpr,
                                              double *out_threshold,
                                              retort_err *err);

#endif /* INFER_DISCRIMINATION_H */
