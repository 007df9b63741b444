/**
 * @file evaluate/seed.h
 * The one seed of an evaluation and the streams drawn under it.
 */
#ifndef EVALUATE_SEED_H
#define EVALUATE_SEED_H

#include <stdint.h>

#define EVAL_SEED UINT64_C(20261124)

/** First stream of each use; replicate or draw numbers are added. */
#define EVAL_STREAM_BOOTSTRAP  (UINT64_C(1) << 40)
#define EVAL_STREAM_LABELS     (UINT64_C(2) << 40)
#define EVAL_STREAM_BACKGROUND (UINT64_C(3) << 40)

#endif /* EVALUATE_SEED_H */
