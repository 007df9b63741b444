/**
 * @file infer/wording.h
 * Evidence in words, and a check that no text says more than it may.
 *
 * Number and words stand together, the direction is said twice, a ratio below 1
 * gets its inverse, and the verbal label is read at the end of the interval
 * nearest to 1 (Martire et al. 2013: weak support in words alone is read
 * backwards). Two figures of a likelihood ratio are shown. "S" and "R" are
 * written as such; names appear only for rivals, as they are: a sink escapes
 * the whole sentence.
 *
 * Numbers are written without regard to the locale.
 *
 * Threads: pure functions, any number.
 */
#ifndef INFER_WORDING_H
#define INFER_WORDING_H

#include <retort/evidence.h>
#include <retort/status.h>

#include "base/arena.h"
#include "base/buf.h"

/** Name and version of the scale of words. */
#define RETORT_WORDING_SCALE "retort-verbal-1"

/** The label where the interval holds LR 1. */
#define RETORT_WORDING_UNDECIDED                                               \
    "the findings do not distinguish the propositions"

enum { RETORT_WORDING_BYTES_MAX = 1 << 16, RETORT_WORDING_RIVALS_MAX = 4 };

/** A word and the |log10 LR| up to which it goes. */
typedef struct retort_wording_grade {
    double upto;
    bool is_below; /**< upto itself already belongs to the next */
    const char *word;
} retort_wording_grade;

/** The scale, ascending; the last row has no end. @param[out] count  rows */
const retort_wording_grade *retort_wording_scale(size_t *count);

/** Phrases that no text may hold, ended by NULL; "*" is one to six words. */
const char *const *retort_wording_forbidden(void);

/** What a likelihood ratio does not mean: the same text everywhere. Static. */
const char *retort_wording_caution(void);

/**
 * Word for log10 LR @p end, the end of an interval nearest to 0; its sign is
 * no matter. RETORT_WORDING_UNDECIDED for 0 and NaN.
 * @param is_capped  never more than "limited"
 */
const char *retort_wording_label(double end, bool is_capped);

/** The end of low..high nearest to 0; 0 if 0 lies between or one is NaN. */
double retort_wording_nearest_end(double low, double high);

/**
 * Set label and sentence of an answer by likelihood ratio: all its other fields
 * stand. The label is capped if rule "shared-prompts-advised" failed; that of a
 * refusal is "".
 *
 * @param arena  owner of the sentence
 * @return RETORT_OK, RETORT_ERR_NOMEM, or RETORT_ERR_LIMIT (names of rivals
 *         beyond all measure)
 */
RETORT_MUST_CHECK retort_status retort_wording_write(retort_evidence *e,
                                                     retort_arena *arena,
                                                     retort_err *err);

/**
 * Does @p text hold none of the forbidden phrases? Whole words, case is no
 * matter, a hyphen joins words ("teacher-matched" is one), white space and
 * punctuation part them. The first sentence of the caution is allowed.
 * @param[out] found  the phrase as the table has it, or NULL; may be NULL
 */
bool retort_wording_is_clean(const char *text, const char **found);

/** Append @p x with @p figures significant figures; "not known" for NaN. */
void retort_wording_figures(retort_buf *b, double x, int figures);

/** Append a share as per cent, four figures at most, and " %". */
void retort_wording_percent(retort_buf *b, double share);

/**
 * Move the text of @p b to @p arena and release @p b, also on failure.
 * @param[out] out  the text; unchanged on failure
 * @return RETORT_OK, RETORT_ERR_NOMEM or RETORT_ERR_LIMIT
 */
RETORT_MUST_CHECK retort_status retort_wording_keep(retort_buf *b,
                                                    retort_arena *arena,
                                                    const char **out,
                                                    retort_err *err);

#endif /* INFER_WORDING_H */
