#include "infer/validation_acceptance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "infer/refusals.h"

static const double NONE = (double)NAN;

/* Figures that keep every limit. */
static retort_validation good(void)
{
    static const retort_stratum STRATA[] = {
        {"negatives", "human", 9, 20, 0.8, 0.9, true},
        {"negatives", "other", 3, 4, 1.7, 1.8, false},
        {"vendor", "x", 6, 11, 0.95, 1.4, true},
    };
    retort_validation v = {.strata = STRATA, .stratum_count = 3};

    v.closed.cllr = (retort_figure){0.7, 0.5, 0.9};
    v.open.cllr = (retort_figure){0.8, 0.6, 0.95};
    v.closed.cllr_cal = 0.1;
    v.closed.cllr_cal_expected = 0.2;
    v.closed.turing = (retort_figure){1.0, 0.8, 1.3};
    v.closed.turing_expected = 2.0;
    v.closed.devpav = 0.1;
    v.closed.devpav_expected = 0.2;
    v.closed.length_correlation = 0.7; /* shown, not judged */
    v.closed.length_ratio_correlation = -0.1;
    v.closed.cllr_shuffled = 1.01;
    return v;
}

static retort_rule rule_of(const retort_validation *v, const char *id)
{
    retort_arena arena = {0};
    const retort_rule *rules;
    const retort_rule *found;
    retort_rule out;
    size_t count;

    assert_int_equal(retort_acceptance_of(v, &arena, &rules, &count, NULL),
                     RETORT_OK);
    found = retort_rules_find(rules, count, id);
    assert_non_null(found);
    out = *found;
    retort_arena_release(&arena);
    return out;
}

/* The row passes at each of the first n values, and fails at the others. */
static void expect(retort_validation *v, double *at, const char *id,
                   const double *values, int n, int count)
{
    double before = *at;

    for (int i = 0; i < count; i++) {
        retort_rule r;

        *at = values[i];
        r = rule_of(v, id);
        assert_true(r.refuses);
        assert_int_equal(r.passed, i < n);
    }
    *at = before;
}

static void acceptance__passes_good_figures(void **state)
{
    const retort_validation v = good();
    retort_arena arena = {0};
    const retort_rule *rules;
    size_t count;

    (void)state;
    assert_int_equal(retort_acceptance_of(&v, &arena, &rules, &count, NULL),
                     RETORT_OK);
    assert_int_equal(count, 9);
    for (size_t i = 0; i < count; i++) {
        assert_true(rules[i].passed && rules[i].refuses);
        assert_true(strlen(rules[i].text) > 20);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(rules[i].id, rules[j].id);
    }
    assert_false(retort_rules_refuse(rules, count));
    retort_arena_release(&arena);
}

static void acceptance__holds_each_limit(void **state)
{
    const double below_1[] = {0.999, 1.0, 1.001, NONE};
    const double below_03[] = {0.299, 0.3, 0.301, (double)INFINITY};
    const double length[] = {0.299, -0.299, 0.3, -0.3, 0.301};
    const double shuffled[] = {0.951, 0.95, 0.949, NONE};
    const double loss[] = {0.199, 0.2, 0.201, NONE};
    const double turing_low[] = {0.999, 1.0, 1.001, NONE};
    const double turing_high[] = {1.001, 1.0, 0.999, NONE};
    retort_validation v = good();

    (void)state;
    expect(&v, &v.closed.cllr.high, "cllr-closed", below_1, 1, 4);
    expect(&v, &v.open.cllr.high, "cllr-open", below_1, 1, 4);
    expect(&v, &v.closed.cllr_cal, "calibration-loss", loss, 2, 4);
    expect(&v, &v.closed.turing.low, "turing-over", turing_low, 2, 4);
    expect(&v, &v.closed.turing.high, "turing-under", turing_high, 2, 4);
    expect(&v, &v.closed.devpav, "devpav", below_03, 2, 4);
    expect(&v, &v.closed.length_ratio_correlation, "length-correlation", length,
           2, 5);
    expect(&v, &v.closed.cllr_shuffled, "shuffled-labels", shuffled, 2, 4);
}

static void acceptance__asks_no_more_than_perfect_calibration_gives(
    void **state)
{
    const double devpav[] = {0.59, 0.6, 0.61};
    const double turing_high[] = {0.41, 0.4, 0.39};
    retort_validation v = good();

    (void)state;
    v.closed.devpav_expected = 0.6;
    v.closed.turing_expected = 0.4;
    expect(&v, &v.closed.devpav, "devpav", devpav, 2, 3);
    expect(&v, &v.closed.turing.high, "turing-under", turing_high, 2, 3);
}

static void acceptance__shows_value_and_limit(void **state)
{
    const retort_validation v = good();
    retort_rule r = rule_of(&v, "calibration-loss");

    (void)state;
    assert_true(r.value == 0.1 && r.limit == 0.2);
    r = rule_of(&v, "length-correlation");
    assert_true(r.value == 0.1 && r.limit == 0.3);
}

static void acceptance__judges_the_worst_large_stratum(void **state)
{
    retort_stratum strata[] = {{"a", "x", 9, 20, 0.8, 2.0, true},
                               {"a", "y", 9, 20, 1.0, 2.0, true},
                               {"a", "z", 2, 20, 1.8, 2.0, false}};
    retort_validation v = good();

    (void)state;
    v.strata = strata;
    assert_true(rule_of(&v, "strata").passed);
    assert_true(rule_of(&v, "strata").value == 1.0);
    strata[1].cllr_closed = 1.001;
    assert_false(rule_of(&v, "strata").passed);
    strata[0].is_judged = strata[1].is_judged = false;
    assert_true(rule_of(&v, "strata").passed);
    assert_true(isnan(rule_of(&v, "strata").value));
}

static void acceptance__knows_what_is_not_asked(void **state)
{
    retort_validation v = good();

    (void)state;
    v.closed.devpav = NONE; /* separated */
    assert_true(rule_of(&v, "devpav").passed);
    v.closed.cllr.value = NONE; /* no figures at all */
    assert_false(rule_of(&v, "devpav").passed);
    v.closed.length_ratio_correlation = NONE;
    assert_true(rule_of(&v, "length-correlation").passed);
}

static void acceptance__reports_missing_memory(void **state)
{
    const retort_validation v = good();
    retort_arena arena = {0};
    const retort_rule *rules;
    size_t count;

    (void)state;
    retort_mem_fail_at(0);
    assert_int_equal(retort_acceptance_of(&v, &arena, &rules, &count, NULL),
                     RETORT_ERR_NOMEM);
    retort_mem_fail_at(-1);
    assert_null(rules);
    assert_int_equal(count, 0);
    retort_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(acceptance__passes_good_figures),
        cmocka_unit_test(acceptance__holds_each_limit),
        cmocka_unit_test(
            acceptance__asks_no_more_than_perfect_calibration_gives),
        cmocka_unit_test(acceptance__shows_value_and_limit),
        cmocka_unit_test(acceptance__judges_the_worst_large_stratum),
        cmocka_unit_test(acceptance__knows_what_is_not_asked),
        cmocka_unit_test(acceptance__reports_missing_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
