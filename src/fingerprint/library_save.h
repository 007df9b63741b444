/**
 * @file fingerprint/library_save.h
 * From a writer's handle to a library file.
 */
#ifndef FINGERPRINT_LIBRARY_SAVE_H
#define FINGERPRINT_LIBRARY_SAVE_H

#include <retort/attrs.h>
#include <retort/status.h>

#include "fingerprint/library_core.h"

/**
 * Write models, rows, notes and scores in order of name into a new file and
 * rename it over the library. On failure the library is as it was.
 * @return RETORT_OK, RETORT_ERR_FORMAT (the old file turned out corrupt),
 *         RETORT_ERR_IO or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_library_save(retort_library *lib,
                                                    retort_err *err);

#endif /* FINGERPRINT_LIBRARY_SAVE_H */
