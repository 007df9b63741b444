/**
 * @file compare/bitset.h
 * Sets of small numbers as bits. An empty set needs no memory: all-zero is one.
 */
#ifndef COMPARE_BITSET_H
#define COMPARE_BITSET_H

#include <retort/attrs.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

typedef struct retort_bitset {
    uint64_t *word; /* NULL: the empty set */
} retort_bitset;

static inline size_t retort_bitset_words(size_t bits)
{
    return bits / 64 + (bits % 64 != 0);
}

/** Room for numbers below @p bits. @return false if memory ran out */
RETORT_MUST_CHECK static inline bool retort_bitset_reserve(retort_bitset *set,
                                                           size_t bits)
{
    if (!set->word)
        set->word = retort_mem_new(retort_bitset_words(bits), sizeof(uint64_t));
    return set->word != NULL;
}

static inline void retort_bitset_release(retort_bitset *set)
{
    retort_mem_free(set->word);
    set->word = NULL;
}

static inline bool retort_bitset_has(const retort_bitset *set, size_t i)
{
    return set->word && (set->word[i / 64] >> (i % 64) & 1);
}

/** Put in @p i, for which room was reserved. */
static inline void retort_bitset_add(retort_bitset *set, size_t i)
{
    set->word[i / 64] |= UINT64_C(1) << (i % 64);
}

/**
 * Put in all of @p other; both are of @p bits.
 * @return false if memory ran out
 */
RETORT_MUST_CHECK static inline bool retort_bitset_join(
    retort_bitset *set, const retort_bitset *other, size_t bits)
{
    if (!other->word)
        return true;
    if (!retort_bitset_reserve(set, bits))
        return false;
    for (size_t i = 0; i < retort_bitset_words(bits); i++)
        set->word[i] |= other->word[i];
    return true;
}

#endif /* COMPARE_BITSET_H */
