#include <retort/limits.h>
#include <string.h>

#include "base/mem.h"
#include "fingerprint/fp.h"

static retort_status unequal(retort_err *err, const char *what, uint32_t a,
                             uint32_t b)
{
    return RETORT_FAIL(err, RETORT_ERR_MISMATCH, "%s differs: %u and %u", what,
                       a, b);
}

static retort_status same_params(const retort_fingerprint *a,
                                 const retort_fingerprint *b, retort_err *err)
{
    if (a->params.rules != b->params.rules)
        return unequal(err, "rule version", a->params.rules, b->params.rules);
    if (a->params.channel != b->params.channel)
        return unequal(err, "channel", a->params.channel, b->params.channel);
    if (a->params.key != b->params.key)
        return unequal(err, "prompt key", a->params.key, b->params.key);
    if (a->params.detail != b->params.detail)
        return unequal(err, "detail", a->params.detail, b->params.detail);
    if (!a->has_digests || !b->has_digests)
        return RETORT_FAIL(err, RETORT_ERR_MISMATCH,
                           "a fingerprint without record digests cannot be "
                           "merged");
    return RETORT_OK;
}

static void table_drop(retort_fp_table *t)
{
    if (t->total != t->count)
        retort_mem_free(t->total);
    retort_mem_free(t->count);
    *t = (retort_fp_table){0};
}

/* Neighbours share their top bits: folding adds them up. */
static retort_status table_fold(retort_fingerprint *fp, size_t index,
                                uint8_t bits, retort_err *err)
{
    retort_fp_table old = fp->tables[index];
    unsigned shift = old.bits - (unsigned)bits;
    size_t len = retort_fp_table_len(&old);
    retort_status st = retort_fp_table_new(fp, index, bits, err);

    if (st != RETORT_OK) {
        fp->tables[index] = old;
        return st;
    }
    for (size_t i = 0; i < len; i++) {
        uint32_t *into = &fp->tables[index].count[i >> shift];

        if (old.count[i] > UINT32_MAX - *into)
            st = RETORT_FAIL(err, RETORT_ERR_LIMIT,
                             "a folded count of family %s passes %u",
                             old.family->id, UINT32_MAX);
        *into += old.count[i];
    }
    table_drop(&old);
    return st;
}

static retort_status table_add(retort_fp_table *into,
                               const retort_fp_table *other, retort_err *err)
{
    size_t len = retort_fp_table_len(into);
    bool wrapped = false;

    for (size_t i = 0; i < len; i++) {
        uint32_t sum = into->count[i] + other->count[i];

        wrapped |= sum < other->count[i];
        into->count[i] = sum;
    }
    if (wrapped)
        return RETORT_FAIL(err, RETORT_ERR_LIMIT,
                           "a merged count of family %s passes %u",
                           into->family->id, UINT32_MAX);
    return RETORT_OK;
}

/* Add @p other folded by @p shift bits, without changing it. */
static retort_status table_add_folded(retort_fp_table *into,
                                      const retort_fp_table *other,
                                      retort_err *err)
{
    unsigned shift = other->bits - (unsigned)into->bits;
    size_t len = retort_fp_table_len(other);
    bool wrapped = false;

    for (size_t i = 0; i < len; i++) {
        uint32_t *to = &into->count[i >> shift];

        wrapped |= *to > UINT32_MAX - other->count[i];
        *to += other->count[i];
    }
    if (wrapped)
        return RETORT_FAIL(err, RETORT_ERR_LIMIT,
                           "a merged count of family %s passes %u",
                           into->family->id, UINT32_MAX);
    return RETORT_OK;
}

static retort_status check_tables(const retort_fingerprint *a,
                                  const retort_fingerprint *b, retort_err *err)
{
    for (size_t i = 0; i < retort_family_count(); i++) {
        const retort_fp_table *x = &a->tables[i];
        const retort_fp_table *y = &b->tables[i];

        if (!x->family != !y->family)
            return RETORT_FAIL(err, RETORT_ERR_MISMATCH,
                               "family %s is in one fingerprint only; --fold "
                               "merges the common ones",
                               retort_families()[i].id);
        if (x->family && x->bits != y->bits)
            return RETORT_FAIL(err, RETORT_ERR_MISMATCH,
                               "family %s has 2^%u and 2^%u buckets; --fold "
                               "merges at the smaller",
                               x->family->id, x->bits, y->bits);
    }
    if (!a->style != !b->style)
        return RETORT_FAIL(err, RETORT_ERR_MISMATCH,
                           "stylometric sums are in one fingerprint only");
    return RETORT_OK;
}

static retort_status merge_tables(retort_fingerprint *into,
                                  const retort_fingerprint *other,
                                  retort_err *err)
{
    retort_status st = RETORT_OK;

    for (size_t i = 0; st == RETORT_OK && i < retort_family_count(); i++) {
        retort_fp_table *t = &into->tables[i];
        const retort_fp_table *o = &other->tables[i];

        if (!t->family || !o->family) {
            table_drop(t);
            continue;
        }
        if (o->bits < t->bits)
            st = table_fold(into, i, o->bits, err);
        if (st == RETORT_OK)
            st = o->bits > t->bits ? table_add_folded(t, o, err)
                                   : table_add(t, o, err);
    }
    return st;
}

static void merge_style(retort_fingerprint *into,
                        const retort_fingerprint *other)
{
    if (!into->style || !other->style) {
        retort_mem_free(into->style);
        into->style = NULL;
        return;
    }
    for (size_t i = 0; i < RETORT_BLOCKS * retort_style_count(); i++) {
        retort_fp_style *s = &into->style[i];
        const retort_fp_style *o = &other->style[i];

        uint64_t low = s->square_low + o->square_low;

        s->sum += o->sum;
        s->square_high += o->square_high + (low < o->square_low);
        s->square_low = low;
    }
}

