#include "infer/selection.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "infer/scaling.h"

struct retort_selection_scratch {
    double *base;            /* weight of each item in the sample */
    size_t *scaling_of;      /* of each item */
    retort_scaling *scaling; /* one a reference, for a common source */
    size_t scalings;
    unsigned char *is_matched; /* by lineage: has a positive as a reference */
    unsigned char *is_seen;    /* by lineage */
    uint64_t *cell;            /* room to sort the cells of a class */
};

/* A cell as one number that sorts. */
static uint64_t cell_of(const retort_comparison *c)
{
    return (uint64_t)c->suspect_lineage << 32 | c->reference_lineage;
}

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a;
    uint64_t y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

static int by_models(const void *a, const void *b)
{
    const retort_comparison *x = *(const retort_comparison *const *)a;
    const retort_comparison *y = *(const retort_comparison *const *)b;

    if (x->suspect != y->suspect)
        return x->suspect < y->suspect ? -1 : 1;
    return (x->reference > y->reference) - (x->reference < y->reference);
}

bool retort_selecting_is_positive(const retort_selecting *how,
                                  const retort_comparison *c)
{
    return c->use == RETORT_USE_POSITIVE ||
           (how->with_doubtful && c->use == RETORT_USE_DOUBTFUL_POSITIVE);
}

bool retort_selecting_is_null(const retort_selecting *how,
                              const retort_comparison *c)
{
    return c->use == RETORT_USE_NULL ||
           (how->with_doubtful && c->use == RETORT_USE_DOUBTFUL_NULL);
}

static bool is_left_out(const retort_selecting *how, const retort_comparison *c)
{
    for (int i = 0; i < 2; i++) {
        if (how->leave[i] != RETORT_LINEAGE_NONE &&
            (c->suspect_lineage == how->leave[i] ||
             c->reference_lineage == how->leave[i]))
            return true;
    }
    return isnan(c->at[how->open].score);
}

static retort_status check_scores(const retort_selecting *how, retort_err *err)
{
    for (size_t i = 0; i < how->set->count; i++) {
        const retort_block_score *s = &how->set->items[i].at[how->open];
        bool is_finite = isfinite(s->score);

        if (isnan(s->score))
            continue;
        for (int b = 0; b < RETORT_COMPARISON_BLOCKS; b++)
            is_finite = is_finite && isfinite(s->effect[b]);
        if (!is_finite)
            return RETORT_FAIL(err, RETORT_ERR_INTERNAL,
                               "score of pair %zu is not finite", i);
    }
    return RETORT_OK;
}

static retort_status make_room(retort_selection *s, retort_err *err)
{
    size_t room = s->how.set->count;
    struct retort_selection_scratch *x = retort_mem_new(1, sizeof(*x));

    s->scratch = x;
    if (!x)
        goto refused;
    s->item = retort_mem_new(room, sizeof(void *));
    s->score = retort_mem_new(room, sizeof(*s->score));
    s->weight = retort_mem_new(room, sizeof(*s->weight));
    x->base = retort_mem_new(room, sizeof(*x->base));
    x->cell = retort_mem_new(room, sizeof(*x->cell));
    x->is_matched = retort_mem_new(s->how.lineages, 1);
    x->is_seen = retort_mem_new(s->how.lineages, 1);
    if (!s->item || !s->score || !s->weight || !x->base || !x->cell ||
        !x->is_matched || !x->is_seen)
        goto refused;
    if (s->how.is_common_source) {
        x->scaling_of = retort_mem_new(room, sizeof(*x->scaling_of));
        x->scaling = retort_mem_new(room, sizeof(*x->scaling));
        if (!x->scaling_of || !x->scaling)
            goto refused;
    }
    return RETORT_OK;
refused:
    return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu comparisons",
                       room);
}

/* Scaling of a reference, made when it is first asked for. */
static retort_status scaling_for(retort_selection *s, uint32_t reference,
                                 size_t *out, retort_err *err)
{
    struct retort_selection_scratch *x = s->scratch;

    for (size_t i = 0; i < x->scalings; i++) {
        if (x->scaling[i].reference == reference) {
            *out = i;
            return RETORT_OK;
        }
    }
    *out = x->scalings++;
    return retort_scaling_make(&x->scaling[*out], &s->how, reference, err);
}

