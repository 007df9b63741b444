#include "infer/rivals.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "base/mem.h"
#include "infer/bootstrap.h"
#include "support/synthetic_population.h"

enum { DRAWS = 400 };

/* Score with one block that moves it. */
static retort_block_score score(double value, int block, double effect)
{
    retort_block_score s = {.score = value};

    s.effect[block] = effect;
    return s;
}

static retort_case case_with(const retort_case_rival *rivals, size_t count)
{
    retort_case c = {.reference = "ref-1",
                     .reference_lineage = "ref",
                     .rivals = rivals,
                     .rival_count = count};

    c.at[RETORT_CLOSED] = score(1, 0, 0);
    return c;
}

static void find__keeps_the_best_model_of_each_lineage(void **state)
{
    const retort_block_score far = score(0.5, 1, 0);
    const retort_block_score near = score(1, 1, 0);
    const retort_block_score nearer = score(2, 1, 0);
    const retort_case_rival rivals[] = {
        {"b-old", "b", &near},     {"a-1", "a", &near}, {"b-new", "b", &nearer},
        {"ref-2", "ref", &nearer}, {"c-1", "c", &far},  {"ref-1", "", &nearer},
        {"lone", "", &near},
    };
    retort_case c = case_with(rivals, 7);
    retort_arena arena = {0};
    const retort_rival *out;
    size_t count;

    (void)state;
    assert_int_equal(
        retort_rivals_find(&c, DRAWS, 1, &arena, &out, &count, NULL),
        RETORT_OK);
    assert_int_equal(count, 3);
    assert_string_equal(out[0].model, "b-new");
    assert_true(out[0].score == 2 && out[0].chance == 1);
    assert_string_equal(out[1].model, "a-1");
    assert_string_equal(out[2].lineage, "lone");
    retort_arena_release(&arena);
}

static void find__counts_the_draws_of_the_bootstrap(void **state)
{
    const retort_block_score moved = score(0.75, 3, 0.25);
    const retort_case_rival rivals[] = {{"a-1", "a", &moved}};
    retort_case c = case_with(rivals, 1);
    retort_arena arena = {0};
    const retort_rival *out;
    size_t count;
    int expected = 0;

    (void)state;
    for (uint64_t j = 0; j < DRAWS; j++) { /* not below with two or more */
        uint16_t block[RETORT_COMPARISON_BLOCKS];

        retort_blocks_draw(77, j, block);
        expected += block[3] >= 2;
    }
    assert_in_range(expected, DRAWS / 20 + 1, DRAWS - 1);
    assert_int_equal(
        retort_rivals_find(&c, DRAWS, 77, &arena, &out, &count, NULL),
        RETORT_OK);
    assert_int_equal(count, 1);
    assert_true(out[0].chance == (double)expected / DRAWS);
    retort_arena_release(&arena);
}

/* How many rivals where exactly @p level draws put a candidate level with R. */
static size_t rivals_at(uint32_t draws, uint32_t level)
{
    retort_block_score moved;
    retort_case_rival rivals[] = {{"a-1", "a", &moved}};
    retort_case c = case_with(rivals, 1);
    retort_arena arena = {0};
    const retort_rival *out;
    size_t count = 99;
    uint32_t is_level = UINT32_MAX;

    for (uint64_t seed = 0; is_level != level; seed++) {
        is_level = 0;
        for (uint64_t j = 0; j < draws; j++) {
            uint16_t block[RETORT_COMPARISON_BLOCKS];

            retort_blocks_draw(seed, j, block);
            is_level += block[0] >= 4;
        }
        moved = score(0.25, 0, 0.25);
        if (is_level == level)
            assert_int_equal(
                retort_rivals_find(&c, draws, seed, &arena, &out, &count, NULL),
                RETORT_OK);
    }
    retort_arena_release(&arena);
    return count;
}

static void find__wants_more_than_five_per_cent(void **state)
{
    (void)state;
    assert_int_equal(rivals_at(40, 1), 0);
    assert_int_equal(rivals_at(40, 2), 0); /* five per cent */
    assert_int_equal(rivals_at(40, 3), 1);
}

static void find__takes_the_sample_without_draws(void **state)
{
    const retort_block_score below = score(0.99, 0, 5);
    const retort_block_score level = score(1, 0, 5);
    const retort_block_score none = score((double)NAN, 0, 0);
    const retort_case_rival rivals[] = {
        {"a-1", "a", &below}, {"b-1", "b", &level}, {"c-1", "c", &none}};
    retort_case c = case_with(rivals, 3);
    retort_arena arena = {0};
    const retort_rival *out;
    size_t count;

    (void)state;
    assert_int_equal(retort_rivals_find(&c, 0, 1, &arena, &out, &count, NULL),
                     RETORT_OK);
    assert_int_equal(count, 1);
    assert_string_equal(out[0].lineage, "b");
    assert_true(out[0].chance == 1);
    retort_arena_release(&arena);
}

static void find__gives_none_of_none(void **state)
{
    retort_case c = case_with(NULL, 0);
    retort_arena arena = {0};
    const retort_rival *out;
    size_t count;

    (void)state;
    assert_int_equal(
        retort_rivals_find(&c, DRAWS, 1, &arena, &out, &count, NULL),
        RETORT_OK);
    assert_int_equal(count, 0);
    assert_null(out);
}

static void find__tells_when_memory_is_refused(void **state)
{
    const retort_block_score level = score(1, 0, 5);
    const retort_case_rival rivals[] = {{"a-1", "a", &level}};
    retort_case c = case_with(rivals, 1);
    retort_arena arena = {0};
    const retort_rival *out;
    size_t count;

    (void)state;
    retort_mem_fail_at(0);
    assert_int_equal(
        retort_rivals_find(&c, DRAWS, 1, &arena, &out, &count, NULL),
        RETORT_ERR_NOMEM);
    retort_mem_fail_at(-1);
    assert_int_equal(count, 0);
    retort_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(find__keeps_the_best_model_of_each_lineage),
        cmocka_unit_test(find__counts_the_draws_of_the_bootstrap),
        cmocka_unit_test(find__wants_more_than_five_per_cent),
        cmocka_unit_test(find__takes_the_sample_without_draws),
        cmocka_unit_test(find__gives_none_of_none),
        cmocka_unit_test(find__tells_when_memory_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
