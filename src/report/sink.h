/**
 * @file report/sink.h
 * What a sink is, and all of them. A new sink is one file with one function,
 * one line here and one row in report/sinks.c.
 */
#ifndef REPORT_SINK_H
#define REPORT_SINK_H

#include <retort/screening.h>
#include <retort/status.h>

#include "base/buf.h"

/**
 * Append the whole output for @p result to @p out. Running out of room or
 * memory sticks to @p out; only other failures are returned.
 */
typedef retort_status (*retort_sink_write)(const retort_screening *result,
                                           retort_buf *out, retort_err *err);

/** Compact JSON with sorted keys (docs/result-json.md). */
RETORT_MUST_CHECK retort_status retort_json_write(
    const retort_screening *result, retort_buf *out, retort_err *err);

/** One page that stands alone: no script, no request to anywhere. */
RETORT_MUST_CHECK retort_status retort_html_write(
    const retort_screening *result, retort_buf *out, retort_err *err);

/** Plain text for a terminal of 80 columns or more. */
RETORT_MUST_CHECK retort_status retort_text_write(
    const retort_screening *result, retort_buf *out, retort_err *err);

/** One row per suspect and candidate. */
RETORT_MUST_CHECK retort_status retort_csv_write(const retort_screening *result,
                                                 retort_buf *out,
                                                 retort_err *err);

#endif /* REPORT_SINK_H */
