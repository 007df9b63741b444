#include <retort/version.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

static void version__is_the_one_of_the_header(void **state)
{
    (void)state;
    assert_string_equal(retort_version(), RETORT_VERSION);
}

static void version__has_three_numbers(void **state)
{
    unsigned major;
    unsigned minor;
    unsigned patch;
    char again[64];

    (void)state;
    assert_int_equal(
        sscanf(retort_version(), "%u.%u.%u", &major, &minor, &patch), 3);
    (void)snprintf(again, sizeof(again), "%u.%u.%u", major, minor, patch);
    assert_string_equal(retort_version(), again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(version__is_the_one_of_the_header),
        cmocka_unit_test(version__has_three_numbers),
    };

    return cmocka_run_group_tests_name("version", tests, NULL, NULL);
}
