/*
 * The prompts of a block are visited in the order of their keys, all models at
 * once, and blocks are added in order, so every sum has one fixed order. Per
 * prompt: the matrix of likenesses among the
 * models that replied, its means by background lineage (member x lineage and
 * lineage x lineage), then a constant number of operations a pair: taking two
 * lineages out of a mean is a subtraction.
 */
#include "compare/matched.h"

#include <math.h>
#include <string.h>

#include "base/detmath.h"
#include "base/mem.h"
#include "compare/likeness.h"

/* Floors that keep a z or a residual from dividing by next to nothing: about
 * the noise of a single likeness estimated from 256 bits. */
static const double SD_FLOOR = 0.01;
static const double NORM_FLOOR = 0.01;

/* Replies of one model to the prompt at hand. */
struct slot {
    retort_samples samples;
    double log_chars; /* mean over samples */
};

struct work {
    const retort_modelset *set;
    const retort_likeness *likeness;
    const size_t *suspects;
    size_t suspect_count;
    size_t models;
    size_t lineages;
    size_t *at;          /* next reply of each model */
    struct slot *slot;   /* models */
    double *like;        /* models x models */
    double *to_lineage;  /* models x lineages: mean likeness to members */
    double *to_square;   /* models x lineages: mean squared likeness */
    double *between;     /* lineages x lineages */
    double *between_sum; /* lineages: row sums of between */
    double between_all;
    double *weight;    /* models: 1 / members present in its lineage */
    uint32_t *present; /* lineages: background members that replied */
    size_t present_count;
    retort_matched_sums *sums; /* suspects x models, the caller's */
};

static void work_release(struct work *w)
{
    retort_mem_free(w->at);
    retort_mem_free(w->slot);
    retort_mem_free(w->like);
    retort_mem_free(w->to_lineage);
    retort_mem_free(w->to_square);
    retort_mem_free(w->between);
    retort_mem_free(w->between_sum);
    retort_mem_free(w->weight);
    retort_mem_free(w->present);
}

static retort_status work_init(struct work *w, retort_err *err)
{
    size_t m = w->models;
    size_t l = w->lineages;

    w->at = retort_mem_new(m, sizeof(*w->at));
    w->slot = retort_mem_new(m, sizeof(*w->slot));
    w->like = retort_mem_new(m, m * sizeof(double));
    w->to_lineage = retort_mem_new(m, l * sizeof(double));
    w->to_square = retort_mem_new(m, l * sizeof(double));
    w->between = retort_mem_new(l, l * sizeof(double));
    w->between_sum = retort_mem_new(l, sizeof(double));
    w->weight = retort_mem_new(m, sizeof(double));
    w->present = retort_mem_new(l, sizeof(*w->present));
    if (w->at && w->slot && w->like && w->to_lineage && w->to_square &&
        w->between && w->between_sum && w->weight && w->present)
        return RETORT_OK;
    return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory to match %zu models",
                       m);
}

static int compare_keys(const unsigned char *a, const unsigned char *b)
{
    return memcmp(a, b, RETORT_KEY_BYTES);
}

/* Put every model before its first reply of the block. */
static void start_block(struct work *w, size_t block)
{
    for (size_t m = 0; m < w->models; m++) {
        const retort_fingerprint *fp = w->set->models[m].fp;
        size_t lo = 0;
        size_t hi = fp->reply_count;

        while (lo < hi) {
            size_t mid = lo + (hi - lo) / 2;

            if (retort_fp_block(fp->replies[mid].key) < block)
                lo = mid + 1;
            else
                hi = mid;
        }
        w->at[m] = lo;
    }
}

/* Smallest key of the block that some model has still to show, or NULL. */
static const unsigned char *next_key(const struct work *w, size_t block)
{
    const unsigned char *key = NULL;

    for (size_t m = 0; m < w->models; m++) {
        const retort_fingerprint *fp = w->set->models[m].fp;

        if (w->at[m] < fp->reply_count &&
            retort_fp_block(fp->replies[w->at[m]].key) == block &&
            (!key || compare_keys(fp->replies[w->at[m]].key, key) < 0))
            key = fp->replies[w->at[m]].key;
    }
    return key;
}

static double log_chars(const retort_fp_reply *r)
{
    return retort_log(r->chars > 1 ? (double)r->chars : 1.0);
}

/* Move every model past @p key and note its replies to it. */
static void gather(struct work *w, const unsigned char *key)
{
    for (size_t m = 0; m < w->models; m++) {
        const retort_fingerprint *fp = w->set->models[m].fp;
        struct slot *s = &w->slot[m];

        *s = (struct slot){{m, w->at[m], 0}, 0.0};
        while (w->at[m] < fp->reply_count &&
               compare_keys(fp->replies[w->at[m]].key, key) == 0) {
            s->log_chars += log_chars(&fp->replies[w->at[m]++]);
            s->samples.count++;
        }
        if (s->samples.count)
            s->log_chars /= (double)s->samples.count;
    }
}

