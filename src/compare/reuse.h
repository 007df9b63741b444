/**
 * @file compare/reuse.h
 * Reuse: do the suspect's replies copy the reference's?
 *
 * Share of the shared prompts, both replies at least 40 tokens long, where more
 * than half of S's distinct runs of 12 tokens stand in R's reply to that prompt
 * (METHOD 1). A reply of 40 tokens has 29 such runs; a reply with fewer distinct
 * ones counts as short. Needs fingerprints made with --detail reply. With
 * several samples a prompt counts as copied if any pair of samples is.
 */
#ifndef COMPARE_REUSE_H
#define COMPARE_REUSE_H

#include "fingerprint/fp.h"

enum { RETORT_REUSE_RUN = 12, RETORT_REUSE_TOKENS_MIN = 40 };

/** Share of copied replies from which they are flagged. */
#define RETORT_REUSE_FLAG 0.05

typedef struct retort_reuse {
    double share;     /**< NaN if no prompt could be compared */
    uint32_t prompts; /**< prompts with two replies that are long enough */
    uint32_t copied;
} retort_reuse;

/** Compare two fingerprints; both must have their sets (else share is NaN). */
retort_reuse retort_reuse_share(const retort_fingerprint *s,
                                const retort_fingerprint *r);

#endif /* COMPARE_REUSE_H */
