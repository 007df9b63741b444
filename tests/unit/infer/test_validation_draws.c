#include "infer/validation_draws.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "infer/case.h"
#include "support/validation_helper.h"

enum { DRAWS = 200 };

struct weighed {
    test_population p;
    retort_validation_pairs pairs;
    retort_draws_how how;
    retort_drawn *drawn;
};

static void weigh(struct weighed *w, const test_recipe *r, uint32_t draws)
{
    retort_validation_pairs_how how;

    population_init(&w->p, r);
    how = pairs_of(&w->p, 2, RETORT_CELLS_CLOSED);
    w->pairs = (retort_validation_pairs){0};
    assert_int_equal(retort_validation_pairs_make(&w->pairs, &how, NULL),
                     RETORT_OK);
    w->how = (retort_draws_how){.cells = &w->pairs.cells,
                                .lineages = w->p.all.lineage_count,
                                .blocks = RETORT_COMPARISON_BLOCKS,
                                .left = w->pairs.left,
                                .draws = draws,
                                .seed = 8,
                                .prior = RETORT_CASE_PRIOR,
                                .ridge = RETORT_CASE_RIDGE};
    w->drawn = retort_mem_new(w->pairs.cells.count, sizeof(*w->drawn));
    assert_non_null(w->drawn);
    assert_int_equal(retort_draws_run(&w->how, w->drawn, NULL), RETORT_OK);
}

static void release(struct weighed *w)
{
    retort_validation_pairs_release(&w->pairs);
    retort_mem_free(w->drawn);
    test_population_release(&w->p);
}

/* The same pair as a case, exactly refitted in every replicate. */
static retort_evidence engine(const struct weighed *w, retort_arena *arena,
                              const retort_comparison *c)
{
    const retort_case_options o = {DRAWS, 8, RETORT_CASE_PRIOR,
                                   RETORT_CASE_RIDGE, NULL};
    retort_case k = test_case_of(&w->p, c->reference, 0);
    retort_evidence e;

    k.at[RETORT_CLOSED] = c->at[RETORT_CLOSED];
    k.at[RETORT_OPEN] = c->at[RETORT_OPEN];
    k.suspect = w->p.models[c->suspect].name;
    k.suspect_lineage = w->p.lineages[c->suspect_lineage];
    k.has_students = true;
    assert_int_equal(retort_case_weigh(&w->p.all, RETORT_PROPOSITION_DISTILLED,
                                       &k, &o, arena, &e, NULL),
                     RETORT_OK);
    return e;
}

static void run__comes_close_to_the_exact_bootstrap(void **state)
{
    const test_recipe r = {8, 8, 1, 16, 20, 1, 1.5, 0.3, 0.05, 4};
    struct weighed w;
    retort_arena arena = {0};
    double low = 0;
    double high = 0;
    int n = 0;

    (void)state;
    weigh(&w, &r, DRAWS);
    for (size_t i = 0; i < w.pairs.cells.count; i += 29) {
        retort_evidence e = engine(&w, &arena, w.pairs.cells.item[i]);

        if (isnan(e.closed.low)) /* refused before it was drawn */
            continue;
        assert_true(is_near(w.drawn[i].llr, e.closed.llr, 1e-9));
        assert_true(is_near(w.drawn[i].low, e.closed.low, 0.4));
        assert_true(is_near(w.drawn[i].high, e.closed.high, 0.4));
        low += w.drawn[i].low - e.closed.low;
        high += w.drawn[i].high - e.closed.high;
        n++;
    }
    assert_true(n >= 5);
    assert_true(fabs(low / n) < 0.1 && fabs(high / n) < 0.1);
    retort_arena_release(&arena);
    release(&w);
}

static void run__is_the_same_in_any_order_of_work(void **state)
{
    int runs = 0;
    const retort_pool pool = {run_backwards, &runs};
    struct weighed w;
    retort_drawn *again;

    (void)state;
    weigh(&w, &SMALL, 30);
    again = retort_mem_new(w.pairs.cells.count, sizeof(*again));
    assert_non_null(again);
    w.how.pool = &pool;
    assert_int_equal(retort_draws_run(&w.how, again, NULL), RETORT_OK);
    assert_memory_equal(again, w.drawn, w.pairs.cells.count * sizeof(*again));
    assert_int_equal(runs, 1);
    retort_mem_free(again);
    release(&w);
}

/* Bounds move by what leaving out moved them in the sample, never past 0. */
static void run__moves_bounds_as_leaving_out_did(void **state)
{
    struct weighed w;
    size_t above = 0;

    (void)state;
    weigh(&w, &SMALL, 30);
    for (size_t i = 0; i < w.pairs.cells.count; i++)
        above += w.drawn[i].high > 0.0;
    assert_true(above > 20);
    for (size_t k = 0; k < w.pairs.cells.cells; k++)
        w.pairs.left[k].upper -= 10.0;
    assert_int_equal(retort_draws_run(&w.how, w.drawn, NULL), RETORT_OK);
    for (size_t i = 0; i < w.pairs.cells.count; i++)
        assert_true(w.drawn[i].high <= 0.0);
    release(&w);
}

