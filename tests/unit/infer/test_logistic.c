#include "infer/logistic.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "support/class_data.h"

static const double EPS = 1e-12;

static void assert_raw(double prior, double ridge, double slope,
                       double intercept)
{
    retort_classes toy = test_toy();
    double a;
    double b;
    int steps;

    assert_int_equal(
        retort_logistic_fit_raw(&toy, prior, ridge, &a, &b, &steps, NULL),
        RETORT_OK);
    ASSERT_CLOSE(a, slope, EPS);
    ASSERT_CLOSE(b, intercept, EPS);
    assert_in_range(steps, 4, 10);
}

static void fit_raw__gives_the_golden_values(void **state)
{
    (void)state;
    assert_raw(0.5, 0.0, 1.9870164477339442, -0.25797187392250466);
    assert_raw(0.1, 0.0, 2.8453138096690359, -0.46003256519586869);
    assert_raw(0.5, 0.01, 1.7414570817698185, -0.22836722150331827);
}

/* The first full step overshoots. Numbers in 40 digits. */
static void fit_raw__shortens_steps_that_do_not_help(void **state)
{
    const double pos[5] = {0.4, -2.2, 0.3, 0.3, -22.6};
    const double null[4] = {-1.9, 1.9, 0.5, 0.2};
    double a;
    double b;
    int steps;

    (void)state;
    assert_int_equal(retort_logistic_fit_raw(&TEST_CLASSES(pos, null), 0.01,
                                             0.01, &a, &b, &steps, NULL),
                     RETORT_OK);
    ASSERT_CLOSE(a, -0.31419378273916428, EPS);
    ASSERT_CLOSE(b, -0.23852288075402285, EPS);
}

static void fit_raw__may_slope_down(void **state)
{
    retort_classes toy = test_toy();
    retort_classes turned = {toy.null, toy.positive};
    double a;
    double b;
    int steps;

    (void)state;
    assert_int_equal(
        retort_logistic_fit_raw(&turned, 0.5, 0.0, &a, &b, &steps, NULL),
        RETORT_OK);
    ASSERT_CLOSE(a, -1.9870164477339442, EPS);
    ASSERT_CLOSE(b, 0.25797187392250466, EPS);
}

static retort_logistic fit(const retort_classes *c)
{
    retort_logistic f;

    assert_int_equal(retort_logistic_fit(c, 0.5, 0.01, &f, NULL), RETORT_OK);
    return f;
}

/* Numbers by an independent program in 40 digits. */
static void fit__standardises_each_class_by_half(void **state)
{
    retort_classes toy = test_toy();
    retort_logistic f = fit(&toy);

    (void)state;
    ASSERT_CLOSE(f.mean, 0.13333333333333333, EPS);
    ASSERT_CLOSE(f.sd, 1.2924997313560864, EPS);
    ASSERT_CLOSE(f.slope, 2.1068086948711843, EPS);
    ASSERT_CLOSE(f.intercept, 0.0026964074389981813, EPS);
    assert_true(f.prior == 0.5 && f.ridge == 0.01);
    ASSERT_CLOSE(retort_logistic_llr(&f, 1.0), 0.61469431276716427, EPS);
    ASSERT_CLOSE(retort_logistic_llr(&f, -0.5), -0.44717289897495118, EPS);
}

static void fit__balances_classes_of_unequal_size(void **state)
{
    test_classes t;
    test_classes more;
    retort_logistic a;
    retort_logistic b;

    (void)state;
    test_classes_fill(&t, 40, 16, 16);
    test_classes_double(&more, &t.c);
    more.c.null.weight = NULL; /* two of each, and no weights */
    more.c.positive = t.c.positive;
    a = fit(&t.c);
    b = fit(&more.c);
    ASSERT_CLOSE(a.slope, b.slope, EPS);
    ASSERT_CLOSE(a.intercept, b.intercept, EPS);
    ASSERT_CLOSE(a.mean, b.mean, EPS);
}

static void fit__negates_llr_for_swapped_labels(void **state)
{
    test_classes t;
    test_classes swapped;

    (void)state;
    for (uint64_t seed = 50; seed < 60; seed++) {
        retort_logistic a;
        retort_logistic b;

        test_classes_fill(&t, seed, 20, 60);
        test_classes_swap(&swapped, &t.c);
        a = fit(&t.c);
        b = fit(&swapped.c);
        for (int s = -8; s <= 8; s++)
            ASSERT_CLOSE(retort_logistic_llr(&a, 0.5 * s),
                         -retort_logistic_llr(&b, -0.5 * s), EPS);
    }
}

