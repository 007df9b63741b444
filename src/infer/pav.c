/*
 * Blocks on a stack. A new distinct value is a block of its own; while the
 * block below does not have a smaller likelihood ratio, a0/b0 >= a1/b1, the two
 * merge. As products, a0 b1 >= a1 b0, this needs no division and holds for
 * b = 0; with weights below 2^41 in sum the products stay below 2^82. Linear
 * after sorting.
 */
#include "infer/pav.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/detmath.h"
#include "base/mem.h"
#include "infer/cllr.h"

static const double UNITS = 0x1p40;

__extension__ typedef unsigned __int128 wide;

struct block {
    uint64_t positive;
    uint64_t null;
    size_t steps;
};

static bool is_whole(const retort_class *c)
{
    if (!c->weight)
        return true;
    for (size_t i = 0; i < c->count; i++)
        if (c->weight[i] != floor(c->weight[i]))
            return false;
    return retort_class_total(c) <= UNITS;
}

/*
 * Replace weights by whole numbers of units in *out (NULL if they are whole,
 * or if memory ran out, which the status tells).
 */
static retort_status quantise(retort_class *c, double **out, retort_err *err)
{
    double total = retort_class_total(c);

    *out = NULL;
    if (is_whole(c))
        return RETORT_OK;
    *out = retort_mem_new(c->count, sizeof(**out));
    if (!*out)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu weights",
                           c->count);
    for (size_t i = 0; i < c->count; i++) {
        double units = floor(c->weight[i] / total * UNITS + 0.5);

        if (c->weight[i] > 0.0)
            (*out)[i] = units > 1.0 ? units : 1.0;
    }
    c->weight = *out;
    return RETORT_OK;
}

/* Sorted steps of @p c with whole weights. */
static retort_status whole_steps(const retort_classes *c, retort_step **out,
                                 size_t *count, retort_err *err)
{
    retort_classes whole = *c;
    double *positive = NULL;
    double *null = NULL;
    retort_status st = retort_classes_check(c, err);

    *out = NULL;
    *count = 0;
    if (st == RETORT_OK)
        st = quantise(&whole.positive, &positive, err);
    if (st == RETORT_OK)
        st = quantise(&whole.null, &null, err);
    if (st == RETORT_OK)
        st = retort_steps_new(out, count, &whole, err);
    retort_mem_free(positive);
    retort_mem_free(null);
    return st;
}

static bool violates(const struct block *low, const struct block *high)
{
    return (wide)low->positive * high->null >= (wide)high->positive * low->null;
}

static size_t merge(const retort_step *steps, size_t count, struct block *b)
{
    size_t n = 0;

    for (size_t i = 0; i < count; i++) {
        b[n++] = (struct block){(uint64_t)steps[i].positive,
                                (uint64_t)steps[i].null, 1};
        while (n > 1 && violates(&b[n - 2], &b[n - 1])) {
            b[n - 2].positive += b[n - 1].positive;
            b[n - 2].null += b[n - 1].null;
            b[n - 2].steps += b[n - 1].steps;
            n--;
        }
    }
    return n;
}

static double block_llr(const struct block *b, double positive, double null)
{
    if (b->positive == 0)
        return -(double)INFINITY;
    if (b->null == 0)
        return (double)INFINITY;
    return retort_log10((double)b->positive * null /
                        ((double)b->null * positive));
}

static void spread(const struct block *blocks, size_t n,
                   const retort_step *steps, retort_pav_point *points)
{
    double positive = 0.0;
    double null = 0.0;
    size_t at = 0;

    for (size_t k = 0; k < n; k++) {
        positive += (double)blocks[k].positive;
        null += (double)blocks[k].null;
    }
    for (size_t k = 0; k < n; k++) {
        double llr = block_llr(&blocks[k], positive, null);

        for (size_t i = 0; i < blocks[k].steps; i++, at++)
            points[at] = (retort_pav_point){steps[at].value, llr};
    }
}

retort_status retort_pav(const retort_classes *c, retort_pav_point **out,
                         size_t *count, retort_err *err)
{
    retort_step *steps = NULL;
    struct block *blocks = NULL;
    size_t n;
    retort_status st;

    *out = NULL;
    *count = 0;
    st = whole_steps(c, &steps, &n, err);
    if (st != RETORT_OK)
        return st;
    blocks = retort_mem_new(n, sizeof(*blocks));
    *out = retort_mem_new(n, sizeof(**out));
    if (!blocks || !*out) {
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM,
                         "no memory to pool %zu distinct scores", n);
        retort_mem_free(*out);
        *out = NULL;
        goto out;
    }
    spread(blocks, merge(steps, n, blocks), steps, *out);
    *count = n;
out:
    retort_mem_free(blocks);
    retort_mem_free(steps);
    return st;
}

static int by_x(const void *key, const void *point)
{
    double x = *(const double *)key;
    double y = ((const retort_pav_point *)point)->x;

    return (x > y) - (x < y);
}

/* PAV transform of the items of a class, 0 for those without weight. */
static double *transform(const retort_class *c, const retort_pav_point *points,
                         size_t n)
{
    double *llr = retort_mem_new(c->count, sizeof(*llr));

    if (!llr)
        return NULL;
    for (size_t i = 0; i < c->count; i++) {
        const retort_pav_point *p =
            bsearch(&c->value[i], points, n, sizeof(*points), by_x);

        if (p && retort_class_weight(c, i) > 0.0)
            llr[i] = p->llr;
    }
    return llr;
}

retort_status retort_cllr_min(const retort_classes *c, double *out,
                              retort_err *err)
{
    retort_pav_point *points = NULL;
    double *positive = NULL;
    double *null = NULL;
    retort_classes best = *c;
    size_t n;
    retort_status st;

    *out = (double)NAN;
    st = retort_pav(c, &points, &n, err);
    if (st != RETORT_OK)
        return st;
    positive = transform(&c->positive, points, n);
    null = transform(&c->null, points, n);
    if (positive && null) {
        best.positive.value = positive;
        best.null.value = null;
        *out = retort_cllr(&best);
    } else {
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu scores",
                         c->positive.count + c->null.count);
    }
    retort_mem_free(points);
    retort_mem_free(positive);
    retort_mem_free(null);
    return st;
}
