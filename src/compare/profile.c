/*
 * With u_g = p_g / sum(p), q_g = A u_g and mu_g = A ubar_g, so the lineage
 * means of u and of sum(p) are taken once and a pair's background is the sum
 * over lineages minus two of them. A score costs one pass over the buckets.
 * Sums run over fixed blocks of 4096 buckets, added in order.
 */
#include "compare/profile.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "fingerprint/section.h"

static const char *const FAMILIES[RETORT_PROFILE_FAMILIES] = {"so", "op", "cl",
                                                              "lo"};
enum { SUM_BLOCK = 4096 };

struct retort_profile {
    const retort_modelset *set;
    size_t from[RETORT_PROFILE_FAMILIES + 1]; /* first bucket of a family */
    size_t dims;
    double *share;   /* u: models x dims */
    double *mass;    /* sum(p): models x families */
    double *lineage; /* mean u of background members: lineages x dims */
    double *lineage_mass;
    double *total; /* sum of the lineage means, dims */
    double total_mass[RETORT_PROFILE_FAMILIES];
};

/* The background of one pair. */
struct background {
    const double *total; /* sum of lineage means */
    const double *out_a; /* lineage means taken out of it, or NULL */
    const double *out_b;
    double count;                         /* lineages left */
    double mass[RETORT_PROFILE_FAMILIES]; /* A */
};

void retort_profile_free(retort_profile *p)
{
    if (!p)
        return;
    retort_mem_free(p->share);
    retort_mem_free(p->mass);
    retort_mem_free(p->lineage);
    retort_mem_free(p->lineage_mass);
    retort_mem_free(p->total);
    retort_mem_free(p);
}

static const retort_fp_table *table_of(const retort_model *m, size_t f)
{
    return &m->fp->tables[retort_family_find(FAMILIES[f])];
}

static retort_status lay_out(retort_profile *p, retort_err *err)
{
    for (size_t f = 0; f < RETORT_PROFILE_FAMILIES; f++) {
        uint8_t bits = RETORT_FP_BITS_MAX;

        for (size_t m = 0; m < p->set->count; m++) {
            const retort_fp_table *t = table_of(&p->set->models[m], f);

            if (!t->family)
                return RETORT_FAIL(err, RETORT_ERR_NOT_APPLICABLE,
                                   "%s lacks feature family %s",
                                   p->set->models[m].name, FAMILIES[f]);
            if (t->bits < bits)
                bits = t->bits;
        }
        p->from[f + 1] = p->from[f] + ((size_t)1 << bits);
    }
    p->dims = p->from[RETORT_PROFILE_FAMILIES];
    return RETORT_OK;
}

/* u and sum(p) of one model in one family, folded to the common buckets. */
static void fill_family(retort_profile *p, size_t m, size_t f)
{
    const retort_model *model = &p->set->models[m];
    const retort_fp_table *t = table_of(model, f);
    size_t buckets = p->from[f + 1] - p->from[f];
    size_t fold = ((size_t)1 << t->bits) / buckets;
    double *u = p->share + m * p->dims + p->from[f];
    double replies = (double)model->fp->stats.replies;
    uint64_t sum = 0;

    for (size_t i = 0; i < (size_t)1 << t->bits; i++)
        sum += t->total[i];
    p->mass[m * RETORT_PROFILE_FAMILIES + f] =
        replies > 0.0 ? (double)sum / replies : 0.0;
    if (sum == 0)
        return;
    for (size_t i = 0; i < buckets; i++) {
        uint64_t c = 0;

        for (size_t k = 0; k < fold; k++)
            c += t->total[i * fold + k];
        u[i] = (double)c / (double)sum;
    }
}

static void add_member(retort_profile *p, size_t m)
{
    const retort_model *model = &p->set->models[m];
    size_t l = model->lineage;
    double weight = 1.0 / (double)p->set->lineage_members[l];
    double *mean = p->lineage + l * p->dims;
    const double *u = p->share + m * p->dims;

    for (size_t i = 0; i < p->dims; i++)
        mean[i] += weight * u[i];
    for (size_t f = 0; f < RETORT_PROFILE_FAMILIES; f++)
        p->lineage_mass[l * RETORT_PROFILE_FAMILIES + f] +=
            weight * p->mass[m * RETORT_PROFILE_FAMILIES + f];
}

