/**
 * @file run/dose.h
 * Dose response: how much of R's replies among a suspect's can be seen.
 *
 * A mixture takes k of 16 prompt blocks from R and the others from a model that
 * has nothing to do with R. To keep any reply from being compared with itself,
 * mixtures are made of blocks 16-31 and R's own side of blocks 0-15. The
 * threshold is the score that at most 5 % of the unmixed mixtures reach under the
 * same halves.
 */
#ifndef RUN_DOSE_H
#define RUN_DOSE_H

#include "base/arena.h"
#include "infer/comparison.h"
#include "infer/pool.h"
#include "infer/validation.h"
#include "run/block_models.h"

enum { RETORT_DOSE_ROWS = 6 }; /**< 0, 1, 2, 4, 8 and 16 of 16 blocks */

/**
 * Mix for the null pairs that are possible in time and whose reference lineage
 * has a positive, one pair a cell: the first by name.
 *
 * @param[out] rows  RETORT_DOSE_ROWS rows of kind "dose": percent of R's
 *                   replies, share of mixtures above the threshold (cells
 *                   weighing equally), share of unmixed ones above it; Cllr is
 *                   NaN
 * @param[out] count  rows filled: 0 without such pairs
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status
retort_dose_response(const retort_block_models *models,
                     const retort_comparisons *all, const retort_pool *pool,
                     retort_power_row *rows, size_t *count, retort_err *err);

#endif /* RUN_DOSE_H */
