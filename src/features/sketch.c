/*
 * The 256 signed sums are kept as bit planes: plane p holds bit p of all 256
 * counters. Signs of one weight are collected in groups of eight and added with
 * a tree of full adders (Harley and Seal's population count, turned by ninety
 * degrees), so that a 3-gram costs about twenty word operations and no branch
 * that the signs decide. Only the weight of the set signs is summed: 2 P > W is
 * P > floor(W / 2), and that comparison is done on the planes as well.
 * Everything is an integer; ties give 0.
 *
 * The signs of a 3-gram cost four hashes; a direct-mapped table remembers those
 * of the 3-grams seen last.
 */
#include "features/sketch.h"

#include <stdbool.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

enum {
    PLANES = 32,
    GRAM_CHARS = 3,
    GROUP = 8,         /* signs added at once */
    EXPONENTS = 6,     /* weights 2^0 to 2^5 */
    MEMORY_BITS = 12,  /* slots of the table of signs */
    SEEN_MIN = 4096
};

typedef struct retort_signs {
    uint64_t word[RETORT_SKETCH_WORDS];
} signs;

struct retort_sketch_memory {
    uint64_t hash[1 << MEMORY_BITS];
    signs sign[1 << MEMORY_BITS];
};

struct planes {
    signs bit[PLANES];
    signs waiting[EXPONENTS][GROUP];
    unsigned count[EXPONENTS];
    uint64_t total; /* sum of all weights */
    size_t top;     /* planes in use */
};

void retort_sketch_scratch_release(retort_sketch_scratch *s)
{
    retort_mem_free(s->seen);
    retort_mem_free(s->memory);
    *s = (retort_sketch_scratch){0};
}

static size_t slots_for(size_t grams)
{
    size_t slots = SEEN_MIN;

    while (slots < 2 * grams)
        slots *= 2;
    return slots;
}

static retort_status reserve(retort_sketch_scratch *s, size_t grams,
                             retort_err *err)
{
    size_t cap = slots_for(grams);
    uint64_t *p;

    if (!s->memory)
        s->memory = retort_mem_new(1, sizeof(*s->memory));
    if (s->memory && cap <= s->cap)
        return RETORT_OK;
    p = s->memory ? retort_mem_resize(s->seen, cap, sizeof(*p)) : NULL;
    if (!p)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory to sketch %zu 3-grams", grams);
    s->seen = p;
    s->cap = cap;
    return RETORT_OK;
}

/* Full adder of three bits a counter: sum stays in *low, carry is returned. */
static inline signs add3(signs *low, const signs *a, const signs *b)
{
    signs carry;

    for (size_t w = 0; w < RETORT_SKETCH_WORDS; w++) {
        uint64_t u = low->word[w] ^ a->word[w];

        carry.word[w] =
            (low->word[w] & a->word[w]) | (u & b->word[w]);
        low->word[w] = u ^ b->word[w];
    }
    return carry;
}

/* Add one bit a counter at plane p, with its carries. */
static void ripple(struct planes *a, signs carry, size_t p)
{
    while (p < PLANES && (carry.word[0] | carry.word[1] | carry.word[2] |
                          carry.word[3])) {
        for (size_t w = 0; w < RETORT_SKETCH_WORDS; w++) {
            uint64_t t = a->bit[p].word[w] & carry.word[w];

            a->bit[p].word[w] ^= carry.word[w];
            carry.word[w] = t;
        }
        p++;
    }
    if (p > a->top)
        a->top = p;
}

/* Add the group that waits at weight 2^e. */
static void add_group(struct planes *a, size_t e)
{
    const signs *d = a->waiting[e];
    signs *ones = &a->bit[e];
    signs *twos = &a->bit[e + 1];
    signs *fours = &a->bit[e + 2];
    signs t0 = add3(ones, &d[0], &d[1]);
    signs t1 = add3(ones, &d[2], &d[3]);
    signs f0 = add3(twos, &t0, &t1);
    signs f1;

    t0 = add3(ones, &d[4], &d[5]);
    t1 = add3(ones, &d[6], &d[7]);
    f1 = add3(twos, &t0, &t1);
    if (a->top < e + 3)
        a->top = e + 3;
    ripple(a, add3(fours, &f0, &f1), e + 3);
    a->count[e] = 0;
}

static const signs *signs_of(struct retort_sketch_memory *m, uint64_t hash)
{
    size_t slot = (size_t)(hash & ((1u << MEMORY_BITS) - 1));

    if (m->hash[slot] != hash || hash == 0) {
        m->hash[slot] = hash;
        for (uint64_t j = 0; j < RETORT_SKETCH_WORDS; j++) {
            uint64_t pair[2] = {hash, j};

            m->sign[slot].word[j] = retort_hash64(pair, sizeof(pair));
        }
    }
    return &m->sign[slot];
}

static void add_gram(struct planes *a, struct retort_sketch_memory *m,
                     uint64_t hash)
{
    size_t exponent =
        retort_sketch_weights[retort_bucket(hash, RETORT_SKETCH_WEIGHT_BITS)];
    size_t e = exponent - 1;

    if (exponent == 0)
        return;
    a->total += UINT64_C(1) << e;
    a->waiting[e][a->count[e]++] = *signs_of(m, hash);
    if (a->count[e] == GROUP)
        add_group(a, e);
}

/* Groups that are not full are filled up with nothing. */
static void add_rest(struct planes *a)
{
    for (size_t e = 0; e < EXPONENTS; e++) {
        if (!a->count[e])
            continue;
        memset(&a->waiting[e][a->count[e]], 0,
               (GROUP - a->count[e]) * sizeof(signs));
        add_group(a, e);
    }
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
            uint64_t plane = a->bit[p].word[w];

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
    struct planes sum;
    retort_status st = reserve(s, tokens->lower_len, err);
    size_t slots = slots_for(tokens->lower_len);

    *out = (retort_sketch){{0}};
    if (st != RETORT_OK)
        return st;
    memset(sum.bit, 0, sizeof(sum.bit));
    memset(sum.count, 0, sizeof(sum.count));
    sum.total = 0;
    sum.top = 0;
    memset(s->seen, 0, slots * sizeof(*s->seen));
    while (p < end) {
        size_t len = gram_bytes(p, end);
        uint64_t hash;

        if (len == 0)
            break;
        hash = len == GRAM_CHARS ? retort_hash64(p, GRAM_CHARS)
                                 : retort_hash64(p, len);
        if (insert(s->seen, slots - 1, hash))
            add_gram(&sum, s->memory, hash);
        p += char_bytes((unsigned char)*p);
    }
    add_rest(&sum);
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
