#include "fingerprint/library_read.h"

#include <string.h>

#include "base/mem.h"
#include "fingerprint/library_db.h"
#include "fingerprint/library_index.h"
#include "fingerprint/library_schema.h"
#include "fingerprint/lineage_tsv.h"

enum { FIRST_ROWS = 256 };

/* Take one row of a result; the connection stands on it. */
typedef retort_status read_row_fn(retort_library *lib,
                                  struct sqlite3_stmt *stmt, void *ctx,
                                  retort_err *err);

static retort_status each_row(retort_library *lib, const char *sql,
                              read_row_fn *read, void *ctx, retort_err *err)
{
    struct sqlite3_stmt *stmt;
    retort_status st = retort_db_prepare(lib->old, sql, &stmt, err);

    while (st == RETORT_OK) {
        st = retort_db_step(stmt, err);
        if (st == RETORT_OK)
            st = read(lib, stmt, ctx, err);
    }
    retort_db_finish(stmt);
    return st == RETORT_END ? RETORT_OK : st;
}

static retort_status read_model(retort_library *lib, struct sqlite3_stmt *stmt,
                                void *ctx, retort_err *err)
{
    const char *name = retort_db_text(stmt, 0);
    const char *digest = retort_db_text(stmt, 1);
    retort_library_model model = {0};
    uint64_t bytes;

    (void)ctx;
    if (!name || !retort_library_is_label(name))
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "model %zu of the library has no proper name",
                           lib->model_count + 1);
    if (!digest || !retort_library_is_digest(digest) ||
        !retort_db_int(stmt, 2, &model.replies) ||
        !retort_db_int(stmt, 3, &model.prompts) ||
        !retort_db_int(stmt, 4, &bytes))
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "model %s of the library has a broken row", name);
    if (bytes > lib->blob_bytes_max)
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "fingerprint of %s has %llu bytes, more than %zu",
                           name, (unsigned long long)bytes,
                           lib->blob_bytes_max);
    if (lib->model_count == RETORT_MODELS_MAX)
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "library has more models than %zu",
                           RETORT_MODELS_MAX);
    memcpy(model.digest, digest, sizeof(model.digest));
    model.name = retort_library_keep(lib, name);
    if (!model.name)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a name");
    return retort_library_index(lib, &model, err);
}

struct row_list {
    retort_lineage_row *rows;
    size_t count;
    size_t room;
};

static retort_lineage_row *new_row(struct row_list *list)
{
    if (list->count == list->room) {
        size_t room = list->room ? 2 * list->room : FIRST_ROWS;
        retort_lineage_row *grown =
            retort_mem_resize(list->rows, room, sizeof(*grown));

        if (!grown)
            return NULL;
        list->rows = grown;
        list->room = room;
    }
    return &list->rows[list->count++];
}

static retort_status read_cells(retort_library *lib, struct sqlite3_stmt *stmt,
                                retort_lineage_row *row, retort_err *err)
{
    for (int i = 0; i < RETORT_LINEAGE_COLUMNS; i++) {
        const char *cell = retort_db_text(stmt, i);

        if (!cell)
            return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                               "%s of a lineage row is no text",
                               retort_lineage_column_name((size_t)i));
        cell = retort_library_keep(lib, cell);
        if (!cell)
            return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                               "no memory for a lineage row");
        *retort_lineage_cell_slot(row, (size_t)i) = cell;
    }
    return RETORT_OK;
}

/* A file of ours cannot break these rules, so whatever breaks one is FORMAT. */
static retort_status check_row(const retort_lineage_row *row, retort_err *err)
{
    retort_err why = {0};

    if (retort_lineage_row_check(row, &why) == RETORT_OK)
        return RETORT_OK;
    return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                       "lineage row of the library: %.250s", why.text);
}

static retort_status read_lineage(retort_library *lib,
                                  struct sqlite3_stmt *stmt, void *ctx,
                                  retort_err *err)
{
    struct row_list *list = ctx;
    retort_lineage_row *row;
    retort_status st;

    if (list->count == RETORT_LINEAGE_ROWS_MAX)
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "library has more lineage rows than %zu",
                           RETORT_LINEAGE_ROWS_MAX);
    row = new_row(list);
    if (!row)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory for %zu lineage rows", list->count);
    st = read_cells(lib, stmt, row, err);
    return st == RETORT_OK ? check_row(row, err) : st;
}

static retort_status read_rows(retort_library *lib, retort_err *err)
{
    struct row_list list = {0};
    retort_status st =
        each_row(lib,
                 "SELECT model, vendor, family, base, relation, teachers,"
                 " share, confidence, released, source, note"
                 " FROM lineage ORDER BY model",
                 read_lineage, &list, err);

    for (size_t i = 1; st == RETORT_OK && i < list.count; i++)
        if (strcmp(list.rows[i - 1].model, list.rows[i].model) >= 0)
            st = RETORT_FAIL(err, RETORT_ERR_FORMAT,
                             "lineage rows of the library are out of order "
                             "at %.80s",
                             list.rows[i].model);
    if (st != RETORT_OK) {
        retort_mem_free(list.rows);
        return st;
    }
    lib->rows = list.rows;
    lib->row_count = list.count;
    return RETORT_OK;
}

static retort_status read_note(retort_library *lib, struct sqlite3_stmt *stmt,
                               void *ctx, retort_err *err)
{
    const char *key = retort_db_text(stmt, 0);
    const char *value = retort_db_text(stmt, 1);
    retort_status st;

    (void)ctx;
    if (!key || !value ||
        retort_lineage_text_check(retort_span_of(key)) != RETORT_OK ||
        retort_lineage_text_check(retort_span_of(value)) != RETORT_OK)
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "a note of the library is no line of text");
    st = retort_library_put_note(lib, key, value, err);
    if (st == RETORT_ERR_LIMIT)
        st = RETORT_FAIL(err, RETORT_ERR_FORMAT,
                         "library has more notes than %zu",
                         RETORT_LIBRARY_NOTES_MAX);
    return st;
}

retort_status retort_library_read(retort_library *lib, retort_err *err)
{
    retort_status st = retort_library_schema_check(lib->old, err);

    if (st == RETORT_OK)
        st = each_row(lib,
                      "SELECT name, content_digest, replies, prompts,"
                      " length(fingerprint) FROM model ORDER BY name",
                      read_model, NULL, err);
    if (st == RETORT_OK)
        st = read_rows(lib, err);
    if (st == RETORT_OK)
        st = each_row(lib, "SELECT key, value FROM note ORDER BY key",
                      read_note, NULL, err);
    return st;
}
