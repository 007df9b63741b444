#include "ingest/adapter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "unit/ingest/convert_helper.h"

static void matches__wants_a_reply_under_any_of_its_names(void **state)
{
    static const char *const good[] = {
        "{\"response\":\"x\"}", "{\"output\":\"x\"}", "{\"completion\":\"x\"}",
        "{\"answer\":null}", "{\"reply\":\"x\",\"prompt\":\"y\"}"};

    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
        assert_true(matches("plain", good[i]));
    assert_false(matches("plain", "{\"prompt\":\"y\",\"model\":\"m\"}"));
    assert_false(matches("plain", "{}"));
    assert_false(matches("plain", "\"response\""));
}

static void convert__reads_every_field(void **state)
{
    (void)state;
    convert("plain", "{\"prompt\":\"p\",\"response\":\"r\",\"model\":\"m\","
                     "\"reasoning\":\"t\",\"prompt_id\":\"id\",\"sample\":2,"
                     "\"system\":\"s\",\"finish_reason\":\"length\"}");
    assert_used(1);
    assert_string_equal(kept.rec[0].prompt, "p");
    assert_string_equal(kept.rec[0].response, "r");
    assert_string_equal(kept.rec[0].model, "m");
    assert_string_equal(kept.rec[0].reasoning, "t");
    assert_string_equal(kept.rec[0].prompt_id, "id");
    assert_string_equal(kept.rec[0].system, "s");
    assert_int_equal(kept.rec[0].sample, 2);
    assert_true(kept.rec[0].truncated);
}

static void convert__knows_other_names_and_passes_over_nulls(void **state)
{
    (void)state;
    convert("plain", "{\"prompt\":null,\"question\":\"p\",\"response\":null,"
                     "\"answer\":\"r\",\"model_name\":\"m\",\"question_id\":81,"
                     "\"thinking\":\"t\",\"finish_reason\":\"stop\"}");
    assert_used(1);
    assert_string_equal(kept.rec[0].prompt, "p");
    assert_string_equal(kept.rec[0].response, "r");
    assert_string_equal(kept.rec[0].model, "m");
    assert_string_equal(kept.rec[0].prompt_id, "81");
    assert_string_equal(kept.rec[0].reasoning, "t");
    assert_false(kept.rec[0].truncated);
}

static void convert__reads_a_prompt_made_of_messages(void **state)
{
    (void)state;
    convert("plain", "{\"prompt\":[{\"role\":\"system\",\"content\":\"s\"},"
                     "{\"role\":\"user\",\"content\":\"u\"}],"
                     "\"completion\":\"c\"}");
    assert_used(1);
    assert_string_equal(kept.rec[0].system, "s");
    assert_string_equal(kept.rec[0].prompt, "u");
}

static void convert__skips_odd_rows_by_reason(void **state)
{
    (void)state;
    convert("plain", "{\"prompt\":\"p\"}");
    assert_skipped(RETORT_SKIP_NO_REPLY);
    convert("plain", "{\"response\":null,\"output\":null}");
    assert_skipped(RETORT_SKIP_NULL);
    convert("plain", "{\"response\":\"\"}");
    assert_skipped(RETORT_SKIP_EMPTY);
    convert("plain", "{\"response\":null,\"error\":\"overloaded\"}");
    assert_skipped(RETORT_SKIP_ERROR_ROW);
    convert("plain", "{\"response\":false}");
    assert_skipped(RETORT_SKIP_SHAPE);
    convert("plain", "{\"response\":\"r\",\"error\":null}");
    assert_used(1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matches__wants_a_reply_under_any_of_its_names),
        cmocka_unit_test(convert__reads_every_field),
        cmocka_unit_test(convert__knows_other_names_and_passes_over_nulls),
        cmocka_unit_test(convert__reads_a_prompt_made_of_messages),
        cmocka_unit_test(convert__skips_odd_rows_by_reason),
    };

    return cmocka_run_group_tests_name("adapter_plain", tests, NULL, NULL);
}
