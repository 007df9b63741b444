/**
 * @file evaluate/labels.h
 * What every pair (suspect, reference) may be used as, and in which part of the
 * split its suspect lies.
 */
#ifndef EVALUATE_LABELS_H
#define EVALUATE_LABELS_H

#include "compare/population_kin.h"
#include "compare/population_pair.h"
#include "evaluate/models.h"

/** The split for choices: only suspect lineages are split (METHOD 3). */
typedef enum eval_part {
    EVAL_PART_ALL,
    EVAL_PART_CHOOSING,
    EVAL_PART_HELD,
    EVAL_PARTS
} eval_part;

typedef struct eval_label {
    retort_pair pair;
    retort_kin kin;
} eval_label;

/** Labels of all pairs; immutable once made. */
typedef struct eval_labels {
    const eval_models *models;
    size_t n;        /**< models */
    size_t lineages; /**< of the population */
    eval_label *at;  /**< n x n: [suspect][reference] */
    bool *is_held;   /**< by lineage of the population */
} eval_labels;

RETORT_MUST_CHECK retort_status eval_labels_make(eval_labels *out,
                                                 const eval_models *models,
                                                 retort_err *err);
void eval_labels_release(eval_labels *l);

const eval_label *eval_label_at(const eval_labels *l, size_t s, size_t r);

bool eval_is_positive(const eval_label *label);
/** A null by the table's strict rule, time-impossible ones included. */
bool eval_is_null(const eval_label *label);
/** A null, or one whose only flaw is that R's row is not documented. */
bool eval_is_wide_null(const eval_label *label);

/** Does suspect @p s, a model with a row, belong to @p part? */
bool eval_in_part(const eval_labels *l, size_t s, eval_part part);

/** Lineage of a model with a row. */
size_t eval_lineage(const eval_labels *l, size_t model);

/** The bit that decides: lowest bit of the first byte of SHA-256 of a name. */
RETORT_MUST_CHECK retort_status eval_is_held_name(const char *lineage,
                                                  bool *out, retort_err *err);

#endif /* EVALUATE_LABELS_H */
