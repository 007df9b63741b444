#include "infer/sandwich.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "support/class_data.h"

static const double EPS = 1e-12;
static const uint32_t POSITIVE_LINEAGE[6] = {1, 1, 2, 3, 3, 4};
static const uint32_t NULL_LINEAGE[6] = {1, 5, 5, 6, 2, 7};

static retort_logistic toy_fit(void)
{
    retort_classes toy = test_toy();
    retort_logistic f;

    assert_int_equal(retort_logistic_fit(&toy, 0.5, 0.01, &f, NULL), RETORT_OK);
    return f;
}

static retort_sandwich at(double score, const uint32_t *pos,
                          const uint32_t *null)
{
    retort_classes toy = test_toy();
    retort_logistic f = toy_fit();
    retort_sandwich s;

    assert_int_equal(
        retort_sandwich_interval(&f, &toy, pos, null, score, &s, NULL),
        RETORT_OK);
    return s;
}

/* Numbers by an independent program in 40 digits. */
static void interval__clusters_by_lineage_in_both_classes(void **state)
{
    retort_sandwich s = at(1.0, POSITIVE_LINEAGE, NULL_LINEAGE);

    (void)state;
    ASSERT_CLOSE(s.low, 0.064277169986040936, EPS);
    ASSERT_CLOSE(s.high, 1.1651114555482876, EPS);
    ASSERT_CLOSE(s.integrated, 0.56969985881508812, EPS);
    s = at(-2.0, POSITIVE_LINEAGE, NULL_LINEAGE);
    ASSERT_CLOSE(s.low, -2.8303335772736408, EPS);
    ASSERT_CLOSE(s.high, -0.18774664416049247, EPS);
    ASSERT_CLOSE(s.integrated, -1.0817037250490034, EPS);
}

static void interval__follows_the_prior_of_the_fit(void **state)
{
    retort_classes toy = test_toy();
    retort_logistic f;
    retort_sandwich s;

    (void)state;
    assert_int_equal(retort_logistic_fit(&toy, 0.1, 0.01, &f, NULL), RETORT_OK);
    assert_int_equal(retort_sandwich_interval(&f, &toy, POSITIVE_LINEAGE,
                                              NULL_LINEAGE, 1.0, &s, NULL),
                     RETORT_OK);
    ASSERT_CLOSE(s.low, 0.24393414594273291, EPS);
    ASSERT_CLOSE(s.high, 1.1815198013808695, EPS);
    ASSERT_CLOSE(s.integrated, 0.67373202196455073, EPS);
}

static void interval__does_not_see_the_names_of_lineages(void **state)
{
    static const uint32_t POS[6] = {90, 90, 7, 0, 0, UINT32_MAX};
    static const uint32_t NUL[6] = {90, 3, 3, 2, 7, 1};
    retort_sandwich a = at(1.0, POSITIVE_LINEAGE, NULL_LINEAGE);
    retort_sandwich b = at(1.0, POS, NUL);

    (void)state;
    ASSERT_CLOSE(a.low, b.low, EPS);
    ASSERT_CLOSE(a.high, b.high, EPS);
}

static void interval__of_repeated_items_depends_on_their_lineage(void **state)
{
    test_classes twice;
    retort_classes toy = test_toy();
    retort_logistic f = toy_fit();
    retort_sandwich one = at(1.0, POSITIVE_LINEAGE, NULL_LINEAGE);
    retort_sandwich two;
    uint32_t lineage[2][12];

    (void)state;
    test_classes_double(&twice, &toy);
    for (size_t i = 0; i < 12; i++) {
        lineage[0][i] = POSITIVE_LINEAGE[i / 2];
        lineage[1][i] = NULL_LINEAGE[i / 2];
    }
    assert_int_equal(retort_sandwich_interval(&f, &twice.c, lineage[0],
                                              lineage[1], 1.0, &two, NULL),
                     RETORT_OK);
    ASSERT_CLOSE(two.low, one.low, EPS);
    ASSERT_CLOSE(two.high, one.high, EPS);
    for (size_t i = 1; i < 12; i += 2) { /* twins of their own */
        lineage[0][i] += 100;
        lineage[1][i] += 100;
    }
    assert_int_equal(retort_sandwich_interval(&f, &twice.c, lineage[0],
                                              lineage[1], 1.0, &two, NULL),
                     RETORT_OK);
    assert_true(two.high - two.low < 0.75 * (one.high - one.low));
}

static void interval__ignores_items_without_weight(void **state)
{
    const double pos[7] = {-0.5, 0.2, (double)NAN, 0.9, 1.4, 2.0, 2.2};
    const double weight[7] = {1.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0};
    static const uint32_t LINEAGE[7] = {1, 1, 9, 2, 3, 3, 4};
    retort_classes c = TEST_CLASSES(pos, TEST_TOY_NULL);
    retort_logistic f = toy_fit();
    retort_sandwich want = at(1.0, POSITIVE_LINEAGE, NULL_LINEAGE);
    retort_sandwich got;

    (void)state;
    c.positive.weight = weight;
    assert_int_equal(retort_sandwich_interval(&f, &c, LINEAGE, NULL_LINEAGE,
                                              1.0, &got, NULL),
                     RETORT_OK);
    ASSERT_CLOSE(got.low, want.low, EPS);
    ASSERT_CLOSE(got.high, want.high, EPS);
}

static void interval__reports_failures(void **state)
{
    retort_classes toy = test_toy();
    retort_logistic f = toy_fit();
    retort_logistic flat = {.sd = 0.0, .prior = 0.5};
    retort_sandwich s;

    (void)state;
    retort_mem_fail_at(0);
    assert_int_equal(retort_sandwich_interval(&f, &toy, POSITIVE_LINEAGE,
                                              NULL_LINEAGE, 1.0, &s, NULL),
                     RETORT_ERR_NOMEM);
    retort_mem_fail_at(-1);
    assert_true(isnan(s.low) && isnan(s.high) && isnan(s.integrated));
    assert_int_equal(retort_sandwich_interval(&flat, &toy, POSITIVE_LINEAGE,
                                              NULL_LINEAGE, 1.0, &s, NULL),
                     RETORT_ERR_NOT_APPLICABLE);
    toy.null.count = 0;
    assert_int_equal(retort_sandwich_interval(&f, &toy, POSITIVE_LINEAGE,
                                              NULL_LINEAGE, 1.0, &s, NULL),
                     RETORT_ERR_NOT_APPLICABLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(interval__clusters_by_lineage_in_both_classes),
        cmocka_unit_test(interval__follows_the_prior_of_the_fit),
        cmocka_unit_test(interval__does_not_see_the_names_of_lineages),
        cmocka_unit_test(interval__of_repeated_items_depends_on_their_lineage),
        cmocka_unit_test(interval__ignores_items_without_weight),
        cmocka_unit_test(interval__reports_failures),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
