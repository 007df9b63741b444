/**
 * @file infer/validation_strata.h
 * Cllr by kind of pair, so that no kind hides behind the others. How the
 * classes are parted is said at retort_stratum in infer/validation.h.
 *
 * Threads: pure functions, any number.
 */
#ifndef INFER_VALIDATION_STRATA_H
#define INFER_VALIDATION_STRATA_H

#include <retort/status.h>

#include "base/arena.h"
#include "infer/validation.h"
#include "infer/validation_pairs.h"

/** From so many lineages of either class a stratum is judged. */
enum { RETORT_STRATUM_POSITIVES_MIN = 5, RETORT_STRATUM_NULLS_MIN = 10 };

/**
 * Strata of the counted pairs: kinds in a fixed order, names ascending. Counts
 * are those of the closed setting.
 *
 * @param arena     owner of *out
 * @param[out] out  NULL without pairs
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_strata_of(
    const retort_comparisons *population, const retort_validation_pairs *closed,
    const retort_validation_pairs *open, retort_arena *arena,
    const retort_stratum **out, size_t *count, retort_err *err);

#endif /* INFER_VALIDATION_STRATA_H */
