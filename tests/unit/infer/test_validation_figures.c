#include "infer/validation_figures.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "infer/rates.h"
#include "infer/validation_draws.h"
#include "support/validation_helper.h"

enum { DRAWS = 400, SEED = 9 };

static retort_validation_setting figures_of(const retort_validation_pairs *p)
{
    static retort_arena arena;
    retort_validation_setting s;

    retort_arena_release(&arena);
    assert_int_equal(retort_figures_of(p, DRAWS, SEED, &arena, &s, NULL),
                     RETORT_OK);
    return s;
}

static void make(test_population *p, retort_validation_pairs *pairs,
                 const test_recipe *r)
{
    retort_validation_pairs_how how;

    population_init(p, r);
    *pairs = (retort_validation_pairs){0};
    how = pairs_of(p, 2, RETORT_CELLS_CLOSED);
    assert_int_equal(retort_validation_pairs_make(pairs, &how, NULL),
                     RETORT_OK);
}

static bool is_positive(const retort_validation_pairs *p, size_t i)
{
    return p->cells.cell[p->cells.cell_of[i]].is_positive;
}

/* ln LR of a perfectly calibrated system, as log10. */
static void set_calibrated(retort_validation_pairs *p, double m,
                           double shift_of_nulls)
{
    test_noise noise = {21};

    for (size_t i = 0; i < p->cells.count; i++) {
        double centre = is_positive(p, i) ? m : -m + shift_of_nulls;

        set_llr(p, i, (centre + sqrt(2 * m) * test_bell(&noise)) / log(10.0));
    }
}

static void figures__of_separated_classes(void **state)
{
    test_population p;
    retort_validation_pairs pairs;
    retort_validation_setting s;

    (void)state;
    make(&p, &pairs, &SMALL);
    for (size_t i = 0; i < pairs.cells.count; i++)
        set_llr(&pairs, i, is_positive(&pairs, i) ? 1.0 : -1.0);
    s = figures_of(&pairs);
    assert_true(s.cllr_min == 0.0 && s.auc == 1.0 && s.eer == 0.0);
    assert_true(s.tpr_05 == 1.0 && s.tpr_01 == 1.0);
    assert_true(isnan(s.devpav));
    assert_true(is_near(s.cllr.value, log(1.1) / log(2.0), 1e-12));
    assert_true(is_near(s.cllr_cal, s.cllr.value, 1e-12));
    assert_true(is_near(s.cllr.low, s.cllr.high, 1e-12)); /* all cells alike */
    assert_true(is_near(s.turing.value, 0.1, 1e-12));
    retort_validation_pairs_release(&pairs);
    test_population_release(&p);
}

static void figures__of_no_evidence(void **state)
{
    test_population p;
    retort_validation_pairs pairs;
    retort_validation_setting s;

    (void)state;
    make(&p, &pairs, &SMALL);
    for (size_t i = 0; i < pairs.cells.count; i++)
        set_llr(&pairs, i, 0.0);
    s = figures_of(&pairs);
    assert_true(is_near(s.cllr.value, 1.0, 1e-12));
    assert_true(is_near(s.cllr_min, 1.0, 1e-12));
    assert_true(s.auc == 0.5 && s.devpav == 0.0);
    assert_true(is_near(s.turing.low, 1.0, 1e-12));
    assert_true(s.lower == 0.0 && s.upper == 0.0);
    retort_validation_pairs_release(&pairs);
    test_population_release(&p);
}

