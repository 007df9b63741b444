/**
 * @file compare/likeness.h
 * How alike two replies are: the cosine of their binary tf-idf vectors.
 *
 * Over character 3-grams, estimated from the sketches (features/sketch.h), whose
 * weights are part of the rule version; or over token 1-2-grams where all models
 * keep the hash sets of their replies (--detail reply), with
 * idf = ln((N + 1) / (df + 1)) over the N replies of the whole background.
 *
 * Threads: read-only once made.
 */
#ifndef COMPARE_LIKENESS_H
#define COMPARE_LIKENESS_H

#include "compare/modelset.h"

typedef struct retort_likeness retort_likeness;

/** Replies of one model to one prompt: reply `first` and those behind it. */
typedef struct retort_samples {
    size_t model;
    size_t first;
    size_t count;
} retort_samples;

/**
 * Prepare for the models of @p set (borrowed).
 * @param words  compare by words if all models have their sets
 */
RETORT_MUST_CHECK retort_status retort_likeness_new(retort_likeness **out,
                                                    const retort_modelset *set,
                                                    bool words,
                                                    retort_err *err);
void retort_likeness_free(retort_likeness *l);

/** Are replies compared by their words, not by their sketches? */
bool retort_likeness_by_words(const retort_likeness *l);

/** Mean likeness over all pairs of samples; both have at least one. */
double retort_likeness_of(const retort_likeness *l, const retort_samples *a,
                          const retort_samples *b);

#endif /* COMPARE_LIKENESS_H */
