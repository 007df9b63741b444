/**
 * @file base/sha256.h
 * SHA-256: everything that a report calls a hash. The seam to OpenSSL.
 *
 * Threads: one digest object, one thread.
 */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include <retort/attrs.h>
#include <retort/span.h>
#include <retort/status.h>
#include <stddef.h>

enum { RETORT_SHA256_BYTES = 32, RETORT_SHA256_HEX_BYTES = 65 };

typedef struct retort_sha256 retort_sha256;

/** Make a digest object, ready for retort_sha256_update(). */
RETORT_MUST_CHECK retort_status retort_sha256_new(retort_sha256 **out,
                                                  retort_err *err);

/** Free it. NULL is allowed. */
void retort_sha256_free(retort_sha256 *h);

/**
 * Digest @p bytes at once.
 * @return RETORT_OK, RETORT_ERR_NOMEM or RETORT_ERR_INTERNAL
 */
RETORT_MUST_CHECK retort_status retort_sha256_of(
    retort_span bytes, unsigned char out[RETORT_SHA256_BYTES], retort_err *err);

/** Feed bytes. A failure sticks and is told by retort_sha256_final(). */
void retort_sha256_update(retort_sha256 *h, const void *bytes, size_t len);

/**
 * Write the digest and start anew for the next message.
 * @return RETORT_OK or RETORT_ERR_INTERNAL (OpenSSL refused)
 */
RETORT_MUST_CHECK retort_status retort_sha256_final(
    retort_sha256 *h, unsigned char out[RETORT_SHA256_BYTES], retort_err *err);

/** Lower-case hex with a NUL. */
void retort_sha256_hex(const unsigned char digest[RETORT_SHA256_BYTES],
                       char out[RETORT_SHA256_HEX_BYTES]);

/** Version string of the linked OpenSSL. Static. */
const char *retort_sha256_provider(void);

#endif /* BASE_SHA256_H */