/* A class as good as its mirror image: swapping them changes nothing. */
static void figures__treat_both_classes_alike(void **state)
{
    const test_recipe r = {2, 2, 1, 8, 0, 1, 2.0, 0.3, 0.05, 3};
    test_population p;
    retort_validation_pairs pairs;
    retort_validation_setting a;
    retort_validation_setting b;
    double misled;
    double x[64];

    (void)state;
    make(&p, &pairs, &r); /* 8 suspects: half of the pairs are positive */
    for (size_t i = 0; i < pairs.cells.count; i++)
        x[i] = pairs.cells.score[i] - 1.0;
    for (size_t i = 0; i < pairs.cells.count; i++)
        set_llr(&pairs, i, x[i]);
    a = figures_of(&pairs);
    misled = a.misleading[0].null_share;
    for (size_t k = 0; k < pairs.cells.cells; k++)
        pairs.cells.cell[k].is_positive = !pairs.cells.cell[k].is_positive;
    for (size_t i = 0; i < pairs.cells.count; i++)
        set_llr(&pairs, i, -x[i]);
    b = figures_of(&pairs);
    assert_int_equal(a.positives, b.nulls);
    assert_true(is_near(a.cllr.value, b.cllr.value, 1e-12));
    assert_true(is_near(a.cllr_min, b.cllr_min, 1e-12));
    assert_true(is_near(a.auc, b.auc, 1e-12));
    assert_true(is_near(a.eer, b.eer, 1e-12));
    assert_true(is_near(misled, b.misleading[0].positive_share, 1e-12));
    retort_validation_pairs_release(&pairs);
    test_population_release(&p);
}

static void figures__keep_what_a_monotone_map_keeps(void **state)
{
    test_population p;
    retort_validation_pairs pairs;
    retort_validation_setting a;
    retort_validation_setting b;

    (void)state;
    make(&p, &pairs, &SMALL);
    a = figures_of(&pairs);
    for (size_t i = 0; i < pairs.cells.count; i++) {
        pairs.value[i] = 0.5 + pow(pairs.value[i], 3);
        pairs.score[i] = exp(pairs.score[i]);
    }
    b = figures_of(&pairs);
    assert_true(is_near(a.cllr_min, b.cllr_min, 1e-12));
    assert_true(is_near(a.auc, b.auc, 1e-12));
    assert_true(is_near(a.eer, b.eer, 1e-12));
    assert_true(is_near(a.tpr_05, b.tpr_05, 1e-12));
    assert_true(is_near(a.length_correlation, b.length_correlation, 1e-12));
    assert_true(fabs(a.cllr.value - b.cllr.value) > 0.01);
    retort_validation_pairs_release(&pairs);
    test_population_release(&p);
}

static void figures__accept_a_calibrated_system(void **state)
{
    const test_recipe r = {8, 8, 1, 24, 24, 1, 2.0, 0.3, 0.05, 5};
    test_population p;
    retort_validation_pairs pairs;
    retort_validation_setting s;

    (void)state;
    make(&p, &pairs, &r);
    set_calibrated(&pairs, 1.0, 0.0);
    s = figures_of(&pairs);
    assert_true(s.cllr.low < s.cllr.value && s.cllr.value < s.cllr.high);
    assert_true(s.cllr_cal <= s.cllr_cal_expected);
    assert_true(s.turing.low < 1.0 && s.turing.high > 1.0);
    assert_true(s.devpav < s.devpav_expected);
    retort_validation_pairs_release(&pairs);
    test_population_release(&p);
}

/* Nulls moved up by 2 in ln LR: overstated. */
static void figures__find_a_planted_miscalibration(void **state)
{
    const test_recipe r = {8, 8, 1, 24, 24, 1, 2.0, 0.3, 0.05, 5};
    test_population p;
    retort_validation_pairs pairs;
    retort_validation_setting s;

    (void)state;
    make(&p, &pairs, &r);
    set_calibrated(&pairs, 1.0, 2.0);
    s = figures_of(&pairs);
    assert_true(s.cllr_cal > s.cllr_cal_expected);
    assert_true(s.turing.low > 1.0);
    set_calibrated(&pairs, 1.0, -2.0); /* understated */
    s = figures_of(&pairs);
    assert_true(s.turing.high < 1.0);
    retort_validation_pairs_release(&pairs);
    test_population_release(&p);
}

