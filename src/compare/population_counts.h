/**
 * @file compare/population_counts.h
 * How much population stands behind a reference, held against the limits of
 * compare/limits_rule.h. `library check` prints it for every reference.
 *
 * Threads: pure functions of an immutable population.
 */
#ifndef COMPARE_POPULATION_COUNTS_H
#define COMPARE_POPULATION_COUNTS_H

#include <stdbool.h>
#include <stddef.h>

#include "compare/population.h"

/** Counts over all references. Lineages are suspect lineages. */
typedef struct retort_population_totals {
    size_t references;
    size_t reference_lineages;
    size_t null_suspects;
    size_t null_lineages; /**< time-impossible pairs included */
    size_t positive_suspects;
    size_t positive_lineages;
} retort_population_totals;

/** Counts for one reference R, and for suspect S where there is one. */
typedef struct retort_reference_counts {
    size_t controls;
    size_t control_lineages;
    size_t control_vendors;
    size_t null_suspects;
    size_t null_lineages;        /**< time-impossible pairs included */
    size_t timely_null_lineages; /**< without them */
    size_t positive_suspects;
    size_t positive_lineages;       /**< for R */
    size_t positive_lineages_other; /**< without the lineages of S and R */
} retort_reference_counts;

/** One limit held against a count. */
typedef struct retort_count_rule {
    const char *id;   /**< stable, such as "control-lineages" */
    const char *text; /**< what was counted */
    size_t value;
    size_t limit; /**< the least that passes */
    bool passed;
} retort_count_rule;

enum { RETORT_COUNT_RULES = 5 };

/** Count over all references. @return RETORT_OK or RETORT_ERR_NOMEM */
RETORT_MUST_CHECK retort_status
retort_population_total(const retort_population *pop,
                        retort_population_totals *out, retort_err *err);

/**
 * Count for reference @p r. Suspect @p s, or NONE for one that is not in the
 * table, is not counted: its lineage leaves positives, nulls and controls, its
 * vendor the controls.
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status
retort_population_counts(const retort_population *pop, size_t s, size_t r,
                         retort_reference_counts *out, retort_err *err);

/** Hold the counts against the limits. @return true if all passed */
bool retort_population_rules(const retort_population_totals *totals,
                             const retort_reference_counts *counts,
                             retort_count_rule out[RETORT_COUNT_RULES]);

#endif /* COMPARE_POPULATION_COUNTS_H */
