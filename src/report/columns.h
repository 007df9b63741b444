/**
 * @file report/columns.h
 * What the tables for people show of the scores, and with how many digits:
 * HTML and text agree because both ask here.
 */
#ifndef REPORT_COLUMNS_H
#define REPORT_COLUMNS_H

#include <retort/screening.h>

/** How a score stands in a table. */
typedef struct retort_column {
    const char *head; /**< short title */
    int decimals;     /**< digits behind the point */
    double factor;    /**< shown value / score */
} retort_column;

/** Column of a score. Static. */
const retort_column *retort_column_about(retort_score score);

/** Is @p result a comparison with evidence, by its status? */
bool retort_column_has_evidence(const retort_screening *result);

/** Has any candidate of @p s that score? A column nobody has is not shown. */
bool retort_column_is_used(const retort_suspect *s, retort_score score);

/** Candidate with that rank of the profile among references, or NULL. */
const retort_candidate *retort_column_ranked(const retort_suspect *s,
                                             uint32_t rank_distilled);

/** Candidate with that rank of the residual among all, or NULL. */
const retort_candidate *retort_column_ranked_kin(const retort_suspect *s,
                                                 uint32_t rank_kin);

/** Rank p of @p c; NaN when it is not known, for which 0 is taken as well. */
double retort_column_p(const retort_candidate *c);

/** The same after Holm. */
double retort_column_p_holm(const retort_candidate *c);

/** Has any candidate of @p s a p? Without one its columns are not shown. */
bool retort_column_has_p(const retort_suspect *s);

/** Is the percentile among control suspects (not among references)? */
bool retort_column_has_controls(const retort_candidate *c);

/**
 * Place of @p c among the ranked references by @p score alone: one more than
 * the references whose score is higher. 0 when @p c has no such score.
 */
uint32_t retort_column_place(const retort_suspect *s, const retort_candidate *c,
                             retort_score score);

/** A place among all that were ranked, in the result or not. */
typedef struct retort_standing {
    uint32_t place;   /**< 0: not known */
    uint32_t among;   /**< how many were ranked */
    const char *what; /**< "references" or "models", or "" */
} retort_standing;

/**
 * Where @p c stands by @p score: the profile ranks references, the residual
 * ranks models; no other score ranks anything.
 */
retort_standing retort_column_standing(const retort_suspect *s,
                                       const retort_candidate *c,
                                       retort_score score);

/** Number of references with a rank. */
uint32_t retort_column_ranked_count(const retort_suspect *s);

#endif /* REPORT_COLUMNS_H */
