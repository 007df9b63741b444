/**
 * @file ingest/batch.h
 * A run of whole JSON elements (or texts) cut out of one input.
 *
 * A reader fills batches of about 1 MiB; a worker parses them. Bytes have
 * passed the lexical check: strict UTF-8, balanced, within the limits.
 */
#ifndef INGEST_BATCH_H
#define INGEST_BATCH_H

#include <stddef.h>
#include <stdint.h>

/** One element: a line of JSONL, an item of a top-level array, a text file. */
typedef struct retort_element {
    size_t at;       /**< first byte in the batch's bytes */
    size_t len;      /**< bytes */
    uint64_t record; /**< 1-based number in the input */
    uint64_t offset; /**< byte offset in the (decompressed) input */
    uint32_t bad;    /**< line skipped under --skip-bad: no bytes kept */
} retort_element;

/** Zero-initialise; grows as needed; reused from one fill to the next. */
typedef struct retort_batch {
    char *bytes;
    size_t len;
    size_t cap;
    retort_element *items;
    size_t count;
    size_t cap_items;
} retort_batch;

/** Free what the batch holds and return it to the empty state. */
void retort_batch_release(retort_batch *b);

#endif /* INGEST_BATCH_H */
