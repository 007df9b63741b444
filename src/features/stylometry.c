/*
 * One pass over the bytes of the prepared text (characters), one over the
 * folded text (vowels), one over the tokens (all the rest); then every row is
 * a quotient of two counters. Linear in the text, integers only, no memory but
 * the stack. The rules are those of docs/stylometry.md.
 */
#include "features/stylometry.h"

#include <assert.h>
#include <string.h>

#include "base/hash.h"
#include "features/simd.h"
#include "features/stylometry_table.h"
#include "features/word_marks.h"

enum {
    BLOCK_BYTES = 64, /* not above the spare bytes behind retort_tokens.lower */
    SHORT_WORD = 3,
    LONG_WORD = 7,
    VERY_LONG_WORD = 12,
    LENGTHS = VERY_LONG_WORD + 1, /* the last stands for all above */
    SHORT_SENTENCE = 8,
    LONG_SENTENCE = 25,
    WINDOW_BITS = 11,
    WINDOW_SLOTS = 1 << WINDOW_BITS
};

static_assert(RETORT_STYLE_WINDOW <= WINDOW_SLOTS / 2, "half of it stays free");

/* Where the walk over the tokens stands. */
typedef struct walk {
    const retort_tokens *tokens;
    const uint32_t *marks;
    bool in_code;
    bool fence_line; /* the line began with a fence */
    bool block;      /* the paragraph has a token */
    size_t line_tokens;
    size_t words;                /* so far */
    size_t sentence;             /* words of the open sentence */
    size_t previous;             /* words of the sentence before; 0 is none */
    size_t be_at;                /* 1 + the last form of be */
    size_t dots;                 /* length of the run of full stops */
    uint32_t lengths[LENGTHS];   /* words by characters */
    uint32_t tag[WINDOW_SLOTS];  /* odd low half of a word's hash; 0 is free */
    uint16_t seen[WINDOW_SLOTS]; /* how often it stood in the window */
    uint64_t n[RETORT_TALLY_COUNT]; /* counters of the reply */
} walk;

size_t retort_style_count(void)
{
    return retort_style_row_count;
}

const retort_style_info *retort_style_about(size_t i)
{
    return &retort_style_rows[i].info;
}

/* Bytes of one block, in classes. Written so that it is done in vectors. */
RETORT_SIMD_BODY void count_block(const unsigned char *p, uint64_t *n,
                                  bool *ascii)
{
    uint8_t inner = 0;
    uint8_t lead = 0;
    uint8_t upper = 0;
    uint8_t letters = 0;
    uint8_t digits = 0;
    uint8_t straight = 0;

    for (size_t i = 0; i < BLOCK_BYTES; i++) {
        inner = (uint8_t)(inner + ((p[i] & 0xc0) == 0x80));
        lead = (uint8_t)(lead + (p[i] >= 0xc0));
        upper = (uint8_t)(upper + ((uint8_t)(p[i] - 'A') < 26));
        letters = (uint8_t)(letters + ((uint8_t)((p[i] | 0x20) - 'a') < 26));
        digits = (uint8_t)(digits + ((uint8_t)(p[i] - '0') < 10));
        straight = (uint8_t)(straight + ((p[i] == '"') | (p[i] == '\'')));
    }
    n[RETORT_TALLY_CHARACTERS] -= inner;
    n[RETORT_TALLY_NON_ASCII] += lead;
    n[RETORT_TALLY_UPPER] += upper;
    n[RETORT_TALLY_LETTERS] += letters;
    n[RETORT_TALLY_DIGITS] += digits;
    n[RETORT_TALLY_STRAIGHT] += straight;
    *ascii = lead == 0;
}

/* The signs at @p p that rows ask for; the byte there is a lead byte. */
static void count_sign(const unsigned char *p, size_t room, uint64_t *n)
{
    if (room < 3)
        return;
    if (p[0] == 0xe2 && p[1] == 0x80) {
        n[RETORT_TALLY_EN_DASH] += p[2] == 0x93;
        n[RETORT_TALLY_EM_DASH] += p[2] == 0x94;
        n[RETORT_TALLY_CURLY] +=
            p[2] == 0x98 || p[2] == 0x99 || p[2] == 0x9c || p[2] == 0x9d;
    } else if (p[0] == 0xe2) { /* U+2600 to U+27BF */
        n[RETORT_TALLY_EMOJI] += p[1] >= 0x98 && p[1] <= 0x9e;
    } else if (p[0] == 0xf0 && p[1] == 0x9f) { /* U+1F300 to U+1FAFF */
        n[RETORT_TALLY_EMOJI] += p[2] >= 0x8c && p[2] <= 0xab;
    }
}

