#include "infer/bounds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "support/class_data.h"

enum { BIG = 1000 };

static const double INF = (double)INFINITY;

/* A class of up to two values, each some times. */
typedef struct repeats {
    double value[2];
    size_t times[2];
} repeats;

static double room[2][BIG];

static retort_class repeat(double *to, repeats r)
{
    size_t n = 0;

    for (int k = 0; k < 2; k++)
        for (size_t i = 0; i < r.times[k]; i++)
            to[n++] = r.value[k];
    return (retort_class){to, NULL, n, 0.0};
}

static retort_classes two(repeats positive, repeats null)
{
    return (retort_classes){repeat(room[0], positive), repeat(room[1], null)};
}

static void assert_elub(const retort_classes *c, double lower, double upper)
{
    retort_bound b;

    assert_int_equal(retort_bound_elub(c, &b, NULL), RETORT_OK);
    assert_true(b.lower == lower);
    assert_true(b.upper == upper);
}

static void assert_invariance(const retort_classes *c, double lower,
                              double upper)
{
    retort_bound b;

    assert_int_equal(retort_bound_invariance(c, &b, NULL), RETORT_OK);
    assert_true(b.lower == lower);
    assert_true(b.upper == upper);
}

/* log10 of .101, as the published test has it. */
static const double LOW = -0.9956786262173574;

static retort_classes breath(void)
{
    return two((repeats){{3.0, LOW}, {90, 10}},
               (repeats){{LOW, 3.0}, {990, 10}});
}

static void elub__gives_the_golden_values(void **state)
{
    const double bad_pos[3] = {-2.0, -1.0, 0.0};
    const double bad_null[2] = {1.0, 2.0};
    const double up[3] = {0.0, 1.0, 2.0};
    const double down[2] = {-2.0, -1.0};
    const double up2[2] = {1.0, 2.0};
    const double down3[3] = {-2.0, -1.0, 0.0};
    retort_classes toy = test_toy();
    retort_classes c = breath();

    (void)state;
    assert_elub(&c, -0.95, 1.9);
    c = two((repeats){{INF}, {3}}, (repeats){{-INF}, {3}});
    assert_elub(&c, -0.47, 0.47);
    assert_elub(&TEST_CLASSES(bad_pos, bad_null), 0.0, 0.0);
    assert_elub(&TEST_CLASSES(up, down), -0.42, 0.17);
    assert_elub(&TEST_CLASSES(up2, down3), -0.17, 0.42);
    assert_elub(&toy, -0.3, 0.3);
}

static void elub__of_n_flawless_controls_is_n_plus_one(void **state)
{
    static const struct {
        size_t n;
        double upper;
    } ROWS[3] = {{20, 1.3}, {100, 2.0}, {1000, 3.0}};
    const double sep_pos[3] = {1.0, 2.0, 3.0};
    const double sep_null[3] = {-1.0, -2.0, -3.0};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        retort_classes c =
            two((repeats){{9.0}, {ROWS[i].n}}, (repeats){{-9.0}, {ROWS[i].n}});

        assert_elub(&c, -ROWS[i].upper, ROWS[i].upper);
    }
    assert_elub(&TEST_CLASSES(sep_pos, sep_null), -0.47, 0.47);
}

/* Values on the grid: beyond t means above it. */
static void elub__does_not_count_values_at_t(void **state)
{
    const double pos[3] = {-0.5, 0.5, -0.5};
    const double null[5] = {-0.2, -1.0, -0.2, 0.0, -0.5};
    const double low_pos[3] = {0.2, 0.0, 0.0};
    const double low_null[4] = {0.0, -0.2, -0.2, 0.0};

    (void)state;
    assert_elub(&TEST_CLASSES(pos, null), 0.0, 0.17);
    assert_elub(&TEST_CLASSES(low_pos, low_null), -0.2, 0.09);
}

/* Ten to one in counts at t = -1 costs exactly as much as no evidence. */
static void elub__takes_ties_of_counts_as_good(void **state)
{
    retort_classes c = two((repeats){{3.0}, {5}}, (repeats){{-3.0}, {7}});

    (void)state;
    c.positive.units = 9.0;
    c.null.units = 9.0;
    /* t < 0: T 9 10 < (10 - 9) 10, that is T < 1/9, from t = -0.96 on */
    assert_elub(&c, -0.95, 0.95);
    c.null.units = 10.0;
    c.positive.units = 10.0;
    /* T 10 11 < (11 - 10) 11, that is T < 1/10: -1 itself is a tie */
    assert_elub(&c, -1.0, 1.0);
}

