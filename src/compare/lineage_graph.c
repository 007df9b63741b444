/*
 * Nodes are the rows, then the lineages; a lineage node leads to its rows, so
 * that an edge to a lineage is one edge. Tarjan's algorithm (R. E. Tarjan,
 * Depth-first search and linear graph algorithms, 1972), with its own stack
 * because a table may be one chain of 20000 rows, yields the components with
 * successors first; the sets of a component are then the union over its edges.
 * Time: edges x (lineages + vendors) / 64.
 */
#include "compare/lineage_graph.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "compare/base_names.h"
#include "compare/bitset.h"
#include "fingerprint/lineage_words.h"

struct edges {
    size_t *first; /* of node i: target[first[i] .. first[i + 1]) */
    size_t *target;
};

struct reach {
    retort_bitset lineages;
    retort_bitset vendors;
};

struct retort_lineage_graph {
    retort_graph_rows in;
    size_t node_count;
    size_t *by_name;     /* rows in order of name */
    size_t *component;   /* of each node */
    struct reach *reach; /* of each component */
    size_t reach_count;
};

struct walk {
    struct edges edges;
    size_t *index; /* 0: not seen, else order of discovery */
    size_t *low;
    size_t *next;    /* next edge of a node to look at */
    size_t *path;    /* nodes being explored */
    size_t *pending; /* nodes not yet in a component */
    size_t path_count;
    size_t pending_count;
    size_t seen;
};

static int compare_span(retort_span a, const char *b)
{
    size_t len = strlen(b);
    size_t both = a.len < len ? a.len : len;
    int order = both ? memcmp(a.ptr, b, both) : 0;

    return order ? order : (a.len > len) - (a.len < len);
}

size_t retort_lineage_graph_find(const retort_lineage_graph *g,
                                 retort_span model)
{
    size_t low = 0;
    size_t high = g->in.count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        size_t row = g->by_name[mid];
        int order = compare_span(model, g->in.rows[row].model);

        if (order == 0)
            return row;
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return RETORT_GRAPH_NONE;
}

static size_t find_lineage(const retort_lineage_graph *g, retort_span name)
{
    size_t low = 0;
    size_t high = g->in.lineage_count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = compare_span(name, g->in.lineage_name[mid]);

        if (order == 0)
            return mid;
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return RETORT_GRAPH_NONE;
}

size_t retort_lineage_graph_resolve(const retort_lineage_graph *g,
                                    retort_span name)
{
    size_t row = retort_lineage_graph_find(g, name);

    return row != RETORT_GRAPH_NONE ? g->in.lineage[row]
                                    : find_lineage(g, name);
}

/* Node a name stands for, seen from @p row; a model's own lineage is none. */
static size_t target_of(const retort_lineage_graph *g, size_t row,
                        retort_span name)
{
    size_t at = retort_lineage_graph_find(g, name);

    if (at != RETORT_GRAPH_NONE)
        return at == row ? RETORT_GRAPH_NONE : at;
    at = find_lineage(g, name);
    if (at == RETORT_GRAPH_NONE || at == g->in.lineage[row])
        return RETORT_GRAPH_NONE;
    return g->in.count + at;
}

/* Append the edges of a row at @p out, or only count them if it is NULL. */
static size_t row_edges(const retort_lineage_graph *g, size_t row, size_t *out)
{
    const retort_lineage_row *r = &g->in.rows[row];
    retort_list teachers = retort_list_of(retort_span_of(r->teachers));
    retort_bases bases = retort_bases_of(r->base);
    retort_span name;
    size_t n = 0;

    while (retort_list_next(&teachers, &name) ||
           retort_bases_next(&bases, &name)) {
        size_t to = target_of(g, row, name);

        if (to == RETORT_GRAPH_NONE)
            continue;
        if (out)
            out[n] = to;
        n++;
    }
    return n;
}

static size_t *new_numbers(size_t count)
{
    return retort_mem_new(count, sizeof(size_t));
}

static void edges_release(struct edges *e)
{
    retort_mem_free(e->first);
    retort_mem_free(e->target);
    *e = (struct edges){0};
}

