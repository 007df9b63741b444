#include "infer/discrimination.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/class_data.h"

static const double EPS = 1e-12;

static double auc(const retort_classes *c)
{
    double out;

    assert_int_equal(retort_auc(c, &out, NULL), RETORT_OK);
    return out;
}

static double eer(const retort_classes *c)
{
    double out;

    assert_int_equal(retort_eer(c, &out, NULL), RETORT_OK);
    return out;
}

/* All pairs, one by one. */
static double auc_by_pairs(const retort_classes *c)
{
    double won = 0.0;
    double all = 0.0;

    for (size_t i = 0; i < c->positive.count; i++)
        for (size_t j = 0; j < c->null.count; j++) {
            double w = retort_class_weight(&c->positive, i) *
                       retort_class_weight(&c->null, j);
            double d = c->positive.value[i] - c->null.value[j];

            all += w;
            won += d > 0.0 ? w : d == 0.0 ? w / 2.0 : 0.0;
        }
    return won / all;
}

static void auc__counts_pairs_with_ties_half(void **state)
{
    test_classes t;

    (void)state;
    for (uint64_t seed = 0; seed < 10; seed++) {
        test_classes_fill(&t, seed, 25, 35);
        ASSERT_CLOSE(auc(&t.c), auc_by_pairs(&t.c), EPS);
        test_classes_weigh(&t, seed);
        ASSERT_CLOSE(auc(&t.c), auc_by_pairs(&t.c), EPS);
    }
}

static void auc__is_one_half_or_zero_at_the_edges(void **state)
{
    const double high[3] = {1.0, 2.0, 3.0};
    const double low[3] = {-1.0, -2.0, -(double)INFINITY};
    const double flat[3] = {7.0, 7.0, 7.0};

    (void)state;
    assert_true(auc(&TEST_CLASSES(high, low)) == 1.0);
    assert_true(auc(&TEST_CLASSES(low, high)) == 0.0);
    assert_true(auc(&TEST_CLASSES(flat, flat)) == 0.5);
}

static void auc__turns_round_with_the_labels(void **state)
{
    test_classes t;
    retort_classes turned;

    (void)state;
    test_classes_fill(&t, 14, 25, 35);
    turned = (retort_classes){t.c.null, t.c.positive};
    ASSERT_CLOSE(auc(&t.c) + auc(&turned), 1.0, EPS);
}

static void eer__is_where_the_curves_cross(void **state)
{
    /* miss after 1, 2, 3, 4: 1/4 1/4 1/2 1; alarm: 1 2/3 1/3 0 */
    const double pos[4] = {1.0, 3.0, 4.0, 4.0};
    const double null[3] = {2.0, 3.0, 4.0};
    const double high[2] = {3.0, 4.0};
    const double low[2] = {1.0, 2.0};
    const double flat[2] = {1.0, 1.0};

    (void)state;
    /* between (1/4, 2/3) and (1/2, 1/3) at 5/7 of the way */
    ASSERT_CLOSE(eer(&TEST_CLASSES(pos, null)), 0.25 + 5.0 / 7.0 * 0.25, EPS);
    assert_true(eer(&TEST_CLASSES(high, low)) == 0.0);
    assert_true(eer(&TEST_CLASSES(low, high)) == 1.0);
    ASSERT_CLOSE(eer(&TEST_CLASSES(flat, flat)), 0.5, EPS);
}

static void eer__is_the_same_for_swapped_labels(void **state)
{
    test_classes t;
    test_classes swapped;

    (void)state;
    for (uint64_t seed = 0; seed < 10; seed++) {
        test_classes_fill(&t, seed, 25, 35);
        test_classes_swap(&swapped, &t.c);
        ASSERT_CLOSE(eer(&t.c), eer(&swapped.c), EPS);
    }
}

