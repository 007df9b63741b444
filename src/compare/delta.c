#include "compare/delta.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "fingerprint/section.h"

static const char *const FAMILY = "tk";

struct retort_delta {
    const retort_modelset *set;
    size_t dims;
    double *rate;    /* models x dims */
    double *lineage; /* lineages x dims: mean rate of background members */
};

struct ranked {
    double rate;
    uint32_t bucket;
};

void retort_delta_free(retort_delta *d)
{
    if (!d)
        return;
    retort_mem_free(d->rate);
    retort_mem_free(d->lineage);
    retort_mem_free(d);
}

static const retort_fp_table *table_of(const retort_model *m)
{
    return &m->fp->tables[retort_family_find(FAMILY)];
}

static uint64_t bucket_count(const retort_fp_table *t, size_t bucket,
                             unsigned bits)
{
    size_t fold = (size_t)1 << (t->bits - bits);
    uint64_t sum = 0;

    for (size_t k = 0; k < fold; k++)
        sum += t->total[bucket * fold + k];
    return sum;
}

static double all_tokens(const retort_fp_table *t)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < (size_t)1 << t->bits; i++)
        sum += t->total[i];
    return sum ? (double)sum : 1.0;
}

static int by_rate(const void *a, const void *b)
{
    const struct ranked *x = a;
    const struct ranked *y = b;

    if (x->rate != y->rate)
        return x->rate < y->rate ? 1 : -1;
    return (x->bucket > y->bucket) - (x->bucket < y->bucket);
}

static unsigned common_bits(const retort_modelset *set)
{
    unsigned bits = RETORT_FP_BITS_MAX;

    for (size_t m = 0; m < set->count; m++)
        if (table_of(&set->models[m])->bits < bits)
            bits = table_of(&set->models[m])->bits;
    return bits;
}

/* Rank all buckets by their lineage-balanced mean rate. */
static void rank(const retort_modelset *set, unsigned bits, struct ranked *out)
{
    size_t buckets = (size_t)1 << bits;

    for (size_t i = 0; i < buckets; i++)
        out[i] = (struct ranked){0.0, (uint32_t)i};
    for (size_t m = 0; m < set->count; m++) {
        const retort_model *model = &set->models[m];
        const retort_fp_table *t = table_of(model);
        double weight;

        if (!model->background)
            continue;
        weight = 1.0 /
                 (all_tokens(t) * (double)set->lineage_members[model->lineage]);
        for (size_t i = 0; i < buckets; i++)
            out[i].rate += weight * (double)bucket_count(t, i, bits);
    }
    qsort(out, buckets, sizeof(*out), by_rate);
}

static void fill(retort_delta *d, unsigned bits, const struct ranked *top)
{
    for (size_t m = 0; m < d->set->count; m++) {
        const retort_model *model = &d->set->models[m];
        const retort_fp_table *t = table_of(model);
        double all = all_tokens(t);

        for (size_t i = 0; i < d->dims; i++) {
            double rate = (double)bucket_count(t, top[i].bucket, bits) / all;

            d->rate[m * d->dims + i] = rate;
            if (model->background)
                d->lineage[model->lineage * d->dims + i] +=
                    rate / (double)d->set->lineage_members[model->lineage];
        }
    }
}

retort_status retort_delta_new(retort_delta **out, const retort_modelset *set,
                               retort_err *err)
{
    retort_delta *d = NULL;
    struct ranked *order = NULL;
    unsigned bits;
    retort_status st = RETORT_OK;

    *out = NULL;
    if (!retort_modelset_has(set, FAMILY))
        return RETORT_FAIL(err, RETORT_ERR_NOT_APPLICABLE,
                           "a model lacks feature family %s", FAMILY);
    bits = common_bits(set);
    d = retort_mem_new(1, sizeof(*d));
    order = retort_mem_new((size_t)1 << bits, sizeof(*order));
    if (d) {
        d->set = set;
        d->dims = RETORT_DELTA_TOKENS;
        if (d->dims > (size_t)1 << bits)
            d->dims = (size_t)1 << bits;
        d->rate = retort_mem_new(set->count, d->dims * sizeof(double));
        d->lineage = retort_mem_new(set->lineages, d->dims * sizeof(double));
    }
    if (!d || !order || !d->rate || !d->lineage) {
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for Delta");
        goto out;
    }
    rank(set, bits, order);
    fill(d, bits, order);
    *out = d;
    d = NULL; /* now the caller's */
out:
    retort_mem_free(order);
    retort_delta_free(d);
    return st;
}

/* Mean and standard deviation over the lineages left for a pair. */
static void moments(const retort_delta *d, const size_t out_lineage[2],
                    size_t i, double *mean, double *sd)
{
    double n = 0.0;
    double sum = 0.0;
    double square = 0.0;

    for (size_t l = 0; l < d->set->lineages; l++) {
        if (!d->set->lineage_members[l] || l == out_lineage[0] ||
            l == out_lineage[1])
            continue;
        n += 1.0;
        sum += d->lineage[l * d->dims + i];
    }
    *mean = sum / n;
    for (size_t l = 0; l < d->set->lineages; l++) {
        double v;

        if (!d->set->lineage_members[l] || l == out_lineage[0] ||
            l == out_lineage[1])
            continue;
        v = d->lineage[l * d->dims + i] - *mean;
        square += v * v;
    }
    *sd = sqrt(square / (n - 1.0));
}

double retort_delta_score(const retort_delta *d, size_t s, size_t r)
{
    const size_t out_lineage[2] = {d->set->models[s].lineage,
                                   d->set->models[r].lineage};
    double dot = 0.0;
    double ss = 0.0;
    double rr = 0.0;

    if (retort_modelset_background(d->set, s, r) < 3)
        return (double)NAN;
    for (size_t i = 0; i < d->dims; i++) {
        double mean;
        double sd;
        double zs;
        double zr;

        moments(d, out_lineage, i, &mean, &sd);
        if (!(sd > 0.0))
            continue;
        zs = (d->rate[s * d->dims + i] - mean) / sd;
        zr = (d->rate[r * d->dims + i] - mean) / sd;
        dot += zs * zr;
        ss += zs * zs;
        rr += zr * zr;
    }
    return ss > 0.0 && rr > 0.0 ? dot / sqrt(ss * rr) : (double)NAN;
}
