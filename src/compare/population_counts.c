#include "compare/population_counts.h"

#include "base/mem.h"
#include "compare/bitset.h"
#include "compare/limits_rule.h"
#include "compare/population_pair.h"

/* Distinct numbers seen so far. */
struct tally {
    retort_bitset set;
    size_t count;
};

static void tally_add(struct tally *t, size_t i)
{
    if (retort_bitset_has(&t->set, i))
        return;
    retort_bitset_add(&t->set, i);
    t->count++;
}

static retort_status no_memory(const retort_population *pop, retort_err *err)
{
    return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                       "no memory for the counts of %zu models",
                       retort_population_count(pop));
}

/* A pair that would be a null or a positive, if its suspect is counted. */
static void total_suspect(const retort_population *pop, size_t s,
                          retort_population_totals *out, struct tally *nulls,
                          struct tally *positives)
{
    size_t lineage = retort_population_lineage(pop, s);
    bool is_null = false;
    bool is_positive = false;

    for (size_t r = 0; r < retort_population_count(pop); r++) {
        retort_pair_label label;

        if (!retort_population_is_reference(pop, r))
            continue;
        label = retort_population_pair(pop, s, r).label;
        is_null = is_null || retort_pair_is_null(label);
        is_positive = is_positive || retort_pair_is_positive(label);
    }
    if (is_null) {
        out->null_suspects++;
        tally_add(nulls, lineage);
    }
    if (is_positive) {
        out->positive_suspects++;
        tally_add(positives, lineage);
    }
}

retort_status retort_population_total(const retort_population *pop,
                                      retort_population_totals *out,
                                      retort_err *err)
{
    size_t lineages = retort_population_lineage_count(pop);
    struct tally nulls = {0};
    struct tally positives = {0};
    struct tally references = {0};
    retort_status st = RETORT_OK;

    *out = (retort_population_totals){0};
    if (lineages == 0)
        return RETORT_OK;
    if (!retort_bitset_reserve(&nulls.set, lineages) ||
        !retort_bitset_reserve(&positives.set, lineages) ||
        !retort_bitset_reserve(&references.set, lineages)) {
        st = no_memory(pop, err);
        goto out;
    }
    for (size_t i = 0; i < retort_population_count(pop); i++) {
        total_suspect(pop, i, out, &nulls, &positives);
        if (!retort_population_is_reference(pop, i))
            continue;
        out->references++;
        tally_add(&references, retort_population_lineage(pop, i));
    }
    out->null_lineages = nulls.count;
    out->positive_lineages = positives.count;
    out->reference_lineages = references.count;
out:
    retort_bitset_release(&nulls.set);
    retort_bitset_release(&positives.set);
    retort_bitset_release(&references.set);
    return st;
}

struct reference_tally {
    struct tally control_lineages;
    struct tally control_vendors;
    struct tally nulls;
    struct tally timely;
    struct tally positives;
    struct tally others;
};

static bool tally_reserve(struct reference_tally *t,
                          const retort_population *pop)
{
    size_t lineages = retort_population_lineage_count(pop);
    size_t vendors = retort_population_vendor_count(pop);

    return retort_bitset_reserve(&t->control_lineages.set, lineages) &&
           retort_bitset_reserve(&t->control_vendors.set, vendors) &&
           retort_bitset_reserve(&t->nulls.set, lineages) &&
           retort_bitset_reserve(&t->timely.set, lineages) &&
           retort_bitset_reserve(&t->positives.set, lineages) &&
           retort_bitset_reserve(&t->others.set, lineages);
}

static void tally_release(struct reference_tally *t)
{
    retort_bitset_release(&t->control_lineages.set);
    retort_bitset_release(&t->control_vendors.set);
    retort_bitset_release(&t->nulls.set);
    retort_bitset_release(&t->timely.set);
    retort_bitset_release(&t->positives.set);
    retort_bitset_release(&t->others.set);
}

