#include "text/tokens.h"

#include <retort/limits.h>
#include <stdbool.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/swar.h"
#include "base/utf8.h"
#include "text/char_class.h"
#include "text/fold.h"

/*
 * Three passes: fold and lower-case; mark where words cannot go on; cut and hash.
 * The rule looks at folded text only. A line is cut in two steps: what may stand at its
 * start only (heading, list mark, fence), then the rest, so that the inner loop
 * knows nothing of line starts.
 */

enum {
    SPARE_BYTES = 64,
    CAP_FIRST = 256,
    HEADING_MAX = 6,
    FENCE_RUN_MIN = 3,
    WINDOW_BITS = 8 * RETORT_SWAR_BYTES
};

/* Spellings of the kinds that do not spell themselves; headings apart. */
static const char *const fixed_spelling[RETORT_TOKEN_KIND_COUNT] = {
    [RETORT_TOKEN_NUMBER] = "#",      [RETORT_TOKEN_NEWLINE] = "\n",
    [RETORT_TOKEN_BLANK] = "\n\n",    [RETORT_TOKEN_BULLET] = "<li>",
    [RETORT_TOKEN_ITEM] = "<ol>",     [RETORT_TOKEN_BOLD] = "<b>",
    [RETORT_TOKEN_FENCE] = "<fence>", [RETORT_TOKEN_BAR] = "<bar>",
};

static const char *const heading_spelling[HEADING_MAX + 1] = {
    "", "<h1>", "<h2>", "<h3>", "<h4>", "<h5>", "<h6>"};

static const char *const kind_names[RETORT_TOKEN_KIND_COUNT] = {
    [RETORT_TOKEN_WORD] = "WORD",       [RETORT_TOKEN_NUMBER] = "NUMBER",
    [RETORT_TOKEN_CJK] = "CJK",         [RETORT_TOKEN_PUNCT] = "PUNCT",
    [RETORT_TOKEN_NEWLINE] = "NEWLINE", [RETORT_TOKEN_BLANK] = "BLANK",
    [RETORT_TOKEN_HEADING] = "HEADING", [RETORT_TOKEN_BULLET] = "BULLET",
    [RETORT_TOKEN_ITEM] = "ITEM",       [RETORT_TOKEN_BOLD] = "BOLD",
    [RETORT_TOKEN_FENCE] = "FENCE",     [RETORT_TOKEN_BAR] = "BAR",
};

const char *retort_token_kind_name(retort_token_kind kind)
{
    return (unsigned)kind < RETORT_TOKEN_KIND_COUNT ? kind_names[kind] : "";
}

/* Classes of the bytes of folded text. */
enum byte_class {
    B_SPACE, /* white space and control characters */
    B_LINE,  /* line end */
    B_WORD,  /* a-z */
    B_DIGIT, /* 0-9 */
    B_TWICE, /* * and _, bold when doubled */
    B_BAR,
    B_PUNCT,
    B_HIGH /* part of a character from U+0080 up */
};

