#include "report/html.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "report/codepoint.h"
#include "report/escape.h"
#include "report/number.h"

#define MINUS    "&#8722;"
#define DASH     "<span class=\"none\">&#8211;</span>"
#define ELLIPSIS "&#8230;"

void retort_html_foreign(retort_buf *out, const char *text)
{
    retort_buf_puts(out, "<bdi>");
    retort_escape_html(out, text);
    retort_buf_puts(out, "</bdi>");
}

void retort_html_name(retort_buf *out, const char *name)
{
    retort_html_foreign(out, name);
    if (retort_codepoint_mixes_scripts(retort_span_of(name)))
        retort_buf_puts(out, " <span class=\"mark\">mixed scripts</span>");
}

void retort_html_short(retort_buf *out, const char *text, size_t columns)
{
    enum { COLUMNS_MAX = 60 };
    char part[COLUMNS_MAX * 4 + 1];
    retort_span all = retort_span_of(text);
    size_t fit;

    if (columns > COLUMNS_MAX)
        columns = COLUMNS_MAX;
    fit = retort_codepoint_fit(all, columns);
    if (fit < all.len)
        fit = retort_codepoint_fit(all, columns - 1);
    memcpy(part, all.ptr ? all.ptr : "", fit);
    part[fit] = '\0';
    retort_escape_html(out, part);
    if (fit < all.len)
        retort_buf_puts(out, ELLIPSIS);
}

void retort_html_lines(retort_buf *out, const char *text)
{
    char line[RETORT_SHOWN_BYTES_MAX + 1];

    while (*text) {
        size_t len = strcspn(text, "\n");
        size_t kept = len < sizeof(line) ? len : sizeof(line) - 1;

        while (kept < len && kept > 1 &&
               ((unsigned char)text[kept] & 0xC0) == 0x80)
            kept--; /* a line is cut between code points */
        memcpy(line, text, kept);
        line[kept] = '\0';
        retort_html_foreign(out, line);
        text += kept;
        if (*text == '\n') {
            text++;
            retort_buf_puts(out, "<br>");
        }
    }
}

void retort_html_number(retort_buf *out, double value, int decimals)
{
    retort_buf digits;

    if (!isfinite(value)) {
        retort_buf_puts(out, DASH);
        return;
    }
    retort_buf_init(&digits, 512);
    (void)retort_number_fixed(&digits, value, decimals);
    if (retort_buf_status(&digits) != RETORT_OK && out->status == RETORT_OK)
        out->status = retort_buf_status(&digits);
    else if (digits.ptr && digits.ptr[0] == '-')
        retort_buf_printf(out, MINUS "%s", digits.ptr + 1);
    else if (digits.ptr)
        retort_buf_puts(out, digits.ptr);
    retort_buf_release(&digits);
}

void retort_html_table_open(retort_buf *out, const char *id,
                            const char *caption)
{
    retort_buf_printf(out,
                      "<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
                      "aria-labelledby=\"%s\">\n<table>\n"
                      "<caption id=\"%s\">%s</caption>\n",
                      id, id, caption);
}

void retort_html_table_close(retort_buf *out)
{
    retort_buf_puts(out, "</table>\n</div>\n");
}

void retort_html_head(retort_buf *out, const char *cls, const char *text)
{
    if (*cls)
        retort_buf_printf(out, "<th scope=\"col\" class=\"%s\">%s</th>", cls,
                          text);
    else
        retort_buf_printf(out, "<th scope=\"col\">%s</th>", text);
}

void retort_html_cell(retort_buf *out, const char *text)
{
    retort_buf_puts(out, "<td>");
    retort_html_foreign(out, text);
    retort_buf_puts(out, "</td>");
}

void retort_html_cell_number(retort_buf *out, double value, int decimals)
{
    retort_buf_puts(out, "<td class=\"n\">");
    retort_html_number(out, value, decimals);
    retort_buf_puts(out, "</td>");
}

void retort_html_cell_measure(retort_buf *out, double value)
{
    retort_html_cell_number(out, value, retort_number_decimals(value));
}

void retort_html_cell_count(retort_buf *out, uint64_t count)
{
    retort_buf_printf(out, "<td class=\"n\">%" PRIu64 "</td>", count);
}

static void fact_open(retort_buf *out, const char *term)
{
    retort_buf_printf(out, "<div><dt>%s</dt><dd>", term);
}

static void fact_close(retort_buf *out)
{
    retort_buf_puts(out, "</dd></div>\n");
}

void retort_html_fact(retort_buf *out, const char *term, const char *text)
{
    fact_open(out, term);
    if (text && *text)
        retort_html_lines(out, text);
    else
        retort_buf_puts(out, DASH);
    fact_close(out);
}

void retort_html_fact_count(retort_buf *out, const char *term, uint64_t count)
{
    fact_open(out, term);
    retort_buf_printf(out, "%" PRIu64, count);
    fact_close(out);
}

void retort_html_fact_digest(retort_buf *out, const char *term,
                             const char *digest)
{
    fact_open(out, term);
    retort_buf_puts(out, "<code>");
    retort_html_foreign(out, digest);
    retort_buf_puts(out, "</code>");
    fact_close(out);
}
