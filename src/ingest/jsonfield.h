/**
 * @file ingest/jsonfield.h
 * Fields of parsed elements, with the same rules for every adapter.
 *
 * Texts may hold U+0000. A number that JSON text can say and a double or a
 * 64-bit integer cannot (NaN, Infinity, 1e999, 400 digits) is an error where a
 * field is used, and nothing where it is not.
 *
 * Spans are borrowed and live until the conversion ends.
 */
#ifndef INGEST_JSONFIELD_H
#define INGEST_JSONFIELD_H

#include <retort/record.h>
#include <retort/span.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ingest/adapter.h"

struct json_object;

/** Names that mean the same field, ended by NULL; the first present wins. */
typedef const char *const retort_field_names[];

/** What a reply or a turn says. */
typedef struct retort_content {
    retort_span text;
    retort_span reasoning;
    retort_skip verdict; /**< RETORT_TAKE, NO_REPLY, NULL or SHAPE */
} retort_content;

/** Is @p obj an object with the key @p key, null included? */
bool retort_json_has(struct json_object *obj, const char *key);

/** Value of @p key, or NULL if @p obj is no object or has null or nothing. */
struct json_object *retort_json_get(struct json_object *obj, const char *key);

/** Items of @p value if it is an array, else 0. */
size_t retort_json_count(struct json_object *value);

/** Item @p i of the array @p value, or NULL. */
struct json_object *retort_json_item(struct json_object *value, size_t i);

/** Is @p value the string @p text? */
bool retort_json_is(struct json_object *value, const char *text);

/** Text of @p value; empty unless it is a string. */
retort_span retort_value_text(retort_sink *sink, struct json_object *value);

/** Text of a string or of a number as written in JSON; else empty. */
retort_span retort_value_id(retort_sink *sink, struct json_object *value);

/**
 * Value of the first of @p names that is neither absent nor null.
 * @param[out] out_present  may be NULL: is one of them there, null included?
 */
struct json_object *retort_field_value(struct json_object *obj,
                                       retort_field_names names,
                                       bool *out_present);

/** Text of the first of @p names, or empty. */
retort_span retort_field_text(retort_sink *sink, struct json_object *obj,
                              retort_field_names names);

/** As retort_field_text(), numbers too. */
retort_span retort_field_id(retort_sink *sink, struct json_object *obj,
                            retort_field_names names);

/**
 * A whole number from 0 to UINT32_MAX at @p key; @p fallback if it is absent,
 * null or no number. Any other number is an error.
 */
uint32_t retort_field_sample(retort_sink *sink, struct json_object *obj,
                             const char *key, uint32_t fallback);

/** Does the field finish_reason or stop_reason say: cut by the token limit? */
bool retort_field_truncated(struct json_object *obj);

/**
 * What a value in the place of a text says: a string, null, an array of parts
 * ({type, text}, reasoning parts apart), or an object with answer, content or
 * text (and thought).
 */
retort_content retort_content_of(retort_sink *sink, struct json_object *value);

/** As retort_content_of() for the first of @p names in @p obj. */
retort_content retort_field_content(retort_sink *sink, struct json_object *obj,
                                    retort_field_names names);

/** Content of a chat message, with the reasoning fields beside it. */
retort_content retort_message_content(retort_sink *sink,
                                      struct json_object *message);

#endif /* INGEST_JSONFIELD_H */
