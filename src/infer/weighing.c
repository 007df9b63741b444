#include "infer/weighing.h"

#include <math.h>

#include "base/mem.h"

retort_status retort_weighing_init(retort_weighing *out, size_t room,
                                   retort_err *err)
{
    *out = (retort_weighing){.room = room};
    if (room == 0)
        return RETORT_OK;
    out->score = retort_mem_new(room, sizeof(*out->score));
    out->weight = retort_mem_new(room, sizeof(*out->weight));
    out->llr = retort_mem_new(room, sizeof(*out->llr));
    out->sorted = retort_mem_new(room, sizeof(*out->sorted));
    if (!out->score || !out->weight || !out->llr || !out->sorted)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory to weigh %zu pairs", room);
    return RETORT_OK;
}

void retort_weighing_release(retort_weighing *w)
{
    retort_mem_free(w->score);
    retort_mem_free(w->weight);
    retort_mem_free(w->llr);
    retort_mem_free(w->sorted);
    *w = (retort_weighing){0};
}

/* Copy the items of a class that weigh something to place @p at and on. */
static retort_class pack(retort_weighing *w, const retort_class *c, size_t at)
{
    retort_class out = {w->score + at, w->weight + at, 0, c->units};

    for (size_t i = 0; i < c->count; i++) {
        if (c->weight[i] == 0)
            continue;
        w->score[at + out.count] = c->value[i];
        w->weight[at + out.count] = c->weight[i];
        out.count++;
    }
    return out;
}

static void pack_all(retort_weighing *w, const retort_selection *s)
{
    retort_classes all = retort_selection_classes(s);

    w->scores = w->llrs = (retort_classes){0};
    if (all.positive.count)
        w->scores.positive = pack(w, &all.positive, 0);
    if (all.null.count)
        w->scores.null = pack(w, &all.null, w->scores.positive.count);
    w->llrs = w->scores;
    if (w->scores.positive.count)
        w->llrs.positive.value = w->llr;
    if (w->scores.null.count)
        w->llrs.null.value = w->llr + w->scores.positive.count;
}

/* Take the scores under the ceiling of the positives. */
static void lower_to_ceiling(retort_weighing *w, bool has_ceiling)
{
    const retort_class *p = &w->scores.positive;

    w->ceiling = (double)INFINITY;
    if (!has_ceiling)
        return;
    for (size_t i = 0; i < p->count; i++)
        w->sorted[i] = (retort_weighted){p->value[i], p->weight[i]};
    w->ceiling = retort_weighted_median(w->sorted, p->count);
    for (size_t i = 0; i < p->count + w->scores.null.count; i++)
        w->score[i] = retort_weighing_score(w, w->score[i]);
}

/* Do both classes exist and hold one and the same score? */
static bool is_flat(const retort_weighing *w)
{
    size_t count = w->scores.positive.count + w->scores.null.count;

    if (w->scores.positive.count == 0 || w->scores.null.count == 0)
        return false;
    for (size_t i = 1; i < count; i++) {
        if (w->score[i] != w->score[0])
            return false;
    }
    return true;
}

retort_status retort_weighing_fit(retort_weighing *w, const retort_selection *s,
                                  double prior, double ridge, retort_err *err)
{
    size_t count;
    retort_status st;

    w->fit = (retort_logistic){0};
    w->bounds = (retort_bounds){0};
    pack_all(w, s);
    lower_to_ceiling(w, s->how.has_ceiling);
    count = w->scores.positive.count + w->scores.null.count;
    if (is_flat(w))
        w->fit = (retort_logistic){
            .mean = w->score[0], .prior = prior, .ridge = ridge};
    else {
        st = retort_logistic_fit(&w->scores, prior, ridge, &w->fit, err);
        if (st != RETORT_OK)
            return st;
    }
    for (size_t i = 0; i < count; i++)
        w->llr[i] = retort_logistic_llr(&w->fit, w->score[i]);
    return retort_bounds_of(&w->llrs, s->null_lineages, &w->bounds, err);
}

double retort_weighing_score(const retort_weighing *w, double score)
{
    return score > w->ceiling ? w->ceiling : score;
}

double retort_weighing_raw(const retort_weighing *w, double score)
{
    return isnan(score)
               ? score
               : retort_logistic_llr(&w->fit, retort_weighing_score(w, score));
}

double retort_weighing_llr(const retort_weighing *w, double score,
                           retort_bound_rule *active)
{
    return retort_bounds_clamp(&w->bounds, retort_weighing_raw(w, score),
                               active);
}

double retort_weighing_share_above(const retort_weighing *w,
                                   const retort_class *llrs, double threshold)
{
    double above = 0;
    double total = 0;

    for (size_t i = 0; i < llrs->count; i++) {
        double weight = retort_class_weight(llrs, i);

        total += weight;
        if (retort_bounds_clamp(&w->bounds, llrs->value[i], NULL) > threshold)
            above += weight;
    }
    return above / total;
}
