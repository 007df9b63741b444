#include "infer/validation_shuffle.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "infer/validation_figures.h"
#include "support/validation_helper.h"

static retort_control_how control_of(const test_population *p, int set,
                                     retort_cells_score score)
{
    return (retort_control_how){.cells = cells_of(p, set, score),
                                .prior = RETORT_CASE_PRIOR,
                                .ridge = RETORT_CASE_RIDGE,
                                .seed = 3};
}

static void shuffled__labels_tell_nothing(void **state)
{
    const test_recipe strong = {8, 8, 1, 20, 20, 1, 4.0, 0.3, 0.05, 2};
    test_population p;

    (void)state;
    population_init(&p, &strong);
    for (int set = 1; set < 3; set++) {
        retort_control_how how = control_of(&p, set, RETORT_CELLS_CLOSED);
        double cllr;

        assert_int_equal(retort_shuffled_cllr(&how, &cllr, NULL), RETORT_OK);
        assert_true(cllr >= 0.95 && cllr < 1.07);
    }
    test_population_release(&p);
}

/* Six of eight suspects of the first references, one of eight of the rest. */
static bool is_student(const retort_comparison *c)
{
    return c->suspect_lineage % 8 < (c->reference_lineage < 4 ? 6 : 1);
}

/* A score of the reference alone: shuffling within it keeps what it tells. */
static void shuffled__keep_what_the_reference_tells(void **state)
{
    const test_recipe r = {8, 8, 1, 16, 16, 1, 2.0, 0.3, 0.05, 2};
    test_population p;

    (void)state;
    for (int set = 1; set < 3; set++) {
        retort_control_how how;
        double cllr;

        population_init(&p, &r);
        how = control_of(&p, set, RETORT_CELLS_CLOSED);
        for (size_t i = 0; i < p.count; i++)
            p.items[i].at[RETORT_CLOSED].score =
                p.items[i].reference_lineage < 4 ? 1.0 : 0.0;
        assert_int_equal(retort_shuffled_cllr(&how, &cllr, NULL), RETORT_OK);
        assert_true(cllr > 0.95); /* as many students everywhere */
        for (size_t i = 0; i < p.count; i++)
            p.items[i].use =
                is_student(&p.items[i]) ? RETORT_USE_POSITIVE : RETORT_USE_NULL;
        assert_int_equal(retort_shuffled_cllr(&how, &cllr, NULL), RETORT_OK);
        assert_true(cllr < 0.9);
        test_population_release(&p);
    }
}

static void shuffled__is_the_same_in_any_order_of_work(void **state)
{
    int runs = 0;
    const retort_pool pool = {run_backwards, &runs};
    test_population p;
    retort_control_how how;
    double a;
    double b;
    double c;

    (void)state;
    population_init(&p, &SMALL);
    how = control_of(&p, 2, RETORT_CELLS_CLOSED);
    assert_int_equal(retort_shuffled_cllr(&how, &a, NULL), RETORT_OK);
    how.pool = &pool;
    assert_int_equal(retort_shuffled_cllr(&how, &b, NULL), RETORT_OK);
    how.seed = 4;
    assert_int_equal(retort_shuffled_cllr(&how, &c, NULL), RETORT_OK);
    assert_true(a == b && a != c);
    assert_int_equal(runs, 2);
    test_population_release(&p);
}

static void baseline__is_the_cllr_of_its_score(void **state)
{
    test_population p;
    retort_control_how how;
    retort_validation_pairs_how pairs_how;
    retort_validation_pairs pairs = {0};
    double cllr;
    double *room;

    (void)state;
    population_init(&p, &SMALL);
    how = control_of(&p, 2, RETORT_CELLS_CLOSED);
    pairs_how = pairs_of(&p, 2, RETORT_CELLS_CLOSED);
    assert_int_equal(retort_baseline_cllr(&how, &cllr, NULL), RETORT_OK);
    assert_int_equal(retort_validation_pairs_make(&pairs, &pairs_how, NULL),
                     RETORT_OK);
    room = retort_mem_new(pairs.cells.count, 2 * sizeof(*room));
    assert_non_null(room);
    assert_true(is_near(cllr, retort_figures_cllr(&pairs, NULL, room), 1e-12));
    retort_mem_free(room);
    retort_validation_pairs_release(&pairs);
    test_population_release(&p);
}

static void baseline__reads_hub_and_length(void **state)
{
    test_population p;
    retort_control_how how;
    double cllr;

    (void)state;
    population_init(&p, &SMALL);
    how = control_of(&p, 2, RETORT_CELLS_HUB);
    assert_int_equal(retort_baseline_cllr(&how, &cllr, NULL), RETORT_OK);
    assert_true(cllr > 0.95);
    for (size_t i = 0; i < p.count; i++)
        p.items[i].length = p.items[i].at[RETORT_CLOSED].score;
    how = control_of(&p, 2, RETORT_CELLS_LENGTH);
    assert_int_equal(retort_baseline_cllr(&how, &cllr, NULL), RETORT_OK);
    assert_true(cllr < 0.8);
    test_population_release(&p);
}

static void controls__say_nothing_without_a_class(void **state)
{
    const test_recipe r = {3, 3, 1, 0, 5, 1, 2.0, 0.3, 0.05, 3};
    test_population p;
    retort_control_how how;
    double cllr = 0;

    (void)state;
    population_init(&p, &r);
    how = control_of(&p, 1, RETORT_CELLS_CLOSED);
    assert_int_equal(retort_shuffled_cllr(&how, &cllr, NULL), RETORT_OK);
    assert_true(isnan(cllr));
    assert_int_equal(retort_baseline_cllr(&how, &cllr, NULL), RETORT_OK);
    assert_true(isnan(cllr));
    test_population_release(&p);
}

static void controls__report_missing_memory(void **state)
{
    const test_recipe tiny = {3, 3, 1, 3, 4, 1, 2.0, 0.3, 0.05, 5};
    test_population p;
    retort_control_how how;

    (void)state;
    population_init(&p, &tiny);
    how = control_of(&p, 2, RETORT_CELLS_CLOSED);
    for (int which = 0; which < 2; which++) {
        retort_status st = RETORT_ERR_NOMEM;
        double cllr;
        long n = 0;

        for (; st == RETORT_ERR_NOMEM; n++) {
            retort_mem_fail_at(n);
            st = which == 0 ? retort_shuffled_cllr(&how, &cllr, NULL)
                            : retort_baseline_cllr(&how, &cllr, NULL);
            retort_mem_fail_at(-1);
            assert_true(st == RETORT_OK || isnan(cllr));
        }
        assert_int_equal(st, RETORT_OK);
        assert_true(n > 15);
    }
    test_population_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shuffled__labels_tell_nothing),
        cmocka_unit_test(shuffled__keep_what_the_reference_tells),
        cmocka_unit_test(shuffled__is_the_same_in_any_order_of_work),
        cmocka_unit_test(baseline__is_the_cllr_of_its_score),
        cmocka_unit_test(baseline__reads_hub_and_length),
        cmocka_unit_test(controls__say_nothing_without_a_class),
        cmocka_unit_test(controls__report_missing_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
