/**
 * @file retort/pipeline.h
 * The two things most programs want of libretort: replies to fingerprints, and
 * suspects to a screening. docs/example.c is a program that uses them.
 *
 * Both are the pipelines of `retort fingerprint` and `retort screen`: the same
 * inputs and options give the same bytes as the command, for any number of
 * threads.
 *
 * Threads: calls are independent of each other.
 */
#ifndef RETORT_PIPELINE_H
#define RETORT_PIPELINE_H

#include <retort/attrs.h>
#include <retort/fingerprint.h>
#include <retort/screening.h>
#include <retort/status.h>
#include <stdbool.h>
#include <stddef.h>

/** What to fingerprint. Zero is the default of every field. */
typedef struct retort_replies {
    const char *const *paths; /**< files, text folders, "-" for stdin */
    size_t path_count;
    const char *model;  /**< one name for all replies; NULL: as they say */
    const char *format; /**< name of an input format; NULL: detected */
    bool key_by_id;     /**< pair prompts by id instead of by text */
    bool detail;        /**< keep hash sets per reply: for own data */
    bool skip_bad;      /**< count bad lines of JSONL instead of failing */
    size_t threads;     /**< 0: all processors */
} retort_replies;

/**
 * Receives each model in ascending order of name. @p fp belongs to the caller
 * of retort_pipeline_fingerprint() and dies when this returns; encode or merge
 * it to keep it. A status other than RETORT_OK ends the run and is returned.
 */
typedef retort_status (*retort_model_fn)(void *ctx, const char *model,
                                         const retort_fingerprint *fp,
                                         retort_err *err);

/**
 * Read all replies, then hand over one fingerprint a model.
 *
 * Nothing is handed over unless every input was read to its end.
 *
 * @return RETORT_OK; RETORT_ERR_ARG (no such format); the first error in the
 *         order of the inputs, with file, record and byte offset;
 *         RETORT_ERR_EMPTY if no reply was used
 */
RETORT_API RETORT_MUST_CHECK retort_status
retort_pipeline_fingerprint(const retort_replies *replies, retort_model_fn fn,
                            void *ctx, retort_err *err);

/** A suspect: a name to print and its fingerprint, both borrowed. */
typedef struct retort_named_fingerprint {
    const char *name;
    const retort_fingerprint *fp;
} retort_named_fingerprint;

/**
 * Hold suspects against a library file.
 *
 * @param lineage   lineage of the suspects, or NULL if it is not known
 * @param[out] out  the result, retort_screening_free(); write it with
 *                  retort_report_write()
 * @return RETORT_OK, RETORT_ERR_NOT_FOUND or RETORT_ERR_FORMAT (the library),
 *         RETORT_ERR_MISMATCH (a suspect made with other parameters),
 *         RETORT_ERR_IO, RETORT_ERR_NOMEM
 */
RETORT_API RETORT_MUST_CHECK retort_status retort_pipeline_screen(
    const char *library, const retort_named_fingerprint *suspects,
    size_t suspect_count, const char *lineage, retort_screening **out,
    retort_err *err);

#endif /* RETORT_PIPELINE_H */
