#include "ingest/jsonparse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <retort/limits.h>
#include <string.h>

#include <json-c/json_object.h>

static struct json_object *parse(const char *text)
{
    struct json_object *value;

    assert_int_equal(retort_json_parse(&value, retort_span_of(text), NULL),
                     RETORT_OK);
    return value;
}

static void parse__reads_just_the_bytes_given(void **state)
{
    static const char text[] = "{\"a\":1}{\"b\":2}";
    struct json_object *value;

    (void)state;
    assert_int_equal(retort_json_parse(&value, (retort_span){text, 7}, NULL),
                     RETORT_OK);
    assert_true(retort_json_is_object(value));
    assert_int_equal(json_object_object_length(value), 1);
    retort_json_free(value);
}

static void parse__ends_numbers_and_takes_null(void **state)
{
    struct json_object *value = parse("12");

    (void)state;
    assert_int_equal(json_object_get_int(value), 12);
    assert_false(retort_json_is_object(value));
    retort_json_free(value);
    assert_null(parse("null"));
    assert_false(retort_json_is_object(NULL));
    retort_json_free(NULL);
}

static void parse__keeps_nul_and_lets_the_last_duplicate_count(void **state)
{
    struct json_object *value = parse("{\"a\":\"x\",\"a\":\"y\\u0000z\"}");
    struct json_object *a = NULL;

    (void)state;
    assert_true(json_object_object_get_ex(value, "a", &a));
    assert_int_equal(json_object_get_string_len(a), 3);
    assert_memory_equal(json_object_get_string(a), "y\0z", 3);
    retort_json_free(value);
}

static void parse__tolerates_numbers_that_nobody_can_hold(void **state)
{
    char digits[500];
    struct json_object *value;

    (void)state;
    retort_json_free(parse("{\"a\":NaN,\"b\":Infinity,\"c\":-Infinity}"));
    retort_json_free(parse("{\"a\":1e999999,\"b\":-0,\"c\":1E400}"));
    memset(digits, '9', sizeof(digits));
    memcpy(digits, "{\"a\":-", 6);
    memcpy(digits + 406, "}", 2);
    value = parse(digits);
    assert_true(retort_json_is_object(value));
    retort_json_free(value);
}

static void parse__goes_as_deep_as_the_limit(void **state)
{
    char text[2 * RETORT_DEPTH_MAX + 2] = "";
    struct json_object *value;

    (void)state;
    memset(text, '[', RETORT_DEPTH_MAX);
    text[RETORT_DEPTH_MAX] = '1';
    memset(text + RETORT_DEPTH_MAX + 1, ']', RETORT_DEPTH_MAX);
    value = parse(text);
    assert_non_null(value);
    retort_json_free(value);
}

static void parse__names_the_fault(void **state)
{
    static const char *const bad[] = {"{\"a\":", "{\"a\" 1}", "{} x", "]", ""};

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct json_object *value;
        retort_err err = {0};

        assert_int_equal(
            retort_json_parse(&value, retort_span_of(bad[i]), &err),
            RETORT_ERR_JSON);
        assert_null(value);
        assert_int_not_equal(err.text[0], '\0');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parse__reads_just_the_bytes_given),
        cmocka_unit_test(parse__ends_numbers_and_takes_null),
        cmocka_unit_test(parse__keeps_nul_and_lets_the_last_duplicate_count),
        cmocka_unit_test(parse__tolerates_numbers_that_nobody_can_hold),
        cmocka_unit_test(parse__goes_as_deep_as_the_limit),
        cmocka_unit_test(parse__names_the_fault),
    };

    return cmocka_run_group_tests_name("jsonparse", tests, NULL, NULL);
}
