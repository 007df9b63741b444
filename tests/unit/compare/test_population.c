#include "compare/population.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "support/lineage_rows.h"

#define NONE RETORT_POPULATION_NONE

enum { ORACLE, ORACLE2, RIVAL, PUPIL, HUMAN, TWIN, LONER, MIXED };

static const retort_lineage_row rows[] = {
    [ORACLE] = ROW("oracle", "acme", "oracle", "acme-base", "teacher", "", "",
                   "documented", "2022-11"),
    [ORACLE2] = ROW("oracle-2", "acme", "oracle-next", "acme-base", "version",
                    "oracle", "", "inferred", "2023-03"),
    [RIVAL] = ROW("rival", "bolt", "rival", "open-7b", "teacher", "", "",
                  "doubtful", "2023-02"),
    [PUPIL] =
        ROW("pupil", "academic", "pupil", "open-13b", "sft-distill",
            "oracle,rival", "main,preference-only", "documented", "2023-04"),
    [HUMAN] = ROW("human", "community", "people", "open-7b", "human-sft", "",
                  "", "documented", "2023-05"),
    [TWIN] = ROW("twin", "academic", "people", "open-7b", "variant", "human",
                 "", "documented", "2023-06"),
    [LONER] = ROW("loner", "", "", "", "", "", "", "", ""),
    [MIXED] = ROW("mixed", "bolt", "mixed", "open-7b", "mixed-distill",
                  "oracle,oracle-2", "unknown,part", "documented", "2023-07"),
};

static int open_population(void **state)
{
    retort_population *pop;

    if (retort_population_new(&pop, ROWS(rows), NULL) != RETORT_OK)
        return -1;
    *state = pop;
    return 0;
}

static int close_population(void **state)
{
    retort_population_free(*state);
    return 0;
}

static void find__knows_the_models_of_the_table(void **state)
{
    const retort_population *pop = *state;

    assert_int_equal(retort_population_count(pop), 8);
    for (size_t i = 0; i < 8; i++) {
        const char *name = retort_population_row(pop, i)->model;

        assert_int_equal(retort_population_find(pop, name), i);
    }
    assert_int_equal(retort_population_find(pop, "oracl"), NONE);
    assert_int_equal(retort_population_find(pop, "oracle-22"), NONE);
    assert_int_equal(retort_population_find(pop, ""), NONE);
}

static void lineage__is_the_family_or_the_model_itself(void **state)
{
    const retort_population *pop = *state;
    size_t loner = retort_population_lineage(pop, LONER);

    assert_int_equal(retort_population_lineage_count(pop), 7);
    assert_string_equal(retort_population_lineage_name(pop, loner), "loner");
    assert_true(retort_population_same_lineage(pop, HUMAN, TWIN));
    assert_false(retort_population_same_lineage(pop, ORACLE, ORACLE2));
    for (size_t i = 1; i < 7; i++)
        assert_true(strcmp(retort_population_lineage_name(pop, i - 1),
                           retort_population_lineage_name(pop, i)) < 0);
}

static void vendor__is_none_where_nobody_stands_behind(void **state)
{
    const retort_population *pop = *state;

    assert_true(retort_population_has_vendor(pop, ORACLE));
    assert_false(retort_population_has_vendor(pop, PUPIL));
    assert_false(retort_population_has_vendor(pop, HUMAN));
    assert_false(retort_population_has_vendor(pop, LONER));
    assert_true(retort_population_same_vendor(pop, ORACLE, ORACLE2));
    assert_true(retort_population_same_vendor(pop, RIVAL, MIXED));
    assert_false(retort_population_same_vendor(pop, PUPIL, TWIN));
    assert_false(retort_population_same_vendor(pop, PUPIL, LONER));
    assert_int_equal(retort_population_vendor(pop, HUMAN),
                     retort_population_vendor(pop, TWIN));
    for (size_t i = 0; i < 8; i++)
        assert_true(retort_population_vendor(pop, i) <
                    retort_population_vendor_count(pop));
}

