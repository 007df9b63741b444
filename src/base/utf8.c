#include "base/utf8.h"

#include <stdbool.h>

#include "base/swar.h"

static bool is_tail(unsigned char c)
{
    return (c & 0xc0) == 0x80;
}

/* May c stand behind this lead byte? Rules out overlong forms, surrogates and
 * what lies above U+10FFFF. */
static bool is_second(unsigned lead, unsigned char c)
{
    switch (lead) {
    case 0xe0: return c >= 0xa0 && c <= 0xbf;
    case 0xed: return c >= 0x80 && c <= 0x9f;
    case 0xf0: return c >= 0x90 && c <= 0xbf;
    case 0xf4: return c >= 0x80 && c <= 0x8f;
    default: return is_tail(c);
    }
}

/* Length of the well-formed sequence at p; 0 if it is not well formed. Table
 * 3-7 of the Unicode Standard. */
static size_t sequence_bytes(const unsigned char *p, size_t left)
{
    size_t want = 2u + (p[0] >= 0xe0) + (p[0] >= 0xf0);

    if (p[0] < 0x80)
        return 1;
    if (p[0] < 0xc2 || p[0] > 0xf4 || want > left || !is_second(p[0], p[1]))
        return 0;
    for (size_t i = 2; i < want; i++) {
        if (!is_tail(p[i]))
            return 0;
    }
    return want;
}

size_t retort_utf8_next(retort_span text, uint32_t *out)
{
    size_t n = text.len
                   ? sequence_bytes((const unsigned char *)text.ptr, text.len)
                   : 0;

    if (n)
        *out = retort_utf8_decode(text.ptr, text.ptr + n, &n);
    return n;
}

size_t retort_utf8_ascii(retort_span text)
{
    size_t at = 0;

    for (; text.len - at >= 2 * RETORT_SWAR_BYTES;
         at += 2 * RETORT_SWAR_BYTES) {
        uint64_t a = retort_swar_load(text.ptr + at);
        uint64_t b = retort_swar_load(text.ptr + at + RETORT_SWAR_BYTES);

        if ((a | b) & RETORT_SWAR_HIGHS)
            break;
    }
    while (at < text.len && (unsigned char)text.ptr[at] < 0x80)
        at++;
    return at;
}

size_t retort_utf8_check(retort_span text)
{
    const unsigned char *p = (const unsigned char *)text.ptr;
    size_t at = 0;

    while (at < text.len) {
        size_t n;

        if (p[at] < 0x80) {
            at +=
                retort_utf8_ascii((retort_span){text.ptr + at, text.len - at});
            continue;
        }
        n = sequence_bytes(p + at, text.len - at);
        if (n == 0)
            return at;
        at += n;
    }
    return at;
}
