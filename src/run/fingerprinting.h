/**
 * @file run/fingerprinting.h
 * The pipeline from inputs to fingerprints, as one call.
 *
 * Two passes. In the first, inputs are read in order, cut into batches, and any
 * thread turns a batch into prepared replies; the replies of the first model
 * are counted at once, those of others wait in the spool (run/spool.h). In the
 * second, models are counted one after the other, each by one thread, or in
 * parts that are merged. So memory does not grow with the input, and neither
 * threads nor order nor the cut into files show in the result.
 */
#ifndef RUN_FINGERPRINTING_H
#define RUN_FINGERPRINTING_H

#include <retort/fingerprint.h>
#include <retort/record.h>
#include <retort/status.h>

#include "fingerprint/builder.h"
#include "ingest/adapter.h"
#include "ingest/pathlist.h"
#include "ingest/reader.h"

/** What to fingerprint, and how. Zero is the default of every field. */
typedef struct retort_fingerprinting {
    /** Paths: files, folders of either JSON files or texts, "-" for stdin. */
    const char *const *inputs;
    size_t input_count;
    const char *model;    /**< one name for all, or NULL */
    bool model_from_file; /**< name models after their files */
    retort_read_options read;
    const retort_field_map *map; /**< or NULL */
    retort_build_options build;  /**< params.channel, key, detail; families */
    size_t threads;              /**< 0: all processors */
    const char *temp_folder;     /**< NULL: /tmp */
    const char *options_text;    /**< options for the provenance, or NULL */
    bool encode;                 /**< also make the bytes of the file */
    /** Called now and then on the caller's thread; may be NULL. */
    void (*progress)(void *ctx, uint64_t bytes_read, uint64_t replies);
    void *progress_ctx;
} retort_fingerprinting;

/** One finished model. The callee owns nothing; fields die with the call. */
typedef struct retort_made {
    const char *model;
    const retort_fingerprint *fp;
    const unsigned char *bytes; /**< under encode, else NULL */
    size_t len;
} retort_made;

/** Receives models in ascending order of name. Caller's thread. */
typedef retort_status (*retort_made_fn)(void *ctx, const retort_made *made,
                                        retort_err *err);

/** What was read of one input. */
typedef struct retort_input_facts {
    const char *path;
    const char *format; /**< adapter, static */
    char reason[256];   /**< why that adapter */
    retort_file_facts file;
    retort_counts counts;
} retort_input_facts;

/** What was read of all. */
typedef struct retort_fingerprinting_facts {
    retort_input_facts *inputs;
    size_t input_count;
    retort_path_list paths; /**< of the inputs, folders expanded */
    retort_counts counts;
    size_t models;
    uint64_t text_bytes; /**< prepared text counted */
} retort_fingerprinting_facts;

/**
 * Fingerprint all inputs; nothing reaches @p fn unless every input was read to
 * its end without an error.
 *
 * @param[out] facts  filled also on failure as far as known; release it
 * @return RETORT_OK; the first error in the order of the inputs, with file,
 *         record and offset; RETORT_ERR_EMPTY if no reply was used
 */
RETORT_MUST_CHECK retort_status retort_fingerprint_inputs(
    const retort_fingerprinting *how, retort_made_fn fn, void *ctx,
    retort_fingerprinting_facts *facts, retort_err *err);

void retort_fingerprinting_facts_release(retort_fingerprinting_facts *facts);

#endif /* RUN_FINGERPRINTING_H */
