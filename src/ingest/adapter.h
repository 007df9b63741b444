/**
 * @file ingest/adapter.h
 * From the shape of one source to canonical records: one file an adapter, one
 * line in one table.
 *
 * An adapter looks at a parsed element and hands each reply in it to a
 * callback. It never fails on a strange element: it reports a skip reason,
 * which is counted. Adapters hold no state; any number of threads may use one.
 */
#ifndef INGEST_ADAPTER_H
#define INGEST_ADAPTER_H

#include <retort/record.h>
#include <retort/status.h>
#include <stdbool.h>

#include "ingest/batch.h"

struct json_object;

/** Receives each reply. A status other than RETORT_OK stops the conversion. */
typedef retort_status (*retort_record_fn)(void *ctx, const retort_record *rec,
                                          retort_err *err);

/** What an adapter's convert function works with; see adapter.c. */
typedef struct retort_sink {
    retort_record_fn fn;
    void *ctx;
    retort_counts *counts; /**< read, used, skipped are kept here */
    retort_err *err;
    retort_status status; /**< first failure of fn */
} retort_sink;

typedef struct retort_adapter {
    const char *name;    /**< what --format takes, such as "alpacaeval" */
    const char *summary; /**< one line for `retort formats` */
    const char *detail;  /**< where each field comes from, for the explainer */
    /** Does one element look like this source? */
    bool (*matches)(struct json_object *element);
    /** Emit the replies of one element. */
    void (*convert)(struct json_object *element, retort_sink *sink);
} retort_adapter;

/** All adapters in the order of detection, ended by a row without a name. */
const retort_adapter *retort_adapters(void);

/** The adapter called @p name, or NULL. */
const retort_adapter *retort_adapter_find(const char *name);

/** JSON pointers for --map; NULL where the adapter's own field stands. */
typedef struct retort_field_map {
    const char *prompt;
    const char *response;
    const char *reasoning;
    const char *model;
    const char *prompt_id;
    const char *system;
} retort_field_map;

/**
 * Parse element @p item of @p batch with json-c and hand its replies to @p fn.
 *
 * @param map     overrides of --map, or NULL
 * @param counts  read, used and skipped are added here
 * @return RETORT_OK, or the first failure of the parser or of @p fn, with
 *         record and byte offset of the element
 */
RETORT_MUST_CHECK retort_status retort_adapter_convert(
    const retort_adapter *adapter, const retort_field_map *map,
    const retort_batch *batch, const retort_element *item, retort_record_fn fn,
    void *ctx, retort_counts *counts, retort_err *err);

#endif /* INGEST_ADAPTER_H */
