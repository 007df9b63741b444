#include "features/distinct.h"

#include "base/mem.h"

enum { FIRST_CAP = 1024, LONG_LIST = 1 << 16 };

void retort_distinct_release(retort_distinct *d)
{
    retort_mem_free(d->key);
    retort_mem_free(d->waiting);
    *d = (retort_distinct){0};
}

/* Slots used for this list: a power of two, small lists stay in the cache. */
static size_t slots_for(size_t count)
{
    size_t room = count < LONG_LIST ? 4 : 2;
    size_t slots = FIRST_CAP;

    while (slots < room * count)
        slots *= 2;
    return slots;
}

static retort_status grow(retort_distinct *d, size_t count, retort_err *err)
{
    size_t cap = slots_for(count);

    if (cap <= d->cap && count <= d->waiting_cap)
        return RETORT_OK;
    if (cap < d->cap)
        cap = d->cap;
    retort_distinct_release(d);
    d->key = retort_mem_new(cap, sizeof(*d->key));
    d->waiting = retort_mem_new(cap / 2, sizeof(*d->waiting));
    if (!d->key || !d->waiting) {
        retort_distinct_release(d);
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory for a set of %zu hashes", count);
    }
    d->cap = cap;
    d->waiting_cap = cap / 2;
    return RETORT_OK;
}

/*
 * The low bits of a hash tell its slot. A hash of 0 would look like a free
 * slot: it always matches one and is never kept here; *zeros counts it.
 */
static size_t keep_first(retort_distinct *d, retort_hash_list *list,
                         size_t mask, size_t *waiting, size_t *zeros)
{
    uint64_t *key = d->key;
    uint64_t *items = list->items;
    uint64_t *later = d->waiting;
    size_t kept = 0;
    size_t late = 0;
    size_t zero = 0;

#pragma GCC unroll 4
    for (size_t i = 0; i < list->count; i++) {
        uint64_t h = items[i];
        uint64_t *slot = &key[h & mask];
        uint64_t held = *slot;
        size_t is_free = held == 0;
        size_t is_known = held == h;

        *slot = is_free ? h : held;
        items[kept] = h;
        kept += is_free & (h != 0);
        later[late] = h;
        late += (is_free | is_known) ^ 1;
        zero += h == 0;
    }
    *waiting = late;
    *zeros = zero;
    return kept;
}

/*
 * Hashes that met another in their first slot look for a place behind it; the
 * slots of those that are kept take their place in the list of waiting ones.
 */
static size_t keep_waiting(retort_distinct *d, retort_hash_list *list,
                           size_t mask, size_t waiting, size_t first)
{
    size_t kept = first;

    for (size_t i = 0; i < waiting; i++) {
        uint64_t h = d->waiting[i];
        size_t at = (size_t)h & mask;

        while (d->key[at] != 0 && d->key[at] != h)
            at = (at + 1) & mask;
        if (d->key[at] == h)
            continue;
        d->key[at] = h;
        d->waiting[kept - first] = at;
        list->items[kept++] = h;
    }
    return kept;
}

/* Empty the slots: those of the first hashes, then the noted ones. */
static void tidy(retort_distinct *d, const retort_hash_list *list, size_t mask,
                 size_t first)
{
    for (size_t i = 0; i < first; i++)
        d->key[list->items[i] & mask] = 0;
    for (size_t i = first; i < list->count; i++)
        d->key[d->waiting[i - first]] = 0;
}

retort_status retort_distinct_keep(retort_distinct *d, retort_hash_list *list,
                                   retort_err *err)
{
    size_t mask = slots_for(list->count) - 1;
    retort_status st = grow(d, list->count, err);
    size_t first;
    size_t waiting;
    size_t zeros;

    if (st != RETORT_OK)
        return st;
    first = keep_first(d, list, mask, &waiting, &zeros);
    list->count = keep_waiting(d, list, mask, waiting, first);
    tidy(d, list, mask, first);
    if (zeros)
        list->items[list->count++] = 0;
    return RETORT_OK;
}
