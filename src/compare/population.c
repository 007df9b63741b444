#include "compare/population.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "compare/base_names.h"
#include "compare/bitset.h"
#include "compare/lineage_graph.h"

struct retort_population {
    const retort_lineage_row *rows;
    size_t count;
    size_t *lineage;
    size_t lineage_count;
    const char **lineage_name;
    size_t *vendor; /* RETORT_GRAPH_NONE where there is none */
    size_t vendor_count;
    retort_relation *relation;
    retort_confidence *confidence;
    retort_bitset *taught; /* of each lineage: lineages with a student there */
    retort_lineage_graph *graph;
};

struct key {
    const char *name;
    size_t row;
};

static const char *lineage_key(const retort_lineage_row *row)
{
    return row->family[0] ? row->family : row->model;
}

static bool is_vendor(const char *vendor)
{
    static const char *const none[] = {"", "academic", "community", "unknown"};

    for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
        if (strcmp(vendor, none[i]) == 0)
            return false;
    return true;
}

static int by_name(const void *a, const void *b)
{
    const struct key *x = a;
    const struct key *y = b;

    return strcmp(x->name, y->name);
}

/* Number the distinct names in ascending order; @p out_names may be NULL. */
static size_t number_names(struct key *keys, size_t count, size_t *number,
                           const char **out_names)
{
    size_t n = 0;

    if (count)
        qsort(keys, count, sizeof(*keys), by_name);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || strcmp(keys[i].name, keys[i - 1].name) != 0)
            n++;
        number[keys[i].row] = n - 1;
        if (out_names)
            out_names[n - 1] = keys[i].name;
    }
    return n;
}

static bool number_all(retort_population *pop)
{
    struct key *keys = retort_mem_new(pop->count, sizeof(*keys));
    size_t vendors = 0;

    if (!keys)
        return false;
    for (size_t i = 0; i < pop->count; i++)
        keys[i] = (struct key){lineage_key(&pop->rows[i]), i};
    pop->lineage_count =
        number_names(keys, pop->count, pop->lineage, pop->lineage_name);
    for (size_t i = 0; i < pop->count; i++) {
        pop->vendor[i] = RETORT_GRAPH_NONE;
        if (is_vendor(pop->rows[i].vendor))
            keys[vendors++] = (struct key){pop->rows[i].vendor, i};
    }
    pop->vendor_count = number_names(keys, vendors, pop->vendor, NULL);
    retort_mem_free(keys);
    return true;
}

/* The table was checked when it was read: a word we do not know is unknown. */
static void read_words(retort_population *pop)
{
    for (size_t i = 0; i < pop->count; i++) {
        const retort_lineage_row *row = &pop->rows[i];

        if (!retort_relation_parse(retort_span_of(row->relation),
                                   &pop->relation[i]))
            pop->relation[i] = RETORT_RELATION_UNKNOWN;
        if (!retort_confidence_parse(retort_span_of(row->confidence),
                                     &pop->confidence[i]))
            pop->confidence[i] = RETORT_CONFIDENCE_UNKNOWN;
    }
}

static bool note_student(retort_population *pop, size_t s)
{
    retort_list teachers =
        retort_list_of(retort_span_of(pop->rows[s].teachers));
    retort_bitset *set = &pop->taught[pop->lineage[s]];
    retort_span name;
    retort_share share;

    while (retort_list_next(&teachers, &name)) {
        size_t lineage = retort_lineage_graph_resolve(pop->graph, name);

        if (lineage == RETORT_GRAPH_NONE ||
            !retort_population_is_student(pop, s, lineage, &share))
            continue;
        if (!retort_bitset_reserve(set, pop->lineage_count))
            return false;
        retort_bitset_add(set, lineage);
    }
    return true;
}

static bool note_students(retort_population *pop)
{
    bool ok = true;

    for (size_t s = 0; ok && s < pop->count; s++)
        ok = note_student(pop, s);
    return ok;
}

static bool take_room(retort_population *pop)
{
    size_t n = pop->count;

    pop->lineage = retort_mem_new(n, sizeof(*pop->lineage));
    pop->lineage_name = retort_mem_new(n, sizeof(*pop->lineage_name));
    pop->vendor = retort_mem_new(n, sizeof(*pop->vendor));
    pop->relation = retort_mem_new(n, sizeof(*pop->relation));
    pop->confidence = retort_mem_new(n, sizeof(*pop->confidence));
    pop->taught = retort_mem_new(n, sizeof(*pop->taught));
    return pop->lineage && pop->lineage_name && pop->vendor && pop->relation &&
           pop->confidence && pop->taught;
}

