/**
 * @file infer/validation_streams.h
 * Streams of random numbers of a validation: Philox stream tag x 2^32 + i of
 * its seed. Tag 0 is the bootstrap's, whose replicates are streams 0, 1, ...
 */
#ifndef INFER_VALIDATION_STREAMS_H
#define INFER_VALIDATION_STREAMS_H

#include <stdint.h>

/** Tags, never used for two purposes. */
enum {
    RETORT_STREAM_SHUFFLE = 1,
    RETORT_STREAM_SIMULATE = 2,
    RETORT_STREAM_POWER = 3
};

/** Stream number @p i of a tag. */
static inline uint64_t retort_stream(uint32_t tag, uint32_t i)
{
    return ((uint64_t)tag << 32) | i;
}

#endif /* INFER_VALIDATION_STREAMS_H */
