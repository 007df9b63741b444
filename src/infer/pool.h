/**
 * @file infer/pool.h
 * Who does independent pieces of work: the layers above own the threads.
 *
 * Piece i writes to its own place only, so the result is the same for any
 * number of threads.
 */
#ifndef INFER_POOL_H
#define INFER_POOL_H

#include <retort/status.h>
#include <stddef.h>

/** One piece of work, any thread. */
typedef retort_status (*retort_piece_fn)(void *work, size_t i, retort_err *err);

/** Runs pieces 0 .. count - 1 and returns the first failure by number. */
typedef struct retort_pool {
    retort_status (*run)(void *ctx, size_t count, retort_piece_fn piece,
                         void *work, retort_err *err);
    void *ctx;
} retort_pool;

/** Run the pieces in @p pool, or one after the other if it is NULL. */
RETORT_MUST_CHECK retort_status retort_pool_run(const retort_pool *pool,
                                                size_t count,
                                                retort_piece_fn piece,
                                                void *work, retort_err *err);

#endif /* INFER_POOL_H */
