/**
 * @file evaluate/models.h
 * The models of an evaluation: their place in the lineage table and what is
 * kept of their fingerprints.
 */
#ifndef EVALUATE_MODELS_H
#define EVALUATE_MODELS_H

#include "base/arena.h"
#include "compare/modelset.h"
#include "compare/population.h"
#include "fingerprint/lineage_tsv.h"
#include "ingest/pathlist.h"

/** Ranges of prompt blocks that are compared. */
typedef enum eval_cut {
    EVAL_CUT_1, /**< the first block: about 25 of 805 prompts */
    EVAL_CUT_2,
    EVAL_CUT_4,
    EVAL_CUT_8,
    EVAL_CUT_16,   /**< the first half */
    EVAL_CUT_LATE, /**< the second half */
    EVAL_CUT_ALL,
    EVAL_CUTS
} eval_cut;

/** The same replies told otherwise. */
typedef enum eval_variant {
    EVAL_FIRST_WORDS, /**< the first 100 words */
    EVAL_NO_MARKDOWN,
    EVAL_NO_PUNCTUATION, /**< lower case without punctuation */
    EVAL_SHUFFLED,       /**< words shuffled inside each reply */
    EVAL_TOPIC,          /**< prompts of the topics set apart */
    EVAL_OTHER_TOPICS,   /**< all other prompts */
    EVAL_VARIANTS
} eval_variant;

/** One model. Strings live as long as the models. */
typedef struct eval_model {
    const char *name;
    const char *family; /**< lineage; the name where the table has none */
    const char *vendor; /**< "" if unknown */
    size_t row;         /**< index in the population, or NONE */
    bool is_reference;  /**< a teacher or version row: also background */
    retort_fingerprint *cut[EVAL_CUTS];
    retort_fingerprint *variant[EVAL_VARIANTS]; /**< NULL without texts */
    retort_fingerprint *sets; /**< with hash sets per reply, or NULL */
} eval_model;

/** All models, ascending by name. */
typedef struct eval_models {
    eval_model *items;
    size_t count;
    size_t cap;
    retort_population *population;
    retort_lineage_table table;
    retort_library *library; /**< NULL: a folder */
    retort_path_list files;  /**< of the folder; empty with a library */
    retort_arena arena;
    uint64_t replies;
    char digest[RETORT_DIGEST_HEX_BYTES]; /**< of names and record digests */
} eval_models;

/** Where to take the models from. */
typedef struct eval_source {
    const char *folder;  /**< of model outputs, or NULL */
    const char *library; /**< or NULL */
    const char *lineage; /**< TSV; NULL: the rows of the library */
    size_t threads;
} eval_source;

/**
 * Fingerprint the folder, or take the fingerprints of the library.
 * @param[out] out  zeroed by the caller; release it, also on failure
 */
RETORT_MUST_CHECK retort_status eval_models_load(eval_models *out,
                                                 const eval_source *source,
                                                 retort_err *err);

/** Fingerprint the folder once more, with hash sets per reply. */
RETORT_MUST_CHECK retort_status eval_models_load_sets(eval_models *m,
                                                      size_t threads,
                                                      retort_err *err);

/** Free the fingerprints with hash sets. */
void eval_models_drop_sets(eval_models *m);

void eval_models_release(eval_models *m);

/** Model called @p name, or SIZE_MAX. */
size_t eval_models_find(const eval_models *m, const char *name);

#endif /* EVALUATE_MODELS_H */
