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

/**
 * Does @p b hold the very records of @p a? The digest alone is what a file says
 * of itself; the replies must agree as well.
 */
bool retort_suspect_is_twin(const retort_fingerprint *a,
                            const retort_fingerprint *b);

/**
 * Largest share of the replies that are one reply, of one length and sketch,
 * to whatever prompts: near 1 for a model that always says the same. NaN
 * without replies or memory.
 */
double retort_suspect_same_reply(const retort_fingerprint *fp);

/**
 * Closed-class words per word, mean over replies, in 0 .. 1: low where the text
 * is not English. NaN without stylometric sums or replies.
 */
double retort_suspect_closed_class(const retort_fingerprint *fp);

#endif /* RUN_SUSPECT_FACTS_H */
