#include "evaluate/sample.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

void eval_sample_release(eval_sample *s)
{
    retort_mem_free(s->items);
    *s = (eval_sample){0};
}

retort_status eval_sample_add(eval_sample *s, const eval_item *item,
                              retort_err *err)
{
    if (isnan(item->score)) {
        s->dropped++;
        return RETORT_OK;
    }
    if (s->count == s->cap) {
        size_t cap = s->cap ? 2 * s->cap : 256;
        eval_item *p = retort_mem_resize(s->items, cap, sizeof(*p));

        if (!p)
            return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for pairs");
        s->items = p;
        s->cap = cap;
    }
    s->items[s->count++] = *item;
    return RETORT_OK;
}

static int order(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int by_cell(const void *a, const void *b)
{
    const eval_item *x = a;
    const eval_item *y = b;
    int o = order(x->group, y->group);

    return o ? o : order(x->cell, y->cell);
}

static int by_class_and_cell(const void *a, const void *b)
{
    const eval_item *x = a;
    const eval_item *y = b;
    int o = order(x->positive, y->positive);

    return o ? o : by_cell(a, b);
}

/* Equal scores in an order that does not depend on the sort. */
static int by_score(const void *a, const void *b)
{
    const eval_item *x = a;
    const eval_item *y = b;
    int o = order(x->group, y->group);

    if (!o)
        o = (x->score > y->score) - (x->score < y->score);
    if (!o)
        o = order(x->positive, y->positive);
    if (!o)
        o = order(x->cell, y->cell);
    if (!o)
        o = (x->weight > y->weight) - (x->weight < y->weight);
    return o;
}

static int by_unit(const void *a, const void *b)
{
    const eval_item *x = a;
    const eval_item *y = b;
    int o = order(x->positive, y->positive);

    return o ? o : order(x->unit, y->unit);
}

static void count_units(eval_sample *s)
{
    qsort(s->items, s->count, sizeof(*s->items), by_unit);
    for (size_t i = 0; i < s->count; i++) {
        bool is_new = i == 0 || by_unit(&s->items[i - 1], &s->items[i]) != 0;

        s->positive_units += is_new && s->items[i].positive;
        s->negative_units += is_new && !s->items[i].positive;
        s->positives += s->items[i].positive;
        s->negatives += !s->items[i].positive;
    }
}

static void weigh(eval_sample *s)
{
    int (*compare)(const void *, const void *) =
        s->mixed_cells ? by_cell : by_class_and_cell;

    qsort(s->items, s->count, sizeof(*s->items), compare);
    for (size_t from = 0, end; from < s->count; from = end) {
        end = from + 1;
        while (end < s->count && compare(&s->items[from], &s->items[end]) == 0)
            end++;
        for (size_t i = from; i < end; i++)
            s->items[i].weight = 1.0 / (double)(end - from);
    }
}

void eval_sample_settle(eval_sample *s)
{
    if (!s->count)
        return;
    count_units(s);
    weigh(s);
    qsort(s->items, s->count, sizeof(*s->items), by_score);
}
