/**
 * @file evaluate/sample.h
 * Scored pairs with their class and weight: what a metric is taken over.
 *
 * Items lie in groups (a reference, a teacher lineage, a kind of null) and in
 * cells; the items of one class in one cell of a group share one vote. Their
 * unit, the suspect lineage, is what the bootstrap draws.
 */
#ifndef EVALUATE_SAMPLE_H
#define EVALUATE_SAMPLE_H

#include <retort/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct eval_item {
    double score;
    double weight; /**< 1 / items of its class in its cell; filled */
    uint32_t group;
    uint32_t cell;
    uint32_t unit;
    bool positive;
} eval_item;

/** Zero-initialise, add, settle, use, release. */
typedef struct eval_sample {
    eval_item *items;
    size_t count;
    size_t cap;
    bool equal_groups; /**< groups weigh equally, not by positive units */
    bool mixed_cells;  /**< both classes of a cell share its one vote */
    size_t positive_units;
    size_t negative_units;
    size_t positives;
    size_t negatives;
    size_t dropped; /**< pairs without a score */
} eval_sample;

/** Append a scored pair; one whose score is NaN is counted and dropped. */
RETORT_MUST_CHECK retort_status eval_sample_add(eval_sample *s,
                                                const eval_item *item,
                                                retort_err *err);

/** Give weights, sort by group and score, count. Any order of adding. */
void eval_sample_settle(eval_sample *s);

void eval_sample_release(eval_sample *s);

#endif /* EVALUATE_SAMPLE_H */
