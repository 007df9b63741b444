#include "compare/population_counts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "compare/limits_rule.h"
#include "support/lineage_rows.h"

#define NONE RETORT_POPULATION_NONE
#define DOC  "documented"

/* Two teachers, three students in two lineages, people, a doubtful lab. */
static const retort_lineage_row rows[] = {
    ROW("sun", "acme", "sun", "", "teacher", "", "", DOC, "2023-01"),
    ROW("sun-2", "acme", "sun", "", "version", "sun", "-", DOC, "2024-01"),
    ROW("moon", "bolt", "moon", "", "teacher", "", "", DOC, "2023-02"),
    ROW("dim", "cove", "dim", "", "teacher", "", "", "doubtful", "2023-02"),
    ROW("ray-a", "", "ray", "", "sft-distill", "sun", "main", DOC, "2023-03"),
    ROW("ray-b", "", "ray", "", "sft-distill", "sun", "main", DOC, "2023-03"),
    ROW("tide", "", "tide", "", "sft-distill", "moon", "part", DOC, "2023-04"),
    ROW("folk", "fern", "folk", "", "human-sft", "", "", DOC, "2023-05"),
};

static retort_population *pop;

static int open_population(void **state)
{
    (void)state;
    return retort_population_new(&pop, ROWS(rows), NULL) == RETORT_OK ? 0 : -1;
}

static int close_population(void **state)
{
    (void)state;
    retort_population_free(pop);
    return 0;
}

static retort_reference_counts counts_of(const char *s, const char *r)
{
    size_t suspect = s ? retort_population_find(pop, s) : NONE;
    retort_reference_counts counts;

    assert_int_equal(retort_population_counts(pop, suspect,
                                              retort_population_find(pop, r),
                                              &counts, NULL),
                     RETORT_OK);
    return counts;
}

static void total__counts_suspects_and_their_lineages_once(void **state)
{
    retort_population_totals t;

    (void)state;
    assert_int_equal(retort_population_total(pop, &t, NULL), RETORT_OK);
    assert_int_equal(t.references, 4);
    assert_int_equal(t.reference_lineages, 3);
    assert_int_equal(t.positive_suspects, 3);
    assert_int_equal(t.positive_lineages, 2);
    assert_int_equal(t.null_suspects, 7); /* all but the doubtful one */
    assert_int_equal(t.null_lineages, 5);
}

static void counts__tell_controls_nulls_and_positives_of_a_reference(
    void **state)
{
    retort_reference_counts c = counts_of(NULL, "sun");

    (void)state;
    assert_int_equal(c.controls, 3); /* moon, dim, folk */
    assert_int_equal(c.control_lineages, 3);
    assert_int_equal(c.control_vendors, 3);
    assert_int_equal(c.null_suspects, 3); /* moon, tide, folk */
    assert_int_equal(c.null_lineages, 3);
    assert_int_equal(c.timely_null_lineages, 3);
    assert_int_equal(c.positive_suspects, 2);
    assert_int_equal(c.positive_lineages, 1);
    assert_int_equal(c.positive_lineages_other, 1); /* tide */
}

static void counts__keep_time_impossible_nulls_apart(void **state)
{
    retort_reference_counts c = counts_of(NULL, "sun-2");

    (void)state;
    assert_int_equal(c.null_lineages, 3);
    assert_int_equal(c.timely_null_lineages, 0);
}

static void counts__leave_out_the_suspect(void **state)
{
    retort_reference_counts c = counts_of("folk", "sun");

    (void)state;
    assert_int_equal(c.controls, 2);
    assert_int_equal(c.null_suspects, 2);
    c = counts_of("tide", "sun");
    assert_int_equal(c.controls, 3);
    assert_int_equal(c.null_suspects, 2);
    assert_int_equal(c.positive_lineages_other, 0);
    c = counts_of("moon", "sun"); /* tide's teacher goes with its lineage */
    assert_int_equal(c.controls, 2);
    assert_int_equal(c.positive_lineages_other, 0);
}

static void counts__are_none_for_an_undocumented_reference(void **state)
{
    retort_reference_counts c = counts_of(NULL, "dim");

    (void)state;
    assert_int_equal(c.controls, 4);
    assert_int_equal(c.null_suspects, 0);
    assert_int_equal(c.positive_lineages_other, 2);
}

static void assert_rule(const retort_count_rule *rule, const char *id,
                        size_t limit, bool passed)
{
    assert_string_equal(rule->id, id);
    assert_int_equal(rule->limit, limit);
    assert_int_equal(rule->passed, passed);
}