static void fill_likeness(struct work *w)
{
    for (size_t a = 0; a < w->models; a++) {
        if (!w->slot[a].samples.count)
            continue;
        for (size_t b = a; b < w->models; b++) {
            double v;

            if (!w->slot[b].samples.count)
                continue;
            v = retort_likeness_of(w->likeness, &w->slot[a].samples,
                                   &w->slot[b].samples);
            w->like[a * w->models + b] = v;
            w->like[b * w->models + a] = v;
        }
    }
}

static bool is_background(const struct work *w, size_t m)
{
    return w->set->models[m].background && w->slot[m].samples.count;
}

static void count_present(struct work *w)
{
    memset(w->present, 0, w->lineages * sizeof(*w->present));
    w->present_count = 0;
    for (size_t m = 0; m < w->models; m++)
        if (is_background(w, m) && w->present[w->set->models[m].lineage]++ == 0)
            w->present_count++;
    for (size_t m = 0; m < w->models; m++)
        w->weight[m] = is_background(w, m)
                           ? 1.0 / (double)w->present[w->set->models[m].lineage]
                           : 0.0;
}

/* Mean likeness of every model to every background lineage. */
static void fill_lineages(struct work *w)
{
    size_t l = w->lineages;

    memset(w->to_lineage, 0, w->models * l * sizeof(double));
    memset(w->to_square, 0, w->models * l * sizeof(double));
    memset(w->between, 0, l * l * sizeof(double));
    w->between_all = 0.0;
    for (size_t m = 0; m < w->models; m++) {
        if (!w->slot[m].samples.count)
            continue;
        for (size_t k = 0; k < w->models; k++) {
            double v = w->like[m * w->models + k];
            size_t at = m * l + w->set->models[k].lineage;

            if (w->weight[k] > 0.0) {
                w->to_lineage[at] += w->weight[k] * v;
                w->to_square[at] += w->weight[k] * v * v;
            }
        }
    }
    for (size_t m = 0; m < w->models; m++)
        for (size_t j = 0; w->weight[m] > 0.0 && j < l; j++)
            w->between[w->set->models[m].lineage * l + j] +=
                w->weight[m] * w->to_lineage[m * l + j];
    for (size_t i = 0; i < l; i++) {
        w->between_sum[i] = 0.0;
        for (size_t j = 0; j < l; j++)
            w->between_sum[i] += w->between[i * l + j];
        w->between_all += w->between_sum[i];
    }
}

/* Sum of a row over lineages without those of s and r. */
static double row_without(const double *row, size_t n, size_t ls, size_t lr)
{
    double sum = 0.0;

    for (size_t l = 0; l < n; l++)
        if (l != ls && l != lr)
            sum += row[l];
    return sum;
}

/* Sum of the lineage x lineage means without rows and columns ls and lr. */
static double between_without(const struct work *w, size_t ls, size_t lr)
{
    const double *b = w->between;
    size_t n = w->lineages;
    double sum = w->between_all - 2.0 * w->between_sum[ls] + b[ls * n + ls];

    if (lr != ls)
        sum +=
            -2.0 * w->between_sum[lr] + b[lr * n + lr] + 2.0 * b[ls * n + lr];
    return sum;
}

static double residual_cosine(double sr, double ss, double rr,
                              const double background[3])
{
    double sb = background[0];
    double rb = background[1];
    double bb = background[2];
    double norm_s = ss - 2.0 * sb + bb;
    double norm_r = rr - 2.0 * rb + bb;

    if (norm_s < NORM_FLOOR)
        norm_s = NORM_FLOOR;
    if (norm_r < NORM_FLOOR)
        norm_r = NORM_FLOOR;
    return (sr - sb - rb + bb) / sqrt(norm_s * norm_r);
}

static void score_prompt(const struct work *w, size_t s, size_t r,
                         retort_matched_sums *out)
{
    size_t ls = w->set->models[s].lineage;
    size_t lr = w->set->models[r].lineage;
    size_t n = w->lineages;
    double left = (double)w->present_count - (w->present[ls] != 0) -
                  (lr != ls && w->present[lr] != 0);
    double sr = w->like[s * w->models + r];
    double background[3];
    double square;
    double var;

    out->shared++;
    out->length -= fabs(w->slot[s].log_chars - w->slot[r].log_chars);
    if (left < 2.0)
        return;
    background[0] = row_without(w->to_lineage + s * n, n, ls, lr) / left;
    background[1] = row_without(w->to_lineage + r * n, n, ls, lr) / left;
    background[2] = between_without(w, ls, lr) / (left * left);
    square = row_without(w->to_square + s * n, n, ls, lr) / left;
    var = square - background[0] * background[0];
    out->scored++;
    out->residual += residual_cosine(sr, w->like[s * w->models + s],
                                     w->like[r * w->models + r], background);
    out->pmz += (sr - background[0]) /
                (var > SD_FLOOR * SD_FLOOR ? sqrt(var) : SD_FLOOR);
}