/* Whether a pair can be scaled; true where it need not be. */
static retort_status find_scale(retort_selection *s, const retort_comparison *c,
                                bool *has_scale, retort_err *err)
{
    retort_status st;
    size_t at;
    double mean;
    double sd;

    *has_scale = true;
    if (!s->how.is_common_source)
        return RETORT_OK;
    st = scaling_for(s, c->reference, &at, err);
    *has_scale =
        st == RETORT_OK && retort_scaling_at(&s->scratch->scaling[at],
                                             c->suspect_lineage, &mean, &sd);
    return st;
}

/* Append the pairs of one class and put them in order. */
static retort_status gather(retort_selection *s, bool positive, retort_err *err)
{
    const retort_selecting *how = &s->how;
    size_t first = s->count;

    for (size_t i = 0; i < how->set->count; i++) {
        const retort_comparison *c = &how->set->items[i];
        retort_status st;
        bool has_scale;

        if (!(positive ? retort_selecting_is_positive(how, c)
                       : retort_selecting_is_null(how, c)) ||
            is_left_out(how, c) ||
            (!positive && !s->scratch->is_matched[c->reference_lineage]))
            continue;
        st = find_scale(s, c, &has_scale, err);
        if (st != RETORT_OK)
            return st;
        if (has_scale)
            s->item[s->count++] = c;
    }
    qsort(&s->item[first], s->count - first, sizeof(const retort_comparison *),
          by_models);
    return RETORT_OK;
}

static void mark_matched(retort_selection *s)
{
    for (size_t i = 0; i < s->positives; i++) {
        unsigned char *mark =
            &s->scratch->is_matched[s->item[i]->reference_lineage];

        s->reference_lineages += !*mark;
        *mark = 1;
    }
}

static size_t pairs_in(const uint64_t *cell, size_t count, uint64_t wanted)
{
    size_t low = 0;
    size_t high = count;
    size_t n = 0;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (cell[mid] < wanted)
            low = mid + 1;
        else
            high = mid;
    }
    while (low + n < count && cell[low + n] == wanted)
        n++;
    return n;
}

/* 1 / (cells of the class x pairs in the cell). */
static void set_base(retort_selection *s, size_t first, size_t end)
{
    struct retort_selection_scratch *x = s->scratch;
    size_t count = end - first;
    size_t cells = 0;

    for (size_t i = 0; i < count; i++)
        x->cell[i] = cell_of(s->item[first + i]);
    qsort(x->cell, count, sizeof(*x->cell), by_number);
    for (size_t i = 0; i < count; i++)
        cells += i == 0 || x->cell[i] != x->cell[i - 1];
    for (size_t i = first; i < end; i++)
        x->base[i] =
            1.0 / ((double)cells *
                   (double)pairs_in(x->cell, count, cell_of(s->item[i])));
}

static uint32_t count_lineages(retort_selection *s, size_t first, size_t end)
{
    unsigned char *is_seen = s->scratch->is_seen;
    uint32_t n = 0;

    for (size_t i = 0; i < s->how.lineages; i++)
        is_seen[i] = 0;
    for (size_t i = first; i < end; i++) {
        n += !is_seen[s->item[i]->suspect_lineage];
        is_seen[s->item[i]->suspect_lineage] = 1;
    }
    return n;
}

/* Where the scaling of each kept pair stands: all of them are made by now. */
static retort_status tie_scalings(retort_selection *s, retort_err *err)
{
    retort_status st = RETORT_OK;

    for (size_t i = 0;
         st == RETORT_OK && s->how.is_common_source && i < s->count; i++)
        st = scaling_for(s, s->item[i]->reference, &s->scratch->scaling_of[i],
                         err);
    return st;
}

