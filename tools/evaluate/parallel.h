/**
 * @file evaluate/parallel.h
 * A loop whose turns run on several threads. Each turn writes to places of its
 * own, so no result depends on the number of threads.
 */
#ifndef EVALUATE_PARALLEL_H
#define EVALUATE_PARALLEL_H

#include <retort/status.h>
#include <stddef.h>

/** One turn. @p ctx is shared, @p i is the number of the turn. */
typedef retort_status (*eval_turn_fn)(void *ctx, size_t i, retort_err *err);

/**
 * Run turns 0 .. count - 1.
 * @param threads  0: all processors
 * @return RETORT_OK or the failure of the first turn that failed, in order
 */
RETORT_MUST_CHECK retort_status eval_parallel(size_t count, size_t threads,
                                              eval_turn_fn turn, void *ctx,
                                              retort_err *err);

#endif /* EVALUATE_PARALLEL_H */
