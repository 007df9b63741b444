/**
 * @file support/model_world.h
 * A made-up world of twelve models in six lineages, with habits: each lineage
 * opens its sentences in its own ways. A variant repeats most sentences of its
 * lineage's first model; a student opens half of its sentences as its teacher
 * does and says its own things.
 */
#ifndef SUPPORT_MODEL_WORLD_H
#define SUPPORT_MODEL_WORLD_H

#include <retort/library.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/sha256.h"
#include "fingerprint/builder.h"
#include "support/library_fixture.h"

enum { WORLD_LINEAGES = 6, WORLD_PROMPTS = 120, WORLD_HABITS = 6 };

/** How a model writes. */
typedef struct world_model {
    unsigned habits;  /**< lineage whose openings it uses */
    unsigned teacher; /**< lineage of half of its openings; else habits */
    unsigned content; /**< seed of what it says */
    unsigned own;     /**< one sentence in four is its own; 0: none is */
} world_model;

static inline size_t world_pick(uint64_t a, uint64_t b, uint64_t c, uint64_t d,
                                size_t n)
{
    const uint64_t all[4] = {a, b, c, d};

    return (size_t)(retort_hash64(all, sizeof(all)) >> 20) % n;
}

/* A made-up word: two of twenty syllables, and a tail. */
static inline void world_word(retort_buf *out, size_t n)
{
    static const char *const SYLLABLES[] = {
        "ba", "ko", "mi", "ru", "te", "sa", "lo", "ni", "ve", "du",
        "fa", "go", "hi", "ju", "ke", "pa", "ro", "si", "tu", "wo"};

    retort_buf_puts(out, SYLLABLES[n % 20]);
    retort_buf_puts(out, SYLLABLES[n / 20 % 20]);
    retort_buf_puts(out, n / 400 % 2 ? "n" : "r");
}

static inline void world_sentence(const world_model *m, size_t prompt,
                                  size_t sentence, retort_buf *out)
{
    bool own = m->own && world_pick(7, m->own, prompt, sentence, 4) == 0;
    unsigned says = own ? m->own + 1000 : m->content;
    unsigned line =
        world_pick(1, m->content, prompt, sentence, 2) ? m->habits : m->teacher;
    size_t habit = world_pick(2, says, prompt, sentence, WORLD_HABITS);

    for (size_t w = 0; w < 3; w++) { /* the opening */
        world_word(out, world_pick(3, line, habit, w, 800));
        retort_buf_puts(out, " ");
    }
    for (size_t w = 0; w < 6; w++) { /* of the prompt's thirty words */
        size_t n = world_pick(4, says, prompt * 100 + sentence, w, 30);

        world_word(out, world_pick(5, prompt, n, 0, 800));
        retort_buf_puts(out, w < 5 ? " " : ". ");
    }
}

static inline void world_reply(const world_model *m, size_t prompt,
                               retort_buf *out)
{
    out->len = 0;
    for (size_t s = 0, n = 5 + world_pick(6, m->content, prompt, 0, 3); s < n;
         s++)
        world_sentence(m, prompt, s, out);
}

static inline void world_sha(const void *p, size_t len, unsigned char *out)
{
    (void)!retort_sha256_of((retort_span){p, len}, out, NULL);
}

/** Fingerprint of a model's replies to prompts [from, to); owned by caller. */
static inline retort_fingerprint *world_count(const world_model *m, size_t from,
                                              size_t to, uint32_t detail)
{
    const retort_build_options how = {.params = {.rules = 1, .detail = detail}};
    retort_builder *b = NULL;
    retort_fingerprint *fp = NULL;
    retort_status st = retort_builder_new(&b, &how, NULL);
    retort_buf text;

    retort_buf_init(&text, 1 << 20);
    for (size_t p = from; st == RETORT_OK && p < to; p++) {
        retort_reply_facts facts = {.had_reasoning = false};
        unsigned char key[RETORT_SHA256_BYTES];

        world_reply(m, p, &text);
        world_sha(&p, sizeof(p), key);
        memcpy(facts.key, key, sizeof(facts.key));
        world_sha(text.ptr, text.len, facts.digest);
        st = retort_builder_add(b, &facts, (retort_span){text.ptr, text.len},
                                NULL);
    }
    if (st == RETORT_OK)
        st = retort_builder_take(b, &fp, NULL);
    retort_buf_release(&text);
    retort_builder_free(b);
    return fp;
}

