#include "compare/likeness.h"

#include <math.h>

#include "base/detmath.h"
#include "base/mem.h"

/* Document frequencies are kept for the top bits of a gram's hash. */
enum { DF_BITS = 20, DF_SHIFT = 32 - DF_BITS };

struct retort_likeness {
    const retort_modelset *set;
    double *square; /* squared idf by top bits; NULL: sketches */
    double **norm;  /* models: norm of each reply */
};

void retort_likeness_free(retort_likeness *l)
{
    if (!l)
        return;
    for (size_t m = 0; l->norm && m < l->set->count; m++)
        retort_mem_free(l->norm[m]);
    retort_mem_free(l->norm);
    retort_mem_free(l->square);
    retort_mem_free(l);
}

static const retort_hash_set *grams(const retort_fingerprint *fp, size_t reply)
{
    return &fp->sets[(size_t)(fp->replies[reply].sets - 1) *
                         RETORT_DETAIL_SETS +
                     RETORT_DETAIL_WORDS12];
}

static void count_model(const retort_fingerprint *fp, uint32_t *df)
{
    for (size_t r = 0; r < fp->reply_count; r++) {
        const retort_hash_set *s = grams(fp, r);

        for (uint32_t k = 0; k < s->count; k++)
            df[s->items[k] >> DF_SHIFT]++;
    }
}

static retort_status fill_idf(retort_likeness *l, retort_err *err)
{
    uint32_t *df = retort_mem_new((size_t)1 << DF_BITS, sizeof(*df));
    double replies = 0.0;

    l->square = retort_mem_new((size_t)1 << DF_BITS, sizeof(*l->square));
    if (!df || !l->square) {
        retort_mem_free(df);
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory for document frequencies");
    }
    for (size_t m = 0; m < l->set->count; m++) {
        if (!l->set->models[m].background)
            continue;
        count_model(l->set->models[m].fp, df);
        replies += (double)l->set->models[m].fp->reply_count;
    }
    for (size_t i = 0; i < (size_t)1 << DF_BITS; i++) {
        double share = (replies + 1.0) / ((double)df[i] + 1.0);
        double idf = share > 1.0 ? retort_log(share) : 0.0;

        l->square[i] = idf * idf;
    }
    retort_mem_free(df);
    return RETORT_OK;
}

static retort_status fill_norms(retort_likeness *l, size_t m, retort_err *err)
{
    const retort_fingerprint *fp = l->set->models[m].fp;

    if (!fp->reply_count)
        return RETORT_OK;
    l->norm[m] = retort_mem_new(fp->reply_count, sizeof(double));
    if (!l->norm[m])
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for norms");
    for (size_t r = 0; r < fp->reply_count; r++) {
        const retort_hash_set *s = grams(fp, r);
        double sum = 0.0;

        for (uint32_t k = 0; k < s->count; k++)
            sum += l->square[s->items[k] >> DF_SHIFT];
        l->norm[m][r] = sqrt(sum);
    }
    return RETORT_OK;
}

static bool all_have_sets(const retort_modelset *set)
{
    for (size_t m = 0; m < set->count; m++)
        if (!set->models[m].fp->sets)
            return false;
    return true;
}

retort_status retort_likeness_new(retort_likeness **out,
                                  const retort_modelset *set, bool words,
                                  retort_err *err)
{
    retort_likeness *l = retort_mem_new(1, sizeof(*l));
    retort_status st = RETORT_OK;

    *out = NULL;
    if (!l)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for likenesses");
    l->set = set;
    if (words && all_have_sets(set)) {
        l->norm = retort_mem_new(set->count, sizeof(*l->norm));
        st = l->norm
                 ? fill_idf(l, err)
                 : RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for norms");
        for (size_t m = 0; st == RETORT_OK && m < set->count; m++)
            st = fill_norms(l, m, err);
    }
    if (st == RETORT_OK) {
        *out = l;
        l = NULL; /* now the caller's */
    }
    retort_likeness_free(l);
    return st;
}

bool retort_likeness_by_words(const retort_likeness *l)
{
    return l->square != NULL;
}

/* Squared idf summed over the grams that both replies hold. */
static double common(const retort_likeness *l, const retort_hash_set *a,
                     const retort_hash_set *b)
{
    uint32_t i = 0;
    uint32_t j = 0;
    double sum = 0.0;

    while (i < a->count && j < b->count) {
        uint32_t x = a->items[i];
        uint32_t y = b->items[j];

        if (x == y)
            sum += l->square[x >> DF_SHIFT];
        i += x <= y;
        j += y <= x;
    }
    return sum;
}

static double word_cosine(const retort_likeness *l, const retort_samples *a,
                          size_t i, const retort_samples *b, size_t j)
{
    double norm = l->norm[a->model][i] * l->norm[b->model][j];

    if (!(norm > 0.0))
        return 0.0;
    return common(l, grams(l->set->models[a->model].fp, i),
                  grams(l->set->models[b->model].fp, j)) /
           norm;
}

static double sketch_cosine(const retort_likeness *l, const retort_samples *a,
                            size_t i, const retort_samples *b, size_t j)
{
    return retort_sketch_cosine(
        &l->set->models[a->model].fp->replies[i].sketch,
        &l->set->models[b->model].fp->replies[j].sketch);
}

double retort_likeness_of(const retort_likeness *l, const retort_samples *a,
                          const retort_samples *b)
{
    double sum = 0.0;

    for (size_t i = a->first; i < a->first + a->count; i++)
        for (size_t j = b->first; j < b->first + b->count; j++)
            sum += l->square ? word_cosine(l, a, i, b, j)
                             : sketch_cosine(l, a, i, b, j);
    return sum / (double)(a->count * b->count);
}
