#include "infer/case_result.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "base/mem.h"
#include "infer/answers.h"
#include "infer/wording.h"
#include "support/synthetic_population.h"

static const uint32_t NOBODY[2] = {RETORT_LINEAGE_NONE, RETORT_LINEAGE_NONE};

static void make(const test_population *p, retort_case_side *s, bool common,
                 double score)
{
    *s = (retort_case_side){
        .how = retort_case_selecting(&p->all, RETORT_PROPOSITION_DISTILLED,
                                     RETORT_CLOSED, common, NOBODY)};
    s->scale = s->how;
    assert_int_equal(retort_case_side_make(s, 2, score, &TEST_OPTIONS, NULL),
                     RETORT_OK);
}

static retort_evidence with(double closed, double open, double low, double high)
{
    retort_evidence e;

    retort_evidence_blank(RETORT_PROPOSITION_DISTILLED, &e);
    e.llr = e.closed.llr = closed;
    e.open.llr = open;
    e.low = e.closed.low = e.open.low = low;
    e.high = e.closed.high = e.open.high = high;
    return e;
}

static void headline__is_nearer_to_one(void **state)
{
    retort_evidence e = with(1, 0.5, 0.1, 2);

    (void)state;
    assert_int_equal(retort_case_headline(&e), RETORT_OPEN);
    e = with(-0.2, 0.5, 0.1, 2);
    assert_int_equal(retort_case_headline(&e), RETORT_CLOSED);
    e = with(1, 1, 0.1, 2);
    assert_int_equal(retort_case_headline(&e), RETORT_CLOSED);
    e.open.low = 0.05;
    assert_int_equal(retort_case_headline(&e), RETORT_OPEN);
}

