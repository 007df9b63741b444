/*
 * Each model's 4-grams become an ascending list of (gram, replies); all
 * background lists together an ascending list of (gram, model), so that the
 * models behind a gram are one run in it. Each term knows where its run begins,
 * so a pair is one merge of two lists.
 */
#include "compare/rare.h"

#include <math.h>
#include <stdlib.h>

#include "base/detmath.h"
#include "base/mem.h"

struct term {
    uint32_t gram;
    uint32_t replies;
    size_t at; /* first holder of the gram, or where it would stand */
};

struct holder {
    uint32_t gram;
    uint32_t model;
};

struct list {
    struct term *items;
    size_t count;
};

struct retort_rare {
    const retort_modelset *set;
    struct list *lists;     /* models */
    struct holder *holders; /* ascending by gram, then model */
    size_t holder_count;
};

void retort_rare_free(retort_rare *r)
{
    if (!r)
        return;
    for (size_t m = 0; r->lists && m < r->set->count; m++)
        retort_mem_free(r->lists[m].items);
    retort_mem_free(r->lists);
    retort_mem_free(r->holders);
    retort_mem_free(r);
}

static int by_gram(const void *a, const void *b)
{
    uint32_t x = ((const struct term *)a)->gram;
    uint32_t y = ((const struct term *)b)->gram;

    return (x > y) - (x < y);
}

static int by_holder(const void *a, const void *b)
{
    const struct holder *x = a;
    const struct holder *y = b;

    if (x->gram != y->gram)
        return x->gram > y->gram ? 1 : -1;
    return (x->model > y->model) - (x->model < y->model);
}

static size_t all_grams(const retort_fingerprint *fp)
{
    size_t n = 0;

    for (size_t i = 0; i < fp->set_count; i++)
        n += fp->sets[i * RETORT_DETAIL_SETS + RETORT_DETAIL_WORDS4].count;
    return n;
}

static retort_status list_from(struct list *out, const retort_fingerprint *fp,
                               retort_err *err)
{
    size_t room = all_grams(fp);
    size_t n = 0;
    size_t kept = 0;

    *out = (struct list){NULL, 0};
    if (!room)
        return RETORT_OK;
    out->items = retort_mem_new(room, sizeof(*out->items));
    if (!out->items)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu 4-grams",
                           room);
    for (size_t i = 0; i < fp->set_count; i++) {
        const retort_hash_set *s =
            &fp->sets[i * RETORT_DETAIL_SETS + RETORT_DETAIL_WORDS4];

        for (uint32_t k = 0; k < s->count; k++)
            out->items[n++] = (struct term){s->items[k], 1, 0};
    }
    qsort(out->items, n, sizeof(*out->items), by_gram);
    for (size_t i = 0; i < n; i++) {
        if (kept && out->items[kept - 1].gram == out->items[i].gram)
            out->items[kept - 1].replies++;
        else
            out->items[kept++] = out->items[i];
    }
    out->count = kept;
    return RETORT_OK;
}

static retort_status index_holders(retort_rare *r, retort_err *err)
{
    size_t n = 0;

    for (size_t m = 0; m < r->set->count; m++)
        if (r->set->models[m].background)
            n += r->lists[m].count;
    if (!n)
        return RETORT_OK;
    r->holders = retort_mem_new(n, sizeof(*r->holders));
    if (!r->holders)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu 4-grams",
                           n);
    for (size_t m = 0; m < r->set->count; m++)
        for (size_t i = 0;
             r->set->models[m].background && i < r->lists[m].count; i++)
            r->holders[r->holder_count++] =
                (struct holder){r->lists[m].items[i].gram, (uint32_t)m};
    qsort(r->holders, r->holder_count, sizeof(*r->holders), by_holder);
    return RETORT_OK;
}

/* Both lists ascend, so one walk finds the run of every term. */
static void find_runs(const retort_rare *r, struct list *list)
{
    size_t at = 0;

    for (size_t i = 0; i < list->count; i++) {
        while (at < r->holder_count &&
               r->holders[at].gram < list->items[i].gram)
            at++;
        list->items[i].at = at;
    }
}

retort_status retort_rare_new(retort_rare **out, const retort_modelset *set,
                              retort_err *err)
{
    retort_rare *r = NULL;
    retort_status st = RETORT_OK;

    *out = NULL;
    for (size_t m = 0; m < set->count; m++)
        if (!set->models[m].fp->sets)
            return RETORT_FAIL(err, RETORT_ERR_NOT_APPLICABLE,
                               "%s was fingerprinted without --detail reply",
                               set->models[m].name);
    r = retort_mem_new(1, sizeof(*r));
    if (r) {
        r->set = set;
        r->lists = retort_mem_new(set->count, sizeof(*r->lists));
    }
    if (!r || !r->lists)
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for rare phrases");
    for (size_t m = 0; st == RETORT_OK && m < set->count; m++)
        st = list_from(&r->lists[m], set->models[m].fp, err);
    if (st == RETORT_OK)
        st = index_holders(r, err);
    for (size_t m = 0; st == RETORT_OK && m < set->count; m++)
        find_runs(r, &r->lists[m]);
    if (st == RETORT_OK) {
        *out = r;
        r = NULL; /* now the caller's */
    }
    retort_rare_free(r);
    return st;
}

/* A pair, and how many background models are left for it. */
struct pair {
    const retort_rare *rare;
    uint32_t out_a;
    uint32_t out_b;
    double models;
};

static double models_left(const retort_modelset *set, uint32_t a, uint32_t b)
{
    double n = 0.0;

    for (size_t m = 0; m < set->count; m++)
        n += set->models[m].background && set->models[m].lineage != a &&
             set->models[m].lineage != b;
    return n;
}

/* Weight of a gram, 0 if more than three models use it. */
static double idf(const struct pair *p, const struct term *t)
{
    const retort_rare *r = p->rare;
    unsigned df = 0;

    for (size_t i = t->at; i < r->holder_count && r->holders[i].gram == t->gram;
         i++) {
        uint32_t l = r->set->models[r->holders[i].model].lineage;

        df += l != p->out_a && l != p->out_b;
        if (df > RETORT_RARE_MODELS_MAX)
            return 0.0;
    }
    return retort_log((p->models + 1.0) / ((double)df + 1.0));
}

double retort_rare_score(const retort_rare *rare, size_t s, size_t r)
{
    const struct list *a = &rare->lists[s];
    const struct list *b = &rare->lists[r];
    struct pair p = {rare, rare->set->models[s].lineage,
                     rare->set->models[r].lineage, 0.0};
    double dot = 0.0;
    double ss = 0.0;
    double rr = 0.0;
    size_t i = 0;
    size_t j = 0;

    p.models = models_left(rare->set, p.out_a, p.out_b);
    while (i < a->count || j < b->count) {
        bool in_a = i < a->count &&
                    (j == b->count || a->items[i].gram <= b->items[j].gram);
        bool in_b = j < b->count &&
                    (i == a->count || b->items[j].gram <= a->items[i].gram);
        double w = idf(&p, in_a ? &a->items[i] : &b->items[j]);
        double x = in_a ? w * (double)a->items[i].replies : 0.0;
        double y = in_b ? w * (double)b->items[j].replies : 0.0;

        dot += x * y;
        ss += x * x;
        rr += y * y;
        i += in_a;
        j += in_b;
    }
    return ss > 0.0 && rr > 0.0 ? dot / sqrt(ss * rr) : (double)NAN;
}
