/**
 * @file ingest/conversion.h
 * The work on one element, from its parsed form to the replies offered.
 *
 * An adapter is given the retort_sink inside; the functions of offer.h,
 * jsonfield.h and dialog.h find the rest through it.
 */
#ifndef INGEST_CONVERSION_H
#define INGEST_CONVERSION_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "ingest/adapter.h"

typedef struct retort_conversion {
    retort_sink sink;   /**< first, so that a sink leads to its conversion */
    retort_arena arena; /**< texts put together for this element */
    retort_buf prompt;  /**< turns before the reply */
    retort_buf system;  /**< system turns */
    const retort_field_map *map; /**< or NULL */
    struct json_object *element;
    bool is_mapped; /**< the one reply of map->response was offered */
} retort_conversion;

/** The conversion that @p sink belongs to. */
static inline retort_conversion *retort_conversion_of(retort_sink *sink)
{
    return (retort_conversion *)(void *)sink;
}

#endif /* INGEST_CONVERSION_H */
