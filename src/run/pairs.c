#include "run/pairs.h"

#include "base/mem.h"

void retort_pairs_release(retort_pairs *p)
{
    retort_mem_free(p->items);
    *p = (retort_pairs){0};
}

/* Inputs are read one after the other: the pair is among the last ones. */
static retort_pair_count *find(const retort_pairs *p, size_t model,
                               size_t input)
{
    for (size_t i = p->count; i-- > 0 && p->items[i].input == input;)
        if (p->items[i].model == model)
            return &p->items[i];
    return NULL;
}

retort_status retort_pairs_add(retort_pairs *p, size_t model, size_t input,
                               uint64_t replies, retort_err *err)
{
    retort_pair_count *pair = find(p, model, input);

    if (pair) {
        pair->replies += replies;
        return RETORT_OK;
    }
    if (p->count == p->cap) {
        size_t cap = p->cap ? 2 * p->cap : 64;
        retort_pair_count *q = retort_mem_resize(p->items, cap, sizeof(*q));

        if (!q)
            return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                               "no memory for %zu pairs of model and input",
                               cap);
        p->items = q;
        p->cap = cap;
    }
    p->items[p->count++] = (retort_pair_count){model, input, replies};
    return RETORT_OK;
}