static void invariance__gives_the_golden_values(void **state)
{
    const double high[1] = {INF};
    const double low[1] = {-INF};
    const double sep_pos[3] = {1.0, 2.0, 3.0};
    const double sep_null[3] = {-1.0, -2.0, -3.0};
    retort_classes toy = test_toy();
    retort_classes c = breath();

    (void)state;
    assert_invariance(&c, -0.9776786262173573, 1.9313213737826427);
    assert_invariance(&TEST_CLASSES(high, low), -0.4770000000000003,
                      0.4770000000000003);
    assert_invariance(&toy, -0.367, 0.8999999999999999);
    assert_invariance(&TEST_CLASSES(sep_pos, sep_null), -0.8449999999999998,
                      0.8450000000000002);
}

/* As far as the values go, if no point is bad; the first and last are. */
static void invariance__ends_at_the_values(void **state)
{
    retort_classes c = two((repeats){{0.5}, {50}}, (repeats){{-0.5}, {50}});

    (void)state;
    assert_invariance(&c, -0.499, 0.5);
    c = two((repeats){{0.5}, {100}}, (repeats){{-0.5}, {9}});
    assert_invariance(&c, -0.5, 0.5);
    c = two((repeats){{0.5, -0.75}, {100, 1}}, (repeats){{-0.5}, {9}});
    assert_invariance(&c, -0.531, 0.5);
    c = two((repeats){{3.0}, {200}}, (repeats){{3.0}, {1}});
    assert_invariance(&c, 0.0, 0.123);
    c = two((repeats){{-3.0}, {1}}, (repeats){{-3.0}, {200}});
    assert_invariance(&c, -0.12299999999999978, 0.0);
    /* 1 - p1 to 1 - p2 is 1/12 to 15/18 at t = -1: a tie, which is not bad */
    c = two((repeats){{2.0}, {5}}, (repeats){{-3.0, 0.5}, {7, 1}});
    assert_invariance(&c, -1.0, 1.2170000000000005);
    /* the values of the other class do not count */
    c = two((repeats){{0.3}, {9}}, (repeats){{-1.0, 0.5}, {999, 1}});
    assert_invariance(&c, -0.999, 0.3);
    c = two((repeats){{1.0, -0.5}, {999, 1}}, (repeats){{-0.3}, {9}});
    assert_invariance(&c, -0.3, 1.0);
}

static void bounds__of_an_uninformative_system_are_zero(void **state)
{
    retort_classes c = two((repeats){{3.0}, {20}}, (repeats){{3.0}, {200}});
    retort_bounds b;

    (void)state;
    assert_invariance(&c, 0.0, 0.0);
    assert_elub(&c, 0.0, 0.0);
    assert_int_equal(retort_bounds_of(&c, 200.0, &b, NULL), RETORT_OK);
    assert_true(b.lower == 0.0 && b.upper == 0.0);
    assert_false(signbit(b.lower));
}

/* Every null comparison points the wrong way, if not by the same amount. */
static void bounds__vanish_where_every_null_misleads(void **state)
{
    double pos[30];
    double null[30];

    (void)state;
    for (int i = 0; i < 30; i++) {
        pos[i] = 1.0 + 0.01 * i;
        null[i] = 0.5 + 0.01 * i;
    }
    assert_elub(&TEST_CLASSES(pos, null), 0.0, 0.0);
    assert_invariance(&TEST_CLASSES(pos, null), 0.0, 0.0);
}

static void bounds__contain_zero_and_mirror_with_the_labels(void **state)
{
    test_classes t;
    test_classes swapped;
    retort_bounds b;
    retort_bound e;

    (void)state;
    for (uint64_t seed = 0; seed < 50; seed++) {
        test_classes_fill(&t, seed, 5 + (size_t)seed, 40);
        /* off the grid, where > and >= are the same */
        for (size_t i = 0; i < 40; i++)
            t.value[1][i] += 0.0043;
        for (size_t i = 0; i < t.c.positive.count; i++)
            t.value[0][i] += 0.0043;
        assert_int_equal(retort_bounds_of(&t.c, 40.0, &b, NULL), RETORT_OK);
        for (int r = RETORT_BOUND_NONE; r < RETORT_BOUND_RULES; r++)
            assert_true(b.each[r].lower <= 0.0 && b.each[r].upper >= 0.0);
        test_classes_swap(&swapped, &t.c);
        assert_int_equal(retort_bound_elub(&swapped.c, &e, NULL), RETORT_OK);
        ASSERT_CLOSE(e.upper, -b.each[RETORT_BOUND_ELUB].lower, 0.0101);
        ASSERT_CLOSE(e.lower, -b.each[RETORT_BOUND_ELUB].upper, 0.0101);
    }
}

