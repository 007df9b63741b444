/**
 * @file infer/tippett.h
 * Tippett plot: for either class the share of likelihood ratios at or above
 * each value (Evett and Buckleton 1996, "Statistical analysis of STR data").
 *
 * Threads: pure functions, any number.
 */
#ifndef INFER_TIPPETT_H
#define INFER_TIPPETT_H

#include "infer/classes.h"

/** A value and the weighted share of each class at or above it. */
typedef struct retort_tippett_point {
    double llr;
    double positive;
    double null;
} retort_tippett_point;

/**
 * One point a distinct value, ascending; shares fall from 1. Values may be
 * infinite.
 *
 * @param[out] out    for retort_mem_free(); NULL on failure
 * @param[out] count  points; 0 on failure
 * @return as infer/classes.h says, or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_tippett(const retort_classes *llr,
                                               retort_tippett_point **out,
                                               size_t *count, retort_err *err);

#endif /* INFER_TIPPETT_H */
