#include "fingerprint/counters.h"

#include <string.h>

enum { BLOCK = 64 };

typedef uint32_t lanes __attribute__((vector_size(16)));

void retort_counters_add(uint32_t *into, const uint32_t *more, size_t count)
{
    size_t i = 0;

    for (; i + 4 <= count; i += 4) {
        lanes a;
        lanes b;

        memcpy(&a, into + i, sizeof(a));
        memcpy(&b, more + i, sizeof(b));
        a += b;
        memcpy(into + i, &a, sizeof(a));
    }
    for (; i < count; i++)
        into[i] += more[i];
}

/* Where the two lists of a row grow, before they are pushed together. */
struct packing {
    unsigned char *gap;
    unsigned char *value;
    size_t used;
    size_t last;
};

/* A counter that counts. Most gaps and values are one byte. */
static inline void pack_one(struct packing *w, size_t i, uint32_t count)
{
    size_t gap = i - w->last;

    if ((gap | count) >= 0x80) {
        w->gap += retort_put_varint(w->gap, gap);
        w->value += retort_put_varint(w->value, count);
    } else {
        *w->gap++ = (unsigned char)gap;
        *w->value++ = (unsigned char)count;
    }
    w->used++;
    w->last = i;
}

/* Bit k is set if row[k] counts. The product moves the low bit of each of eight
 * bytes to its place in the top byte. */
RETORT_SIMD_BODY uint64_t used_of(const uint32_t *row)
{
    static const uint64_t GATHER = UINT64_C(0x0102040810204080);
    uint8_t used[BLOCK];
    uint64_t bits = 0;

    for (size_t k = 0; k < BLOCK; k++)
        used[k] = row[k] != 0;
    for (size_t k = 0; k < BLOCK; k += 8) {
        uint64_t eight;

        memcpy(&eight, used + k, sizeof(eight));
        bits |= (eight * GATHER) >> 56 << k;
    }
    return bits;
}

/* @return counters looked at: all but the last few */
RETORT_SIMD_BODY size_t pack_blocks(struct packing *w, const uint32_t *row,
                                    size_t count)
{
    size_t i = 0;

    for (; i + BLOCK <= count; i += BLOCK)
        for (uint64_t bits = used_of(row + i); bits; bits &= bits - 1) {
            size_t k = i + (size_t)__builtin_ctzll(bits);

            pack_one(w, k, row[k]);
        }
    return i;
}

static size_t pack_blocks_plain(struct packing *w, const uint32_t *row,
                                size_t count)
{
    return pack_blocks(w, row, count);
}

RETORT_SIMD_256 static size_t pack_blocks_256(struct packing *w,
                                              const uint32_t *row, size_t count)
{
    return pack_blocks(w, row, count);
}

size_t retort_counters_pack(unsigned char *out, const uint32_t *row,
                            size_t count, retort_simd simd)
{
    unsigned char *gaps = out + RETORT_VARINT_BYTES_MAX;
    unsigned char *values = gaps + RETORT_VARINT_BYTES_MAX * count;
    struct packing w = {gaps, values, 0, 0};
    size_t len;
    size_t i = simd >= RETORT_SIMD_TO_256 ? pack_blocks_256(&w, row, count)
                                          : pack_blocks_plain(&w, row, count);

    for (; i < count; i++)
        if (row[i])
            pack_one(&w, i, row[i]);
    len = retort_put_varint(out, w.used);
    memmove(out + len, gaps, (size_t)(w.gap - gaps));
    len += (size_t)(w.gap - gaps);
    memmove(out + len, values, (size_t)(w.value - values));
    return len + (size_t)(w.value - values);
}
