/**
 * @file features/word_marks.h
 * What the listed words of stylometry_table.h and the closed-class list are:
 * one look-up a token serves the skeletons and the stylometric numbers.
 *
 * Marks of a word: bit m is mark m (retort_style_mark), so bit 0 tells that it
 * is closed-class; above RETORT_PHRASE_SHIFT stands 1 + the index of the first
 * phrase that starts with it, or 0. Words are known by their token hash
 * (features/lexicon.h).
 *
 * Threads: any.
 */
#ifndef FEATURES_WORD_MARKS_H
#define FEATURES_WORD_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/tokens.h"

enum { RETORT_PHRASE_SHIFT = 16 };

/**
 * Fill the marks of all tokens; a token that is no listed word has none.
 * @param[out] marks  room for tokens->count
 */
void retort_word_marks(const retort_tokens *tokens, uint32_t *marks);

/** Is the first word of @p phrase the one with this token hash? */
bool retort_phrase_starts(size_t phrase, uint64_t hash);

/**
 * Does @p phrase stand at token @p at? Of a phrase of more than
 * RETORT_PHRASE_WORDS_MAX words only so many are asked for.
 */
bool retort_phrase_stands(const retort_tokens *tokens, size_t phrase,
                          size_t at);

#endif /* FEATURES_WORD_MARKS_H */