retort_status retort_selection_make(retort_selection *out,
                                    const retort_selecting *how,
                                    retort_err *err)
{
    retort_status st;

    out->how = *how;
    if (!how->set || how->set->count == 0)
        return RETORT_OK;
    st = check_scores(how, err);
    if (st == RETORT_OK)
        st = make_room(out, err);
    if (st == RETORT_OK)
        st = gather(out, true, err);
    if (st != RETORT_OK)
        return st;
    out->positives = out->count;
    mark_matched(out);
    st = gather(out, false, err);
    if (st == RETORT_OK)
        st = tie_scalings(out, err);
    if (st != RETORT_OK)
        return st;
    set_base(out, 0, out->positives);
    set_base(out, out->positives, out->count);
    out->positive_lineages = count_lineages(out, 0, out->positives);
    out->null_lineages = count_lineages(out, out->positives, out->count);
    retort_selection_weigh(out, NULL);
    return RETORT_OK;
}

/* Score of an item at the drawn blocks; false if it has none there. */
static bool score_of(const retort_selection *s, size_t i, const uint16_t *block,
                     double *out)
{
    const retort_comparison *c = s->item[i];
    double mean;
    double sd;

    *out = retort_block_score_at(&c->at[s->how.open], block);
    if (!s->how.is_common_source)
        return true;
    if (!retort_scaling_at(&s->scratch->scaling[s->scratch->scaling_of[i]],
                           c->suspect_lineage, &mean, &sd))
        return false;
    *out = (*out - mean) / sd;
    return true;
}

void retort_selection_weigh(retort_selection *s, const retort_times *times)
{
    static const retort_times ONCE = {NULL, NULL, NULL};
    const retort_times *t = times ? times : &ONCE;

    if (!s->scratch)
        return; /* nothing was selected */
    for (size_t i = 0; i < s->scratch->scalings; i++)
        retort_scaling_weigh(&s->scratch->scaling[i], t);
    for (size_t i = 0; i < s->count; i++) {
        const retort_comparison *c = s->item[i];
        unsigned by_suspect = t->suspect ? t->suspect[c->suspect_lineage] : 1;
        unsigned by_reference =
            t->reference ? t->reference[c->reference_lineage] : 1;

        s->weight[i] =
            s->scratch->base[i] * (double)by_suspect * (double)by_reference;
        if (s->weight[i] == 0 || !score_of(s, i, t->block, &s->score[i])) {
            s->weight[i] = 0;
            s->score[i] = 0;
        }
    }
}

retort_classes retort_selection_classes(const retort_selection *s)
{
    const size_t nulls = s->count - s->positives;
    const retort_class empty = {NULL, NULL, 0, 0};
    retort_classes c = {empty, empty};

    if (s->positives)
        c.positive = (retort_class){s->score, s->weight, s->positives,
                                    s->positive_lineages};
    if (nulls)
        c.null =
            (retort_class){s->score + s->positives, s->weight + s->positives,
                           nulls, s->null_lineages};
    return c;
}

void retort_selection_lineages(const retort_selection *s,
                               void (*see)(void *ctx, uint32_t lineage,
                                           bool is_reference, bool is_positive),
                               void *ctx)
{
    for (size_t i = 0; i < s->count; i++) {
        see(ctx, s->item[i]->suspect_lineage, false, i < s->positives);
        see(ctx, s->item[i]->reference_lineage, true, i < s->positives);
    }
    for (size_t i = 0; s->scratch && i < s->scratch->scalings; i++) {
        for (size_t g = 0; g < s->scratch->scaling[i].groups; g++)
            see(ctx, s->scratch->scaling[i].group[g].lineage, false, false);
    }
}

void retort_selection_release(retort_selection *s)
{
    struct retort_selection_scratch *x = s->scratch;

    for (size_t i = 0; x && i < x->scalings; i++)
        retort_scaling_release(&x->scaling[i]);
    if (x) {
        retort_mem_free(x->base);
        retort_mem_free(x->scaling_of);
        retort_mem_free(x->scaling);
        retort_mem_free(x->is_matched);
        retort_mem_free(x->is_seen);
        retort_mem_free(x->cell);
    }
    retort_mem_free(x);
    retort_mem_free(s->item);
    retort_mem_free(s->score);
    retort_mem_free(s->weight);
    *s = (retort_selection){0};
}