static void is_reference__means_teacher_or_version(void **state)
{
    const retort_population *pop = *state;

    for (size_t i = 0; i < 8; i++)
        assert_int_equal(retort_population_is_reference(pop, i),
                         i == ORACLE || i == ORACLE2 || i == RIVAL);
    assert_int_equal(retort_population_relation(pop, LONER),
                     RETORT_RELATION_UNKNOWN);
    assert_int_equal(retort_population_confidence(pop, RIVAL),
                     RETORT_CONFIDENCE_DOUBTFUL);
}

static void ties__hold_for_bases_and_teachers(void **state)
{
    const retort_population *pop = *state;

    assert_true(retort_population_shares_base(pop, RIVAL, PUPIL));
    assert_false(retort_population_shares_base(pop, ORACLE, PUPIL));
    assert_false(retort_population_shares_base(pop, LONER, LONER));
    assert_true(retort_population_shares_teacher(pop, PUPIL, MIXED));
    assert_false(retort_population_shares_teacher(pop, PUPIL, TWIN));
    assert_true(retort_population_is_joined(pop, PUPIL, ORACLE));
    assert_true(retort_population_is_joined(pop, ORACLE, PUPIL));
    assert_false(retort_population_is_joined(pop, PUPIL, MIXED));
}

static void ties__do_not_hold_for_a_model_without_a_row(void **state)
{
    const retort_population *pop = *state;

    assert_false(retort_population_same_lineage(pop, NONE, NONE));
    assert_false(retort_population_same_vendor(pop, NONE, ORACLE));
    assert_false(retort_population_shares_base(pop, ORACLE, NONE));
    assert_false(retort_population_shares_teacher(pop, NONE, PUPIL));
    assert_false(retort_population_is_joined(pop, PUPIL, NONE));
    assert_false(retort_population_teaches(pop, ORACLE, NONE));
    assert_false(retort_population_taught_by_vendor_of(pop, NONE, ORACLE));
}

static void control__is_untied_to_both_whatever_its_confidence(void **state)
{
    const retort_population *pop = *state;

    assert_true(retort_population_control(pop, PUPIL, ORACLE, RIVAL));
    assert_true(retort_population_control(pop, PUPIL, ORACLE, HUMAN));
    assert_false(retort_population_control(pop, PUPIL, ORACLE, ORACLE2));
    assert_false(retort_population_control(pop, PUPIL, ORACLE, ORACLE));
    assert_false(retort_population_control(pop, PUPIL, ORACLE, TWIN));
    assert_false(retort_population_control(pop, PUPIL, ORACLE, LONER));
    assert_false(retort_population_control(pop, PUPIL, ORACLE, PUPIL));
    assert_false(retort_population_control(pop, TWIN, ORACLE, HUMAN));
    assert_false(retort_population_control(pop, MIXED, ORACLE, RIVAL));
}

static void control__treats_suspect_and_reference_alike(void **state)
{
    const retort_population *pop = *state;

    for (size_t s = 0; s < 8; s++)
        for (size_t r = 0; r < 8; r++)
            for (size_t c = 0; c < 8; c++)
                assert_int_equal(retort_population_control(pop, s, r, c),
                                 retort_population_control(pop, r, s, c));
    assert_true(retort_population_control(pop, NONE, ORACLE, RIVAL));
    assert_true(retort_population_control(pop, NONE, NONE, ORACLE));
}

static void share__is_the_largest_of_a_lineage(void **state)
{
    const retort_population *pop = *state;
    size_t oracle = retort_population_lineage(pop, ORACLE);
    size_t next = retort_population_lineage(pop, ORACLE2);
    retort_share share;

    assert_true(retort_population_share(pop, PUPIL, oracle, &share));
    assert_int_equal(share, RETORT_SHARE_MAIN);
    assert_true(retort_population_share(pop, MIXED, oracle, &share));
    assert_int_equal(share, RETORT_SHARE_UNKNOWN);
    assert_true(retort_population_share(pop, MIXED, next, &share));
    assert_int_equal(share, RETORT_SHARE_PART);
    assert_false(retort_population_share(pop, HUMAN, oracle, &share));
    assert_int_equal(share, RETORT_SHARE_NONE);
}

