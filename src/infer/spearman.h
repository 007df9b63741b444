/**
 * @file infer/spearman.h
 * Spearman's rank correlation of weighted pairs of numbers.
 *
 * The rank of a number is the weight below it plus half the weight at it, so
 * that equal numbers share the middle of their ranks; the result is Pearson's
 * correlation of the ranks under the same weights (Spearman 1904, "The proof
 * and measurement of association between two things").
 *
 * Threads: pure function, any number.
 */
#ifndef INFER_SPEARMAN_H
#define INFER_SPEARMAN_H

#include <retort/attrs.h>
#include <retort/status.h>
#include <stddef.h>

/**
 * Correlation of @p x and @p y.
 *
 * @param weight    above or equal 0; NULL: 1 each
 * @param[out] out  -1..1; NaN if there are fewer than two numbers or all of a
 *                  kind are equal; NaN on failure
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_spearman(const double *x,
                                                const double *y,
                                                const double *weight,
                                                size_t count, double *out,
                                                retort_err *err);

#endif /* INFER_SPEARMAN_H */
