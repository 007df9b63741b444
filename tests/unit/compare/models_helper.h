/**
 * @file compare/models_helper.h
 * Small fingerprints filled by hand, for tests of the scores.
 */
#ifndef COMPARE_MODELS_HELPER_H
#define COMPARE_MODELS_HELPER_H

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/philox.h"
#include "compare/modelset.h"
#include "fingerprint/fp.h"

enum { HELPER_MODELS_MAX = 16 };

/** Models under test. Zero-initialise; release. */
typedef struct helper_models {
    retort_model items[HELPER_MODELS_MAX];
    retort_fingerprint *fp[HELPER_MODELS_MAX]; /* the same, not const */
    size_t count;
} helper_models;

static inline void helper_release(helper_models *h)
{
    for (size_t i = 0; i < h->count; i++)
        retort_fingerprint_free(h->fp[i]);
    *h = (helper_models){.count = 0};
}

/** Add a model without counts; @return its index. */
static inline size_t helper_add(helper_models *h, const char *name,
                                const char *family, bool background)
{
    const retort_fp_params params = {.rules = 1};
    size_t i = h->count++;
    retort_status st = retort_fp_new(&h->fp[i], &params, NULL);

    assert(st == RETORT_OK);
    (void)st;
    h->items[i] = (retort_model){.name = name,
                                 .family = family,
                                 .vendor = "",
                                 .background = background,
                                 .fp = h->fp[i]};
    return i;
}

/** Give a model a zeroed table; fill the counters that are returned. */
static inline uint32_t *helper_table(helper_models *h, size_t i, const char *id,
                                     uint8_t bits)
{
    int f = retort_family_find(id);
    retort_status st = retort_fp_table_new(h->fp[i], (size_t)f, bits, NULL);

    assert(f >= 0 && st == RETORT_OK);
    (void)st;
    return h->fp[i]->tables[f].total;
}

/** Append a reply to prompt number @p prompt; prompts in ascending order. */
static inline retort_fp_reply *helper_reply(helper_models *h, size_t i,
                                            unsigned prompt)
{
    retort_fingerprint *fp = h->fp[i];
    retort_fp_reply *p = retort_mem_resize(fp->replies, fp->reply_count + 1,
                                           sizeof(*fp->replies));

    assert(p);
    fp->replies = p;
    p += fp->reply_count++;
    memset(p, 0, sizeof(*p));
    p->key[0] = (unsigned char)(prompt >> 8);
    p->key[1] = (unsigned char)prompt;
    p->chars = 100;
    fp->stats.replies++;
    return p;
}

/** Give the last reply of a model its three hash sets, empty. */
static inline retort_hash_set *helper_sets(helper_models *h, size_t i)
{
    retort_fingerprint *fp = h->fp[i];
    size_t at = fp->set_count++;
    retort_hash_set *p = retort_mem_resize(
        fp->sets, fp->set_count, RETORT_DETAIL_SETS * sizeof(*fp->sets));

    assert(p);
    fp->sets = p;
    memset(&p[at * RETORT_DETAIL_SETS], 0, RETORT_DETAIL_SETS * sizeof(*p));
    fp->replies[fp->reply_count - 1].sets = (uint32_t)fp->set_count;
    return &p[at * RETORT_DETAIL_SETS];
}

/** Fill a set with @p count ascending numbers from @p first. */
static inline void helper_fill(retort_hash_set *set, uint32_t first,
                               uint32_t count)
{
    set->items = retort_mem_new(count, sizeof(*set->items));
    assert(set->items || !count);
    for (uint32_t i = 0; i < count; i++)
        set->items[i] = first + i;
    set->count = count;
}

/** Number i of a stream, below @p limit. */
static inline uint32_t helper_random(uint64_t stream, uint64_t i,
                                     uint32_t limit)
{
    return retort_philox_below(11, stream, i, limit);
}

static inline retort_modelset *helper_set(const helper_models *h)
{
    retort_modelset *set = NULL;
    retort_status st = retort_modelset_new(&set, h->items, h->count, NULL);

    assert(st == RETORT_OK);
    (void)st;
    return set;
}

/** Equal but for the rounding of sums in another order. */
static inline bool helper_near(double a, double b)
{
    return fabs(a - b) < 1e-10;
}

/* --- a plain view of lineages, for oracles --------------------------------- */

static inline bool helper_same_lineage(const helper_models *h, size_t a,
                                       size_t b)
{
    return a == b || (h->items[a].family[0] &&
                      strcmp(h->items[a].family, h->items[b].family) == 0);
}

/** Is m part of the background of the pair (s, r)? */
static inline bool helper_in_background(const helper_models *h, size_t m,
                                        size_t s, size_t r)
{
    return h->items[m].background && !helper_same_lineage(h, m, s) &&
           !helper_same_lineage(h, m, r);
}

/**
 * Weight of model m in a mean over the members of @p in: 1 / (its lineage's
 * members x lineages).
 */
static inline double helper_weight(const helper_models *h, const bool *in,
                                   size_t m)
{
    double members = 0.0;
    double lineages = 0.0;

    if (!in[m])
        return 0.0;
    for (size_t i = 0; i < h->count; i++) {
        bool is_first = in[i];

        members += in[i] && helper_same_lineage(h, i, m);
        for (size_t j = 0; j < i && is_first; j++)
            is_first = !in[j] || !helper_same_lineage(h, i, j);
        lineages += is_first;
    }
    return 1.0 / (members * lineages);
}

#endif /* COMPARE_MODELS_HELPER_H */
