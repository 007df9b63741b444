#include <retort/library.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/sha256.h"
#include "fingerprint/fp.h"
#include "fingerprint/library_core.h"
#include "fingerprint/library_db.h"
#include "fingerprint/library_file.h"
#include "fingerprint/library_index.h"
#include "fingerprint/library_read.h"
#include "fingerprint/library_save.h"
#include "fingerprint/library_schema.h"
#include "fingerprint/lineage_tsv.h"

/* SQLite would take a last page that is cut off for one that ends in zeros. */
static retort_status check_size(const retort_library *lib, retort_err *err)
{
    uint64_t bytes;
    retort_status st = retort_library_schema_bytes(lib->old, &bytes, err);

    if (st == RETORT_OK && bytes != (uint64_t)lib->mark.bytes)
        st = RETORT_FAIL(err, RETORT_ERR_FORMAT,
                         "library has %lld bytes, its header says %llu",
                         (long long)lib->mark.bytes, (unsigned long long)bytes);
    return st;
}

static retort_status open_old(retort_library *lib, retort_err *err)
{
    retort_status st = retort_file_look(lib->path, &lib->mark, err);

    if (st != RETORT_OK)
        return st;
    if (!lib->mark.exists)
        return lib->mode == RETORT_LIBRARY_WRITE
                   ? RETORT_OK
                   : RETORT_FAIL(err, RETORT_ERR_NOT_FOUND, "no library %.200s",
                                 lib->path);
    st = retort_db_open(&lib->old, lib->path, RETORT_DB_IMMUTABLE, err);
    if (st == RETORT_OK)
        st = retort_library_read(lib, err);
    if (st == RETORT_OK)
        st = check_size(lib, err);
    return st;
}

/* The scratch file has no name once it is open: a crash leaves nothing. */
static retort_status open_scratch(retort_library *lib, retort_err *err)
{
    char *name;
    retort_status st = retort_file_beside(&name, lib->path, err);

    if (st != RETORT_OK)
        return st;
    st = retort_db_open(&lib->scratch, name, RETORT_DB_PRIVATE, err);
    if (st == RETORT_OK)
        st = retort_library_schema_create(lib->scratch, err);
    (void)unlink(name);
    retort_mem_free(name);
    return st;
}

retort_status retort_library_open(retort_library **out, const char *path,
                                  retort_library_mode mode, retort_err *err)
{
    retort_library *lib = retort_mem_new(1, sizeof(*lib));
    retort_status st;

    *out = NULL;
    if (!lib)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a library");
    lib->mode = mode;
    lib->blob_bytes_max = RETORT_LIBRARY_BLOB_BYTES_MAX;
    lib->path = retort_mem_new(strlen(path) + 1, 1);
    if (!lib->path) {
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a file name");
        goto out;
    }
    memcpy(lib->path, path, strlen(path));
    st = open_old(lib, err);
    if (st == RETORT_OK && mode == RETORT_LIBRARY_WRITE)
        st = open_scratch(lib, err);
    if (st != RETORT_OK) {
        retort_err_in_file(err, path);
        goto out;
    }
    *out = lib;
    lib = NULL; /* now the caller's */
out:
    retort_library_abandon(lib);
    return st;
}

void retort_library_abandon(retort_library *lib)
{
    if (!lib)
        return;
    retort_db_close(lib->scratch);
    retort_db_close(lib->old);
    retort_mem_free(lib->models);
    retort_mem_free(lib->rows);
    retort_mem_free(lib->notes);
    retort_arena_release(&lib->text);
    retort_mem_free(lib->path);
    retort_mem_free(lib);
}

retort_status retort_library_close(retort_library *lib, retort_err *err)
{
    retort_status st = RETORT_OK;

    if (!lib)
        return st;
    if (lib->scratch && lib->has_failed)
        st = RETORT_FAIL(err, RETORT_ERR_IO,
                         "library %.200s is as it was: an earlier write failed",
                         lib->path);
    else if (lib->scratch)
        st = retort_library_save(lib, err);
    if (st != RETORT_OK) {
        retort_err_in_file(err, lib->path);
        if (err)
            err->code = RETORT_ERR_IO;
    }
    retort_library_abandon(lib);
    return st == RETORT_OK ? st : RETORT_ERR_IO;
}

size_t retort_library_count(const retort_library *lib)
{
    return lib->model_count;
}

const char *retort_library_name(const retort_library *lib, size_t i)
{
    return lib->models[i].name;
}

const retort_lineage_row *retort_library_lineage(const retort_library *lib,
                                                 size_t i)
{
    const char *name = lib->models[i].name;
    size_t low = 0;
    size_t high = lib->row_count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = strcmp(name, lib->rows[mid].model);

        if (order == 0)
            return &lib->rows[mid];
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return NULL;
}

