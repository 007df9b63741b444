/**
 * @file report/result_fields.h
 * The JSON form of a result (docs/result-json.md) as tables of fields.
 */
#ifndef REPORT_RESULT_FIELDS_H
#define REPORT_RESULT_FIELDS_H

#include <retort/limits.h>

#include "report/fields.h"

/** Value of the key "format". */
#define RETORT_RESULT_FORMAT "retort-result-1"

#define RETORT_RESULT_LIST_MAX    RETORT_MODELS_MAX /* members of a list */
#define RETORT_RESULT_REMARKS_MAX ((size_t)1000)    /* warnings, left out */
#define RETORT_RESULT_STRIPS_MAX  ((size_t)1000)    /* strips of a suspect */
#define RETORT_RESULT_HEATMAP_MAX ((size_t)2000)    /* rows of the heat map */
#define RETORT_RESULT_RULES_MAX   ((size_t)1000)    /* rules of one row */

/** A retort_screening as a whole. Static. */
extern const retort_document retort_result_document;

/** The rows of a retort_evidence. Static. */
extern const retort_fields retort_evidence_fields;

/** The rows of a retort_rule. Static. */
extern const retort_fields retort_rule_fields;

#endif /* REPORT_RESULT_FIELDS_H */
