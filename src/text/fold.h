/**
 * @file text/fold.h
 * The folded, lower-cased text that tokens are cut from (docs/text-rules.md,
 * "Folding").
 *
 * Quotes, dashes and spaces of typography become ASCII, zero-width and
 * direction characters vanish, letters are lower-cased one code point at a
 * time. Folding folded text changes nothing.
 */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include <retort/span.h>
#include <stdint.h>

/** Room that retort_fold_lower() may write for @p len bytes of text. */
static inline size_t retort_fold_bound(size_t len)
{
    /* Two bytes may become three (U+023A), a stray byte two; 8 at a time. */
    return 2 * len + 8;
}

/**
 * Fold one code point from U+0080 up.
 * @param out  room for 4 bytes
 * @return bytes written; 0 if the character is dropped
 */
size_t retort_fold_point(uint32_t cp, char *out);

/**
 * Fold and lower-case @p text (strict UTF-8).
 * @param out  room for retort_fold_bound(text.len) bytes
 * @return bytes of the result; the bytes behind it are undefined
 */
size_t retort_fold_lower(retort_span text, char *out);

#endif /* TEXT_FOLD_H */
