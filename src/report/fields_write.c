#include "report/fields.h"

#include <inttypes.h>
#include <math.h>
#include <retort/limits.h>
#include <stdbool.h>
#include <string.h>

#include "report/escape.h"
#include "report/json_scan.h"
#include "report/number.h"

typedef struct writer {
    const retort_document *document;
    retort_buf *out;
    retort_err *err;
    retort_status status; /* first limit passed, or RETORT_OK */
} writer;

/* Where member @p offset of the struct at @p base is. */
static const void *member(const void *base, size_t offset)
{
    return (const char *)base + offset;
}

static size_t count_of(const retort_field *f, const void *base)
{
    return *(const size_t *)member(base, f->other);
}

/* What the reader would refuse is not written in the first place. */
static void check_limit(writer *w, const char *key, const char *what,
                        uint64_t value, uint64_t max)
{
    if (value > max && w->status == RETORT_OK)
        w->status = RETORT_FAIL(w->err, RETORT_ERR_LIMIT,
                                "%s: %" PRIu64 " %s, more than %" PRIu64, key,
                                value, what, max);
}

static void write_string(writer *w, const char *key, const char *s)
{
    check_limit(w, key, "bytes", s ? strlen(s) : 0, RETORT_FIELDS_STRING_MAX);
    if (w->status == RETORT_OK)
        retort_escape_json(w->out, s);
}

static void write_count(writer *w, const char *key, uint64_t count,
                        uint64_t most)
{
    check_limit(w, key, "counted", count, most);
    retort_number_count(w->out, count);
}

static void write_strings(writer *w, const retort_field *f, const void *base)
{
    const char *const *list =
        *(const char *const *const *)member(base, f->offset);

    for (size_t i = 0; i < count_of(f, base) && w->status == RETORT_OK; i++) {
        retort_buf_puts(w->out, i ? "," : "");
        write_string(w, f->key, list[i]);
    }
}

static void write_numbers(writer *w, const double *values, size_t count)
{
    retort_buf_puts(w->out, "[");
    for (size_t i = 0; i < count; i++) {
        retort_buf_puts(w->out, i ? "," : "");
        retort_number_exact(w->out, values[i]);
    }
    retort_buf_puts(w->out, "]");
}

static void write_matrix(writer *w, const retort_field *f, const void *base)
{
    const double *values = *(const double *const *)member(base, f->offset);
    size_t size = count_of(f, base);

    for (size_t i = 0; i < size && w->status == RETORT_OK; i++) {
        retort_buf_puts(w->out, i ? "," : "");
        write_numbers(w, values + i * size, size);
    }
}

/* Equal once written: all that is not finite is null. */
static bool reads_equal(const double *a, const double *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (a[i] != b[i] && (isfinite(a[i]) || isfinite(b[i])))
            return false;
    }
    return true;
}

static void write_repeat(writer *w, const retort_field *f, const void *base)
{
    const double *values = member(base, f->offset);
    bool is_repeat = reads_equal(values, member(base, f->other), f->most);

    write_numbers(w, values, is_repeat ? 0 : f->most);
}

static void write_object(writer *w, const retort_fields *fields,
                         const void *base);

/* Objects hold objects: as deep as the table of fields, which has no circle. */
/* NOLINTBEGIN(misc-no-recursion) */
static void write_objects(writer *w, const retort_field *f, const void *base)
{
    const char *list = *(const char *const *)member(base, f->offset);

    for (size_t i = 0; i < count_of(f, base) && w->status == RETORT_OK; i++) {
        retort_buf_puts(w->out, i ? "," : "");
        write_object(w, f->inner, list + i * f->inner->struct_bytes);
    }
}

static void write_list(writer *w, const retort_field *f, const void *base)
{
    check_limit(w, f->key, "members", count_of(f, base), f->most);
    retort_buf_puts(w->out, "[");
    if (f->kind == RETORT_FIELD_OBJECTS)
        write_objects(w, f, base);
    else if (f->kind == RETORT_FIELD_STRINGS)
        write_strings(w, f, base);
    else
        write_matrix(w, f, base);
    retort_buf_puts(w->out, "]");
}

static void write_value(writer *w, const retort_field *f, const void *base)
{
    const void *at = member(base, f->offset);

    switch (f->kind) {
    case RETORT_FIELD_FORMAT:
        retort_escape_json(w->out, w->document->format);
        break;
    case RETORT_FIELD_STRING:
        write_string(w, f->key, *(const char *const *)at);
        break;
    case RETORT_FIELD_BOOL:
        retort_buf_puts(w->out, *(const bool *)at ? "true" : "false");
        break;
    case RETORT_FIELD_COUNT32:
        write_count(w, f->key, *(const uint32_t *)at,
                    f->most > 0 ? f->most : UINT32_MAX);
        break;
    case RETORT_FIELD_COUNT64:
        write_count(w, f->key, *(const uint64_t *)at, RETORT_FIELDS_COUNT_MAX);
        break;
    case RETORT_FIELD_NUMBER:
        retort_number_exact(w->out, *(const double *)at);
        break;
    case RETORT_FIELD_NUMBERS: write_numbers(w, at, f->most); break;
    case RETORT_FIELD_REPEAT: write_repeat(w, f, base); break;
    case RETORT_FIELD_OBJECT: write_object(w, f->inner, at); break;
    case RETORT_FIELD_OBJECTS:
    case RETORT_FIELD_STRINGS:
    case RETORT_FIELD_MATRIX: write_list(w, f, base); break;
    }
}

static void write_object(writer *w, const retort_fields *fields,
                         const void *base)
{
    retort_buf_puts(w->out, "{");
    for (size_t i = 0; i < fields->count && w->status == RETORT_OK; i++) {
        retort_buf_printf(w->out, "%s\"%s\":", i ? "," : "",
                          fields->rows[i].key);
        write_value(w, &fields->rows[i], base);
    }
    retort_buf_puts(w->out, "}");
}

/* NOLINTEND(misc-no-recursion) */

/* Counts over the whole text, told by the eyes of the reader. */
static retort_status check_whole(retort_span text, retort_err *err)
{
    static const retort_json_limits LIMITS = {
        RETORT_DEPTH_MAX, RETORT_FIELDS_OBJECTS_MAX, RETORT_FIELDS_VALUES_MAX};
    size_t len;

    return retort_json_scan(text, &LIMITS, &len, err);
}

retort_status retort_document_write(const retort_document *document,
                                    const void *object, retort_buf *out,
                                    retort_err *err)
{
    writer w = {document, out, err, RETORT_OK};
    size_t before = out->len;

    write_object(&w, document->fields, object);
    retort_buf_puts(out, "\n");
    if (w.status != RETORT_OK || retort_buf_status(out) != RETORT_OK)
        return w.status; /* the buffer's is told by its owner */
    check_limit(&w, document->name, "bytes", out->len - before,
                RETORT_FIELDS_BYTES_MAX);
    if (w.status == RETORT_OK)
        w.status = check_whole(
            (retort_span){out->ptr + before, out->len - before}, err);
    return w.status;
}
