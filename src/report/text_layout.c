#include "report/text_layout.h"

#include <string.h>

#include "report/codepoint.h"
#include "report/escape.h"
#include "report/number.h"

enum { CELL_BYTES_MAX = 512 };

void retort_text_spaces(retort_buf *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        retort_buf_puts(out, " ");
}

/* A cell is filled beside the output; its failure is the output's. */
static void take_status(retort_buf *out, const retort_buf *cell)
{
    if (retort_buf_status(cell) != RETORT_OK && out->status == RETORT_OK)
        out->status = retort_buf_status(cell);
}

void retort_text_left(retort_buf *out, const char *text, size_t columns)
{
    retort_buf cell;
    retort_span shown;
    size_t width;

    retort_buf_init(&cell, 4 * RETORT_SHOWN_BYTES_MAX);
    retort_escape_text(&cell, text);
    take_status(out, &cell);
    shown = (retort_span){cell.ptr, cell.len};
    width = retort_codepoint_columns(shown);
    if (width <= columns) {
        retort_buf_add(out, shown);
        retort_text_spaces(out, columns - width);
    } else {
        shown.len = retort_codepoint_fit(shown, columns - 2);
        retort_buf_add(out, shown);
        retort_buf_puts(out, "..");
        retort_text_spaces(out, columns - 2 - retort_codepoint_columns(shown));
    }
    retort_buf_release(&cell);
}

void retort_text_right(retort_buf *out, double value, int decimals,
                       size_t columns)
{
    retort_buf cell;

    retort_buf_init(&cell, CELL_BYTES_MAX);
    if (!retort_number_fixed(&cell, value, decimals))
        retort_buf_puts(&cell, "-");
    take_status(out, &cell);
    if (cell.len < columns)
        retort_text_spaces(out, columns - cell.len);
    retort_buf_add(out, (retort_span){cell.ptr, cell.len});
    retort_buf_release(&cell);
}

void retort_text_head(retort_buf *out, const char *ours, size_t columns)
{
    size_t len = strlen(ours);

    if (len < columns)
        retort_text_spaces(out, columns - len);
    retort_buf_puts(out, ours);
}

static size_t word_of(retort_span text)
{
    size_t word = 0;

    while (word < text.len && text.ptr[word] != ' ' && text.ptr[word] != '\n')
        word++;
    return word;
}

static void new_line(retort_buf *out, size_t indent, size_t *at)
{
    retort_buf_puts(out, "\n");
    retort_text_spaces(out, indent);
    *at = indent;
}

void retort_text_wrapped(retort_buf *out, retort_span text, size_t indent)
{
    size_t at = indent;

    while (text.len > 0) {
        size_t word = word_of(text);
        size_t columns =
            retort_codepoint_columns((retort_span){text.ptr, word});

        if (at > indent && at + 1 + columns > RETORT_TEXT_LINE)
            new_line(out, indent, &at);
        if (word > 0) {
            retort_buf_puts(out, at > indent ? " " : "");
            retort_buf_add(out, (retort_span){text.ptr, word});
            at += (at > indent) + columns;
        }
        if (word < text.len && text.ptr[word] == '\n')
            new_line(out, indent, &at);
        word += word < text.len;
        text = (retort_span){text.ptr + word, text.len - word};
    }
}
