/**
 * @file infer/validation_figures.h
 * The figures of one setting from the LLRs of its pairs.
 *
 * Intervals: lineages are drawn as in infer/bootstrap.h, suspects and
 * references crossed; a cell weighs the product of the two multiplicities. The
 * LLRs stay as they are: no refit. Draws in which a class is empty are left
 * out. Quantiles 2.5 and 97.5 %.
 *
 * Threads: pure functions, any number.
 */
#ifndef INFER_VALIDATION_FIGURES_H
#define INFER_VALIDATION_FIGURES_H

#include <retort/status.h>

#include "base/arena.h"
#include "infer/validation.h"
#include "infer/validation_pairs.h"

/**
 * All figures but the shuffled labels and the baselines, which are NaN.
 *
 * @param draws     bootstrap replicates; 0: intervals are NaN
 * @param arena     owner of out->misleading
 * @param[out] out  all NaN, counts as found, if a class is empty
 * @return RETORT_OK, RETORT_ERR_NOMEM or RETORT_ERR_INTERNAL
 */
RETORT_MUST_CHECK retort_status retort_figures_of(
    const retort_validation_pairs *p, uint32_t draws, uint64_t seed,
    retort_arena *arena, retort_validation_setting *out, retort_err *err);

/** Numbers of a setting without pairs. */
retort_validation_setting retort_figures_none(void);

/** Cllr of the pairs of @p keep (by item; NULL: all weighed); NaN if a class
 * is empty. @p room is for 2 x items numbers. */
double retort_figures_cllr(const retort_validation_pairs *p,
                           const uint8_t *keep, double *room);

#endif /* INFER_VALIDATION_FIGURES_H */
