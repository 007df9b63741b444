/**
 * @file base/utf8.h
 * UTF-8: a strict check of a whole text, then plain decoding of what passed.
 *
 * Strict means RFC 3629: no overlong form, no surrogate, nothing above
 * U+10FFFF, nothing cut off.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <retort/span.h>
#include <stdint.h>

enum { RETORT_UTF8_BYTES_MAX = 4 };

/**
 * Offset of the first byte that does not belong to a well-formed sequence (the
 * first byte of the bad sequence); text.len if there is none.
 */
size_t retort_utf8_check(retort_span text);

/**
 * Decode the sequence that @p text begins with, strictly.
 * @return its bytes, 1..4; 0 if it is not well formed or the text is empty
 */
size_t retort_utf8_next(retort_span text, uint32_t *out);

/** Length of the ASCII run that @p text begins with. */
size_t retort_utf8_ascii(retort_span text);

/**
 * Decode the sequence at @p p. Strict UTF-8 is assumed; on anything else the
 * value is meaningless but no byte at or behind @p end is read and at least one
 * byte is taken.
 *
 * @param p    first byte, p < end
 * @param end  end of the text
 * @param[out] out_bytes  length of the sequence, 1..4
 */
static inline uint32_t retort_utf8_decode(const char *p, const char *end,
                                          size_t *out_bytes)
{
    uint32_t lead = (unsigned char)p[0];
    size_t want = 1u + (lead >= 0xc0) + (lead >= 0xe0) + (lead >= 0xf0);
    uint32_t cp = want == 1 ? lead : lead & (0x7fu >> want);

    if (want > (size_t)(end - p))
        want = (size_t)(end - p);
    for (size_t i = 1; i < want; i++)
        cp = cp << 6 | ((unsigned char)p[i] & 0x3f);
    *out_bytes = want;
    return cp;
}

/** Encode @p cp (a scalar value) at @p out, room for 4. @return bytes. */
static inline size_t retort_utf8_encode(char *out, uint32_t cp)
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xc0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3f));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xe0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
        out[2] = (char)(0x80 | (cp & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
    out[3] = (char)(0x80 | (cp & 0x3f));
    return 4;
}

#endif /* BASE_UTF8_H */
