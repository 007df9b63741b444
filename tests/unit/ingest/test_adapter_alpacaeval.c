#include "ingest/adapter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "unit/ingest/convert_helper.h"

static void matches__wants_instruction_and_output(void **state)
{
    (void)state;
    assert_true(
        matches("alpacaeval", "{\"instruction\":\"a\",\"output\":\"b\"}"));
    assert_true(
        matches("alpacaeval", "{\"instruction\":\"a\",\"output\":null}"));
    assert_false(matches("alpacaeval", "{\"instruction\":\"a\"}"));
    assert_false(matches("alpacaeval", "{\"output\":\"b\"}"));
    assert_false(matches("alpacaeval", "[\"instruction\",\"output\"]"));
}

static void convert__reads_the_four_usual_fields(void **state)
{
    (void)state;
    convert("alpacaeval", "{\"dataset\":\"d\",\"instruction\":\"ask\","
                          "\"output\":\"tell\",\"generator\":\"m-7b\"}");
    assert_used(1);
    assert_string_equal(kept.rec[0].prompt, "ask");
    assert_string_equal(kept.rec[0].response, "tell");
    assert_string_equal(kept.rec[0].model, "m-7b");
    assert_string_equal(kept.rec[0].prompt_id, "");
    assert_int_equal(kept.rec[0].sample, 0);
    assert_false(kept.rec[0].truncated);
}

static void convert__adds_the_input_to_the_prompt(void **state)
{
    (void)state;
    convert("alpacaeval", "{\"instruction\":\"sum\",\"input\":\"1 2\","
                          "\"output\":\"3\",\"id\":12}");
    assert_used(1);
    assert_string_equal(kept.rec[0].prompt, "sum\n\n1 2");
    assert_string_equal(kept.rec[0].prompt_id, "12");
    convert("alpacaeval",
            "{\"instruction\":\"sum\",\"input\":\"\",\"output\":\"3\"}");
    assert_string_equal(kept.rec[0].prompt, "sum");
}

static void convert__skips_odd_rows_by_reason(void **state)
{
    (void)state;
    convert("alpacaeval", "{\"instruction\":\"a\"}");
    assert_skipped(RETORT_SKIP_NO_REPLY);
    convert("alpacaeval", "{\"instruction\":\"a\",\"output\":null}");
    assert_skipped(RETORT_SKIP_NULL);
    convert("alpacaeval", "{\"instruction\":\"a\",\"output\":\" \\n\\t\"}");
    assert_skipped(RETORT_SKIP_EMPTY);
    convert("alpacaeval", "{\"instruction\":\"a\",\"output\":7}");
    assert_skipped(RETORT_SKIP_SHAPE);
    convert("alpacaeval", "{\"instruction\":\"a\",\"output\":{\"x\":1}}");
    assert_skipped(RETORT_SKIP_SHAPE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matches__wants_instruction_and_output),
        cmocka_unit_test(convert__reads_the_four_usual_fields),
        cmocka_unit_test(convert__adds_the_input_to_the_prompt),
        cmocka_unit_test(convert__skips_odd_rows_by_reason),
    };

    return cmocka_run_group_tests_name("adapter_alpacaeval", tests, NULL, NULL);
}
