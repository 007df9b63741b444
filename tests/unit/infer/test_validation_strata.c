#include "infer/validation_strata.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "infer/validation_figures.h"
#include "support/validation_helper.h"

/* Even students are "part"; three kinds of nulls; two vendors of references. */
static void label(test_population *p)
{
    static const char *const KINDS[] = {"human", "labs", "other vendor"};

    for (size_t i = 0; i < p->count; i++) {
        retort_comparison *c = &p->items[i];

        c->stratum = c->use == RETORT_USE_POSITIVE
                         ? (c->suspect_lineage % 2 ? "main" : "part")
                         : KINDS[c->suspect_lineage % 3];
        c->shares_base = c->suspect_lineage % 4 == 0;
        c->is_time_impossible = c->suspect_lineage == 20;
    }
    for (size_t i = 0; i < p->all.model_count; i++)
        p->models[i].vendor = p->models[i].lineage == 0 ? "acme" : "";
}

struct world {
    test_population p;
    retort_validation_pairs pairs;
    retort_arena arena;
    const retort_stratum *rows;
    size_t count;
};

static void make(struct world *w, const test_recipe *r)
{
    retort_validation_pairs_how how;

    *w = (struct world){0};
    population_init(&w->p, r);
    label(&w->p);
    how = pairs_of(&w->p, 2, RETORT_CELLS_CLOSED);
    assert_int_equal(retort_validation_pairs_make(&w->pairs, &how, NULL),
                     RETORT_OK);
    assert_int_equal(retort_strata_of(&w->p.all, &w->pairs, &w->pairs,
                                      &w->arena, &w->rows, &w->count, NULL),
                     RETORT_OK);
}

static void release(struct world *w)
{
    retort_validation_pairs_release(&w->pairs);
    retort_arena_release(&w->arena);
    test_population_release(&w->p);
}

static const retort_stratum *find(const struct world *w, const char *kind,
                                  const char *name)
{
    for (size_t i = 0; i < w->count; i++)
        if (strcmp(w->rows[i].kind, kind) == 0 &&
            strcmp(w->rows[i].name, name) == 0)
            return &w->rows[i];
    fail_msg("no stratum %s: %s", kind, name);
    return NULL;
}

static void strata__count_lineages_of_both_classes(void **state)
{
    struct world w;
    const retort_stratum *s;

    (void)state;
    make(&w, &SMALL); /* suspects 6..15 are students, 16..27 are not */
    assert_int_equal(w.count, 3 + 2 + 2 + 2 + 2);
    s = find(&w, "negatives", "human"); /* all of 6, 9, 12, .. 27 */
    assert_int_equal(s->null_lineages, 8);
    assert_int_equal(s->positive_lineages, 10);
    assert_false(s->is_judged);
    s = find(&w, "label", "main"); /* 7, 9, 11, 13, 15 */
    assert_int_equal(s->positive_lineages, 5);
    assert_int_equal(s->null_lineages, 22);
    assert_true(s->is_judged);
    s = find(&w, "vendor", "acme"); /* taught 6 and 11 */
    assert_int_equal(s->positive_lineages, 2);
    assert_int_equal(s->null_lineages, 20);
    s = find(&w, "vendor", "none");
    assert_int_equal(s->positive_lineages, 8);
    s = find(&w, "base", "shared"); /* 8, 12, 16, 20, 24 */
    assert_int_equal(s->null_lineages, 5);
    s = find(&w, "time", "impossible");
    assert_int_equal(s->null_lineages, 1);
    s = find(&w, "time", "possible");
    assert_int_equal(s->null_lineages, 21);
    assert_int_equal(s->positive_lineages, 10);
    release(&w);
}

static void strata__stand_in_order(void **state)
{
    struct world w;

    (void)state;
    make(&w, &SMALL);
    assert_string_equal(w.rows[0].kind, "negatives");
    assert_string_equal(w.rows[0].name, "human");
    assert_string_equal(w.rows[2].name, "other vendor");
    assert_string_equal(w.rows[3].kind, "vendor");
    assert_string_equal(w.rows[3].name, "acme");
    assert_string_equal(w.rows[w.count - 1].name, "possible");
    release(&w);
}

