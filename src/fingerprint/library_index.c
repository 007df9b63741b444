/*
 * The part of a library that is in memory: sorted arrays of models, rows and
 * notes, all of whose strings are in one arena.
 */
#include "fingerprint/library_index.h"

#include <string.h>

#include "base/mem.h"
#include "fingerprint/lineage_tsv.h"

enum { FIRST_MODELS = 64 };

const char *retort_library_keep(retort_library *lib, const char *text)
{
    size_t bytes = strlen(text) + 1;
    char *copy = retort_arena_take(&lib->text, bytes, 1);

    if (copy)
        memcpy(copy, text, bytes);
    return copy;
}

bool retort_library_is_label(const char *name)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "abcdefghijklmnopqrstuvwxyz0123456789._+-";
    size_t len = strlen(name);

    return len >= 1 && len <= RETORT_LABEL_BYTES_MAX &&
           strspn(name, allowed) == len;
}

bool retort_library_is_digest(const char *hex)
{
    return strlen(hex) == RETORT_DIGEST_HEX_BYTES - 1 &&
           strspn(hex, "0123456789abcdef") == RETORT_DIGEST_HEX_BYTES - 1;
}

bool retort_library_find(const retort_library *lib, const char *name,
                         size_t *out)
{
    size_t low = 0;
    size_t high = lib->model_count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = strcmp(name, lib->models[mid].name);

        if (order == 0) {
            *out = mid;
            return true;
        }
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    *out = low;
    return false;
}

static retort_status make_room(retort_library *lib, retort_err *err)
{
    size_t room = lib->model_room ? 2 * lib->model_room : FIRST_MODELS;
    retort_library_model *grown;

    if (lib->model_count == RETORT_MODELS_MAX)
        return RETORT_FAIL(err, RETORT_ERR_LIMIT,
                           "library has more models than %zu",
                           RETORT_MODELS_MAX);
    if (lib->model_count < lib->model_room)
        return RETORT_OK;
    grown = retort_mem_resize(lib->models, room, sizeof(*grown));
    if (!grown)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory for the names of %zu models", room);
    lib->models = grown;
    lib->model_room = room;
    return RETORT_OK;
}

retort_status retort_library_index(retort_library *lib,
                                   const retort_library_model *model,
                                   retort_err *err)
{
    size_t at;
    retort_status st;

    if (retort_library_find(lib, model->name, &at)) {
        lib->models[at] = *model;
        return RETORT_OK;
    }
    st = make_room(lib, err);
    if (st != RETORT_OK)
        return st;
    memmove(&lib->models[at + 1], &lib->models[at],
            (lib->model_count - at) * sizeof(*lib->models));
    lib->models[at] = *model;
    lib->model_count++;
    return RETORT_OK;
}

static bool keep_row(retort_library *lib, const retort_lineage_row *row,
                     retort_lineage_row *out)
{
    for (size_t i = 0; i < RETORT_LINEAGE_COLUMNS; i++) {
        const char *copy =
            retort_library_keep(lib, retort_lineage_cell(row, i));

        if (!copy)
            return false;
        *retort_lineage_cell_slot(out, i) = copy;
    }
    return true;
}

static retort_status no_memory(size_t rows, retort_err *err)
{
    return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu lineage rows",
                       rows);
}

/* Rows of the merged list, of which the library keeps copies of the new. */
static retort_status merge(retort_library *lib, const retort_lineage_row *rows,
                           size_t count, retort_lineage_row *out,
                           size_t *out_count)
{
    size_t i = 0;
    size_t j = 0;
    size_t n = 0;

    while (i < lib->row_count || j < count) {
        int order = i == lib->row_count ? 1
                    : j == count        ? -1
                                 : strcmp(lib->rows[i].model, rows[j].model);

        if (order < 0)
            out[n++] = lib->rows[i++];
        else if (!keep_row(lib, &rows[j++], &out[n++]))
            return RETORT_ERR_NOMEM;
        else
            i += order == 0;
    }
    *out_count = n;
    return RETORT_OK;
}

retort_status retort_library_merge_rows(retort_library *lib,
                                        const retort_lineage_row *rows,
                                        size_t count, retort_err *err)
{
    size_t room = lib->row_count + count;
    size_t merged = 0;
    retort_lineage_row *all;
    retort_status st;

    if (count == 0)
        return RETORT_OK;
    all = retort_mem_new(room, sizeof(*all));
    if (!all)
        return no_memory(room, err);
    st = merge(lib, rows, count, all, &merged);
    if (st != RETORT_OK)
        st = no_memory(room, err);
    else if (merged > RETORT_LINEAGE_ROWS_MAX)
        st = RETORT_FAIL(err, RETORT_ERR_LIMIT,
                         "library has %zu lineage rows, more than %zu", merged,
                         RETORT_LINEAGE_ROWS_MAX);
    if (st != RETORT_OK) {
        retort_mem_free(all);
        return st;
    }
    retort_mem_free(lib->rows);
    lib->rows = all;
    lib->row_count = merged;
    return RETORT_OK;
}

static size_t note_place(const retort_library *lib, const char *key)
{
    size_t at = 0;

    while (at < lib->note_count && strcmp(lib->notes[at].key, key) < 0)
        at++;
    return at;
}

const char *retort_library_note(const retort_library *lib, const char *key)
{
    size_t at = note_place(lib, key);

    if (at < lib->note_count && strcmp(lib->notes[at].key, key) == 0)
        return lib->notes[at].value;
    return "";
}

static void drop_note(retort_library *lib, size_t at)
{
    lib->note_count--;
    memmove(&lib->notes[at], &lib->notes[at + 1],
            (lib->note_count - at) * sizeof(*lib->notes));
}

static retort_status insert_note(retort_library *lib, size_t at,
                                 const retort_library_text *note,
                                 retort_err *err)
{
    if (lib->note_count == RETORT_LIBRARY_NOTES_MAX)
        return RETORT_FAIL(err, RETORT_ERR_LIMIT,
                           "library has more notes than %zu",
                           RETORT_LIBRARY_NOTES_MAX);
    if (!lib->notes)
        lib->notes =
            retort_mem_new(RETORT_LIBRARY_NOTES_MAX, sizeof(*lib->notes));
    if (!lib->notes)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for notes");
    memmove(&lib->notes[at + 1], &lib->notes[at],
            (lib->note_count - at) * sizeof(*lib->notes));
    lib->notes[at] = *note;
    lib->note_count++;
    return RETORT_OK;
}

retort_status retort_library_put_note(retort_library *lib, const char *key,
                                      const char *value, retort_err *err)
{
    size_t at = note_place(lib, key);
    bool is_there =
        at < lib->note_count && strcmp(lib->notes[at].key, key) == 0;
    retort_library_text note;

    if (value[0] == '\0') {
        if (is_there)
            drop_note(lib, at);
        return RETORT_OK;
    }
    note.key = retort_library_keep(lib, key);
    note.value = retort_library_keep(lib, value);
    if (!note.key || !note.value)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a note");
    if (!is_there)
        return insert_note(lib, at, &note, err);
    lib->notes[at] = note;
    return RETORT_OK;
}
