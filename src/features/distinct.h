/**
 * @file features/distinct.h
 * Reduce a list of hashes to its distinct members, in place.
 *
 * An open-addressing set at most one quarter full, so that most hashes are
 * settled by their first slot, without a branch that depends on whether it is
 * new: repeats of a reply are past predicting. The few whose slot is taken by
 * another hash wait for a second pass that probes on. Keys are compared in
 * full: a collision of slots costs time, never a count. Afterwards the list
 * itself tells which slots to empty.
 */
#ifndef FEATURES_DISTINCT_H
#define FEATURES_DISTINCT_H

#include <retort/status.h>

#include "features/family.h"

/** Zero-initialise; reuse; release. */
typedef struct retort_distinct {
    uint64_t *key; /**< slots; 0 is free, and all are between calls */
    size_t cap;
    uint64_t *waiting; /**< hashes whose first slot was taken */
    size_t waiting_cap;
} retort_distinct;

/**
 * Keep one of each value; the order of what is kept is of no account.
 * @return RETORT_OK or RETORT_ERR_NOMEM (the list is unchanged)
 */
RETORT_MUST_CHECK retort_status retort_distinct_keep(retort_distinct *d,
                                                     retort_hash_list *list,
                                                     retort_err *err);

void retort_distinct_release(retort_distinct *d);

#endif /* FEATURES_DISTINCT_H */
