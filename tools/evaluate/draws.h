/**
 * @file evaluate/draws.h
 * From scores and labels to samples: which pairs a figure is taken over.
 *
 * Scores are n x n tables, [suspect][reference], NaN where there is none.
 */
#ifndef EVALUATE_DRAWS_H
#define EVALUATE_DRAWS_H

#include "evaluate/labels.h"
#include "evaluate/sample.h"

/** What to take. */
typedef enum eval_view {
    EVAL_WT,           /**< by reference; a suspect lineage has one vote */
    EVAL_WT_STRICT,    /**< the same with strict nulls only */
    EVAL_WF,           /**< by teacher lineage, score averaged over it */
    EVAL_TM,           /**< teacher-matched, pooled, cells weigh equally */
    EVAL_TM_MAIN,      /**< positives of share main only */
    EVAL_TM_PART,      /**< positives of share part only */
    EVAL_TM_TIMELY,    /**< without time-impossible nulls */
    EVAL_TM_TOO_EARLY, /**< time-impossible nulls only */
    EVAL_TM_KINDS,     /**< mean over kinds of nulls with 3 suspect lineages */
    EVAL_TM_KIND,      /**< one kind: EVAL_TM_KIND + retort_null_kind */
    EVAL_VIEWS = EVAL_TM_KIND + RETORT_NULL_KIND_COUNT
} eval_view;

enum { EVAL_KIND_LINEAGES_MIN = 3 };

/** The sample of a view; settled; released by the caller, also on failure. */
RETORT_MUST_CHECK retort_status eval_draw(eval_sample *out,
                                          const eval_labels *labels,
                                          const double *score, eval_part part,
                                          unsigned view, retort_err *err);

/** Suspect lineages of nulls of @p kind in the teacher-matched pairs. */
size_t eval_kind_lineages(const eval_labels *labels, eval_part part,
                          retort_null_kind kind);

/**
 * One item a documented student: positive if the reference that scores highest
 * outside its own lineage is of a documented teacher's lineage. A lineage of
 * students has one vote.
 * @param plausible  only references with a documented row that were not
 *                   released after the suspect
 */
RETORT_MUST_CHECK retort_status eval_draw_top(eval_sample *out,
                                              const eval_labels *labels,
                                              const double *score,
                                              eval_part part, bool plausible,
                                              retort_err *err);

/**
 * One item a suspect with documented kin of @p kin: positive if such a model
 * comes first among all references and the suspect's kin of that sort.
 */
RETORT_MUST_CHECK retort_status eval_draw_kin(eval_sample *out,
                                              const eval_labels *labels,
                                              const double *score,
                                              eval_part part, retort_kin kin,
                                              retort_err *err);

/** Two tables of scores of the null pairs: is the second higher? */
RETORT_MUST_CHECK retort_status eval_draw_twice(
    eval_sample *out, const eval_labels *labels, const double *first,
    const double *second, eval_part part, retort_err *err);

#endif /* EVALUATE_DRAWS_H */