RETORT_SIMD_BODY void count_text(retort_span text, uint64_t *n)
{
    const unsigned char *p = (const unsigned char *)text.ptr;
    unsigned char last[BLOCK_BYTES] = {0}; /* zeros are in no class */
    bool ascii;

    n[RETORT_TALLY_CHARACTERS] = text.len;
    for (size_t at = 0; at < text.len; at += BLOCK_BYTES) {
        size_t room = text.len - at;
        size_t len = room < BLOCK_BYTES ? room : BLOCK_BYTES;

        if (len == BLOCK_BYTES) {
            count_block(p + at, n, &ascii);
        } else {
            memcpy(last, p + at, len);
            count_block(last, n, &ascii);
        }
        for (size_t i = 0; !ascii && i < len; i++)
            if (p[at + i] >= 0xc0)
                count_sign(p + at + i, room - i, n);
    }
}

static const char VOWELS[] = "aeiouy";

/* Mark the vowels of one block. A loop a letter: the compiler makes vectors. */
RETORT_SIMD_BODY void mark_vowels(const unsigned char *p, uint8_t *vowel)
{
    memset(vowel, 0, BLOCK_BYTES);
    for (size_t k = 0; k < sizeof(VOWELS) - 1; k++)
        for (size_t i = 0; i < BLOCK_BYTES; i++)
            vowel[i] |= p[i] == (unsigned char)VOWELS[k];
}

/* Starts of runs of vowels; reads up to a block of the zeros behind. */
RETORT_SIMD_BODY uint64_t count_vowel_runs(const char *lower, size_t len)
{
    const unsigned char *p = (const unsigned char *)lower;
    uint8_t vowel[BLOCK_BYTES + 1] = {0};
    uint64_t runs = 0;

    for (size_t at = 0; at < len; at += BLOCK_BYTES) {
        uint8_t starts = 0;

        mark_vowels(p + at, vowel + 1);
        for (size_t i = 0; i < BLOCK_BYTES; i++)
            starts = (uint8_t)(starts + (vowel[i + 1] & ~vowel[i]));
        vowel[0] = vowel[BLOCK_BYTES];
        runs += starts;
    }
    return runs;
}

/* What needs no tokens: signs of the text, runs of vowels of the folded one. */
RETORT_SIMD_BODY void count_bytes(const retort_reply_view *reply, uint64_t *n)
{
    count_text(reply->text, n);
    n[RETORT_TALLY_SYLLABLES] +=
        count_vowel_runs(reply->tokens->lower, reply->tokens->lower_len);
}

static void count_bytes_plain(const retort_reply_view *reply, uint64_t *n)
{
    count_bytes(reply, n);
}

RETORT_SIMD_256 static void count_bytes_256(const retort_reply_view *reply,
                                            uint64_t *n)
{
    count_bytes(reply, n);
}

/* Does the word end in e after another letter than a e i o u y l? 0 or 1. */
static inline uint32_t ends_in_silent_e(const char *word, size_t len)
{
    static const uint32_t LOUD =
        1u << 0 | 1u << ('e' - 'a') | 1u << ('i' - 'a') | 1u << ('o' - 'a') |
        1u << ('u' - 'a') | 1u << ('y' - 'a') | 1u << ('l' - 'a');
    size_t is_long = len >= 4;
    uint32_t before = (unsigned char)word[(len - 2) * is_long] - 'a';
    uint32_t loud = LOUD >> (before & 31) & (before < 26);

    return (uint32_t)is_long & (word[len - 1] == 'e') & ~loud;
}

static size_t count_inner_bytes(const char *word, size_t len)
{
    size_t inner = 0;

    for (size_t i = 0; i < len; i++)
        inner += ((unsigned char)word[i] & 0xc0) == 0x80;
    return inner;
}

/* Characters of a word. Two loads tell that there is nothing but ASCII near. */
static inline size_t characters_of(const char *word, size_t len)
{
    static const uint64_t TOPS = 0x8080808080808080;
    uint64_t near[2];

    memcpy(near, word, sizeof(near));
    if (((near[0] | near[1]) & TOPS) == 0 && len <= sizeof(near))
        return len;
    return len - count_inner_bytes(word, len);
}

/*
 * Count one more word of the window; open addressing by the top bits of the
 * hash. Two words pass for one if 42 bits agree: once in some million replies.
 */
