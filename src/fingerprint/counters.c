#include "fingerprint/counters.h"

#include <string.h>

enum { STRIDE = 8 };

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

/* Most gaps and values are one byte: it is written before it is known whether
 * the counter counts at all. */
static inline void pack_one(struct packing *w, size_t i, uint32_t count)
{
    size_t gap = i - w->last;
    size_t is_used = count != 0;

    if (is_used && (gap | count) >= 0x80) {
        w->gap += retort_put_varint(w->gap, gap);
        w->value += retort_put_varint(w->value, count);
    } else {
        *w->gap = (unsigned char)gap;
        *w->value = (unsigned char)count;
        w->gap += is_used;
        w->value += is_used;
    }
    w->used += is_used;
    w->last = is_used ? i : w->last;
}

static int all_zero(const uint32_t *row)
{
    uint64_t pair[STRIDE / 2];

    memcpy(pair, row, sizeof(pair));
    return (pair[0] | pair[1] | pair[2] | pair[3]) == 0;
}

size_t retort_counters_pack(unsigned char *out, const uint32_t *row,
                            size_t count)
{
    unsigned char *gaps = out + RETORT_VARINT_BYTES_MAX;
    unsigned char *values = gaps + RETORT_VARINT_BYTES_MAX * count;
    struct packing w = {gaps, values, 0, 0};
    size_t len;
    size_t i = 0;

    for (; i + STRIDE <= count; i += STRIDE) {
        if (all_zero(row + i))
            continue;
        for (size_t k = 0; k < STRIDE; k++)
            pack_one(&w, i + k, row[i + k]);
    }
    for (; i < count; i++)
        pack_one(&w, i, row[i]);
    len = retort_put_varint(out, w.used);
    memmove(out + len, gaps, (size_t)(w.gap - gaps));
    len += (size_t)(w.gap - gaps);
    memmove(out + len, values, (size_t)(w.value - values));
    return len + (size_t)(w.value - values);
}
