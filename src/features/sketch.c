/*
 * Most 3-grams are ASCII and come as 21-bit numbers: one bit each in a bitmap
 * tells whether the reply had it before, and no branch asks. What is left is
 * looked up in a direct-mapped memory of the signs and weights of the 3-grams
 * seen last, since 256 signs cost four hashes. Other 3-grams go through a set
 * of hashes. ASCII 3-grams cannot share a hash, XXH3 of three bytes being a
 * bijection. The sums are those of features/sign_sum.h.
 */
#include "features/sketch.h"

#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "features/sign_sum.h"

#define GRAM_MASK ((uint32_t)ASCII_GRAMS - 1)

enum {
    GRAM_CHARS = 3,
    ASCII_BITS = 7,
    ASCII_GRAMS = 1 << (GRAM_CHARS * ASCII_BITS),
    WORD_BITS = 6,
    BLOCK_GRAMS = 256,
    SLOT_BITS = 14,
    EXPONENT_BITS = 3
};

struct retort_sketch_memory {
    uint64_t seen[ASCII_GRAMS >> WORD_BITS]; /* all zero between replies */
    uint32_t tag[1 << SLOT_BITS];            /* tag_of(gram) | exponent */
    retort_signs signs[1 << SLOT_BITS];
    retort_sign_sum sum;
};

void retort_sketch_scratch_release(retort_sketch_scratch *s)
{
    retort_mem_free(s->memory);
    retort_mem_free(s->ascii);
    retort_mem_free(s->wide.items);
    retort_distinct_release(&s->distinct);
    *s = (retort_sketch_scratch){0};
}

static retort_status no_memory(size_t grams, retort_err *err)
{
    return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory to sketch %zu 3-grams",
                       grams);
}

/* One place is written in vain behind the last distinct one. */
static retort_status reserve_ascii(retort_sketch_scratch *s, size_t grams,
                                   retort_err *err)
{
    size_t need = (grams < ASCII_GRAMS ? grams : ASCII_GRAMS) + 1;
    uint32_t *p;

    if (!s->memory)
        s->memory = retort_mem_new(1, sizeof(*s->memory));
    if (!s->memory)
        return no_memory(grams, err);
    if (need <= s->ascii_cap)
        return RETORT_OK;
    need += need / 2;
    p = retort_mem_resize(s->ascii, need, sizeof(*p));
    if (!p)
        return no_memory(grams, err);
    s->ascii = p;
    s->ascii_cap = need;
    return RETORT_OK;
}

