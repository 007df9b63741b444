/**
 * @file report/validation_text.h
 * The validations of a calibration for people: Markdown whose tables line up,
 * which `retort validate` prints as it is.
 *
 * Nothing is said that the struct does not hold. Numbers that are not known
 * show as "-".
 */
#ifndef REPORT_VALIDATION_TEXT_H
#define REPORT_VALIDATION_TEXT_H

#include "base/buf.h"
#include "infer/calibration.h"

/** Append what @p c was made with and all its validations, in their order. */
void retort_validation_text_write(const retort_calibration *c, retort_buf *out);

#endif /* REPORT_VALIDATION_TEXT_H */
