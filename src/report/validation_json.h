/**
 * @file report/validation_json.h
 * The validations of a calibration as JSON, without the population behind them
 * (docs/calibration.md): what `retort validate` leaves for others to read.
 */
#ifndef REPORT_VALIDATION_JSON_H
#define REPORT_VALIDATION_JSON_H

#include <retort/attrs.h>
#include <retort/status.h>

#include "base/buf.h"
#include "infer/calibration.h"

/**
 * Append the validations of @p c, and what they were made with, to @p out.
 *
 * Running out of room or memory sticks to @p out; it is not returned.
 * @return RETORT_OK or RETORT_ERR_LIMIT
 */
RETORT_MUST_CHECK retort_status retort_validation_json_write(
    const retort_calibration *c, retort_buf *out, retort_err *err);

#endif /* REPORT_VALIDATION_JSON_H */
