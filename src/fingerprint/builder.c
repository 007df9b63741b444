#include "fingerprint/builder.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "features/analysis.h"

/* Lengths of the hash sets kept under --detail reply. */
static const struct {
    size_t lo;
    size_t hi;
} DETAIL[RETORT_DETAIL_SETS] = {{1, 2}, {4, 4}, {12, 12}};

struct retort_builder {
    retort_build_options options;
    retort_analysis analysis;
    retort_fingerprint *fp;
    retort_fingerprint *spent; /* to be reused for the next */
    size_t cap_replies;
    size_t cap_sets;
    /* No counter of a table exceeds this. */
    uint64_t counted[RETORT_FAMILY_MAX];
};

static retort_status make(retort_builder *b, retort_err *err)
{
    retort_status st = retort_fp_new(&b->fp, &b->options.params, err);

    for (size_t i = 0; st == RETORT_OK && i < retort_family_count(); i++)
        if (!b->options.families || b->options.families >> i & 1)
            st = retort_fp_table_new(b->fp, i, retort_families()[i].bits, err);
    if (st == RETORT_OK)
        st = retort_fp_style_new(b->fp, err);
    return st;
}

static retort_status start(retort_builder *b, retort_err *err)
{
    retort_status st;

    b->cap_replies = 0;
    b->cap_sets = 0;
    memset(b->counted, 0, sizeof(b->counted));
    b->fp = b->spent;
    b->spent = NULL;
    st = b->fp ? retort_fp_reset(b->fp, err) : make(b, err);
    if (st != RETORT_OK) { /* no reply may meet half of the tables */
        retort_fingerprint_free(b->fp);
        b->fp = NULL;
    }
    return st;
}

retort_status retort_builder_new(retort_builder **out,
                                 const retort_build_options *options,
                                 retort_err *err)
{
    retort_builder *b = retort_mem_new(1, sizeof(*b));

    *out = NULL;
    if (!b)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a builder");
    b->options = *options;
    *out = b;
    return RETORT_OK;
}

void retort_builder_free(retort_builder *b)
{
    if (!b)
        return;
    retort_analysis_release(&b->analysis);
    retort_fingerprint_free(b->fp);
    retort_fingerprint_free(b->spent);
    retort_mem_free(b);
}

void retort_builder_reuse(retort_builder *b, retort_fingerprint *spent)
{
    retort_fingerprint_free(b->spent);
    b->spent = spent;
}

uint64_t retort_builder_count(const retort_builder *b)
{
    return b->fp ? b->fp->stats.replies : 0;
}

/* Counters are 32 bits wide; one that would wrap is a limit, not a lie. */
static retort_status tally_checked(const retort_fp_table *t, uint32_t *count,
                                   const retort_hash_list *list,
                                   retort_err *err)
{
    bool wrapped = false;

    for (size_t i = 0; i < list->count; i++)
        wrapped |= ++count[retort_bucket(list->items[i], t->bits)] == 0;
    if (wrapped)
        return RETORT_FAIL(err, RETORT_ERR_LIMIT,
                           "family %s counted one feature more than %u times",
                           t->family->id, UINT32_MAX);
    return RETORT_OK;
}

static void tally(const retort_fp_table *t, uint32_t *count,
                  const retort_hash_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        count[retort_bucket(list->items[i], t->bits)]++;
}

/*
 * Count one family. While all that was ever counted in a table fits into one
 * counter, none can wrap and nothing has to be checked.
 */
static retort_status count_family(retort_builder *b, size_t index, size_t block,
                                  retort_err *err)
{
    const retort_fp_table *t = &b->fp->tables[index];
    const retort_tokens *tokens = &b->analysis.tokens;
    uint32_t *count = t->count + (t->family->blocked ? block << t->bits : 0);
    retort_hash_list *list;
    retort_status st;
    bool safe;

    b->counted[index] += t->family->bound(tokens->count, tokens->lower_len);
    safe = b->counted[index] <= UINT32_MAX;
    if (safe && t->family->tally) {
        t->family->tally(&b->analysis.view, count, t->bits);
        return RETORT_OK;
    }
    st = retort_analysis_count(&b->analysis, t->family, &list, err);
    if (st == RETORT_OK && !safe)
        st = tally_checked(t, count, list, err);
    else if (st == RETORT_OK)
        tally(t, count, list);
    return st;
}

static retort_status count_families(retort_builder *b, size_t block,
                                    retort_err *err)
{
    retort_status st = RETORT_OK;

    for (size_t i = 0; st == RETORT_OK && i < retort_family_count(); i++)
        if (b->fp->tables[i].family)
            st = count_family(b, i, block, err);
    return st;
}

static void add_square(retort_fp_style *s, uint64_t v)
{
    uint64_t square = v * v; /* v is at most 2^26 */

    s->sum += v;
    s->square_low += square;
    s->square_high += s->square_low < square;
}

static void count_style(retort_builder *b, size_t block)
{
    uint32_t value[RETORT_STYLE_MAX];
    size_t n = retort_style_count();
    retort_fp_style *style = b->fp->style + block * n;

    retort_style_measure(&b->analysis.view, value);
    for (size_t i = 0; i < n; i++)
        add_square(&style[i], value[i]);
}

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

