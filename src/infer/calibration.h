/**
 * @file infer/calibration.h
 * A calibration: the comparisons of a population, how scores become likelihood
 * ratios, and how well that was seen to work. One file (docs/calibration.md).
 *
 * Plain data in one arena. `retort calibrate` makes it, `retort validate` shows
 * it, `retort compare --calibration` uses it.
 */
#ifndef INFER_CALIBRATION_H
#define INFER_CALIBRATION_H

#include "infer/case.h"
#include "infer/validation.h"

/** The whole file. */
typedef struct retort_calibration {
    retort_comparisons population;
    double prior;
    uint32_t draws;
    uint64_t seed; /**< of the validation's draws, below 2^53 */
    const retort_validation *validations; /**< one a calibrated proposition */
    size_t validation_count;
    void *arena; /**< owner of all of the above, retort_arena */
} retort_calibration;

/**
 * An empty calibration with an arena of its own.
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_calibration_new(retort_calibration **out,
                                                       retort_err *err);

/** Free it and all it points to. NULL is allowed. */
void retort_calibration_free(retort_calibration *c);

/** Validation of a proposition, or NULL. */
const retort_validation *retort_calibration_validation(
    const retort_calibration *c, retort_proposition proposition);

#endif /* INFER_CALIBRATION_H */
