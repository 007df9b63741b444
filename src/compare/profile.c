/*
 * With u_g = p_g / sum(p), q_g = A u_g and mu_g = A ubar_g, so the lineage
 * means of u and of sum(p) are taken once and a pair's background is the sum
 * over lineages minus a few of them. A score costs one pass over the buckets,
 * in chunks that stay in the nearest cache; sums run over four lanes within a
 * chunk, chunks are added in order.
 */
#include "compare/profile.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "fingerprint/section.h"

/* A table has at least 2^RETORT_FP_BITS_MIN buckets: whole lanes. */
enum { CHUNK = 256, LANES = 4 };

struct retort_profile {
    const retort_modelset *set;
    size_t from[RETORT_PROFILE_FAMILIES + 1]; /* first bucket of a family */
    size_t dims;
    double *share;     /* u: models x dims */
    double *mass;      /* sum(p): models x families */
    double *prompts;   /* n: models */
    bool *votes;       /* models: in the background, with replies */
    uint32_t *members; /* lineages: models that vote */
    double *lineage;   /* mean u of those: lineages x dims */
    double *lineage_mass;
    double *total; /* sum of the lineage means, dims */
    double total_mass[RETORT_PROFILE_FAMILIES];
    size_t lineages_voting;
};

/* Counts of a model: its fingerprint, or blocks and how often each is drawn. */
struct source {
    const retort_block_counts *const *blocks; /* NULL: fingerprints */
    const uint16_t *times;                    /* NULL: once each */
};

/* The background of one pair. */
struct background {
    const double *total;                  /* sum of lineage means */
    uint32_t own[2];                      /* lineages taken out of it, */
    const uint32_t *out;                  /* and these */
    size_t out_count;                     /* none: total is as it shall be */
    bool is_whole;                        /* not even own lineages are out */
    double count;                         /* lineages left */
    double mass[RETORT_PROFILE_FAMILIES]; /* A */
};

void retort_profile_free(retort_profile *p)
{
    if (!p)
        return;
    retort_mem_free(p->share);
    retort_mem_free(p->mass);
    retort_mem_free(p->prompts);
    retort_mem_free(p->votes);
    retort_mem_free(p->members);
    retort_mem_free(p->lineage);
    retort_mem_free(p->lineage_mass);
    retort_mem_free(p->total);
    retort_mem_free(p);
}

/* --- making --------------------------------------------------------------- */

static const retort_fp_table *table_of(const retort_model *m, size_t f)
{
    return &m->fp->tables[retort_family_find(retort_profile_family(f))];
}

static retort_status bits_of(const retort_profile *p, const struct source *src,
                             size_t m, size_t f, uint8_t *bits, retort_err *err)
{
    const retort_model *model = &p->set->models[m];

    if (src->blocks) {
        *bits = src->blocks[m]->bits[f];
        return RETORT_OK;
    }
    if (!table_of(model, f)->family)
        return RETORT_FAIL(err, RETORT_ERR_NOT_APPLICABLE,
                           "%s lacks feature family %s", model->name,
                           retort_profile_family(f));
    *bits = table_of(model, f)->bits;
    return RETORT_OK;
}

static retort_status lay_out(retort_profile *p, const struct source *src,
                             retort_err *err)
{
    for (size_t f = 0; f < RETORT_PROFILE_FAMILIES; f++) {
        uint8_t least = RETORT_FP_BITS_MAX;

        for (size_t m = 0; m < p->set->count; m++) {
            uint8_t bits = 0;
            retort_status st = bits_of(p, src, m, f, &bits, err);

            if (st != RETORT_OK)
                return st;
            if (bits < least)
                least = bits;
        }
        p->from[f + 1] = p->from[f] + ((size_t)1 << least);
    }
    p->dims = p->from[RETORT_PROFILE_FAMILIES];
    return RETORT_OK;
}

static double times_of(const struct source *src, size_t block)
{
    return src->times ? (double)src->times[block] : 1.0;
}

/* Counts of one family of a fingerprint, folded to @p buckets. */
static void add_table(double *u, size_t buckets, const retort_fp_table *t)
{
    size_t fold = ((size_t)1 << t->bits) / buckets;

    for (size_t i = 0; i < buckets; i++) {
        uint64_t c = 0;

        for (size_t k = 0; k < fold; k++)
            c += t->total[i * fold + k];
        u[i] = (double)c;
    }
}

