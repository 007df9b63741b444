/**
 * @file infer/rivals.h
 * The nearest set: reference lineages that may not be told from R at this
 * number of prompts.
 *
 * A lineage stands for its best model, the one of the highest score in the
 * sample. It is a rival if that score is not below R's in more than
 * RETORT_METHOD_RIVAL_CHANCE of the block draws, which are those of the
 * bootstrap (infer/bootstrap.h). Without draws the sample itself is the one
 * draw. Versions of R are no rivals: R's own lineage is left out.
 *
 * Threads: pure functions, any number.
 */
#ifndef INFER_RIVALS_H
#define INFER_RIVALS_H

#include "base/arena.h"
#include "infer/case.h"

/**
 * Find the rivals of c->reference by closed scores, sorted by score,
 * descending, then by lineage. A candidate without a lineage is one of its own.
 *
 * @param arena        owner of @p out; its strings are those of the candidates
 * @param[out] out     rivals, or NULL
 * @param[out] count   how many
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_rivals_find(
    const retort_case *c, uint32_t draws, uint64_t seed, retort_arena *arena,
    const retort_rival **out, size_t *count, retort_err *err);

#endif /* INFER_RIVALS_H */
