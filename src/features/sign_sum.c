#include "features/sign_sum.h"

#include <stddef.h>
#include <string.h>

enum { GROUP = 16 };

typedef uint64_t lanes __attribute__((vector_size(32), aligned(8)));

void retort_sign_sum_reset(retort_sign_sum *s, retort_simd simd)
{
    s->total = 0;
    s->simd = simd;
    memset(s->plane, 0, sizeof(s->plane));
}

RETORT_SIMD_BODY void load(lanes *to, const retort_signs *from)
{
    memcpy(to, from, sizeof(*to));
}

RETORT_SIMD_BODY void store(retort_signs *to, const lanes *from)
{
    memcpy(to, from, sizeof(*to));
}

/* Full adder of three bits a counter: the sum stays in *low. */
RETORT_SIMD_BODY void add3(lanes *carry, lanes *low, const lanes *a,
                           const lanes *b)
{
    lanes u = *low ^ *a;

    *carry = (*low & *a) | (u & *b);
    *low = u ^ *b;
}

/* Add four rows to the bits of weight 1 and 2; a carry of weight 4. */
RETORT_SIMD_BODY void add_four(lanes *carry, lanes *ones, lanes *twos,
                               const retort_signs *row)
{
    lanes r[4];
    lanes t0;
    lanes t1;

    for (int i = 0; i < 4; i++)
        load(&r[i], &row[i]);
    add3(&t0, ones, &r[0], &r[1]);
    add3(&t1, ones, &r[2], &r[3]);
    add3(carry, twos, &t0, &t1);
}

/* Add sixteen rows to planes p[0] to p[3]; a carry of weight 16. */
RETORT_SIMD_BODY void add_group(lanes *carry, lanes *p, const retort_signs *row)
{
    lanes f0;
    lanes f1;
    lanes e0;
    lanes e1;

    add_four(&f0, &p[0], &p[1], row);
    add_four(&f1, &p[0], &p[1], row + 4);
    add3(&e0, &p[2], &f0, &f1);
    add_four(&f0, &p[0], &p[1], row + 8);
    add_four(&f1, &p[0], &p[1], row + 12);
    add3(&e1, &p[2], &f0, &f1);
    add3(carry, &p[3], &e0, &e1);
}

/* Planes that counters up to @p total can need. */
static inline size_t planes_for(uint64_t total)
{
    return total ? 64u - (size_t)__builtin_clzll(total) : 0;
}

/* Add @p n rows, a multiple of GROUP, at plane @p base. */
RETORT_SIMD_BODY void add_rows(retort_sign_sum *s, size_t base,
                               const retort_signs *row, size_t n)
{
    size_t top = planes_for(s->total);
    lanes p[4];

    for (size_t i = 0; i < 4; i++)
        load(&p[i], &s->plane[base + i]);
    for (size_t i = 0; i < n; i += GROUP) {
        lanes carry;

        add_group(&carry, p, row + i);
        for (size_t k = base + 4; k < top; k++) {
            lanes bit;
            lanes sum;

            load(&bit, &s->plane[k]);
            sum = bit ^ carry;
            carry &= bit;
            store(&s->plane[k], &sum);
        }
    }
    for (size_t i = 0; i < 4; i++)
        store(&s->plane[base + i], &p[i]);
}

static void add_rows_plain(retort_sign_sum *s, size_t base,
                           const retort_signs *row, size_t n)
{
    add_rows(s, base, row, n);
}

RETORT_SIMD_256 static void add_rows_256(retort_sign_sum *s, size_t base,
                                         const retort_signs *row, size_t n)
{
    add_rows(s, base, row, n);
}

RETORT_SIMD_512 static void add_rows_512(retort_sign_sum *s, size_t base,
                                         const retort_signs *row, size_t n)
{
    add_rows(s, base, row, n);
}

retort_sign_queues retort_sign_sum_flush(retort_sign_sum *s,
                                         retort_sign_queues queues,
                                         unsigned exponent)
{
    retort_signs *row = s->waiting[exponent];
    size_t n = queues >> (8 * exponent) & 0xff;
    size_t padded = (n + GROUP - 1) / GROUP * GROUP;

    queues -= (uint64_t)n << (8 * exponent);
    if (exponent == 0 || n == 0)
        return queues;
    memset(row + n, 0, (padded - n) * sizeof(*row)); /* nothing adds nothing */
    s->total += (uint64_t)n << (exponent - 1);
    if (s->simd == RETORT_SIMD_TO_512)
        add_rows_512(s, exponent - 1, row, padded);
    else if (s->simd == RETORT_SIMD_TO_256)
        add_rows_256(s, exponent - 1, row, padded);
    else
        add_rows_plain(s, exponent - 1, row, padded);
    return queues;
}

void retort_sign_sum_majority(retort_sign_sum *s, retort_sign_queues queues,
                              uint64_t out[RETORT_SIGN_WORDS])
{
    uint64_t half;

    for (unsigned e = 0; e < RETORT_SIGN_EXPONENTS; e++)
        queues = retort_sign_sum_flush(s, queues, e);
    half = s->total / 2;
    for (size_t w = 0; w < RETORT_SIGN_WORDS; w++) {
        uint64_t greater = 0;
        uint64_t equal = ~UINT64_C(0);

        for (size_t p = planes_for(s->total); p-- > 0;) {
            uint64_t plane = s->plane[p].word[w];
            uint64_t wanted = 0 - (half >> p & 1);

            greater |= equal & plane & ~wanted;
            equal &= ~(plane ^ wanted);
        }
        out[w] = greater;
    }
}