static void add_blocks(double *u, size_t buckets, const struct source *src,
                       size_t m, size_t f)
{
    const retort_block_counts *c = src->blocks[m];
    size_t fold = ((size_t)1 << c->bits[f]) / buckets;
    unsigned shift = 0;

    while ((size_t)1 << shift < fold)
        shift++;
    for (size_t b = 0; b < RETORT_BLOCKS; b++) {
        size_t at = b * RETORT_PROFILE_FAMILIES + f;
        double times = times_of(src, b);

        for (size_t i = c->from[at]; times > 0.0 && i < c->from[at + 1]; i++)
            u[c->entries[i].bucket >> shift] +=
                times * (double)c->entries[i].count;
    }
}

/* Replies and prompts of one model; sums of whole numbers are exact. */
static double count_model(retort_profile *p, const struct source *src, size_t m)
{
    const retort_model *model = &p->set->models[m];
    double replies = 0.0;

    if (!src->blocks) {
        p->prompts[m] = (double)model->prompts;
        return (double)model->fp->stats.replies;
    }
    for (size_t b = 0; b < RETORT_BLOCKS; b++) {
        replies += times_of(src, b) * (double)src->blocks[m]->replies[b];
        p->prompts[m] += times_of(src, b) * (double)src->blocks[m]->prompts[b];
    }
    return replies;
}

/* u and sum(p) of one model. */
static void fill_model(retort_profile *p, const struct source *src, size_t m)
{
    double replies = count_model(p, src, m);

    p->votes[m] = p->set->models[m].background && replies > 0.0;
    for (size_t f = 0; f < RETORT_PROFILE_FAMILIES; f++) {
        size_t buckets = p->from[f + 1] - p->from[f];
        double *u = p->share + m * p->dims + p->from[f];
        double sum = 0.0;

        if (src->blocks)
            add_blocks(u, buckets, src, m, f);
        else
            add_table(u, buckets, table_of(&p->set->models[m], f));
        for (size_t i = 0; i < buckets; i++)
            sum += u[i];
        p->mass[m * RETORT_PROFILE_FAMILIES + f] =
            replies > 0.0 ? sum / replies : 0.0;
        for (size_t i = 0; sum > 0.0 && i < buckets; i++)
            u[i] /= sum;
    }
}

static void add_member(retort_profile *p, size_t m)
{
    size_t l = p->set->models[m].lineage;
    double weight = 1.0 / (double)p->members[l];
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
        if (p->votes[m] && p->members[p->set->models[m].lineage]++ == 0)
            p->lineages_voting++;
    for (size_t m = 0; m < p->set->count; m++)
        if (p->votes[m])
            add_member(p, m);
    for (size_t l = 0; l < p->set->lineages; l++) {
        if (!p->members[l])
            continue;
        for (size_t i = 0; i < p->dims; i++)
            p->total[i] += p->lineage[l * p->dims + i];
        for (size_t f = 0; f < RETORT_PROFILE_FAMILIES; f++)
            p->total_mass[f] +=
                p->lineage_mass[l * RETORT_PROFILE_FAMILIES + f];
    }
}

static retort_status take_room(retort_profile *p, retort_err *err)
{
    size_t models = p->set->count;
    size_t lineages = p->set->lineages;

    p->share = retort_mem_new(models, p->dims * sizeof(double));
    p->mass = retort_mem_new(models, RETORT_PROFILE_FAMILIES * sizeof(double));
    p->prompts = retort_mem_new(models, sizeof(double));
    p->votes = retort_mem_new(models, sizeof(*p->votes));
    p->members = retort_mem_new(lineages, sizeof(*p->members));
    p->lineage = retort_mem_new(lineages, p->dims * sizeof(double));
    p->lineage_mass =
        retort_mem_new(lineages, RETORT_PROFILE_FAMILIES * sizeof(double));
    p->total = retort_mem_new(p->dims, sizeof(double));
    if (p->share && p->mass && p->prompts && p->votes && p->members &&
        p->lineage && p->lineage_mass && p->total)
        return RETORT_OK;
    return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                       "no memory for the profiles of %zu models", models);
}

static retort_status make(retort_profile **out, const retort_modelset *set,
                          const struct source *src, retort_err *err)
{
    retort_profile *p = retort_mem_new(1, sizeof(*p));
    retort_status st;

    *out = NULL;
    if (!p)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for profiles");
    p->set = set;
    st = lay_out(p, src, err);
    if (st == RETORT_OK)
        st = take_room(p, err);
    if (st != RETORT_OK)
        goto out;
    for (size_t m = 0; m < set->count; m++)
        fill_model(p, src, m);
    sum_lineages(p);
    *out = p;
    p = NULL; /* now the caller's */
out:
    retort_profile_free(p);
    return st;
}

