/**
 * @file retort/fingerprint.h
 * A fingerprint: what is kept of a corpus. Counts of hashed features, numbers,
 * prompt keys and sketches; never the text.
 *
 * It has a content part (parameters, counts, prompt keys, sketches, record
 * digest), whose SHA-256 is its identity in reports, and a provenance part
 * (digests of the inputs, options, tool). The laws are about the content part:
 * merging the fingerprints of A and B gives the fingerprint of A and B
 * together, whatever the order of records or the cut into files.
 * docs/format-fingerprint.md is the file format.
 *
 * Threads: one writer, or any number of readers.
 */
#ifndef RETORT_FINGERPRINT_H
#define RETORT_FINGERPRINT_H

#include <retort/attrs.h>
#include <retort/span.h>
#include <retort/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct retort_fingerprint retort_fingerprint;

/** Free a fingerprint. NULL is allowed. */
RETORT_API void retort_fingerprint_free(retort_fingerprint *fp);

/**
 * Rebuild a fingerprint from the bytes of a file. Bytes are borrowed for the
 * call only.
 *
 * @param[out] out  owned by the caller; NULL on failure
 * @return RETORT_OK, RETORT_ERR_FORMAT, RETORT_ERR_TRUNCATED, RETORT_ERR_LIMIT,
 *         RETORT_ERR_MISMATCH (another rule version) or RETORT_ERR_NOMEM;
 *         err->offset is the first byte that was wrong
 */
RETORT_API RETORT_MUST_CHECK retort_status retort_fingerprint_decode(
    retort_fingerprint **out, retort_span bytes, retort_err *err);

/**
 * The bytes of a file. The same fingerprint gives the same bytes.
 *
 * @param compact  leave out the totals of blocked families, which a reader
 *                 adds up from the blocks (the form kept in a library)
 * @param[out] out  owned by the caller, retort_fingerprint_bytes_free()
 */
RETORT_API RETORT_MUST_CHECK retort_status retort_fingerprint_encode(
    const retort_fingerprint *fp, bool compact, unsigned char **out,
    size_t *out_len, retort_err *err);

/** Free the bytes of retort_fingerprint_encode(). NULL is allowed. */
RETORT_API void retort_fingerprint_bytes_free(unsigned char *bytes);

/** Read and decode a file. Errors name it. */
RETORT_API RETORT_MUST_CHECK retort_status retort_fingerprint_load(
    retort_fingerprint **out, const char *path, retort_err *err);

/**
 * Add @p other to @p into. Families and bucket counts must be equal unless
 * @p fold: then both meet at the smaller and the common ones. @p other may be
 * @p into. After RETORT_ERR_LIMIT or RETORT_ERR_NOMEM @p into is of no use but
 * to be freed.
 * @return RETORT_OK, RETORT_ERR_MISMATCH (names both values; @p into is as it
 *         was), RETORT_ERR_LIMIT (a counter would wrap, or too many replies),
 *         RETORT_ERR_NOMEM
 */
RETORT_API RETORT_MUST_CHECK retort_status retort_fingerprint_merge(
    retort_fingerprint *into, const retort_fingerprint *other, bool fold,
    retort_err *err);

/**
 * Keep only the named families (comma list of ids), and the per-reply table
 * only if @p per_reply. Used for the shipped library.
 * @return RETORT_OK, RETORT_ERR_NOT_FOUND (no such family here)
 */
RETORT_API RETORT_MUST_CHECK retort_status
retort_fingerprint_keep(retort_fingerprint *fp, const char *families,
                        bool per_reply, retort_err *err);

/** Model name as given at ingest; "" if unknown. Lives as long as @p fp. */
RETORT_API const char *retort_fingerprint_model(const retort_fingerprint *fp);

/** Replies counted. */
RETORT_API uint64_t retort_fingerprint_replies(const retort_fingerprint *fp);

/** Distinct prompts among them; 0 if the per-reply table was dropped. */
RETORT_API uint64_t retort_fingerprint_prompts(const retort_fingerprint *fp);

enum { RETORT_DIGEST_HEX_BYTES = 65 };

/** Hex SHA-256 of the content part. */
RETORT_API RETORT_MUST_CHECK retort_status
retort_fingerprint_digest(const retort_fingerprint *fp,
                          char out[RETORT_DIGEST_HEX_BYTES], retort_err *err);

#endif /* RETORT_FINGERPRINT_H */
