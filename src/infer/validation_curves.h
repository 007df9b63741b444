/**
 * @file infer/validation_curves.h
 * What the likelihood ratios of a validation are worth at other prior odds and
 * above other limits than 1, and what a kernel density makes of the scores.
 *
 * ECE: Ramos and Gonzalez-Rodriguez (2013), by infer/cllr.h. Tippett: Evett
 * and Buckleton (1996), by infer/tippett.h. Both are of the LLRs as reported,
 * after the clamp; a pair without a fit enters as LLR 0. Pairs and weights are
 * those of infer/validation_figures.h.
 *
 * Threads: pure; the kernel densities use the pool of the pairs, and any number
 * of threads gives the same bytes.
 */
#ifndef INFER_VALIDATION_CURVES_H
#define INFER_VALIDATION_CURVES_H

#include <retort/status.h>

#include "base/arena.h"
#include "infer/validation.h"
#include "infer/validation_pairs.h"

/** Rows: log10 odds -2, -1.5 .. 2, and LLR -1, -0.75 .. 1.5. */
enum { RETORT_ECE_ROWS = 9, RETORT_TIPPETT_ROWS = 11 };

/**
 * ECE at each prior odds. Numbers of a setting with an empty class are NaN;
 * neutral is that of the prior alone and is always known.
 *
 * @param[out] out  RETORT_ECE_ROWS rows in @p arena, ascending; NULL on failure
 * @return RETORT_OK, RETORT_ERR_NOMEM or RETORT_ERR_INTERNAL
 */
RETORT_MUST_CHECK retort_status retort_ece_rows(
    const retort_validation_pairs *closed, const retort_validation_pairs *open,
    retort_arena *arena, const retort_ece_row **out, retort_err *err);

/**
 * Shares of either class at or above each LLR; NaN for a setting with an empty
 * class.
 *
 * @param[out] out  RETORT_TIPPETT_ROWS rows in @p arena, ascending; NULL on
 *                  failure
 * @return RETORT_OK, RETORT_ERR_NOMEM or RETORT_ERR_INTERNAL
 */
RETORT_MUST_CHECK retort_status retort_tippett_rows(
    const retort_validation_pairs *closed, const retort_validation_pairs *open,
    retort_arena *arena, const retort_tippett_row **out, retort_err *err);

/**
 * Cllr where Gaussian kernel densities (infer/kde.h) take the place of the
 * fit: those of the scores that stay without the two lineages of a pair, each
 * cell weighing the same. No ceiling; LLRs are cut at -9 and 9, and are 0 where
 * no density exists.
 *
 * @param p         not of a common source
 * @param[out] out  NaN if a class is empty
 * @return RETORT_OK, RETORT_ERR_NOMEM or RETORT_ERR_INTERNAL
 */
RETORT_MUST_CHECK retort_status
retort_kde_cllr(const retort_validation_pairs *p, double *out, retort_err *err);

#endif /* INFER_VALIDATION_CURVES_H */
