#include "report/calibration_check.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static retort_status out_of_order(const char *list, size_t i, retort_err *err)
{
    return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                       "%s[%zu]: not behind the one before it", list, i);
}

static retort_status not_in_table(const char *list, size_t i, const char *key,
                                  uint32_t found, size_t size, retort_err *err)
{
    return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                       "%s[%zu].%s: %" PRIu32 ", but the table has %zu", list,
                       i, key, found, size);
}

static retort_status check_lineages(const retort_comparisons *p,
                                    retort_err *err)
{
    for (size_t i = 1; i < p->lineage_count; i++) {
        if (strcmp(p->lineages[i - 1], p->lineages[i]) >= 0)
            return out_of_order("population.lineages", i, err);
    }
    return RETORT_OK;
}

static retort_status check_models(const retort_comparisons *p, retort_err *err)
{
    static const char LIST[] = "population.models";

    for (size_t i = 0; i < p->model_count; i++) {
        const retort_population_model *m = &p->models[i];

        if (i > 0 && strcmp(m[-1].name, m->name) >= 0)
            return out_of_order(LIST, i, err);
        if (m->lineage >= p->lineage_count)
            return not_in_table(LIST, i, "lineage", m->lineage,
                                p->lineage_count, err);
    }
    return RETORT_OK;
}

static bool is_ascending(const retort_comparison *a, const retort_comparison *b)
{
    return a->suspect != b->suspect ? a->suspect < b->suspect
                                    : a->reference < b->reference;
}

/* One model of a pair, and the lineage that the pair repeats. */
static retort_status check_side(const retort_comparisons *p, const char *list,
                                size_t i, const char *key, uint32_t model,
                                uint32_t lineage, retort_err *err)
{
    if (model >= p->model_count)
        return not_in_table(list, i, key, model, p->model_count, err);
    if (lineage != p->models[model].lineage)
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "%s[%zu].%s_lineage: %" PRIu32
                           ", but the model is of lineage %" PRIu32,
                           list, i, key, lineage, p->models[model].lineage);
    return RETORT_OK;
}

/* A score that is known has effects that are known. */
static retort_status check_score(const char *list, size_t i, const char *side,
                                 const retort_block_score *s, retort_err *err)
{
    for (size_t b = 0; b < RETORT_COMPARISON_BLOCKS; b++)
        if (isinf(s->score) || (!isnan(s->score) && !isfinite(s->effect[b])))
            return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                               "%s[%zu].%s: a number is missing", list, i,
                               side);
    return RETORT_OK;
}

static retort_status check_pair(const retort_comparisons *p, const char *list,
                                const retort_comparison *items, size_t i,
                                retort_err *err)
{
    const retort_comparison *c = &items[i];
    retort_status st =
        check_side(p, list, i, "suspect", c->suspect, c->suspect_lineage, err);

    if (st == RETORT_OK)
        st = check_side(p, list, i, "reference", c->reference,
                        c->reference_lineage, err);
    if (st == RETORT_OK && c->use >= RETORT_USE_COUNT)
        st = not_in_table(list, i, "use", c->use, RETORT_USE_COUNT, err);
    if (st == RETORT_OK)
        st = check_score(list, i, "closed", &c->at[RETORT_CLOSED], err);
    if (st == RETORT_OK)
        st = check_score(list, i, "open", &c->at[RETORT_OPEN], err);
    if (st == RETORT_OK && i > 0 && !is_ascending(&c[-1], c))
        st = out_of_order(list, i, err);
    return st;
}

/* Number of a proposition answered by a ratio, or -1. */
static int ratio_of(const char *id)
{
    for (int i = 0; i < RETORT_PROPOSITION_COUNT; i++) {
        const retort_proposition_info *about =
            retort_proposition_about((retort_proposition)i);

        if (about->answer == RETORT_ANSWER_RATIO && strcmp(about->id, id) == 0)
            return i;
    }
    return -1;
}

/* @p last is the number of the one before, -1 for the first. */
static retort_status check_proposition(const char *list, size_t i,
                                       const char *id, int *last,
                                       retort_err *err)
{
    int number = ratio_of(id);

    if (number < 0)
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "%s[%zu].proposition: unknown proposition '%.40s'",
                           list, i, id);
    if (number <= *last)
        return out_of_order(list, i, err);
    *last = number;
    return RETORT_OK;
}

static retort_status check_sets(const retort_comparisons *p, retort_err *err)
{
    static const char LIST[] = "population.sets";
    retort_status st = RETORT_OK;
    int last = -1;

    for (size_t i = 0; i < p->set_count && st == RETORT_OK; i++) {
        const retort_comparison_set *set = &p->sets[i];
        char list[64];

        st = check_proposition(LIST, i, set->proposition, &last, err);
        (void)snprintf(list, sizeof(list), "%s[%zu].items", LIST, i);
        for (size_t j = 0; j < set->count && st == RETORT_OK; j++)
            st = check_pair(p, list, set->items, j, err);
    }
    return st;
}

static bool has_set(const retort_comparisons *p, const char *proposition)
{
    for (size_t i = 0; i < p->set_count; i++) {
        if (strcmp(p->sets[i].proposition, proposition) == 0)
            return true;
    }
    return false;
}

static retort_status check_validations(const retort_calibration *c,
                                       retort_err *err)
{
    int last = -1;

    for (size_t i = 0; i < c->validation_count; i++) {
        const char *id = c->validations[i].proposition;
        retort_status st = check_proposition("validations", i, id, &last, err);

        if (st != RETORT_OK)
            return st;
        if (!has_set(&c->population, id))
            return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                               "validations[%zu].proposition: no set of '%s'",
                               i, id);
        if (!(c->validations[i].ridge >= 0) || isinf(c->validations[i].ridge))
            return RETORT_FAIL(
                err, RETORT_ERR_FORMAT,
                "validations[%zu].ridge: %g, want a number from 0", i,
                c->validations[i].ridge);
    }
    return RETORT_OK;
}

static retort_status check_options(const retort_calibration *c, retort_err *err)
{
    if (!(c->prior > 0 && c->prior < 1))
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "prior: %g, want a number between 0 and 1",
                           c->prior);
    if (c->draws > RETORT_CASE_DRAWS_MAX)
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "draws: %" PRIu32 ", more than %d", c->draws,
                           RETORT_CASE_DRAWS_MAX);
    return RETORT_OK;
}

retort_status retort_calibration_check(const retort_calibration *c,
                                       retort_err *err)
{
    retort_status st = check_options(c, err);

    if (st == RETORT_OK)
        st = check_lineages(&c->population, err);
    if (st == RETORT_OK)
        st = check_models(&c->population, err);
    if (st == RETORT_OK)
        st = check_sets(&c->population, err);
    if (st == RETORT_OK)
        st = check_validations(c, err);
    return st;
}
