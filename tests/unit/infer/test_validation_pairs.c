#include "infer/validation_pairs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "infer/case.h"
#include "support/validation_helper.h"

static const retort_proposition PROPOSITION[3] = {RETORT_PROPOSITION_SAME,
                                                  RETORT_PROPOSITION_TUNED,
                                                  RETORT_PROPOSITION_DISTILLED};

/* Every pair as retort_case_at() weighs it. */
static void expect_engine(const test_population *p,
                          const retort_validation_pairs_how *how, int set,
                          retort_open open)
{
    retort_validation_pairs pairs = {0};
    size_t weighed = 0;

    assert_int_equal(retort_validation_pairs_make(&pairs, how, NULL),
                     RETORT_OK);
    for (size_t i = 0; i < pairs.cells.count; i++) {
        const retort_comparison *c = pairs.cells.item[i];
        const retort_left_out *left = &pairs.left[pairs.cells.cell_of[i]];
        const uint32_t leave[2] = {c->suspect_lineage, c->reference_lineage};
        retort_case_point at;

        if (!pairs.keep[i])
            continue;
        weighed++;
        assert_int_equal(retort_case_at(&p->all, PROPOSITION[set], open,
                                        how->is_common_source, leave,
                                        c->reference, c->at[open].score,
                                        &TEST_OPTIONS, &at, NULL),
                         RETORT_OK);
        assert_true(is_near(pairs.raw[i], at.raw, 1e-9));
        assert_true(is_near(pairs.llr[i], at.llr, 1e-9));
        assert_true(is_near(left->lower, at.lower, 1e-9));
        assert_true(is_near(left->upper, at.upper, 1e-9));
        assert_int_equal(left->positive_lineages, at.positive_lineages);
        assert_int_equal(left->null_lineages, at.null_lineages);
    }
    assert_true(weighed > 100);
    retort_validation_pairs_release(&pairs);
}

static void make__weighs_as_the_engine_does(void **state)
{
    test_population p;
    retort_validation_pairs_how how;

    (void)state;
    population_init(&p, &SMALL);
    how = pairs_of(&p, 2, RETORT_CELLS_CLOSED);
    expect_engine(&p, &how, 2, RETORT_CLOSED);
    how = pairs_of(&p, 2, RETORT_CELLS_OPEN);
    expect_engine(&p, &how, 2, RETORT_OPEN);
    how = pairs_of(&p, 1, RETORT_CELLS_CLOSED);
    expect_engine(&p, &how, 1, RETORT_CLOSED);
    test_population_release(&p);
}

/* Students become members of their teacher's lineage: cells R x R. */
static void make_kin(test_population *p)
{
    const test_recipe *r = &p->recipe;

    for (size_t i = 0; i < p->count; i++) {
        retort_comparison *c = &p->items[i];

        if (c->suspect_lineage < r->references + r->students)
            c->suspect_lineage =
                (c->suspect_lineage - r->references) % r->taught;
    }
}

static void make__leaves_a_lineage_out_on_both_sides(void **state)
{
    test_population p;
    retort_validation_pairs_how how;

    (void)state;
    population_init(&p, &SMALL);
    make_kin(&p);
    how = pairs_of(&p, 1, RETORT_CELLS_CLOSED);
    expect_engine(&p, &how, 1, RETORT_CLOSED);
    test_population_release(&p);
}

static void make__scales_for_a_common_source_as_the_engine_does(void **state)
{
    test_population p;
    retort_validation_pairs_how how;

    (void)state;
    population_init(&p, &SMALL);
    how = pairs_of(&p, 2, RETORT_CELLS_CLOSED);
    how.is_common_source = true;
    expect_engine(&p, &how, 2, RETORT_CLOSED);
    test_population_release(&p);
}

static void make__is_the_same_in_any_order_of_work(void **state)
{
    test_population p;
    retort_validation_pairs_how how;
    int runs = 0;
    const retort_pool pool = {run_backwards, &runs};

    (void)state;
    population_init(&p, &SMALL);
    for (int common = 0; common < 2; common++) {
        retort_validation_pairs a = {0};
        retort_validation_pairs b = {0};

        how = pairs_of(&p, 2, RETORT_CELLS_CLOSED);
        how.is_common_source = common == 1;
        assert_int_equal(retort_validation_pairs_make(&a, &how, NULL),
                         RETORT_OK);
        how.pool = &pool;
        assert_int_equal(retort_validation_pairs_make(&b, &how, NULL),
                         RETORT_OK);
        assert_memory_equal(a.raw, b.raw, a.cells.count * sizeof(*a.raw));
        assert_memory_equal(a.llr, b.llr, a.cells.count * sizeof(*a.llr));
        retort_validation_pairs_release(&a);
        retort_validation_pairs_release(&b);
    }
    assert_int_equal(runs, 2);
    test_population_release(&p);
}

/* A cell's pairs twice: each weighs half, and nothing else changes. */
static void make__does_not_count_repeats_in_a_cell(void **state)
{
    test_population p;
    retort_validation_pairs_how how;
    retort_validation_pairs once = {0};
    retort_validation_pairs twice = {0};
    size_t count;
    size_t at = 0;

    (void)state;
    population_init(&p, &SMALL);
    how = pairs_of(&p, 2, RETORT_CELLS_CLOSED);
    assert_int_equal(retort_validation_pairs_make(&once, &how, NULL),
                     RETORT_OK);
    count = p.count;
    for (size_t i = 0; i < count; i++) {
        retort_comparison *c = &p.items[i];

        if (c->suspect_lineage == p.items[5].suspect_lineage &&
            c->reference_lineage == p.items[5].reference_lineage)
            p.items[p.count++] = *c;
    }
    assert_int_equal(p.count, count + 2);
    test_population_point(&p);
    assert_int_equal(retort_validation_pairs_make(&twice, &how, NULL),
                     RETORT_OK);
    for (size_t i = 0; i < once.cells.count; i++) {
        while (twice.cells.item[at] !=
               &p.items[0] + (once.cells.item[i] - p.items))
            at++;
        assert_true(is_near(twice.raw[at], once.raw[i], 1e-9));
    }
    retort_validation_pairs_release(&once);
    retort_validation_pairs_release(&twice);
    test_population_release(&p);
}

static void make__reports_missing_memory(void **state)
{
    test_population p;
    const test_recipe tiny = {3, 3, 1, 3, 4, 1, 2.0, 0.3, 0.05, 5};
    retort_validation_pairs_how how;

    (void)state;
    population_init(&p, &tiny);
    how = pairs_of(&p, 2, RETORT_CELLS_CLOSED);
    for (int common = 0; common < 2; common++) {
        retort_status st = RETORT_ERR_NOMEM;

        how.is_common_source = common == 1;
        for (long n = 0; st == RETORT_ERR_NOMEM; n++) {
            retort_validation_pairs pairs = {0};

            retort_mem_fail_at(n);
            st = retort_validation_pairs_make(&pairs, &how, NULL);
            retort_mem_fail_at(-1);
            retort_validation_pairs_release(&pairs);
            assert_true(n < 2000);
        }
        assert_int_equal(st, RETORT_OK);
    }
    test_population_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(make__weighs_as_the_engine_does),
        cmocka_unit_test(make__leaves_a_lineage_out_on_both_sides),
        cmocka_unit_test(make__scales_for_a_common_source_as_the_engine_does),
        cmocka_unit_test(make__is_the_same_in_any_order_of_work),
        cmocka_unit_test(make__does_not_count_repeats_in_a_cell),
        cmocka_unit_test(make__reports_missing_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
