/*
 * The 256 signed sums are kept as bit planes: plane p holds bit p of all 256
 * counters, and adding a 3-gram is a ripple of carries through the planes,
 * about two of them on average, whatever the number of bits. Only the weight of
 * the set signs is summed: 2 P > W is P > floor(W / 2), and that comparison is
 * done on the planes as well. Everything is an integer; ties give 0.
 */
#include "features/sketch.h"

#include <stdbool.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

enum { PLANES = 32, GRAM_CHARS = 3 };

struct planes {
    uint64_t bit[PLANES][RETORT_SKETCH_WORDS];
    uint64_t total; /* sum of all weights */
    size_t top;     /* planes in use */
};

void retort_sketch_scratch_release(retort_sketch_scratch *s)
{
    retort_mem_free(s->seen);
    *s = (retort_sketch_scratch){0};
}

static retort_status reserve(retort_sketch_scratch *s, size_t grams,
                             retort_err *err)
{
    size_t cap = s->cap ? s->cap : 4096;
    uint64_t *p;

    while (cap < 2 * grams)
        cap *= 2;
    if (cap == s->cap)
        return RETORT_OK;
    p = retort_mem_resize(s->seen, cap, sizeof(*p));
    if (!p)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory to sketch %zu 3-grams", grams);
    s->seen = p;
    s->cap = cap;
    return RETORT_OK;
}

static void add_at(struct planes *a, const uint64_t *sign, size_t plane)
{
    uint64_t c0 = sign[0];
    uint64_t c1 = sign[1];
    uint64_t c2 = sign[2];
    uint64_t c3 = sign[3];

    for (; (c0 | c1 | c2 | c3) && plane < PLANES; plane++) {
        uint64_t *b = a->bit[plane];
        uint64_t t0 = b[0] & c0;
        uint64_t t1 = b[1] & c1;
        uint64_t t2 = b[2] & c2;
        uint64_t t3 = b[3] & c3;

        b[0] ^= c0;
        b[1] ^= c1;
        b[2] ^= c2;
        b[3] ^= c3;
        c0 = t0;
        c1 = t1;
        c2 = t2;
        c3 = t3;
    }
    if (plane > a->top)
        a->top = plane;
}

static void add_gram(struct planes *a, uint64_t hash)
{
    uint8_t exponent =
        retort_sketch_weights[retort_bucket(hash, RETORT_SKETCH_WEIGHT_BITS)];
    uint64_t sign[RETORT_SKETCH_WORDS];

    if (exponent == 0)
        return;
    for (uint64_t j = 0; j < RETORT_SKETCH_WORDS; j++) {
        uint64_t pair[2] = {hash, j};

        sign[j] = retort_hash64(pair, sizeof(pair));
    }
    a->total += UINT64_C(1) << (exponent - 1);
    add_at(a, sign, exponent - 1u);
}

/* Add the hash to the set; true if it was not there. 0 marks a free slot. */
static bool insert(uint64_t *seen, size_t mask, uint64_t hash)
{
    uint64_t key = hash ? hash : 1;
    size_t at = (size_t)(key >> 20) & mask;

    while (seen[at] && seen[at] != key)
        at = (at + 1) & mask;
    if (seen[at])
        return false;
    seen[at] = key;
    return true;
}

static void compare(const struct planes *a, retort_sketch *out)
{
    uint64_t half = a->total / 2;

    for (size_t w = 0; w < RETORT_SKETCH_WORDS; w++) {
        uint64_t greater = 0;
        uint64_t equal = ~UINT64_C(0);

        if (half >> a->top) { /* no counter reaches half */
            out->word[w] = 0;
            continue;
        }
        for (size_t p = a->top; p-- > 0;) {
            uint64_t plane = a->bit[p][w];

            if (half >> p & 1) {
                equal &= plane;
            } else {
                greater |= equal & plane;
                equal &= ~plane;
            }
        }
        out->word[w] = greater;
    }
}

static size_t char_bytes(unsigned char lead)
{
    return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/* Bytes of the three code points at p, or 0 if fewer are left. */
static size_t gram_bytes(const char *p, const char *end)
{
    size_t len = 0;

    for (int n = 0; n < GRAM_CHARS; n++) {
        if (p + len >= end)
            return 0;
        len += char_bytes((unsigned char)p[len]);
    }
    return p + len <= end ? len : 0;
}

retort_status retort_sketch_make(retort_sketch_scratch *s,
                                 const retort_tokens *tokens,
                                 retort_sketch *out, retort_err *err)
{
    const char *p = tokens->lower;
    const char *end = p + tokens->lower_len;
    struct planes sum = {.top = 0};
    retort_status st = reserve(s, tokens->lower_len, err);
    size_t cap = 4096;

    *out = (retort_sketch){{0}};
    if (st != RETORT_OK)
        return st;
    while (cap < 2 * tokens->lower_len)
        cap *= 2;
    memset(s->seen, 0, cap * sizeof(*s->seen));
    while (p < end) {
        size_t len = gram_bytes(p, end);
        uint64_t hash;

        if (len == 0)
            break;
        hash = len == GRAM_CHARS ? retort_hash64(p, GRAM_CHARS)
                                 : retort_hash64(p, len);
        if (insert(s->seen, cap - 1, hash))
            add_gram(&sum, hash);
        p += char_bytes((unsigned char)*p);
    }
    compare(&sum, out);
    return RETORT_OK;
}

unsigned retort_sketch_distance(const retort_sketch *a, const retort_sketch *b)
{
    unsigned n = 0;

    for (size_t w = 0; w < RETORT_SKETCH_WORDS; w++)
        n += (unsigned)__builtin_popcountll(a->word[w] ^ b->word[w]);
    return n;
}

extern const double retort_sketch_cosine_table[RETORT_SKETCH_BITS + 1];

double retort_sketch_cosine(const retort_sketch *a, const retort_sketch *b)
{
    return retort_sketch_cosine_table[retort_sketch_distance(a, b)];
}
