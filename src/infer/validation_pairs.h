/**
 * @file infer/validation_pairs.h
 * Every pair of a setting weighed without its own lineages: the calibration of
 * a cell is made from the pairs in which neither its suspect lineage nor its
 * reference lineage takes part. One fit a cell; its pairs share it.
 *
 * For a common source scores are scaled as in infer/scaling.h; with the
 * reference lineage all its pairs, positives and nulls, are out of the
 * calibration, so its own students never help.
 *
 * Threads: cells run in the pool; the result is read by any number.
 */
#ifndef INFER_VALIDATION_PAIRS_H
#define INFER_VALIDATION_PAIRS_H

#include <retort/status.h>

#include "infer/pool.h"
#include "infer/validation_cells.h"
#include "infer/validation_leave.h"

/** The calibration of one cell. */
typedef struct retort_left_out {
    retort_line line;
    double lower; /**< bounds of log10 LR; 0 without a fit */
    double upper;
    double least; /**< scores calibrated on */
    double most;
    double sd;
    uint32_t positive_lineages;
    uint32_t null_lineages;
    uint32_t reference_lineages;
} retort_left_out;

/** What to weigh with. */
typedef struct retort_validation_pairs_how {
    retort_cells_how cells;
    size_t lineages;                       /**< in the whole table */
    const retort_population_model *models; /**< their reply lengths; NULL: not
                                                known */
    bool is_common_source;
    double prior;
    double ridge;
    const retort_pool *pool;
} retort_validation_pairs_how;

typedef struct retort_validation_pairs {
    retort_validation_pairs_how how;
    retort_cells cells;
    retort_left_out *left; /**< by cell */
    double *score;         /**< by item, scaled for a common source */
    double *raw;           /**< log10 LR before the clamp; NaN: no fit */
    double *llr;           /**< after it */
    double *value;         /**< raw, 0 where there is no fit */
    uint8_t *keep;         /**< 0: no scale, so not weighed */
} retort_validation_pairs;

/**
 * Weigh all pairs of the set.
 * @param[out] out  zeroed by the caller; release it, also on failure
 * @return RETORT_OK (also with empty classes), RETORT_ERR_NOMEM,
 *         RETORT_ERR_ARG (prior, ridge) or RETORT_ERR_INTERNAL
 */
RETORT_MUST_CHECK retort_status retort_validation_pairs_make(
    retort_validation_pairs *out, const retort_validation_pairs_how *how,
    retort_err *err);

void retort_validation_pairs_release(retort_validation_pairs *p);

/** The two lineages that the calibration of cell @p k leaves out. */
void retort_validation_pairs_leave(const retort_cells *c, size_t k,
                                   uint32_t leave[2]);

#endif /* INFER_VALIDATION_PAIRS_H */