/* The top halves of the hashes, ascending and distinct. */
static retort_status set_from(retort_hash_set *set,
                              const retort_hash_list *list, retort_err *err)
{
    uint32_t n = 0;

    *set = (retort_hash_set){NULL, 0};
    if (!list->count)
        return RETORT_OK;
    set->items = retort_mem_new(list->count, sizeof(*set->items));
    if (!set->items)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a hash set");
    for (size_t i = 0; i < list->count; i++)
        set->items[i] = (uint32_t)(list->items[i] >> 32);
    qsort(set->items, list->count, sizeof(*set->items), by_value);
    for (size_t i = 0; i < list->count; i++)
        if (n == 0 || set->items[i] != set->items[n - 1])
            set->items[n++] = set->items[i];
    set->count = n;
    return RETORT_OK;
}

static retort_status keep_detail(retort_builder *b, retort_fp_reply *reply,
                                 retort_err *err)
{
    retort_fingerprint *fp = b->fp;
    retort_status st = RETORT_OK;

    if (fp->set_count == b->cap_sets) {
        size_t cap = b->cap_sets ? 2 * b->cap_sets : 256;
        retort_hash_set *p =
            retort_mem_resize(fp->sets, cap, RETORT_DETAIL_SETS * sizeof(*p));

        if (!p)
            return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                               "no memory for the sets of %zu replies", cap);
        fp->sets = p;
        b->cap_sets = cap;
    }
    memset(fp->sets + fp->set_count * RETORT_DETAIL_SETS, 0,
           RETORT_DETAIL_SETS * sizeof(*fp->sets));
    reply->sets = (uint32_t)++fp->set_count;
    for (size_t s = 0; st == RETORT_OK && s < RETORT_DETAIL_SETS; s++) {
        retort_hash_list *list;

        st = retort_analysis_grams(&b->analysis, DETAIL[s].lo, DETAIL[s].hi,
                                   &list, err);
        if (st == RETORT_OK)
            st = set_from(
                &fp->sets[(fp->set_count - 1) * RETORT_DETAIL_SETS + s], list,
                err);
    }
    return st;
}

static retort_status next_reply(retort_builder *b, retort_fp_reply **out,
                                retort_err *err)
{
    retort_fingerprint *fp = b->fp;

    if (fp->reply_count == b->cap_replies) {
        size_t cap = b->cap_replies ? b->cap_replies + b->cap_replies / 2 : 256;
        retort_fp_reply *p = retort_mem_resize(fp->replies, cap, sizeof(*p));

        if (!p)
            return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                               "no memory for %zu replies", cap);
        fp->replies = p;
        b->cap_replies = cap;
    }
    *out = &fp->replies[fp->reply_count];
    memset(*out, 0, sizeof(**out));
    return RETORT_OK;
}

/* Bytes less those inside a character, which are counted eight at a time. */
static uint32_t code_points(retort_span text)
{
    static const uint64_t EACH = UINT64_C(0x0101010101010101);
    uint64_t inner = 0;
    size_t i = 0;

    for (; i + sizeof(uint64_t) <= text.len; i += sizeof(uint64_t)) {
        uint64_t v;

        memcpy(&v, text.ptr + i, sizeof(v));
        v = v >> 7 & ~(v >> 6) & EACH;
        inner += v * EACH >> 56;
    }
    for (; i < text.len; i++)
        inner += ((unsigned char)text.ptr[i] & 0xc0) == 0x80;
    return (uint32_t)(text.len - inner);
}

retort_status retort_builder_add(retort_builder *b,
                                 const retort_reply_facts *facts,
                                 retort_span text, retort_err *err)
{
    size_t block = retort_fp_block(facts->key);
    retort_fp_reply *reply = NULL;
    retort_status st = b->fp ? RETORT_OK : start(b, err);

    if (st == RETORT_OK)
        st = retort_analysis_read(&b->analysis, text, err);
    if (st == RETORT_OK)
        st = next_reply(b, &reply, err);
    if (st != RETORT_OK)
        return st;
    memcpy(reply->key, facts->key, sizeof(reply->key));
    memcpy(reply->digest, facts->digest, sizeof(reply->digest));
    reply->chars = code_points(text);
    st = retort_sketch_make(&b->analysis.sketch, &b->analysis.tokens,
                            &reply->sketch, err);
    if (st == RETORT_OK)
        st = count_families(b, block, err);
    if (st == RETORT_OK && b->options.params.detail)
        st = keep_detail(b, reply, err);
    if (st != RETORT_OK)
        return st;
    count_style(b, block);
    b->fp->reply_count++;
    b->fp->stats.replies++;
    b->fp->stats.reasoning += facts->had_reasoning;
    b->fp->stats.templates += facts->was_template;
    b->fp->stats.truncated += facts->truncated;
    b->fp->stats.tokens += b->analysis.tokens.count;
    b->fp->stats.chars += reply->chars;
    return RETORT_OK;
}

retort_status retort_builder_take(retort_builder *b, retort_fingerprint **out,
                                  retort_err *err)
{
    retort_status st = b->fp ? RETORT_OK : start(b, err);

    *out = NULL;
    if (st == RETORT_OK)
        st = retort_fp_settle(b->fp, err);
    if (st != RETORT_OK)
        return st;
    *out = b->fp;
    b->fp = NULL;
    return RETORT_OK;
}