size_t retort_library_row_count(const retort_library *lib)
{
    return lib->row_count;
}

const retort_lineage_row *retort_library_row(const retort_library *lib,
                                             size_t i)
{
    return &lib->rows[i];
}

static retort_status decode_model(const retort_library *lib, size_t i,
                                  bool totals_only, retort_fingerprint **out,
                                  retort_err *err)
{
    const retort_library_model *model = &lib->models[i];
    struct sqlite3_stmt *stmt;
    retort_span bytes;
    retort_status st = retort_db_prepare(
        model->is_new ? lib->scratch : lib->old,
        "SELECT fingerprint FROM model WHERE name = ?1", &stmt, err);

    if (st != RETORT_OK)
        return st;
    retort_db_bind_text(stmt, 1, model->name);
    st = retort_db_step(stmt, err);
    if (st == RETORT_OK) {
        bytes = retort_db_blob(stmt, 0);
        st = bytes.len <= lib->blob_bytes_max
                 ? retort_fp_decode(out, bytes, totals_only, err)
                 : RETORT_FAIL(err, RETORT_ERR_FORMAT,
                               "fingerprint of %s has %zu bytes, more than %zu",
                               model->name, bytes.len, lib->blob_bytes_max);
    } else if (st == RETORT_END) {
        st = RETORT_FAIL(err, RETORT_ERR_FORMAT,
                         "library has lost the fingerprint of %s", model->name);
    }
    retort_db_finish(stmt);
    return st;
}

/* A row whose digest is not that of its blob has been tampered with. */
static retort_status check_content(const retort_library_model *model,
                                   const retort_fingerprint *fp,
                                   retort_err *err)
{
    char digest[RETORT_DIGEST_HEX_BYTES];
    retort_status st = retort_fingerprint_digest(fp, digest, err);

    if (st == RETORT_OK && strcmp(digest, model->digest) != 0)
        st = RETORT_FAIL(err, RETORT_ERR_FORMAT,
                         "fingerprint of %s has content %.16s, its row says "
                         "%.16s",
                         model->name, digest, model->digest);
    return st;
}

retort_status retort_library_load(const retort_library *lib, size_t i,
                                  retort_fingerprint **out, retort_err *err)
{
    retort_status st;

    *out = NULL;
    st = decode_model(lib, i, false, out, err);
    if (st == RETORT_OK)
        st = check_content(&lib->models[i], *out, err);
    if (st != RETORT_OK) {
        retort_err_in_file(err, lib->path);
        retort_fingerprint_free(*out);
        *out = NULL;
    }
    return st;
}

retort_status retort_library_load_totals(const retort_library *lib, size_t i,
                                         retort_fingerprint **out,
                                         retort_err *err)
{
    retort_status st;

    *out = NULL;
    st = decode_model(lib, i, true, out, err);
    if (st != RETORT_OK)
        retort_err_in_file(err, lib->path);
    return st;
}

static retort_status check_put(const retort_library *lib, const char *name,
                               size_t bytes, bool force, retort_err *err)
{
    size_t at;

    if (!lib->scratch)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "library %.200s was opened for reading only",
                           lib->path);
    if (!retort_library_is_label(name))
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "\"%.140s\" is no label: 1 to %zu of A-Z a-z 0-9 . "
                           "_ + -",
                           name, RETORT_LABEL_BYTES_MAX);
    if (bytes > lib->blob_bytes_max)
        return RETORT_FAIL(err, RETORT_ERR_LIMIT,
                           "fingerprint of %s has %zu bytes, more than %zu",
                           name, bytes, lib->blob_bytes_max);
    if (retort_library_find(lib, name, &at)) {
        if (!force)
            return RETORT_FAIL(err, RETORT_ERR_EXISTS,
                               "library has a model %s already", name);
    } else if (lib->model_count == RETORT_MODELS_MAX) {
        return RETORT_FAIL(err, RETORT_ERR_LIMIT,
                           "library has more models than %zu",
                           RETORT_MODELS_MAX);
    }
    return RETORT_OK;
}

static retort_status store_blob(const retort_library *lib,
                                const retort_library_model *model,
                                retort_span bytes, retort_err *err)
{
    struct sqlite3_stmt *stmt;
    retort_status st = retort_db_prepare(
        lib->scratch,
        "INSERT OR REPLACE INTO model VALUES (?1, ?2, ?3, ?4, ?5)", &stmt, err);

    if (st == RETORT_OK) {
        retort_db_bind_text(stmt, 1, model->name);
        retort_db_bind_text(stmt, 2, model->digest);
        retort_db_bind_int(stmt, 3, model->replies);
        retort_db_bind_int(stmt, 4, model->prompts);
        retort_db_bind_blob(stmt, 5, bytes);
        st = retort_db_run(stmt, err);
    }
    retort_db_finish(stmt);
    return st;
}

