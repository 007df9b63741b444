#include "infer/scaling.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

/* A spread below this share of the mean is rounding. */
static const double LEAST_SPREAD = 1e-12;

static int by_lineage(const void *a, const void *b)
{
    const retort_comparison *x = *(const retort_comparison *const *)a;
    const retort_comparison *y = *(const retort_comparison *const *)b;

    if (x->suspect_lineage != y->suspect_lineage)
        return x->suspect_lineage < y->suspect_lineage ? -1 : 1;
    return (x->suspect > y->suspect) - (x->suspect < y->suspect);
}

static bool is_scale(const retort_selecting *how, uint32_t reference,
                     const retort_comparison *c)
{
    return c->reference == reference && retort_selecting_is_null(how, c) &&
           c->suspect_lineage != how->leave[0] &&
           c->suspect_lineage != how->leave[1] &&
           !isnan(c->at[how->open].score);
}

static void gather(retort_scaling *s, const retort_selecting *how)
{
    for (size_t i = 0; i < how->set->count; i++) {
        if (is_scale(how, s->reference, &how->set->items[i]))
            s->pair[s->count++] = &how->set->items[i];
    }
    qsort(s->pair, s->count, sizeof(const retort_comparison *), by_lineage);
}

static void group(retort_scaling *s)
{
    for (size_t i = 0; i < s->count; i++) {
        uint32_t lineage = s->pair[i]->suspect_lineage;

        if (s->groups == 0 || s->group[s->groups - 1].lineage != lineage)
            s->group[s->groups++] =
                (retort_scaling_group){.lineage = lineage, .first = i};
        s->group[s->groups - 1].end = i + 1;
    }
}

retort_status retort_scaling_make(retort_scaling *out,
                                  const retort_selecting *how,
                                  uint32_t reference, retort_err *err)
{
    size_t room = 0;

    out->reference = reference;
    out->open = how->open;
    for (size_t i = 0; how->set && i < how->set->count; i++)
        room += is_scale(how, reference, &how->set->items[i]);
    if (room == 0)
        return RETORT_OK;
    out->pair = retort_mem_new(room, sizeof(void *));
    out->score = retort_mem_new(room, sizeof(*out->score));
    out->group = retort_mem_new(room, sizeof(*out->group));
    if (!out->pair || !out->score || !out->group)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory for %zu null pairs of a reference", room);
    gather(out, how);
    group(out);
    retort_scaling_weigh(out, NULL);
    return RETORT_OK;
}

/* Mean of the group's scores, which are taken on the way. */
static double group_mean(retort_scaling *s, const retort_scaling_group *g,
                         const uint16_t *block)
{
    double sum = 0;

    for (size_t i = g->first; i < g->end; i++) {
        s->score[i] = retort_block_score_at(&s->pair[i]->at[s->open], block);
        sum += s->score[i];
    }
    return sum / (double)(g->end - g->first);
}

/* Distances from a centre near the mean lose no digits when squared. */
static void set_distances(retort_scaling *s, retort_scaling_group *g)
{
    double n = (double)(g->end - g->first);

    g->off = 0;
    g->squared = 0;
    for (size_t i = g->first; i < g->end; i++) {
        double d = s->score[i] - s->centre;

        g->off += d / n;
        g->squared += d * d / n;
    }
}

void retort_scaling_weigh(retort_scaling *s, const retort_times *times)
{
    const uint16_t *drawn = times ? times->suspect : NULL;
    double votes = 0;
    double sum = 0;

    for (size_t i = 0; i < s->groups; i++) {
        retort_scaling_group *g = &s->group[i];
        double mean;

        g->times = drawn ? drawn[g->lineage] : 1;
        if (g->times == 0)
            continue;
        mean = group_mean(s, g, times ? times->block : NULL);
        votes += g->times;
        sum += g->times * mean;
    }
    s->centre = votes > 0 ? sum / votes : 0;
    for (size_t i = 0; i < s->groups; i++) {
        if (s->group[i].times > 0)
            set_distances(s, &s->group[i]);
    }
}

bool retort_scaling_at(const retort_scaling *s, uint32_t without, double *mean,
                       double *sd)
{
    size_t lineages = 0;
    double votes = 0;
    double off = 0;
    double squared = 0;

    *mean = *sd = (double)NAN;
    for (size_t i = 0; i < s->groups; i++) {
        const retort_scaling_group *g = &s->group[i];

        if (g->times == 0 || g->lineage == without)
            continue;
        lineages++;
        votes += g->times;
        off += g->times * g->off;
        squared += g->times * g->squared;
    }
    if (lineages < RETORT_SCALING_LINEAGES_MIN)
        return false;
    off /= votes;
    squared = (squared - votes * off * off) / (votes - 1);
    if (!(squared > 0) || sqrt(squared) <= LEAST_SPREAD * fabs(s->centre))
        return false;
    *mean = s->centre + off;
    *sd = sqrt(squared);
    return true;
}

void retort_scaling_release(retort_scaling *s)
{
    retort_mem_free(s->pair);
    retort_mem_free(s->score);
    retort_mem_free(s->group);
    *s = (retort_scaling){0};
}
