#include "infer/validation_curves.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "infer/cllr.h"
#include "infer/kde.h"
#include "infer/validation_figures.h"
#include "support/validation_helper.h"

struct world {
    test_population p;
    retort_validation_pairs closed;
    retort_validation_pairs open;
    retort_arena arena;
    const retort_ece_row *ece;
    const retort_tippett_row *tippett;
};

/* Two reference lineages, four students, four others, one pair a cell. */
static const test_recipe FEW = {2, 2, 1, 4, 4, 1, 2.0, 0.3, 0.05, 3};

static void make(struct world *w, const test_recipe *r)
{
    retort_validation_pairs_how how;

    *w = (struct world){0};
    population_init(&w->p, r);
    how = pairs_of(&w->p, 2, RETORT_CELLS_CLOSED);
    assert_int_equal(retort_validation_pairs_make(&w->closed, &how, NULL),
                     RETORT_OK);
    how = pairs_of(&w->p, 2, RETORT_CELLS_OPEN);
    assert_int_equal(retort_validation_pairs_make(&w->open, &how, NULL),
                     RETORT_OK);
}

static void release(struct world *w)
{
    retort_arena_release(&w->arena);
    retort_validation_pairs_release(&w->closed);
    retort_validation_pairs_release(&w->open);
    test_population_release(&w->p);
}

static void draw_curves(struct world *w)
{
    assert_int_equal(
        retort_ece_rows(&w->closed, &w->open, &w->arena, &w->ece, NULL),
        RETORT_OK);
    assert_int_equal(
        retort_tippett_rows(&w->closed, &w->open, &w->arena, &w->tippett, NULL),
        RETORT_OK);
}

static bool is_positive(const retort_validation_pairs *p, size_t i)
{
    return p->cells.cell[p->cells.cell_of[i]].is_positive;
}

static double kde_cllr(const retort_validation_pairs *p)
{
    double out;

    assert_int_equal(retort_kde_cllr(p, &out, NULL), RETORT_OK);
    return out;
}

static void ece_rows__hold_what_the_figures_say_at_even_odds(void **state)
{
    struct world w;
    retort_validation_setting closed;
    retort_validation_setting open;

    (void)state;
    make(&w, &SMALL);
    draw_curves(&w);
    assert_int_equal(
        retort_figures_of(&w.closed, 0, 9, &w.arena, &closed, NULL), RETORT_OK);
    assert_int_equal(retort_figures_of(&w.open, 0, 9, &w.arena, &open, NULL),
                     RETORT_OK);
    assert_true(w.ece[4].log10_odds == 0.0);
    assert_true(w.ece[4].closed == closed.cllr_clamped);
    assert_true(w.ece[4].open == open.cllr_clamped);
    assert_true(closed.cllr_clamped != closed.cllr.value);
    assert_true(w.ece[4].neutral == 1.0);
    release(&w);
}

/* Nothing beats PAV, and it never loses to the prior alone. */
static void ece_rows__are_least_after_pav(void **state)
{
    struct world w;

    (void)state;
    make(&w, &SMALL);
    draw_curves(&w);
    for (int i = 0; i < RETORT_ECE_ROWS; i++) {
        const retort_ece_row *e = &w.ece[i];
        double p = 1.0 / (1.0 + pow(10.0, -e->log10_odds));

        assert_true(e->log10_odds == -2.0 + 0.5 * i);
        assert_true(e->pav >= 0.0 && e->pav <= e->closed);
        assert_true(e->pav <= e->neutral + 1e-12);
        assert_true(
            is_near(e->neutral, -(p * log2(p) + (1 - p) * log2(1 - p)), 1e-12));
    }
    assert_true(w.ece[4].pav < w.ece[4].closed);
    release(&w);
}

/* 4 positives and 12 nulls: 1 positive low, 3 nulls high. */
static void set_by_hand(retort_validation_pairs *p)
{
    int positives = 0;
    int nulls = 0;

    assert_int_equal(p->cells.count, 16);
    for (size_t i = 0; i < p->cells.count; i++) {
        int n = is_positive(p, i) ? positives++ : nulls++;

        set_llr(p, i,
                is_positive(p, i) ? (n == 0 ? -0.75 : 1.25)
                                  : (n < 3 ? 1.0 : -0.75));
    }
    assert_int_equal(positives, 4);
}

