#include "compare/reuse.h"

#include <math.h>
#include <string.h>

enum { RUNS_MIN = RETORT_REUSE_TOKENS_MIN - RETORT_REUSE_RUN + 1 };

static const retort_hash_set *runs(const retort_fingerprint *fp, size_t reply)
{
    return &fp->sets[(size_t)(fp->replies[reply].sets - 1) *
                         RETORT_DETAIL_SETS +
                     RETORT_DETAIL_RUNS12];
}

static uint32_t common(const retort_hash_set *a, const retort_hash_set *b)
{
    uint32_t i = 0;
    uint32_t j = 0;
    uint32_t n = 0;

    while (i < a->count && j < b->count) {
        uint32_t x = a->items[i];
        uint32_t y = b->items[j];

        n += x == y;
        i += x <= y;
        j += y <= x;
    }
    return n;
}

/* Replies [from, end) of one prompt. */
struct group {
    size_t from;
    size_t end;
};

static struct group group_at(const retort_fingerprint *fp, size_t from)
{
    size_t end = from + 1;

    while (end < fp->reply_count &&
           memcmp(fp->replies[end].key, fp->replies[from].key,
                  RETORT_KEY_BYTES) == 0)
        end++;
    return (struct group){from, end};
}

static void judge(const retort_fingerprint *s, struct group gs,
                  const retort_fingerprint *r, struct group gr,
                  retort_reuse *out)
{
    bool compared = false;
    bool copied = false;

    for (size_t i = gs.from; i < gs.end; i++)
        for (size_t j = gr.from; j < gr.end; j++) {
            const retort_hash_set *a = runs(s, i);
            const retort_hash_set *b = runs(r, j);

            if (a->count < RUNS_MIN || b->count < RUNS_MIN)
                continue;
            compared = true;
            copied |= 2 * (uint64_t)common(a, b) > a->count;
        }
    out->prompts += compared;
    out->copied += copied;
}

retort_reuse retort_reuse_share(const retort_fingerprint *s,
                                const retort_fingerprint *r)
{
    retort_reuse out = {(double)NAN, 0, 0};
    size_t i = 0;
    size_t j = 0;

    if (!s->sets || !r->sets)
        return out;
    while (i < s->reply_count && j < r->reply_count) {
        int order =
            memcmp(s->replies[i].key, r->replies[j].key, RETORT_KEY_BYTES);
        struct group gs = group_at(s, i);
        struct group gr = group_at(r, j);

        if (order == 0)
            judge(s, gs, r, gr, &out);
        if (order <= 0)
            i = gs.end;
        if (order >= 0)
            j = gr.end;
    }
    if (out.prompts)
        out.share = (double)out.copied / (double)out.prompts;
    return out;
}
