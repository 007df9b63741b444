/**
 * @file infer/kde.h
 * Likelihood ratios from two Gaussian kernel densities. For plots only: they
 * need not be monotone and are not bounded.
 *
 * Bandwidth of class k by Silverman (1986, eq. 3.28):
 * h = sd (4 / (3 n))^(1/5), sd weighted, n its units. Densities as logarithms
 * of sums of exponentials, so that no tail is lost.
 *
 * Threads: pure functions, any number.
 */
#ifndef INFER_KDE_H
#define INFER_KDE_H

#include "infer/classes.h"

/**
 * log10 of density of the positives over density of the null at @p score.
 *
 * @param scores    finite
 * @param[out] out  NaN on failure
 * @return as infer/classes.h says; RETORT_ERR_INTERNAL also for a score that is
 *         not finite; RETORT_ERR_NOT_APPLICABLE also if all scores of a class
 *         are equal or @p score is too far off for either density
 */
RETORT_MUST_CHECK retort_status retort_kde_llr(const retort_classes *scores,
                                               double score, double *out,
                                               retort_err *err);

#endif /* INFER_KDE_H */
