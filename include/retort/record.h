/**
 * @file retort/record.h
 * The canonical record: one reply of one model, whatever file it came from.
 *
 * All spans are borrowed and hold strict UTF-8. They live until the callback
 * that received the record returns.
 */
#ifndef RETORT_RECORD_H
#define RETORT_RECORD_H

#include <retort/attrs.h>
#include <retort/span.h>
#include <stdbool.h>
#include <stdint.h>

/** One reply. Absent fields are empty spans. */
typedef struct retort_record {
    retort_span model;     /**< who is said to have written the reply */
    retort_span prompt_id; /**< id of the prompt in its source */
    retort_span system;    /**< system prompt */
    retort_span prompt;    /**< all turns before the reply, joined by "\n\n" */
    retort_span response;  /**< the reply as read */
    retort_span reasoning; /**< reasoning given in a field of its own */
    uint32_t sample;       /**< sample number of the prompt, from 0 */
    bool truncated;        /**< the source says: cut by the token limit */
} retort_record;

/** Why a record was read and not used. Names are printed in reports. */
typedef enum retort_skip {
    RETORT_SKIP_NO_REPLY,  /**< no field that holds a reply */
    RETORT_SKIP_NULL,      /**< the reply is null */
    RETORT_SKIP_EMPTY,     /**< the reply is empty or white space */
    RETORT_SKIP_ERROR_ROW, /**< the row reports an error of the API */
    RETORT_SKIP_SHAPE,     /**< a shape the adapter does not know */
    RETORT_SKIP_BAD_LINE,  /**< a bad line of JSONL under --skip-bad */
    RETORT_SKIP_COUNT
} retort_skip;

/** Read = used + the sum of skipped; a test holds every path to it. */
typedef struct retort_counts {
    uint64_t read;
    uint64_t used;
    uint64_t skipped[RETORT_SKIP_COUNT];
} retort_counts;

/** Printable name of a skip reason, such as "empty reply". Static. */
RETORT_API const char *retort_skip_name(retort_skip reason);

#endif /* RETORT_RECORD_H */