static void fit__does_not_see_the_scale_of_scores(void **state)
{
    static const double SCALE[3] = {1024.0, 0x1p600, 0x1p-1000};
    test_classes t;
    retort_logistic a;

    (void)state;
    for (size_t k = 0; k < 3; k++) {
        retort_logistic b;

        test_classes_fill(&t, 61, 20, 30);
        a = fit(&t.c);
        for (size_t i = 0; i < 20; i++)
            t.value[0][i] *= SCALE[k];
        for (size_t i = 0; i < 30; i++)
            t.value[1][i] *= SCALE[k];
        b = fit(&t.c);
        ASSERT_CLOSE(a.slope, b.slope, EPS);
        ASSERT_CLOSE(b.sd / SCALE[k], a.sd, EPS);
        ASSERT_CLOSE(retort_logistic_llr(&a, 1.25),
                     retort_logistic_llr(&b, 1.25 * SCALE[k]), EPS);
    }
}

/* All members, to the bit; a struct also has padding. */
static void assert_same_fit(const retort_logistic *a, const retort_logistic *b)
{
    assert_true(a->slope == b->slope && a->intercept == b->intercept);
    assert_true(a->mean == b->mean && a->sd == b->sd);
    assert_true(a->prior == b->prior && a->ridge == b->ridge);
    assert_int_equal(a->steps, b->steps);
}

static void fit__ignores_doubling_and_absence(void **state)
{
    test_classes t;
    test_classes other;
    retort_logistic a;
    retort_logistic b;

    (void)state;
    test_classes_fill(&t, 62, 30, 30);
    test_classes_weigh(&t, 63);
    a = fit(&t.c);
    test_classes_double(&other, &t.c);
    b = fit(&other.c);
    ASSERT_CLOSE(a.slope, b.slope, EPS);
    ASSERT_CLOSE(a.intercept, b.intercept, EPS);
    test_classes_drop(&other, &t.c);
    b = fit(&other.c);
    assert_same_fit(&a, &b);
    test_classes_scale(&other, 0x1p-30);
    b = fit(&other.c);
    assert_same_fit(&a, &b);
    t.value[1][3] = (double)NAN;
    t.weight[1][3] = 0.0;
    assert_true(isfinite(fit(&t.c).slope));
}

static void fit__shrinks_with_the_ridge(void **state)
{
    retort_classes toy = test_toy();
    retort_logistic weak;
    retort_logistic strong;

    (void)state;
    assert_int_equal(retort_logistic_fit(&toy, 0.5, 0.001, &weak, NULL),
                     RETORT_OK);
    assert_int_equal(retort_logistic_fit(&toy, 0.5, 0.1, &strong, NULL),
                     RETORT_OK);
    assert_true(weak.slope > fit(&toy).slope);
    assert_true(strong.slope < fit(&toy).slope);
    assert_true(strong.slope > 0.0);
}

static void fit__of_separated_classes_needs_a_ridge(void **state)
{
    const double pos[3] = {0.5, 0.8, 0.6};
    const double null[2] = {0.2, 0.01};
    const double touching[2] = {0.5, 0.01};
    const double above[2] = {0.8, 0.9};
    retort_classes c = TEST_CLASSES(pos, null);
    retort_logistic f;
    retort_err err = {0};

    (void)state;
    assert_int_equal(retort_logistic_fit(&c, 0.5, 0.0, &f, &err),
                     RETORT_ERR_NOT_APPLICABLE);
    assert_non_null(strstr(err.text, "do not overlap"));
    assert_true(f.slope == 0.0 && f.sd == 0.0);
    assert_int_equal(
        retort_logistic_fit(&TEST_CLASSES(pos, touching), 0.5, 0.0, &f, NULL),
        RETORT_ERR_NOT_APPLICABLE);
    assert_int_equal(
        retort_logistic_fit(&TEST_CLASSES(pos, above), 0.5, 0.0, &f, &err),
        RETORT_ERR_NOT_APPLICABLE);
    assert_non_null(strstr(err.text, "do not overlap"));
    f = fit(&c);
    assert_true(retort_logistic_llr(&f, 0.6) > 0.0);
    assert_true(retort_logistic_llr(&f, 0.6) < 2.0);
    assert_true(retort_logistic_llr(&f, 0.01) < 0.0);
}

