/**
 * @file infer/pav.h
 * Pool adjacent violators: the best likelihood ratios that any non-decreasing
 * map of the scores can give, and what they cost.
 *
 * By Ayer et al. (1955); for likelihood ratios Brummer and du Preez (2006).
 * Equal scores are pooled first; a block with weights a of A positive and b of
 * B null has the likelihood ratio (a/A) / (b/B): -inf where a = 0, +inf where
 * b = 0.
 *
 * Exact: blocks are compared by products of integers in 128 bits. Weights that
 * are whole numbers with a sum of at most 2^40 (none given: 1 each) are these
 * integers; others are taken as weight / sum * 2^40, rounded, at least 1.
 *
 * For plots and for Cllr_min, not for calibration: it gives infinities.
 *
 * Threads: pure functions, any number.
 */
#ifndef INFER_PAV_H
#define INFER_PAV_H

#include "infer/classes.h"

/** A distinct score and its likelihood ratio. */
typedef struct retort_pav_point {
    double x;
    double llr; /**< log10; may be -inf or +inf */
} retort_pav_point;

/**
 * One point a distinct value of weight above 0, ascending in both fields.
 * Values may be infinite.
 *
 * @param[out] out    for retort_mem_free(); NULL on failure
 * @param[out] count  points; 0 on failure
 * @return as infer/classes.h says, or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_pav(const retort_classes *c,
                                           retort_pav_point **out,
                                           size_t *count, retort_err *err);

/**
 * Cllr of the likelihood ratios by retort_pav(): 0..1. What a likelihood
 * ratio's Cllr has above this is lost by calibration. NaN on failure.
 * @return as retort_pav()
 */
RETORT_MUST_CHECK retort_status retort_cllr_min(const retort_classes *c,
                                                double *out, retort_err *err);

#endif /* INFER_PAV_H */
