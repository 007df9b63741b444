#include "infer/ranks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "base/mem.h"
#include "support/class_data.h"

static const double EPS = 1e-12;

static void conformal__has_a_floor(void **state)
{
    (void)state;
    assert_true(retort_conformal_floor(19) == 0.05);
    assert_true(retort_conformal_floor(99) == 0.01);
    assert_true(retort_conformal_floor(0) == 1.0);
}

static void holm__steps_down_and_never_falls(void **state)
{
    const double p[5] = {0.04, 0.01, 0.03, 0.9, 0.005};
    const double want[5] = {0.09, 0.04, 0.09, 0.9, 0.025};
    double got[5];

    (void)state;
    assert_int_equal(retort_holm(p, 5, got, NULL), RETORT_OK);
    for (size_t i = 0; i < 5; i++)
        ASSERT_CLOSE(got[i], want[i], EPS);
}

static void holm__leaves_nan_out_of_the_count(void **state)
{
    double p[4] = {0.02, (double)NAN, 0.5, (double)NAN};

    (void)state;
    assert_int_equal(retort_holm(p, 4, p, NULL), RETORT_OK);
    ASSERT_CLOSE(p[0], 0.04, EPS);
    ASSERT_CLOSE(p[2], 0.5, EPS);
    assert_true(isnan(p[1]) && isnan(p[3]));
}

static void holm__stops_at_one_and_takes_nothing(void **state)
{
    const double p[3] = {0.5, 0.5, 0.6};
    double got[3];

    (void)state;
    assert_int_equal(retort_holm(p, 3, got, NULL), RETORT_OK);
    for (size_t i = 0; i < 3; i++)
        assert_true(got[i] == 1.0);
    assert_int_equal(retort_holm(NULL, 0, NULL, NULL), RETORT_OK);
}

static void holm__survives_refused_memory(void **state)
{
    const double p[1] = {0.5};
    double got[1];

    (void)state;
    retort_mem_fail_at(0);
    assert_int_equal(retort_holm(p, 1, got, NULL), RETORT_ERR_NOMEM);
    retort_mem_fail_at(-1);
}

static void max_of_n__is_the_chance_of_one_or_more(void **state)
{
    (void)state;
    ASSERT_CLOSE(retort_max_of_n(0.05, 3), 0.142625, EPS);
    ASSERT_CLOSE(retort_max_of_n(0.5, 2), 0.75, EPS);
    ASSERT_CLOSE(retort_max_of_n(0.25, 1), 0.25, EPS);
    assert_true(retort_max_of_n(1.0, 5) == 1.0);
    assert_true(retort_max_of_n(0.3, 0) == 0.0);
    assert_true(retort_max_of_n(1.0, 0) == 0.0);
    assert_true(retort_max_of_n(0.0, 7) == 0.0);
    ASSERT_CLOSE(retort_max_of_n(0.1, 1), 0.1, EPS);
    assert_true(isnan(retort_max_of_n(1.05, 2)));
    assert_true(isnan(retort_max_of_n(-0.1, 2)));
    assert_true(isnan(retort_any_of(0.5, -1.0)));
    assert_true(isnan(retort_max_of_n((double)NAN, 2)));
}

static void max_of_n__keeps_small_chances(void **state)
{
    (void)state;
    assert_true(fabs(retort_max_of_n(1e-20, 3) / 3e-20 - 1.0) < 1e-15);
    /* 1 - (1 - p)^10 = 10 p - 45 p^2 + 120 p^3 - ... */
    assert_true(fabs(retort_max_of_n(1e-6, 10) / 9.99995500012e-6 - 1.0) <
                1e-13);
}

static void any_of__undoes_itself(void **state)
{
    (void)state;
    for (int n = 1; n < 100; n += 7)
        for (double p = 1e-9; p < 1.0; p *= 3.0)
            ASSERT_CLOSE(retort_any_of(retort_any_of(p, 1.0 / n), (double)n) /
                             p,
                         1.0, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conformal__has_a_floor),
        cmocka_unit_test(holm__steps_down_and_never_falls),
        cmocka_unit_test(holm__leaves_nan_out_of_the_count),
        cmocka_unit_test(holm__stops_at_one_and_takes_nothing),
        cmocka_unit_test(holm__survives_refused_memory),
        cmocka_unit_test(max_of_n__is_the_chance_of_one_or_more),
        cmocka_unit_test(max_of_n__keeps_small_chances),
        cmocka_unit_test(any_of__undoes_itself),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
