/**
 * @file report/markdown.h
 * A table in Markdown whose columns line up, so that it reads as text too.
 *
 *     retort_markdown t;
 *     retort_markdown_init(&t, 2);
 *     retort_markdown_ours(&t, "figure");
 *     retort_markdown_ours(&t, "closed");
 *     retort_markdown_ours(&t, "Cllr");
 *     retort_markdown_number(&t, 0.75, 2);
 *     retort_markdown_end(&t, out);
 *
 * Cells come row by row, the head first. Failures stick and end in the output.
 */
#ifndef REPORT_MARKDOWN_H
#define REPORT_MARKDOWN_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum { RETORT_MARKDOWN_COLUMNS_MAX = 8 };

typedef struct retort_markdown {
    size_t columns;   /* 1 .. RETORT_MARKDOWN_COLUMNS_MAX */
    retort_buf cells; /* each ended by a line end, which no cell holds */
} retort_markdown;

void retort_markdown_init(retort_markdown *t, size_t columns);

/** A cell of ours, as it is. */
void retort_markdown_ours(retort_markdown *t, const char *ours);

/** A cell of foreign text. */
void retort_markdown_foreign(retort_markdown *t, const char *text);

/** A number, "-" when it is not known. */
void retort_markdown_number(retort_markdown *t, double value, int decimals);

/** A number with its interval: "0.75 [0.60, 0.91]". */
void retort_markdown_interval(retort_markdown *t, double value, double low,
                              double high, int decimals);

/** A share of 1 in percent: "12.5 %", "-" when it is not known. */
void retort_markdown_share(retort_markdown *t, double share);

void retort_markdown_count(retort_markdown *t, uint64_t count);

/** Append the table and an empty line to @p out; @p t is released. */
void retort_markdown_end(retort_markdown *t, retort_buf *out);

#endif /* REPORT_MARKDOWN_H */
