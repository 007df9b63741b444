#include "infer/scaling.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "base/mem.h"
#include "support/synthetic_population.h"

enum { PAIRS = 6, LINEAGES = 8 };

/* Lineage 1 has scores 1 and 3, lineages 2, 3, 4 have 4, 6, 11. */
static void make(retort_comparison c[PAIRS], retort_comparison_set *set)
{
    static const uint32_t LINEAGE[PAIRS] = {4, 1, 2, 1, 3, 2};
    static const double SCORE[PAIRS] = {11, 1, 4, 3, 6, 99};

    for (uint32_t i = 0; i < PAIRS; i++) {
        c[i] = (retort_comparison){.suspect = 10 + i,
                                   .reference = i == 5 ? 2 : 1,
                                   .suspect_lineage = LINEAGE[i],
                                   .reference_lineage = 7,
                                   .use = RETORT_USE_NULL};
        c[i].at[RETORT_CLOSED].score = SCORE[i];
        c[i].at[RETORT_OPEN].score = (double)NAN;
    }
    *set = (retort_comparison_set){"distilled", c, PAIRS};
}

static retort_selecting how_of(const retort_comparison_set *set)
{
    return (retort_selecting){
        .set = set,
        .lineages = LINEAGES,
        .leave = {RETORT_LINEAGE_NONE, RETORT_LINEAGE_NONE}};
}

static bool is_near(double a, double b)
{
    return fabs(a - b) <= 1e-12 * (1 + fabs(b));
}

static void at__weighs_lineages_equally(void **state)
{
    retort_comparison c[PAIRS];
    retort_comparison_set set;
    retort_scaling s = {0};
    retort_selecting how;
    double mean;
    double sd;

    (void)state;
    make(c, &set);
    how = how_of(&set);
    assert_int_equal(retort_scaling_make(&s, &how, 1, NULL), RETORT_OK);
    assert_int_equal(s.count, 5);
    assert_int_equal(s.groups, 4);
    assert_true(retort_scaling_at(&s, RETORT_LINEAGE_NONE, &mean, &sd));
    /* Means 2, 4, 6, 11; mean squares about 5.75, by hand: lineage 1 has
       (4.75^2 + 2.75^2)/2 = 15.0625, the others 3.0625, 0.0625, 27.5625. */
    assert_true(is_near(mean, 5.75));
    assert_true(is_near(sd, sqrt(45.75 / 3)));
    retort_scaling_release(&s);
}

static void at__leaves_the_own_lineage_out(void **state)
{
    retort_comparison c[PAIRS];
    retort_comparison_set set;
    retort_scaling s = {0};
    retort_selecting how;
    double mean;
    double sd;

    (void)state;
    make(c, &set);
    how = how_of(&set);
    assert_int_equal(retort_scaling_make(&s, &how, 1, NULL), RETORT_OK);
    assert_true(retort_scaling_at(&s, 1, &mean, &sd));
    assert_true(is_near(mean, 7));
    assert_true(is_near(sd, sqrt((9.0 + 1 + 16) / 2)));
    retort_scaling_release(&s);
    how.leave[1] = 2; /* three are left; without one more there is no scale */
    assert_int_equal(retort_scaling_make(&s, &how, 1, NULL), RETORT_OK);
    assert_int_equal(s.groups, 3);
    assert_true(retort_scaling_at(&s, RETORT_LINEAGE_NONE, &mean, &sd));
    assert_true(is_near(mean, 19.0 / 3));
    assert_false(retort_scaling_at(&s, 3, &mean, &sd));
    assert_true(isnan(mean) && isnan(sd));
    retort_scaling_release(&s);
}

