/**
 * @file infer/validation_acceptance.h
 * The limits that a calibration must keep before its likelihood ratios may be
 * used (METHOD 4, "Acceptance limits"): one table, held against the figures.
 *
 * Cllr must inform closed and open. The other rows look at the closed setting:
 * the headline is never farther from LR 1 than the closed LLR, so an open
 * setting cannot make it overstate. A figure that is NaN fails its row, unless
 * the row says that it is then not asked.
 *
 * "The Turing interval contains 1" is two rows, so that the one that fails says
 * whether likelihood ratios are too large or too small. With strong scores and
 * few lineages even a perfectly calibrated system breaks devPAV < 0.3 and has a
 * Turing mean below 1, so these two limits give way to what 95 % of simulated
 * systems of the same counts and Cllr keep (turing_expected, devpav_expected).
 *
 * The length row asks whether the score rises or falls with the ratio of reply
 * lengths, which would favour long or short suspects. That a score goes with
 * likeness of lengths (length_correlation) is shown and not judged: students
 * reply at the length of their teacher.
 *
 * Threads: pure functions, any number.
 */
#ifndef INFER_VALIDATION_ACCEPTANCE_H
#define INFER_VALIDATION_ACCEPTANCE_H

#include <retort/status.h>

#include "base/arena.h"
#include "infer/validation.h"

#define RETORT_ACCEPT_CLLR     1.0
#define RETORT_ACCEPT_DEVPAV   0.3
#define RETORT_ACCEPT_LENGTH   0.3
#define RETORT_ACCEPT_SHUFFLED 0.95
#define RETORT_ACCEPT_STRATUM  1.0
#define RETORT_ACCEPT_TURING   1.0

/**
 * Hold the figures of @p v (settings and strata) against every limit.
 * @param arena     owner of *out
 * @param[out] out  a row a limit, all of them refusing; NULL on failure
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_acceptance_of(const retort_validation *v,
                                                     retort_arena *arena,
                                                     const retort_rule **out,
                                                     size_t *count,
                                                     retort_err *err);

#endif /* INFER_VALIDATION_ACCEPTANCE_H */
