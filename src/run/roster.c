#include "run/roster.h"

#include <math.h>
#include <retort/limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/infile.h"
#include "base/mem.h"
#include "base/path.h"
#include "fingerprint/library_core.h"
#include "fingerprint/library_scores.h"
#include "ingest/dirwalk.h"
#include "run/control_scores.h"
#include "run/lineage_file.h"

static const double SCORE_SLACK = 1e-9; /* rounding of a cosine */
static const char *const KIND_PROFILE = "profile";
static const char *const KIND_COMMON = "common";
static const char *const KIND_HUB = "hub";

/* What the strings of a roster live in. */
struct owner {
    retort_arena arena;
    retort_library *library;
    retort_lineage_table table;
    retort_lineage_row *rows; /* of the population: table, library, folders */
    size_t row_count;
};

struct loader {
    retort_roster *roster;
    struct owner *own;
    size_t cap;
    const retort_roster_source *source;
    retort_fingerprint *lone; /* until a model holds it */
    retort_err *err;
};

static retort_status no_memory(retort_err *err)
{
    return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for the models");
}

void retort_roster_free(retort_roster *r)
{
    struct owner *own;

    if (!r)
        return;
    own = r->owned;
    for (size_t i = 0; i < r->count; i++)
        retort_fingerprint_free(r->models[i].fp);
    retort_population_free(r->population);
    retort_mem_free(r->models);
    retort_mem_free(r->profile);
    retort_mem_free(r->common);
    retort_mem_free(r->hub);
    if (own) {
        retort_library_abandon(own->library);
        retort_lineage_table_release(&own->table);
        retort_arena_release(&own->arena);
        retort_mem_free(own->rows);
        retort_mem_free(own);
    }
    retort_mem_free(r);
}

static const char *keep(struct loader *l, const char *text, size_t len)
{
    char *p = retort_arena_take(&l->own->arena, len + 1, 1);

    if (!p)
        return NULL;
    memcpy(p, text, len);
    p[len] = '\0';
    return p;
}

static retort_status add_model(struct loader *l, const char *name,
                               retort_fingerprint *fp)
{
    retort_roster *r = l->roster;

    if (r->count >= RETORT_MODELS_MAX) {
        retort_fingerprint_free(fp);
        return RETORT_FAIL(l->err, RETORT_ERR_LIMIT, "more than %zu models",
                           RETORT_MODELS_MAX);
    }
    if (r->count == l->cap) {
        size_t cap = l->cap ? 2 * l->cap : 64;
        retort_roster_model *p = retort_mem_resize(r->models, cap, sizeof(*p));

        if (!p) {
            retort_fingerprint_free(fp);
            return no_memory(l->err);
        }
        r->models = p;
        l->cap = cap;
    }
    r->models[r->count++] = (retort_roster_model){.name = name, .fp = fp};
    return RETORT_OK;
}

/* --- lineage rows ---------------------------------------------------------- */

static const retort_lineage_row *row_of(const struct owner *own,
                                        const char *model)
{
    for (size_t i = 0; i < own->row_count; i++)
        if (strcmp(own->rows[i].model, model) == 0)
            return &own->rows[i];
    return NULL;
}

static retort_status room_for_rows(struct loader *l, size_t most)
{
    l->own->rows = retort_mem_new(most + 1, sizeof(*l->own->rows));
    return l->own->rows ? RETORT_OK : no_memory(l->err);
}

static void add_row(struct owner *own, const retort_lineage_row *row)
{
    if (!row_of(own, row->model))
        own->rows[own->row_count++] = *row;
}

static retort_lineage_row plain_row(const char *model)
{
    return (retort_lineage_row){.model = model,
                                .vendor = "",
                                .family = "",
                                .base = "",
                                .relation = "teacher",
                                .teachers = "",
                                .share = "",
                                .confidence = "",
                                .released = "",
                                .source = "",
                                .note = ""};
}

/* --- a library ------------------------------------------------------------- */

static retort_status load_library(struct loader *l)
{
    struct owner *own = l->own;
    retort_status st = retort_library_open(&own->library, l->source->library,
                                           RETORT_LIBRARY_READ, l->err);
    size_t n;

    if (st != RETORT_OK)
        return st;
    n = retort_library_row_count(own->library);
    st = room_for_rows(l, own->table.count + n +
                              retort_library_count(own->library));
    for (size_t i = 0; st == RETORT_OK && i < own->table.count; i++)
        add_row(own, &own->table.rows[i]);
    for (size_t i = 0; st == RETORT_OK && i < n; i++)
        add_row(own, retort_library_row(own->library, i));
    for (size_t i = 0;
         st == RETORT_OK && i < retort_library_count(own->library); i++) {
        retort_fingerprint *fp = NULL;

        st = retort_library_load_totals(own->library, i, &fp, l->err);
        if (st == RETORT_OK)
            st = add_model(l, retort_library_name(own->library, i), fp);
    }
    if (st == RETORT_OK)
        st = retort_library_digest(own->library, l->roster->digest, l->err);
    l->roster->notice = retort_library_note(own->library, "notice");
    return st;
}

