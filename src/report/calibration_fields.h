/**
 * @file report/calibration_fields.h
 * The JSON forms of a calibration and of its validations (docs/calibration.md)
 * as tables of fields.
 */
#ifndef REPORT_CALIBRATION_FIELDS_H
#define REPORT_CALIBRATION_FIELDS_H

#include <retort/limits.h>

#include "report/fields.h"

/** Values of the key "format". */
#define RETORT_CALIBRATION_FORMAT "retort-calibration-1"
#define RETORT_VALIDATION_FORMAT  "retort-validation-1"

#define RETORT_CALIBRATION_MODELS_MAX RETORT_MODELS_MAX /* and lineages */
#define RETORT_CALIBRATION_PAIRS_MAX  ((size_t)1 << 18) /* of one proposition */
#define RETORT_CALIBRATION_ROWS_MAX   ((size_t)1000)    /* of other lists */

/** A retort_calibration as a whole. Static. */
extern const retort_document retort_calibration_document;

/** A retort_calibration without its population. Static. */
extern const retort_document retort_validation_document;

/** The rows of a retort_validation. Static. */
extern const retort_fields retort_validation_fields;

#endif /* REPORT_CALIBRATION_FIELDS_H */
