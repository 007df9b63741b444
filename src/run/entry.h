/**
 * @file run/entry.h
 * A prepared reply on its way through the spool.
 *
 *     0   4   bytes of text
 *     4   1   flags: 1 reasoning, 2 template, 4 truncated
 *     5   16  prompt key
 *     21  32  SHA-256 of the canonical record
 *     53  ..  text
 */
#ifndef RUN_ENTRY_H
#define RUN_ENTRY_H

#include <stdbool.h>

#include "base/buf.h"
#include "fingerprint/builder.h"

/** Append an entry. A failure sticks to the buffer. */
void retort_entry_put(retort_buf *out, const retort_reply_facts *facts,
                      retort_span text);

/** Cut the next entry off the front of @p rest; false at the end. */
bool retort_entry_next(retort_span *rest, retort_reply_facts *facts,
                       retort_span *text);

#endif /* RUN_ENTRY_H */