static inline void window_add(walk *w, uint64_t hash)
{
    uint32_t at = retort_bucket(hash, WINDOW_BITS);
    uint32_t tag = (uint32_t)hash | 1;
    uint32_t before;

    while ((w->tag[at] != tag) + (w->tag[at] != 0) == 2)
        at = (at + 1) % WINDOW_SLOTS;
    w->tag[at] = tag;
    before = w->seen[at]++;
    w->n[RETORT_TALLY_DISTINCT] += before == 0;
    w->n[RETORT_TALLY_HAPAX] += (uint64_t)(before == 0) - (before == 1);
    w->n[RETORT_TALLY_YULE] += 2u * before; /* (f + 1)^2 - f^2 - 1 */
}

/* A greeting must be the start of the reply, an opener of a sentence. */
static bool phrase_counts(const walk *w, retort_style_counter counter)
{
    if (counter == RETORT_TALLY_GREETING)
        return w->words == 0;
    return counter != RETORT_TALLY_OPENERS || w->sentence == 0;
}

static void count_phrases(walk *w, size_t first, size_t token)
{
    uint64_t head = w->tokens->hash[token];

    for (size_t i = first; i < retort_style_phrase_count; i++) {
        retort_style_counter counter = retort_style_phrases[i].counter;

        if (!retort_phrase_starts(i, head))
            break;
        w->n[counter] += phrase_counts(w, counter) &&
                         retort_phrase_stands(w->tokens, i, token);
    }
}

/* What a listed word is beside closed-class, and the phrases it starts. */
static void count_marks(walk *w, uint32_t marks, size_t token)
{
    uint64_t *n = w->n;

    for (size_t m = RETORT_MARK_CLOSED + 1; m < RETORT_MARK_COUNTED; m++)
        n[RETORT_TALLY_MARKS + m] += marks >> m & 1;
    if (marks >> RETORT_MARK_BE & 1)
        w->be_at = token + 1;
    if (w->sentence == 0 && (marks >> RETORT_MARK_OPENER & 1))
        n[RETORT_TALLY_OPENERS]++;
    if (w->words == 0 && (marks >> RETORT_MARK_GREETING & 1))
        n[RETORT_TALLY_GREETING]++;
    if (marks >> RETORT_PHRASE_SHIFT)
        count_phrases(w, (marks >> RETORT_PHRASE_SHIFT) - 1, token);
}

static inline void on_word(walk *w, const retort_tokens *t, size_t i)
{
    const char *word = t->lower + t->at[i];
    size_t len = t->len[i];
    uint64_t hash = t->hash[i];
    uint32_t marks = w->marks[i];
    size_t characters = characters_of(word, len);

    w->n[RETORT_TALLY_WORD_CHARACTERS] += characters;
    w->lengths[characters < LENGTHS ? characters : LENGTHS - 1]++;
    w->n[RETORT_TALLY_SYLLABLES] -= ends_in_silent_e(word, len);
    w->n[RETORT_TALLY_MARKS + RETORT_MARK_CLOSED] += marks & 1;
    if (w->words < RETORT_STYLE_WINDOW)
        window_add(w, hash);
    if (w->be_at == i && i > 0 && len >= 4)
        w->n[RETORT_TALLY_PASSIVES] += memcmp(word + len - 2, "ed", 2) == 0;
    if (marks > 1)
        count_marks(w, marks, i);
    w->words++;
    w->sentence++;
    w->line_tokens++;
}

static void sum_lengths(const uint32_t *lengths, uint64_t *n)
{
    for (size_t len = 0; len < LENGTHS; len++) {
        n[RETORT_TALLY_WORDS_SHORT] += len <= SHORT_WORD ? lengths[len] : 0;
        n[RETORT_TALLY_WORDS_LONG] += len >= LONG_WORD ? lengths[len] : 0;
        n[RETORT_TALLY_WORDS_VERY_LONG] +=
            len >= VERY_LONG_WORD ? lengths[len] : 0;
    }
}

static void end_sentence(walk *w)
{
    size_t words = w->sentence;
    uint64_t *n = w->n;

    if (words == 0)
        return;
    n[RETORT_TALLY_SENTENCES]++;
    n[RETORT_TALLY_SENTENCES_SHORT] += words <= SHORT_SENTENCE;
    n[RETORT_TALLY_SENTENCES_LONG] += words >= LONG_SENTENCE;
    if (words > n[RETORT_TALLY_SENTENCE_LONGEST])
        n[RETORT_TALLY_SENTENCE_LONGEST] = words;
    if (w->previous) {
        n[RETORT_TALLY_SENTENCE_PAIRS]++;
        n[RETORT_TALLY_SENTENCE_STEPS] +=
            words > w->previous ? words - w->previous : w->previous - words;
    }
    w->previous = words;
    w->sentence = 0;
}

