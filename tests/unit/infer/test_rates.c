#include "infer/rates.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/class_data.h"

static const double EPS = 1e-12;

static double upper(double errors, double n)
{
    return retort_clopper_pearson_upper(errors, n, 0.95);
}

static double lower(double errors, double n)
{
    return retort_clopper_pearson_lower(errors, n, 0.95);
}

static int is_near(double got, double want, double relative)
{
    return fabs(got - want) <= relative * want;
}

/* From the sum of binomial terms in 40 digits. */
static void upper__gives_the_golden_values(void **state)
{
    (void)state;
    assert_true(is_near(upper(0, 20), 0.1391083406682652, EPS));
    assert_true(is_near(upper(0, 59), 0.049507609888226947, EPS));
    assert_true(is_near(upper(0, 299), 0.009969146792899271, EPS));
    assert_true(is_near(upper(10, 33), 0.45955568319049865, EPS));
    assert_true(is_near(upper(1, 20), 0.21610616420684735, EPS));
    assert_true(is_near(upper(2, 5), 0.81074462256222921, EPS));
    assert_true(is_near(upper(4, 5), 0.9897937816869885, EPS));
    assert_true(is_near(upper(50, 100), 0.58637828536908824, EPS));
    assert_true(is_near(upper(7, 1000), 0.013107715416593315, EPS));
}

static void upper__holds_for_a_million(void **state)
{
    (void)state;
    assert_true(is_near(upper(0, 1e6), 2.9957277863525444e-6, EPS));
    assert_true(is_near(upper(3, 1e6), 7.7536380988400607e-6, 1e-7));
    assert_true(is_near(upper(20, 1e6), 2.9061887159940674e-5, 1e-7));
    assert_true(upper(500000, 1e6) > 0.5 && upper(500000, 1e6) < 0.501);
}

/* Fewest lineages without an error that keep the rate below a limit. */
static void upper__of_no_errors_says_how_many_are_needed(void **state)
{
    static const struct {
        double limit;
        double n;
    } ROWS[7] = {{0.2, 14},   {0.1, 29},    {0.05, 59},   {0.02, 149},
                 {0.01, 299}, {0.005, 598}, {0.001, 2995}};

    (void)state;
    for (size_t i = 0; i < 7; i++) {
        assert_true(upper(0, ROWS[i].n) <= ROWS[i].limit);
        assert_true(upper(0, ROWS[i].n - 1) > ROWS[i].limit);
    }
}

static void lower__gives_the_golden_values(void **state)
{
    (void)state;
    assert_true(is_near(lower(20, 20), 0.8608916593317348, EPS));
    assert_true(is_near(lower(1, 20), 0.0025613787765302804, EPS));
    assert_true(is_near(lower(10, 33), 0.17455289479221659, EPS));
    assert_true(is_near(lower(23, 33), 0.54044431680950135, EPS));
    assert_true(is_near(lower(2, 5), 0.076440391412328886, EPS));
    assert_true(is_near(lower(50, 100), 0.41362171463091176, EPS));
    assert_true(lower(0, 20) == 0.0);
}

static void limits__mirror_each_other_and_enclose_the_rate(void **state)
{
    (void)state;
    for (int n = 1; n <= 40; n++)
        for (int k = 0; k <= n; k++) {
            double high = upper(k, n);
            double low = lower(k, n);

            ASSERT_CLOSE(high, 1.0 - lower(n - k, n), 1e-12);
            assert_true(low <= (double)k / n && (double)k / n <= high);
            assert_true(k == n || high < upper(k + 1, n));
        }
    assert_true(upper(7, 7) == 1.0);
}

/* Between counts the limit lies between theirs, at the edges beyond them. */
static void limits__take_counts_that_are_not_whole(void **state)
{
    (void)state;
    assert_true(upper(2.5, 10) > upper(2, 10));
    assert_true(upper(2.5, 10) < upper(3, 10));
    assert_true(upper(9.5, 10) == 1.0);
    assert_true(upper(8.95, 10) < 1.0);
    assert_true(lower(1.05, 10) > 0.0);
    assert_true(lower(2.5, 10) > lower(2, 10));
    assert_true(lower(2.5, 10) < lower(3, 10));
    assert_true(lower(0.5, 10) == 0.0);
}

static void limits__check_their_arguments(void **state)
{
    (void)state;
    assert_true(retort_clopper_pearson_upper(5, 10, 0.05) < 0.5);
    assert_true(isnan(upper(-1, 10)));
    assert_true(isnan(upper(11, 10)));
    assert_true(isnan(upper(0, 0)));
    assert_true(isnan(upper(1, (double)NAN)));
    assert_true(isnan(lower((double)NAN, 10)));
    assert_true(isnan(retort_clopper_pearson_upper(1, 10, 1.0)));
    assert_true(isnan(retort_clopper_pearson_lower(1, 10, 0.0)));
}

