/**
 * @file compare/delta.h
 * Cosine Delta: Burrows's Delta with the cosine (Burrows 2002; Smith and
 * Aldridge 2011; Evert et al. 2017) over the 500 most frequent tokens of the
 * background, punctuation, line ends and Markdown atoms included.
 *
 * z_g = (f_g - mean) / sd, mean and sd over background lineages without those
 * of the pair; score = cosine of z_S and z_R. A third opinion for kin and
 * template text; no evidence of distillation across vendors (METHOD 2).
 *
 * Threads: read-only once made.
 */
#ifndef COMPARE_DELTA_H
#define COMPARE_DELTA_H

#include "compare/modelset.h"

enum { RETORT_DELTA_TOKENS = 500 };

typedef struct retort_delta retort_delta;

/**
 * Choose the tokens and take their frequencies. @p set is borrowed.
 * @return RETORT_OK, RETORT_ERR_NOT_APPLICABLE (a model lacks family tk),
 *         RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_delta_new(retort_delta **out,
                                                 const retort_modelset *set,
                                                 retort_err *err);
void retort_delta_free(retort_delta *d);

/** Score of a pair; NaN with fewer than three background lineages. */
double retort_delta_score(const retort_delta *d, size_t s, size_t r);

#endif /* COMPARE_DELTA_H */