/* --- two folders ----------------------------------------------------------- */

static bool is_fingerprint_name(const char *path)
{
    size_t len = strlen(path);

    return len > 4 && strcmp(path + len - 4, ".rfp") == 0;
}

static retort_status load_file(struct loader *l, const char *folder,
                               const char *path, bool control)
{
    retort_path_list full = {0};
    retort_span name = retort_path_last(path);
    retort_fingerprint *fp = NULL;
    char *bytes = NULL;
    size_t len = 0;
    retort_status st = retort_path_list_add(&full, folder, path, l->err);

    if (st == RETORT_OK)
        st = retort_infile_read(full.paths[0], RETORT_FINGERPRINT_BYTES_MAX,
                                &bytes, &len, l->err);
    if (st == RETORT_OK) {
        st = retort_fp_decode(&fp, (retort_span){bytes, len}, true, l->err);
        if (st != RETORT_OK)
            retort_err_in_file(l->err, full.paths[0]);
    }
    if (st == RETORT_OK) {
        const char *kept = keep(l, name.ptr, name.len - 4);

        if (!kept)
            retort_fingerprint_free(fp);
        st = kept ? add_model(l, kept, fp) : no_memory(l->err);
        if (st == RETORT_OK)
            l->roster->models[l->roster->count - 1].is_control = control;
    }
    retort_mem_free(bytes);
    retort_path_list_release(&full);
    return st;
}

static retort_status load_folder(struct loader *l, const char *folder,
                                 bool control)
{
    retort_path_list files = {0};
    retort_status st = retort_dirwalk(folder, &files, l->err);
    size_t before = l->roster->count;

    for (size_t i = 0; st == RETORT_OK && i < files.count; i++)
        if (is_fingerprint_name(files.paths[i]))
            st = load_file(l, folder, files.paths[i], control);
    retort_path_list_release(&files);
    if (st == RETORT_OK && l->roster->count == before)
        st = RETORT_FAIL(l->err, RETORT_ERR_EMPTY,
                         "no fingerprint (*.rfp) in %.200s", folder);
    return st;
}

/* The one reference that is in memory already. */
static retort_status take_lone(struct loader *l)
{
    const char *name =
        keep(l, l->source->lone_name, strlen(l->source->lone_name));
    retort_fingerprint *fp = l->lone;

    if (!name)
        return no_memory(l->err);
    l->lone = NULL; /* add_model() keeps or frees it */
    return add_model(l, name, fp);
}

static int by_model_name(const void *a, const void *b)
{
    return strcmp(((const retort_roster_model *)a)->name,
                  ((const retort_roster_model *)b)->name);
}

/* Identity of folders: SHA-256 over names and content, in order of name. */
static retort_status digest_folders(struct loader *l)
{
    unsigned char digest[RETORT_SHA256_BYTES];
    retort_sha256 *h = NULL;
    retort_status st = retort_sha256_new(&h, l->err);

    for (size_t i = 0; st == RETORT_OK && i < l->roster->count; i++) {
        const retort_roster_model *m = &l->roster->models[i];

        retort_sha256_update(h, m->name, strlen(m->name) + 1);
        retort_sha256_update(h, m->fp->record_digest, RETORT_SHA256_BYTES);
    }
    if (st == RETORT_OK)
        st = retort_sha256_final(h, digest, l->err);
    if (st == RETORT_OK)
        retort_sha256_hex(digest, l->roster->digest);
    retort_sha256_free(h);
    return st;
}

static retort_status load_folders(struct loader *l)
{
    retort_roster *r = l->roster;
    retort_status st = l->source->references
                           ? load_folder(l, l->source->references, false)
                           : take_lone(l);

    if (st == RETORT_OK && l->source->controls)
        st = load_folder(l, l->source->controls, true);
    if (st != RETORT_OK)
        return st;
    qsort(r->models, r->count, sizeof(*r->models), by_model_name);
    for (size_t i = 1; i < r->count; i++)
        if (strcmp(r->models[i - 1].name, r->models[i].name) == 0)
            return RETORT_FAIL(l->err, RETORT_ERR_ARG,
                               "two fingerprints are called %s",
                               r->models[i].name);
    st = room_for_rows(l, l->own->table.count + r->count);
    for (size_t i = 0; st == RETORT_OK && i < l->own->table.count; i++)
        add_row(l->own, &l->own->table.rows[i]);
    if (st == RETORT_OK)
        st = digest_folders(l);
    return st;
}

