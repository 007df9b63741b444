/**
 * @file text/template.h
 * Answers that are a JSON object with the answer in a field
 * (docs/text-rules.md, "Templates"). The seam to json-c of this layer.
 */
#ifndef TEXT_TEMPLATE_H
#define TEXT_TEMPLATE_H

#include <retort/span.h>
#include <retort/status.h>
#include <stdbool.h>

#include "base/buf.h"

/** Braces, brackets and commas outside strings that a template may have. */
enum { RETORT_TEMPLATE_MARKS_MAX = 256 };

/**
 * Unwrap @p answer (trimmed, strict UTF-8) if it is a template.
 *
 * @param[out] out  emptied, then the answer from the field as JSON decodes it:
 *                  strict UTF-8, but neither NFC nor LF line ends are promised
 * @param[out] unwrapped  false: @p answer is no template, @p out is empty
 * @return RETORT_OK, RETORT_ERR_LIMIT (never for an answer within the record
 *         limit) or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_template_unwrap(retort_span answer,
                                                       retort_buf *out,
                                                       bool *unwrapped,
                                                       retort_err *err);

#endif /* TEXT_TEMPLATE_H */
