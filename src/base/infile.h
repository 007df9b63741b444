/**
 * @file base/infile.h
 * A whole file into memory, with a limit: for decoders of our own formats.
 * Evidence is streamed instead (ingest/reader.h).
 */
#ifndef BASE_INFILE_H
#define BASE_INFILE_H

#include <retort/attrs.h>
#include <retort/status.h>
#include <stddef.h>

/**
 * Read a regular file. Symbolic links are followed, devices and pipes refused.
 * Errors name the file.
 * @param[out] out  the bytes and a NUL that is not counted; owned by the
 *                  caller, retort_mem_free()
 * @return RETORT_OK, RETORT_ERR_NOT_FOUND, RETORT_ERR_IO, RETORT_ERR_FORMAT
 *         (not a regular file), RETORT_ERR_LIMIT, RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_infile_read(const char *path,
                                                   size_t most, char **out,
                                                   size_t *out_len,
                                                   retort_err *err);

#endif /* BASE_INFILE_H */