/* --- what both have in common ---------------------------------------------- */

static retort_status place_models(struct loader *l)
{
    retort_roster *r = l->roster;
    struct owner *own = l->own;
    retort_status st;

    for (size_t i = 0; i < r->count; i++) {
        retort_lineage_row plain = plain_row(r->models[i].name);

        if (l->source->library)
            plain.relation = "unknown"; /* not in its table: no reference */
        add_row(own, &plain);
    }
    st = retort_population_new(&r->population, own->rows, own->row_count,
                               l->err);
    for (size_t i = 0; st == RETORT_OK && i < r->count; i++) {
        retort_roster_model *m = &r->models[i];

        m->population = retort_population_find(r->population, m->name);
        m->row = retort_population_row(r->population, m->population);
        m->is_reference =
            l->source->library
                ? retort_population_is_reference(r->population, m->population)
                : !m->is_control;
        m->background =
            (m->is_reference || m->is_control) && m->fp->stats.replies > 0;
    }
    return st;
}

struct cell_writer {
    const retort_roster *roster;
    double *into;
    size_t stride; /* count for a matrix, 0 for a vector by reference */
};

static size_t model_index(const retort_roster *r, const char *name)
{
    size_t lo = 0;
    size_t hi = r->count;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;

        if (strcmp(r->models[mid].name, name) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < r->count && strcmp(r->models[lo].name, name) == 0 ? lo
                                                                  : SIZE_MAX;
}

static retort_status store_cell(void *ctx, const retort_library_score *score,
                                retort_err *err)
{
    const struct cell_writer *w = ctx;
    size_t s = model_index(w->roster, score->suspect);
    size_t r = model_index(w->roster, score->reference);

    if (s == SIZE_MAX || r == SIZE_MAX)
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "a kept score names a model that is not there");
    if (!(score->value >= -1.0 - SCORE_SLACK &&
          score->value <= 1.0 + SCORE_SLACK))
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "a kept score of %.100s is no cosine",
                           score->reference);
    w->into[s * w->stride + r] = score->value;
    return RETORT_OK;
}

static retort_status get_kept(struct cell_writer *w, const char *kind,
                              retort_err *err)
{
    const struct owner *own = w->roster->owned;

    return retort_library_scores_get(own->library, kind, w->roster->digest,
                                     store_cell, w, err);
}

static retort_status room_for_scores(retort_roster *r, retort_err *err)
{
    size_t n = r->count;

    r->profile = retort_mem_new(n, n * sizeof(double));
    r->common = retort_mem_new(n, n * sizeof(double));
    r->hub = retort_mem_new(n, sizeof(double));
    if (!r->profile || !r->common || !r->hub)
        return no_memory(err);
    for (size_t i = 0; i < n * n; i++) {
        r->profile[i] = (double)NAN;
        r->common[i] = (double)NAN;
    }
    for (size_t i = 0; i < n; i++)
        r->hub[i] = (double)NAN;
    return RETORT_OK;
}

/* Control scores from the library; computed if it holds none that fit. */
static retort_status find_scores(struct loader *l)
{
    retort_roster *r = l->roster;
    retort_status st = RETORT_ERR_NOT_FOUND;
    struct cell_writer profile = {r, r->profile, r->count};
    struct cell_writer common = {r, r->common, r->count};
    struct cell_writer hub = {r, r->hub, 0};

    if (l->source->library && !l->source->lineage) {
        st = get_kept(&profile, KIND_PROFILE, l->err);
        if (st == RETORT_OK)
            st = get_kept(&common, KIND_COMMON, l->err);
        if (st == RETORT_OK)
            st = get_kept(&hub, KIND_HUB, l->err);
    }
    return st == RETORT_ERR_NOT_FOUND
               ? retort_control_scores(r, l->source->threads, l->err)
               : st;
}

