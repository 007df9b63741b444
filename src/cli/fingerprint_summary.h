/**
 * @file cli/fingerprint_summary.h
 * What `retort fingerprint` says about its work, as text or as JSON.
 */
#ifndef CLI_FINGERPRINT_SUMMARY_H
#define CLI_FINGERPRINT_SUMMARY_H

#include <retort/attrs.h>
#include <retort/status.h>
#include <stdbool.h>

#include "base/buf.h"
#include "run/fingerprinting.h"

typedef struct retort_fingerprint_summary {
    bool json;
    bool explain; /* say per input which format, and why */
    retort_buf out;
    size_t models;
} retort_fingerprint_summary;

void retort_fingerprint_summary_init(retort_fingerprint_summary *s, bool json,
                                     bool explain);

/** One finished model; @p path is its file, "" if none was written. */
RETORT_MUST_CHECK retort_status retort_fingerprint_summary_add(
    retort_fingerprint_summary *s, const retort_made *made, const char *path,
    retort_err *err);

/** What was read, after the last model. The whole text is then in out. */
RETORT_MUST_CHECK retort_status retort_fingerprint_summary_end(
    retort_fingerprint_summary *s, const retort_fingerprinting_facts *facts,
    retort_err *err);

void retort_fingerprint_summary_release(retort_fingerprint_summary *s);

/** "read 5 = used 3 + skipped 2 (empty reply 2)"; every record is in it. */
void retort_fingerprint_summary_counts(retort_buf *b,
                                       const retort_counts *counts);

#endif /* CLI_FINGERPRINT_SUMMARY_H */
