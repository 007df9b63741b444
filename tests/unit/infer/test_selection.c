#include "infer/selection.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "base/mem.h"
#include "support/synthetic_population.h"

static retort_selecting how_of(const test_population *p)
{
    return (retort_selecting){
        .set = &p->sets[2],
        .lineages = p->all.lineage_count,
        .leave = {RETORT_LINEAGE_NONE, RETORT_LINEAGE_NONE}};
}

static double total(const retort_class *c)
{
    double sum = 0;

    for (size_t i = 0; i < c->count; i++)
        sum += c->weight[i];
    return sum;
}

static void make__puts_positives_first_and_matches_teachers(void **state)
{
    test_population p;
    retort_selection s = {0};
    retort_selecting how;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    how = how_of(&p);
    assert_int_equal(retort_selection_make(&s, &how, NULL), RETORT_OK);
    /* 16 students of 8 references; each of the 32 suspects meets those 8 */
    assert_int_equal(s.positives, 16);
    assert_int_equal(s.count, 32 * 8);
    assert_int_equal(s.positive_lineages, 16);
    assert_int_equal(s.null_lineages, 32);
    assert_int_equal(s.reference_lineages, 8);
    for (size_t i = 0; i < s.count; i++) {
        assert_int_equal(s.item[i]->use, i < s.positives ? RETORT_USE_POSITIVE
                                                         : RETORT_USE_NULL);
        assert_true(s.item[i]->reference_lineage < 8);
        assert_true(s.score[i] == s.item[i]->at[RETORT_CLOSED].score);
    }
    retort_selection_release(&s);
    test_population_release(&p);
}

static void make__leaves_both_lineages_out_before_matching(void **state)
{
    test_population p;
    retort_selection s = {0};
    retort_selecting how;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    how = how_of(&p);
    how.leave[0] = 16; /* first student, of reference 0; 24 is the other one */
    how.leave[1] = 3;  /* a taught reference */
    assert_int_equal(retort_selection_make(&s, &how, NULL), RETORT_OK);
    for (size_t i = 0; i < s.count; i++) {
        assert_int_not_equal(s.item[i]->suspect_lineage, 16);
        assert_int_not_equal(s.item[i]->reference_lineage, 3);
    }
    assert_int_equal(s.positives, 16 - 1 - 2);
    assert_int_equal(s.reference_lineages, 7);
    retort_selection_release(&s);
    for (size_t i = 0; i < p.count; i++) /* the other student of reference 0 */
        if (p.items[i].suspect_lineage == 24 &&
            p.items[i].reference_lineage == 0)
            p.items[i].use = RETORT_USE_COUNT;
    assert_int_equal(retort_selection_make(&s, &how, NULL), RETORT_OK);
    assert_int_equal(s.reference_lineages, 6);
    for (size_t i = 0; i < s.count; i++)
        assert_int_not_equal(s.item[i]->reference_lineage, 0);
    retort_selection_release(&s);
    test_population_release(&p);
}

static void make__weighs_cells_equally(void **state)
{
    test_recipe r = TEST_RECIPE;
    test_population p;
    retort_selection s = {0};
    retort_selecting how;
    retort_classes c;

    (void)state;
    r.models = 3;
    r.versions = 2;
    test_population_init(&p, &r);
    p.items[0].at[RETORT_CLOSED].score = (double)NAN; /* a cell of 5 */
    how = how_of(&p);
    assert_int_equal(retort_selection_make(&s, &how, NULL), RETORT_OK);
    c = retort_selection_classes(&s);
    assert_true(fabs(total(&c.positive) - 1) < 1e-12);
    assert_true(fabs(total(&c.null) - 1) < 1e-12);
    assert_true(c.positive.units == 16);
    assert_true(c.null.units == 32);
    for (size_t i = 0; i < s.count; i++) {
        bool five = s.item[i]->suspect_lineage == 16 &&
                    s.item[i]->reference_lineage == 0;
        double cells = i < s.positives ? 16 : 32 * 8 - 16;

        assert_true(fabs(s.weight[i] - 1 / (cells * (five ? 5 : 6))) < 1e-15);
    }
    retort_selection_release(&s);
    test_population_release(&p);
}

