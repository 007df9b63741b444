#include "ingest/adapter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "unit/ingest/convert_helper.h"

static void matches__knows_completions_and_batch_lines(void **state)
{
    static const char *const good[] = {
        "{\"object\":\"chat.completion\",\"choices\":[]}",
        "{\"choices\":[{\"message\":{\"content\":\"x\"}}]}",
        "{\"custom_id\":\"a\",\"response\":{\"body\":{}},\"error\":null}",
        "{\"custom_id\":\"a\",\"response\":null,\"error\":{\"code\":1}}"};

    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
        assert_true(matches("openai-chat", good[i]));
    assert_false(matches("openai-chat", "{\"object\":\"response\"}"));
    assert_false(matches("openai-chat", "{\"custom_id\":\"a\"}"));
    assert_false(matches("openai-chat", "{\"choices\":[{\"turns\":[]}]}"));
}

static void convert__makes_each_choice_a_sample(void **state)
{
    (void)state;
    convert("openai-chat",
            "{\"id\":\"c1\",\"object\":\"chat.completion\",\"model\":\"m\","
            "\"choices\":[{\"index\":1,\"message\":{\"role\":\"assistant\","
            "\"content\":\"one\",\"reasoning\":\"t\"},"
            "\"finish_reason\":\"stop\"},"
            "{\"index\":0,\"message\":{\"content\":\"zero\"},"
            "\"finish_reason\":\"length\"},"
            "{\"message\":{\"content\":\"two\"}}]}");
    assert_used(3);
    assert_string_equal(kept.rec[0].response, "one");
    assert_string_equal(kept.rec[0].reasoning, "t");
    assert_int_equal(kept.rec[0].sample, 1);
    assert_false(kept.rec[0].truncated);
    assert_string_equal(kept.rec[1].response, "zero");
    assert_string_equal(kept.rec[1].reasoning, "");
    assert_int_equal(kept.rec[1].sample, 0);
    assert_true(kept.rec[1].truncated);
    assert_int_equal(kept.rec[2].sample, 2);
    assert_string_equal(kept.rec[2].model, "m");
    assert_string_equal(kept.rec[2].prompt_id, "c1");
    assert_string_equal(kept.rec[2].prompt, "");
}

static void convert__finds_the_prompt_where_it_was_kept(void **state)
{
    static const char *const rows[] = {
        "{\"messages\":[{\"role\":\"system\",\"content\":\"s\"},"
        "{\"role\":\"user\",\"content\":\"q\"}],"
        "\"choices\":[{\"message\":{\"content\":\"a\"}}]}",
        "{\"request\":{\"messages\":[{\"role\":\"system\",\"content\":\"s\"},"
        "{\"role\":\"user\",\"content\":\"q\"}]},"
        "\"choices\":[{\"message\":{\"content\":\"a\"}}]}",
        "{\"request\":{\"body\":{\"messages\":[{\"role\":\"user\","
        "\"content\":\"q\"},{\"role\":\"system\",\"content\":\"s\"}]}},"
        "\"custom_id\":\"7\",\"response\":{\"status_code\":200,\"body\":"
        "{\"choices\":[{\"message\":{\"content\":\"a\"}}]}}}"};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        convert("openai-chat", rows[i]);
        assert_used(1);
        assert_string_equal(kept.rec[0].prompt, "q");
        assert_string_equal(kept.rec[0].system, "s");
        assert_string_equal(kept.rec[0].response, "a");
    }
    convert("openai-chat", "{\"prompt\":\"p\",\"choices\":[{\"text\":\"a\"}]}");
    assert_used(1);
    assert_string_equal(kept.rec[0].prompt, "p");
    assert_string_equal(kept.rec[0].response, "a");
}

static void convert__reads_result_lines_of_a_batch(void **state)
{
    (void)state;
    convert("openai-chat",
            "{\"id\":\"b\",\"custom_id\":\"q-1\",\"response\":"
            "{\"status_code\":200,\"body\":{\"model\":\"m\",\"choices\":"
            "[{\"message\":{\"content\":\"a\"}}]}},\"error\":null}");
    assert_used(1);
    assert_string_equal(kept.rec[0].prompt_id, "q-1");
    assert_string_equal(kept.rec[0].model, "m");
}

static void convert__counts_error_rows(void **state)
{
    static const char *const rows[] = {
        "{\"custom_id\":\"a\",\"response\":null,\"error\":{\"code\":\"x\"}}",
        "{\"custom_id\":\"a\",\"response\":null,\"error\":null}",
        "{\"custom_id\":\"a\",\"response\":{\"status_code\":429,\"body\":"
        "{\"choices\":[{\"message\":{\"content\":\"a\"}}]}}}",
        "{\"custom_id\":\"a\",\"response\":{\"status_code\":200,\"body\":"
        "{\"error\":{\"message\":\"x\"}}}}",
        "{\"error\":{\"message\":\"x\"}}"};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        convert("openai-chat", rows[i]);
        assert_skipped(RETORT_SKIP_ERROR_ROW);
    }
}

static void convert__skips_odd_rows_by_reason(void **state)
{
    (void)state;
    convert("openai-chat", "{\"object\":\"chat.completion\",\"choices\":[]}");
    assert_skipped(RETORT_SKIP_NO_REPLY);
    convert("openai-chat", "{\"choices\":[{\"index\":0}]}");
    assert_skipped(RETORT_SKIP_NO_REPLY);
    convert("openai-chat", "{\"choices\":[null]}");
    assert_skipped(RETORT_SKIP_NO_REPLY);
    convert("openai-chat", "{\"choices\":[{\"message\":{\"content\":null}}]}");
    assert_skipped(RETORT_SKIP_NULL);
    convert("openai-chat", "{\"choices\":[{\"message\":{\"content\":\"\"}}]}");
    assert_skipped(RETORT_SKIP_EMPTY);
}

static void convert__takes_a_refusal_as_the_reply(void **state)
{
    (void)state;
    convert("openai-chat", "{\"choices\":[{\"message\":{\"content\":null,"
                           "\"refusal\":\"I will not\"}}]}");
    assert_used(1);
    assert_string_equal(kept.rec[0].response, "I will not");
}

static void convert__counts_used_and_skipped_choices_of_one_row(void **state)
{
    (void)state;
    convert("openai-chat", "{\"choices\":[{\"message\":{\"content\":\"a\"}},"
                           "{\"message\":{\"content\":null}}]}");
    assert_int_equal(kept.status, RETORT_OK);
    assert_int_equal(kept.counts.read, 2);
    assert_int_equal(kept.counts.used, 1);
    assert_int_equal(kept.counts.skipped[RETORT_SKIP_NULL], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matches__knows_completions_and_batch_lines),
        cmocka_unit_test(convert__makes_each_choice_a_sample),
        cmocka_unit_test(convert__finds_the_prompt_where_it_was_kept),
        cmocka_unit_test(convert__reads_result_lines_of_a_batch),
        cmocka_unit_test(convert__counts_error_rows),
        cmocka_unit_test(convert__skips_odd_rows_by_reason),
        cmocka_unit_test(convert__takes_a_refusal_as_the_reply),
        cmocka_unit_test(convert__counts_used_and_skipped_choices_of_one_row),
    };

    return cmocka_run_group_tests_name("adapter_chat", tests, NULL, NULL);
}
