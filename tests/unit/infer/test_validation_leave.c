#include "infer/validation_leave.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "infer/selection.h"
#include "infer/weighing.h"
#include "support/validation_helper.h"

static retort_leave_how leave_how(const retort_cells *c)
{
    return (retort_leave_how){
        .cells = c, .prior = RETORT_CASE_PRIOR, .ridge = RETORT_CASE_RIDGE};
}

/* Calibration by the modules of the engine; false: there is none. */
static bool engine_fit(const test_population *p, int set,
                       const uint32_t leave[2], const retort_times *times,
                       retort_weighing *out)
{
    retort_selection s = {0};
    retort_selecting how = {.set = &p->sets[set],
                            .lineages = p->all.lineage_count,
                            .open = RETORT_CLOSED,
                            .leave = {leave[0], leave[1]},
                            .has_ceiling = set == 2};
    retort_status st;

    assert_int_equal(retort_selection_make(&s, &how, NULL), RETORT_OK);
    retort_selection_weigh(&s, times);
    assert_int_equal(retort_weighing_init(out, s.count, NULL), RETORT_OK);
    st = retort_weighing_fit(out, &s, RETORT_CASE_PRIOR, RETORT_CASE_RIDGE,
                             NULL);
    retort_selection_release(&s);
    assert_true(st == RETORT_OK || st == RETORT_ERR_NOT_APPLICABLE);
    return st == RETORT_OK;
}

/* A line and the engine say the same of every score. */
static void assert_engine(const test_population *p, int set,
                          const uint32_t leave[2], const retort_times *times,
                          const retort_line *line)
{
    retort_weighing w;
    bool is_fit = engine_fit(p, set, leave, times, &w);

    assert_int_equal(line->is_fit, is_fit);
    if (is_fit) {
        assert_true(line->ceiling == w.ceiling);
        assert_true(is_near(line->rest_sd, w.fit.sd, 1e-9));
    }
    for (double s = -2; is_fit && s < 10; s += 1.5)
        assert_true(is_near(retort_line_llr(line, s),
                            retort_weighing_raw(&w, s), 1e-9));
    retort_weighing_release(&w);
}

static void fit__is_that_of_the_engine(void **state)
{
    test_population p;
    size_t own = 0;

    (void)state;
    population_init(&p, &SMALL);
    for (int set = 1; set < 3; set++) {
        retort_cells_how how = cells_of(&p, set, RETORT_CELLS_CLOSED);
        retort_cells c = {0};
        retort_leave l = {0};
        retort_leave_how all;

        assert_int_equal(retort_cells_make(&c, &how, NULL), RETORT_OK);
        all = leave_how(&c);
        assert_int_equal(retort_leave_make(&l, &all, NULL, NULL), RETORT_OK);
        for (uint32_t a = 0; a < p.all.lineage_count; a += 3)
            for (uint32_t b = 0; b < 6; b++) {
                const uint32_t leave[2] = {a, b};
                retort_line line;

                assert_int_equal(retort_leave_fit(&l, leave, &line, NULL),
                                 RETORT_OK);
                assert_engine(&p, set, leave, NULL, &line);
                own += line.ceiling != l.all.ceiling;
            }
        retort_leave_release(&l);
        retort_cells_release(&c);
    }
    assert_true(own > 0); /* the ceiling of all would not have done */
    test_population_release(&p);
}

/*
 * Half of the positives' weight is at 1, the least score: under that ceiling
 * every score is 1. Without lineage 4 the ceiling is 9.
 */
