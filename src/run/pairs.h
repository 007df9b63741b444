/**
 * @file run/pairs.h
 * How many replies of which model came from which input.
 */
#ifndef RUN_PAIRS_H
#define RUN_PAIRS_H

#include <retort/status.h>
#include <stddef.h>

typedef struct retort_pair_count {
    size_t model;
    size_t input;
    uint64_t replies;
} retort_pair_count;

/** Zero-initialise; release. In order of first appearance. */
typedef struct retort_pairs {
    retort_pair_count *items;
    size_t count;
    size_t cap;
} retort_pairs;

/** Count @p replies more of @p model from @p input. */
RETORT_MUST_CHECK retort_status retort_pairs_add(retort_pairs *p, size_t model,
                                                 size_t input, uint64_t replies,
                                                 retort_err *err);

void retort_pairs_release(retort_pairs *p);

#endif /* RUN_PAIRS_H */
