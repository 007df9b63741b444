/**
 * @file evaluate/scores.h
 * Tables of scores: n x n, [suspect][reference], NaN where there is none.
 */
#ifndef EVALUATE_SCORES_H
#define EVALUATE_SCORES_H

#include "evaluate/labels.h"

typedef enum eval_score {
    EVAL_PROFILE,
    EVAL_RESIDUAL,
    EVAL_PMZ,
    EVAL_RESIDUAL_WORDS, /**< by token 1-2-grams instead of sketches */
    EVAL_RARE,
    EVAL_DELTA,
    EVAL_REUSE,
    EVAL_HUB,
    EVAL_LENGTH,
    EVAL_SCORES
} eval_score;

/** Name for tables. Static. */
const char *eval_score_name(eval_score score);

/** Zero-initialise; a table that is NULL was not computed. */
typedef struct eval_scores {
    double *table[EVAL_SCORES];
} eval_scores;

void eval_scores_release(eval_scores *s);

/** An n x n table of NaN; retort_mem_free(). NULL without memory. */
double *eval_table_new(size_t n);

/**
 * All scores that totals and replies give: profile, hub, residual, PMZ, length
 * and, where all models have family tk, Delta. Pairs: every model against every
 * reference and against its kin.
 */
RETORT_MUST_CHECK retort_status eval_scores_base(eval_scores *out,
                                                 const eval_labels *labels,
                                                 size_t threads,
                                                 retort_err *err);

/**
 * Rare phrases, reuse, residual and PMZ by words, from the fingerprints with
 * hash sets.
 */
RETORT_MUST_CHECK retort_status eval_scores_sets(eval_scores *out,
                                                 const eval_labels *labels,
                                                 size_t threads,
                                                 retort_err *err);

/** Which fingerprint of a model is compared: a cut or a variant. */
typedef struct eval_side {
    bool is_variant;
    eval_cut cut;
    eval_variant variant;
} eval_side;

/**
 * Profile of the labelled pairs with the suspect's fingerprint of one side and
 * reference and background of another; @p table is filled.
 */
RETORT_MUST_CHECK retort_status
eval_scores_profile(double *table, const eval_labels *labels, eval_side suspect,
                    eval_side reference, size_t threads, retort_err *err);

/**
 * Profile of the labelled pairs with a background of @p lineages lineages drawn
 * by @p draw; those of the pair are passed over.
 */
RETORT_MUST_CHECK retort_status eval_scores_background(
    double *table, const eval_labels *labels, size_t lineages, uint64_t draw,
    size_t threads, retort_err *err);

/** The tables of the placebo: see placebo.c. */
typedef enum eval_placebo_table {
    EVAL_AS_LABELLED,
    EVAL_RENAMED,           /**< R alone under S's lineage and vendor */
    EVAL_FAULT_AS_LABELLED, /**< only S's vendor leaves the background */
    EVAL_FAULT_RENAMED,
    EVAL_FAULT_ALL_RENAMED, /**< R's whole lineage under S's */
    EVAL_PLACEBO_TABLES
} eval_placebo_table;

typedef struct eval_placebo {
    double *table[EVAL_PLACEBO_TABLES];
} eval_placebo;

RETORT_MUST_CHECK retort_status eval_scores_placebo(eval_placebo *out,
                                                    const eval_labels *labels,
                                                    size_t threads,
                                                    retort_err *err);
void eval_placebo_release(eval_placebo *p);

/**
 * Is the pair scored by the scores of whole fingerprints: R a reference or kin
 * of S?
 */
bool eval_is_asked(const eval_labels *labels, size_t s, size_t r);

/** Residual and, where not NULL, PMZ and length scores of all pairs asked for. */
RETORT_MUST_CHECK retort_status eval_scores_matched(const eval_labels *labels,
                                                    const retort_modelset *set,
                                                    double *residual,
                                                    double *pmz, double *length,
                                                    retort_err *err);

/** A model set of all models with the fingerprints of @p side. */
RETORT_MUST_CHECK retort_status eval_modelset(retort_modelset **out,
                                              const eval_models *models,
                                              eval_side side, retort_err *err);

/** Lineages that have background models; their number is returned. */
size_t eval_background_lineages(const eval_labels *labels);

#endif /* EVALUATE_SCORES_H */
