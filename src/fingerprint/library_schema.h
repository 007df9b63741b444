/**
 * @file fingerprint/library_schema.h
 * The tables and views of a library file (docs/library.md), and the numbers in
 * its header that say what it is.
 */
#ifndef FINGERPRINT_LIBRARY_SCHEMA_H
#define FINGERPRINT_LIBRARY_SCHEMA_H

#include <retort/attrs.h>
#include <retort/status.h>
#include <stdint.h>

struct sqlite3;

enum {
    RETORT_LIBRARY_APPLICATION_ID = 0x72746c62, /* "rtlb" */
    RETORT_LIBRARY_VERSION = 1,
    RETORT_LIBRARY_PAGE_BYTES = 4096,
};

/** A table or view as sqlite_schema keeps it. */
typedef struct retort_schema_item {
    const char *type; /* "table", "view" */
    const char *name;
    const char *sql;
} retort_schema_item;

/** All of them in the order of creation, ended by a NULL name. Static. */
extern const retort_schema_item retort_library_schema[];

/**
 * Make an empty database a library, inside a transaction that stays open.
 * @return RETORT_OK, RETORT_ERR_IO or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_library_schema_create(struct sqlite3 *db,
                                                             retort_err *err);

/**
 * Is this file a library of our version with the tables we know? Other objects
 * in it are let be: they are never touched.
 * @return RETORT_OK, RETORT_ERR_FORMAT, RETORT_ERR_IO or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_library_schema_check(struct sqlite3 *db,
                                                            retort_err *err);

/**
 * Size that the file must have by its own header.
 * @return RETORT_OK, RETORT_ERR_FORMAT, RETORT_ERR_IO or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_library_schema_bytes(struct sqlite3 *db,
                                                            uint64_t *out,
                                                            retort_err *err);

#endif /* FINGERPRINT_LIBRARY_SCHEMA_H */
