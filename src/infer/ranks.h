/**
 * @file infer/ranks.h
 * P-values from ranks, and what many looks at the data do to them.
 *
 * Threads: pure functions, any number.
 */
#ifndef INFER_RANKS_H
#define INFER_RANKS_H

#include <retort/attrs.h>
#include <retort/status.h>
#include <stddef.h>

/**
 * The smallest conformal rank p that @p count controls can give: 1 / (count + 1)
 * (Davison and Hinkley 1997, eq. 4.11; Vovk et al. 2005).
 */
double retort_conformal_floor(size_t count);

/**
 * Holm's (1979) step-down adjustment: with m values in ascending order,
 * adjusted_(i) = max over j <= i of min(1, (m - j + 1) p_(j)).
 *
 * @param p              p-values; NaN ones do not count and stay NaN
 * @param[out] adjusted  @p count numbers in the order of @p p; may be @p p
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_holm(const double *p, size_t count,
                                            double *adjusted, retort_err *err);

/**
 * Chance of at least one of @p n independent events of chance @p p each,
 * 1 - (1 - p)^n, without loss for small p. @p n need not be whole.
 */
double retort_any_of(double p, double n);

/** P-value of the best of @p n looks: 1 - (1 - p)^n. 0 for n = 0. */
double retort_max_of_n(double p_single, size_t n);

#endif /* INFER_RANKS_H */
