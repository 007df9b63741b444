#include "infer/validation_verdicts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "support/validation_helper.h"

/* Passes every rule with any pair left out. */
static const test_recipe LARGE = {16, 8, 1, 16, 16, 1, 2.5, 0.3, 0.05, 7};

struct world {
    test_population p;
    retort_validation_pairs pairs[RETORT_SETTINGS];
    retort_drawn *drawn[RETORT_SETTINGS];
    retort_arena arena;
    const retort_weighed *rows;
    size_t count;
};

/* Fits are made; LLRs and intervals are laid over them, the same for all. */
static void weigh(struct world *w)
{
    for (int s = 0; s < RETORT_SETTINGS; s++) {
        retort_validation_pairs_how how = pairs_of(
            &w->p, 2,
            s == RETORT_OPEN ? RETORT_CELLS_OPEN : RETORT_CELLS_CLOSED);

        assert_int_equal(retort_validation_pairs_make(&w->pairs[s], &how, NULL),
                         RETORT_OK);
        w->drawn[s] =
            retort_mem_new(w->pairs[s].cells.count, sizeof(*w->drawn[s]));
        assert_non_null(w->drawn[s]);
        for (size_t i = 0; i < w->pairs[s].cells.count; i++)
            w->drawn[s][i] = (retort_drawn){0.5, 0.5, 0.35, 0.6, 0.01};
    }
}

static void judge(struct world *w)
{
    const retort_verdicts_how how = {.population = &w->p.all,
                                     .proposition =
                                         RETORT_PROPOSITION_DISTILLED,
                                     .closed = &w->pairs[RETORT_CLOSED],
                                     .closed_drawn = w->drawn[RETORT_CLOSED],
                                     .open = &w->pairs[RETORT_OPEN],
                                     .open_drawn = w->drawn[RETORT_OPEN]};

    assert_int_equal(retort_verdicts_of(&how, &w->arena, &w->rows, NULL),
                     RETORT_OK);
    w->count = w->pairs[RETORT_CLOSED].cells.count;
}

static void make(struct world *w, const test_recipe *r)
{
    *w = (struct world){0};
    population_init(&w->p, r);
    weigh(w);
}

static void release(struct world *w)
{
    for (int s = 0; s < RETORT_SETTINGS; s++) {
        retort_validation_pairs_release(&w->pairs[s]);
        retort_mem_free(w->drawn[s]);
    }
    retort_arena_release(&w->arena);
    test_population_release(&w->p);
}

/* Refused for reasons of the case: the shortest and the longest model. */
static bool is_middling(const struct world *w, size_t i)
{
    uint32_t model = w->p.items[i].suspect;

    return model > 0 && model + 1 < w->p.all.model_count;
}

static const char *verdict_of(double closed, double closed_low,
                              double closed_high, double open, double low,
                              double high)
{
    const retort_drawn a = {closed, closed, closed_low, closed_high, 0};
    const retort_drawn b = {open, open, low, high, 0};

    return retort_headline_of(&a, &b).verdict;
}

static void headline__is_the_setting_nearer_to_lr_1(void **state)
{
    const retort_drawn far = {0.9, 0.9, 0.5, 1.0, 0};
    const retort_drawn near = {0.3, 0.3, 0.1, 0.6, 0};
    retort_headline h = retort_headline_of(&far, &near);

    (void)state;
    assert_int_equal(h.setting, RETORT_OPEN);
    assert_true(h.llr == 0.3 && h.low == 0.1 && h.high == 0.6 && h.is_answer);
    h = retort_headline_of(&near, &far);
    assert_int_equal(h.setting, RETORT_CLOSED);
    assert_true(h.high == 0.6);
}

static void headline__reads_the_interval_and_the_signs(void **state)
{
    (void)state;
    assert_string_equal(verdict_of(0.5, 0.4, 0.8, 0.6, 0.5, 0.9), "supported");
    assert_string_equal(verdict_of(0.5, 0.3, 0.8, 0.6, 0.5, 0.9), "supported");
    assert_string_equal(verdict_of(0.5, 0.01, 0.8, 0.6, 0.5, 0.9), "supported");
    assert_string_equal(verdict_of(0.5, -0.1, 0.8, 0.6, 0.2, 0.9),
                        "inconclusive");
    assert_string_equal(verdict_of(0.5, 0.0, 0.8, 0.6, 0.2, 0.9),
                        "inconclusive");
    assert_string_equal(verdict_of(-0.5, -0.8, -0.4, -0.6, -0.9, -0.5),
                        "against");
    assert_string_equal(verdict_of(-0.5, -0.8, -0.01, -0.6, -0.9, -0.5),
                        "against");
    assert_string_equal(verdict_of(0.5, 0.4, 0.8, -0.6, -0.9, -0.5),
                        "inconclusive");
}

