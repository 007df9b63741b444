#include "fingerprint/fp.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "fingerprint/counters.h"

static retort_status no_memory(retort_err *err, const char *what)
{
    return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %s", what);
}

retort_status retort_fp_new(retort_fingerprint **out,
                            const retort_fp_params *params, retort_err *err)
{
    retort_fingerprint *fp = retort_mem_new(1, sizeof(*fp));

    *out = NULL;
    if (!fp)
        return no_memory(err, "a fingerprint");
    fp->params = *params;
    fp->has_replies = true;
    fp->has_digests = true;
    if (retort_fp_set_model(fp, "", err) != RETORT_OK ||
        retort_fp_set_provenance(fp, "", err) != RETORT_OK) {
        retort_fingerprint_free(fp);
        return RETORT_ERR_NOMEM;
    }
    *out = fp;
    return RETORT_OK;
}

static void table_release(retort_fp_table *t)
{
    if (t->total != t->count)
        retort_mem_free(t->total);
    retort_mem_free(t->count);
    *t = (retort_fp_table){0};
}

static void replies_release(retort_fingerprint *fp)
{
    for (size_t i = 0; i < fp->set_count * RETORT_DETAIL_SETS; i++)
        retort_mem_free(fp->sets[i].items);
    retort_mem_free(fp->sets);
    retort_mem_free(fp->replies);
    fp->sets = NULL;
    fp->set_count = 0;
    fp->replies = NULL;
    fp->reply_count = 0;
}

void retort_fingerprint_free(retort_fingerprint *fp)
{
    if (!fp)
        return;
    for (size_t i = 0; i < RETORT_FAMILY_MAX; i++)
        table_release(&fp->tables[i]);
    replies_release(fp);
    retort_mem_free(fp->style);
    retort_mem_free(fp->provenance);
    retort_mem_free(fp->model);
    retort_mem_free(fp);
}

size_t retort_fp_table_len(const retort_fp_table *t)
{
    return (t->family->blocked ? (size_t)RETORT_BLOCKS : 1) << t->bits;
}

retort_status retort_fp_table_new(retort_fingerprint *fp, size_t index,
                                  uint8_t bits, retort_err *err)
{
    retort_fp_table *t = &fp->tables[index];

    *t = (retort_fp_table){.family = &retort_families()[index], .bits = bits};
    t->count = retort_mem_new(retort_fp_table_len(t), sizeof(*t->count));
    t->total = t->family->blocked
                   ? retort_mem_new((size_t)1 << bits, sizeof(*t->total))
                   : t->count;
    if (t->count && t->total)
        return RETORT_OK;
    table_release(t);
    return no_memory(err, "a table of counts");
}

retort_status retort_fp_style_new(retort_fingerprint *fp, retort_err *err)
{
    fp->style = retort_mem_new(RETORT_BLOCKS * retort_style_count(),
                               sizeof(*fp->style));
    return fp->style ? RETORT_OK : no_memory(err, "stylometric sums");
}

static retort_status replace(char **slot, const char *text, retort_err *err)
{
    size_t len = strlen(text) + 1;
    char *p = retort_mem_new(len, 1);

    if (!p)
        return no_memory(err, "a text");
    memcpy(p, text, len);
    retort_mem_free(*slot);
    *slot = p;
    return RETORT_OK;
}

retort_status retort_fp_set_model(retort_fingerprint *fp, const char *model,
                                  retort_err *err)
{
    return replace(&fp->model, model, err);
}

retort_status retort_fp_set_provenance(retort_fingerprint *fp, const char *json,
                                       retort_err *err)
{
    return replace(&fp->provenance, json, err);
}

retort_status retort_fp_reset(retort_fingerprint *fp, retort_err *err)
{
    retort_status st = retort_fp_set_model(fp, "", err);

    if (st == RETORT_OK)
        st = retort_fp_set_provenance(fp, "", err);
    if (st != RETORT_OK)
        return st;
    replies_release(fp);
    fp->stats = (retort_fp_stats){0};
    for (size_t i = 0; i < RETORT_FAMILY_MAX; i++) {
        retort_fp_table *t = &fp->tables[i];

        if (t->family) /* totals are set when the counts are settled */
            memset(t->count, 0, retort_fp_table_len(t) * sizeof(*t->count));
    }
    if (fp->style)
        memset(fp->style, 0,
               RETORT_BLOCKS * retort_style_count() * sizeof(*fp->style));
    return RETORT_OK;
}

/* A total order, so that equal sets of replies give equal arrays. */
static int by_key_then_digest(const void *a, const void *b)
{
    const retort_fp_reply *x = a;
    const retort_fp_reply *y = b;
    int order = memcmp(x->key, y->key, sizeof(x->key));

    if (order == 0)
        order = memcmp(x->digest, y->digest, sizeof(x->digest));
    if (order == 0)
        order = (x->chars > y->chars) - (x->chars < y->chars);
    for (size_t w = 0; order == 0 && w < RETORT_SKETCH_WORDS; w++)
        order = (x->sketch.word[w] > y->sketch.word[w]) -
                (x->sketch.word[w] < y->sketch.word[w]);
    return order;
}

static int by_bytes(const void *a, const void *b)
{
    return memcmp(a, b, RETORT_SHA256_BYTES);
}

/* Record digest: SHA-256 over the sorted SHA-256 of the canonical records. */
static retort_status digest_records(retort_fingerprint *fp, retort_err *err)
{
    retort_status st;
    retort_sha256 *h = NULL;
    unsigned char *all =
        retort_mem_new(fp->reply_count + 1, RETORT_SHA256_BYTES);

    if (!all)
        return no_memory(err, "record digests");
    for (size_t i = 0; i < fp->reply_count; i++)
        memcpy(all + i * RETORT_SHA256_BYTES, fp->replies[i].digest,
               RETORT_SHA256_BYTES);
    qsort(all, fp->reply_count, RETORT_SHA256_BYTES, by_bytes);
    st = retort_sha256_new(&h, err);
    if (st == RETORT_OK) {
        retort_sha256_update(h, all, fp->reply_count * RETORT_SHA256_BYTES);
        st = retort_sha256_final(h, fp->record_digest, err);
    }
    retort_sha256_free(h);
    retort_mem_free(all);
    return st;
}

static void add_up(retort_fp_table *t)
{
    size_t buckets = (size_t)1 << t->bits;

    if (!t->family || !t->family->blocked || !t->count)
        return;
    memset(t->total, 0, buckets * sizeof(*t->total));
    for (size_t b = 0; b < RETORT_BLOCKS; b++)
        retort_counters_add(t->total, t->count + b * buckets, buckets);
}

retort_status retort_fp_settle(retort_fingerprint *fp, retort_err *err)
{
    if (fp->reply_count)
        qsort(fp->replies, fp->reply_count, sizeof(*fp->replies),
              by_key_then_digest);
    for (size_t i = 0; i < RETORT_FAMILY_MAX; i++)
        add_up(&fp->tables[i]);
    return fp->has_digests ? digest_records(fp, err) : RETORT_OK;
}

const char *retort_fingerprint_model(const retort_fingerprint *fp)
{
    return fp->model;
}

uint64_t retort_fingerprint_replies(const retort_fingerprint *fp)
{
    return fp->stats.replies;
}

uint64_t retort_fingerprint_prompts(const retort_fingerprint *fp)
{
    uint64_t n = 0;

    for (size_t i = 0; i < fp->reply_count; i++)
        n += i == 0 || memcmp(fp->replies[i].key, fp->replies[i - 1].key,
                              RETORT_KEY_BYTES) != 0;
    return n;
}
