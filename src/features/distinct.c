#include "features/distinct.h"

#include <stdbool.h>
#include <string.h>

#include "base/mem.h"

enum { FIRST_CAP = 128, LONG_LIST = 1 << 16 };

void retort_distinct_release(retort_distinct *d)
{
    retort_mem_free(d->key);
    retort_mem_free(d->waiting);
    *d = (retort_distinct){0};
}

/* Slots used for a part: a power of two, small parts stay in the cache. */
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
 * The low bits of a hash tell its slot. A slot is overwritten by each hash that
 * comes to it, whatever it held: what is stored must not depend on what was
 * loaded, or repeats of one hash would wait for each other. So a slot that is
 * free tells of a first, one that holds the same hash of a repeat, and one that
 * holds another hash of this slot of one to look into later. Free slots hold
 * what belongs to another slot: 0, and 1 in slot 0.
 * @return the firsts, moved to @p out
 */
static size_t keep_first(retort_distinct *d, const uint64_t *items,
                         size_t count, size_t mask, uint64_t *out,
                         size_t *waiting)
{
    uint64_t *key = d->key;
    uint64_t *later = d->waiting;
    size_t kept = 0;
    size_t late = 0;

    key[0] = 1;
    for (size_t i = 0; i < count; i++) {
        uint64_t h = items[i];
        uint64_t differs = key[h & mask] ^ h;
        size_t is_free = (differs & mask) != 0;

        key[h & mask] = h;
        out[kept] = h;
        kept += is_free;
        later[late] = h;
        late += (size_t)(differs != 0) & (is_free ^ 1);
    }
    *waiting = late;
    return kept;
}

/*
 * Give the firsts their slots back; a hash that waits is one of them, or it
 * looks for a place behind its slot, never in slot 0, so that a slot of 0 is
 * free there. @return how many are in @p out then
 */
static size_t keep_waiting(retort_distinct *d, size_t waiting, size_t mask,
                           uint64_t *out, size_t first)
{
    uint64_t *key = d->key;
    size_t kept = first;
    bool zero = false;

    for (size_t i = 0; i < first; i++)
        key[out[i] & mask] = out[i];
    for (size_t i = 0; i < waiting; i++) {
        uint64_t h = d->waiting[i];
        size_t at = (size_t)h & mask;

        if (key[at] == h)
            continue;
        while (at == 0 || (key[at] != 0 && key[at] != h))
            at = (at + 1) & mask;
        if (h == 0)
            zero = true;
        else if (key[at] == 0)
            out[kept++] = key[at] = h;
    }
    if (zero)
        out[kept++] = 0;
    return kept;
}

/* Move the distinct ones of @p count hashes to @p out, which may be @p items or
 * before it. @return how many there are */
static size_t keep_part(retort_distinct *d, const uint64_t *items, size_t count,
                        uint64_t *out)
{
    size_t slots = slots_for(count);
    size_t waiting;
    size_t kept = keep_first(d, items, count, slots - 1, out, &waiting);

    if (waiting)
        kept = keep_waiting(d, waiting, slots - 1, out, kept);
    memset(d->key, 0, slots * sizeof(*d->key));
    return kept;
}

static size_t longest_part(const retort_hash_list *list)
{
    size_t most = 0;
    size_t from = 0;

    for (size_t i = 0; i < list->cuts; from = list->cut[i++])
        if (list->cut[i] - from > most)
            most = list->cut[i] - from;
    return list->count - from > most ? list->count - from : most;
}

retort_status retort_distinct_keep(retort_distinct *d, retort_hash_list *list,
                                   retort_err *err)
{
    retort_status st = grow(d, longest_part(list), err);
    size_t kept = 0;
    size_t from = 0;

    if (st != RETORT_OK)
        return st;
    for (size_t i = 0; i <= list->cuts; i++) {
        size_t end = i < list->cuts ? list->cut[i] : list->count;

        kept +=
            keep_part(d, list->items + from, end - from, list->items + kept);
        from = end;
    }
    list->count = kept;
    list->cuts = 0;
    return RETORT_OK;
}
