#include <retort/record.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

static void skip_name__is_there_and_its_own_for_every_reason(void **state)
{
    (void)state;
    for (int i = 0; i < RETORT_SKIP_COUNT; i++) {
        const char *name = retort_skip_name((retort_skip)i);

        assert_string_not_equal(name, "unknown reason");
        for (int j = 0; j < i; j++)
            assert_string_not_equal(name, retort_skip_name((retort_skip)j));
    }
}

static void skip_name__of_a_stranger_is_not_null(void **state)
{
    (void)state;
    assert_string_equal(retort_skip_name(RETORT_SKIP_COUNT), "unknown reason");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(skip_name__is_there_and_its_own_for_every_reason),
        cmocka_unit_test(skip_name__of_a_stranger_is_not_null),
    };

    return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
