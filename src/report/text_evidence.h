/**
 * @file report/text_evidence.h
 * Evidence in plain text: the propositions in order, each with its number, its
 * settings side by side, its rules and its rivals; what was refused comes
 * first.
 */
#ifndef REPORT_TEXT_EVIDENCE_H
#define REPORT_TEXT_EVIDENCE_H

#include <retort/screening.h>

#include "base/buf.h"

/** Append the evidence of @p s; nothing if it has none. */
void retort_text_evidence(retort_buf *out, const retort_suspect *s);

#endif /* REPORT_TEXT_EVIDENCE_H */
