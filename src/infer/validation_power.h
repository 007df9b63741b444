/**
 * @file infer/validation_power.h
 * What would have been supported with fewer prompts, with fewer lineages to
 * calibrate with, or falsely among many candidates; see retort_power_row in
 * infer/validation.h.
 *
 * Everything goes the short way of infer/validation_draws.h, without the rules
 * that refuse, and Cllr is that of the closed setting before the clamp.
 *
 * Threads: replicates run in the pool.
 */
#ifndef INFER_VALIDATION_POWER_H
#define INFER_VALIDATION_POWER_H

#include <retort/status.h>

#include "base/arena.h"
#include "infer/validation.h"
#include "infer/validation_pairs.h"

enum {
    RETORT_POWER_DRAWS = 100, /**< of the intervals, at most */
    RETORT_POWER_SUBSETS = 5  /**< draws of so many lineages */
};

/** What the rows are made from. Borrowed. */
typedef struct retort_power_how {
    const retort_validation_pairs *closed;
    const retort_validation_pairs *open;
    size_t lineages; /**< in the whole table */
    const retort_case_options *options;
} retort_power_how;

/**
 * Rows "prompts" (1, 2, 4 ... 32 blocks), then "lineages" (3, 5, 8, 12 and all
 * positive lineages; only those that there are), then "maximum" (1, 5, 10 and
 * 30 candidates).
 *
 * @param arena     owner of *out
 * @param[out] out  NULL if a class is empty
 * @return RETORT_OK, RETORT_ERR_NOMEM, RETORT_ERR_ARG or RETORT_ERR_INTERNAL
 */
RETORT_MUST_CHECK retort_status retort_power_of(const retort_power_how *how,
                                                retort_arena *arena,
                                                const retort_power_row **out,
                                                size_t *count, retort_err *err);

#endif /* INFER_VALIDATION_POWER_H */
