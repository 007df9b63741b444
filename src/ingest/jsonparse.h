/**
 * @file ingest/jsonparse.h
 * The text of one element to a json-c object.
 *
 * The text has passed retort_jsonlex: json-c accepts more than JSON (comments,
 * overlong UTF-8) and is never asked to judge.
 */
#ifndef INGEST_JSONPARSE_H
#define INGEST_JSONPARSE_H

#include <retort/attrs.h>
#include <retort/span.h>
#include <retort/status.h>
#include <stdbool.h>

struct json_object;

/**
 * Parse exactly @p text.
 *
 * @param[out] out  owned by the caller; NULL for JSON null, and on failure
 * @return RETORT_OK, RETORT_ERR_JSON, RETORT_ERR_LIMIT or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_json_parse(struct json_object **out,
                                                  retort_span text,
                                                  retort_err *err);

/** Is it an object? NULL is not. */
bool retort_json_is_object(const struct json_object *value);

/** Free it. NULL is allowed. */
void retort_json_free(struct json_object *value);

#endif /* INGEST_JSONPARSE_H */