static void rate__counts_misleading_evidence_in_lineages(void **state)
{
    const double llr[5] = {-1.0, 0.0, 0.5, 2.0, (double)NAN};
    const double weight[5] = {1.0, 1.0, 1.0, 1.0, 0.0};
    retort_class c = {llr, weight, 5, 0.0};
    retort_rate r = retort_rate_above(&c, 0.0);

    (void)state;
    assert_true(r.share == 0.5 && r.errors == 2.0 && r.n == 4.0);
    assert_true(r.upper == upper(2, 4));
    r = retort_rate_below(&c, 0.0);
    assert_true(r.share == 0.25 && r.errors == 1.0);
    assert_true(r.upper == upper(1, 4));
    c.units = 3.0; /* half of three lineages: two */
    r = retort_rate_above(&c, 0.0);
    assert_true(r.errors == 2.0 && r.n == 3.0 && r.upper == upper(2, 3));
    r = retort_rate_above(&c, 2.0);
    assert_true(r.share == 0.0 && r.errors == 0.0);
    assert_false(signbit(r.errors));
    r = retort_rate_below(&c, 10.0);
    assert_true(r.share == 1.0 && r.upper == 1.0);
}

/* 3 of 10 in tenths is 0.30000000000000004 of the weight: three, not four. */
static void rate__does_not_count_rounding(void **state)
{
    double llr[10];
    double weight[10];
    retort_rate r;

    (void)state;
    for (int i = 0; i < 10; i++) {
        llr[i] = i < 3 ? 1.0 : -1.0;
        weight[i] = 0.1;
    }
    r = retort_rate_above(&(retort_class){llr, weight, 10, 0.0}, 0.0);
    assert_true(r.errors == 3.0);
}

static void rate__of_nobody_is_undefined(void **state)
{
    retort_rate r = retort_rate_above(&(retort_class){0}, 0.0);

    (void)state;
    assert_true(isnan(r.share) && r.n == 0.0 && r.upper == 1.0);
}

static void rate__ignores_doubling(void **state)
{
    test_classes t;
    test_classes other;
    retort_rate a;
    retort_rate b;

    (void)state;
    test_classes_fill(&t, 70, 20, 30);
    test_classes_double(&other, &t.c);
    a = retort_rate_above(&t.c.null, 0.0);
    b = retort_rate_above(&other.c.null, 0.0);
    assert_memory_equal(&a, &b, sizeof(a));
}

static void turing__is_the_mean_of_likelihood_ratios(void **state)
{
    const double llr[3] = {1.0, -1.0, -(double)INFINITY};
    const double weight[3] = {1.0, 2.0, 1.0};
    const double small[3] = {1e-9, 1e-9, 1e-9};
    retort_class c = {llr, weight, 3, 0.0};

    (void)state;
    ASSERT_CLOSE(retort_turing(&c), (10.0 + 0.2) / 4.0, EPS);
    c.weight = NULL;
    ASSERT_CLOSE(retort_turing(&c), 10.1 / 3.0, EPS);
    c.weight = small;
    ASSERT_CLOSE(retort_turing(&c), 10.1 / 3.0, EPS);
    assert_true(retort_rate_above(&c, 0.0).n == 3.0);
    c.count = 0;
    assert_true(isnan(retort_turing(&c)));
}

/* Exact: p = 1/4 and 3/4 of the null at LR 3 and 1/3 have mean 1. */
static void turing__is_one_for_calibrated_ratios(void **state)
{
    const double llr[4] = {0.47712125471966244, -0.47712125471966244,
                           -0.47712125471966244, -0.47712125471966244};

    (void)state;
    ASSERT_CLOSE(retort_turing(&(retort_class){llr, NULL, 4, 0.0}), 1.0, EPS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(upper__gives_the_golden_values),
        cmocka_unit_test(upper__holds_for_a_million),
        cmocka_unit_test(upper__of_no_errors_says_how_many_are_needed),
        cmocka_unit_test(lower__gives_the_golden_values),
        cmocka_unit_test(limits__mirror_each_other_and_enclose_the_rate),
        cmocka_unit_test(limits__take_counts_that_are_not_whole),
        cmocka_unit_test(limits__check_their_arguments),
        cmocka_unit_test(rate__counts_misleading_evidence_in_lineages),
        cmocka_unit_test(rate__does_not_count_rounding),
        cmocka_unit_test(rate__of_nobody_is_undefined),
        cmocka_unit_test(rate__ignores_doubling),
        cmocka_unit_test(turing__is_the_mean_of_likelihood_ratios),
        cmocka_unit_test(turing__is_one_for_calibrated_ratios),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
