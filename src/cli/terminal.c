#include "cli/terminal.h"

#include <stdbool.h>
#include <stdint.h>

/* Bytes of a sequence by its first byte (Unicode, table 3-7); 0: none. */
static size_t sequence_length(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead < 0xc2 || lead > 0xf4)
        return 0;
    if (lead < 0xe0)
        return 2;
    return lead < 0xf0 ? 3 : 4;
}

/* Decode the well-formed sequence at the start of s. Returns its length, or 0
 * when there is none. */
static size_t decode(retort_span s, uint32_t *out)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *p = (const unsigned char *)s.ptr;
    size_t n = sequence_length(p[0]);
    uint32_t c;

    if (n == 0 || n > s.len)
        return 0;
    c = n == 1 ? p[0] : p[0] & (0xffu >> (n + 1));
    for (size_t i = 1; i < n; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return 0;
        c = c << 6 | (p[i] & 0x3fu);
    }
    if (c < least[n] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
        return 0;
    *out = c;
    return n;
}

bool retort_terminal_is_utf8(retort_span text)
{
    while (text.len) {
        uint32_t c;
        size_t n = decode(text, &c);

        if (!n)
            return false;
        text.ptr += n;
        text.len -= n;
    }
    return true;
}

struct range {
    uint32_t first, last;
};

static bool is_unsafe(uint32_t c)
{
    static const struct range unsafe[] = {
        {0x00, 0x1f},        {0x7f, 0x9f},     {0xad, 0xad},
        {0x61c, 0x61c},      {0x180e, 0x180e}, {0x200b, 0x200f},
        {0x2028, 0x202e},    {0x2060, 0x206f}, {0xe000, 0xf8ff},
        {0xfeff, 0xfeff},    {0xfff9, 0xfffb}, {0xe0000, 0xe007f},
        {0xf0000, 0x10ffff},
    };

    for (size_t i = 0; i < sizeof(unsafe) / sizeof(unsafe[0]); i++)
        if (c >= unsafe[i].first && c <= unsafe[i].last)
            return true;
    return false;
}

void retort_terminal_add(retort_buf *out, retort_span text)
{
    while (text.len) {
        uint32_t c = 0;
        size_t n = decode(text, &c);
        size_t take = n ? n : 1;

        if (n && !is_unsafe(c)) {
            retort_buf_add(out, (retort_span){text.ptr, n});
        } else {
            for (size_t i = 0; i < take; i++)
                retort_buf_printf(out, "\\x%02x", (unsigned char)text.ptr[i]);
        }
        text.ptr += take;
        text.len -= take;
    }
}

void retort_terminal_add_json(retort_buf *out, retort_span text)
{
    retort_buf_puts(out, "\"");
    while (text.len) {
        uint32_t c = 0;
        size_t n = decode(text, &c);

        if (!n)
            retort_buf_puts(out, "\\ufffd");
        else if (c < 0x20 || c == 0x7f)
            retort_buf_printf(out, "\\u%04x", (unsigned)c);
        else if (c == '"' || c == '\\')
            retort_buf_printf(out, "\\%c", (int)c);
        else
            retort_buf_add(out, (retort_span){text.ptr, n});
        text.ptr += n ? n : 1;
        text.len -= n ? n : 1;
    }
    retort_buf_puts(out, "\"");
}