static void headline__needs_both_settings(void **state)
{
    const retort_drawn a = {0.5, 0.5, 0.1, 0.8, 0};
    const double nan = (double)NAN;
    const retort_drawn none = {nan, nan, nan, nan, 1};

    (void)state;
    assert_false(retort_headline_of(&a, NULL).is_answer);
    assert_false(retort_headline_of(&a, &none).is_answer);
    assert_false(retort_headline_of(&none, &a).is_answer);
    assert_true(retort_headline_of(&a, &a).is_answer);
}

static void verdicts__stand_as_the_pairs_do(void **state)
{
    struct world w;

    (void)state;
    make(&w, &LARGE);
    judge(&w);
    assert_int_equal(w.count, w.p.count);
    for (size_t i = 0; i < w.count; i++) {
        const retort_comparison *c = &w.p.items[i];
        bool counts = c->reference_lineage < 8;

        assert_string_equal(w.rows[i].suspect, w.p.models[c->suspect].name);
        assert_string_equal(w.rows[i].reference, w.p.models[c->reference].name);
        assert_string_equal(
            w.rows[i].use, c->use == RETORT_USE_POSITIVE ? "positive" : "null");
        assert_true(w.rows[i].score == c->at[RETORT_CLOSED].score);
        assert_true(w.rows[i].score_open == c->at[RETORT_OPEN].score);
        assert_true((w.rows[i].weight > 0.0) == counts);
        if (is_middling(&w, i))
            assert_string_equal(w.rows[i].verdict, "supported");
        else
            assert_string_equal(w.rows[i].verdict, "refused");
    }
    release(&w);
}

static void verdicts__are_refused_by_the_rules(void **state)
{
    struct world w;

    (void)state;
    make(&w, &LARGE);
    w.p.items[40].is_time_impossible = true;
    w.p.items[41].shared_prompts = 99;
    w.pairs[RETORT_CLOSED].score[42] = 1e3; /* far outside the calibration */
    w.drawn[RETORT_OPEN][43].skipped = 0.5;
    judge(&w);
    assert_string_equal(w.rows[39].verdict, "supported");
    assert_string_equal(w.rows[40].verdict, "refused");
    assert_string_equal(w.rows[41].verdict, "refused");
    for (size_t i = 42; i < 44; i++) {
        size_t row = (size_t)(w.pairs[i == 42 ? RETORT_CLOSED : RETORT_OPEN]
                                  .cells.item[i] -
                              w.p.items);

        assert_string_equal(w.rows[row].verdict, "refused");
    }
    release(&w);
}

static void verdicts__need_lineages_and_controls(void **state)
{
    const test_recipe few_positives = {16, 5, 1, 5, 30, 1, 2.5, 0.3, 0.05, 7};
    const test_recipe enough = {16, 7, 1, 7, 30, 1, 2.5, 0.3, 0.05, 7};
    const test_recipe few_nulls = {16, 8, 1, 16, 3, 1, 2.5, 0.3, 0.05, 7};
    struct world w;
    size_t refused = 0;

    (void)state;
    make(&w, &few_positives); /* 5 less those of S and of R */
    judge(&w);
    for (size_t i = 0; i < w.count; i++)
        if (w.p.items[i].reference_lineage < 5)
            assert_string_equal(w.rows[i].verdict, "refused");
    release(&w);
    make(&w, &enough); /* 7 less at most 2 */
    judge(&w);
    for (size_t i = 0; i < w.count; i++)
        refused +=
            is_middling(&w, i) && strcmp(w.rows[i].verdict, "refused") == 0;
    assert_int_equal(refused, 0);
    release(&w);
    make(&w, &few_nulls); /* 19 suspects, all null suspects of some R */
    judge(&w);
    for (size_t i = 0; i < w.count; i++)
        assert_string_equal(w.rows[i].verdict, "refused");
    release(&w);
    make(&w, &LARGE);
    for (size_t i = 0; i < w.p.all.model_count; i++)
        w.p.models[i].vendor = i % 2 ? "a" : "b";
    judge(&w); /* no vendor but those of S and R, or one */
    for (size_t i = 0; i < w.count; i++)
        assert_string_equal(w.rows[i].verdict, "refused");
    release(&w);
}

