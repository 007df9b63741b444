/**
 * @file evaluate/bootstrap.h
 * Intervals by drawing suspect lineages with replacement.
 *
 * One table of multiplicities serves all figures of a part, so that two figures
 * are compared over the same draws.
 */
#ifndef EVALUATE_BOOTSTRAP_H
#define EVALUATE_BOOTSTRAP_H

#include "evaluate/metrics.h"

enum { EVAL_REPLICATES = 400 };

typedef struct eval_bootstrap {
    uint16_t *times; /**< replicates x units */
    size_t units;
} eval_bootstrap;

/**
 * Draw. @p drawn marks the units to draw from; the others never appear.
 * @param stream  part of the random stream, so that parts differ
 */
RETORT_MUST_CHECK retort_status eval_bootstrap_new(eval_bootstrap *out,
                                                   const bool *drawn,
                                                   size_t units,
                                                   uint64_t stream,
                                                   retort_err *err);
void eval_bootstrap_release(eval_bootstrap *b);

/** A figure and its 95 % percentile interval. */
typedef struct eval_estimate {
    double value; /**< NaN: a class is empty */
    double low;
    double high;
    size_t skipped; /**< replicates in which the figure does not exist */
} eval_estimate;

/**
 * Mean of @p metric over @p count samples that share their units, and its
 * interval; in a replicate all samples use the same draw.
 */
eval_estimate eval_estimate_of(const eval_bootstrap *b, eval_metric metric,
                               const eval_sample *samples, size_t count);

/**
 * Mean of @p metric over @p count samples, and the range in which 95 % of the
 * single ones lie: for samples that are draws of chance themselves.
 */
RETORT_MUST_CHECK retort_status eval_spread_of(eval_estimate *out,
                                               eval_metric metric,
                                               const eval_sample *samples,
                                               size_t count, retort_err *err);

#endif /* EVALUATE_BOOTSTRAP_H */
