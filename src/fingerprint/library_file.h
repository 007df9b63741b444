/**
 * @file fingerprint/library_file.h
 * The files around a library: a private one beside it, and the exchange.
 */
#ifndef FINGERPRINT_LIBRARY_FILE_H
#define FINGERPRINT_LIBRARY_FILE_H

#include <retort/attrs.h>
#include <retort/status.h>

#include "fingerprint/library_core.h"

/**
 * Look at a path.
 * @param[out] out  exists is false if nothing is there
 * @return RETORT_OK, RETORT_ERR_FORMAT (no regular file) or RETORT_ERR_IO
 */
RETORT_MUST_CHECK retort_status retort_file_look(const char *path,
                                                 retort_file_mark *out,
                                                 retort_err *err);

/**
 * Make an empty file of a new name beside @p path.
 * @param[out] out  its name, freed with retort_mem_free(); NULL on failure
 * @return RETORT_OK, RETORT_ERR_IO or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_file_beside(char **out, const char *path,
                                                   retort_err *err);

/**
 * Sync @p temp and rename it over @p path, unless @p path no longer looks as
 * @p mark says: then somebody else's work would be lost. @p temp is removed on
 * failure.
 * @return RETORT_OK or RETORT_ERR_IO
 */
RETORT_MUST_CHECK retort_status
retort_file_exchange(const char *temp, const char *path,
                     const retort_file_mark *mark, retort_err *err);

#endif /* FINGERPRINT_LIBRARY_FILE_H */