static void rules__pass_at_the_limit_and_fail_below(void **state)
{
    retort_population_totals totals = {.null_lineages = 20};
    retort_reference_counts counts = {.control_lineages = 10,
                                      .control_vendors = 8,
                                      .null_lineages = 8,
                                      .positive_lineages_other = 5};
    retort_count_rule rules[RETORT_COUNT_RULES];

    (void)state;
    assert_true(retort_population_rules(&totals, &counts, rules));
    assert_rule(&rules[0], "control-lineages", 10, true);
    assert_rule(&rules[1], "control-vendors", 8, true);
    assert_rule(&rules[2], "null-lineages", 20, true);
    assert_rule(&rules[3], "null-lineages-reference", 8, true);
    assert_rule(&rules[4], "positive-lineages", 5, true);
    totals.null_lineages = 19;
    counts = (retort_reference_counts){.control_lineages = 9,
                                       .control_vendors = 7,
                                       .null_lineages = 7,
                                       .positive_lineages_other = 4};
    assert_false(retort_population_rules(&totals, &counts, rules));
    for (size_t i = 0; i < RETORT_COUNT_RULES; i++) {
        assert_false(rules[i].passed);
        assert_int_equal(rules[i].value + 1, rules[i].limit);
    }
}

static void rules__fail_as_a_whole_if_one_fails(void **state)
{
    const retort_population_totals totals = {.null_lineages = 31};
    const retort_reference_counts enough = {.control_lineages = 18,
                                            .control_vendors = 11,
                                            .null_lineages = 10,
                                            .positive_lineages_other = 16};
    retort_reference_counts counts = enough;
    retort_count_rule rules[RETORT_COUNT_RULES];

    (void)state;
    assert_true(retort_population_rules(&totals, &counts, rules));
    counts.control_vendors = 7;
    assert_false(retort_population_rules(&totals, &counts, rules));
    counts = enough;
    counts.positive_lineages_other = 4;
    assert_false(retort_population_rules(&totals, &counts, rules));
}

static void counts__take_an_empty_population(void **state)
{
    retort_population_totals totals;
    retort_reference_counts counts;
    retort_population *none;

    (void)state;
    assert_int_equal(retort_population_new(&none, NULL, 0, NULL), RETORT_OK);
    assert_int_equal(retort_population_total(none, &totals, NULL), RETORT_OK);
    assert_int_equal(totals.references, 0);
    assert_int_equal(retort_population_counts(none, NONE, NONE, &counts, NULL),
                     RETORT_OK);
    assert_int_equal(counts.controls, 0);
    retort_population_free(none);
}

static void counts__say_so_when_memory_runs_out(void **state)
{
    retort_population_totals totals;
    retort_reference_counts counts;

    (void)state;
    for (long n = 0; n < 3; n++) {
        retort_mem_fail_at(n);
        assert_int_equal(retort_population_total(pop, &totals, NULL),
                         RETORT_ERR_NOMEM);
    }
    for (long n = 0; n < 6; n++) {
        retort_mem_fail_at(n);
        assert_int_equal(retort_population_counts(pop, NONE, 0, &counts, NULL),
                         RETORT_ERR_NOMEM);
    }
    retort_mem_fail_at(-1);
}

/* The figures of docs/library.md for the shipped table. */
static void counts__of_the_shipped_table(void **state)
{
    retort_lineage_table table;
    retort_population_totals totals;
    size_t passed = 0;

    (void)state;
    retort_population_free(pop);
    assert_int_equal(read_shipped_table(&table), RETORT_OK);
    assert_int_equal(retort_population_new(&pop, table.rows, table.count, NULL),
                     RETORT_OK);
    assert_int_equal(retort_population_total(pop, &totals, NULL), RETORT_OK);
    assert_int_equal(retort_population_lineage_count(pop), 45);
    assert_int_equal(totals.references, 44);
    assert_int_equal(totals.reference_lineages, 24);
    assert_int_equal(totals.null_lineages, 31);
    assert_int_equal(totals.positive_lineages, 16);
    for (size_t r = 0; r < table.count; r++) {
        retort_reference_counts c;
        retort_count_rule rules[RETORT_COUNT_RULES];

        if (!retort_population_is_reference(pop, r))
            continue;
        assert_int_equal(retort_population_counts(pop, NONE, r, &c, NULL),
                         RETORT_OK);
        passed += retort_population_rules(&totals, &c, rules);
        if (strcmp(table.rows[r].vendor, "openai") != 0)
            continue;
        assert_int_equal(c.control_lineages, 20);
        assert_int_equal(c.control_vendors, 12);
        assert_in_range(c.null_lineages, 10, 12);
        assert_in_range(c.positive_lineages_other, 11, 16);
    }
    assert_int_equal(passed, 26); /* of 44: those that are documented */
    retort_population_free(pop);
    pop = NULL;
    retort_lineage_table_release(&table);
}

#define WITH(test)                                                             \
    cmocka_unit_test_setup_teardown(test, open_population, close_population)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(total__counts_suspects_and_their_lineages_once),
        WITH(counts__tell_controls_nulls_and_positives_of_a_reference),
        WITH(counts__keep_time_impossible_nulls_apart),
        WITH(counts__leave_out_the_suspect),
        WITH(counts__are_none_for_an_undocumented_reference),
        cmocka_unit_test(rules__pass_at_the_limit_and_fail_below),
        cmocka_unit_test(rules__fail_as_a_whole_if_one_fails),
        cmocka_unit_test(counts__take_an_empty_population),
        WITH(counts__say_so_when_memory_runs_out),
        WITH(counts__of_the_shipped_table),
    };

    return cmocka_run_group_tests_name("population_counts", tests, NULL, NULL);
}
