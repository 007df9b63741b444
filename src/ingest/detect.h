/**
 * @file ingest/detect.h
 * Which adapter reads an input, decided by its first elements.
 *
 * Each of up to RETORT_DETECT_ELEMENTS elements votes for the first adapter of
 * the table that knows its shape; most votes win, the earlier row on a tie.
 */
#ifndef INGEST_DETECT_H
#define INGEST_DETECT_H

#include <retort/attrs.h>
#include <retort/status.h>

#include "ingest/adapter.h"
#include "ingest/batch.h"

enum { RETORT_DETECT_ELEMENTS = 64, RETORT_REASON_BYTES = 256 };

/** The choice, and why in one sentence. */
typedef struct retort_detection {
    const retort_adapter *adapter;
    char reason[RETORT_REASON_BYTES];
} retort_detection;

/**
 * Choose by the first elements of @p batch.
 * @return RETORT_OK or RETORT_ERR_SHAPE: the text names the keys seen and the
 *         nearest adapter
 */
RETORT_MUST_CHECK retort_status retort_detect(const retort_batch *batch,
                                              retort_detection *out,
                                              retort_err *err);

#endif /* INGEST_DETECT_H */
