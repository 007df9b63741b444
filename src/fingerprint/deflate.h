/**
 * @file fingerprint/deflate.h
 * zlib streams of known length: the only user of zlib in this layer.
 */
#ifndef FINGERPRINT_DEFLATE_H
#define FINGERPRINT_DEFLATE_H

#include <retort/span.h>
#include <retort/status.h>

#include "base/buf.h"

/**
 * Append the zlib stream of @p raw at @p level: 1 is quick and looks for runs of
 * one byte only, up to 9, which is small.
 */
RETORT_MUST_CHECK retort_status retort_deflate(retort_buf *out, retort_span raw,
                                               int level, retort_err *err);

/**
 * Inflate @p stored into exactly @p raw_len bytes at @p raw.
 * @return RETORT_OK, RETORT_ERR_FORMAT (corrupt, or another length)
 */
RETORT_MUST_CHECK retort_status retort_inflate(retort_span stored, char *raw,
                                               size_t raw_len, retort_err *err);

/** zlib's version at run time. Static. */
const char *retort_deflate_provider(void);

#endif /* FINGERPRINT_DEFLATE_H */