static void fit__is_not_flat_because_all_is(void **state)
{
    const test_recipe r = {4, 1, 1, 2, 8, 4, 2.0, 0.3, 0.05, 3};
    const uint32_t none[2] = {UINT32_MAX, UINT32_MAX};
    const uint32_t leave[2] = {4, UINT32_MAX};
    test_population p;
    retort_cells_how how;
    retort_cells c = {0};
    retort_leave l = {0};
    retort_leave_how all;
    retort_line line;

    (void)state;
    population_init(&p, &r);
    for (size_t i = 0; i < p.count; i++) {
        retort_comparison *x = &p.items[i];

        x->at[RETORT_CLOSED].score = x->use == RETORT_USE_NULL
                                         ? 3.0 + (double)(i % 3)
                                     : x->suspect_lineage == 4 ? 1
                                                               : 9;
    }
    how = cells_of(&p, 2, RETORT_CELLS_CLOSED);
    assert_int_equal(retort_cells_make(&c, &how, NULL), RETORT_OK);
    all = leave_how(&c);
    assert_int_equal(retort_leave_make(&l, &all, NULL, NULL), RETORT_OK);
    assert_true(l.all.is_fit && l.all.slope == 0.0 && l.all.ceiling == 1.0);
    assert_int_equal(retort_leave_fit(&l, none, &line, NULL), RETORT_OK);
    assert_true(line.is_fit && line.slope == 0.0);
    assert_int_equal(retort_leave_fit(&l, leave, &line, NULL), RETORT_OK);
    assert_true(line.is_fit && line.slope > 0.0 && line.ceiling == 9.0);
    assert_engine(&p, 2, leave, NULL, &line);
    retort_leave_release(&l);
    retort_cells_release(&c);
    test_population_release(&p);
}

/* One score for the upper positives: the ceiling is it, whoever leaves. */
static void level_positives(test_population *p)
{
    for (size_t i = 0; i < p->count; i++) {
        double *score = &p->items[i].at[RETORT_CLOSED].score;

        if (p->items[i].use == RETORT_USE_POSITIVE && *score > 1.0)
            *score = 2.0;
    }
}

static void step__comes_close_to_the_fit(void **state)
{
    test_population p;
    retort_cells_how how;
    retort_cells c = {0};
    retort_leave l = {0};
    retort_leave_how all;
    double moved = 0;

    (void)state;
    population_init(&p, &SMALL);
    level_positives(&p);
    how = cells_of(&p, 2, RETORT_CELLS_CLOSED);
    assert_int_equal(retort_cells_make(&c, &how, NULL), RETORT_OK);
    all = leave_how(&c);
    assert_int_equal(retort_leave_make(&l, &all, NULL, NULL), RETORT_OK);
    for (uint32_t a = 6; a < p.all.lineage_count; a++) {
        const uint32_t leave[2] = {a, a % 5};
        retort_line step = retort_leave_step(&l, leave);
        retort_line fit;
        double off;

        assert_int_equal(retort_leave_fit(&l, leave, &fit, NULL), RETORT_OK);
        off = fabs(retort_line_llr(&l.all, 2.0) - retort_line_llr(&fit, 2.0));
        moved = fmax(moved, off);
        assert_true(is_near(retort_line_llr(&step, 2.0),
                            retort_line_llr(&fit, 2.0), 0.005 + 0.2 * off));
        assert_true(is_near(step.rest_sd, fit.rest_sd, 1e-12));
    }
    assert_true(moved > 0.05); /* leaving out was no formality */
    retort_leave_release(&l);
    retort_cells_release(&c);
    test_population_release(&p);
}

static void step__keeps_the_ceiling_of_all(void **state)
{
    test_population p;
    retort_cells_how how;
    retort_cells c = {0};
    retort_leave l = {0};
    retort_leave_how all;

    (void)state;
    population_init(&p, &SMALL);
    how = cells_of(&p, 2, RETORT_CELLS_CLOSED);
    assert_int_equal(retort_cells_make(&c, &how, NULL), RETORT_OK);
    all = leave_how(&c);
    assert_int_equal(retort_leave_make(&l, &all, NULL, NULL), RETORT_OK);
    for (uint32_t a = 6; a < p.all.lineage_count; a++) {
        const uint32_t leave[2] = {a, a % 5};
        retort_line step = retort_leave_step(&l, leave);
        double most = retort_line_llr(&step, l.all.ceiling);

        assert_true(step.is_fit && step.ceiling == l.all.ceiling);
        assert_true(retort_line_llr(&step, l.all.ceiling - 0.1) < most);
        assert_true(retort_line_llr(&step, l.all.ceiling + 9.0) == most);
    }
    retort_leave_release(&l);
    retort_cells_release(&c);
    test_population_release(&p);
}

