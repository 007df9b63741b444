/**
 * @file features/stylometry_table.h
 * The data of stylometry.c: which counters there are, the rows made of them,
 * and the word and phrase lists. docs/stylometry.md says what each row means.
 */
#ifndef FEATURES_STYLOMETRY_TABLE_H
#define FEATURES_STYLOMETRY_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "features/stylometry.h"

/** What a listed word is; each mark has a counter of its own. */
typedef enum retort_style_mark {
    RETORT_MARK_CLOSED,
    RETORT_MARK_CONTRACTION,
    RETORT_MARK_FIRST,
    RETORT_MARK_PLURAL,
    RETORT_MARK_SECOND,
    RETORT_MARK_HEDGE,
    RETORT_MARK_BOOSTER,
    RETORT_MARK_NEGATION,
    RETORT_MARK_MODAL,
    RETORT_MARK_APOLOGY,
    RETORT_MARK_COUNTED, /**< the marks above are counted wherever they stand */
    RETORT_MARK_BE = RETORT_MARK_COUNTED,
    RETORT_MARK_OPENER,
    RETORT_MARK_GREETING,
    RETORT_MARK_COUNT
} retort_style_mark;

/** Counters of one reply. Rows are quotients of two of them. */
typedef enum retort_style_counter {
    RETORT_TALLY_ONE, /**< always 1 */
    /* characters of the prepared text */
    RETORT_TALLY_CHARACTERS,
    RETORT_TALLY_NON_ASCII,
    RETORT_TALLY_LETTERS, /**< ASCII letters */
    RETORT_TALLY_UPPER,
    RETORT_TALLY_DIGITS,
    RETORT_TALLY_STRAIGHT,
    RETORT_TALLY_CURLY,
    RETORT_TALLY_EM_DASH,
    RETORT_TALLY_EN_DASH,
    RETORT_TALLY_EMOJI,
    RETORT_TALLY_ELLIPSIS, /**< runs of three or more full stop tokens */
    /* words */
    RETORT_TALLY_WORDS,
    RETORT_TALLY_NUMBERS,
    RETORT_TALLY_WORD_CHARACTERS,
    RETORT_TALLY_WORDS_SHORT,
    RETORT_TALLY_WORDS_LONG,
    RETORT_TALLY_WORDS_VERY_LONG,
    RETORT_TALLY_SYLLABLES,
    RETORT_TALLY_WINDOW, /**< words among the first RETORT_STYLE_WINDOW */
    RETORT_TALLY_DISTINCT,
    RETORT_TALLY_HAPAX,
    RETORT_TALLY_YULE,    /**< sum of squared frequencies minus WINDOW */
    RETORT_TALLY_SQUARED, /**< WINDOW squared */
    /* sentences, lines, paragraphs */
    RETORT_TALLY_SENTENCES,
    RETORT_TALLY_SENTENCE_STEPS, /**< sum of |words - words of the one before| */
    RETORT_TALLY_SENTENCE_PAIRS,
    RETORT_TALLY_SENTENCE_LONGEST,
    RETORT_TALLY_SENTENCES_SHORT,
    RETORT_TALLY_SENTENCES_LONG,
    RETORT_TALLY_LINES,
    RETORT_TALLY_PARAGRAPHS,
    RETORT_TALLY_BLANK_LINES,
    RETORT_TALLY_COLON_LINES,
    RETORT_TALLY_CODE_LINES,
    RETORT_TALLY_HEADINGS,
    RETORT_TALLY_BULLETS,
    RETORT_TALLY_ITEMS,
    RETORT_TALLY_LIST_LINES,
    RETORT_TALLY_TABLE_ROWS,
    RETORT_TALLY_BOLD_MARKS,
    RETORT_TALLY_FENCES,
    /* readability, thousandths */
    RETORT_TALLY_FLESCH,
    RETORT_TALLY_ARI,
    RETORT_TALLY_LIX,
    /* idioms */
    RETORT_TALLY_PASSIVES,
    RETORT_TALLY_OPENERS,
    RETORT_TALLY_GREETING,
    RETORT_TALLY_REFUSALS,
    RETORT_TALLY_AS_AN_AI,
    RETORT_TALLY_OFFERS,
    RETORT_TALLY_ENDS_ASKING,
    /* one counter for each mark that is counted */
    RETORT_TALLY_MARKS,
    RETORT_TALLY_PUNCT = RETORT_TALLY_MARKS + RETORT_MARK_COUNTED,
    /* one counter for each ASCII punctuation token, at PUNCT + its byte */
    RETORT_TALLY_COUNT = RETORT_TALLY_PUNCT + 128
} retort_style_counter;

/** Words looked at for richness: beyond, it would measure length. */
enum { RETORT_STYLE_WINDOW = 1024 };

/** One number: counter @p over divided by counter @p under, times scale. */
typedef struct retort_style_row {
    retort_style_info info;
    int over;
    int under;
    uint32_t scale;
} retort_style_row;

/** Words separated by single spaces that share a mark. */
typedef struct retort_style_list {
    retort_style_mark mark;
    const char *words;
} retort_style_list;

enum { RETORT_PHRASE_WORDS_MAX = 5 };

/** A phrase of 2 to 5 words and the counter it adds to. */
typedef struct retort_style_phrase {
    const char *words;
    retort_style_counter counter;
} retort_style_phrase;

enum { RETORT_STYLE_PHRASES_MAX = 64 };

extern const retort_style_row retort_style_rows[];
extern const size_t retort_style_row_count;

extern const retort_style_list retort_style_lists[];
extern const size_t retort_style_list_count;

/** Sorted bytewise, so that phrases with one first word stand together. */
extern const retort_style_phrase retort_style_phrases[];
extern const size_t retort_style_phrase_count;

#endif /* FEATURES_STYLOMETRY_TABLE_H */