static inline enum byte_class class_of(char c)
{
    /* clang-format off */
    static const uint8_t table[256] = {
        ['\n'] = B_LINE, ['*'] = B_TWICE, ['_'] = B_TWICE, ['|'] = B_BAR,
        ['0'] = B_DIGIT, ['1'] = B_DIGIT, ['2'] = B_DIGIT, ['3'] = B_DIGIT,
        ['4'] = B_DIGIT, ['5'] = B_DIGIT, ['6'] = B_DIGIT, ['7'] = B_DIGIT,
        ['8'] = B_DIGIT, ['9'] = B_DIGIT,
#define ROW(first, k)                                                         \
    [first] = (k), [(first) + 1] = (k), [(first) + 2] = (k), [(first) + 3] = (k)
        ROW('a', B_WORD), ROW('e', B_WORD), ROW('i', B_WORD), ROW('m', B_WORD),
        ROW('q', B_WORD), ROW('u', B_WORD), ['y'] = B_WORD, ['z'] = B_WORD,
        /* folded text has no capitals; as punctuation they would show */
        ROW('A', B_PUNCT), ROW('E', B_PUNCT), ROW('I', B_PUNCT),
        ROW('M', B_PUNCT), ROW('Q', B_PUNCT), ROW('U', B_PUNCT),
        ['Y'] = B_PUNCT, ['Z'] = B_PUNCT,
        ['!'] = B_PUNCT, ['"'] = B_PUNCT, ['#'] = B_PUNCT, ['$'] = B_PUNCT,
        ['%'] = B_PUNCT, ['&'] = B_PUNCT, ['\''] = B_PUNCT, ['('] = B_PUNCT,
        [')'] = B_PUNCT, ['+'] = B_PUNCT, [','] = B_PUNCT, ['-'] = B_PUNCT,
        ['.'] = B_PUNCT, ['/'] = B_PUNCT, [':'] = B_PUNCT, [';'] = B_PUNCT,
        ['<'] = B_PUNCT, ['='] = B_PUNCT, ['>'] = B_PUNCT, ['?'] = B_PUNCT,
        ['@'] = B_PUNCT, ['['] = B_PUNCT, ['\\'] = B_PUNCT, [']'] = B_PUNCT,
        ['^'] = B_PUNCT, ['`'] = B_PUNCT, ['{'] = B_PUNCT, ['}'] = B_PUNCT,
        ['~'] = B_PUNCT,
#define ROW16(first)                                                          \
    ROW(first, B_HIGH), ROW((first) + 4, B_HIGH), ROW((first) + 8, B_HIGH),   \
        ROW((first) + 12, B_HIGH)
        ROW16(0x80), ROW16(0x90), ROW16(0xa0), ROW16(0xb0),
        ROW16(0xc0), ROW16(0xd0), ROW16(0xe0), ROW16(0xf0),
#undef ROW16
#undef ROW
    };
    /* clang-format on */

    return (enum byte_class)table[(unsigned char)c];
}

/* One text at work. Bytes at end and the 63 behind it are zero. */
struct cutter {
    retort_tokens *t;
    const char *p;     /* t->lower */
    const char *stops; /* t->stops */
    size_t at;
    size_t end;
    bool no_memory;
    uint64_t fixed[RETORT_TOKEN_KIND_COUNT]; /* hashes of fixed spellings */
    uint64_t heading[HEADING_MAX + 1];
};

static bool is_gap(char c)
{
    return c == ' ' || c == '\t';
}

static bool grow(retort_tokens *t)
{
    size_t cap = t->cap ? t->cap * 2 : CAP_FIRST;
    void *p;

    p = retort_mem_resize(t->at, cap, sizeof(*t->at));
    if (!p)
        return false;
    t->at = p;
    p = retort_mem_resize(t->len, cap, sizeof(*t->len));
    if (!p)
        return false;
    t->len = p;
    p = retort_mem_resize(t->kind, cap, sizeof(*t->kind));
    if (!p)
        return false;
    t->kind = p;
    p = retort_mem_resize(t->hash, cap, sizeof(*t->hash));
    if (!p)
        return false;
    t->hash = p;
    t->cap = cap;
    return true;
}

/* retort_hash_token() of a token with at least 16 readable bytes: no copy of
 * variable length, no branch on it. */
