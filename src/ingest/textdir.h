/**
 * @file ingest/textdir.h
 * A folder of text files, one reply a file.
 *
 * Replies are the .txt and .md files below the folder, in ascending order of
 * the bytes of their paths. NAME.prompt.txt and NAME.reasoning.txt belong to
 * the reply NAME.txt or NAME.md. Every reply becomes a JSON object of the
 * adapter "text"; files of other kinds, README.* and prompts without a reply
 * become objects that it counts as skipped. Names that start with a dot are
 * passed over.
 *
 * Threads: one folder, one thread.
 */
#ifndef INGEST_TEXTDIR_H
#define INGEST_TEXTDIR_H

#include <retort/attrs.h>
#include <retort/status.h>
#include <stddef.h>
#include <stdint.h>

#include "base/sha256.h"
#include "ingest/batch.h"

typedef struct retort_textdir retort_textdir;

/**
 * List the folder at @p path.
 *
 * @param[out] out  owned by the caller; NULL on failure
 * @return RETORT_OK, RETORT_ERR_SHAPE (JSON files and no text file),
 *         RETORT_ERR_EMPTY (neither), or as retort_dirwalk()
 */
RETORT_MUST_CHECK retort_status retort_textdir_open(retort_textdir **out,
                                                    const char *path,
                                                    retort_err *err);

/** Replies in it. */
size_t retort_textdir_replies(const retort_textdir *dir);

/**
 * Fill @p batch with the next files, up to about @p want_bytes.
 * @return RETORT_OK, RETORT_END, or an error that names the file, such as
 *         RETORT_ERR_UTF8 with the offset in it, or RETORT_ERR_LIMIT (a file
 *         above RETORT_RECORD_BYTES_MAX)
 */
RETORT_MUST_CHECK retort_status retort_textdir_next(retort_textdir *dir,
                                                    retort_batch *batch,
                                                    size_t want_bytes,
                                                    retort_err *err);

/** Bytes of all files read so far. */
uint64_t retort_textdir_bytes(const retort_textdir *dir);

/**
 * Digest of the files read so far: SHA-256 over one line each, as sha256sum
 * prints them with paths relative to the folder. Call once, at the end.
 */
RETORT_MUST_CHECK retort_status
retort_textdir_digest(retort_textdir *dir,
                      unsigned char out[RETORT_SHA256_BYTES], retort_err *err);

/** Close and free. NULL is allowed. */
void retort_textdir_close(retort_textdir *dir);

#endif /* INGEST_TEXTDIR_H */
