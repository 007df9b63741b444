/**
 * @file report/calibration_json.h
 * A calibration as JSON, to keep and to use again (docs/calibration.md).
 *
 * What is written and read again is written to the same bytes. A score whose
 * open form equals its closed form is written once.
 */
#ifndef REPORT_CALIBRATION_JSON_H
#define REPORT_CALIBRATION_JSON_H

#include <retort/attrs.h>
#include <retort/span.h>
#include <retort/status.h>

#include "base/buf.h"
#include "infer/calibration.h"

/**
 * Append @p c to @p out.
 *
 * Running out of room or memory sticks to @p out; it is not returned.
 * @return RETORT_OK, RETORT_ERR_LIMIT, or RETORT_ERR_FORMAT for what the reader
 *         would refuse (report/calibration_check.h)
 */
RETORT_MUST_CHECK retort_status retort_calibration_json_write(
    const retort_calibration *c, retort_buf *out, retort_err *err);

/**
 * Read a calibration. Hostile input is normal input: every error names the
 * place, and nothing read points outside its tables.
 *
 * @param[out] out  for retort_calibration_free(); NULL on failure
 * @return RETORT_OK, RETORT_ERR_JSON, RETORT_ERR_UTF8, RETORT_ERR_FORMAT,
 *         RETORT_ERR_LIMIT or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_calibration_json_read(
    retort_calibration **out, retort_span json, retort_err *err);

#endif /* REPORT_CALIBRATION_JSON_H */