static void run__tells_the_llr_itself_without_draws(void **state)
{
    struct weighed w;

    (void)state;
    weigh(&w, &SMALL, 0);
    for (size_t i = 0; i < w.pairs.cells.count; i++) {
        assert_true(is_near(w.drawn[i].raw, w.pairs.raw[i], 0));
        assert_true(is_near(w.drawn[i].llr, w.pairs.llr[i], 0));
        assert_true(is_near(w.drawn[i].low, w.drawn[i].llr, 0));
        assert_true(isnan(w.drawn[i].skipped));
    }
    release(&w);
}

/* The ceiling is that of all: the pair's own lineage moves it a little. */
static void run__goes_the_short_way_for_the_sample_too(void **state)
{
    struct weighed w;
    size_t close = 0;

    (void)state;
    weigh(&w, &SMALL, 0);
    w.how.left = NULL;
    assert_int_equal(retort_draws_run(&w.how, w.drawn, NULL), RETORT_OK);
    for (size_t i = 0; i < w.pairs.cells.count; i++)
        close += is_near(w.drawn[i].raw, w.pairs.raw[i], 0.15);
    assert_true(close * 20 >= w.pairs.cells.count * 19);
    release(&w);
}

/* A score that is a mean over prompts: the first blocks are exact. */
static void score__is_the_mean_over_the_first_blocks(void **state)
{
    retort_block_score s = {0};
    double value[RETORT_COMPARISON_BLOCKS];
    double first = 0;

    (void)state;
    for (int b = 0; b < RETORT_COMPARISON_BLOCKS; b++) {
        value[b] = sin(b) + 0.01 * b;
        s.score += value[b] / RETORT_COMPARISON_BLOCKS;
    }
    for (int b = 0; b < RETORT_COMPARISON_BLOCKS; b++)
        s.effect[b] = (value[b] - s.score) / RETORT_COMPARISON_BLOCKS;
    for (int b = 0; b < 8; b++)
        first += value[b] / 8;
    assert_true(is_near(retort_draws_score(&s, 32), s.score, 1e-14));
    assert_true(is_near(retort_draws_score(&s, 8), first, 1e-14));
    assert_true(is_near(retort_draws_score(&s, 1), value[0], 1e-14));
}

static void lots__hold_what_is_present(void **state)
{
    struct weighed w;
    retort_lots lots = {0};
    uint8_t *present;
    uint32_t kept;

    (void)state;
    weigh(&w, &SMALL, 0);
    present = retort_mem_new(w.pairs.cells.cells, 1);
    assert_non_null(present);
    kept = w.pairs.cells.suspect[3];
    for (size_t k = 0; k < w.pairs.cells.cells; k++)
        present[k] = w.pairs.cells.cell[k].is_positive
                         ? w.pairs.cells.cell[k].suspect == 3
                         : w.pairs.cells.cell[k].is_counted;
    assert_int_equal(retort_draws_lots(&w.pairs.cells, w.p.all.lineage_count,
                                       NULL, &lots, NULL),
                     RETORT_OK);
    assert_int_equal(lots.with_positive, 10);
    assert_int_equal(lots.references, 5);
    retort_lots_release(&lots);
    assert_int_equal(retort_draws_lots(&w.pairs.cells, w.p.all.lineage_count,
                                       present, &lots, NULL),
                     RETORT_OK);
    assert_int_equal(lots.with_positive, 1);
    assert_int_equal(lots.suspect[0], kept);
    retort_lots_release(&lots);
    retort_mem_free(present);
    release(&w);
}

static void run__reports_missing_memory(void **state)
{
    const test_recipe tiny = {3, 3, 1, 3, 4, 1, 2.0, 0.3, 0.05, 5};
    struct weighed w;
    retort_status st = RETORT_ERR_NOMEM;
    long n = 0;

    (void)state;
    weigh(&w, &tiny, 3);
    for (; st == RETORT_ERR_NOMEM; n++) {
        retort_mem_fail_at(n);
        st = retort_draws_run(&w.how, w.drawn, NULL);
        retort_mem_fail_at(-1);
    }
    assert_int_equal(st, RETORT_OK);
    assert_true(n > 30);
    release(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(run__comes_close_to_the_exact_bootstrap),
        cmocka_unit_test(run__is_the_same_in_any_order_of_work),
        cmocka_unit_test(run__moves_bounds_as_leaving_out_did),
        cmocka_unit_test(run__tells_the_llr_itself_without_draws),
        cmocka_unit_test(run__goes_the_short_way_for_the_sample_too),
        cmocka_unit_test(score__is_the_mean_over_the_first_blocks),
        cmocka_unit_test(lots__hold_what_is_present),
        cmocka_unit_test(run__reports_missing_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
