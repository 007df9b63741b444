/*
 * Any numbers: two classes of doubles, infinities and NaN among them, with
 * weights or without. A NaN of weight above 0 is refused; bounds contain 0 and
 * clamping lands in them; finite numbers give no NaN, except where the headers
 * say so; the transform by PAV ascends; a fit of finite scores with a ridge
 * succeeds or does not apply, but never fails to converge, also under a
 * ceiling, at or below which half of the positives' weight lies.
 *
 * Input: size of both classes, units, flags, then 8 bytes a value and, if flag
 * 1 is set, one a weight.
 */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "infer/bounds.h"
#include "infer/cllr.h"
#include "infer/devpav.h"
#include "infer/discrimination.h"
#include "infer/logistic.h"
#include "infer/pav.h"
#include "infer/quantile.h"

enum { ITEMS_MAX = 64, HEAD_BYTES = 4, FLAG_WEIGHTS = 1 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What the bytes say. */
struct input {
    retort_classes c;
    double value[2][ITEMS_MAX];
    double weight[2][ITEMS_MAX];
    bool has_nan;
    bool has_inf;
};

static void must(bool holds)
{
    if (!holds)
        abort();
}

static size_t read_class(struct input *in, int k, size_t count, bool weighted,
                         const uint8_t *data, size_t size)
{
    retort_class *c = k ? &in->c.null : &in->c.positive;
    size_t each = sizeof(double) + (weighted ? 1 : 0);
    size_t used = 0;

    c->value = in->value[k];
    c->weight = weighted ? in->weight[k] : NULL;
    while (c->count < count && size - used >= each) {
        double v;
        double w = 1.0;

        memcpy(&v, data + used, sizeof(v));
        if (weighted)
            w = (double)data[used + sizeof(v)] / 16.0;
        in->value[k][c->count] = v;
        in->weight[k][c->count++] = w;
        in->has_nan = in->has_nan || (isnan(v) && w > 0.0);
        in->has_inf = in->has_inf || (isinf(v) && w > 0.0);
        used += each;
    }
    return used;
}

static void check_bounds(const struct input *in, double lineages)
{
    retort_bounds b;
    retort_bound_rule rule;

    must(retort_bounds_of(&in->c, lineages, &b, NULL) == RETORT_OK);
    must(isfinite(b.lower) && b.lower <= 0.0);
    must(isfinite(b.upper) && b.upper >= 0.0);
    for (int r = 0; r < RETORT_BOUND_RULES; r++)
        must(b.each[r].lower <= b.lower && b.each[r].upper >= b.upper);
    for (size_t i = 0; i < in->c.null.count; i++) {
        double llr = retort_bounds_clamp(&b, in->value[1][i], &rule);

        must(isnan(in->value[1][i]) || (llr >= b.lower && llr <= b.upper));
        must((rule == RETORT_BOUND_NONE) == !(llr != in->value[1][i]) ||
             isnan(llr));
    }
}

/* Whether a PAV point is finite. */
static bool check_pav(const struct input *in)
{
    retort_pav_point *p;
    size_t n;
    bool finite = false;

    must(retort_pav(&in->c, &p, &n, NULL) == RETORT_OK);
    for (size_t i = 0; i < n; i++) {
        must(!isnan(p[i].llr));
        must(i == 0 || (p[i].x > p[i - 1].x && p[i].llr >= p[i - 1].llr));
        finite = finite || isfinite(p[i].llr);
    }
    retort_mem_free(p);
    return finite;
}

static void check_metrics(const struct input *in, double log10_odds)
{
    double out;
    double at;

    must(retort_cllr_min(&in->c, &out, NULL) == RETORT_OK);
    must(out >= 0.0 && out <= 1.0 + 1e-9);
    must(retort_devpav(&in->c, &out, NULL) == RETORT_OK);
    must(isnan(out) == !check_pav(in));
    must(retort_auc(&in->c, &out, NULL) == RETORT_OK);
    must(out >= 0.0 && out <= 1.0);
    must(retort_eer(&in->c, &out, NULL) == RETORT_OK);
    must(out >= 0.0 && out <= 1.0);
    must(retort_tpr_at(&in->c, 0.05, &out, &at, NULL) == RETORT_OK);
    must(out >= 0.0 && out <= 1.0 && !isnan(at));
    must(retort_cllr(&in->c) >= 0.0);
    must(in->has_inf || retort_ece(&in->c, log10_odds) >= 0.0);
}

static void check_fit(const struct input *in)
{
    retort_logistic fit;
    retort_status st = retort_logistic_fit(&in->c, 0.5, 0.01, &fit, NULL);

    if (in->has_inf) {
        must(st == RETORT_ERR_INTERNAL);
        return;
    }
    must(st == RETORT_OK || st == RETORT_ERR_NOT_APPLICABLE);
    if (st != RETORT_OK)
        return;
    must(isfinite(fit.slope) && fit.slope >= 0.0 && isfinite(fit.intercept));
    for (size_t i = 0; i < in->c.positive.count; i++)
        must(isnan(in->value[0][i]) ||
             !isnan(retort_logistic_llr(&fit, in->value[0][i])));
}

/* Lower all scores to the weighted median of the positives. */
static void lower(struct input *in)
{
    const retort_class *p = &in->c.positive;
    retort_weighted item[ITEMS_MAX];
    size_t n = 0;
    double total = 0.0;
    double below = 0.0;
    double upto = 0.0;
    double ceiling;

    for (size_t i = 0; i < p->count; i++)
        if (retort_class_weight(p, i) > 0.0)
            item[n++] =
                (retort_weighted){p->value[i], retort_class_weight(p, i)};
    ceiling = retort_weighted_median(item, n);
    for (size_t i = 0; i < n; i++) {
        total += item[i].weight;
        below += item[i].value < ceiling ? item[i].weight : 0.0;
        upto += item[i].value <= ceiling ? item[i].weight : 0.0;
    }
    must(upto >= total / 2 && below < total / 2); /* 16ths: sums are exact */
    in->has_inf = false;
    for (int k = 0; k < 2; k++) {
        const retort_class *c = k ? &in->c.null : p;

        for (size_t i = 0; i < c->count; i++) {
            in->value[k][i] = fmin(in->value[k][i], ceiling);
            in->has_inf = in->has_inf || (isinf(in->value[k][i]) &&
                                          retort_class_weight(c, i) > 0.0);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input in = {0};
    bool weighted;
    size_t at = HEAD_BYTES;
    retort_status st;

    if (size < HEAD_BYTES)
        return 0;
    weighted = (data[3] & FLAG_WEIGHTS) != 0;
    at += read_class(&in, 0, data[0] % (ITEMS_MAX + 1), weighted, data + at,
                     size - at);
    (void)read_class(&in, 1, data[1] % (ITEMS_MAX + 1), weighted, data + at,
                     size - at);
    in.c.positive.units = (double)(data[2] >> 4);
    in.c.null.units = (double)(data[2] & 15);
    st = retort_classes_check(&in.c, NULL);
    if (st != RETORT_OK) {
        must(st == RETORT_ERR_NOT_APPLICABLE || in.has_nan);
        must(isnan(retort_cllr(&in.c)));
        return 0;
    }
    must(!in.has_nan);
    check_bounds(&in, (double)data[2]);
    check_metrics(&in, (double)data[3] - 128.0);
    check_fit(&in);
    lower(&in);
    check_fit(&in);
    return 0;
}
