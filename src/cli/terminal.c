#include "cli/terminal.h"

#include <stdbool.h>
#include <stdint.h>

#include "base/utf8.h"

bool retort_terminal_is_utf8(retort_span text)
{
    return retort_utf8_check(text) == text.len;
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
        size_t n = retort_utf8_next(text, &c);
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
        size_t n = retort_utf8_next(text, &c);

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
