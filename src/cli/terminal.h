/**
 * @file cli/terminal.h
 * Foreign text on its way to a person: nothing in it can steer a terminal or
 * reorder what is read.
 *
 * Strict UTF-8 passes, except control characters (also DEL and C1), marks that
 * change the direction or hide characters, private-use and tag characters;
 * each byte of those, and each byte that is not UTF-8, is shown as \xNN.
 */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include <retort/span.h>
#include <stdbool.h>

#include "base/buf.h"

/** Is @p text strict UTF-8? */
bool retort_terminal_is_utf8(retort_span text);

/** Append @p text to @p out in its safe form. Linear in its length. */
void retort_terminal_add(retort_buf *out, retort_span text);

/** Append @p text to @p out as a JSON string with its quotes. Bytes that are
 * not UTF-8 become U+FFFD. */
void retort_terminal_add_json(retort_buf *out, retort_span text);

#endif /* CLI_TERMINAL_H */
