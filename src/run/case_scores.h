/**
 * @file run/case_scores.h
 * From a suspect to a case: what retort_case_weigh() is told of one pair.
 *
 * Prepared once for a suspect and the models of a library: the profile of S
 * against every reference, closed and open, and the residual of S against every
 * model, all with block effects. Then asked for any reference and proposition.
 *
 * A library model that holds the very records of S is S, its twin
 * (retort_suspect_is_twin()): its row, lineage and teachers apply; it leaves
 * background and rivals. A declared lineage comes before that of a twin.
 *
 * The background of a case is that of the population's comparisons: the
 * references of the library without the lineages of S and R, in the open
 * setting also without those of S's other documented teachers.
 *
 * Split-half self-similarity is the profile of S's blocks 0-15 against its
 * blocks 16-31, each as a model of a lineage of its own, in the background of
 * the library without S's lineage. The halves answer different prompts, so it
 * is lower than one would think: .08 to .95 over the models of the shipped
 * library, median .30.
 *
 * Threads: one scorer, one thread; the pool works inside the calls.
 */
#ifndef RUN_CASE_SCORES_H
#define RUN_CASE_SCORES_H

#include "base/arena.h"
#include "infer/case.h"
#include "infer/pool.h"
#include "run/block_models.h"

typedef struct retort_case_scorer retort_case_scorer;

/** The suspect. All borrowed; outlives the scorer. */
typedef struct retort_case_suspect {
    const char *name;
    const retort_fingerprint *fp; /**< decoded in full */
    const char *lineage;          /**< declared, or NULL */
} retort_case_suspect;

/**
 * Prepare. @p models and @p pool (or NULL) are borrowed and outlive the scorer.
 * @return RETORT_OK, RETORT_ERR_NOT_APPLICABLE (S lacks families, blocks or
 *         replies), RETORT_ERR_MISMATCH (unequal parameters), RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_case_scorer_new(
    retort_case_scorer **out, const retort_block_models *models,
    const retort_case_suspect *suspect, const retort_pool *pool,
    retort_err *err);
void retort_case_scorer_free(retort_case_scorer *c);

/** The library model that S is, or NULL. Lives as long as the models. */
const char *retort_case_scorer_twin(const retort_case_scorer *c);

/**
 * Fill the case of S and model @p reference under @p proposition: same, tuned
 * (by the residual) or distilled (by the profile). A model that is no reference
 * row may be asked for as well; its profile is then scored now.
 *
 * @param arena     owner of the rivals and of copies of all strings
 * @param[out] out  complete but for `acceptance`, which is empty. A score that
 *                  cannot be had is NaN
 * @return RETORT_OK, RETORT_ERR_NOT_FOUND (no such model), RETORT_ERR_ARG (it
 *         is S itself, or the proposition has no score), RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status
retort_case_scores(retort_case_scorer *c, retort_proposition proposition,
                   const char *reference, retort_arena *arena, retort_case *out,
                   retort_err *err);

#endif /* RUN_CASE_SCORES_H */
