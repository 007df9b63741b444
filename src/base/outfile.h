/**
 * @file base/outfile.h
 * A file that is either whole or not there.
 *
 * Bytes go to a temporary name in the same folder; retort_outfile_commit()
 * syncs and renames. Without commit, close removes what was written. A failed
 * fsync or close is final (SEC-4 of the test plan).
 */
#ifndef BASE_OUTFILE_H
#define BASE_OUTFILE_H

#include <retort/attrs.h>
#include <retort/status.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct retort_outfile retort_outfile;

/**
 * Start writing @p path; "-" is standard output (no rename).
 * @param force  replace an existing file
 * @return RETORT_OK, RETORT_ERR_EXISTS, RETORT_ERR_IO or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_outfile_open(retort_outfile **out,
                                                    const char *path,
                                                    bool force,
                                                    retort_err *err);

/** Append. A failure sticks and is told by commit. */
void retort_outfile_write(retort_outfile *f, const void *bytes, size_t len);

/** Flush, sync, rename and free @p f (also on failure). */
RETORT_MUST_CHECK retort_status retort_outfile_commit(retort_outfile *f,
                                                      retort_err *err);

/** Give up: remove the temporary file and free. NULL is allowed. */
void retort_outfile_abandon(retort_outfile *f);

/** Write a whole file at once. */
RETORT_MUST_CHECK retort_status retort_outfile_put(const char *path, bool force,
                                                   retort_span bytes,
                                                   retort_err *err);

#endif /* BASE_OUTFILE_H */
