/**
 * @file report/codepoint.h
 * Code points as a reader of a page meets them: strictly decoded, and sorted
 * into those that show and those that hide or reorder what is shown.
 */
#ifndef REPORT_CODEPOINT_H
#define REPORT_CODEPOINT_H

#include <retort/span.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Decode the first code point of @p text by strict UTF-8: no overlong form, no
 * surrogate, nothing above U+10FFFF.
 *
 * @param[out] out  the code point; the first byte when 0 is returned
 * @return bytes it takes, 1..4; 0 when the text does not start with one
 */
size_t retort_codepoint_read(retort_span text, uint32_t *out);

/**
 * Does it leave no mark of its own, or change how its neighbours are shown?
 * Controls, bidi marks and overrides, zero-width and filler characters,
 * variation selectors, tags, private use, noncharacters.
 */
bool retort_codepoint_is_hidden(uint32_t cp);

/**
 * Does @p text mix ASCII letters with letters of a script that has look-alikes
 * of them (Greek, Cyrillic, Armenian, Cherokee, full-width, mathematical)?
 */
bool retort_codepoint_mixes_scripts(retort_span text);

/**
 * Columns that  text takes where hidden code points and broken bytes are
 * shown by marks of eight and six columns; wide scripts count two.
 */
size_t retort_codepoint_columns(retort_span text);

/** Bytes of the longest start of @p text that fits in @p columns. */
size_t retort_codepoint_fit(retort_span text, size_t columns);

#endif /* REPORT_CODEPOINT_H */
