#include "fingerprint/library_db.h"

#include <math.h>
#include <sqlite3.h>
#include <string.h>

#include "base/buf.h"

enum { URI_BYTES_MAX = 64 * 1024 };

static retort_status status_of(int code)
{
    switch (code & 0xff) {
    case SQLITE_OK:
    case SQLITE_DONE:
    case SQLITE_ROW: return RETORT_OK;
    case SQLITE_NOMEM: return RETORT_ERR_NOMEM;
    case SQLITE_TOOBIG: return RETORT_ERR_LIMIT;
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PERM:
    case SQLITE_AUTH: return RETORT_ERR_IO;
    default: return RETORT_ERR_FORMAT;
    }
}

static retort_status fail(struct sqlite3 *db, int code, retort_err *err)
{
    retort_status st = status_of(code);

    if (st == RETORT_OK)
        return st;
    retort_err_fill(err, st, "library: %.280s",
                    db ? sqlite3_errmsg(db) : sqlite3_errstr(code));
    return st;
}

static void add_byte(retort_buf *uri, unsigned char c)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "abcdefghijklmnopqrstuvwxyz0123456789._~-";

    if (memchr(plain, c, sizeof(plain) - 1))
        retort_buf_add(uri, (retort_span){(const char *)&c, 1});
    else
        retort_buf_printf(uri, "%%%02X", (unsigned)c);
}

/* Slashes are escaped too: "//" would begin the name of a host. */
static retort_status make_uri(retort_buf *uri, const char *path,
                              retort_db_mode mode)
{
    retort_buf_init(uri, URI_BYTES_MAX);
    retort_buf_puts(uri, "file:");
    for (const char *p = path; *p; p++)
        add_byte(uri, (unsigned char)*p);
    retort_buf_puts(uri,
                    mode == RETORT_DB_IMMUTABLE ? "?immutable=1" : "?mode=rw");
    return retort_buf_status(uri);
}

static retort_status configure(struct sqlite3 *db, retort_db_mode mode,
                               retort_err *err)
{
    int on = 0;
    retort_status st;

    (void)sqlite3_extended_result_codes(db, 1);
    (void)sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, &on);
    st = retort_db_exec(db,
                        "PRAGMA trusted_schema = OFF;"
                        "PRAGMA cell_size_check = ON;"
                        "PRAGMA temp_store = MEMORY;",
                        err);
    if (st == RETORT_OK && mode == RETORT_DB_PRIVATE)
        st = retort_db_exec(db,
                            "PRAGMA locking_mode = EXCLUSIVE;"
                            "PRAGMA journal_mode = OFF;"
                            "PRAGMA synchronous = OFF;"
                            "PRAGMA secure_delete = ON;",
                            err);
    return st;
}

retort_status retort_db_open(struct sqlite3 **out, const char *path,
                             retort_db_mode mode, retort_err *err)
{
    retort_status st;
    retort_buf uri;
    struct sqlite3 *db = NULL;
    int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;

    *out = NULL;
    flags |= mode == RETORT_DB_IMMUTABLE ? SQLITE_OPEN_READONLY
                                         : SQLITE_OPEN_READWRITE;
    st = make_uri(&uri, path, mode);
    if (st == RETORT_OK)
        st = fail(db, sqlite3_open_v2(uri.ptr, &db, flags, NULL), err);
    else
        retort_err_fill(err, st, "cannot name %.200s to SQLite", path);
    if (st == RETORT_OK)
        st = configure(db, mode, err);
    if (st == RETORT_OK) {
        *out = db;
        db = NULL;
    }
    retort_db_close(db);
    retort_buf_release(&uri);
    return st;
}

void retort_db_close(struct sqlite3 *db)
{
    (void)sqlite3_close(db);
}

retort_status retort_db_exec(struct sqlite3 *db, const char *sql,
                             retort_err *err)
{
    return fail(db, sqlite3_exec(db, sql, NULL, NULL, NULL), err);
}

retort_status retort_db_prepare(struct sqlite3 *db, const char *sql,
                                struct sqlite3_stmt **out, retort_err *err)
{
    *out = NULL;
    return fail(db, sqlite3_prepare_v2(db, sql, -1, out, NULL), err);
}

void retort_db_finish(struct sqlite3_stmt *stmt)
{
    (void)sqlite3_finalize(stmt);
}

retort_status retort_db_step(struct sqlite3_stmt *stmt, retort_err *err)
{
    int code = sqlite3_step(stmt);

    if (code == SQLITE_DONE)
        return RETORT_END;
    return fail(sqlite3_db_handle(stmt), code, err);
}

retort_status retort_db_run(struct sqlite3_stmt *stmt, retort_err *err)
{
    retort_status st = retort_db_step(stmt, err);

    (void)sqlite3_reset(stmt);
    return st == RETORT_END ? RETORT_OK : st;
}

void retort_db_bind_text(struct sqlite3_stmt *stmt, int i, const char *text)
{
    (void)sqlite3_bind_text(stmt, i, text, -1, SQLITE_STATIC);
}

void retort_db_bind_int(struct sqlite3_stmt *stmt, int i, uint64_t value)
{
    (void)sqlite3_bind_int64(stmt, i, (sqlite3_int64)value);
}

void retort_db_bind_real(struct sqlite3_stmt *stmt, int i, double value)
{
    (void)sqlite3_bind_double(stmt, i, value);
}

void retort_db_bind_blob(struct sqlite3_stmt *stmt, int i, retort_span bytes)
{
    /* a NULL pointer would bind NULL, not an empty blob */
    (void)sqlite3_bind_blob64(stmt, i, bytes.len ? bytes.ptr : "", bytes.len,
                              SQLITE_STATIC);
}

const char *retort_db_text(struct sqlite3_stmt *stmt, int i)
{
    const char *text;

    if (sqlite3_column_type(stmt, i) != SQLITE_TEXT)
        return NULL;
    text = (const char *)sqlite3_column_text(stmt, i);
    if (!text || strlen(text) != (size_t)sqlite3_column_bytes(stmt, i))
        return NULL;
    return text;
}

bool retort_db_int(struct sqlite3_stmt *stmt, int i, uint64_t *out)
{
    sqlite3_int64 value = sqlite3_column_int64(stmt, i);

    if (sqlite3_column_type(stmt, i) != SQLITE_INTEGER || value < 0)
        return false;
    *out = (uint64_t)value;
    return true;
}

bool retort_db_real(struct sqlite3_stmt *stmt, int i, double *out)
{
    int type = sqlite3_column_type(stmt, i);

    *out = type == SQLITE_NULL ? (double)NAN : sqlite3_column_double(stmt, i);
    return type == SQLITE_NULL || type == SQLITE_FLOAT;
}

retort_span retort_db_blob(struct sqlite3_stmt *stmt, int i)
{
    if (sqlite3_column_type(stmt, i) != SQLITE_BLOB)
        return (retort_span){NULL, 0};
    return (retort_span){sqlite3_column_blob(stmt, i),
                         (size_t)sqlite3_column_bytes(stmt, i)};
}

const char *retort_db_version(void)
{
    return sqlite3_libversion();
}
