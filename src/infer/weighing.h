/**
 * @file infer/weighing.h
 * From selected pairs to the likelihood ratio of a score: the fit (F7), the
 * bounds (F10-F12) and the clamp (F13), once for a sample or for a replicate.
 *
 * The bounds are those of the selected pairs themselves under the fit: in
 * sample, n lineages of the selection, N its null lineages.
 *
 * Ceiling, for propositions that have one: a score above the weighted median of
 * the positives is taken as that median, in the fit and in the case. Beyond it there are too few lineages for a
 * straight line to be believed: the highest nulls would get the largest
 * likelihood ratios (Tukey 1962 on Winsorizing; docs/method.md says what it was
 * chosen on).
 *
 * A calibration in which every score is the same number tells nothing: its fit
 * has slope 0, intercept 0 and sd 0, its bounds are {0, 0}, and every score has
 * LLR 0.
 *
 * Threads: one weighing, one thread.
 */
#ifndef INFER_WEIGHING_H
#define INFER_WEIGHING_H

#include "infer/bounds.h"
#include "infer/logistic.h"
#include "infer/quantile.h"
#include "infer/selection.h"

/** Room for the pairs that have a weight, and what came of them. */
typedef struct retort_weighing {
    double *score;
    double *weight;
    double *llr;             /**< of each pair under the fit */
    retort_weighted *sorted; /**< scratch */
    size_t room;
    double ceiling; /**< scores above it count as it; or infinite */
    retort_classes
        scores;          /**< the pairs of weight above 0, under the ceiling */
    retort_classes llrs; /**< the same pairs, log10 LR before the clamp */
    retort_logistic fit;
    retort_bounds bounds;
} retort_weighing;

/**
 * Make room for selections of up to @p room pairs.
 * @param[out] out  release it, also on failure
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_weighing_init(retort_weighing *out,
                                                     size_t room,
                                                     retort_err *err);

void retort_weighing_release(retort_weighing *w);

/**
 * Fit to a selection as it was last weighed.
 * @return RETORT_OK; RETORT_ERR_NOT_APPLICABLE where no fit exists (a class is
 *         empty, the score runs against the proposition); RETORT_ERR_ARG
 *         (prior, ridge); RETORT_ERR_NOMEM; RETORT_ERR_INTERNAL. After a
 *         failure fit and bounds say nothing.
 */
RETORT_MUST_CHECK retort_status retort_weighing_fit(retort_weighing *w,
                                                    const retort_selection *s,
                                                    double prior, double ridge,
                                                    retort_err *err);

/** A score as the fit takes it: at most the ceiling; NaN stays NaN. */
double retort_weighing_score(const retort_weighing *w, double score);

/** log10 LR of a score before the clamp; NaN of NaN. */
double retort_weighing_raw(const retort_weighing *w, double score);

/** log10 LR of a score, clamped. @param[out] active  may be NULL */
double retort_weighing_llr(const retort_weighing *w, double score,
                           retort_bound_rule *active);

/**
 * Weighted share of a class of w->llrs whose clamped log10 LR is above
 * @p threshold.
 */
double retort_weighing_share_above(const retort_weighing *w,
                                   const retort_class *llrs, double threshold);

#endif /* INFER_WEIGHING_H */
