/**
 * @file evaluate/metrics.h
 * Weighted metrics of a settled sample (evaluate/sample.h).
 *
 * Each takes the multiplicities of the units in a bootstrap replicate, or NULL
 * for the sample itself, and gives NaN where a class is empty.
 */
#ifndef EVALUATE_METRICS_H
#define EVALUATE_METRICS_H

#include "evaluate/sample.h"

typedef double (*eval_metric)(const eval_sample *s, const uint16_t *times);

/**
 * AUC: within each group the weighted share of (positive, negative) pairs of
 * items in which the positive scores higher, ties half; mean over the groups
 * that have both classes, by the weight of their positives or equally.
 */
double eval_auc(const eval_sample *s, const uint16_t *times);

/**
 * Equal error rate over all items: where the share of negatives at or above
 * the threshold crosses the share of positives below it, linear between
 * thresholds.
 */
double eval_eer(const eval_sample *s, const uint16_t *times);

/** Largest share of positives at a threshold that 5 % (1 %) of the negatives
 * or fewer reach. */
double eval_tpr_05(const eval_sample *s, const uint16_t *times);
double eval_tpr_01(const eval_sample *s, const uint16_t *times);

/** Weighted share of items that are positive, whatever their score. */
double eval_share(const eval_sample *s, const uint16_t *times);

/** The same with one vote an item. */
double eval_count_share(const eval_sample *s, const uint16_t *times);

#endif /* EVALUATE_METRICS_H */