static void match__finds_the_same_pairs(void **state)
{
    test_population p;
    retort_cells a = {0};
    retort_cells b = {0};
    retort_cells_how how;
    uint32_t *at;
    size_t missing = 0;

    (void)state;
    population_init(&p, &SMALL);
    for (size_t i = 0; i < p.count; i += 7)
        p.items[i].at[RETORT_OPEN].score = (double)NAN;
    how = cells_of(&p, 2, RETORT_CELLS_CLOSED);
    assert_int_equal(retort_cells_make(&a, &how, NULL), RETORT_OK);
    how.score = RETORT_CELLS_OPEN;
    assert_int_equal(retort_cells_make(&b, &how, NULL), RETORT_OK);
    at = retort_mem_new(a.count, sizeof(*at));
    assert_non_null(at);
    retort_verdicts_match(&a, &b, at);
    for (size_t i = 0; i < a.count; i++) {
        if (at[i] == RETORT_CELLS_NONE) {
            missing++;
            assert_int_equal((a.item[i] - p.items) % 7, 0);
        } else {
            assert_ptr_equal(b.item[at[i]], a.item[i]);
        }
    }
    assert_int_equal(missing, a.count - b.count);
    assert_true(missing > 10);
    retort_mem_free(at);
    retort_cells_release(&a);
    retort_cells_release(&b);
    test_population_release(&p);
}

static void usefulness__sums_weights_by_verdict(void **state)
{
    const retort_weighed rows[] = {
        {.use = "positive", .weight = 0.5, .verdict = "supported"},
        {.use = "positive", .weight = 0.25, .verdict = "refused"},
        {.use = "positive", .weight = 0.25, .verdict = "supported"},
        {.use = "null", .weight = 0.2, .verdict = "supported"},
        {.use = "null", .weight = 0.6, .verdict = "against"},
        {.use = "null", .weight = 0.2, .verdict = "inconclusive"},
        {.use = "null", .weight = 0.0, .verdict = "refused"},
    };
    retort_usefulness u = retort_usefulness_of(rows, 7, "positive");

    (void)state;
    assert_true(u.supported == 0.75 && u.refused == 0.25 && u.against == 0.0);
    u = retort_usefulness_of(rows, 7, "null");
    assert_true(is_near(u.against, 0.6, 1e-12) && u.refused == 0.0);
    assert_true(is_near(u.supported + u.inconclusive + u.against + u.refused,
                        1.0, 1e-12));
    assert_true(isnan(retort_usefulness_of(rows, 3, "null").against));
}

static void verdicts__report_missing_memory(void **state)
{
    struct world w;
    retort_status st = RETORT_ERR_NOMEM;
    long n = 0;

    (void)state;
    make(&w, &SMALL);
    for (; st == RETORT_ERR_NOMEM; n++) {
        const retort_verdicts_how how = {.population = &w.p.all,
                                         .proposition =
                                             RETORT_PROPOSITION_DISTILLED,
                                         .closed = &w.pairs[RETORT_CLOSED],
                                         .closed_drawn = w.drawn[RETORT_CLOSED],
                                         .open = &w.pairs[RETORT_OPEN],
                                         .open_drawn = w.drawn[RETORT_OPEN]};
        retort_arena arena = {0};

        retort_mem_fail_at(n);
        st = retort_verdicts_of(&how, &arena, &w.rows, NULL);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || !w.rows);
        retort_arena_release(&arena);
    }
    assert_int_equal(st, RETORT_OK);
    assert_int_equal(n, 7);
    release(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headline__is_the_setting_nearer_to_lr_1),
        cmocka_unit_test(headline__reads_the_interval_and_the_signs),
        cmocka_unit_test(headline__needs_both_settings),
        cmocka_unit_test(verdicts__stand_as_the_pairs_do),
        cmocka_unit_test(verdicts__are_refused_by_the_rules),
        cmocka_unit_test(verdicts__need_lineages_and_controls),
        cmocka_unit_test(match__finds_the_same_pairs),
        cmocka_unit_test(usefulness__sums_weights_by_verdict),
        cmocka_unit_test(verdicts__report_missing_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
