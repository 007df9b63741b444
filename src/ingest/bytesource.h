/**
 * @file ingest/bytesource.h
 * The one way in for bytes: a regular file or standard input, digested as read.
 *
 * What is hashed is what the parser sees: there is no second pass. Symbolic
 * links, folders, devices, sockets and named pipes are refused at once; opening
 * never waits. A file whose size changes while it is read is an I/O error.
 *
 * Threads: one source, one thread.
 */
#ifndef INGEST_BYTESOURCE_H
#define INGEST_BYTESOURCE_H

#include <retort/attrs.h>
#include <retort/status.h>
#include <stddef.h>
#include <stdint.h>

#include "base/sha256.h"

typedef struct retort_bytesource retort_bytesource;

/**
 * Open @p path for reading; "-" is standard input, which may be a pipe.
 *
 * @param[out] out  owned by the caller; NULL on failure
 * @return RETORT_OK, RETORT_ERR_NOT_FOUND, RETORT_ERR_FORMAT (not a regular
 *         file), RETORT_ERR_IO or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_bytesource_open(retort_bytesource **out,
                                                       const char *path,
                                                       retort_err *err);

/**
 * Read up to @p room (at least 1) bytes.
 * @return RETORT_OK with 1 to @p room bytes, RETORT_END with none, or
 *         RETORT_ERR_IO; RETORT_ERR_FORMAT for files of the kernel that cannot
 *         be read like a file
 */
RETORT_MUST_CHECK retort_status retort_bytesource_read(retort_bytesource *src,
                                                       char *buf, size_t room,
                                                       size_t *out_len,
                                                       retort_err *err);

/** Bytes read so far. */
uint64_t retort_bytesource_bytes(const retort_bytesource *src);

/** Digest of the bytes read so far; call once, when reading is over. */
RETORT_MUST_CHECK retort_status retort_bytesource_digest(
    retort_bytesource *src, unsigned char out[RETORT_SHA256_BYTES],
    retort_err *err);

/** Close and free. NULL is allowed. */
void retort_bytesource_close(retort_bytesource *src);

#endif /* INGEST_BYTESOURCE_H */
