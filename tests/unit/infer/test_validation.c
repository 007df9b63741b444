#include "infer/validation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "infer/refusals.h"
#include "support/validation_helper.h"

struct world {
    test_population p;
    retort_case_options options;
    retort_arena arena;
    retort_validation v;
};

static const retort_case_options FEW = {30, 5, RETORT_CASE_PRIOR,
                                        RETORT_CASE_RIDGE, NULL};

static void validate(struct world *w, retort_proposition proposition)
{
    retort_arena_release(&w->arena);
    assert_int_equal(retort_validate(&w->p.all, proposition, &w->options,
                                     &w->arena, &w->v, NULL),
                     RETORT_OK);
}

static void make(struct world *w, const test_recipe *r)
{
    *w = (struct world){.options = FEW};
    population_init(&w->p, r);
}

static void release(struct world *w)
{
    retort_arena_release(&w->arena);
    test_population_release(&w->p);
}

static void validate__fills_every_part(void **state)
{
    struct world w;
    const retort_validation *v = &w.v;

    (void)state;
    make(&w, &SMALL);
    validate(&w, RETORT_PROPOSITION_DISTILLED);
    assert_string_equal(v->proposition, "distilled");
    assert_int_equal(v->positive_pairs, 20);
    assert_int_equal(v->positive_lineages, 10);
    assert_int_equal(v->null_pairs, 22 * 10 - 20);
    assert_int_equal(v->null_lineages, 22);
    assert_int_equal(v->reference_lineages, 5);
    assert_int_equal(v->draws, 30);
    assert_int_equal(v->verdict_draws, 30);
    assert_int_equal(v->weighed_count, w.p.count);
    assert_int_equal(v->acceptance_count, 9);
    assert_true(v->stratum_count > 0 && v->power_count > 6);
    assert_int_equal(v->ece_count, 9);
    assert_int_equal(v->tippett_count, 11);
    assert_true(v->ece[4].closed == v->closed.cllr_clamped);
    assert_true(v->ece[4].open == v->open.cllr_clamped);
    assert_true(v->tippett[4].positive_closed > v->tippett[4].null_closed);
    assert_true(v->closed.cllr_kde > 0 && v->closed.cllr_kde < 1);
    assert_true(isnan(v->open.cllr_kde) && isnan(v->doubtful.cllr_kde) &&
                isnan(v->common_source.cllr_kde));
    assert_true(v->closed.auc > 0.8 && v->open.auc > 0.8);
    assert_true(v->common_source.auc > 0.7);
    assert_true(v->closed.cllr_shuffled > 0.95);
    assert_true(v->closed.cllr_hub > 0.9 && v->closed.cllr_length > 0.9);
    assert_true(isnan(v->doubtful.cllr_hub));
    assert_int_equal(v->missed_count, 0);
    assert_true(isnan(v->missed_threshold));
    release(&w);
}

static void validate__holds_kin_against_taught_references(void **state)
{
    struct world w;

    (void)state;
    make(&w, &SMALL);
    validate(&w, RETORT_PROPOSITION_TUNED);
    assert_int_equal(w.v.null_pairs, 22 * 10 - 20);
    assert_int_equal(w.v.reference_lineages, 5);
    assert_true(isnan(w.v.common_source.cllr.value));
    assert_true(isnan(w.v.common_source.cllr_kde));
    assert_int_equal(w.v.common_source.positives, 0);
    release(&w);
}

static void validate__names_what_it_misses(void **state)
{
    struct world w;
    size_t below = 0;

    (void)state;
    make(&w, &SMALL);
    validate(&w, RETORT_PROPOSITION_SAME);
    for (size_t i = 0; i < w.v.weighed_count; i++) {
        const retort_weighed *row = &w.v.weighed[i];
        char name[128];

        if (strcmp(row->use, "positive") != 0 ||
            row->score >= w.v.missed_threshold)
            continue;
        (void)snprintf(name, sizeof(name), "%s and %s", row->suspect,
                       row->reference);
        assert_true(below < w.v.missed_count);
        assert_string_equal(w.v.missed[below++], name);
    }
    assert_int_equal(below, w.v.missed_count);
    assert_true(below > 0 && below < w.v.positive_pairs);
    release(&w);
}

