/**
 * @file compare/population.h
 * The labelled population: the rows of a lineage table as the statistics see
 * them.
 *
 * A lineage is the value of column `family`, or the model itself where that is
 * empty: a partition, one vote in every statistic. Shared vendor, base and
 * teacher are ties; they decide which pairs may be called unrelated and form
 * strata, never votes. `academic`, `community`, `unknown` and an empty cell are
 * no vendors: each lineage there is its own.
 *
 * A model that the table does not have is RETORT_POPULATION_NONE: a lineage of
 * its own, tied to nothing. To declare a lineage for a suspect, add a row.
 *
 * Labels of pairs are in compare/population_pair.h and population_kin.h, counts
 * against the limits in compare/population_counts.h.
 *
 * Threads: immutable once made.
 */
#ifndef COMPARE_POPULATION_H
#define COMPARE_POPULATION_H

#include <retort/library.h>
#include <retort/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fingerprint/lineage_words.h"

#define RETORT_POPULATION_NONE SIZE_MAX

typedef struct retort_population retort_population;

/**
 * Build from rows with distinct names in any order; row i is model i. The rows
 * are borrowed and must outlive the population.
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status
retort_population_new(retort_population **out, const retort_lineage_row *rows,
                      size_t count, retort_err *err);

/** Free it. NULL is allowed. */
void retort_population_free(retort_population *pop);

/** Number of models. */
size_t retort_population_count(const retort_population *pop);

/** Model of this name, or RETORT_POPULATION_NONE. */
size_t retort_population_find(const retort_population *pop, const char *model);
size_t retort_population_find_span(const retort_population *pop,
                                   retort_span model);

/** The row of a model. */
const retort_lineage_row *retort_population_row(const retort_population *pop,
                                                size_t model);

/** Lineages are numbered in ascending order of name. */
size_t retort_population_lineage_count(const retort_population *pop);
size_t retort_population_lineage(const retort_population *pop, size_t model);
const char *retort_population_lineage_name(const retort_population *pop,
                                           size_t lineage);

/**
 * Vendors, each lineage without one counting as a vendor of its own, so that
 * distinct numbers are what "8 control vendors" counts.
 */
size_t retort_population_vendor_count(const retort_population *pop);
size_t retort_population_vendor(const retort_population *pop, size_t model);

/** Is the vendor of @p model a real one, not `academic` and the like? */
bool retort_population_has_vendor(const retort_population *pop, size_t model);

retort_relation retort_population_relation(const retort_population *pop,
                                           size_t model);
retort_confidence retort_population_confidence(const retort_population *pop,
                                               size_t model);

/** A `teacher` or `version` row: ranked as a candidate, part of backgrounds. */
bool retort_population_is_reference(const retort_population *pop, size_t model);

/** Ties. A model that is NONE has none, not even to itself. */
bool retort_population_same_lineage(const retort_population *pop, size_t a,
                                    size_t b);
bool retort_population_same_vendor(const retort_population *pop, size_t a,
                                   size_t b);
bool retort_population_shares_base(const retort_population *pop, size_t a,
                                   size_t b);
bool retort_population_shares_teacher(const retort_population *pop, size_t a,
                                      size_t b);

/** Does a path through teachers or bases lead from one to the other? */
bool retort_population_is_joined(const retort_population *pop, size_t a,
                                 size_t b);

/**
 * Is @p c of the lineage of a documented teacher of @p s? In the open version
 * of a case such models leave controls and background.
 */
bool retort_population_teaches(const retort_population *pop, size_t c,
                               size_t s);

/**
 * May @p c serve as a control for suspect @p s and reference @p r? A `teacher`,
 * `version` or `human-sft` row tied to neither by lineage or vendor, whatever
 * its confidence. Either of @p s and @p r may be NONE.
 */
bool retort_population_control(const retort_population *pop, size_t s, size_t r,
                               size_t c);

/**
 * Share of the text of lineage @p lineage in the tuning of model @p s: the
 * largest over the teachers of that lineage that column `teachers` names.
 * @return false if it names none
 */
bool retort_population_share(const retort_population *pop, size_t s,
                             size_t lineage, retort_share *out);

/** Is R's vendor that of a teacher of @p s or of one of its ancestors? */
bool retort_population_taught_by_vendor_of(const retort_population *pop,
                                           size_t s, size_t r);

/**
 * Is @p s a documented student with a main or part share of @p lineage's text?
 * A lineage never teaches itself.
 */
bool retort_population_is_student(const retort_population *pop, size_t s,
                                  size_t lineage, retort_share *out_share);

/** Does lineage @p of hold such a student of @p lineage? */
bool retort_population_lineage_has_student(const retort_population *pop,
                                           size_t of, size_t lineage);

#endif /* COMPARE_POPULATION_H */
