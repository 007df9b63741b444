/**
 * @file run/suspect_facts.h
 * What is told of a suspect's replies beside its scores.
 */
#ifndef RUN_SUSPECT_FACTS_H
#define RUN_SUSPECT_FACTS_H

#include "fingerprint/fp.h"

/** Median length of a reply in code points; NaN without replies or memory. */
double retort_suspect_median_chars(const retort_fingerprint *fp);

/**
 * Share of replies that repeat an earlier reply to the same prompt; 0 where
 * record digests are not kept.
 */
double retort_suspect_duplicates(const retort_fingerprint *fp);

/**
 * Share of the prompts that both answered to which some sample of both has the
 * same length and sketch; 0 if none is shared.
 */
double retort_suspect_equal_replies(const retort_fingerprint *a,
                                    const retort_fingerprint *b);

#endif /* RUN_SUSPECT_FACTS_H */