/* The LRs of three positives are above all nulls: free after PAV. */
static void ece_rows__by_hand(void **state)
{
    struct world w;
    double lr;

    (void)state;
    make(&w, &FEW);
    set_by_hand(&w.closed);
    draw_curves(&w);
    /* one positive of 4 and 12 nulls of 12 below them, pooled */
    lr = 0.25;
    assert_true(is_near(w.ece[4].pav, (log2(1 + 1 / lr) / 4 + log2(1 + lr)) / 2,
                        1e-12));
    /* prior odds 10 */
    assert_true(is_near(
        w.ece[6].pav,
        (10 * log2(1 + 1 / (lr * 10)) / 4 + log2(1 + lr * 10)) / 11, 1e-12));
    lr = pow(10, 1.25);
    assert_true(
        is_near(w.ece[4].closed,
                ((3 * log2(1 + 1 / lr) + log2(1 + pow(10, 0.75))) / 4 +
                 (3 * log2(1 + 10) + 9 * log2(1 + pow(10, -0.75))) / 12) /
                    2,
                1e-12));
    release(&w);
}

static void tippett_rows__by_hand(void **state)
{
    struct world w;

    (void)state;
    make(&w, &FEW);
    set_by_hand(&w.closed);
    draw_curves(&w);
    for (int i = 0; i < RETORT_TIPPETT_ROWS; i++) {
        const retort_tippett_row *t = &w.tippett[i];
        double x = -1.0 + 0.25 * i;

        assert_true(t->llr == x);
        assert_true(is_near(t->positive_closed,
                            x <= -0.75  ? 1.0
                            : x <= 1.25 ? 0.75
                                        : 0.0,
                            1e-12));
        assert_true(is_near(t->null_closed,
                            x <= -0.75 ? 1.0
                            : x <= 1.0 ? 0.25
                                       : 0.0,
                            1e-12));
    }
    release(&w);
}

static void tippett_rows__fall(void **state)
{
    struct world w;

    (void)state;
    make(&w, &SMALL);
    draw_curves(&w);
    for (int i = 1; i < RETORT_TIPPETT_ROWS; i++) {
        const retort_tippett_row *t = &w.tippett[i];

        assert_true(t->positive_closed <= t[-1].positive_closed);
        assert_true(t->null_closed <= t[-1].null_closed);
        assert_true(t->positive_open <= t[-1].positive_open);
        assert_true(t->null_open <= t[-1].null_open);
    }
    assert_true(w.tippett[4].positive_closed > w.tippett[4].null_closed);
    assert_true(w.tippett[4].null_open > w.tippett[10].null_open);
    release(&w);
}

/* Cells weigh equally, however many pairs they hold. */
static void tippett_rows__weigh_cells(void **state)
{
    struct world w;
    double share = 0.0;

    (void)state;
    make(&w, &SMALL);
    draw_curves(&w);
    for (size_t i = 0; i < w.closed.cells.count; i++)
        if (is_positive(&w.closed, i) && w.closed.llr[i] >= 0.5)
            share += w.closed.cells.weight[i];
    assert_true(share > 0.0 && share < 1.0);
    assert_true(is_near(w.tippett[6].positive_closed, share, 1e-12));
    release(&w);
}

static void rows__take_no_fit_for_no_evidence(void **state)
{
    struct world w;

    (void)state;
    make(&w, &FEW);
    for (size_t i = 0; i < w.closed.cells.count; i++)
        w.closed.llr[i] = (double)NAN;
    draw_curves(&w);
    assert_true(is_near(w.ece[4].closed, 1.0, 1e-12));
    assert_true(is_near(w.ece[1].closed, w.ece[1].neutral, 1e-12));
    assert_true(w.tippett[4].llr == 0.0 && w.tippett[4].null_closed == 1.0);
    assert_true(w.tippett[5].positive_closed == 0.0);
    release(&w);
}

