#include "ingest/jsonfield.h"

#include <math.h>
#include <string.h>

#include <json-c/json_object.h>

#include "ingest/conversion.h"
#include "ingest/offer.h"

static retort_field_names REASONING = {"reasoning_content", "reasoning",
                                       "thinking", NULL};

bool retort_json_has(struct json_object *obj, const char *key)
{
    return json_object_is_type(obj, json_type_object) &&
           json_object_object_get_ex(obj, key, NULL);
}

struct json_object *retort_json_get(struct json_object *obj, const char *key)
{
    struct json_object *value = NULL;

    if (json_object_is_type(obj, json_type_object))
        (void)json_object_object_get_ex(obj, key, &value);
    return value;
}

size_t retort_json_count(struct json_object *value)
{
    if (!json_object_is_type(value, json_type_array))
        return 0;
    return json_object_array_length(value);
}

struct json_object *retort_json_item(struct json_object *value, size_t i)
{
    if (i >= retort_json_count(value))
        return NULL;
    return json_object_array_get_idx(value, i);
}

static bool is_string(struct json_object *value)
{
    return json_object_is_type(value, json_type_string);
}

static retort_span string_of(struct json_object *value)
{
    return (retort_span){json_object_get_string(value),
                         (size_t)json_object_get_string_len(value)};
}

bool retort_json_is(struct json_object *value, const char *text)
{
    retort_span s;

    if (!is_string(value))
        return false;
    s = string_of(value);
    return s.len == strlen(text) && memcmp(s.ptr, text, s.len) == 0;
}

/* json-c saturates integers that are too long, and so hides them here. */
static bool is_number_lost(struct json_object *value)
{
    if (json_object_is_type(value, json_type_double))
        return !isfinite(json_object_get_double(value));
    if (json_object_is_type(value, json_type_int))
        return json_object_get_uint64(value) == UINT64_MAX ||
               json_object_get_int64(value) == INT64_MIN;
    return false;
}

static void refuse_lost_number(retort_sink *sink, struct json_object *value)
{
    if (is_number_lost(value))
        retort_offer_fail(sink, RETORT_ERR_FORMAT,
                          "a field in use holds a number out of range");
}

retort_span retort_value_text(retort_sink *sink, struct json_object *value)
{
    if (is_string(value))
        return string_of(value);
    refuse_lost_number(sink, value);
    return (retort_span){NULL, 0};
}

retort_span retort_value_id(retort_sink *sink, struct json_object *value)
{
    if (json_object_is_type(value, json_type_int) ||
        json_object_is_type(value, json_type_double)) {
        refuse_lost_number(sink, value);
        return retort_span_of(
            json_object_to_json_string_ext(value, JSON_C_TO_STRING_PLAIN));
    }
    return retort_value_text(sink, value);
}

struct json_object *retort_field_value(struct json_object *obj,
                                       retort_field_names names,
                                       bool *out_present)
{
    bool present = false;
    struct json_object *value = NULL;

    for (size_t i = 0; names[i] && !value; i++) {
        present = present || retort_json_has(obj, names[i]);
        value = retort_json_get(obj, names[i]);
    }
    if (out_present)
        *out_present = present;
    return value;
}

retort_span retort_field_text(retort_sink *sink, struct json_object *obj,
                              retort_field_names names)
{
    return retort_value_text(sink, retort_field_value(obj, names, NULL));
}

retort_span retort_field_id(retort_sink *sink, struct json_object *obj,
                            retort_field_names names)
{
    return retort_value_id(sink, retort_field_value(obj, names, NULL));
}

uint32_t retort_field_sample(retort_sink *sink, struct json_object *obj,
                             const char *key, uint32_t fallback)
{
    struct json_object *value = retort_json_get(obj, key);
    double number;

    if (!json_object_is_type(value, json_type_int) &&
        !json_object_is_type(value, json_type_double))
        return fallback;
    number = json_object_get_double(value);
    if (!(number >= 0 && number <= (double)UINT32_MAX) ||
        number != floor(number)) {
        retort_offer_fail(sink, RETORT_ERR_FORMAT,
                          "field %s is no whole number from 0 to %lu", key,
                          (unsigned long)UINT32_MAX);
        return fallback;
    }
    return (uint32_t)number;
}

bool retort_field_truncated(struct json_object *obj)
{
    static retort_field_names names = {"finish_reason", "stop_reason", NULL};
    struct json_object *value = retort_field_value(obj, names, NULL);

    return retort_json_is(value, "length") ||
           retort_json_is(value, "max_tokens");
}

