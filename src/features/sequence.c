/*
 * Eight places at a time where the machine multiplies 64-bit integers in
 * vectors: lane k belongs to place i + k. The steps are those of the XXH3
 * specification for 8, 16, 24 and 32 bytes with seed 0. A product of 128 bits
 * is put together from four of 64. The plain routine asks the library and is
 * what the other is tested against.
 */
#include "features/sequence.h"

#include <string.h>

enum { LANES = 8, ORDERS = 4 };

#define PRIME64_1 UINT64_C(0x9e3779b185ebca87)
#define PRIME_MX1 UINT64_C(0x165667919e3779f9)
#define PRIME_MX2 UINT64_C(0x9fb21c651e98df25)
#define LOW_HALF  UINT64_C(0xffffffff)

/* The first seven words of XXH3's default secret. */
#define SECRET_0 UINT64_C(0xbe4ba423396cfeb8)
#define SECRET_1 UINT64_C(0x1cad21f72c81017c)
#define SECRET_2 UINT64_C(0xdb979083e96dd4de)
#define SECRET_3 UINT64_C(0x1f67b3b7a4a44072)
#define SECRET_4 UINT64_C(0x78e5c0cc4ee679cb)
#define SECRET_5 UINT64_C(0x2172ffcc7dd05a82)
#define SECRET_6 UINT64_C(0x8e2443f7744608b8)

typedef uint64_t lanes __attribute__((vector_size(8 * LANES)));

/* Low half ^ high half of the product of (a ^ with_a) and (b ^ with_b). */
RETORT_SIMD_BODY void fold(lanes *out, const lanes *a, uint64_t with_a,
                           const lanes *b, uint64_t with_b)
{
    lanes x = *a ^ with_a;
    lanes y = *b ^ with_b;
    lanes low = (x & LOW_HALF) * (y & LOW_HALF);
    lanes left = (x >> 32) * (y & LOW_HALF);
    lanes right = (x & LOW_HALF) * (y >> 32);
    lanes middle = (low >> 32) + (left & LOW_HALF) + right;
    lanes high = (x >> 32) * (y >> 32) + (left >> 32) + (middle >> 32);

    *out = high ^ (middle << 32 | (low & LOW_HALF));
}

RETORT_SIMD_BODY void finish(lanes *h, uint64_t *to)
{
    *h ^= *h >> 37;
    *h *= PRIME_MX1;
    *h ^= *h >> 32;
    memcpy(to, h, sizeof(*h));
}

/* 8 bytes. */
RETORT_SIMD_BODY void hash_one(const lanes *a, uint64_t *to)
{
    lanes h = (*a << 32 | *a >> 32) ^ (SECRET_1 ^ SECRET_2);

    h ^= (h << 49 | h >> 15) ^ (h << 24 | h >> 40);
    h *= PRIME_MX2;
    h ^= (h >> 35) + 8;
    h *= PRIME_MX2;
    h ^= h >> 28;
    memcpy(to, &h, sizeof(h));
}

/* 16 bytes. */
RETORT_SIMD_BODY void hash_two(const lanes *a, const lanes *b, uint64_t *to)
{
    static const uint64_t BYTES = UINT64_C(0x00ff00ff00ff00ff);
    static const uint64_t PAIRS = UINT64_C(0x0000ffff0000ffff);
    lanes low = *a ^ (SECRET_3 ^ SECRET_4);
    lanes high = *b ^ (SECRET_5 ^ SECRET_6);
    lanes h;

    fold(&h, a, SECRET_3 ^ SECRET_4, b, SECRET_5 ^ SECRET_6);
    low = (low >> 8 & BYTES) | (low & BYTES) << 8; /* to its byte order back */
    low = (low >> 16 & PAIRS) | (low & PAIRS) << 16;
    low = low << 32 | low >> 32;
    h += low + high + 16;
    finish(&h, to);
}

/* All n-grams of eight places, each length to its own place. */
RETORT_SIMD_BODY void hash_places(const uint64_t *h, uint64_t *const *to)
{
    lanes token[ORDERS];
    lanes start;
    lanes three;
    lanes four;

    for (size_t k = 0; k < ORDERS; k++)
        memcpy(&token[k], h + k, sizeof(token[k]));
    hash_one(&token[0], to[0]);
    hash_two(&token[0], &token[1], to[1]);
    fold(&start, &token[0], SECRET_0, &token[1], SECRET_1);
    fold(&three, &token[1], SECRET_2, &token[2], SECRET_3);
    fold(&four, &token[2], SECRET_2, &token[3], SECRET_3);
    three += start + 24 * PRIME64_1;
    four += start + 32 * PRIME64_1;
    finish(&three, to[2]);
    finish(&four, to[3]);
}

/* @return places done: all but the last few */
RETORT_SIMD_512 static size_t hash_512(const uint64_t *h, size_t count,
                                       uint64_t *const *to)
{
    size_t i = 0;

    for (; i + LANES + ORDERS - 1 <= count; i += LANES) {
        uint64_t *const at[ORDERS] = {to[0] + i, to[1] + i, to[2] + i,
                                      to[3] + i};

        hash_places(h + i, at);
    }
    return i;
}

void retort_sequence_grams_to_4(const uint64_t *h, size_t count,
                                retort_hash_list *out, retort_simd simd)
{
    uint64_t *to[ORDERS];
    size_t done;

    for (size_t n = 1; n <= ORDERS; n++) {
        out->cut[out->cuts++] = out->count;
        to[n - 1] = out->items + out->count;
        out->count += count >= n ? count - n + 1 : 0;
    }
    done = simd == RETORT_SIMD_TO_512 ? hash_512(h, count, to) : 0;
    for (size_t n = 1; n <= ORDERS; n++)
        for (size_t i = done; i + n <= count; i++)
            to[n - 1][i] = retort_sequence_hash(h + i, n);
}
