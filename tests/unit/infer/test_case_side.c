#include "infer/case_side.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "base/mem.h"
#include "support/synthetic_population.h"

static const uint32_t NOBODY[2] = {RETORT_LINEAGE_NONE, RETORT_LINEAGE_NONE};

static retort_case_side side_of(const test_population *p, bool common_source)
{
    retort_case_side s = {
        .how = retort_case_selecting(&p->all, RETORT_PROPOSITION_DISTILLED,
                                     RETORT_CLOSED, common_source, NOBODY)};

    s.scale = s.how;
    return s;
}

static void selecting__matches_teachers_for_distilled_only(void **state)
{
    const uint32_t leave[2] = {3, 4};
    test_population p;
    retort_selecting how;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    how = retort_case_selecting(&p.all, RETORT_PROPOSITION_DISTILLED,
                                RETORT_OPEN, true, leave);
    assert_true(how.is_common_source);
    assert_ptr_equal(how.set, &p.sets[2]);
    assert_int_equal(how.open, RETORT_OPEN);
    assert_int_equal(how.leave[1], 4);
    assert_int_equal(how.lineages, 48);
    how = retort_case_selecting(&p.all, RETORT_PROPOSITION_TUNED, RETORT_CLOSED,
                                false, leave);
    assert_ptr_equal(how.set, &p.sets[1]);
    test_population_release(&p);
}

static void make__scales_the_case_like_the_pairs(void **state)
{
    test_population p;
    retort_case_side s;
    double sum = 0;
    double squares = 0;
    double n = 0;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    s = side_of(&p, true);
    assert_int_equal(retort_case_side_make(&s, 10, 2, &TEST_OPTIONS, NULL),
                     RETORT_OK);
    assert_true(s.has_fit);
    for (size_t i = 0; i < p.count; i++) {
        if (p.items[i].reference == 10) {
            sum += p.items[i].at[0].score;
            squares += p.items[i].at[0].score * p.items[i].at[0].score;
            n++;
        }
    }
    assert_int_equal(n, 32);
    assert_true(fabs(s.mean - sum / n) < 1e-12);
    assert_true(fabs(s.sd - sqrt((squares - sum * sum / n) / (n - 1))) < 1e-12);
    assert_true(fabs(s.score - (2 - s.mean) / s.sd) < 1e-12);
    retort_case_side_release(&s);
    s = side_of(&p, false);
    assert_int_equal(retort_case_side_make(&s, 10, 2, &TEST_OPTIONS, NULL),
                     RETORT_OK);
    assert_true(s.score == 2 && s.mean == 0 && s.sd == 1);
    assert_int_equal(s.scaling.groups, 32); /* known in any case */
    retort_case_side_release(&s);
    test_population_release(&p);
}

static void make__has_no_score_without_a_scale(void **state)
{
    test_population p;
    retort_case_side s;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    s = side_of(&p, true);
    assert_int_equal(retort_case_side_make(&s, 9999, 2, &TEST_OPTIONS, NULL),
                     RETORT_OK);
    assert_true(isnan(s.score));
    assert_true(isnan(retort_case_side_beyond(&s)));
    assert_true(s.has_fit);
    retort_case_side_release(&s);
    s = side_of(&p, false);
    assert_int_equal(
        retort_case_side_make(&s, 0, (double)INFINITY, &TEST_OPTIONS, NULL),
        RETORT_ERR_INTERNAL);
    retort_case_side_release(&s);
    test_population_release(&p);
}

static void make__notes_that_no_fit_exists(void **state)
{
    test_population p;
    retort_case_side s;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    for (size_t i = 0; i < p.count; i++)
        p.items[i].at[0].score *= -1;
    s = side_of(&p, false);
    assert_int_equal(retort_case_side_make(&s, 0, 1, &TEST_OPTIONS, NULL),
                     RETORT_OK);
    assert_false(s.has_fit);
    assert_true(isnan(retort_case_side_slope(&s)));
    assert_true(isnan(retort_case_side_beyond(&s)));
    retort_case_side_release(&s);
    test_population_release(&p);
}

static void ridges__stand_around_the_fit_and_leave_it(void **state)
{
    test_population p;
    retort_case_side s;
    double slope;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    s = side_of(&p, false);
    assert_int_equal(retort_case_side_make(&s, 0, 1.8, &TEST_OPTIONS, NULL),
                     RETORT_OK);
    slope = retort_case_side_slope(&s);
    assert_true(slope > 0);
    assert_int_equal(retort_case_side_try_ridges(&s, &TEST_OPTIONS, NULL),
                     RETORT_OK);
    assert_true(retort_case_side_slope(&s) == slope);
    assert_true(s.ridge_tenth != s.ridge_tenfold);
    assert_true(isfinite(s.ridge_tenth) && isfinite(s.ridge_tenfold));
    retort_case_side_release(&s);
    test_population_release(&p);
}

static void beyond__counts_standard_deviations(void **state)
{
    test_population p;
    retort_case_side s;
    double most = -(double)INFINITY;
    double least = (double)INFINITY;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    s = side_of(&p, false);
    assert_int_equal(retort_case_side_make(&s, 0, 1, &TEST_OPTIONS, NULL),
                     RETORT_OK);
    for (size_t i = 0; i < s.sample.count; i++) {
        most = fmax(most, s.sample.score[i]);
        least = fmin(least, s.sample.score[i]);
    }
    assert_true(retort_case_side_beyond(&s) == 0);
    s.score = most;
    assert_true(retort_case_side_beyond(&s) == 0);
    s.score = most + 1.5 * s.weighing.fit.sd;
    assert_true(fabs(retort_case_side_beyond(&s) - 1.5) < 1e-12);
    s.score = least - 0.5 * s.weighing.fit.sd;
    assert_true(fabs(retort_case_side_beyond(&s) - 0.5) < 1e-12);
    retort_case_side_release(&s);
    test_population_release(&p);
}

static void make__tells_when_memory_is_refused(void **state)
{
    test_population p;
    retort_status st = RETORT_ERR_NOMEM;
    long n = 0;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    for (; st == RETORT_ERR_NOMEM; n++) {
        retort_case_side s = side_of(&p, true);

        retort_mem_fail_at(n);
        st = retort_case_side_make(&s, 10, 2, &TEST_OPTIONS, NULL);
        retort_mem_fail_at(-1);
        retort_case_side_release(&s);
    }
    assert_int_equal(st, RETORT_OK);
    assert_true(n > 15);
    test_population_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(selecting__matches_teachers_for_distilled_only),
        cmocka_unit_test(make__scales_the_case_like_the_pairs),
        cmocka_unit_test(make__has_no_score_without_a_scale),
        cmocka_unit_test(make__notes_that_no_fit_exists),
        cmocka_unit_test(ridges__stand_around_the_fit_and_leave_it),
        cmocka_unit_test(beyond__counts_standard_deviations),
        cmocka_unit_test(make__tells_when_memory_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