/* Does a word or number stand directly behind token @p i, as in "e.g."? */
static bool holds_on(const retort_tokens *t, size_t i)
{
    return i + 1 < t->count && t->at[i + 1] == t->at[i] + t->len[i] &&
           (t->kind[i + 1] == RETORT_TOKEN_WORD ||
            t->kind[i + 1] == RETORT_TOKEN_NUMBER);
}

static bool is_char(const retort_tokens *t, size_t i, char c)
{
    return t->kind[i] == RETORT_TOKEN_PUNCT && t->len[i] == 1 &&
           t->lower[t->at[i]] == c;
}

static bool is_wide_end(const char *p, size_t len)
{
    return len == 3 && (memcmp(p, "\xe3\x80\x82", 3) == 0 ||
                        memcmp(p, "\xef\xbc\x81", 3) == 0 ||
                        memcmp(p, "\xef\xbc\x9f", 3) == 0);
}

static void on_punct(walk *w, size_t i)
{
    const retort_tokens *t = w->tokens;
    const char *p = t->lower + t->at[i];
    size_t dots = w->dots;

    w->dots = 0;
    if (t->len[i] > 1) {
        if (is_wide_end(p, t->len[i]))
            end_sentence(w);
        return;
    }
    w->n[RETORT_TALLY_PUNCT + (*p & 0x7f)]++;
    if (*p == '.') {
        w->dots = dots && is_char(t, i - 1, '.') ? dots + 1 : 1;
        w->n[RETORT_TALLY_ELLIPSIS] += w->dots == 3;
    }
    if ((*p == '.' || *p == '?' || *p == '!') && !holds_on(t, i))
        end_sentence(w);
}

/* The line that ends before token @p i, which has tokens. */
static void end_line(walk *w, size_t i)
{
    const retort_tokens *t = w->tokens;
    size_t last = i - 1;
    uint64_t *n = w->n;

    if (w->line_tokens == 0)
        return;
    while (last > i - w->line_tokens && t->kind[last] == RETORT_TOKEN_BOLD)
        last--;
    n[RETORT_TALLY_LINES]++;
    n[RETORT_TALLY_CODE_LINES] += w->in_code && !w->fence_line;
    n[RETORT_TALLY_COLON_LINES] += !w->in_code && is_char(t, last, ':');
    n[RETORT_TALLY_TABLE_ROWS] +=
        !w->in_code && t->kind[i - w->line_tokens] == RETORT_TOKEN_BAR;
    w->line_tokens = 0;
    w->fence_line = false;
    w->block = true;
}

static void end_block(walk *w)
{
    w->n[RETORT_TALLY_PARAGRAPHS] += w->block;
    w->block = false;
}

static void on_blank(walk *w, size_t i)
{
    const retort_tokens *t = w->tokens;
    const char *p = t->lower + t->at[i];
    size_t ends = 0;

    for (size_t k = 0; k < t->len[i]; k++)
        ends += p[k] == '\n';
    w->n[RETORT_TALLY_BLANK_LINES] += ends > 1 ? ends - 1 : 1;
    end_block(w);
}

static void on_mark(walk *w, retort_token_kind kind)
{
    uint64_t *n = w->n;

    if (kind == RETORT_TOKEN_FENCE) {
        n[RETORT_TALLY_FENCES]++;
        w->in_code = !w->in_code;
        w->fence_line = true;
    }
    if (w->in_code)
        return;
    n[RETORT_TALLY_HEADINGS] += kind == RETORT_TOKEN_HEADING;
    n[RETORT_TALLY_BULLETS] += kind == RETORT_TOKEN_BULLET;
    n[RETORT_TALLY_ITEMS] += kind == RETORT_TOKEN_ITEM;
    n[RETORT_TALLY_BOLD_MARKS] += kind == RETORT_TOKEN_BOLD;
}

