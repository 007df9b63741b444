/**
 * @file ingest/dirwalk.h
 * The files below a folder, in an order that no file system decides.
 */
#ifndef INGEST_DIRWALK_H
#define INGEST_DIRWALK_H

#include <retort/attrs.h>
#include <retort/status.h>

#include "ingest/pathlist.h"

/**
 * List the regular files below @p root as paths relative to it, sorted by
 * bytes. Names that start with a dot are passed over with all below them.
 *
 * @param[out] out  released by the caller; empty on failure
 * @return RETORT_OK, RETORT_ERR_LIMIT (folders nest deeper than
 *         RETORT_PATH_DEPTH_MAX, or too many files), RETORT_ERR_FORMAT (a
 *         symbolic link, device, socket or pipe is among them),
 *         RETORT_ERR_NOT_FOUND, RETORT_ERR_IO, RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_dirwalk(const char *root,
                                               retort_path_list *out,
                                               retort_err *err);

/** What the name of a file says about it. */
typedef enum retort_file_kind {
    RETORT_FILE_OTHER,
    RETORT_FILE_JSON, /**< .json .jsonl .ndjson, also with .gz or .zst */
    RETORT_FILE_TEXT, /**< .txt .md, but not README.* */
} retort_file_kind;

/** Kind of the file at @p path. */
retort_file_kind retort_file_kind_of(const char *path);

#endif /* INGEST_DIRWALK_H */
