#include "ingest/jsonfield.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ingest/conversion.h"
#include "ingest/jsonparse.h"
#include "unit/ingest/convert_helper.h"

/* A conversion around one parsed element. */
static retort_conversion conv;
static retort_counts counts;

static struct json_object *begin(const char *json)
{
    conv = (retort_conversion){.sink = {.counts = &counts}};
    assert_int_equal(
        retort_json_parse(&conv.element, retort_span_of(json), NULL),
        RETORT_OK);
    return conv.element;
}

/* End it and tell how it went. */
static retort_status end(void)
{
    retort_json_free(conv.element);
    retort_arena_release(&conv.arena);
    return conv.sink.status;
}

static void get__tells_absent_from_null_by_has(void **state)
{
    struct json_object *obj = begin("{\"a\":1,\"n\":null}");

    (void)state;
    assert_non_null(retort_json_get(obj, "a"));
    assert_null(retort_json_get(obj, "n"));
    assert_null(retort_json_get(obj, "z"));
    assert_true(retort_json_has(obj, "n"));
    assert_false(retort_json_has(obj, "z"));
    assert_false(retort_json_has(retort_json_get(obj, "a"), "x"));
    assert_null(retort_json_get(NULL, "x"));
    assert_int_equal(end(), RETORT_OK);
}

static void item__stays_inside_the_array(void **state)
{
    struct json_object *array = begin("[7,null]");

    (void)state;
    assert_int_equal(retort_json_count(array), 2);
    assert_non_null(retort_json_item(array, 0));
    assert_null(retort_json_item(array, 1));
    assert_null(retort_json_item(array, 2));
    assert_null(retort_json_item(array, SIZE_MAX));
    assert_int_equal(retort_json_count(NULL), 0);
    assert_null(retort_json_item(NULL, 0));
    assert_int_equal(end(), RETORT_OK);
}

static void is__compares_whole_strings(void **state)
{
    struct json_object *obj = begin("{\"a\":\"text\",\"b\":\"text\\u0000\"}");

    (void)state;
    assert_true(retort_json_is(retort_json_get(obj, "a"), "text"));
    assert_false(retort_json_is(retort_json_get(obj, "a"), "tex"));
    assert_false(retort_json_is(retort_json_get(obj, "b"), "text"));
    assert_false(retort_json_is(NULL, "text"));
    assert_int_equal(end(), RETORT_OK);
}

static void text__keeps_an_escaped_nul(void **state)
{
    struct json_object *value = begin("\"a\\u0000b\"");
    retort_span s = retort_value_text(&conv.sink, value);

    (void)state;
    assert_int_equal(s.len, 3);
    assert_memory_equal(s.ptr, "a\0b", 3);
    assert_int_equal(end(), RETORT_OK);
}

static void id__writes_numbers_as_the_source_does(void **state)
{
    static const struct {
        const char *json;
        const char *text;
    } cases[] = {{"\"x\"", "x"},   {"81", "81"}, {"-3", "-3"},
                 {"1.50", "1.50"}, {"null", ""}, {"[1]", ""}};

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct json_object *value = begin(cases[i].json);
        char text[KEPT_BYTES];

        keep_span(text, retort_value_id(&conv.sink, value));
        assert_string_equal(text, cases[i].text);
        assert_int_equal(end(), RETORT_OK);
    }
}

static void value__refuses_numbers_that_are_lost(void **state)
{
    static const char *const lost[] = {
        "NaN",
        "Infinity",
        "-Infinity",
        "1e999999",
        "1E400",
        "-1e999",
        "99999999999999999999999999999999999999",
        "-99999999999999999999999999999999999999"};

    (void)state;
    for (size_t i = 0; i < sizeof(lost) / sizeof(lost[0]); i++) {
        assert_int_equal(retort_value_text(&conv.sink, begin(lost[i])).len, 0);
        assert_int_equal(end(), RETORT_ERR_FORMAT);
        (void)retort_value_id(&conv.sink, begin(lost[i]));
        assert_int_equal(end(), RETORT_ERR_FORMAT);
        (void)retort_content_of(&conv.sink, begin(lost[i]));
        assert_int_equal(end(), RETORT_ERR_FORMAT);
    }
}

