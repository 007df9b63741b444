/**
 * @file infer/selection.h
 * The comparisons that may calibrate one case: documented, teacher-matched, the
 * lineages of S and R left out, cells weighing equally (METHOD 3, 4).
 *
 * A pair leaves when its suspect or its reference is of the lineage of S or of
 * R. Nulls stay only on reference lineages that still have a positive. The
 * weight of a pair is 1 / (cells of its class x pairs in its cell); in a
 * replicate a cell also weighs the product of the multiplicities of its suspect
 * lineage and its reference lineage.
 *
 * Common source: for an R without documented students every score is taken as
 * (score - m) / d, where m and d are mean and standard deviation of the scores
 * of that pair's reference with its own null suspects, lineages weighing
 * equally, the lineage of the pair's own suspect left out (infer/scaling.h).
 * Pairs for which fewer than 3 such lineages are left leave.
 *
 * Pairs without a score under the setting leave. What is kept stands in the
 * order of suspect and reference, so that the order of the set is no matter.
 *
 * Threads: one selection, one thread.
 */
#ifndef INFER_SELECTION_H
#define INFER_SELECTION_H

#include <retort/status.h>
#include <stdbool.h>

#include "infer/classes.h"
#include "infer/comparison.h"

#define RETORT_LINEAGE_NONE UINT32_MAX

/** Which comparisons. */
typedef struct retort_selecting {
    const retort_comparison_set *set;
    size_t lineages;   /**< in the whole table of lineages */
    retort_open open;  /**< which of the two scores */
    uint32_t leave[2]; /**< lineages left out, or RETORT_LINEAGE_NONE */
    bool is_common_source;
    bool with_doubtful; /**< the sensitivity run */
    bool has_ceiling;   /**< of the proposition, for infer/weighing.h */
} retort_selecting;

/** Multiplicities of a replicate; NULL members: once each. */
typedef struct retort_times {
    const uint16_t *suspect;   /**< by lineage */
    const uint16_t *reference; /**< by lineage */
    const uint16_t *block;
} retort_times;

/** Selected pairs, positives first; owned by the caller. */
typedef struct retort_selection {
    const retort_comparison **item; /**< count, positives first */
    double *score;                  /**< by _weigh; 0 where the weight is */
    double *weight;                 /**< by _weigh */
    size_t count;
    size_t positives;
    uint32_t positive_lineages; /**< distinct suspect lineages of a class */
    uint32_t null_lineages;
    uint32_t reference_lineages; /**< with a positive */
    retort_selecting how;
    struct retort_selection_scratch *scratch; /**< of this module */
} retort_selection;

/** Does @p c count as a positive, or as a null, under @p how? */
bool retort_selecting_is_positive(const retort_selecting *how,
                                  const retort_comparison *c);
bool retort_selecting_is_null(const retort_selecting *how,
                              const retort_comparison *c);

/**
 * Choose the pairs, with weights and scores of the sample itself.
 * @param how       borrowed set; NULL set: no pairs
 * @param[out] out  zeroed by the caller; release it, also on failure
 * @return RETORT_OK (also with empty classes), RETORT_ERR_NOMEM, or
 *         RETORT_ERR_INTERNAL for an infinite score or an effect that is not
 *         finite
 */
RETORT_MUST_CHECK retort_status retort_selection_make(
    retort_selection *out, const retort_selecting *how, retort_err *err);

/** Weights and scores of a replicate. @p times may be NULL. Never fails. */
void retort_selection_weigh(retort_selection *s, const retort_times *times);

/**
 * The two classes as the metrics read them; borrowed from @p s. Units are the
 * lineages of the sample, also in a replicate.
 */
retort_classes retort_selection_classes(const retort_selection *s);

/**
 * Call @p see for every lineage that may be drawn: those of suspects and of
 * references, and of the null suspects behind a common source.
 */
void retort_selection_lineages(const retort_selection *s,
                               void (*see)(void *ctx, uint32_t lineage,
                                           bool is_reference, bool is_positive),
                               void *ctx);

void retort_selection_release(retort_selection *s);

#endif /* INFER_SELECTION_H */