/* Is the pair calibrated on when lineages a and b are left out? */
static bool is_left(const retort_validation_pairs *p, size_t i, uint32_t a,
                    uint32_t b)
{
    const retort_comparison *c = p->cells.item[i];

    return p->cells.weight[i] == 0.0 || c->suspect_lineage == a ||
           c->suspect_lineage == b || c->reference_lineage == a ||
           c->reference_lineage == b;
}

static bool has_teacher(const retort_validation_pairs *p, uint32_t reference,
                        uint32_t a, uint32_t b)
{
    for (size_t i = 0; i < p->cells.count; i++)
        if (is_positive(p, i) && !is_left(p, i, a, b) &&
            p->cells.item[i]->reference_lineage == reference)
            return true;
    return false;
}

/* Kernel LLR of pair @p of, from the definition: walks pairs, not cells. */
static double kde_of(const retort_validation_pairs *p, size_t of)
{
    uint32_t a = p->cells.item[of]->suspect_lineage;
    uint32_t b = p->cells.item[of]->reference_lineage;
    static double value[2][512];
    static double weight[2][512];
    size_t n[2] = {0, 0};
    uint8_t seen[2][64] = {{0}};
    double units[2] = {0, 0};
    retort_classes rest;
    double llr;

    assert_true(p->cells.count <= 512 && p->how.lineages <= 64);
    for (size_t i = 0; i < p->cells.count; i++) {
        const retort_comparison *c = p->cells.item[i];
        int class = is_positive(p, i);

        if (is_left(p, i, a, b) || !has_teacher(p, c->reference_lineage, a, b))
            continue;
        units[class] += !seen[class][c->suspect_lineage];
        seen[class][c->suspect_lineage] = 1;
        value[class][n[class]] = p->cells.score[i];
        weight[class][n[class]++] =
            1.0 / p->cells.cell[p->cells.cell_of[i]].count;
    }
    rest.positive = (retort_class){value[1], weight[1], n[1], units[1]};
    rest.null = (retort_class){value[0], weight[0], n[0], units[0]};
    if (retort_kde_llr(&rest, p->cells.score[of], &llr, NULL) != RETORT_OK)
        return 0.0;
    return fmin(fmax(llr, -9.0), 9.0);
}

static void kde_cllr__leaves_own_lineages_out(void **state)
{
    struct world w;
    double cost[2] = {0, 0};

    (void)state;
    make(&w, &SMALL);
    for (size_t i = 0; i < w.closed.cells.count; i++) {
        bool positive = is_positive(&w.closed, i);
        double weight = w.closed.cells.weight[i];

        if (weight > 0.0)
            cost[positive] +=
                weight *
                log2(1 + pow(10, (positive ? -1 : 1) * kde_of(&w.closed, i)));
    }
    assert_true(cost[0] > 0.0 && cost[1] > 0.0);
    assert_true(is_near(kde_cllr(&w.closed), (cost[0] + cost[1]) / 2, 1e-9));
    release(&w);
}

static void kde_cllr__is_the_same_in_any_order_of_work(void **state)
{
    struct world w;
    int runs = 0;
    const retort_pool pool = {run_backwards, &runs};
    double forwards;

    (void)state;
    make(&w, &SMALL);
    forwards = kde_cllr(&w.closed);
    assert_true(forwards > 0.0 && forwards < 1.0);
    w.closed.how.pool = &pool;
    assert_true(kde_cllr(&w.closed) == forwards);
    assert_int_equal(runs, 1);
    release(&w);
}

/* Far apart, and one positive among the nulls: the cut is all that helps it. */
static void kde_cllr__cuts_what_a_density_claims(void **state)
{
    struct world w;
    size_t first = SIZE_MAX;
    double positives = 0.0;
    double least;

    (void)state;
    make(&w, &FEW);
    for (size_t i = 0; i < w.closed.cells.count; i++) {
        double spread = 0.001 * (double)(i % 5);

        w.closed.cells.score[i] = spread;
        if (!is_positive(&w.closed, i))
            continue;
        positives += 1.0;
        if (first == SIZE_MAX)
            first = i;
        else
            w.closed.cells.score[i] += 100.0;
    }
    assert_true(kde_of(&w.closed, first) == -9.0);
    least = log2(1 + 1e9) / positives / 2; /* what that pair costs */
    assert_true(kde_cllr(&w.closed) >= least - 1e-9);
    assert_true(kde_cllr(&w.closed) < least + 1.0);
    release(&w);
}

