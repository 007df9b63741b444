#include "compare/population_kin.h"

#include <stdbool.h>

#include "compare/base_names.h"

/* Models from which S's weights come, each once, S first. */
struct ancestry {
    const retort_population *pop;
    size_t model[RETORT_KIN_ANCESTORS_MAX];
    size_t count;
};

/* The model of which a chain of variants is a variant. Circles end. */
static size_t root_of(const retort_population *pop, size_t model)
{
    for (size_t n = retort_population_count(pop); n > 0; n--) {
        retort_list list;
        retort_span name;
        size_t parent;

        if (retort_population_relation(pop, model) != RETORT_RELATION_VARIANT)
            return model;
        list = retort_list_of(
            retort_span_of(retort_population_row(pop, model)->teachers));
        if (!retort_list_next(&list, &name))
            return model;
        parent = retort_population_find_span(pop, name);
        if (parent == RETORT_POPULATION_NONE)
            return model;
        model = parent;
    }
    return model;
}

static void add(struct ancestry *a, size_t model)
{
    if (model == RETORT_POPULATION_NONE)
        return;
    model = root_of(a->pop, model);
    for (size_t i = 0; i < a->count; i++)
        if (a->model[i] == model)
            return;
    if (a->count < RETORT_KIN_ANCESTORS_MAX)
        a->model[a->count++] = model;
}

static void add_weight_teachers(struct ancestry *a,
                                const retort_lineage_row *row)
{
    retort_list teachers = retort_list_of(retort_span_of(row->teachers));
    retort_list shares = retort_list_of(retort_span_of(row->share));
    retort_span name;
    retort_span word;

    while (retort_list_next(&teachers, &name)) {
        bool has_share = retort_list_next(&shares, &word);

        if (!has_share || retort_word_is(word, "-"))
            add(a, retort_population_find_span(a->pop, name));
    }
}

static void add_bases(struct ancestry *a, const retort_lineage_row *row)
{
    retort_bases bases = retort_bases_of(row->base);
    retort_span name;

    while (retort_bases_next(&bases, &name))
        add(a, retort_population_find_span(a->pop, name));
}

/* A lab's own models name a base too, which need not be a model's weights. */
static void add_parents(struct ancestry *a, size_t model)
{
    const retort_lineage_row *row = retort_population_row(a->pop, model);

    if (retort_population_is_reference(a->pop, model))
        return;
    if (retort_population_relation(a->pop, model) == RETORT_RELATION_DERIVED)
        add_weight_teachers(a, row);
    add_bases(a, row);
}

static bool is_tuned_from(const retort_population *pop, size_t s, size_t root)
{
    struct ancestry a = {.pop = pop};

    add(&a, s);
    for (size_t i = 0; i < a.count; i++) {
        if (i > 0 && a.model[i] == root)
            return true;
        add_parents(&a, a.model[i]);
    }
    return false;
}

retort_kin retort_population_kin(const retort_population *pop, size_t s,
                                 size_t r)
{
    size_t root;

    if (s == RETORT_POPULATION_NONE || r == RETORT_POPULATION_NONE)
        return RETORT_KIN_NONE;
    root = root_of(pop, r);
    if (root_of(pop, s) == root)
        return RETORT_KIN_SAME;
    if (is_tuned_from(pop, s, root))
        return RETORT_KIN_TUNED;
    if (retort_population_same_lineage(pop, s, r) ||
        retort_population_same_vendor(pop, s, r) ||
        retort_population_shares_base(pop, s, r) ||
        retort_population_is_joined(pop, s, r) ||
        retort_population_taught_by_vendor_of(pop, s, r) ||
        retort_population_taught_by_vendor_of(pop, r, s))
        return RETORT_KIN_RELATED;
    return RETORT_KIN_NONE;
}

const char *retort_kin_word(retort_kin kin)
{
    static const char *const words[RETORT_KIN_COUNT] = {
        [RETORT_KIN_NONE] = "none",
        [RETORT_KIN_SAME] = "same",
        [RETORT_KIN_TUNED] = "tuned",
        [RETORT_KIN_RELATED] = "related",
    };

    return words[kin];
}