/* ---- content ---- */

/* One pass counts, with @out NULL; the next one copies. */
typedef struct join {
    char *out;
    size_t len;
    size_t pieces;
} join;

static void join_add(join *j, struct json_object *value)
{
    retort_span s;

    if (!is_string(value))
        return;
    s = string_of(value);
    if (j->out && s.len)
        memcpy(j->out + j->len, s.ptr, s.len);
    j->len += s.len;
    j->pieces++;
}

static bool is_reasoning_part(struct json_object *part)
{
    struct json_object *type = retort_json_get(part, "type");

    return retort_json_is(type, "thinking") ||
           retort_json_is(type, "reasoning");
}

static bool is_text_part(struct json_object *part)
{
    struct json_object *type = retort_json_get(part, "type");

    return !type || retort_json_is(type, "text") ||
           retort_json_is(type, "output_text");
}

static void join_parts(join *text, join *reasoning, struct json_object *parts)
{
    static retort_field_names thought = {"thinking", "reasoning", "text", NULL};

    for (size_t i = 0; i < retort_json_count(parts); i++) {
        struct json_object *part = retort_json_item(parts, i);

        if (is_string(part))
            join_add(text, part);
        else if (is_reasoning_part(part))
            join_add(reasoning, retort_field_value(part, thought, NULL));
        else if (is_text_part(part))
            join_add(text, retort_json_get(part, "text"));
    }
}

static retort_content content_of_parts(retort_sink *sink,
                                       struct json_object *parts)
{
    retort_content c = {.verdict = RETORT_TAKE};
    join text = {0};
    join reasoning = {0};
    char *room;

    join_parts(&text, &reasoning, parts);
    if (text.pieces == 0 && retort_json_count(parts) > 0)
        c.verdict = RETORT_SKIP_NO_REPLY;
    if (text.len + reasoning.len == 0)
        return c;
    room = retort_arena_take(&retort_conversion_of(sink)->arena,
                             text.len + reasoning.len, 1);
    if (!room) {
        retort_offer_fail(sink, RETORT_ERR_NOMEM, "no memory for a text");
        return c;
    }
    c.text = (retort_span){room, text.len};
    c.reasoning = (retort_span){room + text.len, reasoning.len};
    text = (join){.out = room};
    reasoning = (join){.out = room + c.text.len};
    join_parts(&text, &reasoning, parts);
    return c;
}

static retort_content content_of_scalar(retort_sink *sink,
                                        struct json_object *value)
{
    retort_content c = {.verdict = RETORT_TAKE};

    if (!value)
        c.verdict = RETORT_SKIP_NULL;
    else if (is_string(value))
        c.text = string_of(value);
    else
        c.verdict = RETORT_SKIP_SHAPE;
    refuse_lost_number(sink, value);
    return c;
}

static retort_content content_of_object(retort_sink *sink,
                                        struct json_object *value)
{
    static retort_field_names answer = {"answer", "content", "text", NULL};
    bool present;
    struct json_object *text = retort_field_value(value, answer, &present);
    retort_content c = content_of_scalar(sink, text);

    if (!present)
        c.verdict = RETORT_SKIP_SHAPE;
    c.reasoning = retort_value_text(sink, retort_json_get(value, "thought"));
    return c;
}

retort_content retort_content_of(retort_sink *sink, struct json_object *value)
{
    if (json_object_is_type(value, json_type_array))
        return content_of_parts(sink, value);
    if (json_object_is_type(value, json_type_object))
        return content_of_object(sink, value);
    return content_of_scalar(sink, value);
}

retort_content retort_field_content(retort_sink *sink, struct json_object *obj,
                                    retort_field_names names)
{
    bool present;
    struct json_object *value = retort_field_value(obj, names, &present);

    if (!present)
        return (retort_content){.verdict = RETORT_SKIP_NO_REPLY};
    return retort_content_of(sink, value);
}

retort_content retort_message_content(retort_sink *sink,
                                      struct json_object *message)
{
    static retort_field_names content = {"content", NULL};
    retort_content c = retort_field_content(sink, message, content);
    retort_span refusal;
    retort_span reasoning;

    if (c.verdict == RETORT_SKIP_NULL) {
        refusal = retort_value_text(sink, retort_json_get(message, "refusal"));
        if (refusal.len) {
            c.text = refusal;
            c.verdict = RETORT_TAKE;
        }
    }
    reasoning = retort_field_text(sink, message, REASONING);
    if (reasoning.len)
        c.reasoning = reasoning;
    return c;
}