static void validate__lets_doubtful_labels_in_beside(void **state)
{
    struct world w;
    retort_validation_setting before;

    (void)state;
    make(&w, &SMALL);
    validate(&w, RETORT_PROPOSITION_DISTILLED);
    before = w.v.closed;
    assert_true(w.v.doubtful.cllr.value == before.cllr.value);
    for (size_t i = 0; i < 12; i++) {
        retort_comparison *c = &w.p.items[w.p.count++];

        *c = w.p.items[i];
        c->use = RETORT_USE_DOUBTFUL_POSITIVE;
        c->suspect_lineage = c->suspect = 27; /* a null suspect otherwise */
        c->at[RETORT_CLOSED].score = -3.0;
    }
    test_population_point(&w.p);
    validate(&w, RETORT_PROPOSITION_DISTILLED);
    assert_true(w.v.closed.cllr.value == before.cllr.value);
    assert_int_equal(w.v.doubtful.positives, before.positives + 12);
    assert_true(w.v.doubtful.cllr.value > before.cllr.value);
    assert_int_equal(w.v.weighed_count, w.p.count - 12);
    release(&w);
}

/* Scores and baselines at random: no part of it may find anything. */
static void validate__refuses_what_tells_nothing(void **state)
{
    const test_recipe noise = {8, 8, 1, 16, 20, 1, 0.0, 0.3, 0.05, 2};
    struct world w;

    (void)state;
    make(&w, &noise);
    validate(&w, RETORT_PROPOSITION_DISTILLED);
    assert_true(w.v.closed.cllr.value >= 0.95);
    assert_true(w.v.closed.cllr_shuffled >= 0.95);
    assert_true(w.v.positives.supported < 0.15);
    assert_true(w.v.nulls.supported < 0.1);
    assert_false(
        retort_rules_find(w.v.acceptance, w.v.acceptance_count, "cllr-closed")
            ->passed);
    release(&w);
}

static void validate__knows_fully_separated_classes(void **state)
{
    const test_recipe apart = {8, 8, 1, 16, 20, 1, 40.0, 0.3, 0.05, 2};
    struct world w;

    (void)state;
    make(&w, &apart);
    validate(&w, RETORT_PROPOSITION_DISTILLED);
    assert_true(w.v.closed.cllr_min == 0.0 && w.v.closed.auc == 1.0);
    assert_true(w.v.closed.cllr.high < 0.3);
    assert_true(isnan(w.v.closed.devpav));
    assert_true(w.v.closed.misleading[0].null_share == 0.0);
    assert_true(w.v.positives.supported > 0.9);
    assert_true(w.v.nulls.against > 0.9);
    release(&w);
}

static void validate__is_the_same_for_any_order_of_work(void **state)
{
    int runs = 0;
    const retort_pool pool = {run_backwards, &runs};
    struct world a;
    struct world b;

    (void)state;
    make(&a, &SMALL);
    make(&b, &SMALL);
    b.options.pool = &pool;
    validate(&a, RETORT_PROPOSITION_DISTILLED);
    validate(&b, RETORT_PROPOSITION_DISTILLED);
    assert_true(runs > 10);
    assert_true(a.v.closed.cllr.low == b.v.closed.cllr.low);
    assert_true(a.v.open.cllr_shuffled == b.v.open.cllr_shuffled);
    assert_true(a.v.closed.cllr_kde == b.v.closed.cllr_kde);
    assert_true(a.v.common_source.cllr.value == b.v.common_source.cllr.value);
    assert_true(a.v.positives.supported == b.v.positives.supported);
    for (size_t i = 0; i < a.v.weighed_count; i++) {
        assert_true(is_near(a.v.weighed[i].raw, b.v.weighed[i].raw, 0));
        assert_true(is_near(a.v.weighed[i].low, b.v.weighed[i].low, 0));
        assert_true(is_near(a.v.weighed[i].high, b.v.weighed[i].high, 0));
        assert_string_equal(a.v.weighed[i].verdict, b.v.weighed[i].verdict);
    }
    release(&a);
    release(&b);
}

