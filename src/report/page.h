/**
 * @file report/page.h
 * The page from top to bottom: each function appends one part of it, and
 * retort_html_write() calls them in order.
 */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include <retort/screening.h>

#include "base/buf.h"

/** The style sheet in parts, ended by NULL. Static. */
extern const char *const retort_page_style[];

/** A term and what it means. */
typedef struct retort_page_term {
    const char *term;
    const char *meaning;
} retort_page_term;

/** Words of the page that are no scores, ended by a NULL term. Static. */
extern const retort_page_term retort_page_glossary[];

/** Words of evidence, ended likewise. Static. */
extern const retort_page_term retort_page_evidence_glossary[];

/** What a screening does not say, ended by NULL. Static. */
extern const char *const retort_page_limits[];

/** What evidence does not say, ended by NULL. Static. */
extern const char *const retort_page_evidence_limits[];

/** Title, status, what is inside. */
void retort_page_top(retort_buf *out, const retort_screening *result);

/** Is @p result a comparison of one pair? */
bool retort_page_is_pair(const retort_screening *result);

/**
 * One suspect of @p result; @p number counts from 1 and makes ids unique. A
 * comparison shows its pair in full, a screening its two rankings.
 */
void retort_page_suspect(retort_buf *out, const retort_screening *result,
                         size_t number);

/** The one candidate of a comparison: each score, its place, its meaning. */
void retort_page_pair(retort_buf *out, const retort_suspect *s, size_t number);

/** Evidence, if there is any: the propositions in order, each with its number,
 * its settings, its rules and its rivals; what was refused comes first. */
void retort_page_evidence(retort_buf *out, const retort_suspect *s,
                          size_t number);

/** References by raw profile: the question "distilled". */
void retort_page_distilled(retort_buf *out, const retort_suspect *s,
                           size_t number);

/** Models by residual cosine: the questions "same" and "tuned". */
void retort_page_kin(retort_buf *out, const retort_suspect *s, size_t number);

/** Strip plot and its numbers. Nothing when there are no strips. */
void retort_page_strips(retort_buf *out, const retort_suspect *s,
                        size_t number);

/** Heat map of the library and its numbers. Nothing when it is empty. */
void retort_page_library(retort_buf *out, const retort_heatmap *map);

/** Where the result comes from. */
void retort_page_provenance(retort_buf *out, const retort_screening *result);

/** What is not said, and what the words mean. */
void retort_page_words(retort_buf *out, const retort_screening *result);

#endif /* REPORT_PAGE_H */
