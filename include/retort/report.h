/**
 * @file retort/report.h
 * Sinks of a result: JSON for machines, HTML to look at, text for a terminal,
 * CSV for a spreadsheet. Each is one file and one row of a table.
 *
 * A sink prints nothing that the result does not hold, and gives the same bytes
 * for the same result on any machine, in any locale. Foreign text (model names,
 * notices) is escaped for the sink it goes to.
 */
#ifndef RETORT_REPORT_H
#define RETORT_REPORT_H

#include <retort/attrs.h>
#include <retort/screening.h>
#include <retort/span.h>
#include <retort/status.h>

/** One kind of output. */
typedef struct retort_sink_info {
    const char *name;      /**< what --format takes: "json", "html", ... */
    const char *extension; /**< with the dot: ".html" */
    const char *summary;   /**< one line for help */
} retort_sink_info;

/** All sinks, ended by a row whose name is NULL. Static. */
RETORT_API const retort_sink_info *retort_report_sinks(void);

/**
 * Write @p result in the format called @p sink.
 *
 * @param[out] out  the bytes, owned by the caller, retort_report_bytes_free();
 *                  ends in NUL, which is not counted
 * @return RETORT_OK, RETORT_ERR_ARG (no such sink), RETORT_ERR_LIMIT,
 *         RETORT_ERR_NOMEM
 */
RETORT_API RETORT_MUST_CHECK retort_status
retort_report_write(const retort_screening *result, const char *sink,
                    char **out, size_t *out_len, retort_err *err);

/** Free the bytes of retort_report_write(). NULL is allowed. */
RETORT_API void retort_report_bytes_free(char *bytes);

/**
 * Read a result back from its JSON form. Hostile input is normal input: bad
 * JSON, wrong types and passed limits are errors that name the place.
 *
 * @return RETORT_OK, RETORT_ERR_JSON, RETORT_ERR_UTF8, RETORT_ERR_FORMAT,
 *         RETORT_ERR_LIMIT or RETORT_ERR_NOMEM
 */
RETORT_API RETORT_MUST_CHECK retort_status retort_report_read_json(
    retort_screening **out, retort_span json, retort_err *err);

#endif /* RETORT_REPORT_H */
