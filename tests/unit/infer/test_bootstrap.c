#include "infer/bootstrap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "infer/weighing.h"
#include "support/synthetic_population.h"

enum { DRAWS = 150 };

static retort_selecting how_of(const test_population *p, retort_open open)
{
    return (retort_selecting){
        .set = &p->sets[2],
        .lineages = p->all.lineage_count,
        .open = open,
        .leave = {RETORT_LINEAGE_NONE, RETORT_LINEAGE_NONE},
        .has_ceiling = true};
}

static void make_lots(const test_population *p, retort_lots *lots)
{
    retort_selecting how = how_of(p, RETORT_CLOSED);
    retort_selection s = {0};

    assert_int_equal(retort_selection_make(&s, &how, NULL), RETORT_OK);
    assert_int_equal(retort_lots_init(lots, how.lineages, NULL), RETORT_OK);
    retort_lots_add(lots, &s);
    retort_lots_seal(lots);
    retort_selection_release(&s);
}

static unsigned sum(const uint16_t *times, size_t first, size_t end)
{
    unsigned n = 0;

    for (size_t i = first; i < end; i++)
        n += times[i];
    return n;
}

static void blocks__are_thirty_two_draws(void **state)
{
    uint16_t a[RETORT_COMPARISON_BLOCKS];
    uint16_t b[RETORT_COMPARISON_BLOCKS];
    unsigned by_block[RETORT_COMPARISON_BLOCKS] = {0};

    (void)state;
    for (uint64_t j = 0; j < 1000; j++) {
        retort_blocks_draw(5, j, a);
        assert_int_equal(sum(a, 0, RETORT_COMPARISON_BLOCKS), 32);
        for (int i = 0; i < RETORT_COMPARISON_BLOCKS; i++)
            by_block[i] += a[i];
    }
    for (int i = 0; i < RETORT_COMPARISON_BLOCKS; i++)
        assert_in_range(by_block[i], 850, 1150); /* 1000 +- 4.7 sd */
    retort_blocks_draw(5, 1, a);
    retort_blocks_draw(5, 2, b);
    assert_memory_not_equal(a, b, sizeof(a));
    retort_blocks_draw(6, 1, b);
    assert_memory_not_equal(a, b, sizeof(a));
    retort_blocks_draw(5, 1, b);
    assert_memory_equal(a, b, sizeof(a));
}

static void lots__keep_the_strata_apart(void **state)
{
    test_population p;
    retort_lots lots;
    uint16_t suspect[64];
    uint16_t reference[64];

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    make_lots(&p, &lots);
    assert_int_equal(lots.with_positive, 16);
    assert_int_equal(lots.suspects, 32);
    assert_int_equal(lots.references, 8);
    for (uint64_t j = 0; j < 50; j++) {
        retort_lots_draw(&lots, 3, j, suspect, reference);
        assert_int_equal(sum(suspect, 0, 16), 0);
        assert_int_equal(sum(suspect, 16, 32), 16);
        assert_int_equal(sum(suspect, 32, 48), 16);
        assert_int_equal(sum(reference, 0, 8), 8);
        assert_int_equal(sum(reference, 8, 48), 0);
    }
    retort_lots_release(&lots);
    test_population_release(&p);
}

static void lots__take_single_lineages(void **state)
{
    retort_lots lots;

    (void)state;
    assert_int_equal(retort_lots_init(&lots, 5, NULL), RETORT_OK);
    retort_lots_add_null(&lots, 3);
    retort_lots_add_null(&lots, 1);
    retort_lots_add_null(&lots, 3);
    retort_lots_seal(&lots);
    assert_int_equal(lots.suspects, 2);
    assert_int_equal(lots.with_positive, 0);
    assert_int_equal(lots.suspect[0], 1);
    assert_int_equal(lots.suspect[1], 3);
    assert_int_equal(lots.references, 0);
    retort_lots_release(&lots);
    assert_int_equal(retort_lots_init(&lots, 0, NULL), RETORT_OK);
    retort_lots_seal(&lots);
    assert_int_equal(lots.suspects, 0);
    retort_lots_release(&lots);
}