/* Lineages drawn 0, 1 or 2 times, from either start. */
static void make__weighs_cells_as_often_as_they_are_drawn(void **state)
{
    const uint32_t none[2] = {UINT32_MAX, UINT32_MAX};
    test_population p;
    retort_cells_how how;
    retort_cells c = {0};
    uint16_t suspect[64];
    uint16_t reference[64];
    double *times;
    const retort_times drawn = {suspect, reference, NULL};
    retort_leave_how all;
    retort_line near = {0};

    (void)state;
    population_init(&p, &SMALL);
    how = cells_of(&p, 2, RETORT_CELLS_CLOSED);
    assert_int_equal(retort_cells_make(&c, &how, NULL), RETORT_OK);
    times = retort_mem_new(c.cells, sizeof(*times));
    assert_non_null(times);
    for (uint16_t i = 0; i < 64; i++) {
        suspect[i] = i % 3;
        reference[i] = (uint16_t)(1 + i % 2);
    }
    for (size_t k = 0; k < c.cells; k++)
        times[k] = (double)suspect[c.suspect[c.cell[k].suspect]] *
                   (double)reference[c.reference[c.cell[k].reference]];
    all = leave_how(&c);
    for (int start = 0; start < 2; start++) {
        retort_leave l = {0};
        retort_line line;

        all.times = start == 1 ? times : NULL;
        assert_int_equal(
            retort_leave_make(&l, &all, start == 1 ? &near : NULL, NULL),
            RETORT_OK);
        assert_int_equal(retort_leave_fit(&l, none, &line, NULL), RETORT_OK);
        assert_engine(&p, 2, none, start == 1 ? &drawn : NULL, &line);
        for (double s = 0.0; s < 6.0; s += 1.5)
            assert_true(is_near(retort_line_llr(&l.all, s),
                                retort_line_llr(&line, s), 1e-9));
        assert_true(near.ceiling != l.all.ceiling);
        near = l.all;
        retort_leave_release(&l);
    }
    retort_mem_free(times);
    retort_cells_release(&c);
    test_population_release(&p);
}

static void rest__drops_nulls_whose_reference_lost_its_positives(void **state)
{
    test_population p;
    retort_cells_how how;
    retort_cells c = {0};
    retort_leave l = {0};
    retort_leave_how all;
    uint8_t stays[256];
    const test_recipe r = {4, 4, 1, 4, 8, 1, 2.0, 0.3, 0.05, 3};
    const uint32_t leave[2] = {4, 3}; /* the only student of 0; 3 itself */

    (void)state;
    population_init(&p, &r);
    how = cells_of(&p, 2, RETORT_CELLS_CLOSED);
    assert_int_equal(retort_cells_make(&c, &how, NULL), RETORT_OK);
    all = leave_how(&c);
    assert_int_equal(retort_leave_make(&l, &all, NULL, NULL), RETORT_OK);
    retort_leave_rest(&l, leave, stays);
    for (size_t k = 0; k < c.cells; k++) {
        uint32_t reference = c.reference[c.cell[k].reference];
        bool expected = c.suspect[c.cell[k].suspect] != 4 && reference != 0 &&
                        reference != 3;

        assert_int_equal(stays[k], expected);
    }
    retort_leave_release(&l);
    retort_cells_release(&c);
    test_population_release(&p);
}

static void make__finds_no_fit_without_a_class(void **state)
{
    test_population p;
    retort_cells_how how;
    retort_cells c = {0};
    retort_leave l = {0};
    retort_leave_how all;
    uint8_t *none;
    retort_line line;
    const uint32_t leave[2] = {1, 2};

    (void)state;
    population_init(&p, &SMALL);
    how = cells_of(&p, 1, RETORT_CELLS_CLOSED);
    assert_int_equal(retort_cells_make(&c, &how, NULL), RETORT_OK);
    none = retort_mem_new(c.cells, 1);
    assert_non_null(none);
    all = leave_how(&c);
    all.is_positive = none;
    assert_int_equal(retort_leave_make(&l, &all, NULL, NULL), RETORT_OK);
    assert_false(l.all.is_fit);
    assert_int_equal(retort_leave_fit(&l, leave, &line, NULL), RETORT_OK);
    assert_false(line.is_fit);
    assert_true(isnan(retort_line_llr(&line, 1.0)));
    retort_leave_release(&l);
    retort_mem_free(none);
    retort_cells_release(&c);
    test_population_release(&p);
}

