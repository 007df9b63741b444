/**
 * @file text/nfc.h
 * Unicode Normalization Form C, in linear time whatever the text.
 *
 * Text that is in NFC by inspection (ASCII, Latin, typographic punctuation,
 * CJK, emoji: see nfc_inert_table.c) is handed back as it is. Else only the
 * characters around a mark are decomposed, put in order and composed with
 * utf8proc's tables; the ordering is a counting sort, because utf8proc's own is
 * quadratic in the length of a stack of marks.
 *
 * Threads: one retort_nfc, one thread.
 */
#ifndef TEXT_NFC_H
#define TEXT_NFC_H

#include <retort/span.h>
#include <retort/status.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/** Working memory, reused from text to text. */
typedef struct retort_nfc {
    retort_buf out;  /**< the normalised text, if it differs */
    int32_t *points; /**< code points of the piece at work */
    int32_t *sorted; /**< the same, while a long stack is sorted */
    size_t count;
    size_t cap;
    bool whole; /**< no inspection, the text is one piece: the slow way that
                     the quick one is measured against */
} retort_nfc;

/** Prepare @p n. Allocates nothing. */
void retort_nfc_init(retort_nfc *n);

/** Free the memory and return to the state after retort_nfc_init(). */
void retort_nfc_release(retort_nfc *n);

/**
 * Normalise @p text (strict UTF-8).
 *
 * @param[out] out  @p text itself if nothing changes, else a span of @p n that
 *                  lives until its next use
 * @return RETORT_OK, RETORT_ERR_LIMIT (the result is longer than
 *         RETORT_RECORD_BYTES_MAX) or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_nfc_apply(retort_nfc *n,
                                                 retort_span text,
                                                 retort_span *out,
                                                 retort_err *err);

/**
 * Is @p cp inert: a starter that stands in NFC as it is and never composes with
 * what stands before it? False may also mean "not known".
 */
bool retort_nfc_is_inert(uint32_t cp);

/** Ranges of inert code points from U+0080 up, in order. */
typedef struct retort_nfc_range {
    uint32_t first;
    uint32_t last;
} retort_nfc_range;

extern const retort_nfc_range retort_nfc_inert[];
extern const size_t retort_nfc_inert_count;

#endif /* TEXT_NFC_H */
