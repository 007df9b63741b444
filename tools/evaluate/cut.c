#include "evaluate/cut.h"

#include <string.h>

#include "base/mem.h"

static retort_status no_memory(retort_err *err)
{
    return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a fingerprint");
}

/* Bucket i of @p t over the blocks asked for. */
static uint32_t sum_blocks(const retort_fp_table *t, size_t i, size_t from,
                           size_t to)
{
    uint32_t sum = 0;

    if (from == 0 && to == RETORT_BLOCKS)
        return t->total[i];
    for (size_t b = from; b < to; b++)
        sum += t->count[(b << t->bits) + i];
    return sum;
}

static retort_status cut_table(retort_fp_table *out, const retort_fp_table *t,
                               size_t from, size_t to, retort_err *err)
{
    bool is_whole = from == 0 && to == RETORT_BLOCKS;
    size_t buckets = (size_t)1 << t->bits;

    if (!t->family || (!t->family->blocked && !is_whole))
        return RETORT_OK;
    if (!t->count && !is_whole)
        return RETORT_FAIL(err, RETORT_ERR_NOT_APPLICABLE,
                           "family %s was not kept by prompt blocks",
                           t->family->id);
    out->total = retort_mem_new(buckets, sizeof(*out->total));
    if (!out->total)
        return no_memory(err);
    out->family = t->family;
    out->bits = t->bits;
    for (size_t i = 0; i < buckets; i++)
        out->total[i] = sum_blocks(t, i, from, to);
    return RETORT_OK;
}

static retort_status cut_replies(retort_fingerprint *out,
                                 const retort_fingerprint *fp, size_t from,
                                 size_t to, retort_err *err)
{
    if (!fp->has_replies)
        return RETORT_FAIL(err, RETORT_ERR_NOT_APPLICABLE,
                           "the fingerprint of %s has no per-reply table",
                           fp->model);
    if (!fp->reply_count)
        return RETORT_OK;
    out->replies = retort_mem_new(fp->reply_count, sizeof(*out->replies));
    if (!out->replies)
        return no_memory(err);
    for (size_t i = 0; i < fp->reply_count; i++) {
        size_t block = retort_fp_block(fp->replies[i].key);

        if (block >= from && block < to)
            out->replies[out->reply_count++] = fp->replies[i];
    }
    out->stats.replies = out->reply_count;
    return RETORT_OK;
}

retort_status eval_cut_blocks(retort_fingerprint **out,
                              const retort_fingerprint *fp, size_t from,
                              size_t to, retort_err *err)
{
    retort_status st = retort_fp_new(out, &fp->params, err);

    if (st != RETORT_OK)
        return st;
    memcpy((*out)->record_digest, fp->record_digest, RETORT_SHA256_BYTES);
    st = cut_replies(*out, fp, from, to, err);
    for (size_t i = 0; st == RETORT_OK && i < RETORT_FAMILY_MAX; i++)
        st = cut_table(&(*out)->tables[i], &fp->tables[i], from, to, err);
    if (st != RETORT_OK) {
        retort_fingerprint_free(*out);
        *out = NULL;
    }
    return st;
}

static retort_status copy_set(retort_hash_set *out, const retort_hash_set *set,
                              retort_err *err)
{
    if (!set->count)
        return RETORT_OK;
    out->items = retort_mem_new(set->count, sizeof(*out->items));
    if (!out->items)
        return no_memory(err);
    memcpy(out->items, set->items, set->count * sizeof(*out->items));
    out->count = set->count;
    return RETORT_OK;
}

static retort_status copy_sets(retort_fingerprint *out,
                               const retort_fingerprint *fp, retort_err *err)
{
    size_t count = fp->set_count * RETORT_DETAIL_SETS;
    retort_status st = RETORT_OK;

    if (!fp->sets)
        return RETORT_FAIL(err, RETORT_ERR_NOT_APPLICABLE,
                           "%s was fingerprinted without --detail reply",
                           fp->model);
    out->sets = retort_mem_new(count, sizeof(*out->sets));
    if (!out->sets)
        return no_memory(err);
    out->set_count = fp->set_count;
    for (size_t i = 0; st == RETORT_OK && i < count; i++)
        st = copy_set(&out->sets[i], &fp->sets[i], err);
    return st;
}

retort_status eval_cut_sets(retort_fingerprint **out,
                            const retort_fingerprint *fp, retort_err *err)
{
    retort_status st = retort_fp_new(out, &fp->params, err);

    if (st != RETORT_OK)
        return st;
    st = cut_replies(*out, fp, 0, RETORT_BLOCKS, err);
    if (st == RETORT_OK)
        st = copy_sets(*out, fp, err);
    if (st != RETORT_OK) {
        retort_fingerprint_free(*out);
        *out = NULL;
    }
    return st;
}
