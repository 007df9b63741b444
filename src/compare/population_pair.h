/**
 * @file compare/population_pair.h
 * What a pair (suspect S, reference R) of the population may be used as.
 *
 * For *distilled*: a positive, a null, or nothing. A pair is nothing unless a
 * document carries it; the reason is always given. *same* and *tuned* have
 * compare/population_kin.h.
 *
 * Threads: pure functions of an immutable population.
 */
#ifndef COMPARE_POPULATION_PAIR_H
#define COMPARE_POPULATION_PAIR_H

#include <stdbool.h>
#include <stddef.h>

#include "compare/population.h"

/** Label of a pair for the question *distilled*. */
typedef enum retort_pair_label {
    RETORT_PAIR_UNLABELLED,           /**< used nowhere; see the reason */
    RETORT_PAIR_POSITIVE_MAIN,        /**< main share of S's text is R's line */
    RETORT_PAIR_POSITIVE_PART,        /**< part of it is */
    RETORT_PAIR_NULL,                 /**< documented otherwise */
    RETORT_PAIR_NULL_TIME_IMPOSSIBLE, /**< and S was released before R */
    RETORT_PAIR_LABEL_COUNT
} retort_pair_label;

/** Why a pair has no label; the first that applies, in this order. */
typedef enum retort_pair_reason {
    RETORT_REASON_NONE,            /**< the pair has a label */
    RETORT_REASON_NOT_IN_TABLE,    /**< S or R has no row */
    RETORT_REASON_NOT_A_REFERENCE, /**< R is no teacher or version row */
    RETORT_REASON_SAME_LINEAGE,
    RETORT_REASON_ALIGNER,  /**< edits of other models' replies */
    RETORT_REASON_ENSEMBLE, /**< also made to deceive a benchmark */
    RETORT_REASON_RELATION_UNKNOWN,
    RETORT_REASON_SUSPECT_UNDOCUMENTED,
    RETORT_REASON_PREFERENCE_ONLY, /**< R's line wrote preference pairs */
    RETORT_REASON_SHARE_UNKNOWN,   /**< R's line is named, its share not */
    RETORT_REASON_PATH,            /**< joined through teachers or bases */
    RETORT_REASON_SAME_VENDOR,
    RETORT_REASON_TEACHER_VENDOR, /**< R's vendor taught S or an ancestor */
    RETORT_REASON_LINEAGE_HAS_POSITIVE, /**< another model of S's lineage */
    RETORT_REASON_TEACHERS_UNNAMED,     /**< S is a student of nobody listed */
    RETORT_REASON_REFERENCE_UNDOCUMENTED, /**< else null: ref_confidence */
    RETORT_REASON_COUNT
} retort_pair_reason;

/** Kind of a null pair, so that an evaluation can keep the kinds apart. */
typedef enum retort_null_kind {
    RETORT_NULL_NONE,        /**< the pair is no null */
    RETORT_NULL_OTHER,       /**< a student of somebody else */
    RETORT_NULL_SHARED_BASE, /**< such a student that shares R's base */
    RETORT_NULL_HUMAN,       /**< S was tuned on text of people */
    RETORT_NULL_OWN_MODEL,   /**< S is another lab's own model */
    RETORT_NULL_DERIVED,     /**< S is derived from or a variant of others */
    RETORT_NULL_KIND_COUNT
} retort_null_kind;

/** All that is known about a pair. */
typedef struct retort_pair {
    retort_pair_label label;
    retort_pair_reason reason;
    retort_null_kind null_kind; /**< also with REFERENCE_UNDOCUMENTED */
    retort_confidence ref_confidence;
    bool is_too_early;   /**< S was released in an earlier month than R */
    bool shares_base;    /**< S and R started from one base, whatever size */
    bool shares_teacher; /**< S and R name a teacher of one lineage */
} retort_pair;

/** Label the pair of models @p s and @p r (indices, or NONE). */
retort_pair retort_population_pair(const retort_population *pop, size_t s,
                                   size_t r);

/** Either kind of positive, either kind of null. */
bool retort_pair_is_positive(retort_pair_label label);
bool retort_pair_is_null(retort_pair_label label);

/** Words for reports and tables. Static. */
const char *retort_pair_label_word(retort_pair_label label);
const char *retort_pair_reason_word(retort_pair_reason reason);
const char *retort_null_kind_word(retort_null_kind kind);

#endif /* COMPARE_POPULATION_PAIR_H */