/* Every kind but words, which the loop takes first. */
static void on_other(walk *w, size_t i)
{
    retort_token_kind kind = (retort_token_kind)w->tokens->kind[i];

    switch (kind) {
    case RETORT_TOKEN_NUMBER: w->n[RETORT_TALLY_NUMBERS]++; break;
    case RETORT_TOKEN_PUNCT: on_punct(w, i); break;
    case RETORT_TOKEN_NEWLINE:
    case RETORT_TOKEN_BLANK:
        end_sentence(w);
        end_line(w, i);
        if (kind == RETORT_TOKEN_BLANK)
            on_blank(w, i);
        return;
    case RETORT_TOKEN_HEADING:
    case RETORT_TOKEN_BULLET:
    case RETORT_TOKEN_ITEM:
    case RETORT_TOKEN_BOLD:
    case RETORT_TOKEN_FENCE:
    case RETORT_TOKEN_BAR:
    case RETORT_TOKEN_WORD:
    case RETORT_TOKEN_CJK:
    case RETORT_TOKEN_KIND_COUNT:
    default: on_mark(w, kind); break;
    }
    w->line_tokens++;
}

static bool ends_asking(const retort_tokens *t)
{
    size_t i = t->count;

    while (i > 0 &&
           (t->kind[i - 1] == RETORT_TOKEN_NEWLINE ||
            t->kind[i - 1] == RETORT_TOKEN_BLANK ||
            t->kind[i - 1] == RETORT_TOKEN_BOLD || is_char(t, i - 1, '"') ||
            is_char(t, i - 1, '\'') || is_char(t, i - 1, ')')))
        i--;
    return i > 0 && is_char(t, i - 1, '?');
}

/* Thousandths; a negative score is 0. */
static void count_readability(uint64_t *n)
{
    uint64_t words = n[RETORT_TALLY_WORDS];
    uint64_t sentences = n[RETORT_TALLY_SENTENCES];
    uint64_t cost;
    uint64_t ari;

    if (words == 0)
        return;
    cost = 1015 * words / sentences + 84600 * n[RETORT_TALLY_SYLLABLES] / words;
    n[RETORT_TALLY_FLESCH] = cost < 206835 ? 206835 - cost : 0;
    ari = 4710 * n[RETORT_TALLY_WORD_CHARACTERS] / words +
          500 * words / sentences;
    n[RETORT_TALLY_ARI] = ari > 21430 ? ari - 21430 : 0;
    n[RETORT_TALLY_LIX] =
        1000 * words / sentences + 100000 * n[RETORT_TALLY_WORDS_LONG] / words;
}

static bool is_word(const retort_tokens *t, size_t i)
{
    return t->kind[i] == RETORT_TOKEN_WORD || t->kind[i] == RETORT_TOKEN_CJK;
}

static void count_tokens(walk *w)
{
    const retort_tokens *t = w->tokens;

    for (size_t i = 0; i < t->count; i++) {
        if (is_word(t, i))
            on_word(w, t, i);
        else
            on_other(w, i);
    }
    end_sentence(w);
    end_line(w, t->count);
    end_block(w);
}

/* What follows from the other counters. */
static void count_rest(walk *w)
{
    uint64_t *n = w->n;
    uint64_t window =
        w->words < RETORT_STYLE_WINDOW ? w->words : RETORT_STYLE_WINDOW;
    int64_t syllables;

    n[RETORT_TALLY_WORDS] = w->words;
    n[RETORT_TALLY_WINDOW] = window;
    n[RETORT_TALLY_SQUARED] = window * window;
    n[RETORT_TALLY_LIST_LINES] =
        n[RETORT_TALLY_BULLETS] + n[RETORT_TALLY_ITEMS];
    n[RETORT_TALLY_ENDS_ASKING] = ends_asking(w->tokens);
    syllables = (int64_t)n[RETORT_TALLY_SYLLABLES]; /* silent e without one */
    if (syllables < (int64_t)w->words)
        n[RETORT_TALLY_SYLLABLES] = w->words;
    sum_lengths(w->lengths, n);
    count_readability(n);
}

static uint32_t value_of(const retort_style_row *row, const uint64_t *n)
{
    uint64_t value = n[row->over] * row->scale;

    if (value == 0 || n[row->under] == 0)
        return 0;
    if (row->under != RETORT_TALLY_ONE)
        value /= n[row->under];
    return (uint32_t)(value < RETORT_STYLE_VALUE_MAX ? value
                                                     : RETORT_STYLE_VALUE_MAX);
}

void retort_style_measure(const retort_reply_view *reply, uint32_t *out)
{
    walk w = {.tokens = reply->tokens,
              .marks = reply->marks,
              .n = {[RETORT_TALLY_ONE] = 1}};

    if (retort_simd_most() >= RETORT_SIMD_TO_256)
        count_bytes_256(reply, w.n);
    else
        count_bytes_plain(reply, w.n);
    count_tokens(&w);
    count_rest(&w);
    for (size_t i = 0; i < retort_style_row_count; i++)
        out[i] = value_of(&retort_style_rows[i], w.n);
}
