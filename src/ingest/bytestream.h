/**
 * @file ingest/bytestream.h
 * A source with gzip or zstd undone, told by magic and never by name.
 *
 * Decompressed bytes are bounded by RETORT_INFLATED_MAX, and beyond the first
 * MiB by RETORT_INFLATE_RATIO_MAX times the compressed bytes taken in. One
 * layer is undone: what comes out is not looked at again.
 *
 * Threads: one stream, one thread.
 */
#ifndef INGEST_BYTESTREAM_H
#define INGEST_BYTESTREAM_H

#include <retort/attrs.h>
#include <retort/status.h>
#include <stddef.h>
#include <stdint.h>

#include "base/sha256.h"

enum { RETORT_BLOCK_BYTES = 256 * 1024 }; /* a read from the system */

typedef struct retort_bytestream retort_bytestream;

/** What was read; complete once the stream has ended. */
typedef struct retort_stream_facts {
    unsigned char sha256[RETORT_SHA256_BYTES]; /**< of the bytes as read */
    uint64_t bytes;                            /**< as read */
    uint64_t members;        /**< gzip members or zstd frames; 0 if plain */
    const char *compression; /**< "none", "gzip" or "zstd" */
} retort_stream_facts;

/** Open @p path as retort_bytesource_open() does; "-" is standard input. */
RETORT_MUST_CHECK retort_status retort_bytestream_open(retort_bytestream **out,
                                                       const char *path,
                                                       retort_err *err);

/**
 * Read up to @p room (at least 1) decompressed bytes.
 * @return RETORT_OK with 1 to @p room bytes, RETORT_END with none, or an error:
 *         RETORT_ERR_IO, RETORT_ERR_FORMAT, RETORT_ERR_TRUNCATED,
 *         RETORT_ERR_LIMIT, RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_bytestream_read(retort_bytestream *s,
                                                       char *buf, size_t room,
                                                       size_t *out_len,
                                                       retort_err *err);

/** Facts of the input; call once, after RETORT_END. */
RETORT_MUST_CHECK retort_status retort_bytestream_facts(
    retort_bytestream *s, retort_stream_facts *out, retort_err *err);

/**
 * Are @p made bytes too many to come out of @p taken compressed bytes?
 * @return RETORT_OK or RETORT_ERR_LIMIT
 */
RETORT_MUST_CHECK retort_status retort_inflate_check(uint64_t taken,
                                                     uint64_t made,
                                                     retort_err *err);

/** Close and free. NULL is allowed. */
void retort_bytestream_close(retort_bytestream *s);

#endif /* INGEST_BYTESTREAM_H */
