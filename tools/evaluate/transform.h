/**
 * @file evaluate/transform.h
 * The same reply told otherwise, to see what a score rests on.
 *
 * Texts are prepared texts: strict UTF-8, NFC, LF. A word is a run of bytes
 * without white space (space, tab, line end), except where tokens are named.
 *
 * Threads: pure functions on the caller's buffers.
 */
#ifndef EVALUATE_TRANSFORM_H
#define EVALUATE_TRANSFORM_H

#include "base/buf.h"
#include "text/tokens.h"

enum { EVAL_WORDS_KEPT = 100 };

/** The first @p words words with the white space between them. */
retort_span eval_first_words(retort_span text, size_t words);

/**
 * Append @p text without its Markdown: marks of headings, bullets, numbered
 * items and quotes at line starts, lines that are fences or rules, signs of
 * bold and of code, bars of tables. Words and line ends stay.
 */
void eval_strip_markdown(retort_span text, retort_buf *out);

/**
 * Append the words and numbers of @p tokens, lower-cased, apostrophes dropped,
 * one space between them; line ends stay, everything else goes.
 */
void eval_strip_punctuation(const retort_tokens *tokens, retort_buf *out);

/**
 * Append the words of @p text in an order drawn from @p seed and @p stream, one
 * space between them: what is said without how it is set or begun.
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status eval_shuffle_words(retort_span text,
                                                   uint64_t seed,
                                                   uint64_t stream,
                                                   retort_buf *out,
                                                   retort_err *err);

#endif /* EVALUATE_TRANSFORM_H */
