/**
 * @file infer/validation_cells.h
 * The pairs of a set that have a score under one setting, sorted into cells:
 * one suspect lineage x one reference lineage under one hypothesis.
 *
 * Suspect and reference lineages get small local numbers, so that leaving out
 * and drawing walk short tables. A cell counts if it enters the figures: with
 * teacher matching nulls only on reference lineages that have a positive.
 * A pair of a counted cell weighs 1 / (cells of its class x pairs in its cell).
 *
 * Threads: immutable once made.
 */
#ifndef INFER_VALIDATION_CELLS_H
#define INFER_VALIDATION_CELLS_H

#include <retort/status.h>

#include "infer/classes.h"
#include "infer/comparison.h"

#define RETORT_CELLS_NONE UINT32_MAX

/** Which score of a pair. */
typedef enum retort_cells_score {
    RETORT_CELLS_CLOSED,
    RETORT_CELLS_OPEN,
    RETORT_CELLS_HUB,
    RETORT_CELLS_LENGTH
} retort_cells_score;

/** Which pairs. */
typedef struct retort_cells_how {
    const retort_comparison_set *set;
    retort_cells_score score;
    bool with_doubtful;
    bool has_ceiling; /**< of the proposition, for infer/weighing.h */
} retort_cells_how;

/** One cell: items first .. first + count - 1. */
typedef struct retort_cell {
    uint32_t suspect; /**< local numbers of the lineages */
    uint32_t reference;
    uint32_t first;
    uint32_t count;
    bool is_positive;
    bool is_counted;
} retort_cell;

typedef struct retort_cells {
    retort_cells_how how;
    const retort_comparison **item; /**< by cell, then as in the set */
    double *score;                  /**< of each item, finite */
    double *weight;                 /**< of each item; 0: not counted */
    uint32_t *cell_of;              /**< cell of each item */
    size_t count;
    retort_cell *cell; /**< by suspect, reference, positives first */
    size_t cells;
    uint32_t *suspect; /**< lineage by local number, ascending */
    uint32_t suspects;
    uint32_t *reference; /**< the same for reference lineages */
    uint32_t references;
    uint32_t *first_at; /**< first cell at suspect x references + reference;
                             the next entry ends it */
} retort_cells;

/** What a choice of pairs holds. */
typedef struct retort_cells_counts {
    uint32_t positives; /**< pairs */
    uint32_t nulls;
    uint32_t positive_lineages; /**< distinct suspect lineages of a class */
    uint32_t null_lineages;
    uint32_t reference_lineages; /**< with a positive */
} retort_cells_counts;

/**
 * Sort the pairs of how->set. Pairs whose score is not finite are not there.
 * @param[out] out  zeroed by the caller; release it, also on failure
 * @return RETORT_OK (also with empty classes) or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_cells_make(retort_cells *out,
                                                  const retort_cells_how *how,
                                                  retort_err *err);

void retort_cells_release(retort_cells *c);

/** Local number of a suspect lineage, or RETORT_CELLS_NONE. */
uint32_t retort_cells_suspect(const retort_cells *c, uint32_t lineage);

/** Local number of a reference lineage, or RETORT_CELLS_NONE. */
uint32_t retort_cells_reference(const retort_cells *c, uint32_t lineage);

/**
 * Counts of the counted pairs of @p keep.
 * @param keep  by item, 0: not this one; NULL: all
 */
retort_cells_counts retort_cells_count(const retort_cells *c,
                                       const uint8_t *keep);

/**
 * The counted items of @p keep as classes, weighing cells of what is kept
 * equally; units are suspect lineages.
 *
 * @param value  one number an item of @p c
 * @param keep   as in retort_cells_count()
 * @param room   2 x c->count numbers, which the classes borrow
 */
retort_classes retort_cells_classes(const retort_cells *c, const double *value,
                                    const uint8_t *keep, double *room);

#endif /* INFER_VALIDATION_CELLS_H */
