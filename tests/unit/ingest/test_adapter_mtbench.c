#include "ingest/adapter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "unit/ingest/convert_helper.h"

static void matches__wants_a_question_and_turns(void **state)
{
    (void)state;
    assert_true(matches("mtbench", "{\"question_id\":81,\"choices\":"
                                   "[{\"turns\":[\"a\"]}]}"));
    assert_false(matches("mtbench", "{\"question_id\":81,\"choices\":[]}"));
    assert_false(matches("mtbench", "{\"choices\":[{\"turns\":[\"a\"]}]}"));
}

static void convert__makes_each_turn_of_each_choice_a_reply(void **state)
{
    (void)state;
    convert("mtbench", "{\"question_id\":81,\"answer_id\":\"x\","
                       "\"model_id\":\"m\",\"choices\":["
                       "{\"index\":0,\"turns\":[\"a\",\"b\"]},"
                       "{\"index\":1,\"turns\":[{\"content\":\"c\"}]}]}");
    assert_used(3);
    assert_string_equal(kept.rec[0].response, "a");
    assert_string_equal(kept.rec[0].prompt_id, "81/1");
    assert_int_equal(kept.rec[0].sample, 0);
    assert_string_equal(kept.rec[1].response, "b");
    assert_string_equal(kept.rec[1].prompt_id, "81/2");
    assert_string_equal(kept.rec[2].response, "c");
    assert_string_equal(kept.rec[2].prompt_id, "81/1");
    assert_int_equal(kept.rec[2].sample, 1);
    assert_string_equal(kept.rec[2].model, "m");
    assert_string_equal(kept.rec[2].prompt, "");
}

static void convert__skips_odd_rows_by_reason(void **state)
{
    (void)state;
    convert("mtbench", "{\"question_id\":81,\"choices\":[]}");
    assert_skipped(RETORT_SKIP_NO_REPLY);
    convert("mtbench", "{\"question_id\":81,\"choices\":[{\"turns\":[]}]}");
    assert_skipped(RETORT_SKIP_NO_REPLY);
    convert("mtbench", "{\"question_id\":81,\"choices\":[{\"turns\":[null]}]}");
    assert_skipped(RETORT_SKIP_NULL);
    convert("mtbench", "{\"question_id\":81,\"choices\":[{\"turns\":[5]}]}");
    assert_skipped(RETORT_SKIP_SHAPE);
    convert("mtbench", "{\"question_id\":81,\"choices\":[\"x\"]}");
    assert_skipped(RETORT_SKIP_NO_REPLY);
}

static void convert__refuses_an_index_below_zero(void **state)
{
    (void)state;
    convert("mtbench", "{\"question_id\":81,\"choices\":[{\"index\":-1,"
                       "\"turns\":[\"a\"]}]}");
    assert_int_equal(kept.status, RETORT_ERR_FORMAT);
    assert_int_equal(kept.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matches__wants_a_question_and_turns),
        cmocka_unit_test(convert__makes_each_turn_of_each_choice_a_reply),
        cmocka_unit_test(convert__skips_odd_rows_by_reason),
        cmocka_unit_test(convert__refuses_an_index_below_zero),
    };

    return cmocka_run_group_tests_name("adapter_mtbench", tests, NULL, NULL);
}
