#include "infer/validation_simulate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "infer/cllr.h"
#include "infer/pav.h"
#include "support/noise.h"

static retort_simulated run(uint32_t positives, uint32_t nulls, double cllr,
                            uint64_t seed)
{
    retort_simulated s = {0};

    assert_int_equal(retort_simulate(positives, nulls, cllr, seed, &s, NULL),
                     RETORT_OK);
    return s;
}

/* Cllr of the model at m, by another rule: midpoints of a fine grid. */
static double cllr_by_midpoints(double m)
{
    double sum = 0;

    for (int i = 0; i < 20000; i++) {
        double t = -10 + ((double)i + 0.5) / 1000.0;
        double x = m + sqrt(2 * m) * t;

        sum += exp(-t * t / 2) / sqrt(2 * acos(-1.0)) * log1p(exp(-x)) / 1000.0;
    }
    return sum / log(2.0);
}

static void mean__gives_the_model_its_cllr(void **state)
{
    const double cllr[] = {0.999, 0.9, 0.75, 0.4, 0.1, 0.01};

    (void)state;
    for (size_t i = 0; i < sizeof(cllr) / sizeof(cllr[0]); i++) {
        double m = retort_simulate_mean(cllr[i]);

        assert_true(fabs(cllr_by_midpoints(m) - cllr[i]) < 1e-9);
    }
}

static void mean__agrees_with_known_systems(void **state)
{
    /* median LR of the positives, and Cllr to three places */
    const double known[][2] = {
        {2, 0.786}, {3, 0.687}, {10, 0.467}, {100, 0.233}, {1000, 0.119}};

    (void)state;
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        assert_true(fabs(retort_simulate_mean(known[i][1]) - log(known[i][0])) <
                    0.02);
}

static void mean__ends_at_no_evidence_and_at_a_ceiling(void **state)
{
    (void)state;
    assert_true(retort_simulate_mean(1.0) == 0.0);
    assert_true(retort_simulate_mean(3.0) == 0.0);
    assert_true(fabs(retort_simulate_mean(0.0) - 200.0) < 1e-6);
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

static double uniform(test_noise *n)
{
    return ((double)test_noise_below(n, 1U << 30) + 0.5) / (double)(1U << 30);
}

static double normal(test_noise *n)
{
    double u = uniform(n);
    double v = uniform(n);

    return sqrt(-2 * log(u)) * cos(2 * acos(-1.0) * v);
}

/* 95 % quantile of Cllr_cal by other normal numbers. */
static double cal_by_cosines(int positives, int nulls, double m)
{
    static double cal[2000];
    double value[100];
    test_noise noise = {4};

    for (int j = 0; j < 2000; j++) {
        retort_classes c = {{value, NULL, (size_t)positives, 0},
                            {value + positives, NULL, (size_t)nulls, 0}};
        double least;

        for (int i = 0; i < positives + nulls; i++)
            value[i] =
                ((i < positives ? m : -m) + sqrt(2 * m) * normal(&noise)) /
                log(10.0);
        assert_int_equal(retort_cllr_min(&c, &least, NULL), RETORT_OK);
        cal[j] = retort_cllr(&c) - least;
    }
    qsort(cal, 2000, sizeof(cal[0]), by_value);
    return cal[1900];
}

static void simulate__agrees_with_other_normal_numbers(void **state)
{
    retort_simulated s = run(16, 31, 0.75, 1);
    retort_simulated strong = run(16, 31, 0.2, 1);

    (void)state;
    assert_true(fabs(s.cllr_cal - cal_by_cosines(16, 31, s.mean)) < 0.02);
    assert_true(fabs(strong.cllr_cal - cal_by_cosines(16, 31, strong.mean)) <
                0.02);
}

static void simulate__asks_more_of_more_lineages(void **state)
{
    retort_simulated few = run(10, 20, 0.6, 1);
    retort_simulated many = run(60, 120, 0.6, 1);

    (void)state;
    assert_true(many.cllr_cal < few.cllr_cal);
    assert_true(many.devpav < few.devpav);
    assert_true(many.turing > few.turing && many.turing < 1.0);
}

static void simulate__is_a_function_of_its_seed(void **state)
{
    retort_simulated a = run(10, 20, 0.6, 5);
    retort_simulated b = run(10, 20, 0.6, 5);
    retort_simulated c = run(10, 20, 0.6, 6);

    (void)state;
    assert_memory_equal(&a, &b, sizeof(a));
    assert_true(a.cllr_cal != c.cllr_cal);
    assert_true(fabs(a.cllr_cal - c.cllr_cal) < 0.05);
}

static void simulate__has_no_limits_without_a_system(void **state)
{
    (void)state;
    assert_true(isnan(run(0, 20, 0.6, 1).cllr_cal));
    assert_true(isnan(run(10, 0, 0.6, 1).turing));
    assert_true(isnan(run(10, 20, (double)NAN, 1).cllr_cal));
    assert_true(run(10, 20, 1.5, 1).cllr_cal < 1e-12);
}

static void simulate__reports_missing_memory(void **state)
{
    retort_simulated s;

    (void)state;
    for (long n = 0; n < 5; n++) {
        retort_mem_fail_at(n);
        assert_int_equal(retort_simulate(5, 9, 0.6, 1, &s, NULL),
                         RETORT_ERR_NOMEM);
        retort_mem_fail_at(-1);
        assert_true(isnan(s.cllr_cal) && isnan(s.turing));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mean__gives_the_model_its_cllr),
        cmocka_unit_test(mean__agrees_with_known_systems),
        cmocka_unit_test(mean__ends_at_no_evidence_and_at_a_ceiling),
        cmocka_unit_test(simulate__agrees_with_other_normal_numbers),
        cmocka_unit_test(simulate__asks_more_of_more_lineages),
        cmocka_unit_test(simulate__is_a_function_of_its_seed),
        cmocka_unit_test(simulate__has_no_limits_without_a_system),
        cmocka_unit_test(simulate__reports_missing_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
