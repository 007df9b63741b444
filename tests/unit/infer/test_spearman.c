#include "infer/spearman.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "base/mem.h"

static double rho(const double *x, const double *y, const double *w, size_t n)
{
    double out = 7;

    assert_int_equal(retort_spearman(x, y, w, n, &out, NULL), RETORT_OK);
    return out;
}

static void spearman__reads_order_only(void **state)
{
    const double x[] = {1, 2, 4, 8, 16};
    const double same[] = {-3, 0, 0.1, 7, 1e9};
    const double other[] = {5, 4, 3, 2, 1};

    (void)state;
    assert_true(fabs(rho(x, same, NULL, 5) - 1.0) < 1e-15);
    assert_true(fabs(rho(x, other, NULL, 5) + 1.0) < 1e-15);
}

static void spearman__puts_equal_numbers_at_the_middle_rank(void **state)
{
    /* ranks 1, 1, 2.5 and 0.5, 1.5, 2.5: 1.5 / sqrt(1.5 x 2) */
    const double x[] = {1, 1, 2};
    const double y[] = {1, 2, 3};

    (void)state;
    assert_true(fabs(rho(x, y, NULL, 3) - 1.5 / sqrt(3.0)) < 1e-15);
}

static void spearman__takes_a_weight_as_repeats(void **state)
{
    const double x[] = {1, 5, 2, 9};
    const double y[] = {3, 1, 4, 4};
    const double w[] = {2, 1, 3, 1};
    const double xx[] = {1, 1, 5, 2, 2, 2, 9};
    const double yy[] = {3, 3, 1, 4, 4, 4, 4};

    (void)state;
    assert_true(fabs(rho(x, y, w, 4) - rho(xx, yy, NULL, 7)) < 1e-15);
    assert_true(fabs(rho(x, y, w, 4)) < 0.99);
}

static void spearman__has_nothing_to_say_of_constants(void **state)
{
    const double x[] = {1, 2, 3};
    const double same[] = {4, 4, 4};

    (void)state;
    assert_true(isnan(rho(x, same, NULL, 3)));
    assert_true(isnan(rho(same, x, NULL, 3)));
    assert_true(isnan(rho(x, x, NULL, 1)));
    assert_true(isnan(rho(x, x, NULL, 0)));
}

static void spearman__reports_missing_memory(void **state)
{
    const double x[] = {1, 2, 3};
    double out;

    (void)state;
    for (long n = 0; n < 2; n++) {
        retort_mem_fail_at(n);
        assert_int_equal(retort_spearman(x, x, NULL, 3, &out, NULL),
                         RETORT_ERR_NOMEM);
        retort_mem_fail_at(-1);
        assert_true(isnan(out));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spearman__reads_order_only),
        cmocka_unit_test(spearman__puts_equal_numbers_at_the_middle_rank),
        cmocka_unit_test(spearman__takes_a_weight_as_repeats),
        cmocka_unit_test(spearman__has_nothing_to_say_of_constants),
        cmocka_unit_test(spearman__reports_missing_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
