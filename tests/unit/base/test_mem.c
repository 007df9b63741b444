#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

static void new__gives_zeroed_room(void **state)
{
    unsigned char *p = retort_mem_new(1000, 3);

    (void)state;
    assert_non_null(p);
    for (size_t i = 0; i < 3000; i++)
        assert_int_equal(p[i], 0);
    retort_mem_free(p);
}

static void new__refuses_nothing_and_overflow(void **state)
{
    (void)state;
    assert_null(retort_mem_new(0, 8));
    assert_null(retort_mem_new(8, 0));
    assert_null(retort_mem_new(SIZE_MAX / 2 + 1, 2));
    assert_null(retort_mem_new(SIZE_MAX, SIZE_MAX));
}

static void resize__keeps_what_was_there(void **state)
{
    char *p = retort_mem_resize(NULL, 4, 1);
    char *q;

    (void)state;
    assert_non_null(p);
    memcpy(p, "abc", 4);
    q = retort_mem_resize(p, 1 << 16, 1);
    assert_non_null(q);
    assert_string_equal(q, "abc");
    retort_mem_free(q);
}

static void resize__leaves_the_old_block_when_refused(void **state)
{
    char *p = retort_mem_new(4, 1);

    (void)state;
    assert_non_null(p);
    memcpy(p, "abc", 4);
    assert_null(retort_mem_resize(p, SIZE_MAX / 2 + 1, 2));
    assert_null(retort_mem_resize(p, 0, 1));
    retort_mem_fail_at(0);
    assert_null(retort_mem_resize(p, 8, 1));
    retort_mem_fail_at(-1);
    assert_string_equal(p, "abc");
    retort_mem_free(p);
}

static void fail_at__refuses_one_allocation_and_only_that(void **state)
{
    void *held[4];

    (void)state;
    retort_mem_fail_at(2);
    for (size_t i = 0; i < 4; i++)
        held[i] = retort_mem_new(1, 1);
    retort_mem_fail_at(-1);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(held[i] == NULL, i == 2);
        retort_mem_free(held[i]);
    }
    retort_mem_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new__gives_zeroed_room),
        cmocka_unit_test(new__refuses_nothing_and_overflow),
        cmocka_unit_test(resize__keeps_what_was_there),
        cmocka_unit_test(resize__leaves_the_old_block_when_refused),
        cmocka_unit_test(fail_at__refuses_one_allocation_and_only_that),
    };

    return cmocka_run_group_tests_name("mem", tests, NULL, NULL);
}