static void sum_lineages(retort_profile *p)
{
    for (size_t m = 0; m < p->set->count; m++)
        if (p->set->models[m].background)
            add_member(p, m);
    for (size_t l = 0; l < p->set->lineages; l++) {
        for (size_t i = 0; i < p->dims; i++)
            p->total[i] += p->lineage[l * p->dims + i];
        for (size_t f = 0; f < RETORT_PROFILE_FAMILIES; f++)
            p->total_mass[f] +=
                p->lineage_mass[l * RETORT_PROFILE_FAMILIES + f];
    }
}

retort_status retort_profile_new(retort_profile **out,
                                 const retort_modelset *set, retort_err *err)
{
    retort_profile *p = retort_mem_new(1, sizeof(*p));
    retort_status st;

    *out = NULL;
    if (!p)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for profiles");
    p->set = set;
    st = lay_out(p, err);
    if (st != RETORT_OK)
        goto out;
    p->share = retort_mem_new(set->count, p->dims * sizeof(double));
    p->mass =
        retort_mem_new(set->count, RETORT_PROFILE_FAMILIES * sizeof(double));
    p->lineage = retort_mem_new(set->lineages, p->dims * sizeof(double));
    p->lineage_mass =
        retort_mem_new(set->lineages, RETORT_PROFILE_FAMILIES * sizeof(double));
    p->total = retort_mem_new(p->dims, sizeof(double));
    if (!p->share || !p->mass || !p->lineage || !p->lineage_mass || !p->total) {
        st =
            RETORT_FAIL(err, RETORT_ERR_NOMEM,
                        "no memory for the profiles of %zu models", set->count);
        goto out;
    }
    for (size_t m = 0; m < set->count; m++)
        for (size_t f = 0; f < RETORT_PROFILE_FAMILIES; f++)
            fill_family(p, m, f);
    sum_lineages(p);
    *out = p;
    p = NULL; /* now the caller's */
out:
    retort_profile_free(p);
    return st;
}

/* Lineage means to take out for model m, or NULL if it has no part in them. */
static const double *own_part(const retort_profile *p, size_t m)
{
    size_t l = p->set->models[m].lineage;

    return p->set->lineage_members[l] ? p->lineage + l * p->dims : NULL;
}

static void take_mass(const retort_profile *p, struct background *b, size_t m)
{
    size_t l = p->set->models[m].lineage;

    for (size_t f = 0; f < RETORT_PROFILE_FAMILIES; f++)
        b->mass[f] -= p->lineage_mass[l * RETORT_PROFILE_FAMILIES + f];
    b->count -= 1.0;
}

/* a or b may be SIZE_MAX: nothing is taken out for it. */
static struct background background_of(const retort_profile *p, size_t a,
                                       size_t b)
{
    struct background out = {.total = p->total,
                             .count = (double)p->set->background_lineages};

    memcpy(out.mass, p->total_mass, sizeof(out.mass));
    out.out_a = a == SIZE_MAX ? NULL : own_part(p, a);
    out.out_b = b == SIZE_MAX ? NULL : own_part(p, b);
    if (out.out_b == out.out_a)
        out.out_b = NULL;
    if (out.out_a)
        take_mass(p, &out, a);
    if (out.out_b)
        take_mass(p, &out, b);
    for (size_t f = 0; f < RETORT_PROFILE_FAMILIES; f++)
        out.mass[f] = out.count > 0.0 ? out.mass[f] / out.count : 0.0;
    return out;
}

static double mean_share(const struct background *b, size_t i)
{
    double v = b->total[i];

    if (b->out_a)
        v -= b->out_a[i];
    if (b->out_b)
        v -= b->out_b[i];
    return v > 0.0 ? v / b->count : 0.0;
}

struct cosine_sums {
    double dot;
    double ss;
    double rr;
};

/* One block of buckets of one family. @p centre is 1, or 0 for the hub. */
static struct cosine_sums block_sums(const retort_profile *p,
                                     const struct background *b,
                                     const size_t pair[2], const size_t span[2],
                                     double mass, double centre)
{
    const double *us = p->share + pair[0] * p->dims;
    const double *ur = p->share + pair[1] * p->dims;
    double inv_s = 1.0 / (double)p->set->models[pair[0]].prompts;
    double inv_r = 1.0 / (double)p->set->models[pair[1]].prompts;
    struct cosine_sums sum = {0.0, 0.0, 0.0};

    for (size_t i = span[0]; i < span[1]; i++) {
        double mu = mass * mean_share(b, i);
        double ds = mass * us[i] - centre * mu;
        double dr = mass * ur[i] - centre * mu;
        double vs = mu + inv_s;
        double vr = mu + inv_r;

        if (ds == 0.0 && dr == 0.0)
            continue;
        sum.dot += ds * dr / sqrt(vs * vr);
        sum.ss += ds * ds / vs;
        sum.rr += dr * dr / vr;
    }
    return sum;
}

