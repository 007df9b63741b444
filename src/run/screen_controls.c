#include "run/screen_controls.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "compare/population_pair.h"

/* Is model i first of its lineage (or vendor) among the marked ones? */
static bool is_first(const retort_population *pop, const size_t *marked,
                     size_t i, bool by_vendor)
{
    for (size_t j = 0; j < i; j++)
        if (by_vendor ? retort_population_vendor(pop, marked[j]) ==
                            retort_population_vendor(pop, marked[i])
                      : retort_population_lineage(pop, marked[j]) ==
                            retort_population_lineage(pop, marked[i]))
            return false;
    return true;
}

/* Models that are neither: not tied to S or R by lineage or vendor. */
retort_status retort_screen_count_controls(const retort_screen_view *v,
                                           size_t model, retort_candidate *c,
                                           retort_err *err)
{
    const retort_roster *r = v->roster;
    const retort_population *pop = r->population;
    size_t *marked = retort_mem_new(r->count, sizeof(*marked));
    uint32_t own = v->set->models[v->suspect].lineage;
    size_t kin = v->kin;
    size_t n = 0;

    if (!marked)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory to screen");
    for (size_t i = 0; i < r->count; i++)
        if (v->set->models[i].lineage != own &&
            retort_population_control(
                pop,
                kin == SIZE_MAX ? RETORT_POPULATION_NONE
                                : r->models[kin].population,
                r->models[model].population, r->models[i].population))
            marked[n++] = r->models[i].population;
    c->controls = (uint32_t)n;
    for (size_t i = 0; i < n; i++) {
        c->control_lineages += is_first(pop, marked, i, false);
        c->control_vendors += is_first(pop, marked, i, true);
    }
    retort_mem_free(marked);
    return RETORT_OK;
}

/*
 * A control suspect of R: a null suspect by the lineage table (whatever the
 * confidence of R, for this is a display), or a model of --controls.
 */
static bool is_control_suspect(const retort_screen_view *v, size_t model,
                               size_t ref)
{
    const retort_roster *r = v->roster;
    retort_pair pair;

    if (model == ref ||
        v->set->models[model].lineage == v->set->models[v->suspect].lineage)
        return false;
    if (r->models[model].is_control)
        return v->set->models[model].lineage != v->set->models[ref].lineage;
    pair = retort_population_pair(r->population, r->models[model].population,
                                  r->models[ref].population);
    return retort_pair_is_null(pair.label) ||
           pair.reason == RETORT_REASON_REFERENCE_UNDOCUMENTED;
}

static int by_score(const void *a, const void *b)
{
    const retort_strip_point *x = a;
    const retort_strip_point *y = b;

    if (x->score != y->score)
        return x->score < y->score ? -1 : 1;
    return strcmp(x->model, y->model);
}

/* Control suspects of a reference with their scores, ascending. */
retort_strip_point *retort_screen_control_points(const retort_screen_view *v,
                                                 size_t ref, size_t *count)
{
    const retort_roster *r = v->roster;
    retort_strip_point *p =
        retort_screening_take(v->result, r->count + 1, sizeof(*p));

    *count = 0;
    for (size_t i = 0; p && i < r->count; i++) {
        double score = r->profile[i * r->count + ref];

        if (!isnan(score) && is_control_suspect(v, i, ref))
            p[(*count)++] = (retort_strip_point){v->words[i].name,
                                                 v->words[i].lineage, score};
    }
    if (p)
        qsort(p, *count, sizeof(*p), by_score);
    return p;
}
