#include "report/escape.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "report/codepoint.h"

/* How a sink writes one code point that it may not copy. */
typedef void (*special)(retort_buf *out, uint32_t cp);

static void mark_codepoint(retort_buf *out, uint32_t cp)
{
    retort_buf_printf(out, "[U+%04X]", (unsigned)cp);
}

/* Copy what @p is_special leaves alone, in runs; hand the rest to @p write. */
static void escape_runs(retort_buf *out, retort_span text,
                        bool (*is_special)(uint32_t), special write)
{
    size_t from = 0;
    size_t at = 0;

    while (at < text.len) {
        uint32_t cp;
        size_t used = retort_codepoint_read(
            (retort_span){text.ptr + at, text.len - at}, &cp);

        if (used > 0 && !is_special(cp)) {
            at += used;
            continue;
        }
        retort_buf_add(out, (retort_span){text.ptr + from, at - from});
        if (used == 0)
            retort_buf_printf(out, "[0x%02X]", (unsigned)cp);
        else
            write(out, cp);
        at += used ? used : 1;
        from = at;
    }
    retort_buf_add(out, (retort_span){text.ptr + from, at - from});
}

/* The part to show: whole code points of at most RETORT_SHOWN_BYTES_MAX. */
static retort_span shown_part(retort_span text)
{
    size_t end = RETORT_SHOWN_BYTES_MAX;

    if (text.len <= end)
        return text;
    for (int back = 0; back < 3; back++) {
        if (((unsigned char)text.ptr[end] & 0xc0) != 0x80)
            break;
        end--;
    }
    return (retort_span){text.ptr, end};
}

static void escape_shown(retort_buf *out, const char *text,
                         bool (*is_special)(uint32_t), special write)
{
    retort_span all = retort_span_of(text);
    retort_span part = shown_part(all);

    escape_runs(out, part, is_special, write);
    if (part.len < all.len)
        retort_buf_printf(out, "... %zu bytes more", all.len - part.len);
}

static bool html_special(uint32_t cp)
{
    return cp == '&' || cp == '<' || cp == '>' || cp == '"' || cp == '\'' ||
           retort_codepoint_is_hidden(cp);
}

static void html_write(retort_buf *out, uint32_t cp)
{
    switch (cp) {
    case '&': retort_buf_puts(out, "&amp;"); break;
    case '<': retort_buf_puts(out, "&lt;"); break;
    case '>': retort_buf_puts(out, "&gt;"); break;
    case '"': retort_buf_puts(out, "&quot;"); break;
    case '\'': retort_buf_puts(out, "&#39;"); break;
    default: mark_codepoint(out, cp);
    }
}

void retort_escape_html(retort_buf *out, const char *text)
{
    escape_shown(out, text, html_special, html_write);
}

static bool text_special(uint32_t cp)
{
    return cp == '\\' || retort_codepoint_is_hidden(cp);
}

static void text_write(retort_buf *out, uint32_t cp)
{
    if (cp == '\\')
        retort_buf_puts(out, "\\\\");
    else if (cp < 0xa0)
        retort_buf_printf(out, "\\x%02x", (unsigned)cp);
    else
        mark_codepoint(out, cp);
}

void retort_escape_text(retort_buf *out, const char *text)
{
    escape_shown(out, text, text_special, text_write);
}

static bool markdown_special(uint32_t cp)
{
    return (cp < 0x80 && cp > 0 && strchr("\\`*_~<>()[]|&", (int)cp)) ||
           retort_codepoint_is_hidden(cp);
}

static void markdown_write(retort_buf *out, uint32_t cp)
{
    if (!retort_codepoint_is_hidden(cp))
        retort_buf_printf(out, "\\%c", (int)cp);
    else if (cp < 0xa0)
        retort_buf_printf(out, "\\\\x%02x", (unsigned)cp);
    else
        retort_buf_printf(out, "\\[U+%04X\\]", (unsigned)cp);
}

void retort_escape_markdown(retort_buf *out, const char *text)
{
    escape_shown(out, text, markdown_special, markdown_write);
}

/* Could a spreadsheet take a field that starts so for a formula? */
static bool starts_formula(retort_span text)
{
    uint32_t cp;

    if (retort_codepoint_read(text, &cp) == 0)
        return false;
    switch (cp) {
    case '=':
    case '+':
    case '-':
    case '@':
    case '\t':
    case '\r':
    case '\n':
    case 0xff1d: /* the same signs, full width */
    case 0xff0b:
    case 0xff0d:
    case 0xff20: return true;
    default: return false;
    }
}

static bool csv_special(uint32_t cp)
{
    return cp == '"' || retort_codepoint_is_hidden(cp);
}

static void csv_write(retort_buf *out, uint32_t cp)
{
    if (cp == '"')
        retort_buf_puts(out, "\"\"");
    else
        mark_codepoint(out, cp);
}

void retort_escape_csv(retort_buf *out, const char *text)
{
    retort_span all = retort_span_of(text);

    retort_buf_puts(out, starts_formula(all) ? "\"'" : "\"");
    escape_runs(out, all, csv_special, csv_write);
    retort_buf_puts(out, "\"");
}

static bool json_special(uint32_t cp)
{
    return cp == '"' || cp == '\\' || retort_codepoint_is_hidden(cp);
}

static void json_write(retort_buf *out, uint32_t cp)
{
    static const char SHORT[] = "b\bf\fn\nr\rt\t";

    if (cp == '"' || cp == '\\') {
        retort_buf_printf(out, "\\%c", (int)cp);
        return;
    }
    for (size_t i = 0; i + 1 < sizeof(SHORT); i += 2) {
        if (cp == (unsigned char)SHORT[i + 1]) {
            retort_buf_printf(out, "\\%c", SHORT[i]);
            return;
        }
    }
    if (cp < 0x10000) {
        retort_buf_printf(out, "\\u%04x", (unsigned)cp);
        return;
    }
    cp -= 0x10000;
    retort_buf_printf(out, "\\u%04x\\u%04x", (unsigned)(0xd800 | cp >> 10),
                      (unsigned)(0xdc00 | (cp & 0x3ff)));
}

void retort_escape_json(retort_buf *out, const char *text)
{
    retort_buf_puts(out, "\"");
    escape_runs(out, retort_span_of(text), json_special, json_write);
    retort_buf_puts(out, "\"");
}
