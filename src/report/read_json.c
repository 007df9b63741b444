#include "report/fields.h"

#include <inttypes.h>
#include <math.h>
#include <retort/limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <json-c/json.h>

#include "report/json_scan.h"

enum { PATH_BYTES_MAX = 200 };

typedef struct reader {
    const retort_document *document;
    retort_arena *arena;
    retort_err *err;
    char path[PATH_BYTES_MAX]; /* of the value being read */
    size_t path_len;
} reader;

typedef struct json_object json;

static retort_status read_object(reader *r, const retort_fields *fields,
                                 json *o, void *base);

/* Lengthen the path. @return what to give to leave() */
RETORT_PRINTF(2, 3)
static size_t enter(reader *r, const char *fmt, ...)
{
    size_t before = r->path_len;
    va_list ap;
    int n;

    va_start(ap, fmt);
    n = vsnprintf(r->path + before, sizeof(r->path) - before, fmt, ap);
    va_end(ap);
    if (n > 0)
        r->path_len += (size_t)n;
    if (r->path_len >= sizeof(r->path))
        r->path_len = sizeof(r->path) - 1;
    return before;
}

static void leave(reader *r, size_t before)
{
    r->path_len = before;
    r->path[before] = '\0';
}

static retort_status wrong_type(reader *r, const char *want, const json *found)
{
    return RETORT_FAIL(r->err, RETORT_ERR_FORMAT, "%s: want %s, found %s",
                       r->path, want,
                       json_type_to_name(json_object_get_type(found)));
}

static retort_status check_count(reader *r, const char *what, uint64_t found,
                                 uint64_t max)
{
    if (found <= max)
        return RETORT_OK;
    return RETORT_FAIL(r->err, RETORT_ERR_LIMIT,
                       "%s: %" PRIu64 " %s, more than %" PRIu64, r->path, found,
                       what, max);
}

static retort_status no_memory(reader *r)
{
    return RETORT_FAIL(r->err, RETORT_ERR_NOMEM, "%s: no memory", r->path);
}

/* Zeroed room, or NULL. */
static void *take(reader *r, size_t count, size_t size)
{
    void *p = retort_arena_take(r->arena, count, size);

    if (p)
        memset(p, 0, count * size);
    return p;
}

static retort_status read_string(reader *r, json *v, const char **out)
{
    retort_status st;
    size_t len;
    char *copy;

    if (!json_object_is_type(v, json_type_string))
        return wrong_type(r, "string", v);
    len = (size_t)json_object_get_string_len(v);
    st = check_count(r, "bytes", len, RETORT_FIELDS_STRING_MAX);
    if (st != RETORT_OK)
        return st;
    copy = take(r, len + 1, 1);
    if (!copy)
        return no_memory(r);
    memcpy(copy, json_object_get_string(v), len);
    *out = copy;
    return RETORT_OK;
}

static retort_status read_format(reader *r, json *v)
{
    if (!json_object_is_type(v, json_type_string))
        return wrong_type(r, "string", v);
    if (strcmp(json_object_get_string(v), r->document->format) != 0)
        return RETORT_FAIL(r->err, RETORT_ERR_FORMAT, "%s: want %s", r->path,
                           r->document->format);
    return RETORT_OK;
}

static retort_status read_bool(reader *r, const json *v, bool *out)
{
    if (!json_object_is_type(v, json_type_boolean))
        return wrong_type(r, "boolean", v);
    *out = json_object_get_boolean(v);
    return RETORT_OK;
}