static void make__does_not_care_for_the_order_of_pairs(void **state)
{
    test_population p;
    retort_selection a = {0};
    retort_selection b = {0};
    retort_selecting how;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    how = how_of(&p);
    assert_int_equal(retort_selection_make(&a, &how, NULL), RETORT_OK);
    for (size_t i = 0; i < p.count / 2; i++) {
        retort_comparison swap = p.items[i];

        p.items[i] = p.items[p.count - 1 - i];
        p.items[p.count - 1 - i] = swap;
    }
    assert_int_equal(retort_selection_make(&b, &how, NULL), RETORT_OK);
    assert_int_equal(a.count, b.count);
    assert_memory_equal(a.score, b.score, a.count * sizeof(*a.score));
    assert_memory_equal(a.weight, b.weight, a.count * sizeof(*a.weight));
    retort_selection_release(&a);
    retort_selection_release(&b);
    test_population_release(&p);
}

static void make__lets_doubtful_labels_in_when_asked(void **state)
{
    test_population p;
    retort_selection s = {0};
    retort_selecting how;
    size_t count;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    for (size_t i = 0; i < p.count; i++) {
        if (p.items[i].suspect_lineage == 16)
            p.items[i].use += RETORT_USE_DOUBTFUL_POSITIVE;
    }
    how = how_of(&p);
    assert_int_equal(retort_selection_make(&s, &how, NULL), RETORT_OK);
    assert_int_equal(s.positive_lineages, 15);
    assert_int_equal(s.null_lineages, 31);
    count = s.count;
    retort_selection_release(&s);
    how.with_doubtful = true;
    assert_int_equal(retort_selection_make(&s, &how, NULL), RETORT_OK);
    assert_int_equal(s.positive_lineages, 16);
    assert_int_equal(s.count, count + 8);
    retort_selection_release(&s);
    test_population_release(&p);
}

static void weigh__multiplies_and_draws_blocks(void **state)
{
    uint16_t suspect[64] = {0};
    uint16_t reference[64] = {0};
    uint16_t block[RETORT_COMPARISON_BLOCKS] = {0};
    const retort_times times = {suspect, reference, block};
    test_population p;
    retort_selection s = {0};
    retort_selection once = {0};
    retort_selecting how;

    (void)state;
    suspect[16] = 2;
    suspect[17] = 1;
    reference[0] = 3;
    block[5] = RETORT_COMPARISON_BLOCKS;
    test_population_init(&p, &TEST_RECIPE);
    how = how_of(&p);
    assert_int_equal(retort_selection_make(&s, &how, NULL), RETORT_OK);
    assert_int_equal(retort_selection_make(&once, &how, NULL), RETORT_OK);
    retort_selection_weigh(&s, &times);
    for (size_t i = 0; i < s.count; i++) {
        const retort_comparison *c = s.item[i];
        unsigned n = (unsigned)suspect[c->suspect_lineage] *
                     reference[c->reference_lineage];

        assert_true(s.weight[i] == once.weight[i] * n);
        assert_true(s.score[i] ==
                    (n ? retort_block_score_at(&c->at[0], block) : 0));
    }
    retort_selection_weigh(&s, NULL);
    assert_memory_equal(s.score, once.score, s.count * sizeof(*s.score));
    assert_memory_equal(s.weight, once.weight, s.count * sizeof(*s.weight));
    retort_selection_release(&s);
    retort_selection_release(&once);
    test_population_release(&p);
}

static void weigh__takes_the_scale_of_a_reference_away(void **state)
{
    test_population p;
    retort_selection a = {0};
    retort_selection b = {0};
    retort_selecting how;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    how = how_of(&p);
    how.is_common_source = true;
    assert_int_equal(retort_selection_make(&a, &how, NULL), RETORT_OK);
    assert_int_equal(a.count, 32 * 8);
    for (size_t i = 0; i < p.count; i++) {
        retort_block_score *s = &p.items[i].at[RETORT_CLOSED];
        double by = 1 + p.items[i].reference_lineage;

        s->score = s->score * by - 100 * by;
    }
    assert_int_equal(retort_selection_make(&b, &how, NULL), RETORT_OK);
    assert_int_equal(b.count, a.count);
    for (size_t i = 0; i < a.count; i++)
        assert_true(fabs(a.score[i] - b.score[i]) < 1e-9);
    retort_selection_release(&a);
    retort_selection_release(&b);
    test_population_release(&p);
}

