/**
 * @file support/counted_corpus.h
 * Random replies ready for a builder, and fingerprints of any part of them in
 * any order: for the laws of merging, encoding and decoding.
 */
#ifndef SUPPORT_COUNTED_CORPUS_H
#define SUPPORT_COUNTED_CORPUS_H

#include "base/hash.h"
#include "base/mem.h"
#include "fingerprint/builder.h"
#include "support/random_corpus.h"

enum { CORPUS_MAX = 128 };

/** Replies; texts lie behind each other. Make; release. */
typedef struct test_corpus {
    size_t count;
    retort_reply_facts facts[CORPUS_MAX];
    size_t at[CORPUS_MAX + 1];
    retort_buf text;
} test_corpus;

static inline void corpus_fill(unsigned char *to, size_t len, uint64_t from)
{
    for (size_t i = 0; i < len; i++) {
        from = retort_hash64(&from, sizeof(from));
        to[i] = (unsigned char)from;
    }
}

/**
 * @p count replies: several samples of a prompt, some replies twice. @p first
 * tells corpora with different records apart.
 */
static inline void corpus_make(test_corpus *c, uint64_t seed, size_t count,
                               uint64_t first)
{
    test_random r = {seed};

    c->count = count;
    retort_buf_init(&c->text, (size_t)1 << 24);
    retort_buf_puts(&c->text, "");
    for (size_t i = 0; i < count; i++) {
        bool again = i && random_below(&r, 6) == 0;

        c->at[i] = c->text.len;
        if (again) {
            size_t len = c->at[i] - c->at[i - 1];
            char copy[4096];

            c->facts[i] = c->facts[i - 1];
            memcpy(copy, c->text.ptr + c->at[i - 1], len);
            retort_buf_add(&c->text, (retort_span){copy, len});
        } else {
            random_reply(&r, &c->text);
            c->facts[i] =
                (retort_reply_facts){.had_reasoning = random_below(&r, 5) == 0,
                                     .was_template = random_below(&r, 7) == 0,
                                     .truncated = random_below(&r, 9) == 0};
            corpus_fill(c->facts[i].key, RETORT_KEY_BYTES,
                        random_below(&r, count / 3 + 1));
            corpus_fill(c->facts[i].digest, RETORT_SHA256_BYTES, first + i + 1);
        }
        c->at[i + 1] = c->text.len;
    }
}

static inline void corpus_release(test_corpus *c)
{
    retort_buf_release(&c->text);
}

static inline retort_span corpus_text(const test_corpus *c, size_t i)
{
    return (retort_span){c->text.ptr + c->at[i], c->at[i + 1] - c->at[i]};
}

/** A random order of @p n numbers. */
static inline void corpus_shuffle(test_random *r, size_t *order, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t j = random_below(r, i + 1);

        order[i] = order[j];
        order[j] = i;
    }
}

/** Options of tests: all families, answer channel, key by text. */
static inline retort_build_options corpus_options(uint32_t detail)
{
    return (retort_build_options){.params = {.rules = 1, .detail = detail}};
}

/**
 * The fingerprint of replies [from, to) in the order given (NULL: as they
 * are); NULL on failure. Owned by the caller.
 */
static inline retort_fingerprint *corpus_count(
    const test_corpus *c, const size_t *order, size_t from, size_t to,
    const retort_build_options *options)
{
    retort_builder *b = NULL;
    retort_fingerprint *fp = NULL;
    retort_status st = retort_builder_new(&b, options, NULL);

    for (size_t i = from; st == RETORT_OK && i < to; i++) {
        size_t at = order ? order[i] : i;

        st = retort_builder_add(b, &c->facts[at], corpus_text(c, at), NULL);
    }
    if (st == RETORT_OK)
        st = retort_builder_take(b, &fp, NULL);
    retort_builder_free(b);
    return st == RETORT_OK ? fp : NULL;
}

/** Content digest; "" on failure. Good until the fourth next call. */
static inline const char *corpus_digest(const retort_fingerprint *fp)
{
    static char hex[4][RETORT_DIGEST_HEX_BYTES];
    static size_t turn;

    turn = (turn + 1) % 4;
    if (!fp || retort_fingerprint_digest(fp, hex[turn], NULL) != RETORT_OK)
        hex[turn][0] = '\0';
    return hex[turn];
}

#endif /* SUPPORT_COUNTED_CORPUS_H */