static retort_status fill(retort_population *pop, retort_err *err)
{
    retort_graph_rows in;
    retort_status st;

    if (pop->count && (!take_room(pop) || !number_all(pop)))
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory for a population of %zu models",
                           pop->count);
    read_words(pop);
    in = (retort_graph_rows){
        .rows = pop->rows,
        .count = pop->count,
        .lineage = pop->lineage,
        .lineage_count = pop->lineage_count,
        .lineage_name = pop->lineage_name,
        .vendor = pop->vendor,
        .vendor_count = pop->vendor_count,
    };
    st = retort_lineage_graph_new(&pop->graph, &in, err);
    if (st == RETORT_OK && !note_students(pop))
        st =
            RETORT_FAIL(err, RETORT_ERR_NOMEM,
                        "no memory for a population of %zu models", pop->count);
    return st;
}

retort_status retort_population_new(retort_population **out,
                                    const retort_lineage_row *rows,
                                    size_t count, retort_err *err)
{
    retort_population *pop = retort_mem_new(1, sizeof(*pop));
    retort_status st;

    *out = NULL;
    if (!pop)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory for a population of %zu models", count);
    pop->rows = rows;
    pop->count = count;
    st = fill(pop, err);
    if (st == RETORT_OK)
        *out = pop;
    else
        retort_population_free(pop);
    return st;
}

void retort_population_free(retort_population *pop)
{
    if (!pop)
        return;
    for (size_t i = 0; pop->taught && i < pop->lineage_count; i++)
        retort_bitset_release(&pop->taught[i]);
    retort_lineage_graph_free(pop->graph);
    retort_mem_free(pop->lineage);
    retort_mem_free(pop->lineage_name);
    retort_mem_free(pop->vendor);
    retort_mem_free(pop->relation);
    retort_mem_free(pop->confidence);
    retort_mem_free(pop->taught);
    retort_mem_free(pop);
}

size_t retort_population_count(const retort_population *pop)
{
    return pop->count;
}

size_t retort_population_find(const retort_population *pop, const char *model)
{
    return retort_population_find_span(pop, retort_span_of(model));
}

size_t retort_population_find_span(const retort_population *pop,
                                   retort_span model)
{
    return retort_lineage_graph_find(pop->graph, model);
}

const retort_lineage_row *retort_population_row(const retort_population *pop,
                                                size_t model)
{
    return &pop->rows[model];
}

size_t retort_population_lineage_count(const retort_population *pop)
{
    return pop->lineage_count;
}

size_t retort_population_lineage(const retort_population *pop, size_t model)
{
    return pop->lineage[model];
}

const char *retort_population_lineage_name(const retort_population *pop,
                                           size_t lineage)
{
    return pop->lineage_name[lineage];
}

size_t retort_population_vendor_count(const retort_population *pop)
{
    return pop->vendor_count + pop->lineage_count;
}

size_t retort_population_vendor(const retort_population *pop, size_t model)
{
    return retort_population_has_vendor(pop, model)
               ? pop->vendor[model]
               : pop->vendor_count + pop->lineage[model];
}

bool retort_population_has_vendor(const retort_population *pop, size_t model)
{
    return pop->vendor[model] != RETORT_GRAPH_NONE;
}

retort_relation retort_population_relation(const retort_population *pop,
                                           size_t model)
{
    return pop->relation[model];
}

retort_confidence retort_population_confidence(const retort_population *pop,
                                               size_t model)
{
    return pop->confidence[model];
}

bool retort_population_is_reference(const retort_population *pop, size_t model)
{
    return pop->relation[model] == RETORT_RELATION_TEACHER ||
           pop->relation[model] == RETORT_RELATION_VERSION;
}

static bool both_known(size_t a, size_t b)
{
    return a != RETORT_POPULATION_NONE && b != RETORT_POPULATION_NONE;
}

bool retort_population_same_lineage(const retort_population *pop, size_t a,
                                    size_t b)
{
    return both_known(a, b) && pop->lineage[a] == pop->lineage[b];
}

bool retort_population_same_vendor(const retort_population *pop, size_t a,
                                   size_t b)
{
    return both_known(a, b) &&
           retort_population_vendor(pop, a) == retort_population_vendor(pop, b);
}

bool retort_population_shares_base(const retort_population *pop, size_t a,
                                   size_t b)
{
    return both_known(a, b) &&
           retort_bases_shared(pop->rows[a].base, pop->rows[b].base);
}

