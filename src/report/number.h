/**
 * @file report/number.h
 * Numbers as text: the same bytes on every machine and in every locale.
 *
 * A number that is not known is NaN; no sink shows it as a number.
 */
#ifndef REPORT_NUMBER_H
#define REPORT_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/**
 * Append the shortest decimal that reads back as @p value, laid out as
 * ECMAScript does ("0.1", "1e-7"), but with an exponent from 1e+15 on, so that
 * no reader meets a whole number beyond its integers. "null" when not finite.
 * Minus zero is written "0".
 */
void retort_number_exact(retort_buf *out, double value);

/**
 * Append @p value with @p decimals digits behind the point (0..9); nothing
 * when it is not finite. A number that rounds to zero has no sign.
 *
 * @return whether anything was appended
 */
bool retort_number_fixed(retort_buf *out, double value, int decimals);

/** Decimals for a number of any size: 0 if it is whole, 3 below 1, else 2. */
int retort_number_decimals(double value);

/** Append a count. */
void retort_number_count(retort_buf *out, uint64_t count);

#endif /* REPORT_NUMBER_H */
