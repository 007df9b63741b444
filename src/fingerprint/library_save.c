#include "fingerprint/library_save.h"

#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "fingerprint/library_db.h"
#include "fingerprint/library_file.h"
#include "fingerprint/library_schema.h"
#include "fingerprint/library_scores.h"
#include "fingerprint/lineage_tsv.h"

static const char read_blob[] = "SELECT fingerprint FROM model WHERE name = ?1";

/* Copy one fingerprint from where it is. */
static retort_status copy_model(const retort_library *lib,
                                const retort_library_model *model,
                                struct sqlite3_stmt *insert, retort_err *err)
{
    struct sqlite3_stmt *from;
    retort_status st = retort_db_prepare(
        model->is_new ? lib->scratch : lib->old, read_blob, &from, err);

    if (st != RETORT_OK)
        return st;
    retort_db_bind_text(from, 1, model->name);
    st = retort_db_step(from, err);
    if (st == RETORT_END)
        st = RETORT_FAIL(err, RETORT_ERR_FORMAT,
                         "library has lost the fingerprint of %s", model->name);
    if (st == RETORT_OK) {
        retort_db_bind_text(insert, 1, model->name);
        retort_db_bind_text(insert, 2, model->digest);
        retort_db_bind_int(insert, 3, model->replies);
        retort_db_bind_int(insert, 4, model->prompts);
        retort_db_bind_blob(insert, 5, retort_db_blob(from, 0));
        st = retort_db_run(insert, err);
    }
    retort_db_finish(from);
    return st;
}

static retort_status save_models(const retort_library *lib, struct sqlite3 *to,
                                 retort_err *err)
{
    struct sqlite3_stmt *insert;
    retort_status st = retort_db_prepare(
        to, "INSERT INTO model VALUES (?1, ?2, ?3, ?4, ?5)", &insert, err);

    for (size_t i = 0; st == RETORT_OK && i < lib->model_count; i++)
        st = copy_model(lib, &lib->models[i], insert, err);
    retort_db_finish(insert);
    return st;
}

static retort_status save_rows(const retort_library *lib, struct sqlite3 *to,
                               retort_err *err)
{
    struct sqlite3_stmt *insert;
    retort_status st = retort_db_prepare(
        to, "INSERT INTO lineage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        &insert, err);

    for (size_t i = 0; st == RETORT_OK && i < lib->row_count; i++) {
        for (int c = 0; c < RETORT_LINEAGE_COLUMNS; c++)
            retort_db_bind_text(insert, c + 1,
                                retort_lineage_cell(&lib->rows[i], (size_t)c));
        st = retort_db_run(insert, err);
    }
    retort_db_finish(insert);
    return st;
}

static retort_status save_notes(const retort_library *lib, struct sqlite3 *to,
                                retort_err *err)
{
    struct sqlite3_stmt *insert;
    retort_status st =
        retort_db_prepare(to, "INSERT INTO note VALUES (?1, ?2)", &insert, err);

    for (size_t i = 0; st == RETORT_OK && i < lib->note_count; i++) {
        retort_db_bind_text(insert, 1, lib->notes[i].key);
        retort_db_bind_text(insert, 2, lib->notes[i].value);
        st = retort_db_run(insert, err);
    }
    retort_db_finish(insert);
    return st;
}

static retort_status fill(const retort_library *lib, struct sqlite3 *to,
                          retort_err *err)
{
    retort_status st = retort_library_schema_create(to, err);

    if (st == RETORT_OK)
        st = save_models(lib, to, err);
    if (st == RETORT_OK)
        st = save_rows(lib, to, err);
    if (st == RETORT_OK)
        st = save_notes(lib, to, err);
    if (st == RETORT_OK)
        st = retort_library_scores_copy(lib, to, err);
    return st == RETORT_OK ? retort_db_exec(to, "COMMIT", err) : st;
}

retort_status retort_library_save(retort_library *lib, retort_err *err)
{
    struct sqlite3 *to = NULL;
    char *temp;
    retort_status st = retort_file_beside(&temp, lib->path, err);

    if (st != RETORT_OK)
        return st;
    st = retort_db_open(&to, temp, RETORT_DB_PRIVATE, err);
    if (st == RETORT_OK)
        st = fill(lib, to, err);
    retort_db_close(to);
    if (st == RETORT_OK)
        st = retort_file_exchange(temp, lib->path, &lib->mark, err);
    else
        (void)unlink(temp);
    retort_mem_free(temp);
    return st;
}
