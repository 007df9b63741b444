/**
 * @file ingest/reader.h
 * Bytes to elements: open an input, undo gzip or zstd, digest the bytes as
 * read, find the ends of JSON elements.
 *
 * A top-level array is streamed element by element; nothing larger than one
 * element and one batch is ever held. The first 64 elements decide the
 * adapter (ingest/adapter.h); it is fixed for the rest of the input.
 *
 * Threads: one reader, one thread.
 */
#ifndef INGEST_READER_H
#define INGEST_READER_H

#include <retort/status.h>
#include <stdbool.h>

#include "base/sha256.h"
#include "ingest/adapter.h"
#include "ingest/batch.h"

typedef struct retort_reader retort_reader;

/** How to read. Zero is the default. */
typedef struct retort_read_options {
    const char *format; /**< adapter name, or NULL to detect */
    bool skip_bad;      /**< a bad line of JSONL becomes a counted skip */
    size_t batch_bytes; /**< aim for this many bytes a batch; 0: 1 MiB */
} retort_read_options;

/** What was read, for the provenance part. */
typedef struct retort_file_facts {
    unsigned char sha256[RETORT_SHA256_BYTES]; /**< of the bytes as read */
    uint64_t bytes;                            /**< as read, before inflate */
    uint64_t elements;                         /**< elements found */
    const char *compression;                   /**< "none", "gzip", "zstd" */
    bool array;                                /**< a top-level JSON array */
    uint64_t members; /**< gzip members or zstd frames joined; 0 if plain */
} retort_file_facts;

/**
 * Open @p path ("-" is standard input; a directory is a text directory: one
 * reply a file) and detect its adapter.
 *
 * @param[out] out  owned by the caller; NULL on failure
 * @return RETORT_OK or an error that names the file
 */
RETORT_MUST_CHECK retort_status
retort_reader_open(retort_reader **out, const char *path,
                   const retort_read_options *options, retort_err *err);

/** The adapter in force; never NULL after a successful open. */
const retort_adapter *retort_reader_adapter(const retort_reader *r);

/** Why that adapter, one sentence for --explain-format. */
const char *retort_reader_reason(const retort_reader *r);

/**
 * Fill @p batch with the next whole elements.
 * @return RETORT_OK (at least one element), RETORT_END, or an error with file,
 *         record and byte offset
 */
RETORT_MUST_CHECK retort_status retort_reader_next(retort_reader *r,
                                                   retort_batch *batch,
                                                   retort_err *err);

/** Facts of a whole input; call after RETORT_END. */
RETORT_MUST_CHECK retort_status retort_reader_facts(retort_reader *r,
                                                    retort_file_facts *out,
                                                    retort_err *err);

/** Close and free. NULL is allowed. */
void retort_reader_close(retort_reader *r);

#endif /* INGEST_READER_H */
