/**
 * @file report/fields.h
 * The JSON form of a struct as a table: which key holds which member.
 *
 * The writer and the reader walk the same rows, so they cannot disagree. Keys
 * stand in ascending order of their bytes. A new member is one row and one line
 * in the page that documents the form.
 *
 * Threads: tables are immutable; the two functions have no state.
 */
#ifndef REPORT_FIELDS_H
#define REPORT_FIELDS_H

#include <retort/span.h>
#include <retort/status.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

#define RETORT_FIELDS_BYTES_MAX   ((size_t)256 << 20) /* one JSON text */
#define RETORT_FIELDS_STRING_MAX  ((size_t)64 << 10)  /* bytes of a string */
#define RETORT_FIELDS_COUNT_MAX   ((uint64_t)1 << 53) /* exact in a double */
#define RETORT_FIELDS_OBJECTS_MAX ((size_t)1 << 20)   /* objects in one text */
#define RETORT_FIELDS_VALUES_MAX  ((size_t)1 << 24)   /* values in one text */

typedef enum retort_field_kind {
    RETORT_FIELD_FORMAT,  /**< the name of the format, no member */
    RETORT_FIELD_STRING,  /**< const char * */
    RETORT_FIELD_BOOL,    /**< bool */
    RETORT_FIELD_COUNT32, /**< uint32_t, up to `most` if that is not 0 */
    RETORT_FIELD_COUNT64, /**< uint64_t up to RETORT_FIELDS_COUNT_MAX */
    RETORT_FIELD_NUMBER,  /**< double; null is NaN */
    RETORT_FIELD_NUMBERS, /**< `most` doubles inside the struct */
    RETORT_FIELD_REPEAT,  /**< likewise; an empty list stands for the numbers
                               at `other`, whose row comes before */
    RETORT_FIELD_OBJECT,  /**< a struct inside the struct */
    RETORT_FIELD_OBJECTS, /**< pointer to structs; their number at `other` */
    RETORT_FIELD_STRINGS, /**< pointer to strings; their number at `other` */
    RETORT_FIELD_MATRIX,  /**< pointer to n x n doubles, by rows; n likewise */
} retort_field_kind;

typedef struct retort_fields retort_fields;

/** One key of an object. */
typedef struct retort_field {
    const char *key;
    retort_field_kind kind;
    size_t offset; /**< of the member in its struct */
    size_t other;  /**< offset of the size_t beside a pointer, or of the numbers
                        that an empty list stands for */
    size_t most;   /**< greatest count, numbers in a row, most members */
    const retort_fields *inner; /**< rows of OBJECT and OBJECTS */
} retort_field;

/** All keys of an object: none may be absent, no other may be there. */
struct retort_fields {
    const retort_field *rows;
    size_t count;
    size_t struct_bytes;
};

/** A whole JSON text: an object, one line, a line end behind it. */
typedef struct retort_document {
    const char *name;   /**< what an error calls it, such as "result" */
    const char *format; /**< value of the key "format" */
    const retort_fields *fields;
} retort_document;

/** Rows of a table, for the files that hold one. */
#define RETORT_FIELD_ONE(key, kind, type, member)                              \
    {                                                                          \
        key, RETORT_FIELD_##kind, offsetof(type, member), 0, 0, NULL           \
    }
#define RETORT_FIELD_INNER(key, type, member, fields)                          \
    {                                                                          \
        key, RETORT_FIELD_OBJECT, offsetof(type, member), 0, 0, &(fields)      \
    }
#define RETORT_FIELD_LIST(key, kind, type, member, count, most, fields)        \
    {                                                                          \
        key, RETORT_FIELD_##kind, offsetof(type, member),                      \
            offsetof(type, count), most, fields                                \
    }
#define RETORT_FIELDS(rows, type)                                              \
    {                                                                          \
        rows, sizeof(rows) / sizeof((rows)[0]), sizeof(type)                   \
    }

/**
 * Append @p object as JSON. What the reader would refuse is not written.
 *
 * Running out of room or memory sticks to @p out; it is not returned.
 * @return RETORT_OK or RETORT_ERR_LIMIT
 */
RETORT_MUST_CHECK retort_status
retort_document_write(const retort_document *document, const void *object,
                      retort_buf *out, retort_err *err);

/**
 * Read @p json into the zeroed struct @p object; all that it points to comes
 * from @p arena. Hostile input is normal input: bad JSON, wrong types and
 * passed limits are errors that name the place ("sets[0].items[3].use").
 *
 * @return RETORT_OK, RETORT_ERR_JSON, RETORT_ERR_UTF8, RETORT_ERR_FORMAT,
 *         RETORT_ERR_LIMIT or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status
retort_document_read(const retort_document *document, retort_span json,
                     retort_arena *arena, void *object, retort_err *err);

#endif /* REPORT_FIELDS_H */