static void bounds__ignore_doubling_and_absence(void **state)
{
    test_classes t;
    test_classes other;
    retort_bounds a;
    retort_bounds b;

    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++) {
        test_classes_fill(&t, seed, 32, 32);
        test_classes_weigh(&t, seed);
        assert_int_equal(retort_bounds_of(&t.c, 32.0, &a, NULL), RETORT_OK);
        test_classes_double(&other, &t.c);
        assert_int_equal(retort_bounds_of(&other.c, 32.0, &b, NULL), RETORT_OK);
        assert_memory_equal(&a, &b, sizeof(a));
        test_classes_drop(&other, &t.c);
        assert_int_equal(retort_bounds_of(&other.c, 32.0, &b, NULL), RETORT_OK);
        assert_memory_equal(&a, &b, sizeof(a));
    }
}

static void bounds__grow_with_the_units_alone(void **state)
{
    test_classes t;
    retort_bounds few;
    retort_bounds many;

    (void)state;
    for (size_t i = 0; i < 10; i++) {
        t.value[0][i] = 9.0;
        t.value[1][i] = -9.0;
    }
    test_classes_point(&t, 10, 10);
    assert_int_equal(retort_bounds_of(&t.c, 10.0, &few, NULL), RETORT_OK);
    t.c.positive.units = 100.0;
    t.c.null.units = 100.0;
    assert_int_equal(retort_bounds_of(&t.c, 100.0, &many, NULL), RETORT_OK);
    assert_true(few.each[RETORT_BOUND_ELUB].upper == 1.0);
    assert_true(many.each[RETORT_BOUND_ELUB].upper == 2.0);
    assert_true(many.each[RETORT_BOUND_INVARIANCE].upper >
                few.each[RETORT_BOUND_INVARIANCE].upper);
}

static void bounds__take_infinite_and_extreme_values(void **state)
{
    const double pos[5] = {INF, 1e308, 5e-324, -0.0, -1e308};
    const double null[5] = {-INF, -1e308, 0.0, 1e308, -5e-324};
    retort_bounds b;

    (void)state;
    assert_int_equal(retort_bounds_of(&TEST_CLASSES(pos, null), 5.0, &b, NULL),
                     RETORT_OK);
    assert_true(isfinite(b.lower) && b.lower <= 0.0);
    assert_true(isfinite(b.upper) && b.upper >= 0.0);
}

static void sources__are_the_logarithm_of_lineages(void **state)
{
    (void)state;
    assert_true(retort_bound_sources(1000.0).upper == 3.0);
    assert_true(retort_bound_sources(1000.0).lower == -3.0);
    assert_true(retort_bound_sources(1.0).upper == 0.0);
    assert_true(retort_bound_sources(1.05).upper > 0.0);
    assert_true(retort_bound_sources(0.0).upper == 0.0);
    assert_false(signbit(retort_bound_sources(0.0).lower));
    assert_true(retort_bound_sources((double)NAN).lower == 0.0);
}

static void bounds_of__names_the_tightest_rule(void **state)
{
    retort_classes toy = test_toy();
    retort_bounds b;

    (void)state;
    assert_int_equal(retort_bounds_of(&toy, 20.0, &b, NULL), RETORT_OK);
    assert_true(b.lower == -0.3 && b.upper == 0.3);
    assert_int_equal(b.lower_rule, RETORT_BOUND_ELUB);
    assert_int_equal(b.upper_rule, RETORT_BOUND_ELUB);
    assert_true(b.each[RETORT_BOUND_INVARIANCE].lower == -0.367);
    assert_true(b.each[RETORT_BOUND_NONE].upper == INF);
    assert_int_equal(retort_bounds_of(&toy, 1.5, &b, NULL), RETORT_OK);
    assert_int_equal(b.upper_rule, RETORT_BOUND_SOURCES);
    toy = breath();
    assert_int_equal(retort_bounds_of(&toy, 1000.0, &b, NULL), RETORT_OK);
    assert_true(b.lower == -0.95 && b.upper == 1.9);
}