static void field_value__takes_the_first_that_is_not_null(void **state)
{
    static retort_field_names names = {"a", "b", "c", NULL};
    struct json_object *obj = begin("{\"c\":3,\"b\":2,\"a\":null}");
    bool present = false;

    (void)state;
    assert_ptr_equal(retort_field_value(obj, names, &present),
                     retort_json_get(obj, "b"));
    assert_true(present);
    assert_int_equal(end(), RETORT_OK);
    assert_null(retort_field_value(begin("{\"a\":null}"), names, &present));
    assert_true(present);
    assert_int_equal(end(), RETORT_OK);
    assert_null(retort_field_value(begin("{\"z\":1}"), names, &present));
    assert_false(present);
    assert_int_equal(end(), RETORT_OK);
}

static void sample__holds_its_range(void **state)
{
    static const struct {
        const char *json;
        uint32_t value;
        retort_status status;
    } cases[] = {
        {"{\"s\":0}", 0, RETORT_OK},
        {"{\"s\":7}", 7, RETORT_OK},
        {"{\"s\":7.0}", 7, RETORT_OK},
        {"{\"s\":-0}", 0, RETORT_OK},
        {"{\"s\":4294967294}", 4294967294u, RETORT_OK},
        {"{\"s\":4294967295}", 4294967295u, RETORT_OK},
        {"{\"s\":4294967296}", 99, RETORT_ERR_FORMAT},
        {"{\"s\":-1}", 99, RETORT_ERR_FORMAT},
        {"{\"s\":1.5}", 99, RETORT_ERR_FORMAT},
        {"{\"s\":NaN}", 99, RETORT_ERR_FORMAT},
        {"{\"s\":1e999}", 99, RETORT_ERR_FORMAT},
        {"{\"s\":\"3\"}", 99, RETORT_OK},
        {"{\"s\":null}", 99, RETORT_OK},
        {"{}", 99, RETORT_OK},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct json_object *obj = begin(cases[i].json);

        assert_int_equal(retort_field_sample(&conv.sink, obj, "s", 99),
                         cases[i].value);
        assert_int_equal(end(), cases[i].status);
    }
}

static void truncated__goes_by_the_reason_given(void **state)
{
    (void)state;
    assert_true(
        retort_field_truncated(begin("{\"finish_reason\":\"length\"}")));
    (void)end();
    assert_true(
        retort_field_truncated(begin("{\"stop_reason\":\"max_tokens\"}")));
    (void)end();
    assert_false(retort_field_truncated(begin("{\"finish_reason\":\"stop\"}")));
    (void)end();
    assert_false(retort_field_truncated(begin("{\"finish_reason\":7}")));
    (void)end();
}

