#include "compare/lineage_graph.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "base/mem.h"
#include "support/lineage_rows.h"

#define TAUGHT(m, f, b, t) ROW(m, "", f, b, "derived", t, "", "", "")

/* a <- b <- c by teachers; d starts from lineage la; e names nobody known */
static const retort_lineage_row rows[] = {
    TAUGHT("a", "la", "", ""),     TAUGHT("b", "lb", "", "a"),
    TAUGHT("c", "lc", "", "b"),    TAUGHT("d", "ld", "x (la)", ""),
    TAUGHT("e", "le", "zz", "qq"), TAUGHT("a2", "la", "la", "e"),
};
static const size_t lineage[] = {0, 1, 2, 3, 4, 0};
static const char *const names[] = {"la", "lb", "lc", "ld", "le"};
static const size_t vendor[] = {0, 1, RETORT_GRAPH_NONE, 1, 2, 0};
static const retort_graph_rows table = {rows, 6, lineage, 5, names, vendor, 3};

static void reaches__follows_teachers_all_the_way(void **state)
{
    retort_lineage_graph *g;

    (void)state;
    assert_int_equal(retort_lineage_graph_new(&g, &table, NULL), RETORT_OK);
    assert_true(retort_lineage_graph_reaches(g, 1, 0));
    assert_true(retort_lineage_graph_reaches(g, 2, 1));
    assert_true(retort_lineage_graph_reaches(g, 2, 0));
    assert_false(retort_lineage_graph_reaches(g, 0, 1));
    assert_false(retort_lineage_graph_reaches(g, 1, 2));
    retort_lineage_graph_free(g);
}

static void reaches__takes_a_lineage_for_all_its_models(void **state)
{
    retort_lineage_graph *g;

    (void)state;
    assert_int_equal(retort_lineage_graph_new(&g, &table, NULL), RETORT_OK);
    assert_true(retort_lineage_graph_reaches(g, 3, 0)); /* base "la" */
    assert_true(retort_lineage_graph_reaches(g, 3, 4)); /* a2's teacher e */
    assert_false(retort_lineage_graph_reaches(g, 3, 1));
    retort_lineage_graph_free(g);
}

static void reaches__ignores_unknown_names_and_the_own_lineage(void **state)
{
    retort_lineage_graph *g;

    (void)state;
    assert_int_equal(retort_lineage_graph_new(&g, &table, NULL), RETORT_OK);
    for (size_t l = 0; l < 5; l++) {
        assert_false(retort_lineage_graph_reaches(g, 4, l));
        assert_false(retort_lineage_graph_reaches(g, 0, l));
    }
    assert_true(retort_lineage_graph_reaches(g, 5, 4));
    assert_false(retort_lineage_graph_reaches(g, 5, 0)); /* base is its own */
    retort_lineage_graph_free(g);
}

static void taught_by__knows_vendors_of_teachers_of_ancestors(void **state)
{
    retort_lineage_graph *g;

    (void)state;
    assert_int_equal(retort_lineage_graph_new(&g, &table, NULL), RETORT_OK);
    assert_true(retort_lineage_graph_taught_by(g, 1, 0)); /* a's vendor */
    assert_true(retort_lineage_graph_taught_by(g, 2, 1)); /* b's */
    assert_true(retort_lineage_graph_taught_by(g, 2, 0)); /* through b */
    assert_true(retort_lineage_graph_taught_by(g, 3, 2)); /* through a2 */
    assert_false(
        retort_lineage_graph_taught_by(g, 3, 0)); /* base, no teacher */
    assert_false(retort_lineage_graph_taught_by(g, 0, 0));
    retort_lineage_graph_free(g);
}

static void resolve__prefers_the_model_of_a_name(void **state)
{
    static const retort_lineage_row two[] = {TAUGHT("x", "y", "", ""),
                                             TAUGHT("y", "z", "", "")};
    static const size_t of[] = {0, 1};
    static const char *const call[] = {"y", "z"};
    static const size_t none[] = {RETORT_GRAPH_NONE, RETORT_GRAPH_NONE};
    const retort_graph_rows in = {two, 2, of, 2, call, none, 0};
    retort_lineage_graph *g;

    (void)state;
    assert_int_equal(retort_lineage_graph_new(&g, &in, NULL), RETORT_OK);
    assert_int_equal(retort_lineage_graph_resolve(g, retort_span_of("y")), 1);
    assert_int_equal(retort_lineage_graph_resolve(g, retort_span_of("z")), 1);
    assert_int_equal(retort_lineage_graph_resolve(g, retort_span_of("x")), 0);
    assert_int_equal(retort_lineage_graph_resolve(g, retort_span_of("w")),
                     RETORT_GRAPH_NONE);
    assert_int_equal(retort_lineage_graph_find(g, retort_span_of("z")),
                     RETORT_GRAPH_NONE);
    retort_lineage_graph_free(g);
}

enum { LONG = 20000 };

/* Model i is taught by model i + 1; the last by @p last_teacher. */
struct chain {
    retort_lineage_row rows[LONG];
    char name[LONG][8];
    size_t lineage[LONG];
    size_t vendor[LONG];
};

static struct chain chain;
static const char *const only[] = {"x", "y"};