static inline uint64_t hash_in_place(const char *p, size_t len)
{
    static const unsigned char ones[2 * RETORT_TOKEN_PAD_BYTES] = {
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
    uint64_t text[2], mask[2];

    if (len > RETORT_TOKEN_PAD_BYTES)
        return retort_hash_token(p, len);
    memcpy(text, p, sizeof(text));
    memcpy(mask, ones + RETORT_TOKEN_PAD_BYTES - len, sizeof(mask));
    text[0] &= mask[0];
    text[1] &= mask[1];
    return retort_hash64(text, sizeof(text));
}

/* Add the token at..past, whose spelling hashes to @p hash. */
static inline void put_hashed(struct cutter *c, retort_token_kind kind,
                              size_t at, size_t past, uint64_t hash)
{
    retort_tokens *t = c->t;
    size_t i = t->count;

    if (i == t->cap && !grow(t)) {
        c->no_memory = true;
        return;
    }
    t->at[i] = (uint32_t)at;
    t->len[i] = (uint32_t)(past - at);
    t->hash[i] = hash;
    t->count = i + 1;
    t->kind[i] = (uint8_t)kind;
}

/* Add the token at..past of a kind that spells itself, and go on behind it. */
static inline void put_text(struct cutter *c, retort_token_kind kind,
                            size_t past)
{
    put_hashed(c, kind, c->at, past, hash_in_place(c->p + c->at, past - c->at));
    c->at = past;
}

/* The same of any other kind. */
static inline void put(struct cutter *c, retort_token_kind kind, size_t past)
{
    uint64_t hash = kind == RETORT_TOKEN_HEADING ? c->heading[past - c->at]
                                                 : c->fixed[kind];

    put_hashed(c, kind, c->at, past, hash);
    c->at = past;
}

/* Class of the non-ASCII character at at; its length in out_bytes. */
static retort_char_class high_class(const struct cutter *c, size_t at,
                                    size_t *out_bytes)
{
    return retort_char_class_of(
        retort_utf8_decode(c->p + at, c->p + c->end, out_bytes));
}

static bool is_letter_at(const struct cutter *c, size_t at)
{
    enum byte_class k = class_of(c->p[at]);
    size_t bytes;

    if (k != B_HIGH)
        return k == B_WORD;
    return high_class(c, at, &bytes) == RETORT_CHAR_LETTER;
}

/* Length of the digit at at, 0 if there is none. */
static size_t digit_at(const struct cutter *c, size_t at)
{
    enum byte_class k = class_of(c->p[at]);
    size_t bytes;

    if (k != B_HIGH)
        return k == B_DIGIT;
    return high_class(c, at, &bytes) == RETORT_CHAR_DIGIT ? bytes : 0;
}

/* Mask of the bytes that are not a-z or 0-9. */
static inline uint64_t word_stops(const char *p)
{
    uint64_t x = retort_swar_load(p);

    return ~(retort_swar_in(x, 'a', 'z') | retort_swar_in(x, '0', '9')) &
           RETORT_SWAR_HIGHS;
}

/* End of the run of a-z and 0-9 that at stands in; what lies behind the text
 * ends it. One load of the marks shows the next 57 bytes or more. */
static inline size_t ascii_word_end(const char *stops, size_t at)
{
    for (;; at += WINDOW_BITS - at % 8) {
        uint64_t marks = retort_swar_load(stops + at / 8) >> at % 8;

        if (marks)
            return at + (size_t)__builtin_ctzll(marks);
    }
}

/* End of the word of which everything before at belongs to it already. */
static size_t word_end(const struct cutter *c, size_t at)
{
    for (;;) {
        size_t bytes;
        retort_char_class k;

        at = ascii_word_end(c->stops, at);
        if (c->p[at] == '\'' && is_letter_at(c, at + 1)) {
            at++;
            continue;
        }
        if (class_of(c->p[at]) != B_HIGH)
            return at;
        k = high_class(c, at, &bytes);
        if (k != RETORT_CHAR_LETTER && k != RETORT_CHAR_DIGIT)
            return at;
        at += bytes;
    }
}

static bool is_separator(char c)
{
    return c == '.' || c == ',' || c == ':' || c == '/';
}

static size_t number_end(const struct cutter *c, size_t at)
{
    size_t n;

    for (;;) {
        while ((n = digit_at(c, at)) != 0)
            at += n;
        if (!is_separator(c->p[at]) || !digit_at(c, at + 1))
            return at;
        at++;
    }
}

/* A character from U+0080 up. */
static void cut_high(struct cutter *c)
{
    size_t bytes;

    switch (high_class(c, c->at, &bytes)) {
    case RETORT_CHAR_LETTER:
        put_text(c, RETORT_TOKEN_WORD, word_end(c, c->at + bytes));
        break;
    case RETORT_CHAR_DIGIT:
        put(c, RETORT_TOKEN_NUMBER, number_end(c, c->at + bytes));
        break;
    case RETORT_CHAR_CJK: put_text(c, RETORT_TOKEN_CJK, c->at + bytes); break;
    case RETORT_CHAR_OTHER:
        put_text(c, RETORT_TOKEN_PUNCT, c->at + bytes);
        break;
    }
}

/* Length of the bullet at p, a space behind it; 0 if there is none. */
static size_t bullet_at(const char *p)
{
    if (*p == '-' || *p == '*' || *p == '+')
        return is_gap(p[1]);
    return memcmp(p, "\xe2\x80\xa2", 3) == 0 && is_gap(p[3]) ? 3 : 0;
}

/* A run of # with a space behind it. */
static void cut_heading(struct cutter *c, size_t run)
{
    if (run <= HEADING_MAX && is_gap(c->p[c->at + run]))
        put(c, RETORT_TOKEN_HEADING, c->at + run);
}

/* A run of backticks or tildes and the word that touches it. */
static void cut_fence(struct cutter *c, size_t run)
{
    size_t past = c->at + run;

    if (run < FENCE_RUN_MIN)
        return;
    while (class_of(c->p[past]) > B_LINE && c->p[past] != '`')
        past++;
    put(c, RETORT_TOKEN_FENCE, past);
}

/* A number or one letter, a full stop or parenthesis, a space. */
static void cut_item(struct cutter *c)
{
    size_t past = c->at, bytes = 1;

    if (class_of(c->p[past]) == B_HIGH)
        (void)high_class(c, past, &bytes);
    if (digit_at(c, past))
        past = number_end(c, past);
    else if (is_letter_at(c, past))
        past += bytes;
    else
        return;
    if ((c->p[past] == '.' || c->p[past] == ')') && is_gap(c->p[past + 1]))
        put(c, RETORT_TOKEN_ITEM, past + 1);
}

/* What may stand at a line start only, if it does. */
static void cut_line_start(struct cutter *c)
{
    const char *p;
    size_t run = 1;

    while (is_gap(c->p[c->at]))
        c->at++;
    p = c->p + c->at;
    if (bullet_at(p)) {
        put(c, RETORT_TOKEN_BULLET, c->at + bullet_at(p));
        return;
    }
    if (*p != '#' && *p != '`' && *p != '~') {
        cut_item(c);
        return;
    }
    while (p[run] == *p)
        run++;
    if (*p == '#')
        cut_heading(c, run);
    else
        cut_fence(c, run);
}

/*
 * Words with one space between them: what most of a text is. Whether another
 * one follows is for the branch to predict, so that its place is known without
 * a look at the text.
 */
static inline void cut_words(struct cutter *c)
{
    const char *p = c->p;
    size_t at = c->at;
    size_t past;

    for (;; at = past + 1) {
        past = ascii_word_end(c->stops, at);
        if ((p[past] == '\'') | (class_of(p[past]) == B_HIGH))
            past = word_end(c, past);
        put_hashed(c, RETORT_TOKEN_WORD, at, past,
                   hash_in_place(p + at, past - at));
        if (p[past] != ' ' || class_of(p[past + 1]) != B_WORD)
            break;
    }
    c->at = past;
}

/* The rest of a line, up to its line end. */
static void cut_line(struct cutter *c)
{
    const char *p = c->p;

    while (c->at < c->end) {
        size_t at = c->at;

        switch (class_of(p[at])) {
        case B_SPACE: c->at++; break;
        case B_LINE: return;
        case B_WORD: cut_words(c); break;
        case B_DIGIT: put(c, RETORT_TOKEN_NUMBER, number_end(c, at)); break;
        case B_TWICE:
            if (p[at + 1] == p[at])
                put(c, RETORT_TOKEN_BOLD, at + 2);
            else
                put_text(c, RETORT_TOKEN_PUNCT, at + 1);
            break;
        case B_BAR: put(c, RETORT_TOKEN_BAR, at + 1); break;
        case B_PUNCT: put_text(c, RETORT_TOKEN_PUNCT, at + 1); break;
        case B_HIGH: cut_high(c); break;
        }
    }
}

/* One line end, or several with white space between. */
static void cut_line_end(struct cutter *c)
{
    size_t last = c->at, at;

    for (at = c->at + 1; at < c->end && class_of(c->p[at]) <= B_LINE; at++) {
        if (class_of(c->p[at]) == B_LINE)
            last = at;
    }
    put(c, last > c->at ? RETORT_TOKEN_BLANK : RETORT_TOKEN_NEWLINE, last + 1);
}

/* Mark the bytes where no run of a-z and 0-9 goes on: bit k of byte j is for
 * byte 8 j + k. The product moves the low bit of each byte to its place. */
static void mark_stops(retort_tokens *t)
{
    static const uint64_t GATHER = UINT64_C(0x0102040810204080);
    size_t n = t->lower_len / 8 + 1;

    for (size_t j = 0; j < n; j++)
        t->stops[j] =
            (char)((word_stops(t->lower + 8 * j) >> 7) * GATHER >> 56);
    memset(t->stops + n, 0xff, RETORT_SWAR_BYTES);
}

static void hash_fixed(struct cutter *c)
{
    for (size_t k = 0; k < RETORT_TOKEN_KIND_COUNT; k++) {
        if (fixed_spelling[k])
            c->fixed[k] =
                retort_hash_token(fixed_spelling[k], strlen(fixed_spelling[k]));
    }
    for (size_t h = 1; h <= HEADING_MAX; h++)
        c->heading[h] =
            retort_hash_token(heading_spelling[h], strlen(heading_spelling[h]));
}

static bool cut_all(retort_tokens *t)
{
    struct cutter c = {
        .t = t, .p = t->lower, .stops = t->stops, .end = t->lower_len};

    mark_stops(t);
    hash_fixed(&c);
    while (c.at < c.end && !c.no_memory) {
        cut_line_start(&c);
        cut_line(&c);
        if (c.at < c.end)
            cut_line_end(&c);
    }
    return !c.no_memory;
}

/* Room for @p want bytes of text and their marks. */
static bool grow_text(retort_tokens *t, size_t want)
{
    char *p = retort_mem_resize(t->lower, want, 1);

    if (!p)
        return false;
    t->lower = p;
    p = retort_mem_resize(t->stops, want / 8 + 1 + RETORT_SWAR_BYTES, 1);
    if (!p)
        return false;
    t->stops = p;
    t->cap_lower = want;
    return true;
}

static retort_status fold(retort_tokens *t, retort_span text, retort_err *err)
{
    size_t want = retort_fold_bound(text.len) + SPARE_BYTES;

    if (want > t->cap_lower && !grow_text(t, want))
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory for the tokens of %zu bytes", text.len);
    t->lower_len = retort_fold_lower(text, t->lower);
    memset(t->lower + t->lower_len, 0, SPARE_BYTES);
    return RETORT_OK;
}

retort_status retort_tokens_scan(retort_tokens *out, retort_span text,
                                 retort_err *err)
{
    retort_status st;

    out->count = 0;
    out->lower_len = 0;
    if (text.len > RETORT_RECORD_BYTES_MAX)
        return RETORT_FAIL(err, RETORT_ERR_LIMIT,
                           "a text of %zu bytes; the limit is %zu", text.len,
                           RETORT_RECORD_BYTES_MAX);
    st = fold(out, text, err);
    if (st != RETORT_OK)
        return st;
    if (!cut_all(out)) {
        out->count = 0;
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory for the tokens of %zu bytes", text.len);
    }
    return RETORT_OK;
}

retort_span retort_tokens_spelling(const retort_tokens *t, size_t i)
{
    uint8_t kind = t->kind[i];

    if (kind == RETORT_TOKEN_HEADING)
        return retort_span_of(heading_spelling[t->len[i]]);
    if (fixed_spelling[kind])
        return retort_span_of(fixed_spelling[kind]);
    return (retort_span){t->lower + t->at[i], t->len[i]};
}

void retort_tokens_release(retort_tokens *t)
{
    retort_mem_free(t->at);
    retort_mem_free(t->len);
    retort_mem_free(t->kind);
    retort_mem_free(t->hash);
    retort_mem_free(t->lower);
    retort_mem_free(t->stops);
    *t = (retort_tokens){0};
}
