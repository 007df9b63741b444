/**
 * @file evaluate/page.h
 * The page: Markdown tables whose columns are the parts of the split.
 */
#ifndef EVALUATE_PAGE_H
#define EVALUATE_PAGE_H

#include "base/buf.h"
#include "evaluate/bootstrap.h"
#include "evaluate/draws.h"

typedef struct eval_page {
    retort_buf text;
    const eval_labels *labels;
    eval_bootstrap boot[EVAL_PARTS];
    bool held; /**< all three parts; else the choosing part only */
    size_t threads;
} eval_page;

/** What a row is taken over. */
typedef enum eval_what {
    EVAL_ASK_VIEW, /**< eval_draw() with field view */
    EVAL_ASK_TOP,
    EVAL_ASK_TOP_PLAUSIBLE,
    EVAL_ASK_SAME,
    EVAL_ASK_TUNED,
    EVAL_ASK_TWICE /**< tables[0] against second */
} eval_what;

/** One row: the mean of a metric over one or more tables of scores. */
typedef struct eval_ask {
    eval_what what;
    unsigned view;
    eval_metric metric;
    const double *const *tables;
    size_t count;
    const double *second;
    bool with_counts; /**< print k/n before the share */
    bool shuffled;    /**< tables[0] `count` times, suspects of the part
                           changing places; bracketed by the single draws */
} eval_ask;

/** Prepare the bootstrap of every part over suspects of labelled pairs. */
RETORT_MUST_CHECK retort_status eval_page_init(eval_page *p,
                                               const eval_labels *labels,
                                               bool held, size_t threads,
                                               retort_err *err);
void eval_page_release(eval_page *p);

/** Is this part a column of the page? */
bool eval_page_shows(const eval_page *p, eval_part part);

/** The figure itself, without an interval. */
RETORT_MUST_CHECK retort_status eval_page_point(
    const eval_page *p, const double *table, unsigned view, eval_metric metric,
    eval_part part, double *out, retort_err *err);

/** Name of a part as columns have it. Static. */
const char *eval_part_name(eval_part part);

/** Head of a table: @p first names its first column. */
void eval_page_head(eval_page *p, const char *first);

/** One row of figures. */
RETORT_MUST_CHECK retort_status eval_page_row(eval_page *p, const char *label,
                                              const eval_ask *ask,
                                              retort_err *err);

/** A row over one table and one view. */
RETORT_MUST_CHECK retort_status eval_page_view(eval_page *p, const char *label,
                                               const double *table,
                                               unsigned view,
                                               eval_metric metric,
                                               retort_err *err);

#endif /* EVALUATE_PAGE_H */
