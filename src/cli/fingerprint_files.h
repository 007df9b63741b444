/**
 * @file cli/fingerprint_files.h
 * Where finished fingerprints go: one file, standard output, or a folder with
 * one file a model.
 *
 * In a folder the file is called after the model; a byte that is not a letter,
 * digit, or one of . _ - is written as %XX, and so is a leading dot or dash, so
 * that different names stay different and none leaves the folder.
 */
#ifndef CLI_FINGERPRINT_FILES_H
#define CLI_FINGERPRINT_FILES_H

#include <retort/attrs.h>
#include <retort/status.h>
#include <stdbool.h>

#include "base/buf.h"
#include "base/outfile.h"
#include "run/fingerprinting.h"

typedef struct retort_fingerprint_files {
    const char *output; /* NULL: nothing is written */
    bool force;
    bool is_folder;
    size_t models;           /* taken so far */
    retort_outfile *pending; /* the one file, until all is known to be well */
    retort_buf path;         /* of the last one taken */
} retort_fingerprint_files;

/**
 * Prepare; an absent folder is made. @p output is borrowed.
 * @return RETORT_OK, RETORT_ERR_EXISTS (one file, and not @p force),
 *         RETORT_ERR_IO, RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status
retort_fingerprint_files_init(retort_fingerprint_files *f, const char *output,
                              bool force, retort_err *err);

/** Write one model; the name of its file is in path. */
RETORT_MUST_CHECK retort_status retort_fingerprint_files_take(
    retort_fingerprint_files *f, const retort_made *made, retort_err *err);

/** All went well: the one file appears. */
RETORT_MUST_CHECK retort_status
retort_fingerprint_files_commit(retort_fingerprint_files *f, retort_err *err);

/** Free; what was not committed is gone. */
void retort_fingerprint_files_release(retort_fingerprint_files *f);

#endif /* CLI_FINGERPRINT_FILES_H */
