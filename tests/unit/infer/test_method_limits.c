#include "infer/method_limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "compare/limits_rule.h"
#include "infer/case.h"

static void limits__have_names_of_their_own(void **state)
{
    const retort_method_limit *all = retort_method_limits();

    (void)state;
    assert_non_null(all->name);
    for (const retort_method_limit *a = all; a->name; a++) {
        assert_true(strlen(a->unit) > 0);
        assert_true(strlen(a->what) > 10);
        for (const retort_method_limit *b = all; b < a; b++)
            assert_string_not_equal(a->name, b->name);
    }
}

static double value_of(const char *name)
{
    const retort_method_limit *l = retort_method_limits();

    while (l->name && strcmp(l->name, name) != 0)
        l++;
    assert_non_null(l->name);
    return l->value;
}

static void limits__are_those_in_force(void **state)
{
    (void)state;
    assert_true(value_of("shared-prompts") == 100);
    assert_true(value_of("shared-prompts-advised") == 200);
    assert_true(value_of("control-lineages") ==
                RETORT_RULE_CONTROL_LINEAGES_MIN);
    assert_true(value_of("null-lineages") == 20);
    assert_true(value_of("null-lineages-reference") == 8);
    assert_true(value_of("positive-lineages") == 5);
    assert_true(value_of("reference-lineages") == 3);
    assert_true(value_of("reuse") == 0.05);
    assert_true(value_of("split-half") == 0.05);
    assert_true(value_of("slight") == 0.3);
    assert_true(value_of("ridge") == 0.01);
    assert_true(value_of("ridge-distilled") == 0.03);
    assert_true(value_of("draws") == RETORT_CASE_DRAWS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits__have_names_of_their_own),
        cmocka_unit_test(limits__are_those_in_force),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