static retort_status set_copy(retort_hash_set *to, const retort_hash_set *from,
                              retort_err *err)
{
    *to = (retort_hash_set){NULL, 0};
    if (!from->count)
        return RETORT_OK;
    to->items = retort_mem_new(from->count, sizeof(*to->items));
    if (!to->items)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a hash set");
    memcpy(to->items, from->items, from->count * sizeof(*to->items));
    to->count = from->count;
    return RETORT_OK;
}

static retort_status merge_sets(retort_fingerprint *into,
                                const retort_fingerprint *other,
                                retort_err *err)
{
    size_t total = into->set_count + other->set_count;
    retort_status st = RETORT_OK;
    retort_hash_set *p;

    if (!other->set_count)
        return RETORT_OK;
    p = retort_mem_resize(into->sets, total, RETORT_DETAIL_SETS * sizeof(*p));
    if (!p)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for hash sets");
    into->sets = p;
    memset(p + into->set_count * RETORT_DETAIL_SETS, 0,
           other->set_count * RETORT_DETAIL_SETS * sizeof(*p));
    for (size_t i = 0;
         st == RETORT_OK && i < other->set_count * RETORT_DETAIL_SETS; i++)
        st = set_copy(p + into->set_count * RETORT_DETAIL_SETS + i,
                      &other->sets[i], err);
    into->set_count = total;
    return st;
}

static retort_status merge_replies(retort_fingerprint *into,
                                   const retort_fingerprint *other,
                                   retort_err *err)
{
    size_t total = into->reply_count + other->reply_count;
    retort_fp_reply *p;

    if (!other->reply_count)
        return RETORT_OK;
    if (total > RETORT_RECORDS_MAX)
        return RETORT_FAIL(err, RETORT_ERR_LIMIT, "%zu replies are above %llu",
                           total, (unsigned long long)RETORT_RECORDS_MAX);
    p = retort_mem_resize(into->replies, total, sizeof(*p));
    if (!p)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu replies",
                           total);
    into->replies = p;
    memcpy(p + into->reply_count, other->replies,
           other->reply_count * sizeof(*p));
    for (size_t i = into->reply_count; into->params.detail && i < total; i++)
        p[i].sets += (uint32_t)into->set_count;
    into->reply_count = total;
    return RETORT_OK;
}

static void merge_stats(retort_fp_stats *into, const retort_fp_stats *other)
{
    into->replies += other->replies;
    into->reasoning += other->reasoning;
    into->templates += other->templates;
    into->truncated += other->truncated;
    into->tokens += other->tokens;
    into->chars += other->chars;
}

retort_status retort_fingerprint_merge(retort_fingerprint *into,
                                       const retort_fingerprint *other,
                                       bool fold, retort_err *err)
{
    retort_status st = same_params(into, other, err);

    if (st == RETORT_OK && !fold)
        st = check_tables(into, other, err);
    if (st == RETORT_OK)
        st = merge_tables(into, other, err);
    if (st == RETORT_OK)
        st = merge_replies(into, other, err);
    if (st == RETORT_OK)
        st = merge_sets(into, other, err);
    if (st != RETORT_OK)
        return st;
    merge_style(into, other);
    merge_stats(&into->stats, &other->stats);
    return retort_fp_settle(into, err);
}

static bool listed(const char *list, const char *id)
{
    size_t len = strlen(id);

    for (const char *p = list; *p; p += *p == ',') {
        size_t n = strcspn(p, ",");

        if (n == len && strncmp(p, id, n) == 0)
            return true;
        p += n;
    }
    return false;
}

/* Is every id of the list a family of this fingerprint? */
static retort_status check_list(const retort_fingerprint *fp, const char *list,
                                retort_err *err)
{
    for (const char *p = list; *p; p += *p == ',') {
        size_t n = strcspn(p, ",");
        bool found = false;

        for (size_t i = 0; i < retort_family_count(); i++)
            found |= fp->tables[i].family &&
                     strlen(retort_families()[i].id) == n &&
                     strncmp(retort_families()[i].id, p, n) == 0;
        if (!found)
            return RETORT_FAIL(err, RETORT_ERR_NOT_FOUND,
                               "no feature family \"%.*s\" in the fingerprint",
                               (int)(n > 40 ? 40 : n), p);
        p += n;
    }
    return RETORT_OK;
}

/* Drop the digests of single records; the digest over them stays. */
static void drop_digests(retort_fingerprint *fp)
{
    for (size_t i = 0; i < fp->reply_count; i++)
        memset(fp->replies[i].digest, 0, sizeof(fp->replies[i].digest));
    fp->has_digests = false;
}

retort_status retort_fingerprint_keep(retort_fingerprint *fp,
                                      const char *families, bool per_reply,
                                      retort_err *err)
{
    retort_status st = check_list(fp, families, err);

    if (st != RETORT_OK)
        return st;
    for (size_t i = 0; i < retort_family_count(); i++)
        if (fp->tables[i].family && !listed(families, retort_families()[i].id))
            table_drop(&fp->tables[i]);
    for (size_t i = 0; i < fp->set_count * RETORT_DETAIL_SETS; i++)
        retort_mem_free(fp->sets[i].items);
    retort_mem_free(fp->sets);
    fp->sets = NULL;
    fp->set_count = 0;
    fp->params.detail = 0;
    drop_digests(fp);
    if (!per_reply) {
        retort_mem_free(fp->replies);
        fp->replies = NULL;
        fp->reply_count = 0;
        fp->has_replies = false;
    }
    return retort_fp_settle(fp, err);
}
