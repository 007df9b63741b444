/**
 * @file run/roster.h
 * The models that suspects are held against: a library, or two folders.
 *
 * Names, lineage rows, fingerprints (totals only) and the population built of
 * them; and the control scores: the profile of every model of the roster held
 * against every reference as if it were the suspect. These do not depend on a
 * suspect, so a library keeps them (`retort library add` computes them).
 *
 * Threads: immutable once made.
 */
#ifndef RUN_ROSTER_H
#define RUN_ROSTER_H

#include <retort/library.h>

#include "compare/modelset.h"
#include "compare/population.h"

/** One model. Strings live as long as the roster. */
typedef struct retort_roster_model {
    const char *name;
    const retort_lineage_row *row; /**< never NULL; empty fields if unknown */
    size_t population;             /**< index in the population */
    bool is_reference; /**< a teacher or version row; or of --references */
    bool is_control;   /**< of the folder --controls */
    bool background;   /**< part of background means */
    retort_fingerprint *fp;
} retort_roster_model;

typedef struct retort_roster {
    retort_roster_model *models; /**< ascending by name */
    size_t count;
    retort_population *population;
    const char *name;   /**< of the library file or folder, without path */
    const char *notice; /**< note "notice" of the library, or "" */
    char digest[RETORT_DIGEST_HEX_BYTES];
    double *profile; /**< count x count: [suspect][reference]; NaN: none */
    double *common;  /**< count x count: common background, references */
    double *hub;     /**< count: hub of each reference */
    void *owned;     /**< what the strings live in */
} retort_roster;

/** Where to find the models. */
typedef struct retort_roster_source {
    const char *library;    /**< or NULL, then: */
    const char *references; /**< folder of fingerprints, or NULL and: */
    const char *lone_name;  /**< label of the one reference */
    retort_fingerprint
        *lone;            /**< it; the roster's from now on, also on failure */
    const char *controls; /**< folder of fingerprints, or NULL */
    const char *lineage;  /**< TSV whose rows come first, or NULL */
    size_t threads;       /**< for control scores that must be computed */
} retort_roster_source;

/**
 * Load the models and their control scores, computing what the library does
 * not hold.
 * @return RETORT_OK, or the first error with the file it is about
 */
RETORT_MUST_CHECK retort_status retort_roster_load(
    retort_roster **out, const retort_roster_source *source, retort_err *err);
void retort_roster_free(retort_roster *r);

/** Compute and keep the control scores of an open library. */
RETORT_MUST_CHECK retort_status retort_roster_index(retort_library *lib,
                                                    size_t threads,
                                                    retort_err *err);

#endif /* RUN_ROSTER_H */
