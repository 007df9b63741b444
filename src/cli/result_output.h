/**
 * @file cli/result_output.h
 * Where a result goes and in which form: shared by screen, compare and report.
 */
#ifndef CLI_RESULT_OUTPUT_H
#define CLI_RESULT_OUTPUT_H

#include <retort/screening.h>
#include <retort/status.h>
#include <stdbool.h>

/**
 * The sink for an output.
 *
 * @param path    file to write, "-", or NULL for standard output
 * @param format  name of a sink, or NULL: by the extension of @p path; text on
 *                standard output
 * @param[out] out  name of the sink, static
 * @return RETORT_OK or RETORT_ERR_ARG, which lists what there is
 */
RETORT_MUST_CHECK retort_status retort_result_sink(const char *path,
                                                   const char *format,
                                                   const char **out,
                                                   retort_err *err);

/**
 * Write @p result with a sink of retort_result_sink(). A file appears whole or
 * not at all; one that exists stays unless @p force.
 */
RETORT_MUST_CHECK retort_status
retort_result_output(const retort_screening *result, const char *sink,
                     const char *path, bool force, retort_err *err);

#endif /* CLI_RESULT_OUTPUT_H */
