/**
 * @file report/finding.h
 * What the scores of one suspect say, in words, by rule.
 *
 * Every sink for people says the same because all ask here. The rules only
 * read numbers off the result and hold them against each other; no sentence is
 * a probability, an error rate or a verdict. Kinship and copied replies come
 * first, because they explain likeness in another way; the baselines come right
 * behind the ranking; the last sentence is always the same two limits.
 */
#ifndef REPORT_FINDING_H
#define REPORT_FINDING_H

#include <retort/screening.h>

#include "report/escape.h"

/** Percentile from which a reference is said to stand out. */
#define RETORT_STANDS_OUT 95.0

/** Share of copied replies from which they are flagged. */
#define RETORT_REUSE_FLAG 0.05

/** How a sink wants its sentences. */
typedef struct retort_finding_form {
    const char *open;        /**< before the label of a paragraph */
    const char *middle;      /**< between label and text */
    const char *close;       /**< behind the text */
    const char *strong_open; /**< before what must not be passed over */
    const char *strong_close;
    const char *name_open; /**< before a name of a model */
    const char *name_close;
    retort_escape foreign; /**< for names */
} retort_finding_form;

/** The two limits of every finding, as one text of ours. Static. */
const char *retort_finding_limits(void);

/** Append the finding about @p s: a few labelled paragraphs. */
void retort_finding_write(retort_buf *out, const retort_suspect *s,
                          const retort_finding_form *form);

/**
 * Append the finding about the one pair of a comparison: @p s and its first
 * candidate, whose ranks count among all that were ranked. No other model is
 * spoken about.
 */
void retort_finding_write_pair(retort_buf *out, const retort_suspect *s,
                               const retort_finding_form *form);

/**
 * Would a baseline alone have put @p top first among the references as well?
 * False when there is only one reference, or no baseline.
 */
bool retort_finding_is_beaten(const retort_suspect *s,
                              const retort_candidate *top);

#endif /* REPORT_FINDING_H */
