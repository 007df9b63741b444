/**
 * @file report/csv.h
 * Fields of a table for a spreadsheet (RFC 4180): each is followed by a comma;
 * the last field of a row is written without one, then RETORT_CSV_END.
 */
#ifndef REPORT_CSV_H
#define REPORT_CSV_H

#include <stdint.h>

#include "base/buf.h"

#define RETORT_CSV_END "\r\n"

/** Foreign text: quoted, and no formula (report/escape.h). */
void retort_csv_text(retort_buf *out, const char *text);

void retort_csv_count(retort_buf *out, uint64_t count);

/** Exact; nothing when it is not known: no spreadsheet takes that for 0. */
void retort_csv_number(retort_buf *out, double value);

#endif /* REPORT_CSV_H */