static void make__gives_lr_1_to_equal_scores(void **state)
{
    test_population p;
    retort_cells_how how;
    retort_cells c = {0};
    retort_leave l = {0};
    retort_leave_how all;
    retort_line line;
    const uint32_t leave[2] = {1, 2};

    (void)state;
    population_init(&p, &SMALL);
    for (size_t i = 0; i < p.count; i++)
        p.items[i].at[RETORT_CLOSED].score = 0.3;
    how = cells_of(&p, 1, RETORT_CELLS_CLOSED);
    assert_int_equal(retort_cells_make(&c, &how, NULL), RETORT_OK);
    all = leave_how(&c);
    assert_int_equal(retort_leave_make(&l, &all, NULL, NULL), RETORT_OK);
    assert_int_equal(retort_leave_fit(&l, leave, &line, NULL), RETORT_OK);
    assert_true(line.is_fit && retort_line_llr(&line, 0.3) == 0.0);
    retort_leave_release(&l);
    retort_cells_release(&c);
    test_population_release(&p);
}

static void fit__refuses_a_score_against_the_proposition(void **state)
{
    test_population p;
    retort_cells_how how;
    retort_cells c = {0};
    retort_leave l = {0};
    retort_leave_how all;
    retort_line line;
    const uint32_t leave[2] = {1, 2};

    (void)state;
    population_init(&p, &SMALL);
    for (size_t i = 0; i < p.count; i++)
        p.items[i].at[RETORT_CLOSED].score *= -1;
    how = cells_of(&p, 1, RETORT_CELLS_CLOSED);
    assert_int_equal(retort_cells_make(&c, &how, NULL), RETORT_OK);
    all = leave_how(&c);
    assert_int_equal(retort_leave_make(&l, &all, NULL, NULL), RETORT_OK);
    assert_true(l.all.is_fit && l.all.slope < 0.0);
    assert_int_equal(retort_leave_fit(&l, leave, &line, NULL), RETORT_OK);
    assert_false(line.is_fit);
    assert_false(retort_leave_step(&l, leave).is_fit);
    retort_leave_release(&l);
    retort_cells_release(&c);
    test_population_release(&p);
}

static void make__reports_missing_memory(void **state)
{
    test_population p;
    retort_cells_how how;
    retort_cells c = {0};
    retort_leave_how all;
    retort_status st = RETORT_ERR_NOMEM;
    const uint32_t leave[2] = {1, 2};
    long n = 0;

    (void)state;
    population_init(&p, &SMALL);
    how = cells_of(&p, 1, RETORT_CELLS_CLOSED);
    assert_int_equal(retort_cells_make(&c, &how, NULL), RETORT_OK);
    all = leave_how(&c);
    for (; st == RETORT_ERR_NOMEM; n++) {
        retort_leave l = {0};
        retort_line line;

        retort_mem_fail_at(n);
        st = retort_leave_make(&l, &all, NULL, NULL);
        if (st == RETORT_OK)
            st = retort_leave_fit(&l, leave, &line, NULL);
        retort_mem_fail_at(-1);
        retort_leave_release(&l);
    }
    assert_int_equal(st, RETORT_OK);
    assert_int_equal(n, 10);
    retort_cells_release(&c);
    test_population_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fit__is_that_of_the_engine),
        cmocka_unit_test(fit__is_not_flat_because_all_is),
        cmocka_unit_test(step__comes_close_to_the_fit),
        cmocka_unit_test(step__keeps_the_ceiling_of_all),
        cmocka_unit_test(make__weighs_cells_as_often_as_they_are_drawn),
        cmocka_unit_test(rest__drops_nulls_whose_reference_lost_its_positives),
        cmocka_unit_test(make__finds_no_fit_without_a_class),
        cmocka_unit_test(make__gives_lr_1_to_equal_scores),
        cmocka_unit_test(fit__refuses_a_score_against_the_proposition),
        cmocka_unit_test(make__reports_missing_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
