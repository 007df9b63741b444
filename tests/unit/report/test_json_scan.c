#include "report/json_scan.h"

#include "support/report_test.h"

static const retort_json_limits LIMITS = {4, 3, 8};

static retort_status scan(const char *text)
{
    size_t len;

    return retort_json_scan(retort_span_of(text), &LIMITS, &len, NULL);
}

static void scan__takes_json(void **state)
{
    static const char *const GOOD[] = {
        "{}",
        " [1, -0, 0.5, 1e9, 1E-2, 12.5e+3]\r\n\t",
        "[true,false,null]",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\ud83d\\ude00 \xc3\xa9\"",
        "[[[[]]]]",
        "[{},{},{}]",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(GOOD) / sizeof(GOOD[0]); i++)
        assert_int_equal(scan(GOOD[i]), RETORT_OK);
}

static void scan__refuses_what_parsers_pass_over(void **state)
{
    static const char *const BAD[] = {
        "",
        "  \n",
        "NaN",
        "Infinity",
        "-Infinity",
        "nul",
        "True",
        "01",
        "-",
        "1.",
        ".5",
        "1e",
        "1e+",
        "+1",
        "'a'",
        "/* */ 1",
        "\"a",
        "\"\\",
        "\"\\x41\"",
        "\"\\u12\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\ud800\\u0041\"",
        "\"\x01\"",
        "\"\n\"",
        "[",
        "]",
        "{\"a\":[1}",
        "[1]]",
        "\xc3\xa9",
        "\xef\xbb\xbf{}",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
        if (scan(BAD[i]) != RETORT_ERR_JSON)
            fail_msg("taken: %s", BAD[i]);
    }
}

static void scan__tells_broken_utf8_by_its_place(void **state)
{
    static const char *const BAD[] = {"[\"ab\xff\"]", "[\"ab\xc0\xaf\"]",
                                      "[\"ab\xed\xa0\x80\"]", "[\"ab\xe4\xb8"};

    (void)state;
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
        retort_err err = {0};
        size_t len;

        assert_int_equal(
            retort_json_scan(retort_span_of(BAD[i]), &LIMITS, &len, &err),
            RETORT_ERR_UTF8);
        assert_int_equal(err.offset, 4);
    }
}

static void scan__holds_each_limit(void **state)
{
    (void)state;
    assert_int_equal(scan("[[[]]]"), RETORT_OK);
    assert_int_equal(scan("[[[[]]]]"), RETORT_OK);
    assert_int_equal(scan("[[[[[]]]]]"), RETORT_ERR_LIMIT);
    assert_int_equal(scan("[{},{}]"), RETORT_OK);
    assert_int_equal(scan("[{},{},{}]"), RETORT_OK);
    assert_int_equal(scan("[{},{},{},{}]"), RETORT_ERR_LIMIT);
    assert_int_equal(scan("[1,2,3,4,5,6]"), RETORT_OK);
    assert_int_equal(scan("[1,2,3,4,5,6,7]"), RETORT_OK);
    assert_int_equal(scan("[1,2,3,4,5,6,7,8]"), RETORT_ERR_LIMIT);
}

static void scan__ends_before_white_space(void **state)
{
    size_t len;

    (void)state;
    assert_int_equal(
        retort_json_scan(retort_span_of(" {} \r\n"), &LIMITS, &len, NULL),
        RETORT_OK);
    assert_int_equal(len, 3);
}

/* A span need not end in NUL: every cut is looked at on its own. */
static void scan__never_reads_behind_the_span(void **state)
{
    const char *text = "{\"a\\u0041\\ud83d\\ude00\xf0\x9f\x98\x80\":[-1.5e+3,"
                       "true,null]}";
    size_t whole = strlen(text);

    (void)state;
    for (size_t cut = 0; cut <= whole; cut++) {
        char *copy = test_malloc(cut + 1);
        size_t len;
        retort_status st;

        memcpy(copy, text, cut);
        st = retort_json_scan((retort_span){copy, cut}, &LIMITS, &len, NULL);
        assert_true((st == RETORT_OK) == (cut == whole));
        test_free(copy);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scan__takes_json),
        cmocka_unit_test(scan__refuses_what_parsers_pass_over),
        cmocka_unit_test(scan__tells_broken_utf8_by_its_place),
        cmocka_unit_test(scan__holds_each_limit),
        cmocka_unit_test(scan__ends_before_white_space),
        cmocka_unit_test(scan__never_reads_behind_the_span),
    };

    return cmocka_run_group_tests_name("json_scan", tests, NULL, test_release);
}
