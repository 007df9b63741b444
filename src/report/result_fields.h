/**
 * @file report/result_fields.h
 * The JSON form of a result as a table: which key holds which member.
 *
 * The writer and the reader walk the same rows, so they cannot disagree. Keys
 * stand in ascending order of their bytes. A new member of a result struct is
 * one row here and one line in docs/result-json.md.
 */
#ifndef REPORT_RESULT_FIELDS_H
#define REPORT_RESULT_FIELDS_H

#include <retort/limits.h>
#include <stddef.h>
#include <stdint.h>

/** Value of the key "format". */
#define RETORT_RESULT_FORMAT "retort-result-1"

#define RETORT_RESULT_BYTES_MAX   ((size_t)256 << 20) /* one JSON text */
#define RETORT_RESULT_STRING_MAX  ((size_t)64 << 10)  /* bytes of a string */
#define RETORT_RESULT_LIST_MAX    RETORT_MODELS_MAX   /* members of a list */
#define RETORT_RESULT_REMARKS_MAX ((size_t)1000)      /* warnings, left out */
#define RETORT_RESULT_STRIPS_MAX  ((size_t)1000)      /* strips of a suspect */
#define RETORT_RESULT_HEATMAP_MAX ((size_t)2000)      /* rows of the heat map */
#define RETORT_RESULT_COUNT_MAX   ((uint64_t)1 << 53) /* exact in a double */
#define RETORT_RESULT_OBJECTS_MAX ((size_t)1 << 20)   /* objects in one text */
#define RETORT_RESULT_VALUES_MAX  ((size_t)1 << 24)   /* values in one text */

typedef enum retort_field_kind {
    RETORT_FIELD_FORMAT,  /**< the constant RETORT_RESULT_FORMAT, no member */
    RETORT_FIELD_STRING,  /**< const char * */
    RETORT_FIELD_BOOL,    /**< bool */
    RETORT_FIELD_COUNT32, /**< uint32_t */
    RETORT_FIELD_COUNT64, /**< uint64_t up to RETORT_RESULT_COUNT_MAX */
    RETORT_FIELD_NUMBER,  /**< double; null is NaN */
    RETORT_FIELD_OBJECT,  /**< a struct inside the struct */
    RETORT_FIELD_OBJECTS, /**< pointer to structs, and their count */
    RETORT_FIELD_STRINGS, /**< pointer to strings, and their count */
    RETORT_FIELD_MATRIX,  /**< pointer to count x count doubles, row by row */
} retort_field_kind;

typedef struct retort_fields retort_fields;

/** One key of an object. */
typedef struct retort_field {
    const char *key;
    retort_field_kind kind;
    size_t offset;              /**< of the member in its struct */
    size_t count_offset;        /**< of the size_t beside a pointer */
    size_t count_max;           /**< most members of a list */
    const retort_fields *inner; /**< rows of OBJECT and OBJECTS */
} retort_field;

/** All keys of an object: none may be absent, no other may be there. */
struct retort_fields {
    const retort_field *rows;
    size_t count;
    size_t struct_bytes;
};

/** The rows of a retort_screening. Static. */
extern const retort_fields retort_result_fields;

#endif /* REPORT_RESULT_FIELDS_H */