static double cosine(const retort_profile *p, const struct background *b,
                     size_t s, size_t r, double centre)
{
    const size_t pair[2] = {s, r};
    struct cosine_sums all = {0.0, 0.0, 0.0};

    if (b->count < 2.0 || !p->set->models[s].prompts ||
        !p->set->models[r].prompts)
        return (double)NAN;
    for (size_t f = 0; f < RETORT_PROFILE_FAMILIES; f++)
        for (size_t i = p->from[f]; i < p->from[f + 1]; i += SUM_BLOCK) {
            size_t end =
                i + SUM_BLOCK < p->from[f + 1] ? i + SUM_BLOCK : p->from[f + 1];
            const size_t span[2] = {i, end};
            struct cosine_sums sum =
                block_sums(p, b, pair, span, b->mass[f], centre);

            all.dot += sum.dot;
            all.ss += sum.ss;
            all.rr += sum.rr;
        }
    if (!(all.ss > 0.0) || !(all.rr > 0.0))
        return (double)NAN;
    return all.dot / sqrt(all.ss * all.rr);
}

double retort_profile_score(const retort_profile *p, size_t s, size_t r)
{
    struct background b = background_of(p, s, r);

    return cosine(p, &b, s, r, 1.0);
}

/* Background members of each lineage that are not marked. */
static void count_left(const retort_profile *p, const bool *out, uint32_t *left)
{
    for (size_t m = 0; m < p->set->count; m++) {
        const retort_model *model = &p->set->models[m];

        left[model->lineage] += model->background && !out[m];
    }
}

/* Sum the means of the members left of each lineage, all from scratch. */
static struct background background_without(const retort_profile *p,
                                            const bool *out,
                                            const uint32_t *left, double *total)
{
    struct background b = {.total = total};

    for (size_t l = 0; l < p->set->lineages; l++)
        b.count += left[l] ? 1.0 : 0.0;
    for (size_t m = 0; m < p->set->count; m++) {
        const retort_model *model = &p->set->models[m];
        const double *u = p->share + m * p->dims;
        double weight;

        if (!model->background || out[m])
            continue;
        weight = 1.0 / (double)left[model->lineage];
        for (size_t i = 0; i < p->dims; i++)
            total[i] += weight * u[i];
        for (size_t f = 0; f < RETORT_PROFILE_FAMILIES; f++)
            b.mass[f] += weight * p->mass[m * RETORT_PROFILE_FAMILIES + f];
    }
    for (size_t f = 0; f < RETORT_PROFILE_FAMILIES; f++)
        b.mass[f] = b.count > 0.0 ? b.mass[f] / b.count : 0.0;
    return b;
}

retort_status retort_profile_score_without(const retort_profile *p, size_t s,
                                           size_t r, const bool *out,
                                           double *score, retort_err *err)
{
    uint32_t *left = retort_mem_new(p->set->lineages, sizeof(*left));
    double *total = retort_mem_new(p->dims, sizeof(*total));
    retort_status st = RETORT_OK;

    *score = (double)NAN;
    if (left && total) {
        struct background b;

        count_left(p, out, left);
        b = background_without(p, out, left, total);
        *score = cosine(p, &b, s, r, 1.0);
    } else {
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a background");
    }
    retort_mem_free(total);
    retort_mem_free(left);
    return st;
}

double retort_profile_common(const retort_profile *p, size_t a, size_t b)
{
    struct background all = background_of(p, SIZE_MAX, SIZE_MAX);

    return cosine(p, &all, a, b, 1.0);
}

double retort_profile_hub(const retort_profile *p, size_t r)
{
    struct background b = background_of(p, SIZE_MAX, r);
    uint32_t own = p->set->models[r].lineage;
    double sum = 0.0;

    for (size_t m = 0; m < p->set->count; m++) {
        const retort_model *model = &p->set->models[m];

        if (model->background && model->lineage != own)
            sum += cosine(p, &b, m, r, 0.0) /
                   (double)p->set->lineage_members[model->lineage];
    }
    return b.count > 0.0 ? sum / b.count : (double)NAN;
}
