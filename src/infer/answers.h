/**
 * @file infer/answers.h
 * Answers that are no likelihood ratio, and how five answers stand together.
 *
 * Threads: pure functions, any number.
 */
#ifndef INFER_ANSWERS_H
#define INFER_ANSWERS_H

#include <retort/evidence.h>
#include <retort/status.h>

#include "base/arena.h"

/** Evidence that says nothing yet: strings "", numbers NaN, the caution set. */
void retort_evidence_blank(retort_proposition proposition,
                           retort_evidence *out);

/**
 * Answer *reuse*: "flagged" from RETORT_REUSE_FLAG (compare/reuse.h) up, "not
 * flagged" below, "not available" if no prompt could be compared (NaN or 0
 * prompts). The share stands in closed.score and in the one rule.
 *
 * @param arena  owner of sentence and rule
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_reuse_weigh(double share,
                                                   uint32_t prompts,
                                                   retort_arena *arena,
                                                   retort_evidence *out,
                                                   retort_err *err);

/** Answer *canary* where no keys are at hand: "not available". */
void retort_canary_absent(retort_evidence *out);

/**
 * Set explained_by of all five answers, in the order of retort_proposition:
 * *same*, if supported, explains tuned, reuse and distilled; *tuned*, if
 * supported, and *reuse*, if flagged, explain distilled. The first that does is
 * named; the others get "". Nothing explains a canary.
 */
void retort_evidence_explain(retort_evidence *five);

#endif /* INFER_ANSWERS_H */
