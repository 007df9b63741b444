#include "evaluate/models.h"

#include <retort/version.h>
#include <stdlib.h>
#include <string.h>

#include "base/infile.h"
#include "base/mem.h"
#include "evaluate/cut.h"
#include "ingest/dirwalk.h"
#include "run/fingerprinting.h"

static const struct {
    size_t from;
    size_t to;
} CUTS[EVAL_CUTS] = {
    [EVAL_CUT_1] = {0, 1},
    [EVAL_CUT_2] = {0, 2},
    [EVAL_CUT_4] = {0, 4},
    [EVAL_CUT_8] = {0, 8},
    [EVAL_CUT_16] = {0, 16},
    [EVAL_CUT_LATE] = {16, RETORT_BLOCKS},
    [EVAL_CUT_ALL] = {0, RETORT_BLOCKS},
};

static retort_status no_memory(retort_err *err)
{
    return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for the models");
}

void eval_models_drop_sets(eval_models *m)
{
    for (size_t i = 0; i < m->count; i++) {
        retort_fingerprint_free(m->items[i].sets);
        m->items[i].sets = NULL;
    }
}

void eval_models_release(eval_models *m)
{
    eval_models_drop_sets(m);
    for (size_t i = 0; i < m->count; i++) {
        for (size_t c = 0; c < EVAL_CUTS; c++)
            retort_fingerprint_free(m->items[i].cut[c]);
        for (size_t v = 0; v < EVAL_VARIANTS; v++)
            retort_fingerprint_free(m->items[i].variant[v]);
    }
    retort_mem_free(m->items);
    retort_population_free(m->population);
    retort_lineage_table_release(&m->table);
    retort_library_abandon(m->library);
    retort_path_list_release(&m->files);
    retort_arena_release(&m->arena);
    *m = (eval_models){0};
}

size_t eval_models_find(const eval_models *m, const char *name)
{
    for (size_t i = 0; i < m->count; i++)
        if (strcmp(m->items[i].name, name) == 0)
            return i;
    return SIZE_MAX;
}

static const char *keep(eval_models *m, const char *text)
{
    size_t len = strlen(text) + 1;
    char *p = retort_arena_take(&m->arena, len, 1);

    if (p)
        memcpy(p, text, len);
    return p;
}

/* --- lineage --------------------------------------------------------------- */

static retort_status read_lineage(eval_models *m, const char *path,
                                  retort_err *err)
{
    char *bytes = NULL;
    size_t len = 0;
    retort_status st =
        retort_infile_read(path, RETORT_RECORD_BYTES_MAX, &bytes, &len, err);

    if (st == RETORT_OK) {
        st = retort_lineage_table_decode(&m->table, (retort_span){bytes, len},
                                         err);
        if (st != RETORT_OK)
            retort_err_in_file(err, path);
    }
    retort_mem_free(bytes);
    return st;
}

static retort_status make_population(eval_models *m, const eval_source *source,
                                     retort_err *err)
{
    size_t count;
    retort_lineage_row *rows;
    retort_status st = RETORT_OK;

    if (source->lineage) {
        st = read_lineage(m, source->lineage, err);
        return st != RETORT_OK
                   ? st
                   : retort_population_new(&m->population, m->table.rows,
                                           m->table.count, err);
    }
    count = retort_library_row_count(m->library);
    rows = retort_arena_take(&m->arena, count + 1, sizeof(*rows));
    if (!rows)
        return no_memory(err);
    for (size_t i = 0; i < count; i++)
        rows[i] = *retort_library_row(m->library, i);
    return retort_population_new(&m->population, rows, count, err);
}

static void place(const eval_models *m, eval_model *model)
{
    const retort_population *pop = m->population;

    model->row = retort_population_find(pop, model->name);
    model->family = model->name;
    model->vendor = "";
    if (model->row == RETORT_POPULATION_NONE)
        return;
    model->family = retort_population_lineage_name(
        pop, retort_population_lineage(pop, model->row));
    model->vendor = retort_population_row(pop, model->row)->vendor;
    model->is_reference = retort_population_is_reference(pop, model->row);
}

/* --- fingerprints ---------------------------------------------------------- */

static retort_status add_model(eval_models *m, const char *name,
                               const retort_fingerprint *fp, retort_err *err)
{
    eval_model model = {.name = keep(m, name)};
    retort_status st = RETORT_OK;

    if (m->count == m->cap) {
        size_t cap = m->cap ? 2 * m->cap : 64;
        eval_model *p = retort_mem_resize(m->items, cap, sizeof(*p));

        if (!p)
            return no_memory(err);
        m->items = p;
        m->cap = cap;
    }
    if (!model.name)
        return no_memory(err);
    place(m, &model);
    for (size_t c = 0; st == RETORT_OK && c < EVAL_CUTS; c++)
        st = eval_cut_blocks(&model.cut[c], fp, CUTS[c].from, CUTS[c].to, err);
    m->items[m->count++] = model;
    m->replies += fp->stats.replies;
    return st;
}

