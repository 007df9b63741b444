/**
 * @file compare/block_counts.h
 * What the profile counts, by prompt block and without the zeros.
 *
 * The tables of a fingerprint decoded in full take 8 MB; the counters that are
 * not zero, some 77,000 for 805 replies, take 0.6 MB. So a whole library can
 * stay in memory by block, and the profile of any blocks, each drawn any number
 * of times, can be formed from it (retort_profile_of_blocks()).
 *
 * Families are those of the profile, in its order: so, op, cl, lo.
 *
 * Threads: immutable once made.
 */
#ifndef COMPARE_BLOCK_COUNTS_H
#define COMPARE_BLOCK_COUNTS_H

#include <stddef.h>
#include <stdint.h>

#include "compare/modelset.h"
#include "fingerprint/fp.h"

/** A counter that is not zero. */
typedef struct retort_block_entry {
    uint32_t bucket;
    uint32_t count;
} retort_block_entry;

/** Counts of one model. Zero-initialise; release. */
typedef struct retort_block_counts {
    uint8_t bits[RETORT_PROFILE_FAMILIES]; /**< log2 of the buckets */
    /** Entries of block b and family f stand at [from[i], from[i + 1]) with
     * i = b * RETORT_PROFILE_FAMILIES + f, by bucket; a bucket may have more
     * than one after a mixture. */
    size_t from[RETORT_BLOCKS * RETORT_PROFILE_FAMILIES + 1];
    retort_block_entry *entries;
    uint32_t replies[RETORT_BLOCKS];
    uint32_t prompts[RETORT_BLOCKS]; /**< distinct prompts */
} retort_block_counts;

/** Id of family @p f of the profile. Static. */
const char *retort_profile_family(size_t f);

/**
 * Take the counts of @p fp, which was decoded with its blocks; it may be freed
 * afterwards.
 * @return RETORT_OK, RETORT_ERR_NOT_APPLICABLE (it lacks a family, its blocks
 *         or its table of replies; named), RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_block_counts_make(
    retort_block_counts *out, const retort_fingerprint *fp, retort_err *err);

/**
 * Take the blocks whose bit is set in @p mask_a from @p a and those of
 * @p mask_b from @p b (block 0 is the lowest bit; the masks have no bit in
 * common); the others are empty. A part of one model is a mixture with nobody:
 * @p b may be NULL, with mask 0. Tables meet at the smaller number of buckets.
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_block_counts_mix(
    retort_block_counts *out, const retort_block_counts *a, uint32_t mask_a,
    const retort_block_counts *b, uint32_t mask_b, retort_err *err);

void retort_block_counts_release(retort_block_counts *counts);

#endif /* COMPARE_BLOCK_COUNTS_H */
