/**
 * @file features/analysis.h
 * One reply on its way through the families: tokens, skeletons, hash lists.
 *
 * Threads: one analysis, one thread. It owns all scratch and reuses it.
 */
#ifndef FEATURES_ANALYSIS_H
#define FEATURES_ANALYSIS_H

#include <retort/status.h>

#include "features/distinct.h"
#include "features/family.h"
#include "features/sketch.h"

/** Zero-initialise; reuse; release. */
typedef struct retort_analysis {
    retort_tokens tokens;
    uint64_t *skeleton;
    uint64_t *suffix;
    uint32_t *marks;
    size_t cap;
    retort_hash_list list;
    retort_distinct distinct;
    retort_sketch_scratch sketch;
    retort_reply_view view; /**< valid after a successful read */
} retort_analysis;

/** Tokenise @p text (prepared) and fill the view. The text is borrowed. */
RETORT_MUST_CHECK retort_status retort_analysis_read(retort_analysis *a,
                                                     retort_span text,
                                                     retort_err *err);

/**
 * Hashes of one family for the reply that was read: distinct ones for presence
 * families. Valid until the next call.
 */
RETORT_MUST_CHECK retort_status
retort_analysis_count(retort_analysis *a, const retort_family *family,
                      retort_hash_list **out, retort_err *err);

/** Distinct hashes of the reply's token n-grams of length n, n in [lo, hi]. */
RETORT_MUST_CHECK retort_status retort_analysis_grams(retort_analysis *a,
                                                      size_t lo, size_t hi,
                                                      retort_hash_list **out,
                                                      retort_err *err);

void retort_analysis_release(retort_analysis *a);

#endif /* FEATURES_ANALYSIS_H */
