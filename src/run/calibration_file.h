/**
 * @file run/calibration_file.h
 * Calibrations and validations as files.
 */
#ifndef RUN_CALIBRATION_FILE_H
#define RUN_CALIBRATION_FILE_H

#include "base/sha256.h"
#include "infer/calibration.h"

/**
 * Read a calibration file; errors name it.
 *
 * @param[out] out     retort_calibration_free(); NULL on failure
 * @param[out] digest  hex SHA-256 of its bytes, or NULL
 * @return RETORT_OK, or what retort_infile_read() and
 *         retort_calibration_json_read() give
 */
RETORT_MUST_CHECK retort_status retort_calibration_file_read(
    retort_calibration **out, const char *path,
    char digest[RETORT_SHA256_HEX_BYTES], retort_err *err);

/** What a calibration or its validations can be written as. */
typedef enum retort_calibration_form {
    RETORT_FORM_CALIBRATION, /**< JSON with the population */
    RETORT_FORM_VALIDATION,  /**< JSON of the figures and weighed pairs */
    RETORT_FORM_PAIRS,       /**< CSV, one row a weighed pair */
    RETORT_FORM_TEXT         /**< Markdown for people */
} retort_calibration_form;

/**
 * Could @p path be written? Asked before a minute of work is spent; nothing is
 * left behind.
 * @return as retort_outfile_open()
 */
RETORT_MUST_CHECK retort_status retort_calibration_file_try(const char *path,
                                                            bool force,
                                                            retort_err *err);

/**
 * Write @p c to @p path, "-" is standard output. A file appears whole or not at
 * all; one that exists stays unless @p force.
 * @return RETORT_OK, RETORT_ERR_LIMIT, RETORT_ERR_EXISTS, RETORT_ERR_IO,
 *         RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_calibration_file_write(
    const retort_calibration *c, retort_calibration_form form, const char *path,
    bool force, retort_err *err);

#endif /* RUN_CALIBRATION_FILE_H */