static const struct {
    const char *json;
    retort_skip verdict; /* RETORT_SKIP_COUNT: take it */
    const char *text;
    const char *reasoning;
} CONTENTS[] = {
    {"\"x\"", RETORT_SKIP_COUNT, "x", ""},
    {"\"\"", RETORT_SKIP_COUNT, "", ""},
    {"null", RETORT_SKIP_NULL, "", ""},
    {"5", RETORT_SKIP_SHAPE, "", ""},
    {"true", RETORT_SKIP_SHAPE, "", ""},
    {"{}", RETORT_SKIP_SHAPE, "", ""},
    {"{\"answer\":\"x\",\"thought\":\"t\"}", RETORT_SKIP_COUNT, "x", "t"},
    {"{\"content\":\"x\"}", RETORT_SKIP_COUNT, "x", ""},
    {"{\"text\":\"x\"}", RETORT_SKIP_COUNT, "x", ""},
    {"{\"answer\":null}", RETORT_SKIP_NULL, "", ""},
    {"{\"answer\":[]}", RETORT_SKIP_SHAPE, "", ""},
    {"[]", RETORT_SKIP_COUNT, "", ""},
    {"[\"a\",\"b\"]", RETORT_SKIP_COUNT, "ab", ""},
    {"[{\"type\":\"output_text\",\"text\":\"x\"}]", RETORT_SKIP_COUNT, "x", ""},
    {"[{\"text\":\"x\"},{\"type\":\"other\",\"text\":\"y\"}]",
     RETORT_SKIP_COUNT, "x", ""},
    {"[{\"type\":\"reasoning\",\"reasoning\":\"t\"},"
     "{\"type\":\"text\",\"text\":\"x\"}]",
     RETORT_SKIP_COUNT, "x", "t"},
    {"[{\"type\":\"image_url\"},null,5]", RETORT_SKIP_NO_REPLY, "", ""},
    {"[{\"type\":\"text\",\"text\":7}]", RETORT_SKIP_NO_REPLY, "", ""},
};

static void content__reads_every_shape_of_a_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(CONTENTS) / sizeof(CONTENTS[0]); i++) {
        struct json_object *value = begin(CONTENTS[i].json);
        retort_content c = retort_content_of(&conv.sink, value);
        char text[KEPT_BYTES];

        assert_int_equal(c.verdict, CONTENTS[i].verdict);
        keep_span(text, c.text);
        assert_string_equal(text, CONTENTS[i].text);
        keep_span(text, c.reasoning);
        assert_string_equal(text, CONTENTS[i].reasoning);
        assert_int_equal(end(), RETORT_OK);
    }
}

static void content__survives_want_of_memory(void **state)
{
    struct json_object *value = begin("[\"a\",\"b\"]");

    (void)state;
    retort_mem_fail_at(0);
    assert_int_equal(retort_content_of(&conv.sink, value).text.len, 0);
    retort_mem_fail_at(-1);
    assert_int_equal(end(), RETORT_ERR_NOMEM);
}

static void message__prefers_reasoning_beside_the_content(void **state)
{
    static const char *const rows[] = {
        "{\"content\":\"x\",\"reasoning_content\":\"t\"}",
        "{\"content\":\"x\",\"reasoning\":\"t\"}",
        "{\"content\":\"x\",\"thinking\":\"t\"}",
        ("{\"content\":[{\"type\":\"thinking\",\"thinking\":\"no\"},"
         "{\"type\":\"text\",\"text\":\"x\"}],\"reasoning\":\"t\"}")};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        retort_content c = retort_message_content(&conv.sink, begin(rows[i]));
        char text[KEPT_BYTES];

        assert_int_equal(c.verdict, RETORT_SKIP_COUNT);
        keep_span(text, c.reasoning);
        assert_string_equal(text, "t");
        assert_int_equal(end(), RETORT_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(get__tells_absent_from_null_by_has),
        cmocka_unit_test(item__stays_inside_the_array),
        cmocka_unit_test(is__compares_whole_strings),
        cmocka_unit_test(text__keeps_an_escaped_nul),
        cmocka_unit_test(id__writes_numbers_as_the_source_does),
        cmocka_unit_test(value__refuses_numbers_that_are_lost),
        cmocka_unit_test(field_value__takes_the_first_that_is_not_null),
        cmocka_unit_test(sample__holds_its_range),
        cmocka_unit_test(truncated__goes_by_the_reason_given),
        cmocka_unit_test(content__reads_every_shape_of_a_text),
        cmocka_unit_test(content__survives_want_of_memory),
        cmocka_unit_test(message__prefers_reasoning_beside_the_content),
    };

    return cmocka_run_group_tests_name("jsonfield", tests, NULL, NULL);
}
