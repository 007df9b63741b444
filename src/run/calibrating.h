/**
 * @file run/calibrating.h
 * From a library to a calibration: labelled comparisons, validated. The
 * pipeline of `calibrate` and `validate`.
 */
#ifndef RUN_CALIBRATING_H
#define RUN_CALIBRATING_H

#include "infer/calibration.h"

/** Told what is being done, for people who wait. */
typedef void (*retort_stage_fn)(void *ctx, const char *stage);

/** What to calibrate from. */
typedef struct retort_calibrating {
    const char *library;
    const char *lineage;   /**< TSV whose rows come first, or NULL */
    uint32_t draws;        /**< bootstrap draws of the figures */
    size_t threads;        /**< 0: all processors */
    retort_stage_fn stage; /**< or NULL */
    void *stage_ctx;
} retort_calibrating;

/**
 * Score the labelled pairs of the library and validate each proposition.
 *
 * The seed of all draws is the first 8 bytes of SHA-256 over the digest of the
 * library, cut to 53 bits, so that the file alone repeats them.
 *
 * @param[out] out  retort_calibration_free()
 * @return RETORT_OK, or the first error with the file it is about;
 *         RETORT_ERR_NOT_APPLICABLE names a model that lacks what is needed
 */
RETORT_MUST_CHECK retort_status retort_calibrating_run(
    retort_calibration **out, const retort_calibrating *how, retort_err *err);

/**
 * Validate again from the comparisons that a calibration file holds; without
 * the library, so dose rows are kept as they stand in the file.
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status
retort_calibrating_again(retort_calibration *calibration,
                         const retort_calibrating *how, retort_err *err);

#endif /* RUN_CALIBRATING_H */
