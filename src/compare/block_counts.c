#include "compare/block_counts.h"

#include <string.h>

#include "base/mem.h"

const char *retort_profile_family(size_t f)
{
    static const char *const families[RETORT_PROFILE_FAMILIES] = {"so", "op",
                                                                  "cl", "lo"};

    return families[f];
}

void retort_block_counts_release(retort_block_counts *counts)
{
    retort_mem_free(counts->entries);
    *counts = (retort_block_counts){.entries = NULL};
}

static retort_status check(const retort_fingerprint *fp, retort_err *err)
{
    for (size_t f = 0; f < RETORT_PROFILE_FAMILIES; f++) {
        const char *id = retort_profile_family(f);
        const retort_fp_table *t = &fp->tables[retort_family_find(id)];

        if (!t->family)
            return RETORT_FAIL(err, RETORT_ERR_NOT_APPLICABLE,
                               "a fingerprint lacks feature family %s", id);
        if (!t->count)
            return RETORT_FAIL(err, RETORT_ERR_NOT_APPLICABLE,
                               "a fingerprint lacks the blocks of family %s",
                               id);
    }
    if (!fp->has_replies)
        return RETORT_FAIL(err, RETORT_ERR_NOT_APPLICABLE,
                           "a fingerprint lacks its table of replies");
    return RETORT_OK;
}

static void count_replies(retort_block_counts *out,
                          const retort_fingerprint *fp)
{
    for (size_t i = 0; i < fp->reply_count; i++) {
        size_t b = retort_fp_block(fp->replies[i].key);

        out->replies[b]++;
        out->prompts[b] +=
            i == 0 || memcmp(fp->replies[i].key, fp->replies[i - 1].key,
                             RETORT_KEY_BYTES) != 0;
    }
}

/* Counters of block b of family f. */
static const uint32_t *block_of(const retort_fingerprint *fp, size_t b,
                                size_t f, size_t *buckets)
{
    const retort_fp_table *t =
        &fp->tables[retort_family_find(retort_profile_family(f))];

    *buckets = (size_t)1 << t->bits;
    return t->count + b * *buckets;
}

static size_t count_entries(const retort_fingerprint *fp)
{
    size_t n = 0;

    for (size_t b = 0; b < RETORT_BLOCKS; b++)
        for (size_t f = 0; f < RETORT_PROFILE_FAMILIES; f++) {
            size_t buckets;
            const uint32_t *count = block_of(fp, b, f, &buckets);

            for (size_t i = 0; i < buckets; i++)
                n += count[i] != 0;
        }
    return n;
}

static void copy_entries(retort_block_counts *out, const retort_fingerprint *fp)
{
    size_t n = 0;

    for (size_t b = 0; b < RETORT_BLOCKS; b++)
        for (size_t f = 0; f < RETORT_PROFILE_FAMILIES; f++) {
            size_t buckets;
            const uint32_t *count = block_of(fp, b, f, &buckets);

            for (uint32_t i = 0; i < buckets; i++)
                if (count[i])
                    out->entries[n++] = (retort_block_entry){i, count[i]};
            out->from[b * RETORT_PROFILE_FAMILIES + f + 1] = n;
        }
}

static retort_status take_room(retort_block_counts *out, size_t entries,
                               retort_err *err)
{
    out->entries = retort_mem_new(entries + 1, sizeof(*out->entries));
    if (!out->entries)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory for %zu counters by block", entries);
    return RETORT_OK;
}

retort_status retort_block_counts_make(retort_block_counts *out,
                                       const retort_fingerprint *fp,
                                       retort_err *err)
{
    retort_status st = check(fp, err);

    *out = (retort_block_counts){.entries = NULL};
    if (st == RETORT_OK)
        st = take_room(out, count_entries(fp), err);
    if (st != RETORT_OK)
        return st;
    for (size_t f = 0; f < RETORT_PROFILE_FAMILIES; f++)
        out->bits[f] =
            fp->tables[retort_family_find(retort_profile_family(f))].bits;
    count_replies(out, fp);
    copy_entries(out, fp);
    return RETORT_OK;
}

/* Append the entries of block b and family f, folded to the bits of @p out. */
static size_t append(retort_block_counts *out, size_t n,
                     const retort_block_counts *in, size_t b, size_t f)
{
    size_t at = b * RETORT_PROFILE_FAMILIES + f;
    unsigned shift = (unsigned)(in->bits[f] - out->bits[f]);

    for (size_t i = in->from[at]; i < in->from[at + 1]; i++)
        out->entries[n++] = (retort_block_entry){in->entries[i].bucket >> shift,
                                                 in->entries[i].count};
    return n;
}

static size_t all_entries(const retort_block_counts *c)
{
    return c ? c->from[RETORT_BLOCKS * RETORT_PROFILE_FAMILIES] : 0;
}

retort_status retort_block_counts_mix(retort_block_counts *out,
                                      const retort_block_counts *a,
                                      uint32_t mask_a,
                                      const retort_block_counts *b,
                                      uint32_t mask_b, retort_err *err)
{
    size_t n = 0;
    retort_status st;

    *out = (retort_block_counts){.entries = NULL};
    st = take_room(out, all_entries(a) + all_entries(b), err);
    if (st != RETORT_OK)
        return st;
    for (size_t f = 0; f < RETORT_PROFILE_FAMILIES; f++)
        out->bits[f] = b && b->bits[f] < a->bits[f] ? b->bits[f] : a->bits[f];
    for (size_t k = 0; k < RETORT_BLOCKS; k++) {
        const retort_block_counts *in = mask_a >> k & 1   ? a
                                        : mask_b >> k & 1 ? b
                                                          : NULL;

        for (size_t f = 0; f < RETORT_PROFILE_FAMILIES; f++) {
            n = in ? append(out, n, in, k, f) : n;
            out->from[k * RETORT_PROFILE_FAMILIES + f + 1] = n;
        }
        out->replies[k] = in ? in->replies[k] : 0;
        out->prompts[k] = in ? in->prompts[k] : 0;
    }
    return RETORT_OK;
}