static void kde_cllr__is_1_where_no_density_exists(void **state)
{
    struct world w;

    (void)state;
    make(&w, &FEW);
    for (size_t i = 0; i < w.closed.cells.count; i++)
        w.closed.cells.score[i] = is_positive(&w.closed, i) ? 1.0 : 0.0;
    assert_true(is_near(kde_cllr(&w.closed), 1.0, 1e-12));
    release(&w);
}

static void expect_nothing(struct world *w)
{
    draw_curves(w);
    for (int i = 0; i < RETORT_ECE_ROWS; i++)
        assert_true(isnan(w->ece[i].closed) && isnan(w->ece[i].open) &&
                    isnan(w->ece[i].pav) && w->ece[i].neutral > 0.0);
    for (int i = 0; i < RETORT_TIPPETT_ROWS; i++)
        assert_true(isnan(w->tippett[i].positive_closed) &&
                    isnan(w->tippett[i].null_closed) &&
                    isnan(w->tippett[i].positive_open) &&
                    isnan(w->tippett[i].null_open));
    assert_true(isnan(kde_cllr(&w->closed)));
}

static void rows__of_an_empty_class_say_nothing(void **state)
{
    const test_recipe untaught = {3, 3, 1, 0, 5, 1, 2.0, 0.3, 0.05, 3};
    struct world w;

    (void)state;
    make(&w, &untaught);
    assert_true(w.closed.cells.count > 0);
    expect_nothing(&w);
    release(&w);
    make(&w, &FEW);
    retort_validation_pairs_release(&w.closed);
    retort_validation_pairs_release(&w.open);
    expect_nothing(&w); /* no pair at all */
    release(&w);
}

static retort_status all_of(struct world *w, double *kde)
{
    retort_status st =
        retort_ece_rows(&w->closed, &w->open, &w->arena, &w->ece, NULL);

    if (st == RETORT_OK)
        st = retort_tippett_rows(&w->closed, &w->open, &w->arena, &w->tippett,
                                 NULL);
    return st == RETORT_OK ? retort_kde_cllr(&w->closed, kde, NULL) : st;
}

static void rows__report_missing_memory(void **state)
{
    struct world w;
    retort_status st = RETORT_ERR_NOMEM;
    double kde = 0.0;
    long n = 0;

    (void)state;
    make(&w, &FEW);
    for (; st == RETORT_ERR_NOMEM; n++) {
        retort_arena_release(&w.arena);
        w.arena = (retort_arena){0};
        retort_mem_fail_at(n);
        st = all_of(&w, &kde);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || isnan(kde) || kde == 0.0);
    }
    assert_int_equal(st, RETORT_OK);
    assert_true(n > 15 && kde > 0.0);
    release(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ece_rows__hold_what_the_figures_say_at_even_odds),
        cmocka_unit_test(ece_rows__are_least_after_pav),
        cmocka_unit_test(ece_rows__by_hand),
        cmocka_unit_test(tippett_rows__by_hand),
        cmocka_unit_test(tippett_rows__fall),
        cmocka_unit_test(tippett_rows__weigh_cells),
        cmocka_unit_test(rows__take_no_fit_for_no_evidence),
        cmocka_unit_test(kde_cllr__leaves_own_lineages_out),
        cmocka_unit_test(kde_cllr__is_the_same_in_any_order_of_work),
        cmocka_unit_test(kde_cllr__cuts_what_a_density_claims),
        cmocka_unit_test(kde_cllr__is_1_where_no_density_exists),
        cmocka_unit_test(rows__of_an_empty_class_say_nothing),
        cmocka_unit_test(rows__report_missing_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
