/*
 * op and cl: the first and the last k = 1..5 tokens of a reply, raw and as
 * skeleton. Line ends at the edges are trimmed. The tag of a sequence is
 * 256 * kind + k, kind 0 for raw and 1 for skeleton, so that the same tokens
 * count apart as "all of a short reply" and as "the start of a longer one".
 */
#include "features/families.h"
#include "features/sequence.h"

enum { EDGE_MAX = 5, KINDS = 2, KIND_RAW = 0, KIND_SKELETON = 1 };

size_t retort_edges_bound(size_t tokens, size_t bytes)
{
    (void)tokens;
    (void)bytes;
    return (size_t)EDGE_MAX * KINDS;
}

struct edge {
    size_t from;
    size_t count;
};

static bool is_line_end(const retort_tokens *t, size_t i)
{
    return t->kind[i] == RETORT_TOKEN_NEWLINE ||
           t->kind[i] == RETORT_TOKEN_BLANK;
}

static struct edge trimmed(const retort_tokens *t)
{
    size_t from = 0;
    size_t end = t->count;

    while (from < end && is_line_end(t, from))
        from++;
    while (end > from && is_line_end(t, end - 1))
        end--;
    return (struct edge){from, end - from};
}

static void put(const uint64_t *h, size_t k, uint64_t kind,
                retort_hash_list *out)
{
    uint64_t tagged[1 + EDGE_MAX];

    tagged[0] = kind * 256 + k;
    memcpy(tagged + 1, h, k * sizeof(*h));
    retort_hash_list_put(out, retort_sequence_hash(tagged, 1 + k));
}

void retort_edges_first(const retort_reply_view *r, retort_hash_list *out)
{
    struct edge e = trimmed(r->tokens);

    for (size_t k = 1; k <= EDGE_MAX && k <= e.count; k++) {
        put(r->tokens->hash + e.from, k, KIND_RAW, out);
        put(r->skeleton + e.from, k, KIND_SKELETON, out);
    }
}

void retort_edges_last(const retort_reply_view *r, retort_hash_list *out)
{
    struct edge e = trimmed(r->tokens);
    size_t end = e.from + e.count;

    for (size_t k = 1; k <= EDGE_MAX && k <= e.count; k++) {
        put(r->tokens->hash + end - k, k, KIND_RAW, out);
        put(r->skeleton + end - k, k, KIND_SKELETON, out);
    }
}
