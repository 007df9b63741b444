#include "text/utf8.h"

#include <stdbool.h>

#include "text/swar.h"

static bool is_tail(unsigned char c)
{
    return (c & 0xc0) == 0x80;
}

/* Length of the well-formed sequence at p; 0 if it is not well formed. Table
 * 3-7 of the Unicode Standard, row by row. */
static size_t sequence_bytes(const unsigned char *p, size_t left)
{
    unsigned lead = p[0];
    unsigned low = 0x80, high = 0xbf; /* of the second byte */

    if (lead < 0x80)
        return 1;
    if (lead < 0xc2 || lead > 0xf4)
        return 0;
    if (lead < 0xe0)
        return left >= 2 && is_tail(p[1]) ? 2 : 0;
    if (lead == 0xe0)
        low = 0xa0;
    else if (lead == 0xed)
        high = 0x9f;
    else if (lead == 0xf0)
        low = 0x90;
    else if (lead == 0xf4)
        high = 0x8f;
    if (left < 3 || p[1] < low || p[1] > high || !is_tail(p[2]))
        return 0;
    if (lead < 0xf0)
        return 3;
    return left >= 4 && is_tail(p[3]) ? 4 : 0;
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
