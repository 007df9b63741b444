#include "infer/validation_power.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "support/validation_helper.h"

struct world {
    test_population p;
    retort_validation_pairs closed;
    retort_validation_pairs open;
    retort_case_options options;
    retort_arena arena;
    const retort_power_row *rows;
    size_t count;
};

static void pairs_make(struct world *w, const test_recipe *r, uint32_t draws)
{
    retort_validation_pairs_how how;

    *w = (struct world){
        .options = {draws, 6, RETORT_CASE_PRIOR, RETORT_CASE_RIDGE, NULL}};
    population_init(&w->p, r);
    how = pairs_of(&w->p, 2, RETORT_CELLS_CLOSED);
    assert_int_equal(retort_validation_pairs_make(&w->closed, &how, NULL),
                     RETORT_OK);
    how = pairs_of(&w->p, 2, RETORT_CELLS_OPEN);
    assert_int_equal(retort_validation_pairs_make(&w->open, &how, NULL),
                     RETORT_OK);
}

static retort_status tell(struct world *w)
{
    const retort_power_how how = {&w->closed, &w->open, w->p.all.lineage_count,
                                  &w->options};

    return retort_power_of(&how, &w->arena, &w->rows, &w->count, NULL);
}

static void make(struct world *w, const test_recipe *r, uint32_t draws)
{
    pairs_make(w, r, draws);
    assert_int_equal(tell(w), RETORT_OK);
}

static void release(struct world *w)
{
    retort_validation_pairs_release(&w->closed);
    retort_validation_pairs_release(&w->open);
    retort_arena_release(&w->arena);
    test_population_release(&w->p);
}

static void power__has_a_row_for_each_amount(void **state)
{
    const double prompts[] = {13, 25, 50, 100, 200, 400};
    const double lineages[] = {3, 5, 8, 10};
    struct world w;

    (void)state;
    make(&w, &SMALL, 10);
    assert_int_equal(w.count, 14);
    for (size_t i = 0; i < 10; i++) {
        const retort_power_row *r = &w.rows[i];

        assert_string_equal(r->kind, i < 6 ? "prompts" : "lineages");
        assert_true(r->amount == (i < 6 ? prompts[i] : lineages[i - 6]));
        assert_true(r->supported >= 0.0 && r->supported <= 1.0);
        assert_true(r->false_support >= 0.0 && r->false_support <= 1.0);
        assert_true(r->cllr > 0.0 && r->cllr < 1.5);
    }
    release(&w);
}

/* Independent looks, counted by multiplying what none of them shows. */
static void power__of_many_candidates_is_that_of_one(void **state)
{
    const int among[] = {1, 5, 10, 30};
    /* weak scores in small classes: some nulls are supported */
    const test_recipe r = {6, 5, 1, 10, 12, 1, 2.0, 0.8, 0.0, 11};
    struct world w;

    (void)state;
    make(&w, &r, 0);
    assert_true(w.count > 4);
    for (int i = 0; i < 4; i++) {
        const retort_power_row *m = &w.rows[w.count - 4 + (size_t)i];
        double none = 1.0;

        for (int n = 0; n < among[i]; n++)
            none *= 1.0 - w.rows[w.count - 5].false_support;
        assert_string_equal(m->kind, "maximum");
        assert_true(m->amount == among[i]);
        assert_true(is_near(m->false_support, 1.0 - none, 1e-12));
        assert_true(isnan(m->supported) && isnan(m->cllr));
    }
    assert_string_equal(w.rows[w.count - 5].kind, "lineages");
    assert_true(w.rows[w.count - 4].false_support > 0.0);
    assert_true(w.rows[w.count - 1].false_support >
                w.rows[w.count - 4].false_support);
    release(&w);
}

static void power__of_all_is_the_same_by_either_way(void **state)
{
    struct world w;

    (void)state;
    make(&w, &SMALL, 20);
    assert_true(w.rows[5].supported == w.rows[9].supported);
    assert_true(w.rows[5].false_support == w.rows[9].false_support);
    assert_true(is_near(w.rows[5].cllr, w.rows[9].cllr, 1e-12));
    release(&w);
}

/* Loud blocks: with one of them the score is mostly noise. */
static void power__grows_with_prompts_and_lineages(void **state)
{
    const test_recipe r = {8, 8, 1, 16, 20, 1, 2.5, 0.3, 0.1, 4};
    struct world w;

    (void)state;
    make(&w, &r, 60);
    assert_true(w.rows[0].supported < w.rows[5].supported - 0.2);
    assert_true(w.rows[0].cllr > w.rows[5].cllr + 0.1);
    assert_string_equal(w.rows[6].kind, "lineages");
    assert_string_equal(w.rows[w.count - 5].kind, "lineages");
    assert_true(w.rows[6].supported < w.rows[w.count - 5].supported);
    release(&w);
}

static void power__is_the_same_in_any_order_of_work(void **state)
{
    int runs = 0;
    const retort_pool pool = {run_backwards, &runs};
    struct world w;
    retort_power_row first[16];
    size_t count;

    (void)state;
    make(&w, &SMALL, 20);
    count = w.count;
    for (size_t i = 0; i < count; i++)
        first[i] = w.rows[i];
    w.options.pool = &pool;
    assert_int_equal(tell(&w), RETORT_OK);
    for (size_t i = 0; i < count; i++) {
        assert_true(is_near(w.rows[i].supported, first[i].supported, 0));
        assert_true(w.rows[i].false_support == first[i].false_support);
        assert_true(is_near(w.rows[i].cllr, first[i].cllr, 0));
    }
    assert_true(runs > 10);
    release(&w);
}

static void power__of_an_empty_class_has_no_rows(void **state)
{
    const test_recipe r = {3, 3, 1, 0, 5, 1, 2.0, 0.3, 0.05, 3};
    struct world w;

    (void)state;
    make(&w, &r, 5);
    assert_int_equal(w.count, 0);
    assert_null(w.rows);
    release(&w);
}

static void power__reports_missing_memory(void **state)
{
    const test_recipe tiny = {3, 3, 1, 4, 4, 1, 2.0, 0.3, 0.05, 5};
    struct world w;
    retort_status st = RETORT_ERR_NOMEM;

    (void)state;
    pairs_make(&w, &tiny, 2);
    for (long n = 0; st == RETORT_ERR_NOMEM; n += 1 + n / 4) {
        retort_arena_release(&w.arena);
        retort_mem_fail_at(n);
        st = tell(&w);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || (!w.rows && w.count == 0));
    }
    assert_int_equal(st, RETORT_OK);
    release(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(power__has_a_row_for_each_amount),
        cmocka_unit_test(power__of_many_candidates_is_that_of_one),
        cmocka_unit_test(power__of_all_is_the_same_by_either_way),
        cmocka_unit_test(power__grows_with_prompts_and_lineages),
        cmocka_unit_test(power__is_the_same_in_any_order_of_work),
        cmocka_unit_test(power__of_an_empty_class_has_no_rows),
        cmocka_unit_test(power__reports_missing_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
