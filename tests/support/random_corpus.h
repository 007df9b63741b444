/**
 * @file support/random_corpus.h
 * Random replies for tests of laws: a small deterministic generator, and text
 * as models write it (several scripts, Markdown, code, templates, reasoning,
 * next to nothing).
 */
#ifndef SUPPORT_RANDOM_CORPUS_H
#define SUPPORT_RANDOM_CORPUS_H

#include <retort/span.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"

/** SplitMix64. Any seed will do. */
typedef struct test_random {
    uint64_t state;
} test_random;

static inline uint64_t random_next(test_random *r)
{
    uint64_t z = (r->state += UINT64_C(0x9e3779b97f4a7c15));

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

/** A number below @p n. */
static inline size_t random_below(test_random *r, size_t n)
{
    return (size_t)(random_next(r) % n);
}

/** One of the strings of an array. */
#define RANDOM_OF(r, array)                                                    \
    ((array)[random_below((r), sizeof(array) / sizeof((array)[0]))])

static inline const char *random_word(test_random *r)
{
    static const char *const WORDS[] = {
        "the",
        "a",
        "of",
        "and",
        "to",
        "is",
        "river",
        "don't",
        "stone",
        "kindly",
        "2024",
        "3.14",
        "lamps",
        "walking",
        "opened",
        "cedar",
        "it",
        "which",
        "\xc3\xa9t\xc3\xa9",                    /* French */
        "\xd1\x80\xd0\xb5\xd0\xba\xd0\xb0",     /* Russian */
        "\xd0\xbe\xd0\xba\xd0\xbd\xd0\xbe",     /* Russian */
        "\xe6\xb0\xb4\xe7\x81\xab",             /* Chinese */
        "\xe3\x81\x8b\xe3\x82\x8f",             /* Japanese */
        "\xd9\x85\xd8\xa7\xd8\xa1",             /* Arabic */
        "\xe0\xa4\xa8\xe0\xa4\xa6\xe0\xa5\x80", /* Hindi */
        "\xf0\x9f\x99\x82",                     /* an emoji */
        "e\xcc\x81",                            /* a combining mark */
        "incomprehensibilities",
    };

    return RANDOM_OF(r, WORDS);
}

/** A sentence of up to @p most words. */
static inline void random_sentence(test_random *r, size_t most, retort_buf *out)
{
    static const char *const ENDS[] = {". ", ".\n", "! ", "? ", ":\n", ".\n\n"};
    size_t n = 1 + random_below(r, most);

    for (size_t i = 0; i < n; i++) {
        if (i)
            retort_buf_puts(out, random_below(r, 9) ? " " : ", ");
        retort_buf_puts(out, random_word(r));
    }
    retort_buf_puts(out, RANDOM_OF(r, ENDS));
}

static inline void random_markdown(test_random *r, retort_buf *out)
{
    static const char *const MARKS[] = {"# ",  "- ", "1. ",    "> ",
                                        "## ", "* ", "**x** ", "| a | b |\n"};

    for (size_t i = 0, n = 1 + random_below(r, 6); i < n; i++) {
        retort_buf_puts(out, "\n");
        retort_buf_puts(out, RANDOM_OF(r, MARKS));
        random_sentence(r, 8, out);
    }
}

static inline void random_prose(test_random *r, retort_buf *out)
{
    for (size_t i = 0, n = 1 + random_below(r, 5); i < n; i++)
        random_sentence(r, 14, out);
}

/** A reply: any of the shapes that models give. */
static inline void random_reply(test_random *r, retort_buf *out)
{
    switch (random_below(r, 8)) {
    case 0: /* next to nothing */
        retort_buf_puts(out, random_below(r, 2) ? "." : "\n\n ok");
        break;
    case 1:
        retort_buf_puts(out, "<think>");
        random_prose(r, out);
        retort_buf_puts(out, "</think>");
        random_prose(r, out);
        break;
    case 2:
        random_prose(r, out);
        retort_buf_puts(out, "\n```c\nint main(void) { return 0; }\n```\n");
        random_prose(r, out);
        break;
    case 3: /* a template: JSON with the answer in a field */
        retort_buf_puts(out, "{\"answer\": \"");
        retort_buf_puts(out, random_word(r));
        retort_buf_puts(out, " and ");
        retort_buf_puts(out, random_word(r));
        retort_buf_puts(out, "\"}");
        break;
    case 4:
    case 5: random_markdown(r, out); break;
    default: random_prose(r, out); break;
    }
}

#endif /* SUPPORT_RANDOM_CORPUS_H */