static void share__looks_at_every_teacher_not_at_the_cell(void **state)
{
    static const retort_lineage_row two[] = {
        ROW("t1", "v", "t", "", "teacher", "", "", "documented", ""),
        ROW("t2", "v", "t", "", "version", "", "", "documented", ""),
        ROW("s", "w", "s", "", "sft-distill", "t1,t2", "part,main",
            "documented", ""),
    };
    retort_population *pop;
    retort_share share;

    (void)state;
    assert_int_equal(retort_population_new(&pop, ROWS(two), NULL), RETORT_OK);
    assert_true(retort_population_is_student(
        pop, 2, retort_population_lineage(pop, 0), &share));
    assert_int_equal(share, RETORT_SHARE_MAIN);
    retort_population_free(pop);
}

static void is_student__wants_documents_and_a_share(void **state)
{
    const retort_population *pop = *state;
    size_t oracle = retort_population_lineage(pop, ORACLE);
    size_t next = retort_population_lineage(pop, ORACLE2);
    size_t rival = retort_population_lineage(pop, RIVAL);
    size_t mixed = retort_population_lineage(pop, MIXED);
    retort_share share;

    assert_true(retort_population_is_student(pop, PUPIL, oracle, &share));
    assert_false(retort_population_is_student(pop, PUPIL, rival, &share));
    assert_true(retort_population_is_student(pop, MIXED, next, &share));
    assert_false(retort_population_is_student(pop, MIXED, oracle, &share));
    assert_false(retort_population_is_student(pop, TWIN, oracle, &share));
    assert_true(retort_population_lineage_has_student(pop, mixed, next));
    assert_false(retort_population_lineage_has_student(pop, mixed, oracle));
    assert_false(retort_population_lineage_has_student(pop, next, mixed));
}

static void teaches__holds_for_all_of_a_teachers_lineage(void **state)
{
    const retort_population *pop = *state;

    assert_true(retort_population_teaches(pop, ORACLE, PUPIL));
    assert_true(retort_population_teaches(pop, RIVAL, PUPIL));
    assert_false(retort_population_teaches(pop, ORACLE2, PUPIL));
    assert_false(
        retort_population_teaches(pop, ORACLE, ORACLE2)); /* inferred */
}

static void population_new__takes_an_empty_table(void **state)
{
    retort_population *pop;

    (void)state;
    assert_int_equal(retort_population_new(&pop, NULL, 0, NULL), RETORT_OK);
    assert_int_equal(retort_population_count(pop), 0);
    assert_int_equal(retort_population_find(pop, "oracle"), NONE);
    retort_population_free(pop);
    retort_population_free(NULL);
}

static void population_new__gives_all_back_when_memory_runs_out(void **state)
{
    retort_status st = RETORT_ERR_NOMEM;
    retort_population *pop = NULL;
    long n = 0;

    (void)state;
    for (; st == RETORT_ERR_NOMEM && n < 200; n++) {
        retort_mem_fail_at(n);
        st = retort_population_new(&pop, ROWS(rows), NULL);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || pop == NULL);
    }
    assert_int_equal(st, RETORT_OK);
    assert_true(n > 20);
    retort_population_free(pop);
}

#define WITH(test)                                                             \
    cmocka_unit_test_setup_teardown(test, open_population, close_population)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(find__knows_the_models_of_the_table),
        WITH(lineage__is_the_family_or_the_model_itself),
        WITH(vendor__is_none_where_nobody_stands_behind),
        WITH(is_reference__means_teacher_or_version),
        WITH(ties__hold_for_bases_and_teachers),
        WITH(ties__do_not_hold_for_a_model_without_a_row),
        WITH(control__is_untied_to_both_whatever_its_confidence),
        WITH(control__treats_suspect_and_reference_alike),
        WITH(share__is_the_largest_of_a_lineage),
        cmocka_unit_test(share__looks_at_every_teacher_not_at_the_cell),
        WITH(is_student__wants_documents_and_a_share),
        WITH(teaches__holds_for_all_of_a_teachers_lineage),
        cmocka_unit_test(population_new__takes_an_empty_table),
        cmocka_unit_test(population_new__gives_all_back_when_memory_runs_out),
    };

    return cmocka_run_group_tests_name("population", tests, NULL, NULL);
}