static void fit__refuses_a_score_that_runs_against(void **state)
{
    retort_classes toy = test_toy();
    retort_classes turned = {toy.null, toy.positive};
    retort_logistic f;
    retort_err err = {0};

    (void)state;
    assert_int_equal(retort_logistic_fit(&turned, 0.5, 0.01, &f, &err),
                     RETORT_ERR_NOT_APPLICABLE);
    assert_non_null(strstr(err.text, "score runs against the proposition"));
}

static void fit__says_nothing_of_equal_classes(void **state)
{
    retort_classes toy = test_toy();
    retort_classes same = {toy.null, toy.null};
    const double flat[3] = {0.1, 0.1, 0.1};
    retort_logistic f = fit(&same);

    (void)state;
    assert_true(f.slope == 0.0);
    ASSERT_CLOSE(retort_logistic_llr(&f, 17.0), 0.0, EPS);
    ASSERT_CLOSE(retort_logistic_llr(&f, (double)INFINITY), 0.0, EPS);
    assert_int_equal(
        retort_logistic_fit(&TEST_CLASSES(flat, flat), 0.5, 0.01, &f, NULL),
        RETORT_ERR_NOT_APPLICABLE);
}

/* One class of a single score is no reason to refuse. */
static void fit__takes_a_class_of_equal_scores(void **state)
{
    const double top[2] = {2.0, 2.0};
    const double below[3] = {0.0, 1.0, 2.0};
    const double bottom[2] = {0.0, 0.0};
    const double above[2] = {0.0, 1.0};

    (void)state;
    assert_true(fit(&TEST_CLASSES(top, below)).slope > 0.0);
    assert_true(fit(&TEST_CLASSES(above, bottom)).slope > 0.0);
}

static void llr__is_in_decades_and_free_of_overflow(void **state)
{
    const double ln10 = 2.3025850929940457;
    const retort_logistic flat = {.intercept = ln10, .sd = 1.0};
    const retort_logistic wide = {
        .slope = ln10, .intercept = 0.0, .mean = -1e308, .sd = 1e308};

    (void)state;
    ASSERT_CLOSE(retort_logistic_llr(&flat, 5.0), 1.0, EPS);
    ASSERT_CLOSE(retort_logistic_llr(&wide, 1.7e308), 2.7, EPS);
    ASSERT_CLOSE(retort_logistic_z(&wide, 1.7e308), 2.7, EPS);
    assert_true(isinf(retort_logistic_z(&wide, (double)INFINITY)));
}

static void fit__takes_extreme_scores(void **state)
{
    const double pos[3] = {1.7e308, 1e308, -1e308};
    const double null[3] = {-1.7e308, -1e308, 0.0};
    const double tiny_pos[3] = {5e-324, 4e-323, 3e-323};
    const double tiny_null[3] = {-5e-324, -0.0, 1e-323};
    const double close_pos[2] = {0.0, 5e-324};
    const double close_null[2] = {0.0, 0.0};
    retort_logistic f = fit(&TEST_CLASSES(pos, null));
    retort_status st;

    (void)state;
    assert_true(isfinite(f.mean) && isfinite(f.sd) && f.slope > 0.0);
    assert_true(isfinite(retort_logistic_llr(&f, 1.7e308)));
    assert_true(retort_logistic_llr(&f, 1.7e308) >
                retort_logistic_llr(&f, -1.7e308));
    f = fit(&TEST_CLASSES(tiny_pos, tiny_null));
    assert_true(f.sd > 0.0 && f.slope > 0.0);
    st = retort_logistic_fit(&TEST_CLASSES(close_pos, close_null), 0.5, 0.01,
                             &f, NULL);
    assert_true(st == RETORT_OK || st == RETORT_ERR_NOT_APPLICABLE);
    assert_true(isfinite(f.slope));
}

static void fit__converges_with_far_outliers(void **state)
{
    double pos[40];
    double null[40];
    retort_logistic f;

    (void)state;
    for (int i = 0; i < 40; i++) {
        pos[i] = 1.0 + 0.01 * i;
        null[i] = 0.9 + 0.01 * i;
    }
    null[0] = 1e6;
    pos[0] = 1e7;
    f = fit(&TEST_CLASSES(pos, null));
    assert_true(f.slope > 0.0);
    assert_in_range(f.steps, 1, 60);
}

static retort_status with(double prior, double ridge, double score)
{
    const double pos[2] = {1.0, score};
    const double null[2] = {0.0, 2.0};
    retort_logistic f;

    return retort_logistic_fit(&TEST_CLASSES(pos, null), prior, ridge, &f,
                               NULL);
}

