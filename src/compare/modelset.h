/**
 * @file compare/modelset.h
 * The models of one comparison: fingerprints with their place in the lineage
 * table, and which of them make up the background.
 *
 * The background (METHOD 2) is the `teacher` and `version` rows of the library,
 * without the lineages of suspect and candidate; the mean is taken within a
 * lineage, then over lineages. Leaving out both lineages is not optional: it
 * keeps the treatment of the pair symmetric.
 */
#ifndef COMPARE_MODELSET_H
#define COMPARE_MODELSET_H

#include <retort/library.h>
#include <retort/status.h>

#include "fingerprint/fp.h"

enum { RETORT_PROFILE_FAMILIES = 4 };

/** One model. Strings and fingerprint are borrowed and outlive the set. */
typedef struct retort_model {
    const char *name;
    const char *family; /**< lineage name; "" makes the model its own */
    const char *vendor; /**< "" if unknown */
    bool background;    /**< a teacher or version row */
    const retort_fingerprint *fp;
    uint32_t lineage; /**< index, filled by retort_modelset_new() */
    uint64_t prompts; /**< distinct prompts, filled; replies where
                              the table of replies was dropped */
} retort_model;

/** Models and what is derived from them once. */
typedef struct retort_modelset {
    retort_model *models;
    size_t count;
    size_t lineages;            /**< distinct lineages among all models */
    uint32_t *lineage_members;  /**< background models in each lineage */
    size_t background_lineages; /**< lineages with at least one */
} retort_modelset;

/**
 * Copy @p models and number their lineages in order of first appearance.
 * @return RETORT_OK, RETORT_ERR_MISMATCH (unequal parameters: names both
 *         models and values), RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_modelset_new(retort_modelset **out,
                                                    const retort_model *models,
                                                    size_t count,
                                                    retort_err *err);
void retort_modelset_free(retort_modelset *set);

/** Background lineages left when the lineages of models a and b are out. */
size_t retort_modelset_background(const retort_modelset *set, size_t a,
                                  size_t b);

/** Do all models have family @p id? */
bool retort_modelset_has(const retort_modelset *set, const char *id);

#endif /* COMPARE_MODELSET_H */
