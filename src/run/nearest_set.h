/**
 * @file run/nearest_set.h
 * The nearest set of a screening: references that the prompts do not tell from
 * the nearest one (METHOD 4, infer/rivals.h).
 */
#ifndef RUN_NEAREST_SET_H
#define RUN_NEAREST_SET_H

#include "run/screen.h"

/** What the screening was made with. All borrowed. */
typedef struct retort_nearest_set {
    const char *library;
    const char *lineage;         /**< TSV whose rows come first, or NULL */
    const char *suspect_lineage; /**< declared, or NULL */
    const retort_screen_suspect *suspects; /**< in the order of the result */
    size_t suspect_count;
    size_t threads; /**< 0: all processors */
} retort_nearest_set;

/**
 * Mark each suspect's nearest reference and, of every other lineage, the best
 * model if its profile is not below that of the nearest in more than
 * RETORT_METHOD_RIVAL_CHANCE of RETORT_CASE_DRAWS draws of prompt blocks.
 *
 * The draws depend on the suspect's content digest and on nothing else.
 *
 * @return RETORT_OK, RETORT_ERR_NOT_APPLICABLE (a fingerprint without blocks
 *         or replies), RETORT_ERR_NOMEM or the first error of a file
 */
RETORT_MUST_CHECK retort_status retort_nearest_set_mark(
    retort_screening *result, const retort_nearest_set *how, retort_err *err);

#endif /* RUN_NEAREST_SET_H */
