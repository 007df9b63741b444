/**
 * @file infer/validation_simulate.h
 * What a perfectly calibrated system of the same size would show: limits for
 * the figures of one that has to prove itself.
 *
 * ln LR is drawn from N(m, 2m) for a positive and from N(-m, 2m) for a null,
 * the one normal model whose likelihood ratio is the LR itself (Good 1985,
 * "Weight of evidence: a brief survey"; van Leeuwen and Brummer 2013, "The
 * distribution of calibrated likelihood-ratios in speaker recognition", eq. 4).
 * m is such that the Cllr of the model is the one given. That should be the
 * Cllr of the system on trial: if it is calibrated, as is assumed, its Cllr
 * has no bias, while its Cllr_min is too low in a small sample and 0 if the
 * classes are separated. Lineages are the independent units: as many draws of
 * either class as it has lineages.
 *
 * Normal numbers by the polar method (Marsaglia and Bray 1964, "A convenient
 * method for generating normal variables").
 *
 * Threads: pure functions, any number.
 */
#ifndef INFER_VALIDATION_SIMULATE_H
#define INFER_VALIDATION_SIMULATE_H

#include <retort/attrs.h>
#include <retort/status.h>
#include <stdint.h>

enum { RETORT_SIMULATE_DRAWS = 1000 };

/** What the simulated systems showed. */
typedef struct retort_simulated {
    double mean;     /**< m */
    double cllr_cal; /**< 95 % quantile of Cllr - Cllr_min */
    double devpav;   /**< 95 % quantile, where it is defined */
    double turing;   /**< 5 % quantile of the mean LR of the nulls */
} retort_simulated;

/** The m at which the model's Cllr is @p cllr: 0 from 1 up, at most 200. */
double retort_simulate_mean(double cllr);

/**
 * Simulate RETORT_SIMULATE_DRAWS systems.
 *
 * @param cllr      of the system they stand for; NaN: nothing is simulated
 * @param[out] out  all NaN on failure, without lineages of a class, or for
 *                  cllr NaN
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_simulate(uint32_t positive_lineages,
                                                uint32_t null_lineages,
                                                double cllr, uint64_t seed,
                                                retort_simulated *out,
                                                retort_err *err);

#endif /* INFER_VALIDATION_SIMULATE_H */
