/**
 * @file report/text_layout.h
 * Columns and paragraphs of plain text. Widths are columns of a terminal.
 */
#ifndef REPORT_TEXT_LAYOUT_H
#define REPORT_TEXT_LAYOUT_H

#include <retort/span.h>
#include <stddef.h>

#include "base/buf.h"

/** Columns of a line of prose. */
enum { RETORT_TEXT_LINE = 78 };

void retort_text_spaces(retort_buf *out, size_t count);

/** Foreign text, escaped, cut with ".." and filled up to @p columns (>= 2). */
void retort_text_left(retort_buf *out, const char *text, size_t columns);

/** A number at the right end of @p columns; "-" when it is not known. */
void retort_text_right(retort_buf *out, double value, int decimals,
                       size_t columns);

/** A head of ours at the right end of @p columns. */
void retort_text_head(retort_buf *out, const char *ours, size_t columns);

/**
 * Break @p text at spaces; its own line ends stay. The text is escaped already.
 * Lines behind the first begin with @p indent spaces, and the first is taken to
 * stand there already. A word longer than a line is not cut.
 */
void retort_text_wrapped(retort_buf *out, retort_span text, size_t indent);

#endif /* REPORT_TEXT_LAYOUT_H */