/* Is the lineage of @p model a positive on a reference lineage that stays? */
static bool has_other_positive(const retort_population *pop, size_t model,
                               size_t s, size_t r)
{
    size_t lineage = retort_population_lineage(pop, model);

    if (retort_population_same_lineage(pop, model, r))
        return false;
    for (size_t t = 0; t < retort_population_count(pop); t++)
        if (retort_population_is_reference(pop, t) &&
            !retort_population_same_lineage(pop, t, r) &&
            !retort_population_same_lineage(pop, t, s) &&
            retort_population_lineage_has_student(
                pop, lineage, retort_population_lineage(pop, t)))
            return true;
    return false;
}

static void count_model(const retort_population *pop, size_t model, size_t s,
                        size_t r, struct reference_tally *t,
                        retort_reference_counts *out)
{
    size_t lineage = retort_population_lineage(pop, model);
    retort_pair_label label;

    if (retort_population_control(pop, s, r, model)) {
        out->controls++;
        tally_add(&t->control_lineages, lineage);
        tally_add(&t->control_vendors, retort_population_vendor(pop, model));
    }
    if (retort_population_same_lineage(pop, model, s))
        return;
    label = retort_population_pair(pop, model, r).label;
    if (retort_pair_is_null(label)) {
        out->null_suspects++;
        tally_add(&t->nulls, lineage);
    }
    if (label == RETORT_PAIR_NULL)
        tally_add(&t->timely, lineage);
    if (retort_pair_is_positive(label)) {
        out->positive_suspects++;
        tally_add(&t->positives, lineage);
    }
    if (!retort_bitset_has(&t->others.set, lineage) &&
        has_other_positive(pop, model, s, r))
        tally_add(&t->others, lineage);
}

retort_status retort_population_counts(const retort_population *pop, size_t s,
                                       size_t r, retort_reference_counts *out,
                                       retort_err *err)
{
    struct reference_tally t = {0};
    retort_status st = RETORT_OK;

    *out = (retort_reference_counts){0};
    if (retort_population_count(pop) == 0)
        return RETORT_OK;
    if (!tally_reserve(&t, pop)) {
        st = no_memory(pop, err);
        goto out;
    }
    for (size_t i = 0; i < retort_population_count(pop); i++)
        count_model(pop, i, s, r, &t, out);
    out->control_lineages = t.control_lineages.count;
    out->control_vendors = t.control_vendors.count;
    out->null_lineages = t.nulls.count;
    out->timely_null_lineages = t.timely.count;
    out->positive_lineages = t.positives.count;
    out->positive_lineages_other = t.others.count;
out:
    tally_release(&t);
    return st;
}

bool retort_population_rules(const retort_population_totals *totals,
                             const retort_reference_counts *counts,
                             retort_count_rule out[RETORT_COUNT_RULES])
{
    const retort_count_rule rules[RETORT_COUNT_RULES] = {
        {"control-lineages", "lineages among the controls",
         counts->control_lineages, RETORT_RULE_CONTROL_LINEAGES_MIN, false},
        {"control-vendors", "vendors among the controls",
         counts->control_vendors, RETORT_RULE_CONTROL_VENDORS_MIN, false},
        {"null-lineages", "null suspect lineages over all references",
         totals->null_lineages, RETORT_RULE_NULL_LINEAGES_MIN, false},
        {"null-lineages-reference", "null suspect lineages of this reference",
         counts->null_lineages, RETORT_RULE_NULL_LINEAGES_R_MIN, false},
        {"positive-lineages",
         "positive lineages without those of suspect and reference",
         counts->positive_lineages_other, RETORT_RULE_POSITIVE_LINEAGES_MIN,
         false},
    };
    bool all = true;

    for (size_t i = 0; i < RETORT_COUNT_RULES; i++) {
        out[i] = rules[i];
        out[i].passed = out[i].value >= out[i].limit;
        all = all && out[i].passed;
    }
    return all;
}