retort_status retort_roster_load(retort_roster **out,
                                 const retort_roster_source *source,
                                 retort_err *err)
{
    struct loader l = {.source = source, .lone = source->lone, .err = err};
    retort_status st = RETORT_OK;

    *out = NULL;
    l.roster = retort_mem_new(1, sizeof(*l.roster));
    if (!l.roster) {
        retort_fingerprint_free(l.lone);
        return no_memory(err);
    }
    l.own = retort_mem_new(1, sizeof(*l.own));
    l.roster->owned = l.own;
    l.roster->notice = "";
    if (!l.own)
        st = no_memory(err);
    if (st == RETORT_OK)
        st = retort_lineage_file_read(&l.own->table, source->lineage, err);
    if (st == RETORT_OK) {
        const char *from = source->library      ? source->library
                           : source->references ? source->references
                                                : source->lone_name;
        retort_span base = retort_path_last(from);

        l.roster->name = keep(&l, base.ptr, base.len);
        if (!l.roster->name)
            st = no_memory(err);
    }
    if (st == RETORT_OK)
        st = source->library ? load_library(&l) : load_folders(&l);
    if (st == RETORT_OK)
        st = place_models(&l);
    if (st == RETORT_OK)
        st = room_for_scores(l.roster, err);
    if (st == RETORT_OK)
        st = find_scores(&l);
    retort_fingerprint_free(l.lone);
    if (st != RETORT_OK) {
        retort_roster_free(l.roster);
        return st;
    }
    *out = l.roster;
    return RETORT_OK;
}

/* --- keeping control scores in a library ------------------------------------ */

static retort_status put_matrix(retort_library *lib, const retort_roster *r,
                                const char *kind, const double *values,
                                retort_err *err)
{
    size_t n = 0;
    retort_status st;
    retort_library_score *rows =
        retort_mem_new(r->count, r->count * sizeof(*rows));

    if (!rows)
        return no_memory(err);
    for (size_t i = 0; i < r->count * r->count; i++)
        if (!isnan(values[i]))
            rows[n++] =
                (retort_library_score){r->models[i / r->count].name,
                                       r->models[i % r->count].name, values[i]};
    st = retort_library_scores_put(lib, kind, r->digest, rows, n, err);
    retort_mem_free(rows);
    return st;
}

static retort_status put_hubs(retort_library *lib, const retort_roster *r,
                              retort_err *err)
{
    size_t n = 0;
    retort_status st;
    retort_library_score *rows = retort_mem_new(r->count, sizeof(*rows));

    if (!rows)
        return no_memory(err);
    for (size_t i = 0; i < r->count; i++)
        if (!isnan(r->hub[i]))
            rows[n++] = (retort_library_score){r->models[i].name,
                                               r->models[i].name, r->hub[i]};
    st = retort_library_scores_put(lib, KIND_HUB, r->digest, rows, n, err);
    retort_mem_free(rows);
    return st;
}

static retort_status gather(struct loader *l, retort_library *lib)
{
    size_t n = retort_library_row_count(lib);
    retort_status st = room_for_rows(l, n + retort_library_count(lib));

    for (size_t i = 0; st == RETORT_OK && i < n; i++)
        add_row(l->own, retort_library_row(lib, i));
    for (size_t i = 0; st == RETORT_OK && i < retort_library_count(lib); i++) {
        retort_fingerprint *fp = NULL;

        st = retort_library_load_totals(lib, i, &fp, l->err);
        if (st == RETORT_OK)
            st = add_model(l, retort_library_name(lib, i), fp);
    }
    if (st == RETORT_OK)
        st = retort_library_digest(lib, l->roster->digest, l->err);
    if (st == RETORT_OK)
        st = place_models(l);
    if (st == RETORT_OK)
        st = room_for_scores(l->roster, l->err);
    return st;
}

retort_status retort_roster_index(retort_library *lib, size_t threads,
                                  retort_err *err)
{
    const retort_roster_source source = {.library = "", .threads = threads};
    struct loader l = {.source = &source, .err = err};
    retort_status st = RETORT_OK;

    l.roster = retort_mem_new(1, sizeof(*l.roster));
    l.own = retort_mem_new(1, sizeof(*l.own));
    if (l.roster)
        l.roster->owned = l.own;
    if (!l.roster || !l.own)
        st = no_memory(err);
    if (st == RETORT_OK)
        st = gather(&l, lib);
    if (st == RETORT_OK)
        st = retort_control_scores(l.roster, threads, err);
    if (st == RETORT_OK)
        st = put_matrix(lib, l.roster, KIND_PROFILE, l.roster->profile, err);
    if (st == RETORT_OK)
        st = put_matrix(lib, l.roster, KIND_COMMON, l.roster->common, err);
    if (st == RETORT_OK)
        st = put_hubs(lib, l.roster, err);
    if (!l.roster)
        retort_mem_free(l.own);
    retort_roster_free(l.roster);
    return st;
}
