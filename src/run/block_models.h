/**
 * @file run/block_models.h
 * The models of a library with their counts by prompt block: what labelled
 * comparisons and cases are scored from.
 *
 * Fingerprints are decoded in full one after the other; what stays are the
 * counts of compare/block_counts.h, the replies and the stylometric sums: under
 * 1 MB a model instead of 9. Hash sets of replies are not kept: what is
 * calibrated is compared by sketches, which every fingerprint has.
 *
 * The population is built from all rows of the lineage table, since a model
 * that is not here may still join two that are. Only models with a fingerprint
 * are listed.
 *
 * Threads: immutable once made.
 */
#ifndef RUN_BLOCK_MODELS_H
#define RUN_BLOCK_MODELS_H

#include <retort/library.h>

#include "base/arena.h"
#include "compare/block_counts.h"
#include "compare/modelset.h"
#include "compare/population.h"

/** One model. Strings live as long as the models. */
typedef struct retort_block_model {
    const char *name;
    const char *lineage;           /**< its own name where it has none */
    const retort_lineage_row *row; /**< NULL: the table does not have it */
    size_t population;             /**< index, or RETORT_POPULATION_NONE */
    bool is_reference;             /**< a teacher or version row */
    retort_fingerprint *fp; /**< without tables, sets and record digests */
    retort_block_counts counts;
} retort_block_model;

typedef struct retort_block_models {
    retort_block_model *items; /**< ascending by name */
    size_t count;
    retort_population *population;
    const char *library_name;
    char digest[RETORT_DIGEST_HEX_BYTES];
    retort_fp_params params; /**< of all fingerprints; zero without any */
    retort_lineage_row *rows;
    retort_arena arena;
} retort_block_models;

/** Which models. */
typedef struct retort_block_source {
    const retort_library *library;  /**< open; may be closed after the load */
    const char *library_name;       /**< file name without path */
    const retort_lineage_row *rows; /**< come before those of the library, or
                                         NULL; strings are copied */
    size_t row_count;
} retort_block_source;

/**
 * Load all models of a library.
 * @return RETORT_OK, RETORT_ERR_NOT_APPLICABLE (a model lacks what
 *         retort_block_counts_make() needs; named), RETORT_ERR_MISMATCH
 *         (unequal parameters), RETORT_ERR_FORMAT, RETORT_ERR_IO,
 *         RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status
retort_block_models_load(retort_block_models **out,
                         const retort_block_source *source, retort_err *err);

/**
 * Load all models of a library file, called as the file without its path.
 *
 * @param lineage  TSV whose rows come first, or NULL
 * @return as retort_block_models_load(), or the first error of a file, which
 *         names it
 */
RETORT_MUST_CHECK retort_status
retort_block_models_open(retort_block_models **out, const char *library,
                         const char *lineage, retort_err *err);

void retort_block_models_free(retort_block_models *m);

/** Index of a model by name, or SIZE_MAX. */
size_t retort_block_models_find(const retort_block_models *m, const char *name);

/**
 * What scores of these models are made of, to be compared with what those of a
 * calibration were made of:
 * "so 2^14, op 2^14, cl 2^14, lo 2^14; sketch; key text; channel answer".
 * @return a string of @p arena, or NULL without memory
 */
const char *retort_block_models_features(const retort_block_models *m,
                                         retort_arena *arena);

/** Model @p i as a model set reads it, in the background if a reference. */
retort_model retort_block_models_item(const retort_block_models *m, size_t i);

/**
 * Lineages of S's documented teachers among the background of @p set, for the
 * open setting (METHOD 3). Models of the set are matched by lineage name.
 *
 * @param s    index of S in the population, or RETORT_POPULATION_NONE
 * @param out  room for set->lineages numbers of lineages of the set
 * @return how many
 */
size_t retort_block_models_teachers(const retort_block_models *m, size_t s,
                                    const retort_modelset *set, uint32_t *out);

#endif /* RUN_BLOCK_MODELS_H */
