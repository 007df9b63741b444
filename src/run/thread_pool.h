/**
 * @file run/thread_pool.h
 * Threads for independent pieces of work: infer/pool.h on top of run/flow.h.
 *
 *     retort_thread_pool threads;
 *     const retort_pool *pool = retort_thread_pool_init(&threads, 0);
 *     st = retort_pool_run(pool, count, piece, &work, err);
 *
 * Threads live during a run only, so there is nothing to release. A pool may be
 * used for one run after another.
 */
#ifndef RUN_THREAD_POOL_H
#define RUN_THREAD_POOL_H

#include "infer/pool.h"

typedef struct retort_thread_pool {
    retort_pool pool;
    size_t threads;
} retort_thread_pool;

/**
 * Prepare a pool of @p threads threads, the caller's among them; 0: all
 * processors. @return the pool; it lives as long as @p state stays in place
 */
const retort_pool *retort_thread_pool_init(retort_thread_pool *state,
                                           size_t threads);

#endif /* RUN_THREAD_POOL_H */
