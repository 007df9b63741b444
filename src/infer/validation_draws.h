/**
 * @file infer/validation_draws.h
 * The interval of every pair's LLR at once: the replicates of
 * infer/bootstrap.h, each refitted, with the lineages of a pair left out.
 *
 * In a replicate all cells are fitted, and leaving out is one Newton step from
 * that fit (infer/validation_leave.h). Its bounds are those of all pairs of the
 * replicate, moved by as much as leaving the pair's lineages out moved them in
 * the sample. A lineage that a pair leaves out is drawn all the same. These
 * short ways cost a pair some microseconds where infer/case.h, which is exact,
 * costs milliseconds; tests hold one against the other.
 *
 * Threads: replicates run in the pool.
 */
#ifndef INFER_VALIDATION_DRAWS_H
#define INFER_VALIDATION_DRAWS_H

#include <retort/status.h>

#include "infer/bootstrap.h"
#include "infer/pool.h"
#include "infer/validation_cells.h"
#include "infer/validation_leave.h"
#include "infer/validation_pairs.h"

/** What to draw from. Borrowed. */
typedef struct retort_draws_how {
    const retort_cells *cells;   /**< of score CLOSED or OPEN */
    size_t lineages;             /**< in the whole table */
    uint32_t blocks;             /**< only the first so many, each standing for
                                    32 / blocks; must divide 32 */
    const uint8_t *is_present;   /**< by cell; NULL: all that count */
    const retort_left_out *left; /**< by cell; NULL: fits and bounds of the
                                      sample by the short way as well */
    uint32_t draws;
    uint64_t seed;
    double prior;
    double ridge;
    const retort_pool *pool;
} retort_draws_how;

/** A pair under one setting. */
typedef struct retort_drawn {
    double raw; /**< log10 LR before the clamp; NaN: no fit */
    double llr;
    double low; /**< interval; the LLR itself without draws */
    double high;
    double skipped; /**< share of draws without a fit; NaN without draws */
} retort_drawn;

/**
 * Weigh every item of how->cells.
 * @param[out] out  one row an item
 * @return RETORT_OK, RETORT_ERR_NOMEM, RETORT_ERR_ARG or RETORT_ERR_INTERNAL
 */
RETORT_MUST_CHECK retort_status retort_draws_run(const retort_draws_how *how,
                                                 retort_drawn *out,
                                                 retort_err *err);

/**
 * The lineages that may be drawn: those of the counted cells.
 * @param is_present  by cell; NULL: all that count
 * @param[out] out    release it, also on failure
 * @return RETORT_OK, RETORT_ERR_NOMEM or RETORT_ERR_INTERNAL
 */
RETORT_MUST_CHECK retort_status retort_draws_lots(const retort_cells *c,
                                                  size_t lineages,
                                                  const uint8_t *is_present,
                                                  retort_lots *out,
                                                  retort_err *err);

/** Score of a pair at the first @p blocks blocks. */
double retort_draws_score(const retort_block_score *s, uint32_t blocks);

#endif /* INFER_VALIDATION_DRAWS_H */
