/**
 * @file base/detmath.h
 * Logarithms, exponentials and the gamma function from additions,
 * subtractions, multiplications and divisions only.
 *
 * The C library's functions differ between machines in their last bits (they
 * use fused multiply-add where there is one); numbers in a report must not.
 * These give the same bits on every machine that has IEEE 754 doubles, rounds
 * to nearest and does not fuse multiplications with additions (the build says
 * -ffp-contract=off). None of them touches errno.
 *
 * Errors are in ulp: units in the last place of the result, or of the smallest
 * normal number if the result is subnormal. MPFR is the tests' oracle. A NaN
 * argument gives NaN everywhere; which NaN is not promised.
 *
 * Threads: pure functions, any number.
 */
#ifndef BASE_DETMATH_H
#define BASE_DETMATH_H

/**
 * Natural logarithm, within 1 ulp. Subnormal arguments are taken like others.
 * ln 1 = 0; ln of 0 and of -0 is -inf, of inf it is inf, of a negative
 * number NaN.
 */
double retort_log(double x);

/** Logarithm to base 10, within 2 ulp; exact for 10^k. Ends as retort_log(). */
double retort_log10(double x);

/**
 * ln(1 + x) within 1 ulp, also where x is tiny. Of 0 it is 0, of -0 it is -0,
 * of -1 -inf, of inf inf; below -1 NaN.
 */
double retort_log1p(double x);

/**
 * e^x within 1 ulp; e^0 = 1. Underflow is gradual, down to 0 (as for -inf);
 * overflow gives inf (as for inf).
 */
double retort_exp(double x);

/**
 * 10^x within 2 ulp; exact for whole x with |x| <= 22 (for negative ones: the
 * double nearest to 10^x). Underflow and overflow as retort_exp().
 */
double retort_exp10(double x);

/**
 * ln Gamma(x) for x >= 0.5, with a relative error below 1e-14; near its zeros
 * at 1 and 2, where the value is below 0.1, with an absolute one below 1e-15.
 * ln Gamma(1) = ln Gamma(2) = 0. Of inf, and where the value is too large for
 * a double, it is inf; below 0.5 NaN.
 */
double retort_lgamma(double x);

/**
 * ln(1 + e^x), the "softplus", within 2 ulp: x for x > 36, e^x for x < -37,
 * and between these ln(1 + retort_exp(x)) by retort_log1p(). Of inf it is inf,
 * of -inf 0.
 */
double retort_log1p_exp(double x);

#endif /* BASE_DETMATH_H */
