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
#include "features/simd.h"

/**
 * Hash of the @p n token hashes at @p h, n in 1..6. Each length is a constant to
 * the compiler, which makes XXH3 three times faster.
 */
static inline uint64_t retort_sequence_hash(const uint64_t *h, size_t n)
{
    switch (n) {
    case 1: return retort_hash64(h, 1 * sizeof(*h));
    case 2: return retort_hash64(h, 2 * sizeof(*h));
    case 3: return retort_hash64(h, 3 * sizeof(*h));
    case 4: return retort_hash64(h, 4 * sizeof(*h));
    case 5: return retort_hash64(h, 5 * sizeof(*h));
    default: return retort_hash64(h, 6 * sizeof(*h));
    }
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
        retort_hash_list_put(out, retort_hash64(h + i, n * sizeof(*h)));
}

/**
 * Append the hashes of all n-grams of 1 to 4 tokens, the list cut before those
 * of each length. It must not have been cut before.
 * @param simd  at most retort_simd_most()
 */
void retort_sequence_grams_to_4(const uint64_t *h, size_t count,
                                retort_hash_list *out, retort_simd simd);

#endif /* FEATURES_SEQUENCE_H */
