/**
 * @file report/calibration_check.h
 * What a calibration must hold beyond its types: names in order, numbers of
 * models and lineages inside their tables, known propositions.
 */
#ifndef REPORT_CALIBRATION_CHECK_H
#define REPORT_CALIBRATION_CHECK_H

#include <retort/attrs.h>
#include <retort/status.h>

#include "infer/calibration.h"

/**
 * Check @p c, from anywhere.
 *
 * - names of lineages and of models ascend (bytes), none twice;
 * - a model's lineage stands in the table; a pair's models stand in theirs, and
 *   its lineages are those of its models;
 * - sets and validations are of propositions answered by a ratio, in their
 *   order, none twice, and a validation has its set;
 * - the pairs of a set ascend by suspect, then reference, none twice;
 * - a use is a retort_use, 0 < prior < 1, ridge is not below 0, draws at most
 *   RETORT_CASE_DRAWS_MAX.
 *
 * @return RETORT_OK, or RETORT_ERR_FORMAT with the place in @p err
 */
RETORT_MUST_CHECK retort_status
retort_calibration_check(const retort_calibration *c, retort_err *err);

#endif /* REPORT_CALIBRATION_CHECK_H */
