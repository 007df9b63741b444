/**
 * @file ingest/batch_fill.h
 * How readers put bytes and elements into a batch.
 */
#ifndef INGEST_BATCH_FILL_H
#define INGEST_BATCH_FILL_H

#include <retort/attrs.h>

#include "ingest/batch.h"

/** Empty the batch and keep its memory. */
void retort_batch_reset(retort_batch *b);

/**
 * Make room for @p extra (at least 1) bytes behind the bytes held.
 * @return where they go, or NULL without memory; b->len is for the caller
 */
RETORT_MUST_CHECK char *retort_batch_room(retort_batch *b, size_t extra);

/** Append one zeroed element; NULL without memory. */
RETORT_MUST_CHECK retort_element *retort_batch_item(retort_batch *b);

#endif /* INGEST_BATCH_FILL_H */
