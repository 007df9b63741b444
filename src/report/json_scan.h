/**
 * @file report/json_scan.h
 * A look at JSON text before it is parsed: one pass, no memory, linear time.
 *
 * It holds the text to what a parser may pass over or stumble on: strict UTF-8,
 * no raw control characters, whole escapes and surrogate pairs, no U+0000, JSON
 * numbers and words only, depth and number of values. Whether commas and colons
 * stand in the right places is left to the parser.
 */
#ifndef REPORT_JSON_SCAN_H
#define REPORT_JSON_SCAN_H

#include <retort/attrs.h>
#include <retort/span.h>
#include <retort/status.h>

/** What a text may hold. */
typedef struct retort_json_limits {
    size_t depth_max;   /* nested [ and { */
    size_t objects_max; /* { in the whole text */
    size_t values_max;  /* values and keys in the whole text */
} retort_json_limits;

/**
 * Check @p text.
 * @param[out] out_len  bytes without the white space at the end
 * @return RETORT_OK, RETORT_ERR_UTF8, RETORT_ERR_JSON or RETORT_ERR_LIMIT,
 *         with the byte offset in @p err
 */
RETORT_MUST_CHECK retort_status
retort_json_scan(retort_span text, const retort_json_limits *limits,
                 size_t *out_len, retort_err *err);

#endif /* REPORT_JSON_SCAN_H */