retort_status retort_profile_new(retort_profile **out,
                                 const retort_modelset *set, retort_err *err)
{
    const struct source src = {.blocks = NULL};

    return make(out, set, &src, err);
}

retort_status retort_profile_of_blocks(retort_profile **out,
                                       const retort_modelset *set,
                                       const retort_block_counts *const *counts,
                                       const uint16_t *times, retort_err *err)
{
    const struct source src = {counts, times};

    return make(out, set, &src, err);
}

/* --- backgrounds ---------------------------------------------------------- */

/* Number i of the lineages out: first those of the pair, then the others. */
static uint32_t out_at(const struct background *b, size_t i)
{
    return i < 2 ? b->own[i] : b->out[i - 2];
}

/* Is number i of the lineages out to be taken out, for the first time? */
static bool is_taken(const retort_profile *p, const struct background *b,
                     size_t i)
{
    uint32_t l = out_at(b, i);

    if (l == UINT32_MAX || !p->members[l])
        return false;
    for (size_t j = 0; j < i; j++)
        if (out_at(b, j) == l)
            return false;
    return true;
}

static size_t outs(const struct background *b)
{
    return b->is_whole ? 0 : 2 + b->out_count;
}

static uint32_t lineage_of(const retort_profile *p, size_t m)
{
    return m == SIZE_MAX ? UINT32_MAX : p->set->models[m].lineage;
}

/* a or b may be SIZE_MAX: nothing is taken out for it. */
static struct background background_of(const retort_profile *p, size_t a,
                                       size_t b, const uint32_t *lineages,
                                       size_t count)
{
    struct background out = {.total = p->total,
                             .own = {lineage_of(p, a), lineage_of(p, b)},
                             .out = lineages,
                             .out_count = count,
                             .count = (double)p->lineages_voting};

    memcpy(out.mass, p->total_mass, sizeof(out.mass));
    for (size_t i = 0; i < outs(&out); i++) {
        const double *mass = p->lineage_mass;

        if (!is_taken(p, &out, i))
            continue;
        mass += (size_t)out_at(&out, i) * RETORT_PROFILE_FAMILIES;
        for (size_t f = 0; f < RETORT_PROFILE_FAMILIES; f++)
            out.mass[f] -= mass[f];
        out.count -= 1.0;
    }
    for (size_t f = 0; f < RETORT_PROFILE_FAMILIES; f++)
        out.mass[f] = out.count > 0.0 ? out.mass[f] / out.count : 0.0;
    return out;
}

/* mu of buckets [from, from + n), A being @p mass. */
static void fill_mean(const retort_profile *p, const struct background *b,
                      size_t from, size_t n, double mass, double *mu)
{
    double scale = mass / b->count;

    memcpy(mu, b->total + from, n * sizeof(*mu));
    for (size_t k = 0; k < outs(b); k++) {
        const double *out;

        if (!is_taken(p, b, k))
            continue;
        out = p->lineage + (size_t)out_at(b, k) * p->dims + from;
        for (size_t i = 0; i < n; i++)
            mu[i] -= out[i];
    }
    for (size_t i = 0; i < n; i++) /* a difference may round below zero */
        mu[i] = mu[i] > 0.0 ? mu[i] * scale : 0.0;
}

/* --- the cosine ----------------------------------------------------------- */

struct cosine_sums {
    double dot;
    double ss;
    double rr;
};

/* Summands of one chunk. */
struct chunk {
    double mu[CHUNK];
    double dot[CHUNK];
    double ss[CHUNK];
    double rr[CHUNK];
};

/* One pair and what is the same for all its chunks. */
struct pair {
    const double *us;
    const double *ur;
    double inv_s; /* 1 / n */
    double inv_r;
    double centre; /* 1, or 0 for the hub */
};

static double lane_sum(const double *v, size_t n)
{
    double lane[LANES] = {0.0, 0.0, 0.0, 0.0};

    for (size_t i = 0; i < n; i += LANES)
        for (size_t k = 0; k < LANES; k++)
            lane[k] += v[i + k];
    return (lane[0] + lane[1]) + (lane[2] + lane[3]);
}

/* The usual case: both models replied to as many prompts. */
static void multiply_equal(struct chunk *c, const struct pair *pair,
                           size_t from, size_t n, double mass)
{
    const double *us = pair->us + from;
    const double *ur = pair->ur + from;

    for (size_t i = 0; i < n; i++) {
        double weight = 1.0 / (c->mu[i] + pair->inv_s);
        double s = mass * us[i] - pair->centre * c->mu[i];
        double r = mass * ur[i] - pair->centre * c->mu[i];

        c->dot[i] = s * r * weight;
        c->ss[i] = s * s * weight;
        c->rr[i] = r * r * weight;
    }
}

