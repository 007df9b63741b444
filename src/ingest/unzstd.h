/**
 * @file ingest/unzstd.h
 * zstd (RFC 8878) to bytes; the seam to libzstd.
 *
 * Frames that follow one another are joined, skippable frames are passed over;
 * anything else behind a frame is an error, frames of zstd before 0.8 too.
 * Checksums are verified where a frame has one. Frames that want a window above 128 MiB are refused.
 *
 * Threads: one stream, one thread.
 */
#ifndef INGEST_UNZSTD_H
#define INGEST_UNZSTD_H

#include <retort/attrs.h>
#include <retort/span.h>
#include <retort/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct retort_unzstd retort_unzstd;

enum { RETORT_ZSTD_MAGIC_BYTES = 4 };

/**
 * Can these first bytes, RETORT_ZSTD_MAGIC_BYTES or fewer, begin a frame or a
 * skippable frame?
 */
bool retort_zstd_begins(const char *bytes, size_t len);

/** Make a stream that waits for a first frame; owned by the caller. */
RETORT_MUST_CHECK retort_status retort_unzstd_new(retort_unzstd **out,
                                                  retort_err *err);

/** As retort_gunzip_run(). */
RETORT_MUST_CHECK retort_status retort_unzstd_run(retort_unzstd *z,
                                                  retort_span *in, char *buf,
                                                  size_t room, size_t *out_len,
                                                  retort_err *err);

/** May the input end here? Only behind a whole frame. */
bool retort_unzstd_is_whole(const retort_unzstd *z);

/** Frames that have ended, skippable ones too. */
uint64_t retort_unzstd_frames(const retort_unzstd *z);

/** Free it. NULL is allowed. */
void retort_unzstd_free(retort_unzstd *z);

#endif /* INGEST_UNZSTD_H */
