#include "infer/weighing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "base/mem.h"
#include "support/synthetic_population.h"

static retort_selecting how_of(const test_population *p)
{
    return (retort_selecting){
        .set = &p->sets[2],
        .lineages = p->all.lineage_count,
        .leave = {RETORT_LINEAGE_NONE, RETORT_LINEAGE_NONE},
        .has_ceiling = true};
}

/* Weigh all pairs of @p p with the usual options. */
static retort_status weigh(const test_population *p, retort_selection *s,
                           retort_weighing *w)
{
    retort_selecting how = how_of(p);

    assert_int_equal(retort_selection_make(s, &how, NULL), RETORT_OK);
    assert_int_equal(retort_weighing_init(w, s->count, NULL), RETORT_OK);
    return retort_weighing_fit(w, s, 0.5, 0.01, NULL);
}

static void release(retort_selection *s, retort_weighing *w)
{
    retort_weighing_release(w);
    retort_selection_release(s);
}

/* Share of the positives' weight at or below a score. */
static double share_upto(const retort_selection *s, double score)
{
    double total = 0;
    double below = 0;

    for (size_t i = 0; i < s->positives; i++) {
        total += s->weight[i];
        below += s->score[i] <= score ? s->weight[i] : 0;
    }
    return below / total;
}

/*
 * The least score of a positive that half of the positives' weight does not
 * exceed, found by trying all.
 */
static double ceiling_by_hand(const retort_selection *s)
{
    double best = (double)INFINITY;

    for (size_t i = 0; i < s->positives; i++)
        if (s->weight[i] > 0 && s->score[i] < best &&
            share_upto(s, s->score[i]) > 0.5 - 1e-9)
            best = s->score[i];
    return best;
}

/* Fit the scores that are lowered by hand; zeros weigh nothing. */
static retort_logistic fit_lowered(retort_selection *s, double ceiling)
{
    retort_classes c;
    retort_logistic fit;

    for (size_t i = 0; i < s->count; i++)
        s->score[i] = fmin(s->score[i], ceiling);
    c = retort_selection_classes(s);
    assert_int_equal(retort_logistic_fit(&c, 0.5, 0.01, &fit, NULL), RETORT_OK);
    return fit;
}

static void fit__is_that_of_the_statistics_beneath(void **state)
{
    test_population p;
    retort_selection s = {0};
    retort_weighing w;
    retort_logistic fit;
    retort_bounds bounds;
    size_t lowered = 0;
    double ceiling;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    assert_int_equal(weigh(&p, &s, &w), RETORT_OK);
    ceiling = ceiling_by_hand(&s);
    assert_true(w.ceiling == ceiling);
    for (size_t i = s.positives; i < s.count; i++)
        lowered += s.score[i] > ceiling;
    assert_true(lowered > 0); /* nulls, too, come under the ceiling */
    fit = fit_lowered(&s, ceiling);
    assert_true(fit.slope == w.fit.slope && fit.intercept == w.fit.intercept);
    assert_true(fit.mean == w.fit.mean && fit.sd == w.fit.sd);
    assert_int_equal(retort_bounds_of(&w.llrs, 32, &bounds, NULL), RETORT_OK);
    assert_true(bounds.lower == w.bounds.lower);
    assert_true(bounds.upper == w.bounds.upper);
    assert_true(w.bounds.upper > 0 && w.bounds.lower < 0);
    assert_true(retort_weighing_raw(&w, 2) == retort_logistic_llr(&fit, 2));
    assert_true(retort_weighing_llr(&w, 1e3, NULL) ==
                fmin(w.bounds.upper, retort_logistic_llr(&fit, ceiling)));
    assert_true(retort_weighing_llr(&w, -1e3, NULL) == w.bounds.lower);
    assert_true(isnan(retort_weighing_llr(&w, (double)NAN, NULL)));
    release(&s, &w);
    test_population_release(&p);
}