static void fit__checks_its_arguments(void **state)
{
    const double high[2] = {0.0, (double)INFINITY};
    const double low[2] = {0.0, -(double)INFINITY};
    retort_classes toy = test_toy();
    retort_logistic f;

    (void)state;
    assert_int_equal(with(0.5, 0.01, 3.0), RETORT_OK);
    assert_int_equal(with(0.0, 0.01, 3.0), RETORT_ERR_ARG);
    assert_int_equal(with(1.0, 0.01, 3.0), RETORT_ERR_ARG);
    assert_int_equal(with((double)NAN, 0.01, 3.0), RETORT_ERR_ARG);
    assert_int_equal(with(0.5, -0.01, 3.0), RETORT_ERR_ARG);
    assert_int_equal(with(0.5, (double)INFINITY, 3.0), RETORT_ERR_ARG);
    assert_int_equal(with(0.5, 0.01, (double)NAN), RETORT_ERR_INTERNAL);
    assert_int_equal(with(0.5, 0.01, (double)INFINITY), RETORT_ERR_INTERNAL);
    assert_int_equal(with(0.5, 0.01, -(double)INFINITY), RETORT_ERR_INTERNAL);
    assert_int_equal(retort_logistic_fit(&TEST_CLASSES(TEST_TOY_POSITIVE, high),
                                         0.5, 0.01, &f, NULL),
                     RETORT_ERR_INTERNAL);
    assert_int_equal(retort_logistic_fit(&TEST_CLASSES(TEST_TOY_POSITIVE, low),
                                         0.5, 0.01, &f, NULL),
                     RETORT_ERR_INTERNAL);
    toy.null.count = 0;
    assert_int_equal(retort_logistic_fit(&toy, 0.5, 0.01, &f, NULL),
                     RETORT_ERR_NOT_APPLICABLE);
}

/* Curvature that a double cannot hold. */
static void fit_raw__reports_that_it_does_not_converge(void **state)
{
    const double pos[2] = {1e200, 3e200};
    const double null[2] = {2e200, -1e200};
    double a;
    double b;
    int steps;
    retort_err err = {0};

    (void)state;
    assert_int_equal(retort_logistic_fit_raw(&TEST_CLASSES(pos, null), 0.5, 0.0,
                                             &a, &b, &steps, &err),
                     RETORT_ERR_INTERNAL);
    assert_non_null(strstr(err.text, "not converged"));
    assert_true(a == 0.0 && b == 0.0 && steps == 0);
    assert_int_equal(retort_logistic_fit_raw(&(retort_classes){0}, 0.5, 0.0, &a,
                                             &b, &steps, NULL),
                     RETORT_ERR_NOT_APPLICABLE);
}

static void fit__survives_refused_memory(void **state)
{
    retort_classes toy = test_toy();
    retort_status st = RETORT_ERR_NOMEM;
    retort_logistic f;
    long refused = 0;

    (void)state;
    for (; st == RETORT_ERR_NOMEM; refused++) {
        retort_mem_fail_at(refused);
        st = retort_logistic_fit(&toy, 0.5, 0.01, &f, NULL);
        retort_mem_fail_at(-1);
        assert_true((f.slope > 0.0) == (st == RETORT_OK));
    }
    assert_int_equal(st, RETORT_OK);
    assert_int_equal(refused, 3); /* z, items, success */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fit_raw__gives_the_golden_values),
        cmocka_unit_test(fit_raw__shortens_steps_that_do_not_help),
        cmocka_unit_test(fit_raw__may_slope_down),
        cmocka_unit_test(fit__standardises_each_class_by_half),
        cmocka_unit_test(fit__balances_classes_of_unequal_size),
        cmocka_unit_test(fit__negates_llr_for_swapped_labels),
        cmocka_unit_test(fit__does_not_see_the_scale_of_scores),
        cmocka_unit_test(fit__ignores_doubling_and_absence),
        cmocka_unit_test(fit__shrinks_with_the_ridge),
        cmocka_unit_test(fit__of_separated_classes_needs_a_ridge),
        cmocka_unit_test(fit__refuses_a_score_that_runs_against),
        cmocka_unit_test(fit__says_nothing_of_equal_classes),
        cmocka_unit_test(fit__takes_a_class_of_equal_scores),
        cmocka_unit_test(llr__is_in_decades_and_free_of_overflow),
        cmocka_unit_test(fit__takes_extreme_scores),
        cmocka_unit_test(fit__converges_with_far_outliers),
        cmocka_unit_test(fit__checks_its_arguments),
        cmocka_unit_test(fit_raw__reports_that_it_does_not_converge),
        cmocka_unit_test(fit__survives_refused_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
