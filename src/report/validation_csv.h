/**
 * @file report/validation_csv.h
 * Every pair as a validation weighed it, a row each, so that others can plot
 * it again (docs/calibration.md).
 */
#ifndef REPORT_VALIDATION_CSV_H
#define REPORT_VALIDATION_CSV_H

#include "base/buf.h"
#include "infer/calibration.h"

/**
 * Append a head and the rows of all validations of @p c. LLRs are log10; a
 * number that is not known is an empty field.
 */
void retort_validation_csv_write(const retort_calibration *c, retort_buf *out);

#endif /* REPORT_VALIDATION_CSV_H */
