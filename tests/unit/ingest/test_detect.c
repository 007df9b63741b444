#include "ingest/detect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "ingest/batch_fill.h"

static void add(retort_batch *b, const char *json)
{
    size_t len = strlen(json);
    char *room = retort_batch_room(b, len + 1);
    retort_element *item = retort_batch_item(b);

    assert_non_null(room);
    assert_non_null(item);
    memcpy(room, json, len);
    *item = (retort_element){.at = b->len, .len = len, .record = b->count};
    b->len += len;
}

static void detect__takes_the_shape_of_most_and_says_why(void **state)
{
    retort_batch b = {0};
    retort_detection d;

    (void)state;
    add(&b, "{\"response\":\"x\"}");
    for (int i = 0; i < 62; i++)
        add(&b, "{\"dataset\":\"d\",\"instruction\":\"x\",\"output\":\"y\"}");
    add(&b, "[1]");
    add(&b, "{\"response\":\"beyond the first 64\"}");
    assert_int_equal(retort_detect(&b, &d, NULL), RETORT_OK);
    assert_string_equal(d.adapter->name, "alpacaeval");
    assert_string_equal(
        d.reason, "62 of 64 elements have instruction and output: alpacaeval");
    retort_batch_release(&b);
}

static void detect__gives_a_tie_to_the_earlier_row(void **state)
{
    static const char flat[] = "{\"response\":\"x\",\"prompt\":\"y\"}";
    static const char chat[] = "{\"messages\":[{\"role\":\"user\"}]}";

    (void)state;
    for (int swap = 0; swap <= 1; swap++) {
        retort_batch b = {0};
        retort_detection d;

        add(&b, swap ? flat : chat);
        add(&b, swap ? chat : flat);
        assert_int_equal(retort_detect(&b, &d, NULL), RETORT_OK);
        assert_string_equal(d.adapter->name, "openai-messages");
        assert_string_equal(d.reason,
                            "1 of 2 elements have messages: openai-messages");
        retort_batch_release(&b);
    }
}

static void detect__lets_bad_lines_abstain(void **state)
{
    retort_batch b = {0};
    retort_detection d;

    (void)state;
    add(&b, "");
    b.items[0].bad = 1;
    add(&b, "{\"response\":\"x\"}");
    assert_int_equal(retort_detect(&b, &d, NULL), RETORT_OK);
    assert_string_equal(d.reason, "1 of 2 elements have response: plain");
    retort_batch_release(&b);
}

static void detect__names_keys_and_the_nearest_of_an_unknown_shape(void **state)
{
    static const struct {
        const char *json;
        const char *text;
    } cases[] = {
        {"{\"question\":\"x\",\"blurb\":\"y\"}",
         "no format has the keys question and blurb; nearest is plain, see "
         "--format and --map"},
        {"{\"conversations\":\"x\"}",
         "no format has the keys conversations; nearest is sharegpt, see "
         "--format and --map"},
        {"{\"question_id\":1,\"model_id\":2,\"choices\":3,\"index\":4}",
         "no format has the keys question_id, model_id, choices and index; "
         "nearest is mtbench, see --format and --map"},
        {"{\"zz\":1}", "no format has the keys zz; nearest is plain, see "
                       "--format and --map"},
        {"[1]", "none of the first 1 elements is an object with keys"},
        {"{}", "none of the first 1 elements is an object with keys"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        retort_batch b = {0};
        retort_detection d;
        retort_err err = {0};

        add(&b, cases[i].json);
        assert_int_equal(retort_detect(&b, &d, &err), RETORT_ERR_SHAPE);
        assert_null(d.adapter);
        assert_string_equal(err.text, cases[i].text);
        retort_batch_release(&b);
    }
}

static void detect__makes_foreign_keys_fit_for_a_message(void **state)
{
    retort_batch b = {0};
    retort_detection d;
    retort_err err = {0};

    (void)state;
    add(&b, "{\"a\\nb\":1,\"\\u001b[2J\":2,\"\xc3\xa9\":3,"
            "\"a key of more than twenty-four bytes\":4,\"%s%n\":5,"
            "\"f\":6,\"g\":7,\"h\":8,\"i\":9}");
    assert_int_equal(retort_detect(&b, &d, &err), RETORT_ERR_SHAPE);
    assert_string_equal(
        err.text,
        "no format has the keys a?b, ?[2J, ??, a?key?of?more?than?twent..., "
        "%s%n, f, g, h, ...; nearest is plain, see --format and --map");
    retort_batch_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(detect__takes_the_shape_of_most_and_says_why),
        cmocka_unit_test(detect__gives_a_tie_to_the_earlier_row),
        cmocka_unit_test(detect__lets_bad_lines_abstain),
        cmocka_unit_test(
            detect__names_keys_and_the_nearest_of_an_unknown_shape),
        cmocka_unit_test(detect__makes_foreign_keys_fit_for_a_message),
    };

    return cmocka_run_group_tests_name("detect", tests, NULL, NULL);
}
