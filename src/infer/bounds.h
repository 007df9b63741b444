/**
 * @file infer/bounds.h
 * How large a likelihood ratio a set of comparisons can support.
 *
 * Three rules, each an interval of log10 LR that contains 0; the tightest of
 * each side holds. n1 and n2 are the independent lineages (`units`) of the
 * positives and of the null, A1(t) and A2(t) their weighted shares beyond t
 * times n1 and n2.
 *
 * - ELUB (Vergeer et al. 2016, "Numerical likelihood ratios outputted by LR
 *   systems are often based on extrapolation: when to stop extrapolating?"):
 *   one misleading value is added to either class; the bound stops where a
 *   decision by the system would cost more than one by no evidence (not as
 *   much: ties are exact). Values are clipped to +-9; grid t = k/100; beyond t
 *   means > t.
 * - Invariance (Alberink et al. 2025, "A transparent method to determine limit
 *   values for likelihood ratio systems"): with
 *   p(t) = (A(t) + 1/2)/(n + 1), an LR of t must not exceed p1/p2, nor fall
 *   below (1 - p1)/(1 - p2). Values are clipped to +-20; grid of step 1/1000
 *   from the least of 0 and the values; beyond t means >= t.
 * - Sources: |log10 LR| <= log10 N for N independent null lineages.
 *
 * Threads: pure functions, any number.
 */
#ifndef INFER_BOUNDS_H
#define INFER_BOUNDS_H

#include "infer/classes.h"

/** An interval of log10 LR: lower <= 0 <= upper. */
typedef struct retort_bound {
    double lower;
    double upper;
} retort_bound;

typedef enum retort_bound_rule {
    RETORT_BOUND_NONE,
    RETORT_BOUND_ELUB,
    RETORT_BOUND_INVARIANCE,
    RETORT_BOUND_SOURCES,
} retort_bound_rule;

enum { RETORT_BOUND_RULES = 4 };

/** All rules, and for either side the tightest and whose it is. */
typedef struct retort_bounds {
    retort_bound each[RETORT_BOUND_RULES]; /**< by rule; NONE: -inf, +inf */
    double lower;
    double upper;
    retort_bound_rule lower_rule; /**< of equal ones the first */
    retort_bound_rule upper_rule;
} retort_bounds;

/**
 * ELUB of log10 likelihood ratios, which may be infinite. {0, 0} on failure.
 * @return as infer/classes.h says, or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_bound_elub(const retort_classes *llr,
                                                  retort_bound *out,
                                                  retort_err *err);

/** Invariance bounds; otherwise as retort_bound_elub(). */
RETORT_MUST_CHECK retort_status retort_bound_invariance(
    const retort_classes *llr, retort_bound *out, retort_err *err);

/** +-log10 of the number of null lineages; {0, 0} below 1 and for NaN. */
retort_bound retort_bound_sources(double null_lineages);

/**
 * All three rules at once; sorts the values once.
 *
 * @param null_lineages  N of the third rule
 * @param[out] out       on failure all 0, rule NONE
 * @return as retort_bound_elub()
 */
RETORT_MUST_CHECK retort_status retort_bounds_of(const retort_classes *llr,
                                                 double null_lineages,
                                                 retort_bounds *out,
                                                 retort_err *err);

/**
 * @p llr moved into the bounds; NaN stays.
 * @param[out] active  rule that moved it, NONE if none did; may be NULL
 */
double retort_bounds_clamp(const retort_bounds *b, double llr,
                           retort_bound_rule *active);

/** "none", "elub", "invariance" or "sources". Static storage. */
const char *retort_bound_rule_word(retort_bound_rule rule);

#endif /* INFER_BOUNDS_H */
