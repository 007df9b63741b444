/**
 * @file infer/quantile.h
 * Sample quantiles, type 7 of Hyndman and Fan (1996), "Sample quantiles in
 * statistical packages": linear between order statistics at (count - 1) p.
 */
#ifndef INFER_QUANTILE_H
#define INFER_QUANTILE_H

#include <stddef.h>

/**
 * Quantile of sorted numbers, which may be infinite but not NaN.
 * @param p  0..1; others are taken as the nearest of the two
 * @return NaN for no numbers, for p = NaN, and between -inf and +inf
 */
double retort_quantile(const double *ascending, size_t count, double p);

/** A value and how much it weighs. */
typedef struct retort_weighted {
    double value;
    double weight; /**< 0 or more */
} retort_weighted;

/**
 * Weighted median: the least value at or below which half of the weight lies.
 * Sorts @p items, ties in value being one value. NaN without weight.
 */
double retort_weighted_median(retort_weighted *items, size_t count);

#endif /* INFER_QUANTILE_H */
