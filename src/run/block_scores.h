/**
 * @file run/block_scores.h
 * Scores with what each prompt block adds to them (infer/comparison.h), for
 * many pairs at once.
 *
 * Threads: the pool works inside the calls; results are the same for any.
 */
#ifndef RUN_BLOCK_SCORES_H
#define RUN_BLOCK_SCORES_H

#include "compare/block_counts.h"
#include "compare/modelset.h"
#include "infer/comparison.h"
#include "infer/pool.h"

/** A profile to be scored. */
typedef struct retort_profile_ask {
    size_t suspect; /**< indices into the set */
    size_t reference;
    const uint32_t *out; /**< lineages of the set that leave the background as
                              well; see retort_profile_score_out() */
    size_t out_count;
} retort_profile_ask;

/**
 * Profile of every pair, once with all blocks and once without each: 33
 * profiles of the whole set, one after the other, so that memory does not grow
 * with threads. effect_b = (31/32) (score - score without b), centred so that
 * effects sum to 0; where there is no score without b, it is taken as 0 before
 * that. The factor makes it the infinitesimal jackknife of a statistic that
 * does not depend on the scale of the weights (Efron and Tibshirani 1993,
 * chapter 11); centring takes out what little depends on it (1/n of the
 * profile).
 *
 * @param counts  of every model of @p set
 * @param[out] out  one for each of @p asks; a NaN score has effects 0
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_profile_block_scores(
    const retort_modelset *set, const retort_block_counts *const *counts,
    const retort_profile_ask *asks, size_t count, const retort_pool *pool,
    retort_block_score *out, retort_err *err);

/** A pair scored over shared prompts. */
typedef struct retort_prompt_score {
    size_t suspect; /**< asked for: indices into the set */
    size_t reference;
    retort_block_score residual; /**< effects are exact: a mean over prompts */
    double length;
    uint32_t shared;
} retort_prompt_score;

/**
 * Fill residual, length and shared prompts of every pair of @p pairs, which
 * stand in ascending order of suspect. Replies are compared by their sketches,
 * also where hash sets are kept: scores of a calibration and of a case must be
 * of one kind.
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_prompt_block_scores(
    const retort_modelset *set, retort_prompt_score *pairs, size_t count,
    const retort_pool *pool, retort_err *err);

#endif /* RUN_BLOCK_SCORES_H */
