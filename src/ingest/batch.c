#include "ingest/batch.h"

#include "base/mem.h"
#include "ingest/batch_fill.h"

enum { FIRST_ITEMS = 64 };

void retort_batch_release(retort_batch *b)
{
    retort_mem_free(b->bytes);
    retort_mem_free(b->items);
    *b = (retort_batch){0};
}

void retort_batch_reset(retort_batch *b)
{
    b->len = 0;
    b->count = 0;
}

char *retort_batch_room(retort_batch *b, size_t extra)
{
    size_t cap = b->cap ? b->cap : extra;
    char *p;

    if (extra > SIZE_MAX / 2 - b->len)
        return NULL;
    while (cap < b->len + extra)
        cap *= 2;
    if (cap > b->cap) {
        p = retort_mem_resize(b->bytes, cap, 1);
        if (!p)
            return NULL;
        b->bytes = p;
        b->cap = cap;
    }
    return b->bytes + b->len;
}

retort_element *retort_batch_item(retort_batch *b)
{
    size_t cap = b->cap_items ? b->cap_items * 2 : FIRST_ITEMS;
    retort_element *p;

    if (b->count == b->cap_items) {
        p = retort_mem_resize(b->items, cap, sizeof(*p));
        if (!p)
            return NULL;
        b->items = p;
        b->cap_items = cap;
    }
    b->items[b->count] = (retort_element){0};
    return &b->items[b->count++];
}
