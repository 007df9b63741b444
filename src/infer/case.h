/**
 * @file infer/case.h
 * One case: the pair (S, R) under one proposition, from score to evidence.
 *
 * Logistic calibration with ridge (F7), bounds (F10-F13), bootstrap over
 * suspect lineages, reference lineages and prompt blocks with refit (METHOD 4),
 * sandwich as a cross-check (F15), rules (infer/refusals.h), wording
 * (infer/wording.h).
 *
 * A case of *distilled* whose R has no documented students is weighed by a
 * common source (infer/scaling.h). Verdict: "refused" if a rule failed that
 * refuses; else "supported" or "against" if LLR and its whole interval lie on
 * one side of 0 and the other setting does not point the other way; else
 * "inconclusive", also without draws. A refusal leaves no number that looks
 * like an LR: scores, counts, the rank, the nearest set and the power of the
 * calibration stay.
 *
 * Replicate number j is a function of the seed and j alone: any number of
 * threads gives the same draws.
 *
 * Threads: pure functions, any number.
 */
#ifndef INFER_CASE_H
#define INFER_CASE_H

#include <retort/evidence.h>
#include <retort/status.h>

#include "base/arena.h"
#include "infer/comparison.h"
#include "infer/pool.h"

/** Defaults of the method; `retort limits` prints them. */
enum { RETORT_CASE_DRAWS = 2000, RETORT_CASE_DRAWS_MAX = 100000 };
#define RETORT_CASE_PRIOR           0.5
#define RETORT_CASE_RIDGE           0.01
#define RETORT_CASE_RIDGE_DISTILLED 0.03 /* where the classes overlap */

/** How to calculate. */
typedef struct retort_case_options {
    uint32_t draws; /**< bootstrap replicates; 0: no interval */
    uint64_t seed;  /**< from SHA-256 of calibration and pair */
    double prior;
    double ridge;
    const retort_pool *pool; /**< NULL: one thread */
} retort_case_options;

/** A candidate held against S, for the nearest set. */
typedef struct retort_case_rival {
    const char *model;
    const char *lineage;
    const retort_block_score *score; /**< closed */
} retort_case_rival;

/** What is known about the pair. Strings are borrowed. */
typedef struct retort_case {
    const char *suspect;
    const char *reference;
    const char *suspect_lineage; /**< "" if it has none */
    const char *reference_lineage;
    retort_block_score at[RETORT_SETTINGS];
    uint32_t shared_prompts;
    uint32_t suspect_prompts;
    uint32_t control_lineages; /**< of (S, R) */
    uint32_t control_vendors;
    double median_chars;       /**< of S's replies */
    double closed_class_share; /**< closed-class words per word of S */
    double same_reply_share;   /**< largest share of one reply among S's */
    double identical_share;    /**< shared prompts with equal replies */
    double split_half;         /**< self-similarity of S's profile */
    const char *released;      /**< of S, "YYYY-MM" or "" */
    const char *reference_released;
    bool has_students; /**< R's lineage has documented students here */
    const retort_case_rival *rivals; /**< all other references */
    size_t rival_count;
    const retort_rule *acceptance; /**< limits of the validation of this
                                        calibration, carried into the rules */
    size_t acceptance_count;
    const retort_comparison *own; /**< null pairs of R, where R is no model of
                                       the population; one `reference` number,
                                       suspects and lineages the population's */
    size_t own_count;             /**< 0: those of the model named R */
} retort_case;

/**
 * Weigh a case under @p proposition (same, tuned or distilled).
 *
 * @param arena     owner of all that @p out points to
 * @param[out] out  complete, also when a likelihood ratio is refused
 * @return RETORT_OK (refusals included), RETORT_ERR_NOMEM, RETORT_ERR_ARG (an
 *         option out of range), RETORT_ERR_LIMIT (a sentence that would not
 *         end) or RETORT_ERR_INTERNAL (a score that is not finite)
 */
RETORT_MUST_CHECK retort_status retort_case_weigh(
    const retort_comparisons *population, retort_proposition proposition,
    const retort_case *c, const retort_case_options *options,
    retort_arena *arena, retort_evidence *out, retort_err *err);

/** One setting without interval: what validation asks for every pair. */
typedef struct retort_case_point {
    double raw; /**< log10 LR before the clamp; NaN: no fit */
    double llr;
    double lower;
    double upper;
    uint32_t positive_lineages;
    uint32_t null_lineages;
} retort_case_point;

/**
 * LR of a score with the lineages @p leave left out of the calibration.
 *
 * @param leave      lineages left out, or RETORT_LINEAGE_NONE of
 *                   infer/selection.h
 * @param reference  R's number in the population, asked for a common source
 * @return RETORT_OK (raw and llr are NaN where no fit or no scale exists) or
 *         RETORT_ERR_NOMEM, RETORT_ERR_ARG, RETORT_ERR_INTERNAL
 */
RETORT_MUST_CHECK retort_status retort_case_at(
    const retort_comparisons *population, retort_proposition proposition,
    retort_open open, bool is_common_source, const uint32_t leave[2],
    uint32_t reference, double score, const retort_case_options *options,
    retort_case_point *out, retort_err *err);

#endif /* INFER_CASE_H */
