#include "infer/pav.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/detmath.h"
#include "base/mem.h"
#include "infer/cllr.h"
#include "support/class_data.h"

static const double EPS = 1e-12;

static double min_of(const retort_classes *c)
{
    double out;

    assert_int_equal(retort_cllr_min(c, &out, NULL), RETORT_OK);
    return out;
}

static void pav__pools_ties_first(void **state)
{
    const double pos[3] = {0.0, 0.0, 1.0};
    const double null[3] = {0.0, -1.0, 1.0};
    retort_pav_point *p;
    size_t n;

    (void)state;
    assert_int_equal(retort_pav(&TEST_CLASSES(pos, null), &p, &n, NULL),
                     RETORT_OK);
    assert_int_equal(n, 3);
    assert_true(p[0].x == -1.0 && p[0].llr == -(double)INFINITY);
    assert_true(p[1].x == 0.0 && p[2].x == 1.0);
    ASSERT_CLOSE(p[1].llr, 0.17609125905568124, EPS); /* log10 3/2 */
    assert_true(p[2].llr == p[1].llr);
    retort_mem_free(p);
}

static void pav__separates_what_is_separate(void **state)
{
    const double pos[3] = {1.0, 2.0, 3.0};
    const double null[3] = {-1.0, -2.0, -3.0};
    retort_pav_point *p;
    size_t n;

    (void)state;
    assert_int_equal(retort_pav(&TEST_CLASSES(pos, null), &p, &n, NULL),
                     RETORT_OK);
    assert_int_equal(n, 6);
    for (size_t i = 0; i < n; i++)
        assert_true(p[i].llr == (i < 3 ? -1.0 : 1.0) * (double)INFINITY);
    retort_mem_free(p);
}

static void pav__ascends(void **state)
{
    test_classes t;
    retort_pav_point *p;
    size_t n;

    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++) {
        test_classes_fill(&t, seed, 40, 50);
        test_classes_weigh(&t, seed + 100);
        assert_int_equal(retort_pav(&t.c, &p, &n, NULL), RETORT_OK);
        for (size_t i = 1; i < n; i++) {
            assert_true(p[i].x > p[i - 1].x);
            assert_true(p[i].llr >= p[i - 1].llr);
        }
        retort_mem_free(p);
    }
}

/* Replace the values of a class by their transforms. */
static void replace(double *value, size_t count, const retort_pav_point *p,
                    size_t n)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < n; k++)
            if (p[k].x == value[i]) {
                value[i] = p[k].llr;
                break;
            }
}

static void pav__changes_nothing_the_second_time(void **state)
{
    test_classes t;
    retort_pav_point *p;
    retort_pav_point *again;
    size_t n;
    size_t m;

    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++) {
        test_classes_fill(&t, seed, 40, 60);
        assert_int_equal(retort_pav(&t.c, &p, &n, NULL), RETORT_OK);
        replace(t.value[0], 40, p, n);
        replace(t.value[1], 60, p, n);
        assert_int_equal(retort_pav(&t.c, &again, &m, NULL), RETORT_OK);
        for (size_t i = 0; i < m; i++)
            ASSERT_CLOSE(again[i].llr, again[i].x, EPS);
        retort_mem_free(p);
        retort_mem_free(again);
    }
}

/* Same points, exactly or but for rounding? */
static void assert_same(const retort_classes *a, const retort_classes *b,
                        double eps)
{
    retort_pav_point *p;
    retort_pav_point *q;
    size_t n;
    size_t m;

    assert_int_equal(retort_pav(a, &p, &n, NULL), RETORT_OK);
    assert_int_equal(retort_pav(b, &q, &m, NULL), RETORT_OK);
    assert_int_equal(n, m);
    for (size_t i = 0; i < n; i++) {
        assert_true(p[i].x == q[i].x);
        ASSERT_CLOSE(p[i].llr, q[i].llr, eps);
    }
    retort_mem_free(p);
    retort_mem_free(q);
}

static void pav__is_exact_for_weights_that_are_counts(void **state)
{
    test_classes counted;
    test_classes dropped;

    (void)state;
    test_classes_fill(&counted, 9, 30, 30);
    test_classes_weigh(&counted, 10);
    test_classes_drop(&dropped, &counted.c);
    assert_same(&counted.c, &dropped.c, 0.0);
}

static void pav__is_exact_for_equal_fractions(void **state)
{
    test_classes plain;
    test_classes weighted;

    (void)state;
    test_classes_fill(&plain, 11, 49, 30);
    test_classes_fill(&weighted, 11, 49, 30);
    for (size_t i = 0; i < 49; i++)
        weighted.weight[0][i] = 1.0 / 49.0;
    weighted.c.positive.weight = weighted.weight[0];
    assert_same(&plain.c, &weighted.c, 1e-15);
    test_classes_fill(&plain, 11, 30, 30);
    test_classes_double(&weighted, &plain.c);
    assert_same(&plain.c, &weighted.c, 1e-15);
}

/* Quarters are no counts, but in the same ratio as counts. */
static void pav__is_close_for_unequal_fractions(void **state)
{
    test_classes counted;
    test_classes quarters;

    (void)state;
    test_classes_fill(&counted, 17, 30, 40);
    test_classes_weigh(&counted, 18);
    test_classes_fill(&quarters, 17, 30, 40);
    test_classes_weigh(&quarters, 18);
    test_classes_scale(&quarters, 0.25);
    assert_same(&counted.c, &quarters.c, 1e-9);
}

