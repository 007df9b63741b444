/**
 * @file text/tokens.h
 * Tokens of a prepared text by the documented rule (docs/text-rules.md).
 *
 * Curly quotes and dashes are folded to ASCII and letters are lower-cased
 * first; that text is kept (retort_tokens.lower) and the character n-grams are
 * counted on it. Then, from left to right:
 *
 *   WORD     a run of letters and marks (Unicode categories L*, M*), inner
 *            apostrophes kept, digits inside a word kept; spelling: itself
 *   NUMBER   a run of digits with inner . , : / separators between digits;
 *            spelling "#"
 *   CJK      one Han, Hiragana, Katakana or Hangul character; itself
 *   NEWLINE  one line end; "\n".  BLANK  two or more line ends with only white
 *            space between; "\n\n"
 *   HEADING  # to ###### and a space at a line start; "<h1>" to "<h6>"
 *   BULLET   - * + or the bullet character and a space at a line start; "<li>"
 *   ITEM     a number or one letter, then . or ), then a space, at a line
 *            start; "<ol>"
 *   BOLD     ** or __; "<b>".  FENCE  ``` or ~~~ at a line start with its info
 *            word; "<fence>".  BAR  | ; "<bar>"
 *   PUNCT    every other character that is not white space; itself
 *
 * A line start is the first thing of the text or of a line after spaces.
 */
#ifndef TEXT_TOKENS_H
#define TEXT_TOKENS_H

#include <retort/span.h>
#include <retort/status.h>
#include <stdint.h>

typedef enum retort_token_kind {
    RETORT_TOKEN_WORD,
    RETORT_TOKEN_NUMBER,
    RETORT_TOKEN_CJK,
    RETORT_TOKEN_PUNCT,
    RETORT_TOKEN_NEWLINE,
    RETORT_TOKEN_BLANK,
    RETORT_TOKEN_HEADING,
    RETORT_TOKEN_BULLET,
    RETORT_TOKEN_ITEM,
    RETORT_TOKEN_BOLD,
    RETORT_TOKEN_FENCE,
    RETORT_TOKEN_BAR,
    RETORT_TOKEN_KIND_COUNT
} retort_token_kind;

/**
 * Tokens of one text; zero-initialise, reuse, release. Parallel arrays: token i
 * covers lower[at[i] .. at[i] + len[i]), is of kind[i] and hashes to hash[i]
 * (the hash of its spelling, base/hash.h).
 */
typedef struct retort_tokens {
    size_t count;
    size_t cap;
    uint32_t *at;
    uint32_t *len;
    uint8_t *kind;
    uint64_t *hash;
    char *lower; /**< folded, lower-cased text; 64 spare zero bytes behind it */
    size_t lower_len;
    size_t cap_lower;
    char *stops; /**< marks for the scan: where a run of a-z and 0-9 ends */
} retort_tokens;

/**
 * Tokenise @p text (strict UTF-8, NFC, LF) into @p out, dropping what it held.
 * @return RETORT_OK, RETORT_ERR_LIMIT (text above RETORT_RECORD_BYTES_MAX) or
 *         RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_tokens_scan(retort_tokens *out,
                                                   retort_span text,
                                                   retort_err *err);

/** Spelling of token @p i: what its hash was made of. Borrowed. */
retort_span retort_tokens_spelling(const retort_tokens *t, size_t i);

/** Name of a kind, for golden files. Static. */
const char *retort_token_kind_name(retort_token_kind kind);

void retort_tokens_release(retort_tokens *t);

#endif /* TEXT_TOKENS_H */