/* Two reference lineages, four students, four others, one pair a cell. */
static void figures__count_misleading_evidence(void **state)
{
    const test_recipe r = {2, 2, 1, 4, 4, 1, 2.0, 0.3, 0.05, 3};
    test_population p;
    retort_validation_pairs pairs;
    retort_validation_setting s;
    int positives = 0;
    int nulls = 0;

    (void)state;
    make(&p, &pairs, &r);
    assert_int_equal(pairs.cells.count, 16);
    for (size_t i = 0; i < pairs.cells.count; i++) {
        bool positive = is_positive(&pairs, i);
        int n = positive ? positives++ : nulls++;

        /* 1 positive of 4 below LR 1/10; of 12 nulls 3 above 1, 1 above 100 */
        set_llr(&pairs, i,
                positive ? (n == 0 ? -1.5 : 1.5)
                         : (n == 0   ? 2.5
                            : n <= 2 ? 0.5
                                     : -1.0));
        pairs.llr[i] = fmin(1.0, pairs.llr[i]);
    }
    assert_int_equal(positives, 4);
    s = figures_of(&pairs);
    assert_int_equal(s.misleading_count, 6);
    assert_true(s.misleading[0].lr == 1.0 && s.misleading[2].lr == 100.0);
    assert_true(is_near(s.misleading[0].null_share, 0.25, 1e-12));
    assert_true(is_near(s.misleading[1].null_share, 1.0 / 12, 1e-12));
    assert_true(is_near(s.misleading[2].null_share, 1.0 / 12, 1e-12));
    assert_true(is_near(s.misleading[1].positive_share, 0.25, 1e-12));
    assert_true(s.misleading[2].positive_share == 0.0);
    /* 3 of 12 among 8 null lineages are 2; 1 of 4 lineages; 0 of 4 */
    assert_true(is_near(s.misleading[0].null_upper,
                        retort_clopper_pearson_upper(2, 8, 0.95), 1e-12));
    assert_true(is_near(s.misleading[1].positive_upper,
                        retort_clopper_pearson_upper(1, 4, 0.95), 1e-12));
    assert_true(
        is_near(s.misleading[2].positive_upper, 1 - pow(0.05, 0.25), 1e-9));
    assert_true(s.misleading[3].is_clamped && !s.misleading[2].is_clamped);
    assert_true(is_near(s.misleading[3].null_share, 0.25, 1e-12));
    assert_true(s.misleading[5].null_share == 0.0); /* clamped to LR 10 */
    retort_validation_pairs_release(&pairs);
    test_population_release(&p);
}

static void figures__count_pairs_without_a_fit_as_no_evidence(void **state)
{
    test_population p;
    retort_validation_pairs pairs;
    retort_validation_setting s;

    (void)state;
    make(&p, &pairs, &SMALL);
    for (size_t i = 0; i < pairs.cells.count; i++) {
        set_llr(&pairs, i, 0.0);
        pairs.raw[i] = pairs.llr[i] = (double)NAN;
    }
    s = figures_of(&pairs);
    assert_int_equal(s.no_fit, s.positives + s.nulls);
    assert_true(is_near(s.cllr.value, 1.0, 1e-12));
    assert_true(is_near(s.cllr_clamped, 1.0, 1e-12));
    retort_validation_pairs_release(&pairs);
    test_population_release(&p);
}

static void figures__follow_the_length(void **state)
{
    test_population p;
    retort_validation_pairs pairs;

    (void)state;
    make(&p, &pairs, &SMALL);
    for (size_t i = 0; i < p.count; i++)
        p.items[i].length = -exp(p.items[i].at[RETORT_CLOSED].score);
    assert_true(is_near(figures_of(&pairs).length_correlation, -1.0, 1e-12));
    for (size_t i = 0; i < p.count; i++)
        p.items[i].length = (double)NAN;
    assert_true(isnan(figures_of(&pairs).length_correlation));
    retort_validation_pairs_release(&pairs);
    test_population_release(&p);
}

