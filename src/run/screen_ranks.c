#include "run/screen_ranks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "infer/ranks.h"

static bool same_point_lineage(const retort_strip_point *a,
                               const retort_strip_point *b)
{
    const char *x = a->lineage[0] ? a->lineage : a->model;
    const char *y = b->lineage[0] ? b->lineage : b->model;

    return strcmp(x, y) == 0;
}

static double below(double score, double than)
{
    return score < than ? 1.0 : score > than ? 0.0 : 0.5;
}

static double reaches(double score, double than)
{
    return score >= than ? 1.0 : 0.0;
}

/* Sum over lineages of the mean of @p vote over their members. */
static double sum_lineages(const retort_strip_point *p, size_t n, double score,
                           double (*vote)(double, double), uint32_t *lineages)
{
    double sum = 0.0;

    *lineages = 0;
    for (size_t i = 0; i < n; i++) {
        double members = 0.0;
        double votes = 0.0;
        bool first = true;

        for (size_t j = 0; j < n; j++) {
            if (!same_point_lineage(&p[i], &p[j]))
                continue;
            first &= j >= i;
            members += 1.0;
            votes += vote(p[j].score, score);
        }
        if (!first)
            continue;
        ++*lineages;
        sum += votes / members;
    }
    return sum;
}

double retort_points_below(const retort_strip_point *p, size_t n, double score,
                           uint32_t *lineages)
{
    double sum = sum_lineages(p, n, score, below, lineages);

    return *lineages ? sum / (double)*lineages : (double)NAN;
}

double retort_points_p(const retort_strip_point *p, size_t n, double score)
{
    uint32_t lineages;
    double sum = sum_lineages(p, n, score, reaches, &lineages);

    return lineages && !isnan(score) ? (1.0 + sum) / ((double)lineages + 1.0)
                                     : (double)NAN;
}

retort_status retort_candidates_adjust(retort_candidate *c, size_t n,
                                       retort_err *err)
{
    double *p = retort_mem_new(n + 1, sizeof(*p));
    retort_status st;

    if (!p)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory to screen");
    for (size_t i = 0; i < n; i++)
        p[i] = c[i].p;
    st = retort_holm(p, n, p, err);
    for (size_t i = 0; st == RETORT_OK && i < n; i++)
        c[i].p_holm = p[i];
    retort_mem_free(p);
    return st;
}

void retort_candidate_place(retort_candidate *all, size_t n,
                            retort_candidate *c)
{
    double score = c->score[RETORT_SCORE_PROFILE];
    double under = 0.0;
    double others = 0.0;

    for (size_t i = 0; i < n; i++) {
        double v = all[i].score[RETORT_SCORE_PROFILE];

        if (&all[i] == c || !all[i].is_reference || isnan(v))
            continue;
        others += 1.0;
        under += below(v, score);
    }
    c->percentile_basis = "references";
    c->percentile = others > 0.0 ? 100.0 * under / others : (double)NAN;
}

/* Descending by a score; unknown ones last; names decide ties. */
static int order_by(const retort_candidate *a, const retort_candidate *b,
                    retort_score score)
{
    double x = a->score[score];
    double y = b->score[score];

    if (isnan(x) != isnan(y))
        return isnan(x) ? 1 : -1;
    if (!isnan(x) && x != y)
        return x < y ? 1 : -1;
    return strcmp(a->model, b->model);
}

static int by_residual(const void *a, const void *b)
{
    return order_by(a, b, RETORT_SCORE_RESIDUAL);
}

static int by_question(const void *a, const void *b)
{
    const retort_candidate *x = a;
    const retort_candidate *y = b;

    if (x->is_reference != y->is_reference)
        return x->is_reference ? -1 : 1;
    return order_by(x, y, RETORT_SCORE_PROFILE);
}

void retort_candidates_rank(retort_candidate *c, size_t n, uint32_t *references,
                            uint32_t *models)
{
    *references = 0;
    *models = 0;
    qsort(c, n, sizeof(*c), by_residual);
    for (size_t i = 0; i < n; i++)
        if (!isnan(c[i].score[RETORT_SCORE_RESIDUAL]))
            c[i].rank_kin = ++*models;
    qsort(c, n, sizeof(*c), by_question);
    for (size_t i = 0; i < n; i++)
        if (c[i].is_reference && !isnan(c[i].score[RETORT_SCORE_PROFILE]))
            c[i].rank_distilled = ++*references;
}