/* Lineage nodes get their rows by a counting sort. */
static void fill_edges(const retort_lineage_graph *g, struct edges *e)
{
    size_t n = g->in.count;
    size_t *first = e->first;
    size_t total = 0;

    for (size_t row = 0; row < n; row++) {
        first[row] = total;
        total += row_edges(g, row, e->target + total);
    }
    for (size_t row = 0; row < n; row++)
        first[n + 1 + g->in.lineage[row]]++;
    first[n] = total;
    for (size_t i = n; i < g->node_count; i++)
        first[i + 1] += first[i];
    for (size_t row = n; row-- > 0;) {
        size_t *end = &first[n + 1 + g->in.lineage[row]];

        e->target[--*end] = row;
    }
    /* every lineage's end went down to its start: move them up one place */
    memmove(first + n, first + n + 1, (g->node_count - n) * sizeof(*first));
    first[g->node_count] = total + n;
}

static bool edges_new(const retort_lineage_graph *g, struct edges *e)
{
    size_t total = g->in.count; /* one for each row in its lineage */

    for (size_t row = 0; row < g->in.count; row++)
        total += row_edges(g, row, NULL);
    e->first = new_numbers(g->node_count + 1);
    e->target = new_numbers(total);
    if (!e->first || !e->target)
        return false;
    fill_edges(g, e);
    return true;
}

static void walk_release(struct walk *w)
{
    edges_release(&w->edges);
    retort_mem_free(w->index);
    retort_mem_free(w->low);
    retort_mem_free(w->next);
    retort_mem_free(w->path);
    retort_mem_free(w->pending);
}

static bool walk_new(const retort_lineage_graph *g, struct walk *w)
{
    w->index = new_numbers(g->node_count);
    w->low = new_numbers(g->node_count);
    w->next = new_numbers(g->node_count);
    w->path = new_numbers(g->node_count);
    w->pending = new_numbers(g->node_count);
    return w->index && w->low && w->next && w->path && w->pending &&
           edges_new(g, &w->edges);
}

/* What the edges of one node add to its component. */
static bool gather_node(retort_lineage_graph *g, const struct edges *e,
                        size_t node, struct reach *into)
{
    const retort_graph_rows *in = &g->in;

    for (size_t i = e->first[node]; i < e->first[node + 1]; i++) {
        size_t to = e->target[i];
        const struct reach *from = &g->reach[g->component[to]];

        if (to < in->count) {
            if (!retort_bitset_reserve(&into->lineages, in->lineage_count))
                return false;
            retort_bitset_add(&into->lineages, in->lineage[to]);
        }
        if (from == into)
            continue;
        if (!retort_bitset_join(&into->lineages, &from->lineages,
                                in->lineage_count) ||
            !retort_bitset_join(&into->vendors, &from->vendors,
                                in->vendor_count))
            return false;
    }
    return true;
}

static bool gather_vendors(const retort_lineage_graph *g, size_t row,
                           struct reach *into)
{
    retort_list teachers =
        retort_list_of(retort_span_of(g->in.rows[row].teachers));
    retort_span name;

    while (retort_list_next(&teachers, &name)) {
        size_t teacher = retort_lineage_graph_find(g, name);

        if (teacher == RETORT_GRAPH_NONE ||
            g->in.vendor[teacher] == RETORT_GRAPH_NONE)
            continue;
        if (!retort_bitset_reserve(&into->vendors, g->in.vendor_count))
            return false;
        retort_bitset_add(&into->vendors, g->in.vendor[teacher]);
    }
    return true;
}

/* Take the component that ends at @p root off the pending nodes. */
static bool close_component(retort_lineage_graph *g, struct walk *w,
                            size_t root)
{
    struct reach *reach = &g->reach[g->reach_count];
    size_t from = w->pending_count;

    do
        from--;
    while (w->pending[from] != root);
    for (size_t i = from; i < w->pending_count; i++)
        g->component[w->pending[i]] = g->reach_count;
    g->reach_count++;
    for (size_t i = from; i < w->pending_count; i++) {
        size_t node = w->pending[i];

        if (!gather_node(g, &w->edges, node, reach) ||
            (node < g->in.count && !gather_vendors(g, node, reach)))
            return false;
    }
    w->pending_count = from;
    return true;
}

