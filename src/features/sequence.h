/**
 * @file features/sequence.h
 * Hashes of token sequences: the one definition that all families share.
 *
 * A sequence hashes to XXH3 over its token hashes as little-endian u64s; where
 * a family mixes kinds, one tag u64 stands before them (base/hash.h).
 */
#ifndef FEATURES_SEQUENCE_H
#define FEATURES_SEQUENCE_H

#include "base/hash.h"
#include "features/family.h"

/** Hash of the @p n token hashes at @p h; n = 1 is hashed too. */
static inline uint64_t retort_sequence_hash(const uint64_t *h, size_t n)
{
    return retort_hash64(h, n * sizeof(*h));
}

/** Append the hashes of all prefixes of 1 to @p most tokens at @p from. */
static inline void retort_sequence_prefixes(const uint64_t *h, size_t count,
                                            size_t from, size_t most,
                                            retort_hash_list *out)
{
    size_t room = count - from;
    size_t n = room < most ? room : most;

    for (size_t k = 1; k <= n; k++)
        retort_hash_list_put(out, retort_sequence_hash(h + from, k));
}

/** Append the hashes of all n-grams of length @p n. */
static inline void retort_sequence_grams(const uint64_t *h, size_t count,
                                         size_t n, retort_hash_list *out)
{
    for (size_t i = 0; i + n <= count; i++)
        retort_hash_list_put(out, retort_sequence_hash(h + i, n));
}

#endif /* FEATURES_SEQUENCE_H */