/* A bootstrap of a case at @p score against reference 2. */
static retort_status run(const test_population *p, double score,
                         const retort_pool *pool, double *closed, double *open)
{
    double *const llr[RETORT_SETTINGS] = {closed, open};
    retort_case c = test_case_of(p, 2, score);
    retort_lots lots;
    retort_bootstrap how = {
        .how = {how_of(p, RETORT_CLOSED), how_of(p, RETORT_OPEN)},
        .scale = {how_of(p, RETORT_CLOSED), how_of(p, RETORT_OPEN)},
        .reference = 2,
        .at = {&c.at[0], &c.at[1]},
        .lots = &lots,
        .draws = DRAWS,
        .seed = 42,
        .prior = 0.5,
        .ridge = 0.01,
        .pool = pool,
    };
    retort_status st;

    make_lots(p, &lots);
    st = retort_bootstrap_run(&how, llr, NULL);
    retort_lots_release(&lots);
    return st;
}

static retort_status backwards(void *ctx, size_t count, retort_piece_fn piece,
                               void *work, retort_err *err)
{
    size_t *seen = ctx;

    *seen = count;
    for (size_t i = count; i > 0; i--) {
        retort_status st = piece(work, i - 1, err);

        if (st != RETORT_OK)
            return st;
    }
    return RETORT_OK;
}

static void run__gives_the_same_bytes_in_any_order(void **state)
{
    size_t pieces = 0;
    const retort_pool pool = {backwards, &pieces};
    double a[2][DRAWS];
    double b[2][DRAWS];
    test_population p;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    assert_int_equal(run(&p, 1, NULL, a[0], a[1]), RETORT_OK);
    assert_int_equal(run(&p, 1, &pool, b[0], b[1]), RETORT_OK);
    assert_int_equal(pieces, 3); /* 64 + 64 + 22 */
    assert_memory_equal(a, b, sizeof(a));
    test_population_release(&p);
}

/* The 70th replicate, drawn and weighed by hand. */
static void run__weighs_what_was_drawn(void **state)
{
    enum { J = 70 };
    uint16_t suspect[64];
    uint16_t reference[64];
    uint16_t block[RETORT_COMPARISON_BLOCKS];
    const retort_times times = {suspect, reference, block};
    double llr[2][DRAWS];
    test_population p;
    retort_lots lots;
    retort_selecting how;
    retort_selection s = {0};
    retort_weighing w;
    retort_case c;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    assert_int_equal(run(&p, 1, NULL, llr[0], llr[1]), RETORT_OK);
    c = test_case_of(&p, 2, 1);
    make_lots(&p, &lots);
    retort_lots_draw(&lots, 42, J, suspect, reference);
    retort_blocks_draw(42, J, block);
    for (int o = 0; o < RETORT_SETTINGS; o++) {
        how = how_of(&p, (retort_open)o);
        assert_int_equal(retort_selection_make(&s, &how, NULL), RETORT_OK);
        retort_selection_weigh(&s, &times);
        assert_int_equal(retort_weighing_init(&w, s.count, NULL), RETORT_OK);
        assert_int_equal(retort_weighing_fit(&w, &s, 0.5, 0.01, NULL),
                         RETORT_OK);
        assert_true(llr[o][J] ==
                    retort_weighing_llr(
                        &w, retort_block_score_at(&c.at[o], block), NULL));
        retort_weighing_release(&w);
        retort_selection_release(&s);
    }
    retort_lots_release(&lots);
    test_population_release(&p);
}

/* Median of the positives' scores by weight, found by trying all. */
static double median_of(const retort_selection *s)
{
    double best = (double)INFINITY;
    double total = 0;

    for (size_t i = 0; i < s->positives; i++)
        total += s->weight[i];
    for (size_t i = 0; i < s->positives; i++) {
        double upto = 0;

        for (size_t k = 0; k < s->positives; k++)
            upto += s->score[k] <= s->score[i] ? s->weight[k] : 0;
        if (s->weight[i] > 0 && upto > (0.5 - 1e-9) * total)
            best = fmin(best, s->score[i]);
    }
    return best;
}

/* LLR before the clamp under a ceiling, from the statistics beneath. */
static double raw_under(const retort_selection *s, double ceiling, double score)
{
    retort_classes c = retort_selection_classes(s);
    retort_logistic fit;

    for (size_t i = 0; i < s->count; i++)
        s->score[i] = fmin(s->score[i], ceiling);
    assert_int_equal(retort_logistic_fit(&c, 0.5, 0.01, &fit, NULL), RETORT_OK);
    return retort_logistic_llr(&fit, fmin(score, ceiling));
}

