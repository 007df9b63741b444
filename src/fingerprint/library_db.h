/**
 * @file fingerprint/library_db.h
 * SQLite as the library uses it: errors in our codes, text that is C text,
 * statements that are finished once.
 *
 * Files may be hostile: schemas are not trusted, cell sizes are checked, and
 * a file that SQLite finds corrupt is RETORT_ERR_FORMAT at whatever step.
 *
 * Threads: one connection, one thread.
 */
#ifndef FINGERPRINT_LIBRARY_DB_H
#define FINGERPRINT_LIBRARY_DB_H

#include <retort/attrs.h>
#include <retort/span.h>
#include <retort/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sqlite3;
struct sqlite3_stmt;

/** How to open. */
typedef enum retort_db_mode {
    RETORT_DB_IMMUTABLE, /**< read only; nobody may write it meanwhile */
    RETORT_DB_PRIVATE,   /**< read and write a file that only we know of */
} retort_db_mode;

/**
 * Open an existing file; an empty one is an empty database. A private one gets
 * no journal and no syncs: after a failed write it must be thrown away.
 * @return RETORT_OK, RETORT_ERR_IO, RETORT_ERR_FORMAT or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_db_open(struct sqlite3 **out,
                                               const char *path,
                                               retort_db_mode mode,
                                               retort_err *err);

/** Close. NULL is allowed. */
void retort_db_close(struct sqlite3 *db);

/** Run statements that yield no rows. */
RETORT_MUST_CHECK retort_status retort_db_exec(struct sqlite3 *db,
                                               const char *sql,
                                               retort_err *err);

/** Compile one statement, finished by retort_db_finish(). */
RETORT_MUST_CHECK retort_status retort_db_prepare(struct sqlite3 *db,
                                                  const char *sql,
                                                  struct sqlite3_stmt **out,
                                                  retort_err *err);

/** Finish. NULL is allowed. */
void retort_db_finish(struct sqlite3_stmt *stmt);

/**
 * Fetch a row.
 * @return RETORT_OK (a row), RETORT_END, or why it failed
 */
RETORT_MUST_CHECK retort_status retort_db_step(struct sqlite3_stmt *stmt,
                                               retort_err *err);

/** Run a statement without rows and make it ready for the next values. */
RETORT_MUST_CHECK retort_status retort_db_run(struct sqlite3_stmt *stmt,
                                              retort_err *err);

/**
 * Set parameter @p i, 1-based. Text and blobs are borrowed until the statement
 * has run. A failure shows in the next step.
 */
void retort_db_bind_text(struct sqlite3_stmt *stmt, int i, const char *text);
void retort_db_bind_int(struct sqlite3_stmt *stmt, int i, uint64_t value);
void retort_db_bind_real(struct sqlite3_stmt *stmt, int i, double value);
void retort_db_bind_blob(struct sqlite3_stmt *stmt, int i, retort_span bytes);

/**
 * Column @p i of the row, 0-based, valid until the next step. NULL if it is not
 * text or holds a NUL.
 */
const char *retort_db_text(struct sqlite3_stmt *stmt, int i);

/** A count. @return false if it is no integer or negative */
bool retort_db_int(struct sqlite3_stmt *stmt, int i, uint64_t *out);

/** A real; NULL of SQL is NaN. @return false if it is neither */
bool retort_db_real(struct sqlite3_stmt *stmt, int i, double *out);

/** A blob; the empty span if it is none. */
retort_span retort_db_blob(struct sqlite3_stmt *stmt, int i);

/** Version of the SQLite that is running. Static. */
const char *retort_db_version(void);

#endif /* FINGERPRINT_LIBRARY_DB_H */