/* Units of the score are no matter. */
static void validate__does_not_care_for_units(void **state)
{
    struct world w;
    double cllr;
    double low;

    (void)state;
    make(&w, &SMALL);
    validate(&w, RETORT_PROPOSITION_DISTILLED);
    cllr = w.v.closed.cllr.value;
    low = w.v.weighed[3].low;
    for (size_t i = 0; i < w.p.count; i++)
        for (int s = 0; s < RETORT_SETTINGS; s++) {
            retort_block_score *at = &w.p.items[i].at[s];

            at->score = 100.0 + 7.0 * at->score;
            for (int b = 0; b < RETORT_COMPARISON_BLOCKS; b++)
                at->effect[b] *= 7.0;
        }
    validate(&w, RETORT_PROPOSITION_DISTILLED);
    assert_true(is_near(w.v.closed.cllr.value, cllr, 1e-9));
    assert_true(is_near(w.v.weighed[3].low, low, 0.011)); /* a grid step */
    release(&w);
}

static void validate__does_without_draws(void **state)
{
    struct world w;

    (void)state;
    make(&w, &SMALL);
    w.options.draws = 0;
    validate(&w, RETORT_PROPOSITION_DISTILLED);
    assert_true(w.v.closed.cllr.value > 0.0 && isnan(w.v.closed.cllr.high));
    assert_true(is_near(w.v.weighed[0].low, w.v.weighed[0].high, 0));
    assert_false(
        retort_rules_find(w.v.acceptance, w.v.acceptance_count, "cllr-closed")
            ->passed);
    release(&w);
}

static void validate__takes_an_empty_class(void **state)
{
    const test_recipe r = {3, 3, 1, 0, 5, 1, 2.0, 0.3, 0.05, 3};
    struct world w;

    (void)state;
    make(&w, &r);
    validate(&w, RETORT_PROPOSITION_SAME);
    assert_int_equal(w.v.positive_pairs, 0);
    assert_true(isnan(w.v.closed.cllr.value));
    assert_true(isnan(w.v.positives.supported));
    assert_int_equal(w.v.null_pairs, 0); /* no reference has a positive */
    assert_true(isnan(w.v.nulls.refused));
    for (size_t i = 0; i < w.v.weighed_count; i++)
        assert_string_equal(w.v.weighed[i].verdict, "refused");
    assert_true(retort_rules_refuse(w.v.acceptance, w.v.acceptance_count));
    w.p.count = 0;
    test_population_point(&w.p);
    validate(&w, RETORT_PROPOSITION_SAME);
    assert_int_equal(w.v.weighed_count, 0);
    assert_true(retort_rules_refuse(w.v.acceptance, w.v.acceptance_count));
    release(&w);
}

static void validate__refuses_other_questions(void **state)
{
    struct world w;

    (void)state;
    make(&w, &SMALL);
    assert_int_equal(retort_validate(&w.p.all, RETORT_PROPOSITION_REUSE,
                                     &w.options, &w.arena, &w.v, NULL),
                     RETORT_ERR_ARG);
    w.p.all.set_count = 1; /* only "same" */
    assert_int_equal(retort_validate(&w.p.all, RETORT_PROPOSITION_TUNED,
                                     &w.options, &w.arena, &w.v, NULL),
                     RETORT_ERR_NOT_FOUND);
    assert_null(w.v.proposition);
    release(&w);
}

static void validate__reports_missing_memory(void **state)
{
    const test_recipe tiny = {3, 3, 1, 4, 4, 1, 2.0, 0.3, 0.05, 5};
    struct world w;
    retort_status st = RETORT_ERR_NOMEM;

    (void)state;
    make(&w, &tiny);
    w.options.draws = 3;
    for (long n = 0; st == RETORT_ERR_NOMEM; n += 1 + n / 2) {
        retort_arena_release(&w.arena);
        retort_mem_fail_at(n);
        st = retort_validate(&w.p.all, RETORT_PROPOSITION_TUNED, &w.options,
                             &w.arena, &w.v, NULL);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || !w.v.proposition);
    }
    assert_int_equal(st, RETORT_OK);
    release(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(validate__fills_every_part),
        cmocka_unit_test(validate__holds_kin_against_taught_references),
        cmocka_unit_test(validate__names_what_it_misses),
        cmocka_unit_test(validate__lets_doubtful_labels_in_beside),
        cmocka_unit_test(validate__refuses_what_tells_nothing),
        cmocka_unit_test(validate__knows_fully_separated_classes),
        cmocka_unit_test(validate__is_the_same_for_any_order_of_work),
        cmocka_unit_test(validate__does_not_care_for_units),
        cmocka_unit_test(validate__does_without_draws),
        cmocka_unit_test(validate__takes_an_empty_class),
        cmocka_unit_test(validate__refuses_other_questions),
        cmocka_unit_test(validate__reports_missing_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
