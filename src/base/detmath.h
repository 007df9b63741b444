/**
 * @file base/detmath.h
 * Logarithm from additions, multiplications and divisions only.
 *
 * The C library's functions differ between machines in their last bits (they
 * use fused multiply-add where there is one); numbers in a report must not.
 */
#ifndef BASE_DETMATH_H
#define BASE_DETMATH_H

/**
 * Natural logarithm of a positive normal double, within 2 units in the last
 * place (MPFR is the test's oracle). The same bits on every machine that has
 * IEEE 754 doubles. 0, negative, subnormal, infinite and NaN arguments are the
 * caller's mistake and give NaN.
 */
double retort_log(double x);

#endif /* BASE_DETMATH_H */