static void weigh__counts_votes_and_blocks(void **state)
{
    uint16_t drawn[LINEAGES] = {0, 0, 2, 1, 1, 0, 0, 0};
    uint16_t block[RETORT_COMPARISON_BLOCKS] = {2, 0};
    retort_times times = {drawn, NULL, block};
    retort_comparison c[PAIRS];
    retort_comparison_set set;
    retort_scaling s = {0};
    retort_selecting how;
    double mean;
    double sd;

    (void)state;
    make(c, &set);
    for (int b = 2; b < RETORT_COMPARISON_BLOCKS; b++)
        block[b] = 1;
    c[2].at[RETORT_CLOSED].effect[0] = 1;    /* 4 becomes 5, */
    c[2].at[RETORT_CLOSED].effect[1] = -0.5; /* and 5.5 */
    how = how_of(&set);
    assert_int_equal(retort_scaling_make(&s, &how, 1, NULL), RETORT_OK);
    retort_scaling_weigh(&s, &times);
    assert_true(retort_scaling_at(&s, RETORT_LINEAGE_NONE, &mean, &sd));
    assert_true(is_near(mean, (5.5 + 5.5 + 6 + 11) / 4));
    assert_true(is_near(sd, sqrt((2.25 + 2.25 + 1 + 16) / 3)));
    drawn[3] = 0; /* two lineages, drawn three times */
    retort_scaling_weigh(&s, &times);
    assert_false(retort_scaling_at(&s, RETORT_LINEAGE_NONE, &mean, &sd));
    retort_scaling_weigh(&s, NULL);
    assert_true(retort_scaling_at(&s, RETORT_LINEAGE_NONE, &mean, &sd));
    assert_true(is_near(mean, 5.75));
    retort_scaling_release(&s);
}

static void at__needs_scores_that_differ(void **state)
{
    retort_comparison c[PAIRS];
    retort_comparison_set set;
    retort_scaling s = {0};
    retort_selecting how;
    double mean;
    double sd;

    (void)state;
    make(c, &set);
    for (int i = 0; i < PAIRS; i++)
        c[i].at[RETORT_CLOSED].score = 0.1;
    how = how_of(&set);
    assert_int_equal(retort_scaling_make(&s, &how, 1, NULL), RETORT_OK);
    assert_false(retort_scaling_at(&s, RETORT_LINEAGE_NONE, &mean, &sd));
    retort_scaling_release(&s);
}

static void make__takes_nulls_with_a_score_only(void **state)
{
    retort_comparison c[PAIRS];
    retort_comparison_set set;
    retort_scaling s = {0};
    retort_selecting how;

    (void)state;
    make(c, &set);
    how = how_of(&set);
    c[0].use = RETORT_USE_POSITIVE;
    c[2].use = RETORT_USE_DOUBTFUL_NULL;
    assert_int_equal(retort_scaling_make(&s, &how, 1, NULL), RETORT_OK);
    assert_int_equal(s.count, 3);
    retort_scaling_release(&s);
    how.with_doubtful = true;
    assert_int_equal(retort_scaling_make(&s, &how, 1, NULL), RETORT_OK);
    assert_int_equal(s.count, 4);
    retort_scaling_release(&s);
    how.open = RETORT_OPEN;
    assert_int_equal(retort_scaling_make(&s, &how, 1, NULL), RETORT_OK);
    assert_int_equal(s.count, 0);
    retort_scaling_release(&s);
    how.set = NULL;
    assert_int_equal(retort_scaling_make(&s, &how, 1, NULL), RETORT_OK);
    assert_int_equal(s.groups, 0);
    retort_scaling_release(&s);
}

static void make__tells_when_memory_is_refused(void **state)
{
    retort_comparison c[PAIRS];
    retort_comparison_set set;
    retort_selecting how;

    (void)state;
    make(c, &set);
    how = how_of(&set);
    for (long n = 0; n < 3; n++) {
        retort_scaling s = {0};

        retort_mem_fail_at(n);
        assert_int_equal(retort_scaling_make(&s, &how, 1, NULL),
                         RETORT_ERR_NOMEM);
        retort_mem_fail_at(-1);
        retort_scaling_release(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at__weighs_lineages_equally),
        cmocka_unit_test(at__leaves_the_own_lineage_out),
        cmocka_unit_test(weigh__counts_votes_and_blocks),
        cmocka_unit_test(at__needs_scores_that_differ),
        cmocka_unit_test(make__takes_nulls_with_a_score_only),
        cmocka_unit_test(make__tells_when_memory_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
