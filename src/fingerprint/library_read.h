/**
 * @file fingerprint/library_read.h
 * From a library file to a handle: names, rows and notes, all checked.
 */
#ifndef FINGERPRINT_LIBRARY_READ_H
#define FINGERPRINT_LIBRARY_READ_H

#include <retort/attrs.h>
#include <retort/status.h>

#include "fingerprint/library_core.h"

/**
 * Fill the arrays of @p lib from its `old` database.
 * @return RETORT_OK, RETORT_ERR_FORMAT, RETORT_ERR_IO or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_library_read(retort_library *lib,
                                                    retort_err *err);

#endif /* FINGERPRINT_LIBRARY_READ_H */
