#include "ingest/adapter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "unit/ingest/convert_helper.h"

static void matches__wants_turns_with_from_and_value(void **state)
{
    (void)state;
    assert_true(matches("sharegpt", "{\"conversations\":[{\"from\":\"human\","
                                    "\"value\":\"x\"}]}"));
    assert_false(matches("sharegpt", "{\"conversations\":[{\"from\":\"x\"}]}"));
    assert_false(matches("sharegpt", "{\"conversations\":[]}"));
    assert_false(matches("sharegpt", "{\"from\":\"x\",\"value\":\"y\"}"));
}

static void convert__makes_every_turn_of_the_model_a_reply(void **state)
{
    (void)state;
    convert("sharegpt", "{\"id\":\"k\",\"conversations\":["
                        "{\"from\":\"system\",\"value\":\"s\"},"
                        "{\"from\":\"human\",\"value\":\"one\"},"
                        "{\"from\":\"gpt\",\"value\":\"two\"},"
                        "{\"from\":\"user\",\"value\":\"three\"},"
                        "{\"from\":\"bard\",\"value\":\"four\"}]}");
    assert_used(2);
    assert_string_equal(kept.rec[0].prompt, "one");
    assert_string_equal(kept.rec[0].response, "two");
    assert_string_equal(kept.rec[0].prompt_id, "k/1");
    assert_string_equal(kept.rec[0].system, "s");
    assert_string_equal(kept.rec[1].prompt, "one\n\ntwo\n\nthree");
    assert_string_equal(kept.rec[1].response, "four");
    assert_string_equal(kept.rec[1].prompt_id, "k/2");
}

static void convert__knows_all_names_of_the_model(void **state)
{
    static const char *const names[] = {"gpt",  "chatgpt", "assistant",
                                        "bing", "bard",    "model"};

    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        char row[128];

        (void)snprintf(row, sizeof(row),
                       "{\"conversations\":[{\"from\":\"%s\",\"value\":\"x\"}],"
                       "\"system\":\"s\",\"model\":\"m\"}",
                       names[i]);
        convert("sharegpt", row);
        assert_used(1);
        assert_string_equal(kept.rec[0].prompt_id, "");
        assert_string_equal(kept.rec[0].system, "s");
        assert_string_equal(kept.rec[0].model, "m");
    }
}

static void convert__skips_odd_turns_by_reason(void **state)
{
    (void)state;
    convert("sharegpt", "{\"conversations\":[{\"from\":\"human\","
                        "\"value\":\"x\"}]}");
    assert_skipped(RETORT_SKIP_NO_REPLY);
    convert("sharegpt", "{\"conversations\":[]}");
    assert_skipped(RETORT_SKIP_NO_REPLY);
    convert("sharegpt", "{\"conversations\":[{\"from\":\"gpt\"},"
                        "{\"from\":\"gpt\",\"value\":null},"
                        "{\"from\":\"gpt\",\"value\":\"\"},7,"
                        "{\"from\":\"gpt\",\"value\":\"ok\"}]}");
    assert_int_equal(kept.status, RETORT_OK);
    assert_int_equal(kept.counts.read, 4);
    assert_int_equal(kept.counts.used, 1);
    assert_int_equal(kept.counts.skipped[RETORT_SKIP_NO_REPLY], 1);
    assert_int_equal(kept.counts.skipped[RETORT_SKIP_NULL], 1);
    assert_int_equal(kept.counts.skipped[RETORT_SKIP_EMPTY], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matches__wants_turns_with_from_and_value),
        cmocka_unit_test(convert__makes_every_turn_of_the_model_a_reply),
        cmocka_unit_test(convert__knows_all_names_of_the_model),
        cmocka_unit_test(convert__skips_odd_turns_by_reason),
    };

    return cmocka_run_group_tests_name("adapter_sharegpt", tests, NULL, NULL);
}
