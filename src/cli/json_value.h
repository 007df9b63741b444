/**
 * @file cli/json_value.h
 * Is this text one JSON value? Asked of the provenance of a fingerprint before
 * it is set into JSON of ours: a hostile file must not close our object and
 * write keys of its own.
 */
#ifndef CLI_JSON_VALUE_H
#define CLI_JSON_VALUE_H

#include <retort/span.h>
#include <stdbool.h>

/** Strict JSON (RFC 8259) in strict UTF-8, nested RETORT_DEPTH_MAX deep at
 * most. Iterative, linear. */
bool retort_json_is_value(retort_span text);

#endif /* CLI_JSON_VALUE_H */