retort_status retort_library_put(retort_library *lib, const char *name,
                                 const retort_library_facts *facts,
                                 retort_span bytes, bool force, retort_err *err)
{
    retort_library_model model = {
        .replies = facts->replies, .prompts = facts->prompts, .is_new = true};
    retort_status st = check_put(lib, name, bytes.len, force, err);

    if (st != RETORT_OK)
        return st;
    if (!retort_library_is_digest(facts->digest))
        return RETORT_FAIL(err, RETORT_ERR_ARG, "\"%.80s\" is no digest",
                           facts->digest);
    memcpy(model.digest, facts->digest, sizeof(model.digest));
    model.name = retort_library_keep(lib, name);
    if (!model.name)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a name");
    st = store_blob(lib, &model, bytes, err);
    if (st != RETORT_OK)
        lib->has_failed = true;
    return st == RETORT_OK ? retort_library_index(lib, &model, err) : st;
}

retort_status retort_library_add(retort_library *lib, const char *name,
                                 const retort_fingerprint *fp, bool force,
                                 retort_err *err)
{
    char digest[RETORT_DIGEST_HEX_BYTES];
    retort_library_facts facts = {digest, retort_fingerprint_replies(fp),
                                  retort_fingerprint_prompts(fp)};
    unsigned char *bytes = NULL;
    size_t len = 0;
    retort_status st = check_put(lib, name, 0, force, err);

    if (st == RETORT_OK)
        st = retort_fingerprint_digest(fp, digest, err);
    if (st == RETORT_OK)
        st = retort_fingerprint_encode(fp, true, &bytes, &len, err);
    if (st == RETORT_OK)
        st = retort_library_put(lib, name, &facts,
                                (retort_span){(const char *)bytes, len}, force,
                                err);
    retort_fingerprint_bytes_free(bytes);
    return st;
}

static retort_status check_writer(const retort_library *lib, retort_err *err)
{
    if (lib->scratch)
        return RETORT_OK;
    return RETORT_FAIL(err, RETORT_ERR_ARG,
                       "library %.200s was opened for reading only", lib->path);
}

retort_status retort_library_set_lineage(retort_library *lib, retort_span tsv,
                                         retort_err *err)
{
    retort_lineage_table table;
    retort_status st = check_writer(lib, err);

    if (st != RETORT_OK)
        return st;
    st = retort_lineage_table_decode(&table, tsv, err);
    if (st == RETORT_OK)
        st = retort_library_merge_rows(lib, table.rows, table.count, err);
    retort_lineage_table_release(&table);
    return st;
}

retort_status retort_library_set_note(retort_library *lib, const char *key,
                                      const char *text, retort_err *err)
{
    retort_status st = check_writer(lib, err);

    if (st != RETORT_OK)
        return st;
    if (!retort_library_is_label(key))
        return RETORT_FAIL(err, RETORT_ERR_ARG, "\"%.40s\" is no key of a note",
                           key);
    if (strlen(text) > RETORT_LIBRARY_NOTE_BYTES_MAX)
        return RETORT_FAIL(err, RETORT_ERR_LIMIT,
                           "note %s has %zu bytes, more than %zu", key,
                           strlen(text), RETORT_LIBRARY_NOTE_BYTES_MAX);
    st = retort_lineage_text_check(retort_span_of(text));
    if (st != RETORT_OK)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "note %s is not one line of UTF-8", key);
    return retort_library_put_note(lib, key, text, err);
}

/* Every string with its NUL, so that no two libraries feed the same bytes. */
static void feed(retort_sha256 *h, const char *text)
{
    retort_sha256_update(h, text, strlen(text) + 1);
}

retort_status retort_library_digest(const retort_library *lib,
                                    char out[RETORT_DIGEST_HEX_BYTES],
                                    retort_err *err)
{
    unsigned char digest[RETORT_SHA256_BYTES];
    retort_sha256 *h;
    retort_status st = retort_sha256_new(&h, err);

    out[0] = '\0';
    if (st != RETORT_OK)
        return st;
    for (size_t i = 0; i < lib->model_count; i++) {
        feed(h, "model");
        feed(h, lib->models[i].name);
        feed(h, lib->models[i].digest);
    }
    for (size_t i = 0; i < lib->row_count; i++) {
        feed(h, "lineage");
        for (size_t c = 0; c < RETORT_LINEAGE_COLUMNS; c++)
            feed(h, retort_lineage_cell(&lib->rows[i], c));
    }
    st = retort_sha256_final(h, digest, err);
    if (st == RETORT_OK)
        retort_sha256_hex(digest, out);
    retort_sha256_free(h);
    return st;
}