static void pav__keeps_items_of_tiny_weight(void **state)
{
    const double pos[2] = {0.0, 5.0};
    const double weight[2] = {1.0, 1e-300};
    const double null[1] = {1.0};
    retort_classes c = TEST_CLASSES(pos, null);
    retort_pav_point *p;
    size_t n;

    (void)state;
    c.positive.weight = weight;
    assert_int_equal(retort_pav(&c, &p, &n, NULL), RETORT_OK);
    assert_int_equal(n, 3);
    assert_true(p[2].x == 5.0 && isinf(p[2].llr));
    ASSERT_CLOSE(p[1].llr, 0.0, EPS);
    retort_mem_free(p);
}

static void pav__takes_infinite_and_extreme_values(void **state)
{
    const double pos[4] = {(double)INFINITY, 1e308, 5e-324, -0.0};
    const double null[4] = {-(double)INFINITY, -1e308, 0.0, 5e-324};
    retort_pav_point *p;
    size_t n;

    (void)state;
    assert_int_equal(retort_pav(&TEST_CLASSES(pos, null), &p, &n, NULL),
                     RETORT_OK);
    assert_int_equal(n, 6);
    assert_true(isinf(p[0].x) && isinf(p[0].llr) && p[0].llr < 0.0);
    assert_true(p[2].x == 0.0 && p[2].llr == 0.0);
    assert_true(p[3].x == 5e-324 && p[3].llr == 0.0);
    assert_true(isinf(p[5].x) && isinf(p[5].llr) && p[5].llr > 0.0);
    retort_mem_free(p);
}

static void cllr_min__gives_the_golden_values(void **state)
{
    const double pos[3] = {0.0, 0.0, 1.0};
    const double null[3] = {0.0, -1.0, 1.0};
    const double high[3] = {1.0, 2.0, 3.0};
    const double low[3] = {-1.0, -2.0, -3.0};
    retort_classes toy = test_toy();

    (void)state;
    ASSERT_CLOSE(min_of(&toy), 0.396240625180289, EPS);
    ASSERT_CLOSE(retort_cllr(&toy) - min_of(&toy), 0.1655118300298124, EPS);
    ASSERT_CLOSE(min_of(&TEST_CLASSES(pos, null)), 0.8091254953788906, EPS);
    assert_true(min_of(&TEST_CLASSES(high, low)) == 0.0);
    ASSERT_CLOSE(min_of(&TEST_CLASSES(low, high)), 1.0, EPS);
}

static void cllr_min__is_kept_by_monotone_maps(void **state)
{
    test_classes t = {0};
    double want;

    (void)state;
    for (uint64_t seed = 20; seed < 30; seed++) {
        test_classes_fill(&t, seed, 30, 50);
        want = min_of(&t.c);
        for (int k = 0; k < 2; k++)
            for (size_t i = 0; i < 50; i++)
                t.value[k][i] += 3.0;
        assert_true(min_of(&t.c) == want);
        for (int k = 0; k < 2; k++)
            for (size_t i = 0; i < 50; i++)
                t.value[k][i] = retort_exp(t.value[k][i]);
        assert_true(min_of(&t.c) == want);
    }
}

static void cllr_min__is_at_most_cllr_and_one(void **state)
{
    test_classes t;

    (void)state;
    for (uint64_t seed = 30; seed < 40; seed++) {
        test_classes_fill(&t, seed, 20, 40);
        test_classes_weigh(&t, seed);
        assert_true(min_of(&t.c) <= retort_cllr(&t.c));
        assert_true(min_of(&t.c) <= 1.0);
        assert_true(min_of(&t.c) > 0.0);
    }
}

static void cllr_min__reports_failures(void **state)
{
    const double nan[1] = {(double)NAN};
    const double one[1] = {1.0};
    retort_classes toy = test_toy();
    retort_status st = RETORT_ERR_NOMEM;
    double weight[6] = {0.5, 1.0, 1.0, 1.0, 1.0, 1.0};
    double out = 0.0;
    long refused = 0;

    (void)state;
    assert_int_equal(retort_cllr_min(&TEST_CLASSES(one, nan), &out, NULL),
                     RETORT_ERR_INTERNAL);
    assert_true(isnan(out));
    toy.positive.weight = weight;
    for (; st == RETORT_ERR_NOMEM; refused++) {
        retort_mem_fail_at(refused);
        st = retort_cllr_min(&toy, &out, NULL);
        retort_mem_fail_at(-1);
        assert_true(isnan(out) == (st != RETORT_OK));
    }
    assert_int_equal(st, RETORT_OK);
    /* weights, items, steps, blocks, points, two transforms, success */
    assert_int_equal(refused, 8);
    toy.null.count = 0;
    assert_int_equal(retort_cllr_min(&toy, &out, NULL),
                     RETORT_ERR_NOT_APPLICABLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pav__pools_ties_first),
        cmocka_unit_test(pav__separates_what_is_separate),
        cmocka_unit_test(pav__ascends),
        cmocka_unit_test(pav__changes_nothing_the_second_time),
        cmocka_unit_test(pav__is_exact_for_weights_that_are_counts),
        cmocka_unit_test(pav__is_exact_for_equal_fractions),
        cmocka_unit_test(pav__is_close_for_unequal_fractions),
        cmocka_unit_test(pav__keeps_items_of_tiny_weight),
        cmocka_unit_test(pav__takes_infinite_and_extreme_values),
        cmocka_unit_test(cllr_min__gives_the_golden_values),
        cmocka_unit_test(cllr_min__is_kept_by_monotone_maps),
        cmocka_unit_test(cllr_min__is_at_most_cllr_and_one),
        cmocka_unit_test(cllr_min__reports_failures),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
