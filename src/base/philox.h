/**
 * @file base/philox.h
 * Philox 4x32-10: random numbers that are a function of a key and a counter.
 *
 * By Salmon, Moraes, Dror and Shaw (2011), "Parallel random numbers: as easy as
 * 1, 2, 3". There is no state: draw number i of replicate j is the same on any
 * thread and any machine, whatever was drawn before it.
 *
 * Threads: pure functions, any number.
 */
#ifndef BASE_PHILOX_H
#define BASE_PHILOX_H

#include <stdint.h>

enum { RETORT_PHILOX_WORDS = 4 };

/** Four words of 32 bits. */
typedef struct retort_philox {
    uint32_t word[RETORT_PHILOX_WORDS];
} retort_philox;

/** The block of random words at @p counter under @p key. */
retort_philox retort_philox_block(retort_philox counter, const uint32_t key[2]);

/**
 * Draw number @p i of stream @p stream under @p seed: a number below @p limit,
 * each with the same probability; 0 if @p limit is 0.
 *
 * The number is the upper half of word times limit, where word is word i mod 4
 * of the block at counter (i / 4, stream). The few words that would favour some
 * numbers are rejected, by Lemire (2019), "Fast random integer generation in
 * an interval", algorithm 5; the next word is then the one at the same place
 * of the block whose counter is the block just used.
 */
uint32_t retort_philox_below(uint64_t seed, uint64_t stream, uint64_t i,
                             uint32_t limit);

/** A seed from a SHA-256 digest: its first 8 bytes, the lowest first. */
uint64_t retort_philox_seed(const unsigned char digest[32]);

#endif /* BASE_PHILOX_H */
