#include "infer/classes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "support/class_data.h"

static void total__adds_weights_and_refuses_bad_ones(void **state)
{
    const double v[3] = {1.0, 2.0, 3.0};
    const double w[3] = {0.5, 0.0, 2.0};
    const double negative[3] = {1.0, -1.0, 2.0};
    const double nan[3] = {1.0, (double)NAN, 2.0};
    const double huge[3] = {1.7e308, 1.7e308, 0.0};

    (void)state;
    assert_true(retort_class_total(&(retort_class){v, NULL, 3, 0.0}) == 3.0);
    assert_true(retort_class_total(&(retort_class){v, w, 3, 0.0}) == 2.5);
    assert_true(retort_class_total(&(retort_class){NULL, NULL, 0, 0.0}) == 0.0);
    assert_true(isnan(retort_class_total(&(retort_class){v, nan, 3, 0.0})));
    assert_true(isnan(retort_class_total(&(retort_class){v, huge, 3, 0.0})));
    assert_true(
        isnan(retort_class_total(&(retort_class){v, negative, 3, 0.0})));
}

static void units__count_items_of_weight_unless_given(void **state)
{
    const double v[3] = {1.0, 2.0, 3.0};
    const double w[3] = {0.5, 0.0, 2.0};

    (void)state;
    assert_true(retort_class_units(&(retort_class){v, NULL, 3, 0.0}) == 3.0);
    assert_true(retort_class_units(&(retort_class){v, w, 3, 0.0}) == 2.0);
    assert_true(retort_class_units(&(retort_class){v, w, 3, 1.5}) == 1.5);
}

static retort_status check_values(double a, double wa, double b, double wb)
{
    const double v[2] = {a, b};
    const double w[2] = {wa, wb};
    retort_classes c = {{v, w, 1, 0.0}, {v + 1, w + 1, 1, 0.0}};

    return retort_classes_check(&c, NULL);
}

static void check__tells_nan_from_bad_weights_from_nothing(void **state)
{
    double nan = (double)NAN;
    double inf = (double)INFINITY;

    (void)state;
    assert_int_equal(check_values(1, 1, 2, 1), RETORT_OK);
    assert_int_equal(check_values(inf, 1, -inf, 1), RETORT_OK);
    assert_int_equal(check_values(nan, 1, 2, 1), RETORT_ERR_INTERNAL);
    assert_int_equal(check_values(1, 1, nan, 1), RETORT_ERR_INTERNAL);
    assert_int_equal(check_values(1, -1, 2, 1), RETORT_ERR_ARG);
    assert_int_equal(check_values(1, 1, 2, inf), RETORT_ERR_ARG);
    assert_int_equal(check_values(nan, 0, 2, 1), RETORT_ERR_NOT_APPLICABLE);
    assert_int_equal(check_values(1, 1, 2, 0), RETORT_ERR_NOT_APPLICABLE);
}

static void check__names_the_class_and_the_item(void **state)
{
    const double good[1] = {1.0};
    const double bad[3] = {1.0, 2.0, (double)NAN};
    retort_classes c = TEST_CLASSES(good, bad);
    retort_err err = {0};

    (void)state;
    assert_int_equal(retort_classes_check(&c, &err), RETORT_ERR_INTERNAL);
    assert_string_equal(err.text, "item 2 of the null class is no number");
}

static void steps__pool_equal_values_in_ascending_order(void **state)
{
    const double pos[4] = {2.0, -0.0, 1.0, (double)INFINITY};
    const double null[4] = {0.0, 2.0, 2.0, 7.0};
    const double weight[4] = {0.5, 0.25, 0.5, 0.0};
    retort_classes c = {{pos, NULL, 4, 0.0}, {null, weight, 4, 0.0}};
    retort_step *s;
    size_t n;

    (void)state;
    assert_int_equal(retort_steps_new(&s, &n, &c, NULL), RETORT_OK);
    assert_int_equal(n, 4);
    assert_true(s[0].value == 0.0 && !signbit(s[0].value));
    assert_true(s[0].positive == 1.0 && s[0].null == 0.5);
    assert_true(s[1].value == 1.0 && s[1].positive == 1.0);
    assert_true(s[1].null == 0.0);
    assert_true(s[2].value == 2.0 && s[2].positive == 1.0);
    assert_true(s[2].null == 0.75);
    assert_true(isinf(s[3].value) && s[3].null == 0.0);
    retort_mem_free(s);
}

static void steps__are_the_same_for_any_order_of_items(void **state)
{
    test_classes t;
    retort_step *a;
    retort_step *b;
    size_t na;
    size_t nb;

    (void)state;
    test_classes_fill(&t, 1, 40, 50);
    test_classes_weigh(&t, 2);
    assert_int_equal(retort_steps_new(&a, &na, &t.c, NULL), RETORT_OK);
    for (size_t i = 0; i < 20; i++) {
        double v = t.value[0][i];
        double w = t.weight[0][i];

        t.value[0][i] = t.value[0][39 - i];
        t.weight[0][i] = t.weight[0][39 - i];
        t.value[0][39 - i] = v;
        t.weight[0][39 - i] = w;
    }
    assert_int_equal(retort_steps_new(&b, &nb, &t.c, NULL), RETORT_OK);
    assert_int_equal(na, nb);
    assert_memory_equal(a, b, na * sizeof(*a));
    retort_mem_free(a);
    retort_mem_free(b);
}

static void classes__take_weights_of_any_size(void **state)
{
    const double w = 1e-9;
    const double v = 1.0;
    const double nan = (double)NAN;
    retort_classes c = {{&v, &w, 1, 0.0}, {&v, &w, 1, 0.0}};

    (void)state;
    assert_int_equal(retort_classes_check(&c, NULL), RETORT_OK);
    assert_true(retort_class_units(&c.null) == 1.0);
    c.null.units = 0.05;
    assert_true(retort_class_units(&c.null) == 0.05);
    c.null.value = &nan;
    assert_int_equal(retort_classes_check(&c, NULL), RETORT_ERR_INTERNAL);
}

static void steps__survive_refused_memory(void **state)
{
    retort_classes c = test_toy();
    retort_status st = RETORT_ERR_NOMEM;
    retort_step *s = NULL;
    size_t n;
    long refused = 0;

    (void)state;
    for (; st == RETORT_ERR_NOMEM; refused++) {
        retort_mem_fail_at(refused);
        st = retort_steps_new(&s, &n, &c, NULL);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || (s == NULL && n == 0));
    }
    assert_int_equal(st, RETORT_OK);
    assert_int_equal(refused, 3); /* items, steps, success */
    retort_mem_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(total__adds_weights_and_refuses_bad_ones),
        cmocka_unit_test(units__count_items_of_weight_unless_given),
        cmocka_unit_test(check__tells_nan_from_bad_weights_from_nothing),
        cmocka_unit_test(check__names_the_class_and_the_item),
        cmocka_unit_test(steps__pool_equal_values_in_ascending_order),
        cmocka_unit_test(steps__are_the_same_for_any_order_of_items),
        cmocka_unit_test(classes__take_weights_of_any_size),
        cmocka_unit_test(steps__survive_refused_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