static retort_status receive(void *ctx, const retort_made *made,
                             retort_err *err)
{
    return add_model(ctx, made->model, made->fp, err);
}

static retort_status receive_sets(void *ctx, const retort_made *made,
                                  retort_err *err)
{
    eval_models *m = ctx;
    size_t i = eval_models_find(m, made->model);

    if (i == SIZE_MAX)
        return RETORT_FAIL(err, RETORT_ERR_INTERNAL,
                           "%s appeared in the second run only", made->model);
    return eval_cut_sets(&m->items[i].sets, made->fp, err);
}

static uint32_t families(const char *const *ids)
{
    uint32_t bits = 0;

    for (; *ids; ids++)
        bits |= UINT32_C(1) << retort_family_find(*ids);
    return bits;
}

static retort_status run_pipeline(eval_models *m, size_t threads, bool detail,
                                  retort_made_fn fn, retort_err *err)
{
    static const char *const all[] = {"so", "op", "cl", "lo", "tk", NULL};
    static const char *const none[] = {"op", NULL}; /* a builder needs one */
    retort_fingerprinting_facts facts = {0};
    retort_fingerprinting how = {
        .inputs = (const char *const *)m->files.paths,
        .input_count = m->files.count,
        .model_from_file = true,
        .threads = threads,
    };
    retort_status st;

    how.build.params.rules = RETORT_RULES_VERSION;
    how.build.params.detail = detail;
    how.build.families = families(detail ? none : all);
    st = retort_fingerprint_inputs(&how, fn, m, &facts, err);
    retort_fingerprinting_facts_release(&facts);
    return st;
}

static retort_status list_files(eval_models *m, const char *folder,
                                retort_err *err)
{
    retort_path_list found = {0};
    retort_status st = retort_dirwalk(folder, &found, err);

    for (size_t i = 0; st == RETORT_OK && i < found.count; i++)
        if (retort_file_kind_of(found.paths[i]) == RETORT_FILE_JSON)
            st = retort_path_list_add(&m->files, folder, found.paths[i], err);
    retort_path_list_release(&found);
    if (st == RETORT_OK && !m->files.count)
        st = RETORT_FAIL(err, RETORT_ERR_EMPTY, "no outputs in %.200s", folder);
    return st;
}

static retort_status load_library(eval_models *m, retort_err *err)
{
    retort_status st = RETORT_OK;

    for (size_t i = 0; st == RETORT_OK && i < retort_library_count(m->library);
         i++) {
        retort_fingerprint *fp = NULL;

        st = retort_library_load(m->library, i, &fp, err);
        if (st == RETORT_OK)
            st = add_model(m, retort_library_name(m->library, i), fp, err);
        retort_fingerprint_free(fp);
    }
    return st;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const eval_model *)a)->name, ((const eval_model *)b)->name);
}

static retort_status digest_models(eval_models *m, retort_err *err)
{
    unsigned char digest[RETORT_SHA256_BYTES];
    retort_sha256 *h = NULL;
    retort_status st = retort_sha256_new(&h, err);

    for (size_t i = 0; st == RETORT_OK && i < m->count; i++) {
        const eval_model *model = &m->items[i];

        retort_sha256_update(h, model->name, strlen(model->name) + 1);
        retort_sha256_update(h, model->cut[EVAL_CUT_ALL]->record_digest,
                             RETORT_SHA256_BYTES);
    }
    if (st == RETORT_OK)
        st = retort_sha256_final(h, digest, err);
    if (st == RETORT_OK)
        retort_sha256_hex(digest, m->digest);
    retort_sha256_free(h);
    return st;
}

retort_status eval_models_load(eval_models *out, const eval_source *source,
                               retort_err *err)
{
    retort_status st = RETORT_OK;

    if (source->library)
        st = retort_library_open(&out->library, source->library,
                                 RETORT_LIBRARY_READ, err);
    else
        st = list_files(out, source->folder, err);
    if (st == RETORT_OK)
        st = make_population(out, source, err);
    if (st == RETORT_OK)
        st = source->library
                 ? load_library(out, err)
                 : run_pipeline(out, source->threads, false, receive, err);
    if (st != RETORT_OK)
        return st;
    if (out->count)
        qsort(out->items, out->count, sizeof(*out->items), by_name);
    return digest_models(out, err);
}

retort_status eval_models_load_sets(eval_models *m, size_t threads,
                                    retort_err *err)
{
    return run_pipeline(m, threads, true, receive_sets, err);
}
