/**
 * @file run/lineage_file.h
 * A lineage table from a file (fingerprint/lineage_tsv.h).
 */
#ifndef RUN_LINEAGE_FILE_H
#define RUN_LINEAGE_FILE_H

#include "fingerprint/lineage_tsv.h"

/**
 * Read the table at @p path; NULL is an empty table.
 *
 * @param[out] out  zeroed by the caller; retort_lineage_table_release(), also
 *                  on failure
 * @return RETORT_OK or the first error, with the file it is about
 */
RETORT_MUST_CHECK retort_status retort_lineage_file_read(
    retort_lineage_table *out, const char *path, retort_err *err);

#endif /* RUN_LINEAGE_FILE_H */