static retort_status read_number(reader *r, const json *v, double *out)
{
    if (v == NULL) {
        *out = (double)NAN;
        return RETORT_OK;
    }
    if (!json_object_is_type(v, json_type_double) &&
        !json_object_is_type(v, json_type_int))
        return wrong_type(r, "number or null", v);
    *out = json_object_get_double(v);
    if (json_object_is_type(v, json_type_int) &&
        fabs(*out) > (double)RETORT_FIELDS_COUNT_MAX)
        return RETORT_FAIL(r->err, RETORT_ERR_FORMAT,
                           "%s: whole number beyond 2^53, write an exponent",
                           r->path);
    if (!isfinite(*out))
        return RETORT_FAIL(r->err, RETORT_ERR_FORMAT,
                           "%s: number too large for a double", r->path);
    return RETORT_OK;
}

static retort_status read_count(reader *r, const json *v, uint64_t max,
                                uint64_t *out)
{
    if (!json_object_is_type(v, json_type_int))
        return wrong_type(r, "whole number", v);
    if (json_object_get_int64(v) < 0)
        return RETORT_FAIL(r->err, RETORT_ERR_FORMAT,
                           "%s: %" PRId64 " is below 0", r->path,
                           json_object_get_int64(v));
    *out = json_object_get_uint64(v);
    return check_count(r, "counted", *out, max);
}

static retort_status read_count32(reader *r, const json *v, size_t most,
                                  uint32_t *out)
{
    uint64_t count = 0;
    retort_status st = read_count(r, v, most > 0 ? most : UINT32_MAX, &count);

    *out = (uint32_t)count;
    return st;
}

static retort_status read_strings(reader *r, const json *list, size_t count,
                                  void *out)
{
    const char **strings = take(r, count, sizeof(*strings));
    retort_status st = RETORT_OK;

    if (!strings)
        return no_memory(r);
    memcpy(out, &strings, sizeof(strings));
    for (size_t i = 0; i < count && st == RETORT_OK; i++) {
        size_t before = enter(r, "[%zu]", i);

        st = read_string(r, json_object_array_get_idx(list, i), &strings[i]);
        if (st == RETORT_OK)
            leave(r, before);
    }
    return st;
}

/* Objects hold objects: as deep as the table of fields, which has no circle. */
/* NOLINTBEGIN(misc-no-recursion) */
static retort_status read_objects(reader *r, const retort_fields *inner,
                                  const json *list, size_t count, void *out)
{
    char *structs = take(r, count, inner->struct_bytes);
    retort_status st = RETORT_OK;

    if (!structs)
        return no_memory(r);
    memcpy(out, &structs, sizeof(structs));
    for (size_t i = 0; i < count && st == RETORT_OK; i++) {
        size_t before = enter(r, "[%zu]", i);

        st = read_object(r, inner, json_object_array_get_idx(list, i),
                         structs + i * inner->struct_bytes);
        if (st == RETORT_OK)
            leave(r, before);
    }
    return st;
}

/* NOLINTEND(misc-no-recursion) */

static retort_status read_row(reader *r, const json *row, size_t size,
                              double *out)
{
    retort_status st = RETORT_OK;

    if (!json_object_is_type(row, json_type_array))
        return wrong_type(r, "list", row);
    if (json_object_array_length(row) != size)
        return RETORT_FAIL(r->err, RETORT_ERR_FORMAT,
                           "%s: %zu numbers, want %zu", r->path,
                           json_object_array_length(row), size);
    for (size_t i = 0; i < size && st == RETORT_OK; i++) {
        size_t before = enter(r, "[%zu]", i);

        st = read_number(r, json_object_array_get_idx(row, i), &out[i]);
        if (st == RETORT_OK)
            leave(r, before);
    }
    return st;
}

static retort_status read_matrix(reader *r, const json *list, size_t size,
                                 void *out)
{
    double *values = take(r, size * size, sizeof(*values));
    retort_status st = RETORT_OK;

    if (!values)
        return no_memory(r);
    memcpy(out, &values, sizeof(values));
    for (size_t i = 0; i < size && st == RETORT_OK; i++) {
        size_t before = enter(r, "[%zu]", i);

        st = read_row(r, json_object_array_get_idx(list, i), size,
                      values + i * size);
        if (st == RETORT_OK)
            leave(r, before);
    }
    return st;
}