static void visit(struct work *w, const unsigned char *key)
{
    bool asked = false;

    gather(w, key);
    for (size_t i = 0; i < w->suspect_count; i++)
        asked |= w->slot[w->suspects[i]].samples.count != 0;
    if (!asked)
        return;
    count_present(w);
    fill_likeness(w);
    fill_lineages(w);
    for (size_t i = 0; i < w->suspect_count; i++) {
        size_t s = w->suspects[i];

        for (size_t r = 0; w->slot[s].samples.count && r < w->models; r++)
            if (r != s && w->slot[r].samples.count)
                score_prompt(w, s, r, &w->sums[i * w->models + r]);
    }
}

retort_status retort_matched_block(const retort_modelset *set,
                                   const retort_likeness *likeness,
                                   const size_t *suspects, size_t suspect_count,
                                   size_t block, retort_matched_sums *out,
                                   retort_err *err)
{
    struct work w = {.set = set,
                     .likeness = likeness,
                     .suspects = suspects,
                     .suspect_count = suspect_count,
                     .models = set->count,
                     .lineages = set->lineages,
                     .sums = out};
    const unsigned char *key;
    retort_status st = work_init(&w, err);

    memset(out, 0, suspect_count * set->count * sizeof(*out));
    if (st == RETORT_OK)
        start_block(&w, block);
    while (st == RETORT_OK && (key = next_key(&w, block)) != NULL)
        visit(&w, key);
    work_release(&w);
    return st;
}

static void add_sums(retort_matched_sums *into, const retort_matched_sums *more)
{
    into->residual += more->residual;
    into->pmz += more->pmz;
    into->length += more->length;
    into->shared += more->shared;
    into->scored += more->scored;
}

retort_matched retort_matched_mean(const retort_matched_sums *blocks,
                                   size_t count, size_t stride)
{
    retort_matched_sums s = {.residual = 0.0};

    for (size_t b = 0; b < count; b++)
        add_sums(&s, &blocks[b * stride]);
    return (retort_matched){
        .residual = s.scored ? s.residual / (double)s.scored : (double)NAN,
        .pmz = s.scored ? s.pmz / (double)s.scored : (double)NAN,
        .length = s.shared ? s.length / (double)s.shared : (double)NAN,
        .shared = s.shared,
    };
}

/* All blocks by one kind of likeness; told whether it was words. */
static retort_status score_all(const retort_modelset *set,
                               const size_t *suspects, size_t suspect_count,
                               bool words, retort_matched *out, bool *by_words,
                               retort_err *err)
{
    size_t n = suspect_count * set->count;
    retort_likeness *likeness = NULL;
    retort_matched_sums *sums = retort_mem_new(2 * n, sizeof(*sums));
    retort_status st = retort_likeness_new(&likeness, set, words, err);

    if (st == RETORT_OK && !sums)
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for scores");
    if (st == RETORT_OK)
        *by_words = retort_likeness_by_words(likeness);
    for (size_t b = 0; st == RETORT_OK && b < RETORT_BLOCKS; b++) {
        st = retort_matched_block(set, likeness, suspects, suspect_count, b,
                                  sums + n, err);
        for (size_t i = 0; i < n; i++)
            add_sums(&sums[i], &sums[n + i]);
    }
    for (size_t i = 0; st == RETORT_OK && i < n; i++)
        out[i] = retort_matched_mean(&sums[i], 1, 0);
    retort_likeness_free(likeness);
    retort_mem_free(sums);
    return st;
}

/* PMZ is defined over character 3-grams: a second pass by the sketches. */
static retort_status add_pmz(const retort_modelset *set, const size_t *suspects,
                             size_t suspect_count, retort_matched *out,
                             retort_err *err)
{
    size_t n = suspect_count * set->count;
    retort_matched *by_sketch = retort_mem_new(n, sizeof(*by_sketch));
    bool by_words = false;
    retort_status st;

    if (!by_sketch)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for scores");
    st = score_all(set, suspects, suspect_count, false, by_sketch, &by_words,
                   err);
    for (size_t i = 0; st == RETORT_OK && i < n; i++)
        out[i].pmz = by_sketch[i].pmz;
    retort_mem_free(by_sketch);
    return st;
}

retort_status retort_matched_scores(const retort_modelset *set,
                                    const size_t *suspects,
                                    size_t suspect_count, retort_matched *out,
                                    retort_err *err)
{
    bool by_words = false;
    retort_status st =
        score_all(set, suspects, suspect_count, true, out, &by_words, err);

    return st == RETORT_OK && by_words
               ? add_pmz(set, suspects, suspect_count, out, err)
               : st;
}
