/**
 * @file infer/classes.h
 * What every statistic of this layer takes: numbers of comparisons in which a
 * proposition is true, and of comparisons in which it is not.
 *
 * The numbers are scores, or log10 likelihood ratios. Weights need not sum to
 * anything: functions divide by their sum. A weight of 0 is as if the item was
 * not there. The order of items changes results by rounding only; sums run in
 * index order (of equal values where values are sorted).
 *
 * Values may be infinite where a function says so. A NaN among the values of
 * weight above 0 is a bug of the caller (RETORT_ERR_INTERNAL), a weight that
 * is negative or not finite as well (RETORT_ERR_ARG); a class whose weights
 * sum to 0 leaves nothing to say (RETORT_ERR_NOT_APPLICABLE). Every function
 * here that returns a status and takes classes may return these three.
 *
 * Threads: pure functions, any number.
 */
#ifndef INFER_CLASSES_H
#define INFER_CLASSES_H

#include <retort/attrs.h>
#include <retort/status.h>
#include <stddef.h>

/** One class of comparisons: numbers with weights. All borrowed. */
typedef struct retort_class {
    const double *value;
    const double *weight; /**< NULL: 1 each */
    size_t count;
    double units; /**< independent suspect lineages; 0: as many as items */
} retort_class;

typedef struct retort_classes {
    retort_class positive; /**< the proposition is true */
    retort_class null;     /**< it is not */
} retort_classes;

/** One distinct value and the sum of weights that either class has at it. */
typedef struct retort_step {
    double value;
    double positive;
    double null;
} retort_step;

/** Weight of item @p i. */
static inline double retort_class_weight(const retort_class *c, size_t i)
{
    return c->weight ? c->weight[i] : 1.0;
}

/** Sum of the weights. NaN if one is negative, or the sum is not finite. */
double retort_class_total(const retort_class *c);

/** `units`, or the number of items of weight above 0 if that is 0. */
double retort_class_units(const retort_class *c);

/** RETORT_OK if both classes are fit for use, else as the file comment says. */
RETORT_MUST_CHECK retort_status retort_classes_check(const retort_classes *c,
                                                     retort_err *err);

/**
 * Sort the items of both classes: one step a distinct value, ascending; -0 is
 * 0. Weights of equal values add up class by class in index order. Checks the
 * classes first.
 *
 * @param[out] out    for retort_mem_free(); NULL on failure
 * @param[out] count  steps, at least 1
 * @return also RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_steps_new(retort_step **out,
                                                 size_t *count,
                                                 const retort_classes *c,
                                                 retort_err *err);

#endif /* INFER_CLASSES_H */