/* A high score, whose LLR moves with the ceiling of what was drawn. */
static void run__has_a_ceiling_for_each_replicate(void **state)
{
    uint16_t suspect[64];
    uint16_t reference[64];
    uint16_t block[RETORT_COMPARISON_BLOCKS];
    const retort_times times = {suspect, reference, block};
    double llr[2][DRAWS];
    test_recipe r = TEST_RECIPE;
    test_population p;
    retort_lots lots;
    retort_selecting how;
    retort_selection s = {0};
    retort_weighing w;
    size_t moved = 0;
    double all;

    (void)state;
    r.shift = 1.2;
    test_population_init(&p, &r);
    assert_int_equal(run(&p, 9, NULL, llr[0], llr[1]), RETORT_OK);
    make_lots(&p, &lots);
    how = how_of(&p, RETORT_CLOSED);
    assert_int_equal(retort_selection_make(&s, &how, NULL), RETORT_OK);
    all = median_of(&s);
    assert_int_equal(retort_weighing_init(&w, s.count, NULL), RETORT_OK);
    for (uint64_t j = 0; j < DRAWS; j += 10) {
        double raw;

        retort_lots_draw(&lots, 42, j, suspect, reference);
        retort_blocks_draw(42, j, block);
        retort_selection_weigh(&s, &times);
        assert_int_equal(retort_weighing_fit(&w, &s, 0.5, 0.01, NULL),
                         RETORT_OK);
        assert_true(w.ceiling == median_of(&s));
        assert_true(llr[0][j] == retort_weighing_llr(&w, 9, NULL));
        raw = raw_under(&s, w.ceiling, 9);
        assert_true(fabs(retort_weighing_raw(&w, 9) - raw) < 1e-9);
        retort_selection_weigh(&s, &times);
        moved += fabs(raw_under(&s, all, 9) - raw) > 1e-3;
    }
    assert_true(moved > 10); /* of 15 */
    retort_weighing_release(&w);
    retort_selection_release(&s);
    retort_lots_release(&lots);
    test_population_release(&p);
}

static void run__skips_draws_without_a_fit(void **state)
{
    double llr[2][DRAWS];
    test_recipe r = TEST_RECIPE;
    test_population p;
    retort_spread spread;

    (void)state;
    r.students = 2;
    r.taught = 2;
    r.shift = 0.5;
    test_population_init(&p, &r);
    assert_int_equal(run(&p, 0, NULL, llr[0], llr[1]), RETORT_OK);
    spread = retort_spread_of(llr[0], DRAWS);
    assert_in_range(spread.skipped, 1, DRAWS - 1);
    assert_false(isnan(spread.low) || isnan(spread.high));
    test_population_release(&p);
}

static void run__tells_when_memory_is_refused(void **state)
{
    double llr[2][DRAWS];
    test_population p;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    /* beyond the first allocations, which make the lots of this test */
    for (long n = 40; n < 48; n++) {
        retort_mem_fail_at(n);
        assert_int_equal(run(&p, 0, NULL, llr[0], llr[1]), RETORT_ERR_NOMEM);
        retort_mem_fail_at(-1);
    }
    test_population_release(&p);
}

static void spread__takes_quantiles_of_what_is_there(void **state)
{
    double llr[] = {4, (double)NAN, 0, 2, (double)NAN, 1, 3};
    double none[] = {(double)NAN, (double)NAN};
    retort_spread s = retort_spread_of(llr, 7);

    (void)state;
    assert_int_equal(s.skipped, 2);
    assert_true(s.median == 2);
    assert_true(fabs(s.low - 0.1) < 1e-15); /* type 7: 4 x .025 */
    assert_true(fabs(s.high - 3.9) < 1e-15);
    s = retort_spread_of(none, 2);
    assert_int_equal(s.skipped, 2);
    assert_true(isnan(s.low) && isnan(s.median) && isnan(s.high));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks__are_thirty_two_draws),
        cmocka_unit_test(lots__keep_the_strata_apart),
        cmocka_unit_test(lots__take_single_lineages),
        cmocka_unit_test(run__gives_the_same_bytes_in_any_order),
        cmocka_unit_test(run__weighs_what_was_drawn),
        cmocka_unit_test(run__has_a_ceiling_for_each_replicate),
        cmocka_unit_test(run__skips_draws_without_a_fit),
        cmocka_unit_test(run__tells_when_memory_is_refused),
        cmocka_unit_test(spread__takes_quantiles_of_what_is_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
