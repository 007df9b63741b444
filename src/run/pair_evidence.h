/**
 * @file run/pair_evidence.h
 * From the result of a comparison to evidence: the five propositions weighed
 * under a calibration.
 */
#ifndef RUN_PAIR_EVIDENCE_H
#define RUN_PAIR_EVIDENCE_H

#include <retort/fingerprint.h>
#include <retort/screening.h>

#include "infer/calibration.h"

/** What to weigh with. All borrowed. */
typedef struct retort_pair_evidence {
    const retort_calibration *calibration;
    const char *calibration_digest; /**< hex SHA-256 of its file */
    const char *library;            /**< file that the comparison was with */
    const char *lineage;            /**< TSV whose rows come first, or NULL */
    const char *suspect_lineage;    /**< declared, or NULL */
    const retort_fingerprint *suspect; /**< decoded in full */
    uint32_t draws;                    /**< bootstrap replicates */
    size_t threads;                    /**< 0: all processors */
} retort_pair_evidence;

/**
 * Weigh the one pair of @p result and put the evidence into it; its status is
 * then RETORT_EVIDENCE_STATUS.
 *
 * The draws of a case depend on SHA-256 over the digests of calibration and
 * suspect and the name of the reference, and on nothing else.
 *
 * @return RETORT_OK, refusals included; RETORT_ERR_MISMATCH: the calibration
 *         was made with another library, other lineages, other rules or other
 *         features (names both values); RETORT_ERR_ARG: a lineage is declared
 *         that is not that of the library model with S's very records; the first error otherwise. On failure the result is as
 *         it was
 */
RETORT_MUST_CHECK retort_status retort_pair_evidence_add(
    retort_screening *result, const retort_pair_evidence *how, retort_err *err);

/** Was a likelihood ratio for *distilled* refused? */
bool retort_pair_evidence_is_refused(const retort_screening *result);

#endif /* RUN_PAIR_EVIDENCE_H */