static retort_status read_repeat(reader *r, const retort_field *f,
                                 const json *row, char *base)
{
    void *at = base + f->offset;

    if (!json_object_is_type(row, json_type_array) ||
        json_object_array_length(row) > 0)
        return read_row(r, row, f->most, at);
    memcpy(at, base + f->other, f->most * sizeof(double));
    return RETORT_OK;
}

static bool is_list(retort_field_kind kind)
{
    return kind == RETORT_FIELD_OBJECTS || kind == RETORT_FIELD_STRINGS ||
           kind == RETORT_FIELD_MATRIX;
}

/* Several lists may share one count: the first sets it. */
static retort_status agree_count(reader *r, const retort_fields *fields,
                                 const retort_field *f, size_t found,
                                 size_t *count)
{
    retort_status st = check_count(r, "members", found, f->most);

    if (st != RETORT_OK)
        return st;
    if (f > fields->rows && is_list(f[-1].kind) && f[-1].other == f->other &&
        found != *count)
        return RETORT_FAIL(r->err, RETORT_ERR_FORMAT,
                           "%s: %zu members, but %s has %zu", r->path, found,
                           f[-1].key, *count);
    *count = found;
    return RETORT_OK;
}

/* NOLINTBEGIN(misc-no-recursion): as above */
static retort_status read_list(reader *r, const retort_fields *fields,
                               const retort_field *f, const json *v, char *base)
{
    size_t found;
    retort_status st;

    if (!json_object_is_type(v, json_type_array))
        return wrong_type(r, "list", v);
    found = json_object_array_length(v);
    st = agree_count(r, fields, f, found, (size_t *)(void *)(base + f->other));
    if (st != RETORT_OK || found == 0)
        return st;
    if (f->kind == RETORT_FIELD_OBJECTS)
        return read_objects(r, f->inner, v, found, base + f->offset);
    if (f->kind == RETORT_FIELD_STRINGS)
        return read_strings(r, v, found, base + f->offset);
    return read_matrix(r, v, found, base + f->offset);
}

static retort_status read_value(reader *r, const retort_fields *fields,
                                const retort_field *f, json *v, char *base)
{
    void *at = base + f->offset;

    switch (f->kind) {
    case RETORT_FIELD_FORMAT: return read_format(r, v);
    case RETORT_FIELD_STRING: return read_string(r, v, at);
    case RETORT_FIELD_BOOL: return read_bool(r, v, at);
    case RETORT_FIELD_COUNT32: return read_count32(r, v, f->most, at);
    case RETORT_FIELD_COUNT64:
        return read_count(r, v, RETORT_FIELDS_COUNT_MAX, at);
    case RETORT_FIELD_NUMBER: return read_number(r, v, at);
    case RETORT_FIELD_NUMBERS: return read_row(r, v, f->most, at);
    case RETORT_FIELD_REPEAT: return read_repeat(r, f, v, base);
    case RETORT_FIELD_OBJECT: return read_object(r, f->inner, v, at);
    case RETORT_FIELD_OBJECTS:
    case RETORT_FIELD_STRINGS:
    case RETORT_FIELD_MATRIX: return read_list(r, fields, f, v, base);
    }
    return RETORT_ERR_INTERNAL;
}

/* NOLINTEND(misc-no-recursion) */

static bool is_known(const retort_fields *fields, const char *key)
{
    for (size_t i = 0; i < fields->count; i++) {
        if (strcmp(fields->rows[i].key, key) == 0)
            return true;
    }
    return false;
}

/* More keys than rows, while no row is missing: name one that is no row. */
static retort_status unknown_key(reader *r, const retort_fields *fields,
                                 json *o)
{
    json_object_object_foreach(o, key, value)
    {
        (void)value;
        if (!is_known(fields, key))
            return RETORT_FAIL(r->err, RETORT_ERR_FORMAT,
                               "%s: unknown key '%.40s'",
                               r->path_len ? r->path : r->document->name, key);
    }
    return RETORT_OK;
}

