/**
 * @file report/html.h
 * The pieces that the page is made of. Foreign text enters through the
 * functions that say "foreign", and only as the text of an element.
 */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/** Foreign text in an element of its own direction. */
void retort_html_foreign(retort_buf *out, const char *text);

/** A foreign name; a mark follows if it mixes look-alike scripts. */
void retort_html_name(retort_buf *out, const char *name);

/** Foreign text of at most @p columns columns, then an ellipsis. No element. */
void retort_html_short(retort_buf *out, const char *text, size_t columns);

/** Foreign text with its line ends kept. */
void retort_html_lines(retort_buf *out, const char *text);

/** A number with a true minus sign, or a dash when it is not known. */
void retort_html_number(retort_buf *out, double value, int decimals);

/** Begin a table in a box that scrolls by itself; @p caption is ours. */
void retort_html_table_open(retort_buf *out, const char *id,
                            const char *caption);

/** End it. */
void retort_html_table_close(retort_buf *out);

/** A head cell; @p cls is "n" for numbers, "" otherwise. Ours. */
void retort_html_head(retort_buf *out, const char *cls, const char *text);

/** A cell with foreign text. */
void retort_html_cell(retort_buf *out, const char *text);

/** A cell with a number, right-aligned. */
void retort_html_cell_number(retort_buf *out, double value, int decimals);

/** A cell with what a rule found or asks: as many decimals as it needs. */
void retort_html_cell_measure(retort_buf *out, double value);

/** A cell with a count, right-aligned. */
void retort_html_cell_count(retort_buf *out, uint64_t count);

/** One line of a list of facts: our term, foreign text. */
void retort_html_fact(retort_buf *out, const char *term, const char *text);

/** One line of a list of facts: our term, a count. */
void retort_html_fact_count(retort_buf *out, const char *term, uint64_t count);

/** One line of a list of facts: our term, a foreign digest. */
void retort_html_fact_digest(retort_buf *out, const char *term,
                             const char *digest);

#endif /* REPORT_HTML_H */
