/**
 * @file infer/case_side.h
 * A case under one setting: the pairs chosen, the scale of R, the fit, and the
 * numbers that come of them.
 *
 * Threads: one side, one thread.
 */
#ifndef INFER_CASE_SIDE_H
#define INFER_CASE_SIDE_H

#include "infer/bootstrap.h"
#include "infer/case.h"
#include "infer/scaling.h"
#include "infer/weighing.h"

/** One setting at work. */
typedef struct retort_case_side {
    retort_selecting how;
    retort_selecting scale; /**< where the null pairs of R stand */
    retort_selection sample;
    retort_scaling scaling; /**< null suspects of R */
    retort_weighing weighing;
    bool has_fit;
    double score; /**< as the calibration takes it; NaN: none */
    double mean;  /**< of the scale; 0 and 1 where none is needed */
    double sd;
    double ridge_tenth; /**< LLR with other ridges */
    double ridge_tenfold;
    double *draw; /**< LLRs of the bootstrap, or NULL; owned */
    retort_spread spread;
} retort_case_side;

/** How pairs are chosen for @p proposition under a setting. */
retort_selecting retort_case_selecting(const retort_comparisons *population,
                                       retort_proposition proposition,
                                       retort_open open, bool is_common_source,
                                       const uint32_t leave[2]);

/**
 * Choose, scale and fit; `how` and `scale` are set, the rest is zero.
 *
 * @param reference  R's number in scale.set
 * @param score      of the case, plain; NaN: none
 * @return RETORT_OK (has_fit tells whether a fit exists), RETORT_ERR_NOMEM,
 *         RETORT_ERR_ARG or RETORT_ERR_INTERNAL; release it also on failure
 */
RETORT_MUST_CHECK retort_status
retort_case_side_make(retort_case_side *s, uint32_t reference, double score,
                      const retort_case_options *o, retort_err *err);

/** LLRs with a tenth of the ridge and with ten times as much. */
RETORT_MUST_CHECK retort_status retort_case_side_try_ridges(
    retort_case_side *s, const retort_case_options *o, retort_err *err);

/**
 * Standard deviations by which the score lies outside those calibrated on; NaN
 * without a fit or a score.
 */
double retort_case_side_beyond(const retort_case_side *s);

/** Slope of the fit; NaN without one. */
double retort_case_side_slope(const retort_case_side *s);

void retort_case_side_release(retort_case_side *s);

#endif /* INFER_CASE_SIDE_H */
