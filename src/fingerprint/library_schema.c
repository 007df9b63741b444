#include "fingerprint/library_schema.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "fingerprint/library_db.h"

enum { SQL_BYTES = 96 };

/* Header numbers first: the page size holds only for a file without pages. */
static retort_status write_header(struct sqlite3 *db, retort_err *err)
{
    char sql[SQL_BYTES];
    retort_status st;

    (void)snprintf(sql, sizeof(sql), "PRAGMA page_size = %d",
                   RETORT_LIBRARY_PAGE_BYTES);
    st = retort_db_exec(db, sql, err);
    if (st == RETORT_OK)
        st = retort_db_exec(db,
                            "PRAGMA encoding = 'UTF-8';"
                            "PRAGMA auto_vacuum = NONE;"
                            "BEGIN",
                            err);
    (void)snprintf(sql, sizeof(sql), "PRAGMA application_id = %d",
                   RETORT_LIBRARY_APPLICATION_ID);
    if (st == RETORT_OK)
        st = retort_db_exec(db, sql, err);
    (void)snprintf(sql, sizeof(sql), "PRAGMA user_version = %d",
                   RETORT_LIBRARY_VERSION);
    if (st == RETORT_OK)
        st = retort_db_exec(db, sql, err);
    return st;
}

retort_status retort_library_schema_create(struct sqlite3 *db, retort_err *err)
{
    retort_status st = write_header(db, err);

    for (const retort_schema_item *i = retort_library_schema;
         st == RETORT_OK && i->name; i++)
        st = retort_db_exec(db, i->sql, err);
    return st;
}

static retort_status read_number(struct sqlite3 *db, const char *sql,
                                 uint64_t *out, retort_err *err)
{
    struct sqlite3_stmt *stmt;
    retort_status st = retort_db_prepare(db, sql, &stmt, err);

    *out = 0;
    if (st == RETORT_OK)
        st = retort_db_step(stmt, err);
    if (st == RETORT_OK && !retort_db_int(stmt, 0, out))
        *out = 0; /* a negative number in the header is none of ours */
    retort_db_finish(stmt);
    return st == RETORT_END ? RETORT_OK : st;
}

static retort_status check_header(struct sqlite3 *db, retort_err *err)
{
    uint64_t id;
    uint64_t version;
    retort_status st = read_number(db, "PRAGMA application_id", &id, err);

    if (st == RETORT_OK && id != RETORT_LIBRARY_APPLICATION_ID)
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "not a library: application id is %#llx, not %#x",
                           (unsigned long long)id,
                           (unsigned)RETORT_LIBRARY_APPLICATION_ID);
    if (st == RETORT_OK)
        st = read_number(db, "PRAGMA user_version", &version, err);
    if (st == RETORT_OK && version != RETORT_LIBRARY_VERSION)
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "library is of version %llu, not %d",
                           (unsigned long long)version, RETORT_LIBRARY_VERSION);
    return st;
}

static retort_status check_table(struct sqlite3_stmt *stmt,
                                 const retort_schema_item *item,
                                 retort_err *err)
{
    retort_status st;
    const char *sql;

    retort_db_bind_text(stmt, 1, item->name);
    st = retort_db_step(stmt, err);
    if (st == RETORT_END)
        return RETORT_FAIL(err, RETORT_ERR_FORMAT, "library lacks table %s",
                           item->name);
    if (st != RETORT_OK)
        return st;
    sql = retort_db_text(stmt, 0);
    if (!sql || strcmp(sql, item->sql) != 0)
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "table %s of the library has other columns",
                           item->name);
    return RETORT_OK;
}

retort_status retort_library_schema_check(struct sqlite3 *db, retort_err *err)
{
    retort_status st = check_header(db, err);

    for (const retort_schema_item *i = retort_library_schema;
         st == RETORT_OK && i->name; i++) {
        struct sqlite3_stmt *stmt;

        if (strcmp(i->type, "table") != 0)
            continue;
        st = retort_db_prepare(db,
                               "SELECT sql FROM sqlite_schema "
                               "WHERE type = 'table' AND name = ?1",
                               &stmt, err);
        if (st == RETORT_OK)
            st = check_table(stmt, i, err);
        retort_db_finish(stmt);
    }
    return st;
}

retort_status retort_library_schema_bytes(struct sqlite3 *db, uint64_t *out,
                                          retort_err *err)
{
    uint64_t page_bytes;
    uint64_t pages = 0;
    retort_status st = read_number(db, "PRAGMA page_size", &page_bytes, err);

    if (st == RETORT_OK)
        st = read_number(db, "PRAGMA page_count", &pages, err);
    *out = st == RETORT_OK ? page_bytes * pages : 0;
    return st;
}
