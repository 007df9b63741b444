#include "features/analysis.h"

#include "base/mem.h"
#include "features/sequence.h"
#include "features/skeleton.h"
#include "features/word_marks.h"

static retort_status grow_tokens(retort_analysis *a, retort_err *err)
{
    size_t cap = a->tokens.count + a->tokens.count / 2 + 256;

    if (a->tokens.count <= a->cap)
        return RETORT_OK;
    retort_mem_free(a->skeleton);
    retort_mem_free(a->suffix);
    retort_mem_free(a->marks);
    a->skeleton = retort_mem_new(cap, sizeof(*a->skeleton));
    a->suffix = retort_mem_new(cap, sizeof(*a->suffix));
    a->marks = retort_mem_new(cap, sizeof(*a->marks));
    a->cap = a->skeleton && a->suffix && a->marks ? cap : 0;
    if (!a->cap)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu tokens",
                           a->tokens.count);
    return RETORT_OK;
}

static retort_status grow_list(retort_analysis *a, size_t need, retort_err *err)
{
    uint64_t *p;

    a->list.count = 0;
    a->list.cuts = 0;
    if (need <= a->list.cap)
        return RETORT_OK;
    need += need / 2;
    p = retort_mem_resize(a->list.items, need, sizeof(*p));
    if (!p)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory for %zu feature hashes", need);
    a->list.items = p;
    a->list.cap = need;
    return RETORT_OK;
}

retort_status retort_analysis_read(retort_analysis *a, retort_span text,
                                   retort_err *err)
{
    retort_status st = retort_tokens_scan(&a->tokens, text, err);

    if (st == RETORT_OK)
        st = grow_tokens(a, err);
    if (st != RETORT_OK)
        return st;
    retort_word_marks(&a->tokens, a->marks);
    retort_skeleton_hash(&a->tokens, a->marks, a->skeleton, a->suffix);
    a->view =
        (retort_reply_view){&a->tokens, a->skeleton, a->suffix, a->marks, text};
    return RETORT_OK;
}

retort_status retort_analysis_count(retort_analysis *a,
                                    const retort_family *family,
                                    retort_hash_list **out, retort_err *err)
{
    size_t bound = family->bound(a->tokens.count, a->tokens.lower_len);
    retort_status st = grow_list(a, bound, err);

    *out = &a->list;
    if (st != RETORT_OK)
        return st;
    family->count(&a->view, &a->list);
    return family->presence ? retort_distinct_keep(&a->distinct, &a->list, err)
                            : RETORT_OK;
}

retort_status retort_analysis_grams(retort_analysis *a, size_t lo, size_t hi,
                                    retort_hash_list **out, retort_err *err)
{
    retort_status st = grow_list(a, a->tokens.count * (hi - lo + 1) + 1, err);

    *out = &a->list;
    if (st != RETORT_OK)
        return st;
    for (size_t n = lo; n <= hi; n++)
        retort_sequence_grams(a->tokens.hash, a->tokens.count, n, &a->list);
    return retort_distinct_keep(&a->distinct, &a->list, err);
}

void retort_analysis_release(retort_analysis *a)
{
    retort_tokens_release(&a->tokens);
    retort_mem_free(a->skeleton);
    retort_mem_free(a->suffix);
    retort_mem_free(a->marks);
    retort_mem_free(a->list.items);
    retort_distinct_release(&a->distinct);
    retort_sketch_scratch_release(&a->sketch);
    *a = (retort_analysis){0};
}
