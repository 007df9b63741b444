#include "infer/comparison.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void of__finds_a_set_by_its_proposition(void **state)
{
    static const retort_comparison_set sets[] = {{"tuned", NULL, 3},
                                                 {"distilled", NULL, 5}};
    const retort_comparisons all = {.sets = sets, .set_count = 2};

    (void)state;
    assert_ptr_equal(retort_comparisons_of(&all, RETORT_PROPOSITION_TUNED),
                     &sets[0]);
    assert_ptr_equal(retort_comparisons_of(&all, RETORT_PROPOSITION_DISTILLED),
                     &sets[1]);
    assert_null(retort_comparisons_of(&all, RETORT_PROPOSITION_SAME));
}

static void lineage__is_found_in_the_ascending_table(void **state)
{
    static const char *const names[] = {"Zebra", "a", "ab", "b", "y"};
    retort_comparisons all = {.lineages = names, .lineage_count = 5};

    (void)state;
    for (uint32_t i = 0; i < 5; i++)
        assert_int_equal(retort_comparisons_lineage(&all, names[i]), i);
    assert_int_equal(retort_comparisons_lineage(&all, ""), UINT32_MAX);
    assert_int_equal(retort_comparisons_lineage(&all, "aa"), UINT32_MAX);
    assert_int_equal(retort_comparisons_lineage(&all, "z"), UINT32_MAX);
    all.lineage_count = 0;
    assert_int_equal(retort_comparisons_lineage(&all, "a"), UINT32_MAX);
}

static void score_at__adds_what_the_blocks_drawn_add(void **state)
{
    uint16_t times[RETORT_COMPARISON_BLOCKS];
    retort_block_score s = {.score = 0.5};

    (void)state;
    s.effect[0] = 0.25;
    s.effect[31] = -0.125;
    for (size_t b = 0; b < RETORT_COMPARISON_BLOCKS; b++)
        times[b] = 1;
    assert_true(retort_block_score_at(&s, NULL) == 0.5);
    assert_true(retort_block_score_at(&s, times) == 0.5);
    times[0] = 3;
    times[31] = 0;
    assert_true(retort_block_score_at(&s, times) == 0.5 + 0.5 + 0.125);
    s.score = (double)NAN;
    assert_true(isnan(retort_block_score_at(&s, times)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of__finds_a_set_by_its_proposition),
        cmocka_unit_test(lineage__is_found_in_the_ascending_table),
        cmocka_unit_test(score_at__adds_what_the_blocks_drawn_add),
    };

    return cmocka_run_group_tests_name("comparison", tests, NULL, NULL);
}