static void raw__rises_up_to_the_ceiling_and_no_further(void **state)
{
    test_population p;
    retort_selection s = {0};
    retort_weighing w;
    double most;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    assert_int_equal(weigh(&p, &s, &w), RETORT_OK);
    most = retort_weighing_raw(&w, w.ceiling);
    assert_true(most == retort_logistic_llr(&w.fit, w.ceiling));
    for (double off = 0.01; off < 5; off *= 2) {
        assert_true(retort_weighing_raw(&w, w.ceiling - off) <
                    retort_weighing_raw(&w, w.ceiling - off / 2));
        assert_true(retort_weighing_raw(&w, w.ceiling + off) == most);
        assert_true(retort_weighing_score(&w, w.ceiling - off) ==
                    w.ceiling - off);
    }
    assert_true(retort_weighing_raw(&w, (double)INFINITY) == most);
    assert_true(isnan(retort_weighing_score(&w, (double)NAN)));
    for (size_t i = 0; i < w.llrs.positive.count; i++)
        assert_true(w.llrs.positive.value[i] <= most);
    release(&s, &w);
    test_population_release(&p);
}

static void fit__takes_scores_as_they_are_without_a_ceiling(void **state)
{
    test_population p;
    retort_selection s = {0};
    retort_weighing w;
    retort_selecting how;
    retort_classes c;
    retort_logistic fit;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    how = how_of(&p);
    how.has_ceiling = false;
    assert_int_equal(retort_selection_make(&s, &how, NULL), RETORT_OK);
    assert_int_equal(retort_weighing_init(&w, s.count, NULL), RETORT_OK);
    assert_int_equal(retort_weighing_fit(&w, &s, 0.5, 0.01, NULL), RETORT_OK);
    c = retort_selection_classes(&s);
    assert_int_equal(retort_logistic_fit(&c, 0.5, 0.01, &fit, NULL), RETORT_OK);
    assert_true(fit.slope == w.fit.slope && fit.intercept == w.fit.intercept);
    assert_true(isinf(w.ceiling) && retort_weighing_score(&w, 1e9) == 1e9);
    assert_true(retort_weighing_raw(&w, 99) == retort_logistic_llr(&fit, 99));
    assert_true(retort_weighing_llr(&w, 1e3, NULL) == w.bounds.upper);
    release(&s, &w);
    test_population_release(&p);
}

/* Above the ceiling it is no matter how far, whoever the suspect is. */
static void fit__does_not_ask_how_far_above_the_ceiling(void **state)
{
    test_population p;
    retort_selection s = {0};
    retort_weighing a;
    retort_weighing b;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    assert_int_equal(weigh(&p, &s, &a), RETORT_OK);
    retort_selection_release(&s);
    for (size_t i = 0; i < p.count; i++)
        if (p.items[i].at[RETORT_CLOSED].score > a.ceiling)
            p.items[i].at[RETORT_CLOSED].score += 100;
    assert_int_equal(weigh(&p, &s, &b), RETORT_OK);
    assert_true(a.ceiling == b.ceiling);
    assert_true(a.fit.slope == b.fit.slope);
    assert_true(a.fit.intercept == b.fit.intercept && a.fit.sd == b.fit.sd);
    assert_true(a.bounds.lower == b.bounds.lower);
    assert_true(a.bounds.upper == b.bounds.upper);
    retort_weighing_release(&a);
    release(&s, &b);
    test_population_release(&p);
}

/* Null scores at or above those of the positives are one score then. */
static void fit__is_flat_where_the_ceiling_is_the_least_score(void **state)
{
    test_population p;
    retort_selection s = {0};
    retort_weighing w;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    for (size_t i = 0; i < p.count; i++)
        p.items[i].at[RETORT_CLOSED].score =
            p.items[i].use == RETORT_USE_POSITIVE ? 1 : 1 + (double)(i % 7);
    assert_int_equal(weigh(&p, &s, &w), RETORT_OK);
    assert_true(w.ceiling == 1 && w.fit.slope == 0 && w.fit.sd == 0);
    assert_true(retort_weighing_llr(&w, 5, NULL) == 0);
    release(&s, &w);
    test_population_release(&p);
}

static void fit__passes_over_pairs_without_weight(void **state)
{
    uint16_t reference[64] = {1, 1, 1, 1, 1};
    const retort_times times = {NULL, reference, NULL};
    test_population p;
    retort_selection s = {0};
    retort_weighing w;
    retort_logistic fit;
    double all;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    assert_int_equal(weigh(&p, &s, &w), RETORT_OK);
    all = w.ceiling;
    retort_selection_weigh(&s, &times);
    assert_int_equal(retort_weighing_fit(&w, &s, 0.5, 0.01, NULL), RETORT_OK);
    assert_int_equal(w.scores.positive.count, 10);
    assert_int_equal(w.scores.null.count, 32 * 5 - 10);
    assert_true(w.ceiling == ceiling_by_hand(&s) && w.ceiling != all);
    fit = fit_lowered(&s, w.ceiling); /* with the zeros */
    assert_true(fabs(fit.slope - w.fit.slope) < 1e-12);
    release(&s, &w);
    test_population_release(&p);
}

