#include "infer/tippett.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "support/class_data.h"

static void tippett__gives_shares_at_or_above_each_value(void **state)
{
    const double pos[4] = {2.0, 0.0, 1.0, (double)INFINITY};
    const double null[3] = {0.0, -1.0, 2.0};
    const double weight[3] = {1.0, 2.0, 1.0};
    retort_classes c = TEST_CLASSES(pos, null);
    retort_tippett_point *p;
    size_t n;

    (void)state;
    c.null.weight = weight;
    assert_int_equal(retort_tippett(&c, &p, &n, NULL), RETORT_OK);
    assert_int_equal(n, 5);
    assert_true(p[0].llr == -1.0 && p[0].positive == 1.0 && p[0].null == 1.0);
    assert_true(p[1].llr == 0.0 && p[1].positive == 1.0 && p[1].null == 0.5);
    assert_true(p[2].llr == 1.0 && p[2].positive == 0.75 && p[2].null == 0.25);
    assert_true(p[3].llr == 2.0 && p[3].positive == 0.5 && p[3].null == 0.25);
    assert_true(isinf(p[4].llr) && p[4].positive == 0.25 && p[4].null == 0.0);
    retort_mem_free(p);
}

static void tippett__starts_at_one_and_falls(void **state)
{
    test_classes t;
    retort_tippett_point *p;
    size_t n;

    (void)state;
    test_classes_fill(&t, 90, 40, 60);
    for (size_t i = 0; i < 40; i++)
        t.weight[0][i] = 0.1 + (double)i / 7.0;
    t.c.positive.weight = t.weight[0];
    assert_int_equal(retort_tippett(&t.c, &p, &n, NULL), RETORT_OK);
    assert_true(p[0].positive == 1.0 && p[0].null == 1.0);
    for (size_t i = 1; i < n; i++) {
        assert_true(p[i].llr > p[i - 1].llr);
        assert_true(p[i].positive <= p[i - 1].positive);
        assert_true(p[i].null <= p[i - 1].null);
        assert_true(p[i].positive > 0.0 || p[i].null > 0.0);
    }
    retort_mem_free(p);
}

static void tippett__reports_failures(void **state)
{
    retort_classes toy = test_toy();
    retort_status st = RETORT_ERR_NOMEM;
    retort_tippett_point *p = NULL;
    size_t n;
    long refused = 0;

    (void)state;
    for (; st == RETORT_ERR_NOMEM; refused++) {
        retort_mem_fail_at(refused);
        st = retort_tippett(&toy, &p, &n, NULL);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || (p == NULL && n == 0));
    }
    assert_int_equal(st, RETORT_OK);
    assert_int_equal(refused, 4); /* items, steps, points, success */
    retort_mem_free(p);
    toy.null.count = 0;
    assert_int_equal(retort_tippett(&toy, &p, &n, NULL),
                     RETORT_ERR_NOT_APPLICABLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tippett__gives_shares_at_or_above_each_value),
        cmocka_unit_test(tippett__starts_at_one_and_falls),
        cmocka_unit_test(tippett__reports_failures),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
