#include "run/block_models.h"

#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/path.h"
#include "run/lineage_file.h"
#include "text/prepare.h"

static retort_status no_memory(retort_err *err)
{
    return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for the models");
}

void retort_block_models_free(retort_block_models *m)
{
    if (!m)
        return;
    for (size_t i = 0; m->items && i < m->count; i++) {
        retort_fingerprint_free(m->items[i].fp);
        retort_block_counts_release(&m->items[i].counts);
    }
    retort_mem_free(m->items);
    retort_population_free(m->population);
    retort_mem_free(m->rows);
    retort_arena_release(&m->arena);
    retort_mem_free(m);
}

static const char *keep(retort_block_models *m, const char *text)
{
    size_t bytes = strlen(text) + 1;
    char *p = retort_arena_take(&m->arena, bytes, 1);

    return p ? memcpy(p, text, bytes) : NULL;
}

/* --- lineage rows --------------------------------------------------------- */

static bool keep_row(retort_block_models *m, retort_lineage_row *row)
{
    const char **cells[] = {&row->model,  &row->vendor,     &row->family,
                            &row->base,   &row->relation,   &row->teachers,
                            &row->share,  &row->confidence, &row->released,
                            &row->source, &row->note};

    for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
        *cells[i] = keep(m, *cells[i]);
        if (!*cells[i])
            return false;
    }
    return true;
}

static bool has_row(const retort_lineage_row *rows, size_t count,
                    const char *model)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(rows[i].model, model) == 0)
            return true;
    return false;
}

static retort_status load_rows(retort_block_models *m,
                               const retort_block_source *source,
                               retort_err *err)
{
    size_t own = retort_library_row_count(source->library);
    size_t n = 0;

    m->rows = retort_mem_new(source->row_count + own + 1, sizeof(*m->rows));
    if (!m->rows)
        return no_memory(err);
    for (size_t i = 0; i < source->row_count; i++)
        if (!has_row(m->rows, n, source->rows[i].model))
            m->rows[n++] = source->rows[i];
    for (size_t i = 0; i < own; i++) {
        const retort_lineage_row *row = retort_library_row(source->library, i);

        if (!has_row(source->rows, source->row_count, row->model))
            m->rows[n++] = *row;
    }
    for (size_t i = 0; i < n; i++)
        if (!keep_row(m, &m->rows[i]))
            return no_memory(err);
    return retort_population_new(&m->population, m->rows, n, err);
}

/* --- models --------------------------------------------------------------- */

/* Counts by block stay; the tables, 8 MB, go before the next is decoded. */
static retort_status load_fingerprint(retort_block_model *out,
                                      const retort_library *lib, size_t i,
                                      retort_err *err)
{
    retort_status st = retort_library_load(lib, i, &out->fp, err);
    retort_err why = {0};

    if (st != RETORT_OK)
        return st;
    st = retort_block_counts_make(&out->counts, out->fp, &why);
    if (st == RETORT_ERR_NOT_APPLICABLE)
        return RETORT_FAIL(err, st, "%.128s: %.200s", out->name, why.text);
    if (st != RETORT_OK)
        return RETORT_FAIL(err, st, "%.250s", why.text);
    return retort_fingerprint_keep(out->fp, "", true, err);
}

static retort_status load_model(retort_block_models *m,
                                const retort_library *lib, size_t i,
                                retort_err *err)
{
    retort_block_model *out = &m->items[i];

    out->name = keep(m, retort_library_name(lib, i));
    if (!out->name)
        return no_memory(err);
    out->lineage = out->name;
    out->population = retort_population_find(m->population, out->name);
    if (out->population != RETORT_POPULATION_NONE) {
        size_t lineage =
            retort_population_lineage(m->population, out->population);

        out->row = retort_population_row(m->population, out->population);
        out->lineage = retort_population_lineage_name(m->population, lineage);
        out->is_reference =
            retort_population_is_reference(m->population, out->population);
    }
    return load_fingerprint(out, lib, i, err);
}

/* A model set would find it too, but only when one is made. */
static retort_status check_params(retort_block_models *m, retort_err *err)
{
    for (size_t i = 0; i < m->count; i++) {
        const retort_fp_params *p = &m->items[i].fp->params;

        if (i == 0)
            m->params = *p;
        if (p->channel != m->params.channel || p->key != m->params.key)
            return RETORT_FAIL(
                err, RETORT_ERR_MISMATCH,
                "%.100s has channel %u and key rule %u, %.100s has %u and %u",
                m->items[0].name, m->params.channel, m->params.key,
                m->items[i].name, p->channel, p->key);
    }
    return RETORT_OK;
}