static void tpr_at__keeps_the_rate_of_the_null(void **state)
{
    double null[20];
    const double pos[4] = {5.0, 18.5, 19.0, 30.0};
    double tpr;
    double at;
    retort_classes c;

    (void)state;
    for (int i = 0; i < 20; i++)
        null[i] = (double)i;
    c = TEST_CLASSES(pos, null);
    assert_int_equal(retort_tpr_at(&c, 0.05, &tpr, &at, NULL), RETORT_OK);
    assert_true(tpr == 0.75 && at == 18.5); /* one of 20 reaches it */
    assert_int_equal(retort_tpr_at(&c, 0.0499, &tpr, &at, NULL), RETORT_OK);
    assert_true(tpr == 0.25 && at == 30.0);
    assert_int_equal(retort_tpr_at(&c, 1.0, &tpr, &at, NULL), RETORT_OK);
    assert_true(tpr == 1.0 && at == 0.0);
    null[0] = 40.0;
    assert_int_equal(retort_tpr_at(&c, 0.0, &tpr, &at, NULL), RETORT_OK);
    assert_true(tpr == 0.0 && at == (double)INFINITY);
}

static void tpr_at__weighs_both_classes(void **state)
{
    const double pos[2] = {1.0, 3.0};
    const double null[2] = {0.0, 2.0};
    const double pos_weight[2] = {0.3, 0.1};
    const double null_weight[2] = {0.9, 0.1};
    retort_classes c = TEST_CLASSES(pos, null);
    double tpr;
    double at;

    (void)state;
    c.positive.weight = pos_weight;
    c.null.weight = null_weight;
    assert_int_equal(retort_tpr_at(&c, 0.0, &tpr, &at, NULL), RETORT_OK);
    ASSERT_CLOSE(tpr, 0.25, EPS);
    assert_true(at == 3.0);
    assert_int_equal(retort_tpr_at(&c, 0.1, &tpr, &at, NULL), RETORT_OK);
    ASSERT_CLOSE(tpr, 1.0, EPS);
    assert_true(at == 1.0);
}

static void discrimination__ignores_doubling_and_absence(void **state)
{
    test_classes t;
    test_classes other;
    double tpr[2];
    double at[2];

    (void)state;
    test_classes_fill(&t, 15, 30, 30);
    test_classes_weigh(&t, 16);
    test_classes_double(&other, &t.c);
    assert_true(auc(&t.c) == auc(&other.c));
    assert_true(eer(&t.c) == eer(&other.c));
    test_classes_drop(&other, &t.c);
    assert_true(auc(&t.c) == auc(&other.c));
    assert_true(eer(&t.c) == eer(&other.c));
    assert_int_equal(retort_tpr_at(&t.c, 0.1, &tpr[0], &at[0], NULL),
                     RETORT_OK);
    assert_int_equal(retort_tpr_at(&other.c, 0.1, &tpr[1], &at[1], NULL),
                     RETORT_OK);
    assert_true(tpr[0] == tpr[1] && at[0] == at[1]);
}

static void discrimination__reports_failures(void **state)
{
    const double nan[1] = {(double)NAN};
    const double one[1] = {1.0};
    retort_classes bad = TEST_CLASSES(one, nan);
    retort_classes toy = test_toy();
    double out = 0.0;
    double at = 0.0;

    (void)state;
    assert_int_equal(retort_auc(&bad, &out, NULL), RETORT_ERR_INTERNAL);
    assert_true(isnan(out));
    assert_int_equal(retort_eer(&bad, &out, NULL), RETORT_ERR_INTERNAL);
    assert_int_equal(retort_tpr_at(&bad, 0.1, &out, &at, NULL),
                     RETORT_ERR_INTERNAL);
    assert_true(isnan(out) && isnan(at));
    assert_int_equal(retort_tpr_at(&toy, 1.1, &out, &at, NULL), RETORT_ERR_ARG);
    assert_int_equal(retort_tpr_at(&toy, (double)NAN, &out, &at, NULL),
                     RETORT_ERR_ARG);
    toy.positive.count = 0;
    assert_int_equal(retort_auc(&toy, &out, NULL), RETORT_ERR_NOT_APPLICABLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(auc__counts_pairs_with_ties_half),
        cmocka_unit_test(auc__is_one_half_or_zero_at_the_edges),
        cmocka_unit_test(auc__turns_round_with_the_labels),
        cmocka_unit_test(eer__is_where_the_curves_cross),
        cmocka_unit_test(eer__is_the_same_for_swapped_labels),
        cmocka_unit_test(tpr_at__keeps_the_rate_of_the_null),
        cmocka_unit_test(tpr_at__weighs_both_classes),
        cmocka_unit_test(discrimination__ignores_doubling_and_absence),
        cmocka_unit_test(discrimination__reports_failures),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
