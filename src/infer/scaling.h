/**
 * @file infer/scaling.h
 * Scores of one reference, held against those of its own null suspects: what
 * makes scores of different references one kind of number (METHOD 4, common
 * source).
 *
 * With one vote a lineage the null scores have mean m and standard deviation d
 * (divisor: lineages - 1), and a score becomes (score - m) / d. The lineage of
 * the suspect in question is taken out of m and d first: a null of the
 * calibration is then scaled as the case is, by models that are not itself.
 * In a replicate a lineage has as many votes as it was drawn times, and scores
 * are those at the drawn blocks.
 *
 * Threads: one scaling, one thread.
 */
#ifndef INFER_SCALING_H
#define INFER_SCALING_H

#include <retort/status.h>

#include "infer/selection.h"

/** Other lineages without which a reference has no scale. */
enum { RETORT_SCALING_LINEAGES_MIN = 3 };

/** One lineage of null suspects. */
typedef struct retort_scaling_group {
    uint32_t lineage;
    size_t first; /**< its pairs: first .. end - 1 */
    size_t end;
    double times;
    double off;     /**< mean distance from the centre */
    double squared; /**< mean squared distance */
} retort_scaling_group;

/** Null suspects of one reference. */
typedef struct retort_scaling {
    uint32_t reference;
    retort_open open;
    const retort_comparison **pair; /**< by lineage, then suspect */
    double *score;                  /**< of each pair, by _weigh */
    size_t count;
    retort_scaling_group *group; /**< ascending by lineage */
    size_t groups;
    double centre;
} retort_scaling;

/**
 * Gather the null pairs of model @p reference in how->set: with a score, their
 * suspects not of a lineage of how->leave. Ready as if weighed with NULL.
 * @param[out] out  zeroed by the caller; release it, also on failure
 * @return RETORT_OK (also with no pairs) or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_scaling_make(retort_scaling *out,
                                                    const retort_selecting *how,
                                                    uint32_t reference,
                                                    retort_err *err);

/** Take scores and votes of a replicate. */
void retort_scaling_weigh(retort_scaling *s, const retort_times *times);

/**
 * Mean and standard deviation without lineage @p without (or NONE).
 * @return false with fewer than RETORT_SCALING_LINEAGES_MIN lineages drawn, or
 *         if their scores do not differ; the two are NaN then
 */
bool retort_scaling_at(const retort_scaling *s, uint32_t without, double *mean,
                       double *sd);

void retort_scaling_release(retort_scaling *s);

#endif /* INFER_SCALING_H */
