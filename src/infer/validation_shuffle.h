/**
 * @file infer/validation_shuffle.h
 * What a validation is held against: the same scores with shuffled labels, and
 * the scores of the baselines, each calibrated by leaving out the same way.
 *
 * A shuffle gives the labels of a reference lineage's suspect lineages to
 * others of its suspect lineages, whole lineages together, so that every
 * reference keeps its number of positive lineages. What is left of Cllr below
 * 1 then comes from the references (a hub), not from the pairs.
 *
 * Threads: shuffles run in the pool.
 */
#ifndef INFER_VALIDATION_SHUFFLE_H
#define INFER_VALIDATION_SHUFFLE_H

#include <retort/status.h>

#include "infer/pool.h"
#include "infer/validation_cells.h"

enum { RETORT_SHUFFLES = 20 };

/** What to calibrate with. */
typedef struct retort_control_how {
    retort_cells_how cells;
    double prior;
    double ridge;
    uint64_t seed;
    const retort_pool *pool;
} retort_control_how;

/**
 * Mean Cllr over RETORT_SHUFFLES shuffles; leaving out by one step
 * (infer/validation_leave.h).
 * @param[out] out  NaN if a class is empty, or on failure
 * @return RETORT_OK, RETORT_ERR_NOMEM, RETORT_ERR_ARG or RETORT_ERR_INTERNAL
 */
RETORT_MUST_CHECK retort_status retort_shuffled_cllr(
    const retort_control_how *how, double *out, retort_err *err);

/** Cllr of the score named in how->cells, each cell with its own fit. */
RETORT_MUST_CHECK retort_status retort_baseline_cllr(
    const retort_control_how *how, double *out, retort_err *err);

#endif /* INFER_VALIDATION_SHUFFLE_H */
