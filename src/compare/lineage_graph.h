/**
 * @file compare/lineage_graph.h
 * Who descends from whom: a directed graph with an edge from every model to
 * each of its teachers and to each of its bases.
 *
 * A teacher or base may be named by its model or by its lineage; a lineage
 * stands for all its models. A base written "x (y)" names both x and y. Names
 * that the table does not know lead nowhere. What a model can reach is worked
 * out once, over strongly connected components, so circles in a table are
 * harmless and queries are one look at a bit.
 *
 * Threads: immutable once made.
 */
#ifndef COMPARE_LINEAGE_GRAPH_H
#define COMPARE_LINEAGE_GRAPH_H

#include <retort/library.h>
#include <retort/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RETORT_GRAPH_NONE SIZE_MAX

typedef struct retort_lineage_graph retort_lineage_graph;

/** Rows with their lineages and vendors as small numbers. Borrowed. */
typedef struct retort_graph_rows {
    const retort_lineage_row *rows;
    size_t count;
    const size_t *lineage; /* of each row, 0 .. lineage_count - 1 */
    size_t lineage_count;
    const char *const *lineage_name; /* ascending (bytes) */
    const size_t *vendor;            /* of each row, or RETORT_GRAPH_NONE */
    size_t vendor_count;
} retort_graph_rows;

/**
 * Build the graph. @p in and all it points to must outlive the graph; the rows
 * may stand in any order but their names must be distinct.
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_lineage_graph_new(
    retort_lineage_graph **out, const retort_graph_rows *in, retort_err *err);

/** Free it. NULL is allowed. */
void retort_lineage_graph_free(retort_lineage_graph *g);

/** Row of a model, or RETORT_GRAPH_NONE. */
size_t retort_lineage_graph_find(const retort_lineage_graph *g,
                                 retort_span model);

/**
 * Lineage that a cell of `teachers` means: that of the model of this name, else
 * the lineage of this name, else RETORT_GRAPH_NONE.
 */
size_t retort_lineage_graph_resolve(const retort_lineage_graph *g,
                                    retort_span name);

/** Does a path lead from model @p row to a model of @p lineage? */
bool retort_lineage_graph_reaches(const retort_lineage_graph *g, size_t row,
                                  size_t lineage);

/**
 * Is @p vendor the vendor of a teacher of model @p row, or of a teacher of any
 * model on a path from it?
 */
bool retort_lineage_graph_taught_by(const retort_lineage_graph *g, size_t row,
                                    size_t vendor);

#endif /* COMPARE_LINEAGE_GRAPH_H */
