/**
 * @file ingest/dialog.h
 * The turns before a reply, put together: prompt and system prompt.
 *
 * Turns are joined by an empty line. System and developer turns go to the
 * system prompt, all others, earlier replies too, to the prompt. Turns without
 * a text (calls of tools, pictures) add nothing.
 *
 * One dialog lives in each conversion; spans live until it is changed.
 */
#ifndef INGEST_DIALOG_H
#define INGEST_DIALOG_H

#include <retort/span.h>
#include <stdbool.h>
#include <stddef.h>

#include "ingest/adapter.h"

struct json_object;

/** Start with no turns. */
void retort_dialog_reset(retort_sink *sink);

/** Add a turn, to the system prompt if @p is_system. */
void retort_dialog_add(retort_sink *sink, bool is_system, retort_span text);

/** Add the first @p count messages of an array of {role, content}. */
void retort_dialog_read(retort_sink *sink, struct json_object *messages,
                        size_t count);

/** Write prompt and system prompt of the turns so far to @p rec. */
void retort_dialog_fill(retort_sink *sink, retort_record *rec);

/** "@p id/@p turn", or empty if @p id is; lives until the conversion ends. */
retort_span retort_turn_id(retort_sink *sink, retort_span id, size_t turn);

/** Is this role the model's? Names of several sources. */
bool retort_role_is_model(struct json_object *role);

/** Is this role system or developer? */
bool retort_role_is_system(struct json_object *role);

/** Is @p value an array whose first item is an object with @p key? */
bool retort_is_turns(struct json_object *value, const char *key);

#endif /* INGEST_DIALOG_H */
