/**
 * @file features/ascii_grams.h
 * Count the 2- to 5-grams of ASCII text by their hash: most of the work of a
 * fingerprint, hence done in vectors where the machine has them.
 */
#ifndef FEATURES_ASCII_GRAMS_H
#define FEATURES_ASCII_GRAMS_H

#include <stddef.h>
#include <stdint.h>

#include "features/simd.h"

enum {
    RETORT_ASCII_GRAM_MIN = 2,
    RETORT_ASCII_GRAM_MAX = 5,
    RETORT_ASCII_GRAM_ORDERS = RETORT_ASCII_GRAM_MAX - RETORT_ASCII_GRAM_MIN + 1
};

/**
 * Count in count[2^bits] the n-grams of 2 to 5 bytes that start at each of the
 * @p n bytes at @p text, by the top @p bits of retort_hash64(). Counters wrap.
 *
 * @param text  n + 4 bytes, and 4 more that may be read
 * @param bits  1..28
 * @param simd  at most retort_simd_most()
 */
void retort_ascii_grams_count(const char *text, size_t n, uint32_t *count,
                              unsigned bits, retort_simd simd);

#endif /* FEATURES_ASCII_GRAMS_H */
