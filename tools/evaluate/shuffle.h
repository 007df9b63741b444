/**
 * @file evaluate/shuffle.h
 * Shuffled labels: suspects change places, so that no score can know anything.
 */
#ifndef EVALUATE_SHUFFLE_H
#define EVALUATE_SHUFFLE_H

#include "evaluate/scores.h"

/**
 * Give every suspect of a labelled pair in @p part the scores of another one of
 * that part, by draw @p number. Scores against the donor's own lineage are left
 * out.
 * @param[out] to  a fresh table of NaN; only rows of those suspects are filled
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status eval_shuffle(double *to,
                                             const eval_labels *labels,
                                             const double *from, eval_part part,
                                             uint64_t number, retort_err *err);

#endif /* EVALUATE_SHUFFLE_H */