static retort_status load(retort_block_models *m,
                          const retort_block_source *source, retort_err *err)
{
    size_t n = retort_library_count(source->library);
    retort_status st = load_rows(m, source, err);

    if (st != RETORT_OK)
        return st;
    m->library_name = keep(m, source->library_name);
    m->items = retort_mem_new(n + 1, sizeof(*m->items));
    if (!m->library_name || !m->items)
        return no_memory(err);
    m->count = n;
    st = retort_library_digest(source->library, m->digest, err);
    for (size_t i = 0; st == RETORT_OK && i < n; i++)
        st = load_model(m, source->library, i, err);
    return st == RETORT_OK ? check_params(m, err) : st;
}

retort_status retort_block_models_load(retort_block_models **out,
                                       const retort_block_source *source,
                                       retort_err *err)
{
    retort_block_models *m = retort_mem_new(1, sizeof(*m));
    retort_status st;

    *out = NULL;
    if (!m)
        return no_memory(err);
    st = load(m, source, err);
    if (st == RETORT_OK)
        *out = m;
    else
        retort_block_models_free(m);
    return st;
}

size_t retort_block_models_find(const retort_block_models *m, const char *name)
{
    size_t lo = 0;
    size_t hi = m->count;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;

        if (strcmp(m->items[mid].name, name) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < m->count && strcmp(m->items[lo].name, name) == 0 ? lo
                                                                 : SIZE_MAX;
}

retort_model retort_block_models_item(const retort_block_models *m, size_t i)
{
    const retort_block_model *model = &m->items[i];

    return (retort_model){.name = model->name,
                          .family = model->lineage,
                          .vendor = model->row ? model->row->vendor : "",
                          .background = model->is_reference,
                          .fp = model->fp};
}

size_t retort_block_models_teachers(const retort_block_models *m, size_t s,
                                    const retort_modelset *set, uint32_t *out)
{
    size_t n = 0;

    for (size_t i = 0; s != RETORT_POPULATION_NONE && i < set->count; i++) {
        const retort_model *model = &set->models[i];
        bool is_new = model->background;
        size_t at;

        for (size_t k = 0; k < n; k++)
            is_new = is_new && out[k] != model->lineage;
        if (!is_new)
            continue;
        at = retort_block_models_find(m, model->name);
        if (at != SIZE_MAX && retort_population_teaches(
                                  m->population, m->items[at].population, s))
            out[n++] = model->lineage;
    }
    return n;
}

/* Smallest bits of a family among the models: those of the profile. */
static unsigned least_bits(const retort_block_models *m, size_t f)
{
    unsigned least = UINT8_MAX;

    for (size_t i = 0; i < m->count; i++)
        if (m->items[i].counts.bits[f] < least)
            least = m->items[i].counts.bits[f];
    return least;
}

const char *retort_block_models_features(const retort_block_models *m,
                                         retort_arena *arena)
{
    const char *channel =
        retort_channel_name((retort_channel)m->params.channel);
    retort_buf text;
    char *out = NULL;

    retort_buf_init(&text, 1 << 10);
    for (size_t f = 0; m->count && f < RETORT_PROFILE_FAMILIES; f++)
        retort_buf_printf(&text, "%s%s 2^%u", f ? ", " : "",
                          retort_profile_family(f), least_bits(m, f));
    retort_buf_printf(&text, "; sketch; key %s; channel %s",
                      m->params.key == RETORT_PROMPT_KEY_ID ? "id" : "text",
                      channel ? channel : "unknown");
    if (retort_buf_status(&text) == RETORT_OK)
        out = retort_arena_take(arena, text.len + 1, 1);
    if (out)
        memcpy(out, text.ptr, text.len + 1);
    retort_buf_release(&text);
    return out;
}

retort_status retort_block_models_open(retort_block_models **out,
                                       const char *library, const char *lineage,
                                       retort_err *err)
{
    retort_span last = retort_path_last(library);
    retort_lineage_table table = {0};
    retort_library *lib = NULL;
    retort_buf name;
    retort_status st = retort_lineage_file_read(&table, lineage, err);

    retort_buf_init(&name, last.len + 1);
    retort_buf_add(&name, last);
    if (st == RETORT_OK && retort_buf_status(&name) != RETORT_OK)
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a library");
    if (st == RETORT_OK)
        st = retort_library_open(&lib, library, RETORT_LIBRARY_READ, err);
    if (st == RETORT_OK) {
        const retort_block_source source = {lib, name.ptr, table.rows,
                                            table.count};

        st = retort_block_models_load(out, &source, err);
        if (st != RETORT_OK && err && !err->file[0])
            retort_err_in_file(err, library);
    }
    retort_library_abandon(lib);
    retort_buf_release(&name);
    retort_lineage_table_release(&table);
    return st;
}
