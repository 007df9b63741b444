/**
 * @file infer/method_limits.h
 * Every number of the method that decides something, in one place; how many
 * models a population needs is in compare/limits_rule.h, the share of copied
 * replies in compare/reuse.h. `retort limits` prints all of them.
 */
#ifndef INFER_METHOD_LIMITS_H
#define INFER_METHOD_LIMITS_H

#include <retort/evidence.h>

enum {
    RETORT_METHOD_SHARED_PROMPTS_MIN = 100,     /**< below: no LR */
    RETORT_METHOD_SHARED_PROMPTS_ADVISED = 200, /**< below: "limited" at most */
    RETORT_METHOD_REFERENCE_LINEAGES_MIN = 3, /**< with positives, for a common
                                                   source */
};

/** Shares of prompts, of replies, of draws. */
#define RETORT_METHOD_PROMPT_OVERLAP_MIN 0.9
#define RETORT_METHOD_SAME_REPLY_MAX     0.05
#define RETORT_METHOD_IDENTICAL_MAX      0.05
#define RETORT_METHOD_SKIPPED_DRAWS_MAX  0.2
#define RETORT_METHOD_RIVAL_CHANCE       0.05

/** Self-similarity of the profiles of two halves of S's replies: of the order of
 * the least seen in a population of 128 models. */
#define RETORT_METHOD_SPLIT_HALF_MIN 0.05

/** Standard deviations that a score may lie outside those calibrated on. */
#define RETORT_METHOD_BEYOND_RANGE_MAX 1.0

/** Slope of the calibration. */
#define RETORT_METHOD_SLOPE_MIN 0.0

/** Level that a rank p is said not to reach. */
#define RETORT_METHOD_RANK_LEVEL 0.05

/** |log10 LR| of the end of the interval nearest to 0, below which support is
 * called slight: less than a factor of 2. */
#define RETORT_METHOD_SLIGHT_LLR 0.3

/** LR above which a pair of the calibration counts as supported in the figures
 * for power and for false support. */
#define RETORT_METHOD_SUPPORT_LR 2.0

#endif /* INFER_METHOD_LIMITS_H */
