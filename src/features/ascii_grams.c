/*
 * XXH3 of two to five bytes needs no table and no branch, so that eight hashes
 * fit in a vector: lane k of a load at p + j holds the text from p + j + 8 k,
 * and eight loads cover 64 places. The steps are those of the short-input part
 * of the XXH3 specification with seed 0; its last one, h ^= h >> 28 or 32,
 * leaves the top bits alone and is left out. The plain routine asks the library
 * and is what the others are tested against.
 */
#include "features/ascii_grams.h"

#include <string.h>

#include "base/hash.h"

#define PRIME64_2 UINT64_C(0xc2b2ae3d27d4eb4f)
#define PRIME64_3 UINT64_C(0x165667b19e3779f9)
#define PRIME_MX2 UINT64_C(0x9fb21c651e98df25)
#define FLIP_1TO3 UINT64_C(0x87275a9b)         /* secret[0..3] ^ [4..7] */
#define FLIP_4TO8 UINT64_C(0xc73ab174c5ecd5a2) /* secret[8..15] ^ [16..23] */

enum { LANES = 8, BLOCK = 8 * LANES };

typedef uint64_t lanes __attribute__((vector_size(8 * LANES)));

/* Of 2 or 3 bytes; *h holds them as the specification combines them. */
RETORT_SIMD_BODY void hash_1to3(lanes *h)
{
    *h ^= FLIP_1TO3; /* 32 bits: the first shift, by 33, would change nothing */
    *h *= PRIME64_2;
    *h ^= *h >> 29;
    *h *= PRIME64_3;
}

/* Of 4 or 5 bytes; *h holds the last four below the first four. */
RETORT_SIMD_BODY void hash_4to8(lanes *h, uint64_t len)
{
    *h ^= FLIP_4TO8;
    *h ^= (*h << 49 | *h >> 15) ^ (*h << 24 | *h >> 40);
    *h *= PRIME_MX2;
    *h ^= (*h >> 35) + len;
    *h *= PRIME_MX2;
}

RETORT_SIMD_BODY void tally(const lanes *h, uint32_t *count, unsigned shift)
{
    lanes top = *h >> shift;
    uint64_t bucket[LANES];

    memcpy(bucket, &top, sizeof(bucket));
#pragma GCC unroll 8
    for (size_t i = 0; i < LANES; i++)
        count[bucket[i]]++;
}

/* The places at p, p + 8, ... p + 56. */
RETORT_SIMD_BODY void count_lanes(const char *p, uint32_t *count,
                                  unsigned shift)
{
    lanes text;
    lanes two;
    lanes three;
    lanes four;
    lanes five;

    memcpy(&text, p, sizeof(text));
    two = (text & 0xffff) << 16 | (text >> 8 & 0xff) | 2 << 8;
    three = (text & 0xffff) << 16 | (text >> 16 & 0xff) | 3 << 8;
    four = (text & 0xffffffff) | text << 32;
    five = (text >> 8 & 0xffffffff) | text << 32;
    hash_1to3(&two);
    hash_1to3(&three);
    hash_4to8(&four, 4);
    hash_4to8(&five, 5);
    tally(&two, count, shift);
    tally(&three, count, shift);
    tally(&four, count, shift);
    tally(&five, count, shift);
}

/* @return places counted: all but the last few */
RETORT_SIMD_BODY size_t count_blocks(const char *text, size_t n,
                                     uint32_t *count, unsigned shift)
{
    size_t i = 0;

    for (; i + BLOCK <= n; i += BLOCK)
        for (size_t j = 0; j < 8; j++)
            count_lanes(text + i + j, count, shift);
    return i;
}

RETORT_SIMD_256 static size_t count_256(const char *text, size_t n,
                                        uint32_t *count, unsigned shift)
{
    return count_blocks(text, n, count, shift);
}

RETORT_SIMD_512 static size_t count_512(const char *text, size_t n,
                                        uint32_t *count, unsigned shift)
{
    return count_blocks(text, n, count, shift);
}

static void count_plain(const char *p, size_t n, uint32_t *count,
                        unsigned shift)
{
    for (size_t i = 0; i < n; i++, p++) {
        count[retort_hash64(p, 2) >> shift]++;
        count[retort_hash64(p, 3) >> shift]++;
        count[retort_hash64(p, 4) >> shift]++;
        count[retort_hash64(p, 5) >> shift]++;
    }
}

void retort_ascii_grams_count(const char *text, size_t n, uint32_t *count,
                              unsigned bits, retort_simd simd)
{
    unsigned shift = 64 - bits;
    size_t done = 0;

    if (simd == RETORT_SIMD_TO_512)
        done = count_512(text, n, count, shift);
    else if (simd == RETORT_SIMD_TO_256)
        done = count_256(text, n, count, shift);
    count_plain(text + done, n - done, count, shift);
}
