/**
 * @file infer/case_result.h
 * From the sides of a case to the fields of its evidence.
 *
 * Threads: pure functions, any number.
 */
#ifndef INFER_CASE_RESULT_H
#define INFER_CASE_RESULT_H

#include "infer/case_side.h"

/**
 * What stays also in a refusal: score, counts, and mean and standard deviation
 * of the calibration in the unit of R's plain score @p score.
 */
void retort_case_fill_counts(const retort_case_side *s, double score,
                             retort_setting *out);

/**
 * The ratio and all that belongs to it. @p has_draws: the spread is known.
 * @return RETORT_OK, RETORT_ERR_NOMEM or RETORT_ERR_INTERNAL
 */
RETORT_MUST_CHECK retort_status
retort_case_fill_ratio(const retort_case_side *s, bool has_draws,
                       retort_setting *out, retort_err *err);

/**
 * The setting nearer to LR 1; of equal ones (to 1e-9) that whose interval is,
 * of these closed.
 */
retort_open retort_case_headline(const retort_evidence *e);

/**
 * "supported", "against" or "inconclusive", from the numbers of @p e: the one
 * place where a verdict is made, also those of a validation.
 */
const char *retort_case_verdict(const retort_evidence *e);

/**
 * Shares of the calibration's own pairs, weighted and in sample, whose clamped
 * LR is above RETORT_METHOD_SUPPORT_LR; NaN without a fit.
 */
void retort_case_fill_power(const retort_case_side *s, retort_evidence *out);

/**
 * Conformal rank p of a plain closed score among R's control suspects, and its
 * floor: (1 + L) / (n + 1) over n lineages, where a lineage adds to L the share
 * of its members that reach the score.
 */
void retort_case_fill_rank(const retort_case_side *closed, double score,
                           retort_evidence *out);

/**
 * Names of R's control suspects behind a common source, ascending.
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_case_name_scale(
    const retort_case_side *closed, const retort_comparisons *population,
    retort_arena *arena, retort_evidence *out, retort_err *err);

#endif /* INFER_CASE_RESULT_H */
