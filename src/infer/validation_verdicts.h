/**
 * @file infer/validation_verdicts.h
 * What the program would have said of every documented pair: headline,
 * interval, refusals; and how often each verdict came out.
 *
 * Headline and verdict are those of infer/case_result.h. A pair is refused by
 * the rules of infer/refusals.h, or if a setting has no score or no fit. What a population does not keep of a suspect
 * (constant text, equal replies, split halves) is taken as in order, and so are
 * the acceptance limits, which are made from these very pairs.
 *
 * Threads: pure functions, any number.
 */
#ifndef INFER_VALIDATION_VERDICTS_H
#define INFER_VALIDATION_VERDICTS_H

#include <retort/status.h>

#include "base/arena.h"
#include "infer/validation.h"
#include "infer/validation_draws.h"
#include "infer/validation_pairs.h"

/** Every pair under both settings. Borrowed. */
typedef struct retort_verdicts_how {
    const retort_comparisons *population;
    retort_proposition proposition;
    const retort_validation_pairs *closed;
    const retort_drawn *closed_drawn; /**< by item of closed */
    const retort_validation_pairs *open;
    const retort_drawn *open_drawn;
} retort_verdicts_how;

/** Both settings of one pair as one answer. */
typedef struct retort_headline {
    retort_open setting;
    bool is_answer; /**< false: a setting has no score or no fit */
    double llr;
    double low;
    double high;
    const char *verdict; /**< "supported", "against" or "inconclusive" */
} retort_headline;

/**
 * Headline of a pair, before any refusal.
 * @param open  NULL: the pair has no open score
 */
retort_headline retort_headline_of(const retort_drawn *closed,
                                   const retort_drawn *open);

/**
 * Say of every pair of how->closed what became of it.
 * @param arena     owner of *out
 * @param[out] out  a row a pair, in the order of the set
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status
retort_verdicts_of(const retort_verdicts_how *how, retort_arena *arena,
                   const retort_weighed **out, retort_err *err);

/** Shares of the verdicts among the pairs of one use, by their weights; all
 * NaN if there are none. */
retort_usefulness retort_usefulness_of(const retort_weighed *pairs,
                                       size_t count, const char *use);

/**
 * Item of @p other that is the same pair as each item of @p c, or
 * RETORT_CELLS_NONE. Both are of one set.
 */
void retort_verdicts_match(const retort_cells *c, const retort_cells *other,
                           uint32_t *out);

#endif /* INFER_VALIDATION_VERDICTS_H */
