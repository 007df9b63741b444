#include "ingest/adapter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "unit/ingest/convert_helper.h"

static void matches__wants_messages_with_roles(void **state)
{
    (void)state;
    assert_true(
        matches("openai-messages", "{\"messages\":[{\"role\":\"user\"}]}"));
    assert_false(matches("openai-messages", "{\"messages\":[]}"));
    assert_false(matches("openai-messages", "{\"messages\":\"role\"}"));
    assert_false(matches("openai-messages", "{\"messages\":[\"role\"]}"));
}

static void convert__takes_the_last_reply_and_all_turns_before_it(void **state)
{
    (void)state;
    convert("openai-messages",
            "{\"model\":\"m\",\"id\":\"x1\",\"messages\":["
            "{\"role\":\"system\",\"content\":\"be brief\"},"
            "{\"role\":\"developer\",\"content\":\"and kind\"},"
            "{\"role\":\"user\",\"content\":\"one\"},"
            "{\"role\":\"assistant\",\"content\":\"two\"},"
            "{\"role\":\"user\",\"content\":\"three\"},"
            "{\"role\":\"assistant\",\"content\":\"four\","
            "\"reasoning_content\":\"hm\"},"
            "{\"role\":\"user\",\"content\":\"thanks\"}]}");
    assert_used(1);
    assert_string_equal(kept.rec[0].system, "be brief\n\nand kind");
    assert_string_equal(kept.rec[0].prompt, "one\n\ntwo\n\nthree");
    assert_string_equal(kept.rec[0].response, "four");
    assert_string_equal(kept.rec[0].reasoning, "hm");
    assert_string_equal(kept.rec[0].model, "m");
    assert_string_equal(kept.rec[0].prompt_id, "x1");
}

static void convert__reads_content_in_parts(void **state)
{
    (void)state;
    convert("openai-messages",
            "{\"messages\":[{\"role\":\"user\",\"content\":["
            "{\"type\":\"text\",\"text\":\"look \"},"
            "{\"type\":\"image_url\",\"image_url\":{\"url\":\"u\"}},"
            "{\"type\":\"text\",\"text\":\"here\"}]},"
            "{\"role\":\"assistant\",\"content\":["
            "{\"type\":\"thinking\",\"thinking\":\"hm\"},"
            "{\"type\":\"text\",\"text\":\"a cat\"}]}]}");
    assert_used(1);
    assert_string_equal(kept.rec[0].prompt, "look here");
    assert_string_equal(kept.rec[0].response, "a cat");
    assert_string_equal(kept.rec[0].reasoning, "hm");
}

static void convert__passes_over_turns_without_text(void **state)
{
    (void)state;
    convert("openai-messages",
            "{\"messages\":[{\"role\":\"user\",\"content\":\"q\"},"
            "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[1]},"
            "{\"role\":\"tool\",\"content\":\"42\"},7,"
            "{\"role\":\"assistant\",\"content\":\"a\"}]}");
    assert_used(1);
    assert_string_equal(kept.rec[0].prompt, "q\n\n42");
}

static void convert__skips_odd_rows_by_reason(void **state)
{
    (void)state;
    convert("openai-messages",
            "{\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}");
    assert_skipped(RETORT_SKIP_NO_REPLY);
    convert("openai-messages", "{\"messages\":[{\"role\":\"assistant\"}]}");
    assert_skipped(RETORT_SKIP_NO_REPLY);
    convert("openai-messages", "{\"messages\":[{\"role\":\"assistant\","
                               "\"content\":null}]}");
    assert_skipped(RETORT_SKIP_NULL);
    convert("openai-messages", "{\"messages\":[{\"role\":\"assistant\","
                               "\"content\":[]}]}");
    assert_skipped(RETORT_SKIP_EMPTY);
    convert("openai-messages", "{\"messages\":[{\"role\":\"assistant\","
                               "\"content\":[{\"type\":\"image\"}]}]}");
    assert_skipped(RETORT_SKIP_NO_REPLY);
    convert("openai-messages", "{\"other\":1}");
    assert_skipped(RETORT_SKIP_NO_REPLY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matches__wants_messages_with_roles),
        cmocka_unit_test(convert__takes_the_last_reply_and_all_turns_before_it),
        cmocka_unit_test(convert__reads_content_in_parts),
        cmocka_unit_test(convert__passes_over_turns_without_text),
        cmocka_unit_test(convert__skips_odd_rows_by_reason),
    };

    return cmocka_run_group_tests_name("adapter_messages", tests, NULL, NULL);
}
