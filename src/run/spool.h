/**
 * @file run/spool.h
 * Prepared replies, grouped by model, in bounded memory.
 *
 * Records of many models may be interleaved line by line, and the tables of a
 * model under construction take 10 MB: so replies wait here, in chunks per
 * model, and models are counted one after the other. What does not fit in
 * memory goes to one temporary file that has no name.
 *
 * Threads: one spool; appending by one thread, then reading by any number
 * (chunks of different models, or of one).
 */
#ifndef RUN_SPOOL_H
#define RUN_SPOOL_H

#include <retort/span.h>
#include <retort/status.h>
#include <stdint.h>

#include "base/buf.h"

typedef struct retort_spool retort_spool;

/**
 * @param memory_bytes  chunks kept in memory before the file is used
 * @param folder        where the temporary file is made when it is needed;
 *                      borrowed
 */
RETORT_MUST_CHECK retort_status retort_spool_new(retort_spool **out,
                                                 size_t memory_bytes,
                                                 const char *folder,
                                                 retort_err *err);
void retort_spool_free(retort_spool *s);

/** Number of the model called @p name, made on first use. */
RETORT_MUST_CHECK retort_status retort_spool_model(retort_spool *s,
                                                   retort_span name,
                                                   size_t *out,
                                                   retort_err *err);

/** Models so far. */
size_t retort_spool_model_count(const retort_spool *s);

/** Name of a model; lives as long as the spool. */
const char *retort_spool_model_name(const retort_spool *s, size_t model);

/** Append whole entries of @p model: the caller's bytes, kept in order. */
RETORT_MUST_CHECK retort_status retort_spool_append(retort_spool *s,
                                                    size_t model,
                                                    retort_span entries,
                                                    retort_err *err);

/** Chunks of a model; entries never straddle two. */
size_t retort_spool_chunk_count(const retort_spool *s, size_t model);

/** Bytes of a chunk. */
size_t retort_spool_chunk_bytes(const retort_spool *s, size_t model,
                                size_t chunk);

/**
 * The bytes of a chunk: borrowed from memory, or read into @p buf. Valid until
 * @p buf changes.
 */
RETORT_MUST_CHECK retort_status retort_spool_chunk(const retort_spool *s,
                                                   size_t model, size_t chunk,
                                                   retort_buf *buf,
                                                   retort_span *out,
                                                   retort_err *err);

#endif /* RUN_SPOOL_H */
