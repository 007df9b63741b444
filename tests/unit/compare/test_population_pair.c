#include "compare/population_pair.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "support/lineage_rows.h"

#define NONE               RETORT_POPULATION_NONE
#define REF(m, v, f, c, d) ROW(m, v, f, f "-base", "teacher", "", "", c, d)
#define DOC                "documented"

/* One table for all rules. Two labs, acme and bolt, and their surroundings. */
static const retort_lineage_row rows[] = {
    REF("oracle", "acme", "oracle", DOC, "2022-11"),
    REF("oracle-b", "acme", "oracle", DOC, "2023-05"),
    REF("seer", "acme", "seer", DOC, "2023-03"),
    REF("rival", "bolt", "rival", DOC, "2023-03"),
    REF("rival-2", "bolt", "rival2", DOC, "2024-01"),
    REF("closed", "cove", "closed", "inferred", "2023-03"),
    ROW("pupil", "academic", "pupil", "open-7b", "sft-distill", "oracle",
        "main", DOC, "2023-03"),
    ROW("pupil-chat", "academic", "pupil", "open-7b", "variant", "pupil", "",
        DOC, "2023-04"),
    ROW("partly", "community", "partly", "open-7b", "mixed-distill",
        "seer,oracle", "main,part", DOC, "2023-06"),
    ROW("prefers", "dune", "prefers", "open-7b", "mixed-distill",
        "oracle,rival", "main,preference-only", DOC, "2023-06"),
    ROW("vague", "dune", "vague", "open-7b", "mixed-distill", "rival",
        "unknown", DOC, "2023-06"),
    ROW("rumour", "dune", "rumour", "open-7b", "sft-distill", "rival", "main",
        "self-declared", "2023-06"),
    ROW("choir", "dune", "choir", "", "ensemble", "rival,oracle", "part,part",
        DOC, "2023-06"),
    ROW("trick", "dune", "trick", "", "adversarial", "", "", DOC, "2023-06"),
    ROW("polish", "dune", "aligner", "open-2b", "derived", "rival", "-", DOC,
        "2023-06"),
    ROW("riddle", "dune", "riddle", "", "unknown", "", "", DOC, "2023-06"),
    ROW("orphan", "dune", "orphan", "open-7b", "mixed-distill", "", "", DOC,
        "2023-06"),
    ROW("grown", "elm", "grown", "rival", "derived", "", "", DOC, "2023-06"),
    ROW("regrown", "elm", "regrown", "", "derived", "grown", "-", DOC,
        "2023-07"),
    ROW("kid", "elm", "kid", "", "derived", "pupil", "-", DOC, "2023-07"),
    ROW("people", "fern", "people", "open-13b", "human-sft", "", "", DOC,
        "2023-05"),
    ROW("own", "bolt", "own", "", "human-sft", "", "", DOC, "2023-05"),
    ROW("based", "gale", "based", "rival-base-7b", "sft-distill", "oracle",
        "main", DOC, "2023-08"),
    ROW("undated", "hill", "undated", "", "human-sft", "", "", DOC, ""),
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

static retort_pair pair_of(const char *s, const char *r)
{
    size_t suspect = retort_population_find(pop, s);
    size_t reference = retort_population_find(pop, r);

    assert_true(suspect != NONE && reference != NONE);
    return retort_population_pair(pop, suspect, reference);
}

static void assert_label(const char *s, const char *r, retort_pair_label label)
{
    retort_pair pair = pair_of(s, r);

    if (pair.label != label)
        fail_msg("%s against %s is %s (%s), not %s", s, r,
                 retort_pair_label_word(pair.label),
                 retort_pair_reason_word(pair.reason),
                 retort_pair_label_word(label));
    assert_int_equal(pair.reason, RETORT_REASON_NONE);
}

static void assert_reason(const char *s, const char *r,
                          retort_pair_reason reason)
{
    retort_pair pair = pair_of(s, r);

    if (pair.reason != reason)
        fail_msg("%s against %s is unlabelled for %s, not %s", s, r,
                 retort_pair_reason_word(pair.reason),
                 retort_pair_reason_word(reason));
    assert_int_equal(pair.label, RETORT_PAIR_UNLABELLED);
}

static void pair__is_positive_for_the_whole_lineage_of_a_teacher(void **state)
{
    (void)state;
    assert_label("pupil", "oracle", RETORT_PAIR_POSITIVE_MAIN);
    assert_label("pupil", "oracle-b", RETORT_PAIR_POSITIVE_MAIN);
    assert_label("partly", "seer", RETORT_PAIR_POSITIVE_MAIN);
    assert_label("partly", "oracle", RETORT_PAIR_POSITIVE_PART);
    assert_true(pair_of("pupil", "oracle-b").is_too_early);
    assert_false(pair_of("pupil", "oracle").is_too_early);
}

static void pair__needs_rows_a_reference_and_two_lineages(void **state)
{
    size_t pupil = retort_population_find(pop, "pupil");

    (void)state;
    assert_int_equal(retort_population_pair(pop, NONE, pupil).reason,
                     RETORT_REASON_NOT_IN_TABLE);
    assert_int_equal(retort_population_pair(pop, pupil, NONE).reason,
                     RETORT_REASON_NOT_IN_TABLE);
    assert_reason("oracle", "pupil", RETORT_REASON_NOT_A_REFERENCE);
    assert_reason("oracle", "oracle-b", RETORT_REASON_SAME_LINEAGE);
    assert_reason("oracle", "oracle", RETORT_REASON_SAME_LINEAGE);
}

static void pair__leaves_out_suspects_that_prove_nothing(void **state)
{
    (void)state;
    assert_reason("choir", "closed", RETORT_REASON_ENSEMBLE);
    assert_reason("trick", "rival", RETORT_REASON_ENSEMBLE);
    assert_reason("polish", "oracle", RETORT_REASON_ALIGNER);
    assert_reason("riddle", "rival", RETORT_REASON_RELATION_UNKNOWN);
    assert_reason("rumour", "oracle", RETORT_REASON_SUSPECT_UNDOCUMENTED);
    assert_reason("rumour", "rival", RETORT_REASON_SUSPECT_UNDOCUMENTED);
    assert_reason("orphan", "rival", RETORT_REASON_TEACHERS_UNNAMED);
}

static void pair__leaves_out_teachers_of_other_shares(void **state)
{
    (void)state;
    assert_reason("prefers", "rival", RETORT_REASON_PREFERENCE_ONLY);
    assert_reason("vague", "rival", RETORT_REASON_SHARE_UNKNOWN);
    assert_label("prefers", "oracle", RETORT_PAIR_POSITIVE_MAIN);
}

static void pair__leaves_out_other_lineages_of_a_teachers_vendor(void **state)
{
    (void)state;
    assert_reason("pupil", "seer", RETORT_REASON_TEACHER_VENDOR);
    assert_reason("prefers", "rival-2", RETORT_REASON_TEACHER_VENDOR);
    assert_reason("vague", "rival-2", RETORT_REASON_TEACHER_VENDOR);
    assert_reason("kid", "seer", RETORT_REASON_TEACHER_VENDOR); /* ancestor's */
}

static void pair__leaves_out_what_a_path_joins(void **state)
{
    (void)state;
    assert_reason("grown", "rival", RETORT_REASON_PATH); /* base is a model */
    assert_reason("regrown", "rival", RETORT_REASON_PATH);
    assert_reason("kid", "oracle", RETORT_REASON_PATH);
    assert_reason("own", "rival", RETORT_REASON_SAME_VENDOR);
    assert_reason("oracle", "seer", RETORT_REASON_SAME_VENDOR);
}

static void pair__leaves_out_a_lineage_that_has_a_positive(void **state)
{
    static const retort_lineage_row few[] = {
        REF("t", "v", "t", DOC, "2023-01"),
        ROW("s", "", "mates", "", "sft-distill", "t", "main", DOC, "2023-02"),
        ROW("h", "", "mates", "", "human-sft", "", "", DOC, "2023-02"),
        ROW("i", "", "friends", "", "sft-distill", "t", "main", "inferred",
            "2023-02"),
        ROW("j", "", "friends", "", "human-sft", "", "", DOC, "2023-02"),
    };
    retort_population *own;
    retort_pair pair;

    (void)state;
    assert_int_equal(retort_population_new(&own, ROWS(few), NULL), RETORT_OK);
    pair = retort_population_pair(own, 2, 0);
    assert_int_equal(pair.reason, RETORT_REASON_LINEAGE_HAS_POSITIVE);
    assert_int_equal(pair.label, RETORT_PAIR_UNLABELLED);
    pair = retort_population_pair(own, 4, 0); /* not documented: no positive */
    assert_int_equal(pair.label, RETORT_PAIR_NULL);
    retort_population_free(own);
}

static void pair__is_null_otherwise_and_names_its_kind(void **state)
{
    (void)state;
    assert_label("people", "oracle", RETORT_PAIR_NULL);
    assert_int_equal(pair_of("people", "oracle").null_kind, RETORT_NULL_HUMAN);
    assert_label("rival", "oracle", RETORT_PAIR_NULL);
    assert_int_equal(pair_of("rival", "oracle").null_kind,
                     RETORT_NULL_OWN_MODEL);
    assert_label("pupil", "rival", RETORT_PAIR_NULL);
    assert_int_equal(pair_of("pupil", "rival").null_kind, RETORT_NULL_OTHER);
    assert_label("based", "rival", RETORT_PAIR_NULL);
    assert_int_equal(pair_of("based", "rival").null_kind,
                     RETORT_NULL_SHARED_BASE);
    assert_true(pair_of("based", "rival").shares_base);
    assert_label("kid", "rival", RETORT_PAIR_NULL);
    assert_int_equal(pair_of("kid", "rival").null_kind, RETORT_NULL_DERIVED);
    assert_label("pupil-chat", "rival", RETORT_PAIR_NULL);
    assert_int_equal(pair_of("pupil-chat", "rival").null_kind,
                     RETORT_NULL_DERIVED);
    assert_int_equal(pair_of("pupil", "oracle").null_kind, RETORT_NULL_NONE);
}

static void pair__sets_suspects_older_than_the_reference_apart(void **state)
{
    (void)state;
    assert_label("people", "rival-2", RETORT_PAIR_NULL_TIME_IMPOSSIBLE);
    assert_label("people", "oracle-b", RETORT_PAIR_NULL); /* the same month */
    assert_label("undated", "rival-2", RETORT_PAIR_NULL);
    assert_true(retort_pair_is_null(RETORT_PAIR_NULL_TIME_IMPOSSIBLE));
    assert_true(retort_pair_is_null(RETORT_PAIR_NULL));
    assert_false(retort_pair_is_null(RETORT_PAIR_POSITIVE_MAIN));
    assert_false(retort_pair_is_null(RETORT_PAIR_UNLABELLED));
    assert_true(retort_pair_is_positive(RETORT_PAIR_POSITIVE_PART));
    assert_false(retort_pair_is_positive(RETORT_PAIR_UNLABELLED));
}

static void pair__asks_for_a_documented_reference_but_tells(void **state)
{
    retort_pair pair = pair_of("people", "closed");

    (void)state;
    assert_reason("people", "closed", RETORT_REASON_REFERENCE_UNDOCUMENTED);
    assert_int_equal(pair.ref_confidence, RETORT_CONFIDENCE_INFERRED);
    assert_int_equal(pair.null_kind, RETORT_NULL_HUMAN);
}

static void words__name_every_value_once(void **state)
{
    (void)state;
    for (int i = 0; i < RETORT_PAIR_LABEL_COUNT; i++)
        for (int j = 0; j < i; j++)
            assert_string_not_equal(
                retort_pair_label_word((retort_pair_label)i),
                retort_pair_label_word((retort_pair_label)j));
    for (int i = 0; i < RETORT_REASON_COUNT; i++)
        for (int j = 0; j < i; j++)
            assert_string_not_equal(
                retort_pair_reason_word((retort_pair_reason)i),
                retort_pair_reason_word((retort_pair_reason)j));
    for (int i = 0; i < RETORT_NULL_KIND_COUNT; i++)
        for (int j = 0; j < i; j++)
            assert_string_not_equal(retort_null_kind_word((retort_null_kind)i),
                                    retort_null_kind_word((retort_null_kind)j));
}

/* Laws that hold for every pair of a table, here the shipped one. */
static void pair__keeps_its_laws_on_the_shipped_table(void **state)
{
    retort_lineage_table table;
    retort_population *all;
    size_t labels[RETORT_PAIR_LABEL_COUNT] = {0};

    (void)state;
    assert_int_equal(read_shipped_table(&table), RETORT_OK);
    assert_int_equal(retort_population_new(&all, table.rows, table.count, NULL),
                     RETORT_OK);
    for (size_t s = 0; s < table.count; s++) {
        for (size_t r = 0; r < table.count; r++) {
            retort_pair pair = retort_population_pair(all, s, r);

            labels[pair.label]++;
            assert_int_equal(pair.label == RETORT_PAIR_UNLABELLED,
                             pair.reason != RETORT_REASON_NONE);
            if (pair.label == RETORT_PAIR_UNLABELLED)
                continue;
            assert_true(retort_population_is_reference(all, r));
            assert_false(retort_population_same_lineage(all, s, r));
            if (retort_pair_is_null(pair.label)) {
                assert_false(retort_population_same_vendor(all, s, r));
                assert_false(retort_population_is_joined(all, s, r));
                assert_int_equal(pair.label == RETORT_PAIR_NULL_TIME_IMPOSSIBLE,
                                 pair.is_too_early);
            }
        }
    }
    assert_int_equal(labels[RETORT_PAIR_POSITIVE_MAIN], 75);
    assert_int_equal(labels[RETORT_PAIR_POSITIVE_PART], 35);
    assert_int_equal(labels[RETORT_PAIR_NULL], 742);
    assert_int_equal(labels[RETORT_PAIR_NULL_TIME_IMPOSSIBLE], 768);
    retort_population_free(all);
    retort_lineage_table_release(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pair__is_positive_for_the_whole_lineage_of_a_teacher),
        cmocka_unit_test(pair__needs_rows_a_reference_and_two_lineages),
        cmocka_unit_test(pair__leaves_out_suspects_that_prove_nothing),
        cmocka_unit_test(pair__leaves_out_teachers_of_other_shares),
        cmocka_unit_test(pair__leaves_out_other_lineages_of_a_teachers_vendor),
        cmocka_unit_test(pair__leaves_out_what_a_path_joins),
        cmocka_unit_test(pair__leaves_out_a_lineage_that_has_a_positive),
        cmocka_unit_test(pair__is_null_otherwise_and_names_its_kind),
        cmocka_unit_test(pair__sets_suspects_older_than_the_reference_apart),
        cmocka_unit_test(pair__asks_for_a_documented_reference_but_tells),
        cmocka_unit_test(words__name_every_value_once),
        cmocka_unit_test(pair__keeps_its_laws_on_the_shipped_table),
    };

    return cmocka_run_group_tests_name("population_pair", tests,
                                       open_population, close_population);
}
