/**
 * @file fingerprint/library_index.h
 * The part of a library that is in memory. Most of it is declared in
 * fingerprint/library_core.h; this adds the notes.
 */
#ifndef FINGERPRINT_LIBRARY_INDEX_H
#define FINGERPRINT_LIBRARY_INDEX_H

#include <retort/attrs.h>
#include <retort/status.h>

#include "fingerprint/library_core.h"

/**
 * Set a note whose text was checked; an empty one removes it.
 * @return RETORT_OK, RETORT_ERR_LIMIT or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_library_put_note(retort_library *lib,
                                                        const char *key,
                                                        const char *value,
                                                        retort_err *err);

#endif /* FINGERPRINT_LIBRARY_INDEX_H */
