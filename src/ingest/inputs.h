/**
 * @file ingest/inputs.h
 * What a path on the command line stands for.
 */
#ifndef INGEST_INPUTS_H
#define INGEST_INPUTS_H

#include <retort/attrs.h>
#include <retort/status.h>

#include "ingest/pathlist.h"

/**
 * List the inputs that @p path stands for, sorted by bytes: the path itself if
 * it is a file, "-" or a text folder (one that holds .txt or .md files); else
 * all .json, .jsonl and .ndjson files below it, also with .gz or .zst.
 *
 * Files are not opened: a path that is no regular file is listed, and refused
 * by the reader.
 *
 * @param[out] out  released by the caller; empty on failure
 * @return RETORT_OK, RETORT_ERR_NOT_FOUND, RETORT_ERR_EMPTY (a folder with no
 *         input in it), or as retort_dirwalk(); err->file is @p path
 */
RETORT_MUST_CHECK retort_status retort_input_list(const char *path,
                                                  retort_path_list *out,
                                                  retort_err *err);

#endif /* INGEST_INPUTS_H */