/* NOLINTNEXTLINE(misc-no-recursion): as above */
static retort_status read_object(reader *r, const retort_fields *fields,
                                 json *o, void *base)
{
    retort_status st = RETORT_OK;

    if (!json_object_is_type(o, json_type_object))
        return wrong_type(r, "object", o);
    for (size_t i = 0; i < fields->count && st == RETORT_OK; i++) {
        const retort_field *f = &fields->rows[i];
        size_t before = enter(r, "%s%s", r->path_len ? "." : "", f->key);
        json *v = NULL;

        if (json_object_object_get_ex(o, f->key, &v))
            st = read_value(r, fields, f, v, base);
        else
            st = RETORT_FAIL(r->err, RETORT_ERR_FORMAT, "%s: missing", r->path);
        if (st == RETORT_OK)
            leave(r, before);
    }
    if (st == RETORT_OK)
        st = unknown_key(r, fields, o);
    return st;
}

static retort_status parse(json **out, const char *name, retort_span text,
                           retort_err *err)
{
    struct json_tokener *tok = json_tokener_new_ex((int)RETORT_DEPTH_MAX);
    retort_status st = RETORT_OK;

    *out = NULL;
    if (!tok)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a parser");
    json_tokener_set_flags(tok, JSON_TOKENER_STRICT);
    *out = json_tokener_parse_ex(tok, text.ptr, (int)text.len);
    if (json_tokener_get_error(tok) == json_tokener_continue)
        st = RETORT_FAIL_AT(err, RETORT_ERR_JSON, 0, text.len,
                            "the text ends too early");
    else if (json_tokener_get_error(tok) != json_tokener_success)
        st = RETORT_FAIL_AT(
            err, RETORT_ERR_JSON, 0, json_tokener_get_parse_end(tok), "%s",
            json_tokener_error_desc(json_tokener_get_error(tok)));
    else if (json_tokener_get_parse_end(tok) != text.len)
        st = RETORT_FAIL_AT(err, RETORT_ERR_JSON, 0,
                            json_tokener_get_parse_end(tok),
                            "text behind the end of the %s", name);
    json_tokener_free(tok);
    return st;
}

static bool starts_object(retort_span text)
{
    size_t i = 0;

    while (i < text.len && strchr(" \t\r\n", text.ptr[i]))
        i++;
    return i < text.len && text.ptr[i] == '{';
}

static retort_status check_text(const char *name, retort_span *text,
                                retort_err *err)
{
    static const retort_json_limits LIMITS = {
        RETORT_DEPTH_MAX, RETORT_FIELDS_OBJECTS_MAX, RETORT_FIELDS_VALUES_MAX};
    retort_status st;

    if (text->len > RETORT_FIELDS_BYTES_MAX)
        return RETORT_FAIL(err, RETORT_ERR_LIMIT,
                           "%s of %zu bytes, more than %zu", name, text->len,
                           RETORT_FIELDS_BYTES_MAX);
    st = retort_json_scan(*text, &LIMITS, &text->len, err);
    if (st != RETORT_OK)
        return st;
    return starts_object(*text)
               ? RETORT_OK
               : RETORT_FAIL(err, RETORT_ERR_FORMAT, "%s: want object", name);
}

retort_status retort_document_read(const retort_document *document,
                                   retort_span text, retort_arena *arena,
                                   void *object, retort_err *err)
{
    reader r = {.document = document, .arena = arena, .err = err};
    json *top = NULL;
    retort_status st = check_text(document->name, &text, err);

    if (st != RETORT_OK)
        return st;
    st = parse(&top, document->name, text, err);
    if (st == RETORT_OK)
        st = read_object(&r, document->fields, top, object);
    (void)json_object_put(top);
    return st;
}