/* Cllr of a stratum by the definition, with weights made anew. */
static void strata__weigh_their_own_cells_equally(void **state)
{
    struct world w;
    double sum[2] = {0, 0};
    double cells[2] = {0, 0};

    (void)state;
    make(&w, &SMALL);
    for (size_t k = 0; k < w.pairs.cells.cells; k++) {
        const retort_cell *cell = &w.pairs.cells.cell[k];
        double cost = 0;

        if (!cell->is_counted ||
            (!cell->is_positive &&
             strcmp(w.pairs.cells.item[cell->first]->stratum, "labs") != 0))
            continue;
        for (uint32_t i = cell->first; i < cell->first + cell->count; i++)
            cost += log(1 + pow(10, cell->is_positive ? -w.pairs.value[i]
                                                      : w.pairs.value[i])) /
                    log(2.0) / cell->count;
        sum[cell->is_positive] += cost;
        cells[cell->is_positive]++;
    }
    assert_true(is_near(find(&w, "negatives", "labs")->cllr_closed,
                        (sum[0] / cells[0] + sum[1] / cells[1]) / 2, 1e-12));
    release(&w);
}

static void strata__judge_from_5_and_10_lineages(void **state)
{
    const test_recipe at = {5, 5, 1, 5, 5, 1, 2.0, 0.3, 0.05, 3};
    const test_recipe below = {5, 5, 1, 4, 6, 1, 2.0, 0.3, 0.05, 3};
    struct world w;

    (void)state;
    make(&w, &at); /* every suspect is a null of some reference */
    assert_int_equal(find(&w, "base", "not shared")->positive_lineages, 5);
    assert_int_equal(find(&w, "vendor", "none")->null_lineages, 10);
    for (size_t i = 0; i < w.count; i++)
        assert_int_equal(w.rows[i].is_judged,
                         w.rows[i].null_lineages >= 10 &&
                             w.rows[i].positive_lineages >= 5);
    release(&w);
    make(&w, &below);
    for (size_t i = 0; i < w.count; i++)
        assert_false(w.rows[i].is_judged);
    release(&w);
}

static void strata__of_nothing_are_none(void **state)
{
    const retort_comparison_set set = {"distilled", NULL, 0};
    const retort_validation_pairs_how how = {
        .cells = {.set = &set, .score = RETORT_CELLS_CLOSED},
        .lineages = 1,
        .prior = 0.5,
        .ridge = 0.01};
    retort_comparisons all = {0};
    retort_validation_pairs pairs = {0};
    retort_arena arena = {0};
    const retort_stratum *rows;
    size_t count;

    (void)state;
    assert_int_equal(retort_validation_pairs_make(&pairs, &how, NULL),
                     RETORT_OK);
    assert_int_equal(
        retort_strata_of(&all, &pairs, &pairs, &arena, &rows, &count, NULL),
        RETORT_OK);
    assert_int_equal(count, 0);
    retort_validation_pairs_release(&pairs);
}

static void strata__report_missing_memory(void **state)
{
    struct world w;

    (void)state;
    make(&w, &SMALL);
    for (long n = 0; n < 4; n++) {
        retort_arena arena = {0};

        retort_mem_fail_at(n);
        assert_int_equal(retort_strata_of(&w.p.all, &w.pairs, &w.pairs, &arena,
                                          &w.rows, &w.count, NULL),
                         RETORT_ERR_NOMEM);
        retort_mem_fail_at(-1);
        assert_null(w.rows);
        retort_arena_release(&arena);
    }
    release(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strata__count_lineages_of_both_classes),
        cmocka_unit_test(strata__stand_in_order),
        cmocka_unit_test(strata__weigh_their_own_cells_equally),
        cmocka_unit_test(strata__judge_from_5_and_10_lineages),
        cmocka_unit_test(strata__of_nothing_are_none),
        cmocka_unit_test(strata__report_missing_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
