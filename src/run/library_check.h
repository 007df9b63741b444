/**
 * @file run/library_check.h
 * How much population stands behind each reference of a library: the counts
 * that cap every claim made from it (METHOD 3, 4).
 */
#ifndef RUN_LIBRARY_CHECK_H
#define RUN_LIBRARY_CHECK_H

#include <retort/library.h>

#include "compare/population_counts.h"

/** One reference and the limits held against its counts. */
typedef struct retort_checked_reference {
    const char *model;
    const char *lineage;
    const char *vendor;
    retort_reference_counts counts;
    retort_count_rule rules[RETORT_COUNT_RULES];
    bool passed; /**< all rules */
} retort_checked_reference;

/** All references, ascending by name. Strings belong to the library. */
typedef struct retort_library_checked {
    retort_population_totals totals;
    retort_checked_reference *references;
    size_t count;
    size_t passed;
    size_t without_row; /**< fingerprints that no lineage row names */
} retort_library_checked;

/**
 * Count for every teacher or version row. Only models with a fingerprint take
 * part, as references, controls, nulls and positives.
 * Every fingerprint is decoded and held against its content digest first.
 * @return RETORT_OK, RETORT_ERR_FORMAT (a fingerprint is not what its row
 *         says), RETORT_ERR_IO or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_library_check(
    const retort_library *lib, retort_library_checked *out, retort_err *err);

void retort_library_checked_release(retort_library_checked *checked);

#endif /* RUN_LIBRARY_CHECK_H */
