/**
 * @file infer/rates.h
 * How often evidence misleads, with exact one-sided limits, and Turing's check.
 *
 * Limits by Clopper and Pearson (1934), "The use of confidence or fiducial
 * limits illustrated in the case of the binomial".
 *
 * Threads: pure functions, any number.
 */
#ifndef INFER_RATES_H
#define INFER_RATES_H

#include "infer/classes.h"

/**
 * The p at which a binomial count of at most @p errors in @p n has probability
 * 1 - @p confidence. 1 if errors >= n.
 *
 * @param errors      0..n; need not be whole
 * @param n           above 0, at most 1e6 (more works, slower and less exact)
 * @param confidence  one-sided, above 0, below 1
 * @return 0..1; NaN if an argument is out of range
 */
double retort_clopper_pearson_upper(double errors, double n, double confidence);

/** The same for a count of at least @p errors. 0 if errors is 0. */
double retort_clopper_pearson_lower(double errors, double n, double confidence);

/** How often evidence misleads. */
typedef struct retort_rate {
    double share;  /**< weighted; NaN if the class is empty */
    double errors; /**< share of n, rounded up; at most n */
    double n;      /**< independent lineages (`units`) */
    double upper;  /**< one-sided 95 % limit of errors in n; 1 if empty */
} retort_rate;

/** Items above @p threshold: for a null class, evidence that misleads. */
retort_rate retort_rate_above(const retort_class *c, double threshold);

/** Items below @p threshold: for a positive class, the same. */
retort_rate retort_rate_below(const retort_class *c, double threshold);

/**
 * Weighted mean of the likelihood ratios of the null, given as log10. Close to
 * 1 if they are calibrated (Good 1985, "Weight of evidence: a brief survey",
 * on Turing's theorem); above 1 they overstate. NaN if the class is empty.
 */
double retort_turing(const retort_class *null_llr);

#endif /* INFER_RATES_H */