static retort_status put_wide(retort_sketch_scratch *s, uint64_t hash,
                              retort_err *err)
{
    retort_hash_list *l = &s->wide;

    if (l->count == l->cap) {
        size_t cap = l->cap ? 2 * l->cap : 1024;
        uint64_t *p = retort_mem_resize(l->items, cap, sizeof(*p));

        if (!p)
            return no_memory(cap, err);
        l->items = p;
        l->cap = cap;
    }
    retort_hash_list_put(l, hash);
    return RETORT_OK;
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

/* The @p n 3-grams that start at @p p; the compiler makes vectors of it. */
static inline void list_grams(const unsigned char *p, size_t n, uint32_t *gram)
{
    for (size_t i = 0; i < n; i++)
        gram[i] = (uint32_t)p[i] << (2 * ASCII_BITS) |
                  (uint32_t)p[i + 1] << ASCII_BITS | p[i + 2];
}

/* Append those of @p n 3-grams that are new; @return the number of all. */
static size_t keep_new(retort_sketch_scratch *s, const uint32_t *grams,
                       size_t n, size_t count)
{
    uint64_t *seen = s->memory->seen;
    uint32_t *out = s->ascii;

    for (size_t i = 0; i < n; i++) {
        uint32_t gram = grams[i];
        uint64_t word = seen[gram >> WORD_BITS];

        out[count] = gram;
        count += ~word >> (gram % 64) & 1;
        seen[gram >> WORD_BITS] = word | UINT64_C(1) << (gram % 64);
    }
    return count;
}

/* Append the new ones of the 3-grams that start at the @p n ASCII bytes at
 * @p text; @return the number of all. */
static size_t collect_ascii(retort_sketch_scratch *s, const char *text,
                            size_t n, size_t count)
{
    const unsigned char *p = (const unsigned char *)text;
    uint32_t grams[BLOCK_GRAMS];

    for (; n >= BLOCK_GRAMS; n -= BLOCK_GRAMS, p += BLOCK_GRAMS) {
        list_grams(p, BLOCK_GRAMS, grams);
        count = keep_new(s, grams, BLOCK_GRAMS, count);
    }
    list_grams(p, n, grams);
    return keep_new(s, grams, n, count);
}

static bool is_ascii_gram(const char *p, const char *end)
{
    return end - p >= GRAM_CHARS && ((p[0] | p[1] | p[2]) & 0x80) == 0;
}

/* Collect the distinct 3-grams of the reply; *ascii of them are ASCII. */
static retort_status collect(retort_sketch_scratch *s, const char *p,
                             const char *end, size_t *ascii, retort_err *err)
{
    *ascii = 0;
    s->wide.count = 0;
    while (p < end) {
        size_t run = retort_utf8_ascii((retort_span){p, (size_t)(end - p)});
        size_t len;

        if (run >= GRAM_CHARS) {
            run -= GRAM_CHARS - 1;
            *ascii = collect_ascii(s, p, run, *ascii);
            p += run;
        }
        while (!is_ascii_gram(p, end) && (len = gram_bytes(p, end)) > 0) {
            if (put_wide(s, retort_hash64(p, len), err) != RETORT_OK)
                return RETORT_ERR_NOMEM;
            p += char_bytes((unsigned char)*p);
        }
        if (!is_ascii_gram(p, end))
            break;
    }
    return s->wide.count ? retort_distinct_keep(&s->distinct, &s->wide, err)
                         : RETORT_OK;
}

static void make_signs(retort_signs *out, uint64_t hash)
{
    for (uint64_t j = 0; j < RETORT_SIGN_WORDS; j++) {
        uint64_t pair[2] = {hash, j};

        out->word[j] = retort_hash64(pair, sizeof(pair));
    }
}

static unsigned exponent_of(uint64_t hash)
{
    return retort_sketch_weights[retort_bucket(hash,
                                               RETORT_SKETCH_WEIGHT_BITS)];
}

/* Not 0, so that an empty slot is no 3-gram's. */
static uint32_t tag_of(uint32_t gram)
{
    return UINT32_C(1) << 31 | gram << EXPONENT_BITS;
}

static void remember(struct retort_sketch_memory *m, size_t slot, uint32_t gram)
{
    unsigned char bytes[GRAM_CHARS] = {
        (unsigned char)(gram >> 2 * ASCII_BITS),
        (unsigned char)(gram >> ASCII_BITS & 0x7f),
        (unsigned char)(gram & 0x7f),
    };
    uint64_t hash = retort_hash64(bytes, GRAM_CHARS);

    m->tag[slot] = tag_of(gram) | exponent_of(hash);
    make_signs(&m->signs[slot], hash);
}

/* Add the ASCII 3-grams and take them out of the bitmap. */
static retort_sign_queues add_ascii(struct retort_sketch_memory *m,
                                    const uint32_t *grams, size_t count)
{
    enum { EXPONENT_MASK = (1 << EXPONENT_BITS) - 1 };
    retort_sign_queues queues = 0;

    for (size_t i = 0; i < count; i++) {
        uint32_t gram = grams[i];
        size_t slot = (gram * UINT32_C(0x9e3779b1)) >> (32 - SLOT_BITS);

        m->seen[gram >> WORD_BITS] = 0;
        if ((m->tag[slot] & ~(uint32_t)EXPONENT_MASK) != tag_of(gram))
            remember(m, slot, gram);
        queues = retort_sign_sum_add(
            &m->sum, queues, m->tag[slot] & EXPONENT_MASK, &m->signs[slot]);
    }
    return queues;
}

static retort_sign_queues add_wide(struct retort_sketch_memory *m,
                                   const retort_hash_list *l,
                                   retort_sign_queues queues)
{
    for (size_t i = 0; i < l->count; i++) {
        retort_signs signs;

        make_signs(&signs, l->items[i]);
        queues = retort_sign_sum_add(&m->sum, queues, exponent_of(l->items[i]),
                                     &signs);
    }
    return queues;
}

retort_status retort_sketch_make(retort_sketch_scratch *s,
                                 const retort_tokens *tokens,
                                 retort_sketch *out, retort_err *err)
{
    const char *text = tokens->lower;
    retort_status st = reserve_ascii(s, tokens->lower_len, err);
    retort_sign_queues queues;
    size_t ascii = 0;

    *out = (retort_sketch){{0}};
    if (st != RETORT_OK)
        return st;
    st = collect(s, text, text + tokens->lower_len, &ascii, err);
    retort_sign_sum_reset(&s->memory->sum, retort_simd_most());
    queues =
        add_ascii(s->memory, s->ascii, ascii); /* in any case: it tidies up */
    if (st != RETORT_OK)
        return st;
    queues = add_wide(s->memory, &s->wide, queues);
    retort_sign_sum_majority(&s->memory->sum, queues, out->word);
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
