#include "features/distinct.h"

#include <string.h>

#include "base/mem.h"

enum { FIRST_CAP = 1024 };

void retort_distinct_release(retort_distinct *d)
{
    retort_mem_free(d->key);
    retort_mem_free(d->stamp);
    *d = (retort_distinct){0};
}

static retort_status grow(retort_distinct *d, size_t count, retort_err *err)
{
    size_t cap = FIRST_CAP;

    while (cap < 2 * count)
        cap *= 2;
    if (cap <= d->cap)
        return RETORT_OK;
    retort_distinct_release(d);
    d->key = retort_mem_new(cap, sizeof(*d->key));
    d->stamp = retort_mem_new(cap, sizeof(*d->stamp));
    if (!d->key || !d->stamp) {
        retort_distinct_release(d);
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory for a set of %zu hashes", count);
    }
    d->cap = cap;
    return RETORT_OK;
}

/* Slots used for this list: a power of two, small lists stay in the cache. */
static size_t mask_for(size_t count)
{
    size_t cap = FIRST_CAP;

    while (cap < 2 * count)
        cap *= 2;
    return cap - 1;
}

retort_status retort_distinct_keep(retort_distinct *d, retort_hash_list *list,
                                   retort_err *err)
{
    size_t mask = mask_for(list->count);
    size_t kept = 0;
    retort_status st = grow(d, list->count, err);

    if (st != RETORT_OK)
        return st;
    if (++d->now == 0) {
        memset(d->stamp, 0, d->cap * sizeof(*d->stamp));
        d->now = 1;
    }
    for (size_t i = 0; i < list->count; i++) {
        uint64_t h = list->items[i];
        size_t at = (size_t)h & mask;

        while (d->stamp[at] == d->now && d->key[at] != h)
            at = (at + 1) & mask;
        if (d->stamp[at] == d->now)
            continue;
        d->stamp[at] = d->now;
        d->key[at] = h;
        list->items[kept++] = h;
    }
    list->count = kept;
    return RETORT_OK;
}
