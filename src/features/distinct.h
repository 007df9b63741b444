/**
 * @file features/distinct.h
 * Reduce a list of hashes to its distinct members, in place.
 *
 * An open-addressing set whose slots carry the number of the list they were
 * last used for, so that it never has to be cleared. Keys are compared in full:
 * a collision of slots costs a probe, never a count.
 */
#ifndef FEATURES_DISTINCT_H
#define FEATURES_DISTINCT_H

#include <retort/status.h>

#include "features/family.h"

/** Zero-initialise; reuse; release. */
typedef struct retort_distinct {
    uint64_t *key;
    uint32_t *stamp;
    size_t cap;
    uint32_t now;
} retort_distinct;

/**
 * Keep the first of each value, in order.
 * @return RETORT_OK or RETORT_ERR_NOMEM (the list is unchanged)
 */
RETORT_MUST_CHECK retort_status retort_distinct_keep(retort_distinct *d,
                                                     retort_hash_list *list,
                                                     retort_err *err);

void retort_distinct_release(retort_distinct *d);

#endif /* FEATURES_DISTINCT_H */
