#include "infer/quantile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

static void quantile__is_linear_between_order_statistics(void **state)
{
    const double x[5] = {1.0, 2.0, 4.0, 8.0, 16.0};

    (void)state;
    assert_true(retort_quantile(x, 5, 0.0) == 1.0);
    assert_true(retort_quantile(x, 5, 0.5) == 4.0);
    assert_true(retort_quantile(x, 5, 1.0) == 16.0);
    assert_true(retort_quantile(x, 5, 0.25) == 2.0);
    assert_true(retort_quantile(x, 5, 0.375) == 3.0);
    assert_true(fabs(retort_quantile(x, 5, 0.975) - 15.2) < 1e-12);
    assert_true(fabs(retort_quantile(x, 5, 0.025) - 1.1) < 1e-12);
}

static void quantile__of_one_number_is_that_number(void **state)
{
    const double x[1] = {7.5};

    (void)state;
    for (int i = 0; i <= 10; i++)
        assert_true(retort_quantile(x, 1, i / 10.0) == 7.5);
}

static void quantile__takes_p_out_of_range_as_an_end(void **state)
{
    const double x[2] = {1.0, 2.0};

    (void)state;
    assert_true(retort_quantile(x, 2, -0.5) == 1.0);
    assert_true(retort_quantile(x, 2, 1.5) == 2.0);
    assert_true(isnan(retort_quantile(x, 2, (double)NAN)));
    assert_true(isnan(retort_quantile(x, 0, 0.5)));
}

static void quantile__handles_infinities_and_large_numbers(void **state)
{
    double inf = (double)INFINITY;
    const double x[5] = {-inf, -inf, 0.0, inf, inf};
    const double wide[2] = {-1.5e308, 1.5e308};
    const double ends[2] = {-inf, inf};

    (void)state;
    assert_true(retort_quantile(x, 5, 0.1) == -inf);
    assert_true(retort_quantile(x, 5, 0.3) == -inf);
    assert_true(retort_quantile(x, 5, 0.5) == 0.0);
    assert_true(retort_quantile(x, 5, 0.7) == inf);
    assert_true(retort_quantile(x, 5, 0.9) == inf);
    assert_true(retort_quantile(wide, 2, 0.5) == 0.0);
    assert_true(isnan(retort_quantile(ends, 2, 0.5)));
}

static void weighted_median__is_where_half_of_the_weight_lies(void **state)
{
    retort_weighted even[4] = {{4, 1}, {1, 1}, {3, 1}, {2, 1}};
    retort_weighted heavy[3] = {{1, 1}, {2, 1}, {3, 5}};
    retort_weighted light[3] = {{5, 3}, {7, 0}, {9, 1}};
    retort_weighted none[1] = {{5, 0}};

    (void)state;
    assert_true(retort_weighted_median(even, 4) == 2);
    assert_true(retort_weighted_median(heavy, 3) == 3);
    assert_true(retort_weighted_median(light, 3) == 5);
    assert_true(isnan(retort_weighted_median(none, 1)));
    assert_true(isnan(retort_weighted_median(NULL, 0)));
}

static void weighted_median__does_not_depend_on_order(void **state)
{
    retort_weighted a[4] = {{1, .1}, {2, .2}, {2, .3}, {3, .6}};
    retort_weighted b[4] = {{3, .6}, {2, .3}, {1, .1}, {2, .2}};

    (void)state;
    assert_true(retort_weighted_median(a, 4) == retort_weighted_median(b, 4));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantile__is_linear_between_order_statistics),
        cmocka_unit_test(quantile__of_one_number_is_that_number),
        cmocka_unit_test(quantile__takes_p_out_of_range_as_an_end),
        cmocka_unit_test(quantile__handles_infinities_and_large_numbers),
        cmocka_unit_test(weighted_median__is_where_half_of_the_weight_lies),
        cmocka_unit_test(weighted_median__does_not_depend_on_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
