/**
 * @file evaluate/sections.h
 * The sections of the page, one function each. They append to page->text; the
 * first failure is returned.
 */
#ifndef EVALUATE_SECTIONS_H
#define EVALUATE_SECTIONS_H

#include "evaluate/page.h"
#include "evaluate/scores.h"

/** What was computed on what. */
typedef struct eval_title {
    const char *command;
    const char *source;  /**< folder or library, as given */
    const char *lineage; /**< table, or NULL: that of the library */
    bool from_texts;
} eval_title;

RETORT_MUST_CHECK retort_status eval_section_title(eval_page *p,
                                                   const eval_title *title,
                                                   retort_err *err);

/** Main figures first, for readers in a hurry. */
RETORT_MUST_CHECK retort_status eval_section_main(eval_page *p,
                                                  const eval_scores *scores,
                                                  retort_err *err);

/** Figures of *distilled* in full. */
RETORT_MUST_CHECK retort_status eval_section_distilled(
    eval_page *p, const eval_scores *scores, retort_err *err);

/** Who comes first: teachers of students, kin of *same* and *tuned*. */
RETORT_MUST_CHECK retort_status eval_section_first(eval_page *p,
                                                   const eval_scores *scores,
                                                   retort_err *err);

/** Placebo and shuffled labels. */
RETORT_MUST_CHECK retort_status eval_section_placebo(eval_page *p,
                                                     const eval_scores *scores,
                                                     retort_err *err);

/** Numbers of prompts, disjoint prompts, numbers of background lineages. */
RETORT_MUST_CHECK retort_status eval_section_size(eval_page *p,
                                                  const eval_scores *scores,
                                                  retort_err *err);

/** Replies told otherwise; without texts a line that says so. */
RETORT_MUST_CHECK retort_status eval_section_texts(eval_page *p,
                                                   const eval_scores *scores,
                                                   bool has_texts,
                                                   bool has_topics,
                                                   retort_err *err);

void eval_section_doubts(eval_page *p);

#endif /* EVALUATE_SECTIONS_H */
