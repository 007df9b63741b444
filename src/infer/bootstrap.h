/**
 * @file infer/bootstrap.h
 * How far a likelihood ratio moves when other lineages and other prompts had
 * been at hand: the bootstrap behind every interval.
 *
 * A replicate draws with replacement as many suspect lineages as there are
 * (those with a positive and those without one apart, so that both classes
 * keep their size), as many reference lineages as there are, and 32 prompt
 * blocks. A pair then weighs its weight times both multiplicities, scores are
 * those at the drawn blocks, fit (F7) and bounds (F10-F12) are made anew, and
 * the case is weighed by them at the same blocks (Owen 2007, "The pigeonhole
 * bootstrap", for the two crossed factors).
 *
 * Replicate j is a function of the seed and of j: draw i of Philox stream j.
 * Draws 0 .. 31 are the blocks, so that they are the same whatever the
 * lineages are; then come the suspect lineages, then the reference lineages.
 * Closed and open are weighed in the same replicates.
 *
 * Threads: replicates run in the pool, in pieces of fixed size; any number of
 * threads gives the same bytes.
 */
#ifndef INFER_BOOTSTRAP_H
#define INFER_BOOTSTRAP_H

#include "infer/pool.h"
#include "infer/selection.h"

/** Replicates in one piece of work. */
enum { RETORT_BOOTSTRAP_PIECE = 64 };

/** What may be drawn: numbers of lineages, ascending in each part. */
typedef struct retort_lots {
    uint32_t *suspect;    /**< those with a positive first */
    size_t with_positive; /**< how many those are */
    size_t suspects;
    uint32_t *reference;
    size_t references;
    size_t lineages;     /**< in the whole table */
    unsigned char *seen; /**< of this module */
} retort_lots;

/** Prepare. @param[out] out  release it, also on failure */
RETORT_MUST_CHECK retort_status retort_lots_init(retort_lots *out,
                                                 size_t lineages,
                                                 retort_err *err);

/** Let the lineages of a selection be drawn, and those of its scalings. */
void retort_lots_add(retort_lots *lots, const retort_selection *s);

/** Let one lineage be drawn as one of suspects without a positive. */
void retort_lots_add_null(retort_lots *lots, uint32_t lineage);

/** Put the lists in order: after the last addition, before the first draw. */
void retort_lots_seal(retort_lots *lots);

/** Multiplicities of lineages in replicate @p j; arrays by lineage. */
void retort_lots_draw(const retort_lots *lots, uint64_t seed, uint64_t j,
                      uint16_t *suspect, uint16_t *reference);

void retort_lots_release(retort_lots *lots);

/** Multiplicities of the prompt blocks in replicate @p j. */
void retort_blocks_draw(uint64_t seed, uint64_t j,
                        uint16_t block[RETORT_COMPARISON_BLOCKS]);

/** A case and what it is weighed by. */
typedef struct retort_bootstrap {
    retort_selecting how[RETORT_SETTINGS];
    retort_selecting scale[RETORT_SETTINGS]; /**< null pairs of R itself, for a
                                                  common source */
    uint32_t reference;                      /**< R's number in `scale` */
    const retort_block_score *at[RETORT_SETTINGS];
    const retort_lots *lots;
    uint32_t draws;
    uint64_t seed;
    double prior;
    double ridge;
    const retort_pool *pool;
} retort_bootstrap;

/**
 * Weigh the case in every replicate.
 * @param[out] llr  for either setting `draws` clamped log10 LRs by replicate;
 *                  NaN where no fit exists or the case has no scale
 * @return RETORT_OK, RETORT_ERR_NOMEM, RETORT_ERR_ARG (prior, ridge) or
 *         RETORT_ERR_INTERNAL
 */
RETORT_MUST_CHECK retort_status
retort_bootstrap_run(const retort_bootstrap *how,
                     double *const llr[RETORT_SETTINGS], retort_err *err);

/** What became of the replicates of one setting. */
typedef struct retort_spread {
    double low; /**< 2.5, 50 and 97.5 %; NaN without replicates */
    double median;
    double high;
    uint32_t skipped;
} retort_spread;

/** Quantiles of the numbers that are not NaN; sorts @p llr. */
retort_spread retort_spread_of(double *llr, uint32_t draws);

#endif /* INFER_BOOTSTRAP_H */
