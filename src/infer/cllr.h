/**
 * @file infer/cllr.h
 * The log likelihood ratio cost, and the empirical cross-entropy.
 *
 * Cllr (Brummer and du Preez 2006, "Application-independent evaluation of
 * speaker detection"): the mean cost in bits of likelihood ratios that point
 * the wrong way, h1 over the positives and h2 over the null,
 *   Cllr = 1/2 [ mean sp(-h1 ln 10) + mean sp(h2 ln 10) ] / ln 2,
 *   sp(x) = ln(1 + e^x), means weighted.
 * A system that always says 1 has Cllr 1; 0 is perfect.
 *
 * ECE (Ramos and Gonzalez-Rodriguez 2013, "Reliable support: measuring
 * calibration of likelihood ratios"): the same at prior odds 10^t, for which
 * P = 1 / (1 + 10^-t) is the prior probability of the proposition,
 *   ECE = [ P mean sp(-(h1 + t) ln 10) + (1 - P) mean sp((h2 + t) ln 10) ]
 *         / ln 2; at t = 0 it is Cllr.
 *
 * A positive at +inf and a null at -inf cost nothing; a positive at -inf or a
 * null at +inf costs infinity. NaN stands for "undefined": a class without
 * weight, a NaN value of weight above 0, weights that are no weights, or prior
 * odds that are not finite.
 *
 * Threads: pure functions, any number.
 */
#ifndef INFER_CLLR_H
#define INFER_CLLR_H

#include "infer/classes.h"

/** Cllr in bits, 0..inf, of log10 likelihood ratios; NaN if undefined. */
double retort_cllr(const retort_classes *llr);

/** ECE in bits at prior odds 10^@p log10_odds; NaN if undefined. */
double retort_ece(const retort_classes *llr, double log10_odds);

#endif /* INFER_CLLR_H */
