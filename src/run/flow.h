/**
 * @file run/flow.h
 * Produce, work, consume: a pipeline whose results come back in order.
 *
 * The caller's thread produces items and consumes results in the order in
 * which they were produced; any thread works on an item in between. So output
 * never depends on scheduling, and the first failure in the order of the input
 * is the one that is told, whatever thread met it. (After the ordered thread
 * pool of htslib; batches by bytes as in minimap2.)
 */
#ifndef RUN_FLOW_H
#define RUN_FLOW_H

#include <retort/status.h>
#include <stddef.h>

/** The three steps. An item is the caller's slot number, reused in a ring. */
typedef struct retort_flow {
    size_t threads; /**< 1 to RETORT_THREADS_MAX; the caller's is one of them */
    size_t slots;   /**< items in flight; at least threads */
    void *ctx;
    /** Fill slot; RETORT_END when there is nothing left. Caller's thread. */
    retort_status (*produce)(void *ctx, size_t slot, retort_err *err);
    /** Work on slot. @p worker is 0 .. threads - 1. Any thread. */
    retort_status (*work)(void *ctx, size_t worker, size_t slot,
                          retort_err *err);
    /** Take the result of slot, in order. Caller's thread. */
    retort_status (*consume)(void *ctx, size_t slot, retort_err *err);
} retort_flow;

/**
 * Run to the end or to the first failure in order.
 *
 * If the system refuses threads, fewer are used. After a failure no further
 * item is produced or consumed, and all threads have ended.
 *
 * @return RETORT_OK, or the status of the first step that failed
 */
RETORT_MUST_CHECK retort_status retort_flow_run(const retort_flow *flow,
                                                retort_err *err);

/** Processors this process may run on, 1 to RETORT_THREADS_MAX. */
size_t retort_flow_processors(void);

#endif /* RUN_FLOW_H */