static void clamp__moves_into_the_bounds_and_says_why(void **state)
{
    retort_bounds b = {.lower = -1.0,
                       .upper = 2.0,
                       .lower_rule = RETORT_BOUND_INVARIANCE,
                       .upper_rule = RETORT_BOUND_SOURCES};
    retort_bound_rule rule;

    (void)state;
    assert_true(retort_bounds_clamp(&b, 1.5, &rule) == 1.5);
    assert_int_equal(rule, RETORT_BOUND_NONE);
    assert_true(retort_bounds_clamp(&b, 2.0, &rule) == 2.0);
    assert_int_equal(rule, RETORT_BOUND_NONE);
    assert_true(retort_bounds_clamp(&b, INF, &rule) == 2.0);
    assert_int_equal(rule, RETORT_BOUND_SOURCES);
    assert_true(retort_bounds_clamp(&b, -1.001, &rule) == -1.0);
    assert_int_equal(rule, RETORT_BOUND_INVARIANCE);
    assert_true(isnan(retort_bounds_clamp(&b, (double)NAN, &rule)));
    assert_int_equal(rule, RETORT_BOUND_NONE);
    assert_true(retort_bounds_clamp(&b, 3.0, NULL) == 2.0);
}

static void word__names_every_rule(void **state)
{
    (void)state;
    assert_string_equal(retort_bound_rule_word(RETORT_BOUND_NONE), "none");
    assert_string_equal(retort_bound_rule_word(RETORT_BOUND_ELUB), "elub");
    assert_string_equal(retort_bound_rule_word(RETORT_BOUND_INVARIANCE),
                        "invariance");
    assert_string_equal(retort_bound_rule_word(RETORT_BOUND_SOURCES),
                        "sources");
}

static void bounds_of__reports_failures(void **state)
{
    const double nan[1] = {(double)NAN};
    const double one[1] = {1.0};
    retort_classes toy = test_toy();
    retort_status st = RETORT_ERR_NOMEM;
    retort_bounds b;
    retort_bound one_bound = {1.0, 1.0};
    long refused = 0;

    (void)state;
    assert_int_equal(
        retort_bound_elub(&TEST_CLASSES(nan, one), &one_bound, NULL),
        RETORT_ERR_INTERNAL);
    assert_true(one_bound.lower == 0.0 && one_bound.upper == 0.0);
    assert_int_equal(retort_bounds_of(&TEST_CLASSES(nan, one), 1.0, &b, NULL),
                     RETORT_ERR_INTERNAL);
    for (; st == RETORT_ERR_NOMEM; refused++) {
        retort_mem_fail_at(refused);
        st = retort_bounds_of(&toy, 6.0, &b, NULL);
        retort_mem_fail_at(-1);
        assert_true((b.upper == 0.0) == (st != RETORT_OK));
    }
    assert_int_equal(st, RETORT_OK);
    assert_int_equal(refused, 4); /* items, steps, sums, success */
    toy.positive.count = 0;
    assert_int_equal(retort_bounds_of(&toy, 6.0, &b, NULL),
                     RETORT_ERR_NOT_APPLICABLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elub__gives_the_golden_values),
        cmocka_unit_test(elub__of_n_flawless_controls_is_n_plus_one),
        cmocka_unit_test(elub__does_not_count_values_at_t),
        cmocka_unit_test(elub__takes_ties_of_counts_as_good),
        cmocka_unit_test(invariance__gives_the_golden_values),
        cmocka_unit_test(invariance__ends_at_the_values),
        cmocka_unit_test(bounds__of_an_uninformative_system_are_zero),
        cmocka_unit_test(bounds__vanish_where_every_null_misleads),
        cmocka_unit_test(bounds__contain_zero_and_mirror_with_the_labels),
        cmocka_unit_test(bounds__ignore_doubling_and_absence),
        cmocka_unit_test(bounds__grow_with_the_units_alone),
        cmocka_unit_test(bounds__take_infinite_and_extreme_values),
        cmocka_unit_test(sources__are_the_logarithm_of_lineages),
        cmocka_unit_test(bounds_of__names_the_tightest_rule),
        cmocka_unit_test(clamp__moves_into_the_bounds_and_says_why),
        cmocka_unit_test(word__names_every_rule),
        cmocka_unit_test(bounds_of__reports_failures),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
