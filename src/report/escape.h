/**
 * @file report/escape.h
 * Foreign text on its way into a sink: one function a sink, and no other way.
 *
 * Foreign is every string of a result: names of models and vendors, notices,
 * warnings, options. All take any bytes and always yield text that the
 * sink shows as text. Bytes that are not UTF-8 show as [0xNN]; code points that
 * hide or reorder text (report/codepoint.h) show as [U+XXXX]. NULL is "".
 *
 * Threads: no state.
 */
#ifndef REPORT_ESCAPE_H
#define REPORT_ESCAPE_H

#include <stddef.h>

#include "base/buf.h"

/** Longer text is cut in the sinks for people, and says by how much. */
enum { RETORT_SHOWN_BYTES_MAX = 4096 };

/** Signature shared by all sinks, for code that writes to any of them. */
typedef void (*retort_escape)(retort_buf *out, const char *text);

/**
 * HTML text, for the inside of an element, never for an attribute.
 * Text above RETORT_SHOWN_BYTES_MAX ends in "... N bytes more".
 */
void retort_escape_html(retort_buf *out, const char *text);

/**
 * Plain text for a terminal: controls show as \x1b, a backslash as two, other
 * hidden code points as [U+XXXX]. Cut as for HTML.
 */
void retort_escape_text(retort_buf *out, const char *text);

/**
 * Text inside a line of Markdown, such as a cell of a table: marks of Markdown
 * and of HTML get a backslash, hidden code points show as for a terminal. Cut
 * as for HTML.
 */
void retort_escape_markdown(retort_buf *out, const char *text);

/**
 * A whole quoted CSV field (RFC 4180). Text that a spreadsheet could take for a
 * formula gets a leading apostrophe. Never cut.
 */
void retort_escape_csv(retort_buf *out, const char *text);

/**
 * A whole JSON string with its quotes. Hidden code points are escaped and so
 * come back unchanged. Never cut.
 */
void retort_escape_json(retort_buf *out, const char *text);

#endif /* REPORT_ESCAPE_H */
