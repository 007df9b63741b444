/**
 * @file cli/lone_reference.h
 * One reference for `retort compare`, as the folder of references that a roster
 * is loaded from: a temporary folder that holds one fingerprint, and nothing
 * once it is closed.
 */
#ifndef CLI_LONE_REFERENCE_H
#define CLI_LONE_REFERENCE_H

#include <retort/attrs.h>
#include <retort/fingerprint.h>

#include "base/buf.h"

/** All-zero is closed. */
typedef struct retort_lone_reference {
    retort_buf top;    /* the temporary folder */
    retort_buf folder; /* in it, called after the reference */
    retort_buf file;   /* in that */
} retort_lone_reference;

/**
 * Write @p fp as the reference @p name, which must be able to be a file name.
 * Close it also on failure.
 * @return RETORT_OK, RETORT_ERR_ARG (a name with / or a leading dot),
 *         RETORT_ERR_IO, RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status
retort_lone_reference_open(retort_lone_reference *r, const char *name,
                           const retort_fingerprint *fp, retort_err *err);

/** Remove what was written. */
void retort_lone_reference_close(retort_lone_reference *r);

#endif /* CLI_LONE_REFERENCE_H */
