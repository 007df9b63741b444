#include "infer/validation_strata.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "infer/validation_figures.h"

/* One way to part pairs. */
struct kind {
    const char *word;
    bool parts_positives;
    bool parts_nulls;
    const char *(*name)(const retort_comparisons *p,
                        const retort_comparison *c);
};

static const char *stratum_name(const retort_comparisons *p,
                                const retort_comparison *c)
{
    (void)p;
    return c->stratum;
}

static const char *vendor_name(const retort_comparisons *p,
                               const retort_comparison *c)
{
    const char *vendor = p->models[c->reference].vendor;

    return vendor[0] ? vendor : "none";
}

static const char *base_name(const retort_comparisons *p,
                             const retort_comparison *c)
{
    (void)p;
    return c->shares_base ? "shared" : "not shared";
}

static const char *time_name(const retort_comparisons *p,
                             const retort_comparison *c)
{
    (void)p;
    return c->is_time_impossible ? "impossible" : "possible";
}

static const struct kind KINDS[] = {
    {"negatives", false, true, stratum_name},
    {"vendor", true, true, vendor_name},
    {"base", false, true, base_name},
    {"label", true, false, stratum_name},
    {"time", false, true, time_name},
};

enum { KIND_COUNT = sizeof(KINDS) / sizeof(KINDS[0]) };

/* What all strata are made from. */
struct survey {
    const retort_comparisons *population;
    const retort_validation_pairs *closed;
    const retort_validation_pairs *open;
    uint8_t *keep;
    double *room;
    const char **names;
};

static bool is_positive(const retort_cells *c, size_t i)
{
    return c->cell[c->cell_of[i]].is_positive;
}

static bool is_counted(const retort_validation_pairs *p, size_t i)
{
    return p->keep[i] && p->cells.cell[p->cells.cell_of[i]].is_counted;
}

static bool is_parted(const struct kind *kind, bool positive)
{
    return positive ? kind->parts_positives : kind->parts_nulls;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names that pairs of a parted class have, ascending. */
static size_t names_of(const struct survey *s, const struct kind *kind)
{
    const retort_cells *c = &s->closed->cells;
    size_t n = 0;
    size_t kept = 0;

    for (size_t i = 0; i < c->count; i++)
        if (is_counted(s->closed, i) && is_parted(kind, is_positive(c, i)))
            s->names[n++] = kind->name(s->population, c->item[i]);
    if (n > 0)
        qsort(s->names, n, sizeof(*s->names), by_text);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || strcmp(s->names[kept - 1], s->names[i]) != 0)
            s->names[kept++] = s->names[i];
    return kept;
}

/* Mark the pairs of a stratum; a class that has none of it is taken whole. */
static void mark(const struct survey *s, const retort_validation_pairs *p,
                 const struct kind *kind, const char *name)
{
    const retort_cells *c = &p->cells;
    bool has[2] = {false, false};

    for (size_t i = 0; i < c->count; i++) {
        bool positive = is_positive(c, i);

        s->keep[i] = is_parted(kind, positive) && is_counted(p, i) &&
                     strcmp(kind->name(s->population, c->item[i]), name) == 0;
        has[positive] |= s->keep[i] != 0;
    }
    for (size_t i = 0; i < c->count; i++)
        if (!has[is_positive(c, i)])
            s->keep[i] = is_counted(p, i);
}

static retort_stratum stratum_of(const struct survey *s,
                                 const struct kind *kind, const char *name)
{
    retort_stratum out = {.kind = kind->word, .name = name};
    retort_cells_counts n;

    mark(s, s->closed, kind, name);
    n = retort_cells_count(&s->closed->cells, s->keep);
    out.positive_lineages = n.positive_lineages;
    out.null_lineages = n.null_lineages;
    out.cllr_closed = retort_figures_cllr(s->closed, s->keep, s->room);
    mark(s, s->open, kind, name);
    out.cllr_open = retort_figures_cllr(s->open, s->keep, s->room);
    out.is_judged = n.positive_lineages >= RETORT_STRATUM_POSITIVES_MIN &&
                    n.null_lineages >= RETORT_STRATUM_NULLS_MIN;
    return out;
}

static retort_status survey_init(struct survey *s, retort_err *err)
{
    size_t most = s->closed->cells.count > s->open->cells.count
                      ? s->closed->cells.count
                      : s->open->cells.count;

    s->keep = retort_mem_new(most, 1);
    s->room = retort_mem_new(most, 2 * sizeof(*s->room));
    s->names = retort_mem_new(most, sizeof(*s->names));
    if (!s->keep || !s->room || !s->names)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory for the strata of %zu pairs", most);
    return RETORT_OK;
}

static size_t count_strata(const struct survey *s)
{
    size_t n = 0;

    for (size_t k = 0; k < KIND_COUNT; k++)
        n += names_of(s, &KINDS[k]);
    return n;
}

retort_status retort_strata_of(const retort_comparisons *population,
                               const retort_validation_pairs *closed,
                               const retort_validation_pairs *open,
                               retort_arena *arena, const retort_stratum **out,
                               size_t *count, retort_err *err)
{
    struct survey s = {population, closed, open, NULL, NULL, NULL};
    retort_stratum *rows = NULL;
    retort_status st;

    *out = NULL;
    *count = 0;
    if (closed->cells.count == 0)
        return RETORT_OK;
    st = survey_init(&s, err);
    if (st == RETORT_OK)
        rows = retort_arena_take(arena, count_strata(&s) + 1, sizeof(*rows));
    if (st == RETORT_OK && !rows)
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for strata");
    for (size_t k = 0; st == RETORT_OK && k < KIND_COUNT; k++) {
        size_t names = names_of(&s, &KINDS[k]);

        for (size_t i = 0; i < names; i++)
            rows[(*count)++] = stratum_of(&s, &KINDS[k], s.names[i]);
    }
    if (st == RETORT_OK)
        *out = rows;
    retort_mem_free(s.keep);
    retort_mem_free(s.room);
    retort_mem_free(s.names);
    return st;
}
