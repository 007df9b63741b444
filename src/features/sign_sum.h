/**
 * @file features/sign_sum.h
 * 256 counters that many weighted rows of 256 bits are added to, and their
 * majority: the arithmetic of a sign sketch, exact in integers.
 *
 * The counters are kept as bit planes: plane p holds bit p of all of them. Rows
 * of one weight wait until there are enough; then sixteen at a time go through
 * a tree of full adders (Harley and Seal's population count, turned by ninety
 * degrees), so that a row costs about seven operations on 256 bits and no
 * branch that its bits decide. Only set bits are summed: 2 P > W is
 * P > floor(W / 2), and that comparison is done on the planes as well.
 *
 * Threads: one sum, one thread.
 */
#ifndef FEATURES_SIGN_SUM_H
#define FEATURES_SIGN_SUM_H

#include <stdint.h>

#include "features/simd.h"

enum {
    RETORT_SIGN_WORDS = 4,
    RETORT_SIGN_EXPONENTS = 7, /* 0: weight 0; e: weight 2^(e - 1) */
    RETORT_SIGN_WAITING = 32,
    RETORT_SIGN_PLANES = 40
};

/** One row: bit j of word w belongs to counter 64 w + j. */
typedef struct retort_signs {
    uint64_t word[RETORT_SIGN_WORDS];
} retort_signs;

/** About 9 KiB. Start with retort_sign_sum_reset(). */
typedef struct retort_sign_sum {
    uint64_t total; /**< sum of the weights of the rows that were added up */
    retort_simd simd;
    retort_signs plane[RETORT_SIGN_PLANES];
    retort_signs waiting[RETORT_SIGN_EXPONENTS][RETORT_SIGN_WAITING];
} retort_sign_sum;

/**
 * How many rows wait at each exponent: byte e of it. It is handed around by
 * value, since a counter in memory would make each row wait for the one before.
 */
typedef uint64_t retort_sign_queues;

/** Set all counters to zero; no row waits. @p simd: at most that of the machine. */
void retort_sign_sum_reset(retort_sign_sum *s, retort_simd simd);

/** Add up the rows that wait at @p exponent. @return the queues without them. */
retort_sign_queues retort_sign_sum_flush(retort_sign_sum *s,
                                         retort_sign_queues queues,
                                         unsigned exponent);

/**
 * Add one row with weight 2^(exponent - 1), or none if @p exponent is 0. The
 * sum of all weights must stay below 2^32.
 * @param queues  0 for the first row, then what the call before returned
 */
static inline retort_sign_queues retort_sign_sum_add(retort_sign_sum *s,
                                                     retort_sign_queues queues,
                                                     unsigned exponent,
                                                     const retort_signs *row)
{
    uint64_t n = queues >> (8 * exponent) & 0xff;

    s->waiting[exponent][n] = *row;
    queues += UINT64_C(1) << (8 * exponent);
    if (n + 1 == RETORT_SIGN_WAITING)
        queues = retort_sign_sum_flush(s, queues, exponent);
    return queues;
}

/** Set the bits whose counter exceeds half of the sum of all weights. */
void retort_sign_sum_majority(retort_sign_sum *s, retort_sign_queues queues,
                              uint64_t out[RETORT_SIGN_WORDS]);

#endif /* FEATURES_SIGN_SUM_H */