/** First (0) or second (1) model of a lineage. */
static inline world_model world_member(unsigned lineage, unsigned member)
{
    return (world_model){lineage, lineage, lineage, member ? lineage + 1 : 0};
}

/** A student of @p teacher with habits of a lineage that is not there. */
static inline world_model world_student(unsigned teacher)
{
    return (world_model){50 + teacher, teacher, 70 + teacher, 0};
}

/** Number the lineages backwards in names: a world under other labels. */
static bool world_flip;

static inline unsigned world_label(unsigned lineage)
{
    return world_flip ? WORLD_LINEAGES - 1 - lineage : lineage;
}

/** Name of a model: "PREFIX<lineage>-a" or "-b". Good until the next call. */
static inline const char *world_name(const char *prefix, unsigned lineage,
                                     unsigned member)
{
    static char name[40];

    (void)snprintf(name, sizeof(name), "%s%u-%c", prefix, world_label(lineage),
                   'a' + (int)member);
    return name;
}

/** Write all twelve, as PREFIX<n>-a.rfp (references) and -b.rfp. */
static inline retort_status world_write(const char *folder, const char *prefix,
                                        uint32_t detail)
{
    retort_status st = RETORT_OK;

    for (unsigned i = 0; st == RETORT_OK && i < 2 * WORLD_LINEAGES; i++) {
        const world_model m = world_member(i / 2, i % 2);
        retort_fingerprint *fp = world_count(&m, 0, WORLD_PROMPTS, detail);
        unsigned char *bytes = NULL;
        size_t len = 0;
        char path[600];

        if (!fp)
            return RETORT_ERR_NOMEM;
        st = retort_fingerprint_encode(fp, false, &bytes, &len, NULL);
        (void)snprintf(path, sizeof(path), "%s/%s.rfp", folder,
                       world_name(prefix, i / 2, i % 2));
        if (st == RETORT_OK)
            fixture_write(path, bytes, len);
        retort_fingerprint_bytes_free(bytes);
        retort_fingerprint_free(fp);
    }
    return st;
}

/** The lineage table of the twelve: lineage PREFIX<n>, vendor v<n>. */
static inline void world_table(const char *prefix, retort_buf *out)
{
    retort_buf_puts(out, "model\tvendor\tfamily\tbase\trelation\tteachers\t"
                         "share\tconfidence\treleased\tsource\tnote\n");
    for (unsigned n = 0; n < WORLD_LINEAGES; n++) {
        unsigned i = world_label(n);

        retort_buf_printf(out,
                          "%s%u-a\tv%u\t%s%u\t-\tteacher\t-\t-\tdocumented\t"
                          "2024-0%u\tmade up\t-\n",
                          prefix, i, n, prefix, i, n + 1);
        retort_buf_printf(out,
                          "%s%u-b\tv%u\t%s%u\t%s%u-a\tvariant\t-\t-\t"
                          "documented\t2024-0%u\tmade up\t-\n",
                          prefix, i, n, prefix, i, prefix, i, n + 1);
    }
}

/** A library of the twelve at @p path. */
static inline retort_status world_library(const char *path, const char *prefix,
                                          bool reversed, uint32_t detail,
                                          retort_err *err)
{
    retort_library *lib = NULL;
    retort_buf tsv;
    retort_status st =
        retort_library_open(&lib, path, RETORT_LIBRARY_WRITE, err);

    retort_buf_init(&tsv, 1 << 16);
    world_table(prefix, &tsv);
    if (st == RETORT_OK)
        st = retort_library_set_lineage(lib, (retort_span){tsv.ptr, tsv.len},
                                        err);
    for (unsigned k = 0; st == RETORT_OK && k < 2 * WORLD_LINEAGES; k++) {
        unsigned i = reversed ? 2 * WORLD_LINEAGES - 1 - k : k;
        const world_model m = world_member(i / 2, i % 2);
        retort_fingerprint *fp = world_count(&m, 0, WORLD_PROMPTS, detail);

        st = fp ? retort_library_add(lib, world_name(prefix, i / 2, i % 2), fp,
                                     false, err)
                : RETORT_ERR_NOMEM;
        retort_fingerprint_free(fp);
    }
    retort_buf_release(&tsv);
    if (st == RETORT_OK)
        return retort_library_close(lib, err);
    retort_library_abandon(lib);
    return st;
}

#endif /* SUPPORT_MODEL_WORLD_H */
