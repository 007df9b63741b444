/**
 * @file infer/refusals.h
 * When no likelihood ratio may be given: one table of rules, held against the
 * facts of a case (METHOD 4, "Refuse an LR"; limits in infer/method_limits.h).
 *
 * A value that could not be found (NaN) fails a rule, except where the row says
 * that the rule is then not asked. Values must lie on the right side of their
 * limit or on it.
 *
 * Threads: pure functions, any number.
 */
#ifndef INFER_REFUSALS_H
#define INFER_REFUSALS_H

#include <retort/evidence.h>
#include <retort/status.h>

#include "base/arena.h"

/** What the rules look at; NaN: not known. Counts are numbers like others. */
typedef struct retort_case_facts {
    double shared_prompts;
    double prompt_overlap; /**< share of S's prompts that are shared */
    double control_lineages;
    double control_vendors;
    double null_lineages;      /**< of the calibration; the fewer of the two */
    double null_lineages_of_r; /**< null suspects of R itself */
    double positive_lineages;
    double reference_lineages; /**< with positives; NaN: no common source */
    double slope;              /**< the lesser of the two; NaN: no fit */
    double skipped_draws;      /**< share; NaN: none were made */
    double median_chars;
    double median_chars_least; /**< of the models of the population */
    double median_chars_most;
    double closed_class;
    double closed_class_least;
    double closed_class_most;
    double same_reply;
    double identical;
    double split_half;
    double months_after; /**< months from R's release to S's; NaN: unknown */
    double beyond_range; /**< standard deviations; the larger of the two */
} retort_case_facts;

/** On which side of its limit a value must lie. */
typedef enum retort_side { RETORT_AT_LEAST, RETORT_AT_MOST } retort_side;

/** Whom a rule concerns: bit p for proposition p. */
enum {
    RETORT_ASKED_KIN =
        1 << RETORT_PROPOSITION_SAME | 1 << RETORT_PROPOSITION_TUNED,
    RETORT_ASKED_DISTILLED = 1 << RETORT_PROPOSITION_DISTILLED,
    RETORT_ASKED_ALL = RETORT_ASKED_KIN | RETORT_ASKED_DISTILLED
};

/** One rule. */
typedef struct retort_refusal_row {
    const char *id;
    const char *noun;      /**< what is measured, for a list of failures */
    const char *text;      /**< the requirement, a sentence */
    const char *not_asked; /**< text where the value is NaN and that is no
                                failure; NULL: NaN fails */
    double (*value)(const retort_case_facts *f);
    double (*varying)(const retort_case_facts *f); /**< limit, or NULL: */
    double limit;
    retort_side side;
    bool refuses; /**< else a warning */
    unsigned asked;
} retort_refusal_row;

/** The table. @param[out] count  its rows */
const retort_refusal_row *retort_refusal_rows(size_t *count);

/** Row of this id, or NULL. */
const retort_refusal_row *retort_refusal_row_of(const char *id);

/**
 * Hold the facts against every row that concerns @p proposition, and append the
 * acceptance limits of the calibration, which then refuse whatever they say
 * about themselves.
 *
 * @param arena        owner of @p out
 * @param[out] out     rules in the order of the table, then @p acceptance
 * @param[out] count   how many
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_refusals_hold(
    retort_proposition proposition, const retort_case_facts *facts,
    const retort_rule *acceptance, size_t acceptance_count, retort_arena *arena,
    const retort_rule **out, size_t *count, retort_err *err);

/** Has a rule failed that refuses? */
bool retort_rules_refuse(const retort_rule *rules, size_t count);

/** Rule of this id, or NULL. */
const retort_rule *retort_rules_find(const retort_rule *rules, size_t count,
                                     const char *id);

#endif /* INFER_REFUSALS_H */
