/**
 * @file ingest/gunzip.h
 * gzip (RFC 1952) to bytes; the seam to zlib.
 *
 * Members that follow one another are joined. CRC, length, header flags and
 * what comes behind a member are checked: anything but another member is an
 * error. Names and comments in headers are ignored. What comes out is not
 * looked at: a gzip inside a gzip stays one.
 *
 * Threads: one stream, one thread.
 */
#ifndef INGEST_GUNZIP_H
#define INGEST_GUNZIP_H

#include <retort/attrs.h>
#include <retort/span.h>
#include <retort/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct retort_gunzip retort_gunzip;

/** Make a stream that waits for a first member; owned by the caller. */
RETORT_MUST_CHECK retort_status retort_gunzip_new(retort_gunzip **out,
                                                  retort_err *err);

/**
 * Take bytes off @p in and write up to @p room bytes to @p buf, as far as both
 * go. Call again with what is left of @p in, or with new input once it is
 * empty.
 * @return RETORT_OK or RETORT_ERR_FORMAT or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_gunzip_run(retort_gunzip *g,
                                                  retort_span *in, char *buf,
                                                  size_t room, size_t *out_len,
                                                  retort_err *err);

/** May the input end here? Only behind a whole member. */
bool retort_gunzip_is_whole(const retort_gunzip *g);

/** Members that have ended. */
uint64_t retort_gunzip_members(const retort_gunzip *g);

/** Free it. NULL is allowed. */
void retort_gunzip_free(retort_gunzip *g);

#endif /* INGEST_GUNZIP_H */
