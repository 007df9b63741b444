#include "ingest/jsonescape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

static void pass__takes_whole_escapes(void **state)
{
    static const char *const good[] = {"\\n",
                                       "\\\"",
                                       "\\\\",
                                       "\\/",
                                       "\\b",
                                       "\\f",
                                       "\\r",
                                       "\\t",
                                       "\\u0000",
                                       "\\uFfFf",
                                       "\\ud7ff",
                                       "\\ue000",
                                       "\\uD83D\\uDE00",
                                       "\\udbff\\udfff"};

    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        const char *end = good[i] + strlen(good[i]);

        assert_ptr_equal(retort_escape_pass(good[i], end), end);
        while (--end > good[i])
            assert_null(retort_escape_pass(good[i], end));
    }
}

static void pass__refuses_what_is_no_escape(void **state)
{
    static const char *const bad[] = {
        "\\x12345678901",  "\\u12G41234567",        "\\udc00\\ud800",
        "\\ud800       ",  "\\ud800\\n           ", "\\ud800\\u0041 ",
        "\\ud800\\ud800",  "\\ud800\\udg00",        "\\U0041       ",
        "\\0            ", "\\'            "};

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_null(retort_escape_pass(bad[i], bad[i] + strlen(bad[i])));
}

static void hex_value__knows_both_cases_and_nothing_else(void **state)
{
    int known = 0;

    (void)state;
    for (int c = 0; c < 256; c++)
        known += retort_hex_value((char)c) >= 0;
    assert_int_equal(known, 22);
    assert_int_equal(retort_hex_value('9'), 9);
    assert_int_equal(retort_hex_value('a'), 10);
    assert_int_equal(retort_hex_value('F'), 15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pass__takes_whole_escapes),
        cmocka_unit_test(pass__refuses_what_is_no_escape),
        cmocka_unit_test(hex_value__knows_both_cases_and_nothing_else),
    };

    return cmocka_run_group_tests_name("jsonescape", tests, NULL, NULL);
}
