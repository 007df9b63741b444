/**
 * @file compare/rare.h
 * Rare phrases: token 4-grams that at most three models of the background use,
 * tf-idf cosine. The best single score for kin (METHOD 2).
 *
 * tf = number of the model's replies that hold the 4-gram; idf = ln((N + 1) /
 * (df + 1)), N background models and df of them with the 4-gram, both without
 * the lineages of the pair. Models are counted, vendors never named. Needs
 * fingerprints made with --detail reply.
 *
 * Threads: read-only once made.
 */
#ifndef COMPARE_RARE_H
#define COMPARE_RARE_H

#include "compare/modelset.h"

enum { RETORT_RARE_MODELS_MAX = 3 };

typedef struct retort_rare retort_rare;

/**
 * Index the 4-grams of all models that have them. @p set is borrowed.
 * @return RETORT_OK, RETORT_ERR_NOT_APPLICABLE (a model lacks its sets),
 *         RETORT_ERR_NOMEM. Memory: 24 bytes a distinct 4-gram and model
 */
RETORT_MUST_CHECK retort_status retort_rare_new(retort_rare **out,
                                                const retort_modelset *set,
                                                retort_err *err);
void retort_rare_free(retort_rare *r);

/** Score of a pair, 0..1; NaN if one of them has no rare phrase. */
double retort_rare_score(const retort_rare *rare, size_t s, size_t r);

#endif /* COMPARE_RARE_H */
