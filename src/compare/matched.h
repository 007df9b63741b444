/**
 * @file compare/matched.h
 * Scores over shared prompts: residual cosine, PMZ, length baseline.
 *
 * The likeness of two replies to a prompt is that of compare/likeness.h: for the
 * residual by words where all models keep them, else by sketches; for PMZ by
 * sketches. Where a prompt has several samples, it is the mean over all pairs of
 * samples: a prompt has one vote.
 *
 *   residual  per prompt, with B the lineage-balanced mean vector of the
 *             background:  cos(S - B, R - B); mean over shared prompts. It
 *             needs only the likenesses of pairs:
 *             <S-B,R-B> = <S,R> - <S,B> - <R,B> + <B,B>
 *   PMZ       per prompt, z of the likeness of S and R among the likenesses of
 *             S to the background models, lineages weighing equally; mean over
 *             shared prompts. NaN where R is not a background model's equal:
 *             it is given for every model and read for references.
 *   length    minus the mean over shared prompts of |ln chars_S - ln chars_R|
 *
 * The lineages of S and R are both out of every background (METHOD 2).
 */
#ifndef COMPARE_MATCHED_H
#define COMPARE_MATCHED_H

#include "compare/modelset.h"

/** Scores of one (suspect, model) pair; NaN where no prompt is shared. */
typedef struct retort_matched {
    double residual;
    double pmz;
    double length;
    uint32_t shared; /**< shared prompts */
} retort_matched;

/**
 * Score @p suspects (indices into the set) against every model of the set.
 *
 * @param[out] out  suspect_count x set->count rows, caller's room
 * @return RETORT_OK or RETORT_ERR_NOMEM. Cost: models^2 per prompt.
 */
RETORT_MUST_CHECK retort_status retort_matched_scores(
    const retort_modelset *set, const size_t *suspects, size_t suspect_count,
    retort_matched *out, retort_err *err);

#endif /* COMPARE_MATCHED_H */
