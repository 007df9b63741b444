/**
 * @file report/evidence_rows.h
 * What the sinks for people show of a setting and of a row of evidence, and
 * with how many digits: HTML and text agree because both ask here.
 */
#ifndef REPORT_EVIDENCE_ROWS_H
#define REPORT_EVIDENCE_ROWS_H

#include <retort/evidence.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum retort_evidence_form {
    RETORT_EVIDENCE_NUMBER, /**< a double */
    RETORT_EVIDENCE_RANGE,  /**< two doubles, the second at `more` */
    RETORT_EVIDENCE_BOUND,  /**< a double, and the text at `more` */
    RETORT_EVIDENCE_TEXT,   /**< a const char * */
    RETORT_EVIDENCE_COUNT,  /**< a uint32_t */
    RETORT_EVIDENCE_COUNTS  /**< two uint32_t: pairs, lineages at `more` */
} retort_evidence_form;

/** One line of the table that holds closed and open side by side. */
typedef struct retort_evidence_row {
    const char *title;
    retort_evidence_form form;
    size_t offset; /**< in retort_setting */
    size_t more;
    int decimals;
} retort_evidence_row;

/** All of them, ended by a row whose title is NULL. Static. */
extern const retort_evidence_row retort_evidence_rows[];

/** Members of @p s at the offset of a row. */
double retort_evidence_number_at(const retort_setting *s, size_t offset);
uint32_t retort_evidence_count_at(const retort_setting *s, size_t offset);
const char *retort_evidence_text_at(const retort_setting *s, size_t offset);

/** Was @p e weighed, so that its settings hold more than nothing? */
bool retort_evidence_is_weighed(const retort_evidence *e);

/** Does @p e have a rule that failed and refuses a likelihood ratio? */
bool retort_evidence_is_refused(const retort_evidence *e);

/** Does @p r refuse a likelihood ratio? */
bool retort_evidence_rule_refuses(const retort_rule *r);

/** "passed", "refused", or "warning" for one that failed and refuses none. */
const char *retort_evidence_outcome(const retort_rule *r);

#endif /* REPORT_EVIDENCE_ROWS_H */
