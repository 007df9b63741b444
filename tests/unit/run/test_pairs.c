#include "run/pairs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"

static void add__sums_by_model_and_input(void **state)
{
    retort_pairs p = {0};

    (void)state;
    for (size_t input = 0; input < 50; input++)
        for (int round = 0; round < 3; round++)
            for (size_t model = 0; model < 4; model++)
                assert_int_equal(
                    retort_pairs_add(&p, model, input, 1 + model, NULL),
                    RETORT_OK);
    assert_int_equal(p.count, 200);
    for (size_t i = 0; i < p.count; i++) {
        assert_int_equal(p.items[i].input, i / 4); /* first appearance */
        assert_int_equal(p.items[i].model, i % 4);
        assert_int_equal(p.items[i].replies, 3 * (1 + i % 4));
    }
    retort_pairs_release(&p);
    assert_null(p.items);
    retort_pairs_release(&p);
}

static void add__keeps_what_it_had_without_memory(void **state)
{
    retort_pairs p = {0};
    retort_err err = {0};

    (void)state;
    for (size_t i = 0; i < 64; i++)
        assert_int_equal(retort_pairs_add(&p, i, 0, 1, NULL), RETORT_OK);
    retort_mem_fail_at(0);
    assert_int_equal(retort_pairs_add(&p, 64, 0, 1, &err), RETORT_ERR_NOMEM);
    retort_mem_fail_at(-1);
    assert_int_equal(err.code, RETORT_ERR_NOMEM);
    assert_int_equal(p.count, 64);
    assert_int_equal(p.items[63].model, 63);
    retort_pairs_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(add__sums_by_model_and_input),
        cmocka_unit_test(add__keeps_what_it_had_without_memory),
    };

    return cmocka_run_group_tests_name("pairs", tests, NULL, NULL);
}
