#include "ingest/adapter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "unit/ingest/convert_helper.h"

static void matches__wants_an_answer_inside_a_message(void **state)
{
    (void)state;
    assert_true(matches("arena-hard",
                        "{\"uid\":\"u\",\"messages\":[{\"role\":\"user\","
                        "\"content\":\"q\"},{\"role\":\"assistant\","
                        "\"content\":{\"answer\":\"a\"}}]}"));
    assert_false(matches("arena-hard",
                         "{\"uid\":\"u\",\"messages\":[{\"role\":\"assistant\","
                         "\"content\":\"a\"}]}"));
    assert_false(matches("arena-hard",
                         "{\"messages\":[{\"content\":{\"answer\":\"a\"}}]}"));
}

static void convert__takes_answer_and_thought(void **state)
{
    (void)state;
    convert("arena-hard",
            "{\"uid\":\"u1\",\"model\":\"m\",\"messages\":["
            "{\"role\":\"user\",\"content\":\"one\"},"
            "{\"role\":\"assistant\",\"content\":{\"answer\":\"two\"}},"
            "{\"role\":\"user\",\"content\":\"three\"},"
            "{\"role\":\"assistant\",\"content\":{\"answer\":\"four\","
            "\"thought\":\"hm\"}}]}");
    assert_used(1);
    assert_string_equal(kept.rec[0].prompt, "one\n\ntwo\n\nthree");
    assert_string_equal(kept.rec[0].response, "four");
    assert_string_equal(kept.rec[0].reasoning, "hm");
    assert_string_equal(kept.rec[0].prompt_id, "u1");
    assert_string_equal(kept.rec[0].model, "m");
}

static void convert__skips_odd_rows_by_reason(void **state)
{
    (void)state;
    convert("arena-hard", "{\"uid\":\"u\",\"messages\":[{\"role\":"
                          "\"assistant\",\"content\":{\"answer\":null}}]}");
    assert_skipped(RETORT_SKIP_NULL);
    convert("arena-hard", "{\"uid\":\"u\",\"messages\":[{\"role\":"
                          "\"assistant\",\"content\":{\"answer\":\" \"}}]}");
    assert_skipped(RETORT_SKIP_EMPTY);
    convert("arena-hard", "{\"uid\":\"u\",\"messages\":[{\"role\":"
                          "\"assistant\",\"content\":{\"other\":1}}]}");
    assert_skipped(RETORT_SKIP_SHAPE);
    convert("arena-hard", "{\"uid\":\"u\",\"messages\":[]}");
    assert_skipped(RETORT_SKIP_NO_REPLY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matches__wants_an_answer_inside_a_message),
        cmocka_unit_test(convert__takes_answer_and_thought),
        cmocka_unit_test(convert__skips_odd_rows_by_reason),
    };

    return cmocka_run_group_tests_name("adapter_arena", tests, NULL, NULL);
}
