/**
 * @file report/text_pair.h
 * One pair in plain text: each score with its place and meaning, and the
 * numbers that say how much a place is worth.
 */
#ifndef REPORT_TEXT_PAIR_H
#define REPORT_TEXT_PAIR_H

#include <retort/screening.h>

#include "base/buf.h"

/** Append the tables of @p s and its candidate @p c. */
void retort_text_pair(retort_buf *out, const retort_suspect *s,
                      const retort_candidate *c);

#endif /* REPORT_TEXT_PAIR_H */
