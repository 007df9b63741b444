/**
 * @file text/char_class.h
 * What a character is to the token rule, for code points from U+0080 up.
 *
 * CJK is a fixed table of ranges; the rest follows the general categories of
 * Unicode 14.0 as utf8proc has them.
 */
#ifndef TEXT_CHAR_CLASS_H
#define TEXT_CHAR_CLASS_H

#include <stdbool.h>
#include <stdint.h>

typedef enum retort_char_class {
    RETORT_CHAR_LETTER, /**< L* or M* outside the CJK ranges */
    RETORT_CHAR_DIGIT,  /**< Nd */
    RETORT_CHAR_CJK,    /**< Han, Hiragana, Katakana, Hangul */
    RETORT_CHAR_OTHER   /**< everything else */
} retort_char_class;

retort_char_class retort_char_class_of(uint32_t cp);

/** Unicode White_Space, the whole range from U+0000. */
bool retort_char_is_space(uint32_t cp);

#endif /* TEXT_CHAR_CLASS_H */
