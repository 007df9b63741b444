/**
 * @file ingest/jsonptr.h
 * JSON pointers (RFC 6901), and one thing more: the index -1 is the last item
 * of an array.
 */
#ifndef INGEST_JSONPTR_H
#define INGEST_JSONPTR_H

#include <retort/attrs.h>
#include <retort/status.h>

struct json_object;

enum { RETORT_POINTER_TOKEN_BYTES_MAX = 256 };

/**
 * The value at @p pointer below @p root; "" is the root itself.
 *
 * @param[out] out  borrowed; NULL for JSON null, and on failure
 * @return RETORT_OK, RETORT_ERR_NOT_FOUND, or RETORT_ERR_ARG (no pointer: a
 *         first byte other than /, a ~ that is not ~0 or ~1, or a part of
 *         RETORT_POINTER_TOKEN_BYTES_MAX bytes or more)
 */
RETORT_MUST_CHECK retort_status retort_jsonptr_get(struct json_object *root,
                                                   const char *pointer,
                                                   struct json_object **out);

#endif /* INGEST_JSONPTR_H */
