/**
 * @file compare/population_kin.h
 * Who holds whose weights: the pairs of the questions *same* and *tuned*.
 *
 * Threads: pure functions of an immutable population.
 */
#ifndef COMPARE_POPULATION_KIN_H
#define COMPARE_POPULATION_KIN_H

#include <stddef.h>

#include "compare/population.h"

/** Models looked at on the way up from a suspect; more are not followed. */
enum { RETORT_KIN_ANCESTORS_MAX = 64 };

typedef enum retort_kin {
    RETORT_KIN_NONE,    /**< nothing joins them: a null for both questions */
    RETORT_KIN_SAME,    /**< one set of weights: variants of one model */
    RETORT_KIN_TUNED,   /**< S's weights were moved from R's, in some steps */
    RETORT_KIN_RELATED, /**< lineage, vendor, base or path, or a vendor whose
                             model is above the other; neither of these */
    RETORT_KIN_COUNT
} retort_kin;

/**
 * Kin of suspect @p s and reference @p r, whatever the confidence of the rows.
 * A `variant` row is its first teacher. Parents of a `derived` row are its
 * teachers of share "-", or all of them where column share is empty; of any row
 * but `teacher` and `version` also the models that its base names. A version is
 * another snapshot, hence related only. A model that is NONE has no kin.
 */
retort_kin retort_population_kin(const retort_population *pop, size_t s,
                                 size_t r);

/** Word of a kin. Static. */
const char *retort_kin_word(retort_kin kin);

#endif /* COMPARE_POPULATION_KIN_H */
