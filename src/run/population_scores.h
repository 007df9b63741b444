/**
 * @file run/population_scores.h
 * From a library to its labelled comparisons: the data behind calibrations.
 *
 * Sets, in this order, pairs ascending by suspect, then reference:
 *
 *   same, tuned  residual cosine (METHOD 1, 2). Positives: pairs whose kin is
 *                that (compare/population_kin.h), R a reference, or another
 *                model that is no variant. Nulls: pairs that nothing joins, R
 *                a reference or the R of a positive, so that the model alone
 *                does not tell the class. Strata: "same", "tuned",
 *                "unrelated". These labels are about weights, so that they do
 *                not depend on the confidence of what is said about text. Open
 *                is closed: no teacher is in question.
 *   distilled    profile. Positives and nulls by compare/population_pair.h.
 *                Strata: "main", "part", or the word of the null's kind.
 *                Doubtful pairs are those whose only flaw is a label that is no
 *                documented one: R's row (a doubtful null), or S's, and then
 *                the label is the one of a table whose rows are all
 *                documented. Open is the profile with the lineages of S's
 *                other documented teachers out of the background as well.
 *
 * A pair takes part if both models have a fingerprint and a lineage row.
 * `is_time_impossible` is said of nulls only. Block effects of the residual are
 * exact for a mean over prompts; those of the profile are
 * (31/32) (score - score without the block), centred to sum to 0: where the
 * other blocks leave no score, the effect is 0.
 */
#ifndef RUN_POPULATION_SCORES_H
#define RUN_POPULATION_SCORES_H

#include "base/arena.h"
#include "infer/comparison.h"
#include "infer/pool.h"
#include "run/block_models.h"

/**
 * Score all labelled pairs of @p models.
 *
 * @param pool      or NULL: one thread; the result is the same for any
 * @param arena     owner of all that @p out points to, strings included
 * @param[out] out  filled on success
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_population_scores(
    const retort_block_models *models, const retort_pool *pool,
    retort_arena *arena, retort_comparisons *out, retort_err *err);

/** Load the models of @p source, score them, free them. */
RETORT_MUST_CHECK retort_status retort_population_scores_of(
    const retort_block_source *source, const retort_pool *pool,
    retort_arena *arena, retort_comparisons *out, retort_err *err);

#endif /* RUN_POPULATION_SCORES_H */
