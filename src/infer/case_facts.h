/**
 * @file infer/case_facts.h
 * What the rules of infer/refusals.h look at, as far as it does not come from
 * the calibration: the case itself and the models of the population.
 *
 * Threads: pure functions, any number.
 */
#ifndef INFER_CASE_FACTS_H
#define INFER_CASE_FACTS_H

#include "infer/case.h"
#include "infer/refusals.h"
#include "infer/selection.h"

/**
 * Months from @p earlier to @p later, both "YYYY-MM"; negative if the order is
 * the other way round. NaN if one of them is not of that form.
 */
double retort_months_between(const char *earlier, const char *later);

/**
 * Facts of a case. The ranges of reply length and of closed-class words are
 * those of all models of the population but S, R and their lineages @p leave.
 * Facts of the calibration are NaN.
 */
retort_case_facts retort_case_facts_of(const retort_comparisons *population,
                                       const retort_case *c,
                                       const uint32_t leave[2]);

#endif /* INFER_CASE_FACTS_H */