static void multiply(struct chunk *c, const struct pair *pair, size_t from,
                     size_t n, double mass)
{
    const double *us = pair->us + from;
    const double *ur = pair->ur + from;

    for (size_t i = 0; i < n; i++) {
        double vs = c->mu[i] + pair->inv_s;
        double vr = c->mu[i] + pair->inv_r;
        double s = mass * us[i] - pair->centre * c->mu[i];
        double r = mass * ur[i] - pair->centre * c->mu[i];

        c->dot[i] = s * r / sqrt(vs * vr);
        c->ss[i] = s * s / vs;
        c->rr[i] = r * r / vr;
    }
}

static void add_family(const retort_profile *p, const struct background *b,
                       const struct pair *pair, size_t f,
                       struct cosine_sums *all)
{
    struct chunk c;

    for (size_t from = p->from[f]; from < p->from[f + 1]; from += CHUNK) {
        size_t left = p->from[f + 1] - from;
        size_t n = left < CHUNK ? left : CHUNK;

        fill_mean(p, b, from, n, b->mass[f], c.mu);
        if (pair->inv_s == pair->inv_r)
            multiply_equal(&c, pair, from, n, b->mass[f]);
        else
            multiply(&c, pair, from, n, b->mass[f]);
        all->dot += lane_sum(c.dot, n);
        all->ss += lane_sum(c.ss, n);
        all->rr += lane_sum(c.rr, n);
    }
}

static double cosine(const retort_profile *p, const struct background *b,
                     size_t s, size_t r, double centre)
{
    struct cosine_sums all = {0.0, 0.0, 0.0};
    struct pair pair = {.us = p->share + s * p->dims,
                        .ur = p->share + r * p->dims,
                        .centre = centre};

    if (b->count < 2.0 || !(p->prompts[s] > 0.0) || !(p->prompts[r] > 0.0))
        return (double)NAN;
    pair.inv_s = 1.0 / p->prompts[s];
    pair.inv_r = 1.0 / p->prompts[r];
    for (size_t f = 0; f < RETORT_PROFILE_FAMILIES; f++)
        add_family(p, b, &pair, f, &all);
    if (!(all.ss > 0.0) || !(all.rr > 0.0))
        return (double)NAN;
    return all.dot / sqrt(all.ss * all.rr);
}

/* --- scores --------------------------------------------------------------- */

double retort_profile_score(const retort_profile *p, size_t s, size_t r)
{
    return retort_profile_score_out(p, s, r, NULL, 0);
}

double retort_profile_score_out(const retort_profile *p, size_t s, size_t r,
                                const uint32_t *lineages, size_t count)
{
    struct background b = background_of(p, s, r, lineages, count);

    return cosine(p, &b, s, r, 1.0);
}

/* Background members of each lineage that are not marked. */
static void count_left(const retort_profile *p, const bool *out, uint32_t *left)
{
    for (size_t m = 0; m < p->set->count; m++)
        left[p->set->models[m].lineage] += p->votes[m] && !out[m];
}

/* Sum the means of the members left of each lineage, all from scratch. */
static struct background background_without(const retort_profile *p,
                                            const bool *out,
                                            const uint32_t *left, double *total)
{
    struct background b = {.total = total, .is_whole = true};

    for (size_t l = 0; l < p->set->lineages; l++)
        b.count += left[l] ? 1.0 : 0.0;
    for (size_t m = 0; m < p->set->count; m++) {
        const double *u = p->share + m * p->dims;
        double weight;

        if (!p->votes[m] || out[m])
            continue;
        weight = 1.0 / (double)left[p->set->models[m].lineage];
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
    struct background all = background_of(p, SIZE_MAX, SIZE_MAX, NULL, 0);

    return cosine(p, &all, a, b, 1.0);
}

double retort_profile_hub(const retort_profile *p, size_t r)
{
    struct background b = background_of(p, SIZE_MAX, r, NULL, 0);
    uint32_t own = p->set->models[r].lineage;
    double sum = 0.0;

    for (size_t m = 0; m < p->set->count; m++) {
        uint32_t l = p->set->models[m].lineage;

        if (p->votes[m] && l != own)
            sum += cosine(p, &b, m, r, 0.0) / (double)p->members[l];
    }
    return b.count > 0.0 ? sum / b.count : (double)NAN;
}
