#include "infer/sandwich.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/detmath.h"
#include "base/mem.h"

static const double LN10 = 0x1.26bb1bbb55516p+1;
static const double PI = 0x1.921fb54442d18p+1;
static const double NORMAL_95 = 1.96;

/* Gradient of one item, in the order (slope, intercept). */
struct pull {
    uint32_t lineage;
    uint32_t rank;
    double a;
    double b;
};

/* A symmetric 2 x 2 matrix. */
struct matrix {
    double aa;
    double ab;
    double bb;
};

/* Add the items of a class to pulls and to the Hessian. */
static size_t collect(const retort_logistic *fit, const retort_class *c,
                      const uint32_t *lineage, bool is_positive,
                      struct pull *pulls, size_t n, struct matrix *hessian)
{
    double total = retort_class_total(c);
    double share = is_positive ? fit->prior : 1.0 - fit->prior;
    double offset = retort_log(fit->prior / (1.0 - fit->prior));

    for (size_t i = 0; i < c->count; i++) {
        double w = retort_class_weight(c, i) / total * share;
        double z;
        double u;
        double e;
        double likely;
        double g;
        double h;

        if (!(w > 0.0))
            continue;
        z = retort_logistic_z(fit, c->value[i]);
        u = fit->slope * z + fit->intercept + offset;
        if (is_positive)
            u = -u;
        e = retort_exp(-fabs(u));
        likely = 1.0 / (1.0 + e);
        g = w * (u > 0.0 ? likely : e * likely) * (is_positive ? -1.0 : 1.0);
        h = w * (e * likely * likely);
        hessian->aa += h * z * z;
        hessian->ab += h * z;
        hessian->bb += h;
        pulls[n] = (struct pull){lineage[i], (uint32_t)n, g * z, g};
        n++;
    }
    return n;
}

static int by_lineage(const void *a, const void *b)
{
    const struct pull *x = a;
    const struct pull *y = b;

    if (x->lineage != y->lineage)
        return x->lineage < y->lineage ? -1 : 1;
    return x->rank < y->rank ? -1 : 1;
}

/* Sum over lineages of u u', u the sum of pulls of the lineage. */
static struct matrix spread_of(struct pull *pulls, size_t n)
{
    struct matrix g = {0};
    size_t i = 0;

    qsort(pulls, n, sizeof(*pulls), by_lineage);
    while (i < n) {
        uint32_t lineage = pulls[i].lineage;
        double a = 0.0;
        double b = 0.0;

        for (; i < n && pulls[i].lineage == lineage; i++) {
            a += pulls[i].a;
            b += pulls[i].b;
        }
        g.aa += a * a;
        g.ab += a * b;
        g.bb += b * b;
    }
    return g;
}

/* x' H^-1 G H^-1 x for x = (z, 1); NaN if H has no inverse. */
static double variance(const struct matrix *h, const struct matrix *g, double z)
{
    double det = h->aa * h->bb - h->ab * h->ab;
    double a = (h->bb * z - h->ab) / det;
    double b = (h->aa - h->ab * z) / det;

    if (!(det > 0.0))
        return (double)NAN;
    return a * a * g->aa + 2.0 * a * b * g->ab + b * b * g->bb;
}

retort_status retort_sandwich_interval(const retort_logistic *fit,
                                       const retort_classes *scores,
                                       const uint32_t *positive_lineage,
                                       const uint32_t *null_lineage,
                                       double score, retort_sandwich *out,
                                       retort_err *err)
{
    size_t room = scores->positive.count + scores->null.count;
    struct matrix hessian = {.aa = fit->ridge};
    struct matrix spread;
    struct pull *pulls = NULL;
    double llr = retort_logistic_llr(fit, score);
    double v;
    size_t n;
    retort_status st = retort_classes_check(scores, err);

    *out = (retort_sandwich){(double)NAN, (double)NAN, (double)NAN};
    if (st != RETORT_OK)
        return st;
    pulls = retort_mem_new(room, sizeof(*pulls));
    if (!pulls)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu gradients",
                           room);
    n = collect(fit, &scores->positive, positive_lineage, true, pulls, 0,
                &hessian);
    n = collect(fit, &scores->null, null_lineage, false, pulls, n, &hessian);
    spread = spread_of(pulls, n);
    retort_mem_free(pulls);
    v = variance(&hessian, &spread, retort_logistic_z(fit, score));
    if (!isfinite(v))
        return RETORT_FAIL(err, RETORT_ERR_NOT_APPLICABLE,
                           "the scores leave the variance of the fit open");
    v = fmax(v, 0.0);
    out->low = llr - NORMAL_95 * sqrt(v) / LN10;
    out->high = llr + NORMAL_95 * sqrt(v) / LN10;
    out->integrated = llr / sqrt(1.0 + PI * v / 8.0);
    return RETORT_OK;
}