/* The interval again, by weights that follow from the definition. */
static void figures__draw_lineages_for_the_interval(void **state)
{
    test_population p;
    retort_validation_pairs pairs;
    retort_validation_setting s;
    retort_lots lots = {0};
    double cllr[DRAWS];
    retort_spread spread;

    (void)state;
    make(&p, &pairs, &SMALL);
    s = figures_of(&pairs);
    assert_int_equal(
        retort_draws_lots(&pairs.cells, p.all.lineage_count, NULL, &lots, NULL),
        RETORT_OK);
    for (uint32_t j = 0; j < DRAWS; j++) {
        uint16_t suspect[64];
        uint16_t reference[64];
        double sum[2] = {0, 0};
        double total[2] = {0, 0};

        retort_lots_draw(&lots, SEED, j, suspect, reference);
        for (size_t i = 0; i < pairs.cells.count; i++) {
            const retort_comparison *c = pairs.cells.item[i];
            bool positive = is_positive(&pairs, i);
            double w = pairs.cells.weight[i] * suspect[c->suspect_lineage] *
                       reference[c->reference_lineage];
            double lr = pow(10, positive ? -pairs.value[i] : pairs.value[i]);

            total[positive] += w;
            sum[positive] += w * log(1 + lr) / log(2.0);
        }
        cllr[j] = (sum[0] / total[0] + sum[1] / total[1]) / 2;
    }
    spread = retort_spread_of(cllr, DRAWS);
    assert_true(is_near(s.cllr.low, spread.low, 1e-9));
    assert_true(is_near(s.cllr.high, spread.high, 1e-9));
    retort_lots_release(&lots);
    retort_validation_pairs_release(&pairs);
    test_population_release(&p);
}

static void figures__of_an_empty_class_say_nothing(void **state)
{
    const test_recipe r = {3, 3, 1, 0, 5, 1, 2.0, 0.3, 0.05, 3};
    test_population p;
    retort_validation_pairs pairs;
    retort_validation_setting s;

    (void)state;
    make(&p, &pairs, &r);
    s = figures_of(&pairs);
    assert_int_equal(s.positives, 0);
    assert_int_equal(s.misleading_count, 0);
    assert_true(isnan(s.cllr.value) && isnan(s.auc) && isnan(s.turing.low) &&
                isnan(s.upper) && isnan(s.cllr_cal_expected));
    retort_validation_pairs_release(&pairs);
    test_population_release(&p);
}

static void figures__do_without_draws(void **state)
{
    test_population p;
    retort_validation_pairs pairs;
    retort_arena arena = {0};
    retort_validation_setting s;

    (void)state;
    make(&p, &pairs, &SMALL);
    assert_int_equal(retort_figures_of(&pairs, 0, SEED, &arena, &s, NULL),
                     RETORT_OK);
    assert_true(s.cllr.value > 0 && isnan(s.cllr.low) && isnan(s.turing.high));
    retort_arena_release(&arena);
    retort_validation_pairs_release(&pairs);
    test_population_release(&p);
}

static void figures__report_missing_memory(void **state)
{
    test_population p;
    retort_validation_pairs pairs;
    retort_status st = RETORT_ERR_NOMEM;
    long n = 0;

    (void)state;
    make(&p, &pairs, &SMALL);
    for (; st == RETORT_ERR_NOMEM; n += 1 + n / 3) {
        retort_arena arena = {0};
        retort_validation_setting s;

        retort_mem_fail_at(n);
        st = retort_figures_of(&pairs, 5, SEED, &arena, &s, NULL);
        retort_mem_fail_at(-1);
        retort_arena_release(&arena);
    }
    assert_true(n > 1000); /* some in every simulated system */
    assert_int_equal(st, RETORT_OK);
    retort_validation_pairs_release(&pairs);
    test_population_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures__of_separated_classes),
        cmocka_unit_test(figures__of_no_evidence),
        cmocka_unit_test(figures__treat_both_classes_alike),
        cmocka_unit_test(figures__keep_what_a_monotone_map_keeps),
        cmocka_unit_test(figures__accept_a_calibrated_system),
        cmocka_unit_test(figures__find_a_planted_miscalibration),
        cmocka_unit_test(figures__count_misleading_evidence),
        cmocka_unit_test(figures__count_pairs_without_a_fit_as_no_evidence),
        cmocka_unit_test(figures__follow_the_length),
        cmocka_unit_test(figures__draw_lineages_for_the_interval),
        cmocka_unit_test(figures__of_an_empty_class_say_nothing),
        cmocka_unit_test(figures__do_without_draws),
        cmocka_unit_test(figures__report_missing_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