static void make__drops_references_without_a_scale(void **state)
{
    test_population p;
    retort_selection s = {0};
    retort_selecting how;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    for (size_t i = 0; i < p.count; i++) { /* three nulls stay on reference 2 */
        if (p.items[i].reference == 2 && p.items[i].use == RETORT_USE_NULL &&
            p.items[i].suspect_lineage > 19)
            p.items[i].use = RETORT_USE_COUNT;
    }
    how = how_of(&p);
    how.is_common_source = true;
    assert_int_equal(retort_selection_make(&s, &how, NULL), RETORT_OK);
    /* for a positive three others are left; for each null two */
    for (size_t i = s.positives; i < s.count; i++)
        assert_int_not_equal(s.item[i]->reference, 2);
    assert_int_equal(s.positives, 16);
    retort_selection_release(&s);
    how.leave[0] = 17;
    assert_int_equal(retort_selection_make(&s, &how, NULL), RETORT_OK);
    for (size_t i = 0; i < s.count; i++)
        assert_int_not_equal(s.item[i]->reference, 2);
    retort_selection_release(&s);
    test_population_release(&p);
}

static void make__takes_no_pairs_at_all(void **state)
{
    const retort_comparison_set empty = {"distilled", NULL, 0};
    retort_selection s = {0};
    retort_selecting how = {.lineages = 3};
    retort_classes c;

    (void)state;
    assert_int_equal(retort_selection_make(&s, &how, NULL), RETORT_OK);
    retort_selection_weigh(&s, NULL);
    c = retort_selection_classes(&s);
    assert_int_equal(c.positive.count + c.null.count, 0);
    retort_selection_release(&s);
    how.set = &empty;
    assert_int_equal(retort_selection_make(&s, &how, NULL), RETORT_OK);
    assert_int_equal(s.count, 0);
    retort_selection_release(&s);
}

static void make__refuses_scores_that_are_not_finite(void **state)
{
    test_population p;
    retort_selection s = {0};
    retort_selecting how;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    how = how_of(&p);
    p.items[7].at[RETORT_CLOSED].score = (double)INFINITY;
    assert_int_equal(retort_selection_make(&s, &how, NULL),
                     RETORT_ERR_INTERNAL);
    retort_selection_release(&s);
    p.items[7].at[RETORT_CLOSED].score = 1;
    p.items[7].at[RETORT_CLOSED].effect[31] = (double)NAN;
    assert_int_equal(retort_selection_make(&s, &how, NULL),
                     RETORT_ERR_INTERNAL);
    retort_selection_release(&s);
    how.open = RETORT_OPEN; /* where nothing is wrong */
    assert_int_equal(retort_selection_make(&s, &how, NULL), RETORT_OK);
    retort_selection_release(&s);
    test_population_release(&p);
}

static void make__tells_when_memory_is_refused(void **state)
{
    test_population p;
    retort_status st = RETORT_ERR_NOMEM;
    retort_selecting how;
    long n = 0;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    how = how_of(&p);
    how.is_common_source = true;
    for (; st == RETORT_ERR_NOMEM; n++) {
        retort_selection s = {0};

        retort_mem_fail_at(n);
        st = retort_selection_make(&s, &how, NULL);
        retort_mem_fail_at(-1);
        retort_selection_release(&s);
    }
    assert_int_equal(st, RETORT_OK);
    assert_true(n > 10);
    test_population_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(make__puts_positives_first_and_matches_teachers),
        cmocka_unit_test(make__leaves_both_lineages_out_before_matching),
        cmocka_unit_test(make__weighs_cells_equally),
        cmocka_unit_test(make__does_not_care_for_the_order_of_pairs),
        cmocka_unit_test(make__lets_doubtful_labels_in_when_asked),
        cmocka_unit_test(weigh__multiplies_and_draws_blocks),
        cmocka_unit_test(weigh__takes_the_scale_of_a_reference_away),
        cmocka_unit_test(make__drops_references_without_a_scale),
        cmocka_unit_test(make__takes_no_pairs_at_all),
        cmocka_unit_test(make__refuses_scores_that_are_not_finite),
        cmocka_unit_test(make__tells_when_memory_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