static retort_lineage_graph *new_chain(const char *last_teacher)
{
    const retort_graph_rows in = {chain.rows,   LONG, chain.lineage, 2, only,
                                  chain.vendor, 1};
    static retort_graph_rows kept;
    retort_lineage_graph *g;

    for (size_t i = 0; i < LONG; i++)
        (void)snprintf(chain.name[i], sizeof(chain.name[i]), "m%05zu", i);
    for (size_t i = 0; i < LONG; i++) {
        chain.rows[i] = (retort_lineage_row)TAUGHT(
            chain.name[i], "x", "",
            i + 1 < LONG ? chain.name[i + 1] : last_teacher);
        chain.lineage[i] = i + 1 == LONG;
        chain.vendor[i] = i + 1 == LONG ? 0 : RETORT_GRAPH_NONE;
    }
    kept = in;
    assert_int_equal(retort_lineage_graph_new(&g, &kept, NULL), RETORT_OK);
    return g;
}

static void graph_new__walks_a_chain_of_all_models(void **state)
{
    retort_lineage_graph *g = new_chain("");

    (void)state;
    assert_true(retort_lineage_graph_reaches(g, 0, 1));
    assert_true(retort_lineage_graph_taught_by(g, 0, 0));
    assert_false(retort_lineage_graph_reaches(g, LONG - 1, 0));
    retort_lineage_graph_free(g);
}

static void graph_new__ends_in_a_circle_of_all_models(void **state)
{
    retort_lineage_graph *g = new_chain(chain.name[0]);

    (void)state;
    assert_true(retort_lineage_graph_reaches(g, 0, 1));
    assert_true(retort_lineage_graph_reaches(g, LONG - 1, 0));
    assert_true(retort_lineage_graph_reaches(g, LONG - 1, 1)); /* and back */
    assert_true(retort_lineage_graph_taught_by(g, LONG - 1, 0));
    retort_lineage_graph_free(g);
}

/* What two circles with a bridge reach, against a search from every row. */
static void reaches__agrees_with_plain_search_on_tangles(void **state)
{
    enum { N = 12 };
    static char teachers[N][16];
    static char name[N][4];
    static retort_lineage_row r[N];
    static size_t of[N];
    static size_t none[N];
    static const char *const call[N] = {"l00", "l01", "l02", "l03",
                                        "l04", "l05", "l06", "l07",
                                        "l08", "l09", "l10", "l11"};
    uint32_t seed = 1;

    (void)state;
    for (size_t round = 0; round < 200; round++) {
        bool edge[N][N] = {{false}};
        retort_graph_rows in = {r, N, of, N, call, none, 0};
        retort_lineage_graph *g;

        for (size_t i = 0; i < N; i++) {
            size_t a = (seed = seed * 1664525u + 1013904223u) >> 16;
            size_t b = (seed = seed * 1664525u + 1013904223u) >> 16;

            a %= N;
            b %= 2 * N; /* half of them lead nowhere */
            (void)snprintf(name[i], sizeof(name[i]), "m%02zu", i);
            (void)snprintf(teachers[i], sizeof(teachers[i]), "m%02zu,l%02zu", a,
                           b);
            r[i] =
                (retort_lineage_row)TAUGHT(name[i], call[i], "", teachers[i]);
            of[i] = i;
            none[i] = RETORT_GRAPH_NONE;
            edge[i][a] = edge[i][a] || a != i;
            if (b < N && b != i)
                edge[i][b] = true;
        }
        for (size_t k = 0; k < N; k++)
            for (size_t i = 0; i < N; i++)
                for (size_t j = 0; j < N; j++)
                    edge[i][j] = edge[i][j] || (edge[i][k] && edge[k][j]);
        assert_int_equal(retort_lineage_graph_new(&g, &in, NULL), RETORT_OK);
        for (size_t i = 0; i < N; i++)
            for (size_t j = 0; j < N; j++)
                assert_int_equal(retort_lineage_graph_reaches(g, i, j),
                                 edge[i][j]);
        retort_lineage_graph_free(g);
    }
}

static void graph_new__takes_an_empty_table(void **state)
{
    const retort_graph_rows in = {0};
    retort_lineage_graph *g;

    (void)state;
    assert_int_equal(retort_lineage_graph_new(&g, &in, NULL), RETORT_OK);
    assert_int_equal(retort_lineage_graph_find(g, retort_span_of("a")),
                     RETORT_GRAPH_NONE);
    retort_lineage_graph_free(g);
    retort_lineage_graph_free(NULL);
}

static void graph_new__gives_all_back_when_memory_runs_out(void **state)
{
    retort_status st = RETORT_ERR_NOMEM;
    retort_lineage_graph *g = NULL;
    long n = 0;

    (void)state;
    for (; st == RETORT_ERR_NOMEM && n < 100; n++) {
        retort_mem_fail_at(n);
        st = retort_lineage_graph_new(&g, &table, NULL);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || g == NULL);
    }
    assert_int_equal(st, RETORT_OK);
    assert_true(n > 10);
    retort_lineage_graph_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reaches__follows_teachers_all_the_way),
        cmocka_unit_test(reaches__takes_a_lineage_for_all_its_models),
        cmocka_unit_test(reaches__ignores_unknown_names_and_the_own_lineage),
        cmocka_unit_test(taught_by__knows_vendors_of_teachers_of_ancestors),
        cmocka_unit_test(resolve__prefers_the_model_of_a_name),
        cmocka_unit_test(graph_new__walks_a_chain_of_all_models),
        cmocka_unit_test(graph_new__ends_in_a_circle_of_all_models),
        cmocka_unit_test(reaches__agrees_with_plain_search_on_tangles),
        cmocka_unit_test(graph_new__takes_an_empty_table),
        cmocka_unit_test(graph_new__gives_all_back_when_memory_runs_out),
    };

    return cmocka_run_group_tests_name("lineage_graph", tests, NULL, NULL);
}
