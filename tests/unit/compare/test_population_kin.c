#include "compare/population_kin.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "support/lineage_rows.h"

/* Counted from the table by another program: each model with itself and with
   the variants of one model, both ways; suspects times their parents. */
enum { SAME_PAIRS = 176, TUNED_PAIRS = 23 };

static const retort_lineage_row rows[] = {
    ROW("m", "acme", "m", "m-7b", "teacher", "", "", "", ""),
    ROW("m-brief", "acme", "m", "m-7b", "variant", "m", "-", "", ""),
    ROW("m-best", "acme", "m", "m-7b", "variant", "m-brief", "-", "", ""),
    ROW("m-next", "acme", "m", "m-7b", "version", "m", "-", "", ""),
    ROW("tuned", "bolt", "t", "", "derived", "m", "-", "", ""),
    ROW("tuned-more", "cove", "u", "", "derived", "tuned,gold", "-,part", "",
        ""),
    ROW("tuned-hot", "dune", "w", "", "variant", "tuned", "", "", ""),
    ROW("started", "elm", "x", "m", "sft-distill", "gold", "main", "", ""),
    ROW("read", "fern", "y", "", "sft-distill", "gold,m", "main,-", "", ""),
    ROW("gold", "gale", "g", "", "teacher", "", "", "", ""),
    ROW("sibling", "hill", "s", "m-13b", "human-sft", "", "", "", ""),
    ROW("stranger", "iris", "z", "", "human-sft", "", "", "", ""),
    ROW("gold-2", "gale", "g2", "", "teacher", "", "", "", ""),
    ROW("ring-1", "jade", "r1", "", "variant", "ring-2", "", "", ""),
    ROW("ring-2", "kite", "r2", "", "variant", "ring-1", "", "", ""),
    ROW("spin-1", "lime", "s1", "", "derived", "spin-2", "", "", ""),
    ROW("spin-2", "mint", "s2", "", "derived", "spin-1", "", "", ""),
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

static void assert_kin(const char *s, const char *r, retort_kin want)
{
    retort_kin kin = retort_population_kin(pop, retort_population_find(pop, s),
                                           retort_population_find(pop, r));

    if (kin != want)
        fail_msg("%s against %s is %s, not %s", s, r, retort_kin_word(kin),
                 retort_kin_word(want));
}

static void kin__of_variants_is_same_both_ways(void **state)
{
    (void)state;
    assert_kin("m", "m", RETORT_KIN_SAME);
    assert_kin("m-brief", "m", RETORT_KIN_SAME);
    assert_kin("m", "m-best", RETORT_KIN_SAME);
    assert_kin("m-best", "m-brief", RETORT_KIN_SAME);
    assert_kin("tuned-hot", "tuned", RETORT_KIN_SAME);
}

static void kin__of_versions_is_related_only(void **state)
{
    (void)state;
    assert_kin("m-next", "m", RETORT_KIN_RELATED);
    assert_kin("m", "m-next", RETORT_KIN_RELATED);
}

static void kin__of_derived_rows_is_tuned_one_way(void **state)
{
    (void)state;
    assert_kin("tuned", "m", RETORT_KIN_TUNED);
    assert_kin("tuned", "m-best", RETORT_KIN_TUNED);
    assert_kin("tuned-more", "tuned", RETORT_KIN_TUNED);
    assert_kin("tuned-more", "m", RETORT_KIN_TUNED);
    assert_kin("tuned-hot", "m", RETORT_KIN_TUNED);
    assert_kin("m", "tuned", RETORT_KIN_RELATED);
}

static void kin__follows_weights_not_text(void **state)
{
    (void)state;
    assert_kin("tuned-more", "gold", RETORT_KIN_RELATED); /* text of a part */
    assert_kin("started", "m", RETORT_KIN_TUNED);         /* its base */
    assert_kin("started", "gold", RETORT_KIN_RELATED);
    assert_kin("read", "m", RETORT_KIN_RELATED); /* "-", but no base says so */
}

static void kin__of_a_shared_base_is_related(void **state)
{
    (void)state;
    assert_kin("sibling", "m", RETORT_KIN_RELATED);
    assert_kin("stranger", "m", RETORT_KIN_NONE);
    assert_kin("m", "stranger", RETORT_KIN_NONE);
    assert_int_equal(retort_population_kin(pop, 0, RETORT_POPULATION_NONE),
                     RETORT_KIN_NONE);
    assert_int_equal(retort_population_kin(pop, RETORT_POPULATION_NONE, 0),
                     RETORT_KIN_NONE);
}

/* "started" learned from gold; gold-2 is of the same vendor. */
static void kin__of_a_teachers_vendor_is_related_both_ways(void **state)
{
    (void)state;
    assert_kin("started", "gold-2", RETORT_KIN_RELATED);
    assert_kin("gold-2", "started", RETORT_KIN_RELATED);
    assert_kin("gold-2", "stranger", RETORT_KIN_NONE);
}

static void kin__ends_in_circles(void **state)
{
    (void)state;
    assert_kin("ring-1", "m", RETORT_KIN_NONE);
    assert_kin("ring-1", "ring-1", RETORT_KIN_SAME);
    assert_kin("spin-1", "spin-2", RETORT_KIN_TUNED);
    assert_kin("spin-2", "spin-1", RETORT_KIN_TUNED);
    assert_kin("spin-1", "m", RETORT_KIN_NONE);
}

/* Ancestors are followed up to a limit, then the path alone is known. */
static void kin__follows_ancestors_to_a_limit(void **state)
{
    enum { N = RETORT_KIN_ANCESTORS_MAX + 2 };
    static char name[N][8];
    static retort_lineage_row chain[N];
    retort_population *own;

    (void)state;
    for (size_t i = 0; i < N; i++)
        (void)snprintf(name[i], sizeof(name[i]), "m%03zu", i);
    for (size_t i = 0; i < N; i++)
        chain[i] =
            (retort_lineage_row)ROW(name[i], "", "", "", "derived",
                                    i + 1 < N ? name[i + 1] : "", "", "", "");
    assert_int_equal(retort_population_new(&own, chain, N, NULL), RETORT_OK);
    assert_int_equal(
        retort_population_kin(own, 0, RETORT_KIN_ANCESTORS_MAX - 2),
        RETORT_KIN_TUNED);
    assert_int_equal(
        retort_population_kin(own, 0, RETORT_KIN_ANCESTORS_MAX - 1),
        RETORT_KIN_TUNED);
    assert_int_equal(retort_population_kin(own, 0, RETORT_KIN_ANCESTORS_MAX),
                     RETORT_KIN_RELATED);
    retort_population_free(own);
}

static void kin__counts_on_the_shipped_table(void **state)
{
    retort_lineage_table table;
    retort_population *all;
    size_t kin[RETORT_KIN_COUNT] = {0};
    size_t alias;

    (void)state;
    assert_int_equal(read_shipped_table(&table), RETORT_OK);
    assert_int_equal(retort_population_new(&all, table.rows, table.count, NULL),
                     RETORT_OK);
    for (size_t s = 0; s < table.count; s++)
        for (size_t r = 0; r < table.count; r++)
            kin[retort_population_kin(all, s, r)]++;
    alias = retort_population_find(all, "gpt4");
    assert_int_equal(retort_population_kin(
                         all, alias, retort_population_find(all, "gpt4_0314")),
                     RETORT_KIN_SAME);
    assert_int_equal(kin[RETORT_KIN_SAME], SAME_PAIRS);
    assert_int_equal(kin[RETORT_KIN_TUNED], TUNED_PAIRS);
    retort_population_free(all);
    retort_lineage_table_release(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kin__of_variants_is_same_both_ways),
        cmocka_unit_test(kin__of_versions_is_related_only),
        cmocka_unit_test(kin__of_derived_rows_is_tuned_one_way),
        cmocka_unit_test(kin__follows_weights_not_text),
        cmocka_unit_test(kin__of_a_shared_base_is_related),
        cmocka_unit_test(kin__of_a_teachers_vendor_is_related_both_ways),
        cmocka_unit_test(kin__ends_in_circles),
        cmocka_unit_test(kin__follows_ancestors_to_a_limit),
        cmocka_unit_test(kin__counts_on_the_shipped_table),
    };

    return cmocka_run_group_tests_name("population_kin", tests, open_population,
                                       close_population);
}