static void verdict__needs_the_whole_interval_on_one_side(void **state)
{
    static const struct {
        double closed, open, low, high;
        const char *verdict;
    } ALL[] = {
        {1, 1, 0.5, 2, "supported"},
        {-1, -1, -2, -0.5, "against"},
        {1, 1, 0, 2, "inconclusive"},
        {1, 1, -0.1, 2, "inconclusive"},
        {-1, -1, -2, 0, "inconclusive"},
        {1, -0.1, 0.5, 2, "inconclusive"},
        {1, 0, 0.5, 2, "supported"},
        {0, 0, 0.5, 2, "inconclusive"},
        {1, 1, (double)NAN, (double)NAN, "inconclusive"},
        {1, 1, -2, -1, "inconclusive"},
        {1, 1, 0.3, 2, "supported"},
        {1, 1, 0.0001, 2, "supported"},
        {-1, -1, -2, -0.3, "against"},
        {-1, -1, -2, -0.0001, "against"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(ALL) / sizeof(ALL[0]); i++) {
        retort_evidence e =
            with(ALL[i].closed, ALL[i].open, ALL[i].low, ALL[i].high);

        assert_string_equal(retort_case_verdict(&e), ALL[i].verdict);
    }
}

static void ratio__can_be_recomputed_from_the_plain_score(void **state)
{
    test_population p;
    retort_case_side s;
    retort_evidence e;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    for (int i = 0; i < 4; i++) {
        retort_setting *o = &e.closed;
        const double score = i % 2 ? 9 : 1.25; /* above the ceiling, below */
        double counted;

        retort_evidence_blank(RETORT_PROPOSITION_DISTILLED, &e);
        make(&p, &s, i / 2, score);
        retort_case_fill_counts(&s, score, o);
        assert_int_equal(retort_case_fill_ratio(&s, false, o, NULL), RETORT_OK);
        counted = fmin(o->score, o->ceiling);
        assert_int_equal(counted < score, i % 2);
        assert_true(
            fabs((o->slope * (counted - o->mean) / o->sd + o->intercept) /
                     log(10) -
                 o->raw) < 1e-12);
        assert_int_equal(o->positives, 16);
        assert_int_equal(o->nulls, 32 * 8 - 16);
        assert_int_equal(o->positive_lineages, 16);
        assert_int_equal(o->null_lineages, 32);
        assert_int_equal(o->reference_lineages, 8);
        assert_true(o->lower <= o->llr && o->llr <= o->upper);
        assert_true(o->sandwich_low < o->raw && o->raw < o->sandwich_high);
        assert_true(isnan(o->low));
        retort_case_side_release(&s);
    }
    test_population_release(&p);
}

static void ratio__names_the_bound_that_held_it(void **state)
{
    test_population p;
    retort_case_side s;
    retort_evidence e;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    retort_evidence_blank(RETORT_PROPOSITION_DISTILLED, &e);
    make(&p, &s, false, 50);
    assert_int_equal(retort_case_fill_ratio(&s, false, &e.closed, NULL),
                     RETORT_OK);
    assert_true(e.closed.llr == e.closed.upper);
    assert_true(e.closed.raw > e.closed.upper);
    assert_string_equal(e.closed.active, e.closed.upper_rule);
    assert_string_not_equal(e.closed.active, "none");
    retort_case_side_release(&s);
    test_population_release(&p);
}

static void power__is_a_share_of_the_calibration(void **state)
{
    test_population p;
    retort_case_side s;
    retort_evidence e;
    double null = 0;
    double positive = 0;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    retort_evidence_blank(RETORT_PROPOSITION_DISTILLED, &e);
    make(&p, &s, false, 1);
    for (size_t i = 0; i < s.sample.count; i++) {
        double llr = retort_weighing_llr(&s.weighing, s.sample.score[i], NULL);

        if (llr > log10(2))
            *(i < s.sample.positives ? &positive : &null) += s.sample.weight[i];
    }
    retort_case_fill_power(&s, &e);
    assert_true(fabs(e.power - positive) < 1e-12);
    assert_true(fabs(e.false_support - null) < 1e-12);
    assert_true(e.power > 0.5 && e.false_support < 0.25);
    retort_case_side_release(&s);
    retort_evidence_blank(RETORT_PROPOSITION_DISTILLED, &e);
    s.has_fit = false;
    retort_case_fill_power(&s, &e);
    assert_true(isnan(e.power));
    test_population_release(&p);
}

static void rank__counts_lineages(void **state)
{
    test_recipe r = TEST_RECIPE;
    test_population p;
    retort_case_side s;
    retort_evidence e;

    (void)state;
    r.models = 3;
    test_population_init(&p, &r);
    make(&p, &s, false, 1);
    retort_evidence_blank(RETORT_PROPOSITION_DISTILLED, &e);
    /* two students learned from reference 2; 30 lineages are left */
    retort_case_fill_rank(&s, 1e6, &e);
    assert_true(e.p == 1.0 / 31 && e.p_floor == 1.0 / 31);
    retort_case_fill_rank(&s, -1e6, &e);
    assert_true(e.p == 1);
    retort_case_fill_rank(&s, (double)NAN, &e);
    assert_true(isnan(e.p));
    /* one of the three models of a lineage reaches the score: a third of it */
    for (size_t i = 0; i < s.scaling.count; i++)
        s.scaling.score[i] = i == s.scaling.group[4].first ? 2 : 0;
    retort_case_fill_rank(&s, 1, &e);
    assert_true(fabs(e.p - (1 + 1.0 / 3) / 31) < 1e-12);
    retort_case_side_release(&s);
    test_population_release(&p);
}

static void name_scale__lists_models_once(void **state)
{
    test_population p;
    retort_case_side s;
    retort_evidence e;
    retort_arena arena = {0};

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    make(&p, &s, true, 1);
    retort_evidence_blank(RETORT_PROPOSITION_DISTILLED, &e);
    s.scaling.pair[4] = s.scaling.pair[7];
    assert_int_equal(retort_case_name_scale(&s, &p.all, &arena, &e, NULL),
                     RETORT_OK);
    assert_int_equal(e.scale_model_count, 29);
    for (size_t i = 1; i < e.scale_model_count; i++)
        assert_true(strcmp(e.scale_models[i - 1], e.scale_models[i]) < 0);
    retort_arena_release(&arena);
    retort_case_side_release(&s);
    test_population_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headline__is_nearer_to_one),
        cmocka_unit_test(verdict__needs_the_whole_interval_on_one_side),
        cmocka_unit_test(ratio__can_be_recomputed_from_the_plain_score),
        cmocka_unit_test(ratio__names_the_bound_that_held_it),
        cmocka_unit_test(power__is_a_share_of_the_calibration),
        cmocka_unit_test(rank__counts_lineages),
        cmocka_unit_test(name_scale__lists_models_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