static void fit__says_nothing_where_all_scores_are_equal(void **state)
{
    test_population p;
    retort_selection s = {0};
    retort_weighing w;
    retort_bound_rule active;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    for (size_t i = 0; i < p.count; i++)
        p.items[i].at[RETORT_CLOSED].score = 0.25;
    assert_int_equal(weigh(&p, &s, &w), RETORT_OK);
    assert_true(w.fit.sd == 0 && w.fit.mean == 0.25);
    assert_true(w.bounds.lower == 0 && w.bounds.upper == 0);
    assert_true(retort_weighing_llr(&w, 0.25, &active) == 0);
    assert_true(retort_weighing_llr(&w, 7, NULL) == 0);
    assert_int_equal(active, RETORT_BOUND_NONE);
    release(&s, &w);
    test_population_release(&p);
}

static void fit__does_not_exist_where_the_score_runs_against(void **state)
{
    test_population p;
    retort_selection s = {0};
    retort_weighing w;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    for (size_t i = 0; i < p.count; i++)
        p.items[i].at[RETORT_CLOSED].score *= -1;
    assert_int_equal(weigh(&p, &s, &w), RETORT_ERR_NOT_APPLICABLE);
    release(&s, &w);
    test_population_release(&p);
}

static void fit__needs_both_classes(void **state)
{
    test_population p;
    retort_selection s = {0};
    retort_weighing w;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    p.sets[2].count = 0;
    assert_int_equal(weigh(&p, &s, &w), RETORT_ERR_NOT_APPLICABLE);
    release(&s, &w);
    test_population_point(&p);
    for (size_t i = 0; i < p.count; i++)
        p.items[i].use = RETORT_USE_POSITIVE;
    assert_int_equal(weigh(&p, &s, &w), RETORT_ERR_NOT_APPLICABLE);
    release(&s, &w);
    test_population_release(&p);
}

static void share_above__weighs_what_is_clamped(void **state)
{
    const double llr[4] = {-1, 0.2, 0.4, 3};
    const double weight[4] = {1, 2, 3, 4};
    const retort_class c = {llr, weight, 4, 0};
    retort_weighing w = {.bounds = {.lower = -2, .upper = 2}};

    (void)state;
    assert_true(fabs(retort_weighing_share_above(&w, &c, 0.3) - 0.7) < 1e-15);
    w.bounds.upper = 0.3;
    assert_true(retort_weighing_share_above(&w, &c, 0.3) == 0);
}

static void init__tells_when_memory_is_refused(void **state)
{
    retort_weighing w;

    (void)state;
    for (long n = 0; n < 4; n++) {
        retort_mem_fail_at(n);
        assert_int_equal(retort_weighing_init(&w, 10, NULL), RETORT_ERR_NOMEM);
        retort_mem_fail_at(-1);
        retort_weighing_release(&w);
    }
    assert_int_equal(retort_weighing_init(&w, 0, NULL), RETORT_OK);
    retort_weighing_release(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fit__is_that_of_the_statistics_beneath),
        cmocka_unit_test(raw__rises_up_to_the_ceiling_and_no_further),
        cmocka_unit_test(fit__takes_scores_as_they_are_without_a_ceiling),
        cmocka_unit_test(fit__does_not_ask_how_far_above_the_ceiling),
        cmocka_unit_test(fit__is_flat_where_the_ceiling_is_the_least_score),
        cmocka_unit_test(fit__passes_over_pairs_without_weight),
        cmocka_unit_test(fit__says_nothing_where_all_scores_are_equal),
        cmocka_unit_test(fit__does_not_exist_where_the_score_runs_against),
        cmocka_unit_test(fit__needs_both_classes),
        cmocka_unit_test(share_above__weighs_what_is_clamped),
        cmocka_unit_test(init__tells_when_memory_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