static void enter(struct walk *w, size_t node)
{
    w->index[node] = w->low[node] = ++w->seen;
    w->next[node] = w->edges.first[node];
    w->path[w->path_count++] = node;
    w->pending[w->pending_count++] = node;
}

static void lower(struct walk *w, size_t node, size_t to)
{
    if (to < w->low[node])
        w->low[node] = to;
}

/* Explore all that @p start leads to. */
static bool explore(retort_lineage_graph *g, struct walk *w, size_t start)
{
    enter(w, start);
    while (w->path_count) {
        size_t node = w->path[w->path_count - 1];

        if (w->next[node] < w->edges.first[node + 1]) {
            size_t to = w->edges.target[w->next[node]++];

            if (w->index[to] == 0)
                enter(w, to);
            else if (g->component[to] == RETORT_GRAPH_NONE)
                lower(w, node, w->index[to]);
            continue;
        }
        w->path_count--;
        if (w->path_count)
            lower(w, w->path[w->path_count - 1], w->low[node]);
        if (w->low[node] == w->index[node] && !close_component(g, w, node))
            return false;
    }
    return true;
}

static bool find_components(retort_lineage_graph *g)
{
    struct walk w = {0};
    bool ok = walk_new(g, &w);

    for (size_t i = 0; i < g->node_count; i++)
        g->component[i] = RETORT_GRAPH_NONE;
    for (size_t i = 0; ok && i < g->node_count; i++)
        if (w.index[i] == 0)
            ok = explore(g, &w, i);
    walk_release(&w);
    return ok;
}

struct named_row {
    const char *name;
    size_t row;
};

static int by_model(const void *a, const void *b)
{
    const struct named_row *x = a;
    const struct named_row *y = b;

    return strcmp(x->name, y->name);
}

static bool sort_names(retort_lineage_graph *g)
{
    struct named_row *named = retort_mem_new(g->in.count, sizeof(*named));

    if (!named)
        return false;
    for (size_t i = 0; i < g->in.count; i++)
        named[i] = (struct named_row){g->in.rows[i].model, i};
    qsort(named, g->in.count, sizeof(*named), by_model);
    for (size_t i = 0; i < g->in.count; i++)
        g->by_name[i] = named[i].row;
    retort_mem_free(named);
    return true;
}

retort_status retort_lineage_graph_new(retort_lineage_graph **out,
                                       const retort_graph_rows *in,
                                       retort_err *err)
{
    retort_lineage_graph *g = retort_mem_new(1, sizeof(*g));
    bool ok = g != NULL;

    *out = NULL;
    if (ok && in->count) {
        g->in = *in;
        g->node_count = in->count + in->lineage_count;
        g->by_name = new_numbers(in->count);
        g->component = new_numbers(g->node_count);
        g->reach = retort_mem_new(g->node_count, sizeof(*g->reach));
        ok = g->by_name && g->component && g->reach && sort_names(g) &&
             find_components(g);
    }
    if (!ok) {
        retort_lineage_graph_free(g);
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory for the lineages of %zu models",
                           in->count);
    }
    *out = g;
    return RETORT_OK;
}

void retort_lineage_graph_free(retort_lineage_graph *g)
{
    if (!g)
        return;
    for (size_t i = 0; g->reach && i < g->node_count; i++) {
        retort_bitset_release(&g->reach[i].lineages);
        retort_bitset_release(&g->reach[i].vendors);
    }
    retort_mem_free(g->by_name);
    retort_mem_free(g->component);
    retort_mem_free(g->reach);
    retort_mem_free(g);
}

bool retort_lineage_graph_reaches(const retort_lineage_graph *g, size_t row,
                                  size_t lineage)
{
    return retort_bitset_has(&g->reach[g->component[row]].lineages, lineage);
}

bool retort_lineage_graph_taught_by(const retort_lineage_graph *g, size_t row,
                                    size_t vendor)
{
    return retort_bitset_has(&g->reach[g->component[row]].vendors, vendor);
}
