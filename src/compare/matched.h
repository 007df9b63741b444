/**
 * @file compare/matched.h
 * Scores over shared prompts: residual cosine, PMZ, length baseline.
 *
 * The likeness of two replies to a prompt is that of compare/likeness.h: for
 * the residual by words where all models keep them, else by sketches; for PMZ
 * by sketches. Where a prompt has several samples, it is the mean over all
 * pairs of samples: a prompt has one vote.
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

#include "compare/likeness.h"
#include "compare/modelset.h"

/** Scores of one (suspect, model) pair; NaN where no prompt is shared. */
typedef struct retort_matched {
    double residual;
    double pmz;
    double length;
    uint32_t shared; /**< shared prompts */
} retort_matched;

/** Sums over the shared prompts of one block; the scores are their means. */
typedef struct retort_matched_sums {
    double residual;
    double pmz;
    double length;
    uint32_t shared;
    uint32_t scored; /**< prompts with two background lineages left: those of
                          residual and pmz */
} retort_matched_sums;

/**
 * Sums of prompt block @p block (fingerprint/fp.h) for @p suspects (indices
 * into the set) against every model of the set. Blocks may be summed by any
 * threads; means are taken over blocks in order (retort_matched_mean()), so no
 * score depends on who summed what.
 *
 * @param likeness  of @p set; by what kind is the caller's choice
 * @param[out] out  suspect_count x set->count rows, caller's room
 * @return RETORT_OK or RETORT_ERR_NOMEM. Cost: models^2 per prompt.
 */
RETORT_MUST_CHECK retort_status retort_matched_block(
    const retort_modelset *set, const retort_likeness *likeness,
    const size_t *suspects, size_t suspect_count, size_t block,
    retort_matched_sums *out, retort_err *err);

/** Scores from the sums of the blocks: @p count of them, @p stride apart. */
retort_matched retort_matched_mean(const retort_matched_sums *blocks,
                                   size_t count, size_t stride);

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