static bool teaches(const retort_population *pop, size_t lineage, size_t s)
{
    retort_list list = retort_list_of(retort_span_of(pop->rows[s].teachers));
    retort_span name;

    while (retort_list_next(&list, &name))
        if (retort_lineage_graph_resolve(pop->graph, name) == lineage)
            return true;
    return false;
}

bool retort_population_shares_teacher(const retort_population *pop, size_t a,
                                      size_t b)
{
    retort_list list;
    retort_span name;

    if (!both_known(a, b))
        return false;
    list = retort_list_of(retort_span_of(pop->rows[a].teachers));
    while (retort_list_next(&list, &name)) {
        size_t lineage = retort_lineage_graph_resolve(pop->graph, name);

        if (lineage != RETORT_GRAPH_NONE && teaches(pop, lineage, b))
            return true;
    }
    return false;
}

bool retort_population_is_joined(const retort_population *pop, size_t a,
                                 size_t b)
{
    return both_known(a, b) &&
           (retort_lineage_graph_reaches(pop->graph, a, pop->lineage[b]) ||
            retort_lineage_graph_reaches(pop->graph, b, pop->lineage[a]));
}

bool retort_population_teaches(const retort_population *pop, size_t c, size_t s)
{
    return both_known(c, s) &&
           pop->confidence[s] == RETORT_CONFIDENCE_DOCUMENTED &&
           teaches(pop, pop->lineage[c], s);
}

static bool is_tied(const retort_population *pop, size_t a, size_t b)
{
    return retort_population_same_lineage(pop, a, b) ||
           retort_population_same_vendor(pop, a, b);
}

bool retort_population_control(const retort_population *pop, size_t s, size_t r,
                               size_t c)
{
    if (!retort_population_is_reference(pop, c) &&
        pop->relation[c] != RETORT_RELATION_HUMAN_SFT)
        return false;
    return !is_tied(pop, c, s) && !is_tied(pop, c, r);
}

/* What a share says about the text: the more, the higher. */
static int weight(retort_share share)
{
    switch (share) {
    case RETORT_SHARE_MAIN: return 4;
    case RETORT_SHARE_PART: return 3;
    case RETORT_SHARE_UNKNOWN: return 2;
    case RETORT_SHARE_PREFERENCE: return 1;
    case RETORT_SHARE_NONE:
    case RETORT_SHARE_COUNT: break;
    }
    return 0;
}

bool retort_population_share(const retort_population *pop, size_t s,
                             size_t lineage, retort_share *out)
{
    const retort_lineage_row *row = &pop->rows[s];
    retort_list teachers = retort_list_of(retort_span_of(row->teachers));
    retort_list shares = retort_list_of(retort_span_of(row->share));
    retort_span name;
    retort_span word;
    bool found = false;

    *out = RETORT_SHARE_NONE;
    while (retort_list_next(&teachers, &name)) {
        retort_share share = RETORT_SHARE_NONE;

        if (retort_list_next(&shares, &word) &&
            !retort_share_parse(word, &share))
            share = RETORT_SHARE_UNKNOWN;
        if (retort_lineage_graph_resolve(pop->graph, name) != lineage)
            continue;
        found = true;
        if (weight(share) > weight(*out))
            *out = share;
    }
    return found;
}

bool retort_population_taught_by_vendor_of(const retort_population *pop,
                                           size_t s, size_t r)
{
    return both_known(s, r) && retort_population_has_vendor(pop, r) &&
           retort_lineage_graph_taught_by(pop->graph, s, pop->vendor[r]);
}

bool retort_population_is_student(const retort_population *pop, size_t s,
                                  size_t lineage, retort_share *out_share)
{
    *out_share = RETORT_SHARE_NONE;
    if (pop->relation[s] != RETORT_RELATION_SFT_DISTILL &&
        pop->relation[s] != RETORT_RELATION_MIXED_DISTILL)
        return false;
    if (pop->confidence[s] != RETORT_CONFIDENCE_DOCUMENTED ||
        pop->lineage[s] == lineage)
        return false;
    return retort_population_share(pop, s, lineage, out_share) &&
           (*out_share == RETORT_SHARE_MAIN || *out_share == RETORT_SHARE_PART);
}

bool retort_population_lineage_has_student(const retort_population *pop,
                                           size_t of, size_t lineage)
{
    return retort_bitset_has(&pop->taught[of], lineage);
}
