/**
 * @file fingerprint/counters.h
 * Long rows of counters that are mostly zero.
 */
#ifndef FINGERPRINT_COUNTERS_H
#define FINGERPRINT_COUNTERS_H

#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "features/simd.h"

/** Most bytes retort_counters_pack() writes for @p count counters. */
static inline size_t retort_counters_pack_bound(size_t count)
{
    return RETORT_VARINT_BYTES_MAX * (2 * count + 1);
}

/** into[i] += more[i], modulo 2^32. */
void retort_counters_add(uint32_t *into, const uint32_t *more, size_t count);

/**
 * Write a row as varints: how many counters are not zero, the gaps between
 * their indices (the first from 0), their values.
 *
 * @param[out] out  room for retort_counters_pack_bound() bytes
 * @param simd      at most retort_simd_most()
 * @return bytes written
 */
size_t retort_counters_pack(unsigned char *out, const uint32_t *row,
                            size_t count, retort_simd simd);

#endif /* FINGERPRINT_COUNTERS_H */
