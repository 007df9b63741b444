/**
 * @file fingerprint/lineage_tsv.h
 * The lineage table as text: one header line, one tab-separated row a model
 * (docs/library.md).
 *
 * Columns are found by the names of the header line, in any order; a column
 * `set` is ignored. "-" and an empty cell mean "not known" and become "". A
 * table is refused as a whole or read as a whole: a typing error in a lineage
 * would change what is compared with what.
 *
 * Threads: one table, one thread while it is read; then any number.
 */
#ifndef FINGERPRINT_LINEAGE_TSV_H
#define FINGERPRINT_LINEAGE_TSV_H

#include <retort/library.h>
#include <retort/limits.h>
#include <retort/span.h>
#include <retort/status.h>
#include <stddef.h>

#include "base/arena.h"

#define RETORT_LINEAGE_LINE_BYTES_MAX ((size_t)64 << 10)
#define RETORT_LINEAGE_ROWS_MAX       RETORT_MODELS_MAX
#define RETORT_LINEAGE_TEACHERS_MAX   ((size_t)64) /* of one model */

enum { RETORT_LINEAGE_COLUMNS = 11 };

/** Rows of a table, by name (bytes). All-zero is an empty table. */
typedef struct retort_lineage_table {
    retort_lineage_row *rows;
    size_t count;
    retort_arena arena; /* owns the strings */
} retort_lineage_table;

/**
 * Read a table. Bytes are borrowed for the call only.
 *
 * @param[out] out  released by the caller, also on failure
 * @return RETORT_OK, RETORT_ERR_FORMAT, RETORT_ERR_UTF8, RETORT_ERR_LIMIT or
 *         RETORT_ERR_NOMEM; err->record is the line, err->offset its first byte
 */
RETORT_MUST_CHECK retort_status retort_lineage_table_decode(
    retort_lineage_table *out, retort_span tsv, retort_err *err);

/** Free the rows; the table is empty then. */
void retort_lineage_table_release(retort_lineage_table *table);

/** Name of column @p i, 0 .. RETORT_LINEAGE_COLUMNS - 1: "model" first. */
const char *retort_lineage_column_name(size_t i);

/** Cell @p i of a row, and the same for writing. */
const char *retort_lineage_cell(const retort_lineage_row *row, size_t i);
const char **retort_lineage_cell_slot(retort_lineage_row *row, size_t i);

/**
 * Hold one row against the rules of the table: text, words, dates, and as many
 * shares as teachers. Rows from a library file pass here too.
 * @return RETORT_OK, RETORT_ERR_FORMAT, RETORT_ERR_UTF8 or RETORT_ERR_LIMIT
 */
RETORT_MUST_CHECK retort_status
retort_lineage_row_check(const retort_lineage_row *row, retort_err *err);

/**
 * Strict UTF-8 without control characters (a tab is one)?
 * @return RETORT_OK, RETORT_ERR_UTF8 or RETORT_ERR_FORMAT; no message
 */
RETORT_MUST_CHECK retort_status retort_lineage_text_check(retort_span text);

#endif /* FINGERPRINT_LINEAGE_TSV_H */
