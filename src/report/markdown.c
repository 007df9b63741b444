#include "report/markdown.h"

#include <math.h>
#include <stdbool.h>

#include "report/codepoint.h"
#include "report/escape.h"
#include "report/number.h"
#include "report/text_layout.h"

enum { CELLS_BYTES_MAX = 1 << 28 };

void retort_markdown_init(retort_markdown *t, size_t columns)
{
    t->columns = columns;
    retort_buf_init(&t->cells, CELLS_BYTES_MAX);
}

static void end_cell(retort_markdown *t)
{
    retort_buf_puts(&t->cells, "\n");
}

static void put_number(retort_markdown *t, double value, int decimals)
{
    if (!retort_number_fixed(&t->cells, value, decimals))
        retort_buf_puts(&t->cells, "-");
}

void retort_markdown_ours(retort_markdown *t, const char *ours)
{
    retort_buf_puts(&t->cells, ours);
    end_cell(t);
}

void retort_markdown_foreign(retort_markdown *t, const char *text)
{
    retort_escape_markdown(&t->cells, text);
    end_cell(t);
}

void retort_markdown_number(retort_markdown *t, double value, int decimals)
{
    put_number(t, value, decimals);
    end_cell(t);
}

void retort_markdown_interval(retort_markdown *t, double value, double low,
                              double high, int decimals)
{
    put_number(t, value, decimals);
    if (isfinite(low) || isfinite(high)) {
        retort_buf_puts(&t->cells, " [");
        put_number(t, low, decimals);
        retort_buf_puts(&t->cells, ", ");
        put_number(t, high, decimals);
        retort_buf_puts(&t->cells, "]");
    }
    end_cell(t);
}

void retort_markdown_share(retort_markdown *t, double share)
{
    put_number(t, 100 * share, 1);
    if (isfinite(100 * share))
        retort_buf_puts(&t->cells, " %");
    end_cell(t);
}

void retort_markdown_count(retort_markdown *t, uint64_t count)
{
    retort_number_count(&t->cells, count);
    end_cell(t);
}

/* The next cell of @p left, which then begins behind it. */
static retort_span next_cell(retort_span *left)
{
    size_t len = 0;
    retort_span cell;

    while (left->ptr[len] != '\n')
        len++;
    cell = (retort_span){left->ptr, len};
    *left = (retort_span){left->ptr + len + 1, left->len - len - 1};
    return cell;
}

static size_t next_column(const retort_markdown *t, size_t column)
{
    return column + 1 < t->columns ? column + 1 : 0;
}

static void measure(const retort_markdown *t, size_t *widths)
{
    retort_span left = {t->cells.ptr, t->cells.len};

    for (size_t i = 0; i < t->columns; i++)
        widths[i] = 3; /* of the rule below the head */
    for (size_t column = 0; left.len > 0; column = next_column(t, column)) {
        size_t width = retort_codepoint_columns(next_cell(&left));

        if (width > widths[column])
            widths[column] = width;
    }
}

static void put_rule(retort_buf *out, const size_t *widths, size_t columns)
{
    for (size_t i = 0; i < columns; i++) {
        retort_buf_puts(out, "|");
        for (size_t j = 0; j < widths[i] + 2; j++)
            retort_buf_puts(out, "-");
    }
    retort_buf_puts(out, "|\n");
}

void retort_markdown_end(retort_markdown *t, retort_buf *out)
{
    size_t widths[RETORT_MARKDOWN_COLUMNS_MAX] = {0};
    retort_span left = {t->cells.ptr, t->cells.len};
    bool is_head = true;

    if (retort_buf_status(&t->cells) != RETORT_OK) {
        if (out->status == RETORT_OK)
            out->status = retort_buf_status(&t->cells);
        retort_buf_release(&t->cells);
        return;
    }
    measure(t, widths);
    for (size_t column = 0; left.len > 0; column = next_column(t, column)) {
        retort_span cell = next_cell(&left);

        retort_buf_puts(out, "| ");
        retort_buf_add(out, cell);
        retort_text_spaces(out,
                           widths[column] + 1 - retort_codepoint_columns(cell));
        if (next_column(t, column) > 0)
            continue;
        retort_buf_puts(out, "|\n");
        if (is_head)
            put_rule(out, widths, t->columns);
        is_head = false;
    }
    retort_buf_puts(out, "\n");
    retort_buf_release(&t->cells);
}
