/**
 * @file infer/logistic.h
 * Scores to likelihood ratios by prior-weighted, ridged logistic regression.
 *
 * Brummer and du Preez (2006), Morrison (2013, "Tutorial on logistic-regression
 * calibration"); the ridge as in Morrison and Poh (2018, "Avoiding overstating
 * the strength of forensic evidence"). With sp(x) = ln(1 + e^x),
 * lo = ln(prior/(1 - prior)) and weights that sum to 1 in each class, it
 * minimises over a and b
 *   J = prior sum w_i sp(-(a z_i + b + lo))        over the positives
 *     + (1 - prior) sum w_j sp(a z_j + b + lo)     over the null
 *     + ridge/2 a^2,
 * and then ln LR = a z + b. Damped Newton steps from a = b = 0.
 *
 * Scores must be finite (else RETORT_ERR_INTERNAL).
 *
 * Threads: pure functions, any number.
 */
#ifndef INFER_LOGISTIC_H
#define INFER_LOGISTIC_H

#include "infer/classes.h"

/** A fitted map of scores to likelihood ratios. Plain data. */
typedef struct retort_logistic {
    double slope;     /**< ln LR a standard deviation; >= 0 */
    double intercept; /**< ln LR at the mean */
    double mean;      /**< of the scores, each class weighing 1/2 */
    double sd;        /**< standard deviation in the same weights */
    double prior;
    double ridge;
    int steps; /**< Newton steps taken */
} retort_logistic;

/**
 * Fit to scores standardised by mean and sd.
 *
 * @param prior  above 0, below 1
 * @param ridge  0 or more
 * @return RETORT_OK; RETORT_ERR_NOT_APPLICABLE if a class is empty, all scores
 *         are equal (or too close for doubles), the classes do not overlap and
 *         ridge is 0, or the slope is negative ("score runs against the
 *         proposition"); RETORT_ERR_ARG (prior, ridge or weights);
 *         RETORT_ERR_INTERNAL (a score is not finite; no convergence after 200
 *         steps). A slope within 1e-12 of 0 is taken as 0. On
 *         failure all fields are 0.
 */
RETORT_MUST_CHECK retort_status
retort_logistic_fit(const retort_classes *scores, double prior, double ridge,
                    retort_logistic *out, retort_err *err);

/**
 * The minimisation itself, on scores as they are: J with z_i the score. The
 * slope may be negative. Fails as retort_logistic_fit() otherwise; the three
 * outputs are 0 then. With scores far from unit spread it may not converge.
 */
RETORT_MUST_CHECK retort_status retort_logistic_fit_raw(
    const retort_classes *scores, double prior, double ridge, double *slope,
    double *intercept, int *steps, retort_err *err);

/** (score - mean)/sd, without overflow on the way. */
double retort_logistic_z(const retort_logistic *fit, double score);

/** log10 LR of a score. Not bounded: see infer/bounds.h. */
double retort_logistic_llr(const retort_logistic *fit, double score);

#endif /* INFER_LOGISTIC_H */
