#include "infer/kde.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/class_data.h"

static double at(const retort_classes *c, double score)
{
    double out;

    assert_int_equal(retort_kde_llr(c, score, &out, NULL), RETORT_OK);
    return out;
}

/* Numbers by an independent program in 40 digits. */
static void llr__compares_two_densities(void **state)
{
    retort_classes toy = test_toy();

    (void)state;
    ASSERT_CLOSE(at(&toy, 1.0), 0.37534700991128888, 1e-12);
    ASSERT_CLOSE(at(&toy, -0.5), -0.24723342546577674, 1e-12);
    toy.null.count = 5;
    ASSERT_CLOSE(at(&toy, 1.0), 0.2948515819538718, 1e-12);
}

/* Either density there is far below the smallest double. */
static void llr__holds_in_the_tail(void **state)
{
    retort_classes toy = test_toy();

    (void)state;
    ASSERT_CLOSE(at(&toy, 40.0), 152.97123965061151, 1e-10);
}

static void llr__negates_for_swapped_labels(void **state)
{
    test_classes t;
    test_classes swapped;

    (void)state;
    test_classes_fill(&t, 80, 20, 30);
    test_classes_swap(&swapped, &t.c);
    for (int s = -6; s <= 6; s++)
        ASSERT_CLOSE(at(&t.c, 0.5 * s), -at(&swapped.c, -0.5 * s), 1e-12);
}

static void llr__ignores_doubling_and_absence(void **state)
{
    test_classes t;
    test_classes other;

    (void)state;
    test_classes_fill(&t, 81, 20, 30);
    test_classes_weigh(&t, 82);
    test_classes_double(&other, &t.c);
    ASSERT_CLOSE(at(&t.c, 0.25), at(&other.c, 0.25), 1e-12);
    test_classes_drop(&other, &t.c);
    ASSERT_CLOSE(at(&t.c, 0.25), at(&other.c, 0.25), 1e-12);
    test_classes_scale(&other, 0x1p-30);
    ASSERT_CLOSE(at(&t.c, 0.25), at(&other.c, 0.25), 1e-12);
    t.value[0][1] = (double)NAN;
    t.weight[0][1] = 0.0;
    assert_true(isfinite(at(&t.c, 0.25)));
}

static void llr__reports_failures(void **state)
{
    const double flat[2] = {1.0, 1.0};
    const double infinite[2] = {1.0, (double)INFINITY};
    retort_classes toy = test_toy();
    retort_classes c = TEST_CLASSES(flat, TEST_TOY_NULL);
    double out = 0.0;

    (void)state;
    assert_int_equal(retort_kde_llr(&c, 0.0, &out, NULL),
                     RETORT_ERR_NOT_APPLICABLE);
    assert_true(isnan(out));
    c = TEST_CLASSES(TEST_TOY_NULL, flat);
    assert_int_equal(retort_kde_llr(&c, 0.0, &out, NULL),
                     RETORT_ERR_NOT_APPLICABLE);
    assert_int_equal(retort_kde_llr(&toy, 1e300, &out, NULL),
                     RETORT_ERR_NOT_APPLICABLE);
    assert_int_equal(retort_kde_llr(&toy, (double)NAN, &out, NULL),
                     RETORT_ERR_INTERNAL);
    c = TEST_CLASSES(TEST_TOY_POSITIVE, infinite);
    assert_int_equal(retort_kde_llr(&c, 0.0, &out, NULL), RETORT_ERR_INTERNAL);
    toy.positive.count = 0;
    assert_int_equal(retort_kde_llr(&toy, 0.0, &out, NULL),
                     RETORT_ERR_NOT_APPLICABLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(llr__compares_two_densities),
        cmocka_unit_test(llr__holds_in_the_tail),
        cmocka_unit_test(llr__negates_for_swapped_labels),
        cmocka_unit_test(llr__ignores_doubling_and_absence),
        cmocka_unit_test(llr__reports_failures),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
