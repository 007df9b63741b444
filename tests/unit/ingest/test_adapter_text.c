#include "ingest/adapter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "unit/ingest/convert_helper.h"

static void matches__never_takes_json_for_a_folder(void **state)
{
    (void)state;
    assert_false(matches("text", "{\"model\":\"m\",\"prompt_id\":\"p\","
                                 "\"response\":\"r\"}"));
}

static void convert__reads_what_a_text_folder_writes(void **state)
{
    (void)state;
    convert("text", "{\"model\":\"m\",\"prompt_id\":\"p\",\"prompt\":\"q\","
                    "\"reasoning\":\"t\",\"response\":\"a\\u000ab\"}");
    assert_used(1);
    assert_string_equal(kept.rec[0].model, "m");
    assert_string_equal(kept.rec[0].prompt_id, "p");
    assert_string_equal(kept.rec[0].prompt, "q");
    assert_string_equal(kept.rec[0].reasoning, "t");
    assert_string_equal(kept.rec[0].response, "a\nb");
}

static void convert__counts_files_that_are_no_reply(void **state)
{
    (void)state;
    convert("text", "{\"unknown_file\":\"\"}");
    assert_skipped(RETORT_SKIP_SHAPE);
    convert("text", "{}");
    assert_skipped(RETORT_SKIP_NO_REPLY);
    convert("text", "{\"prompt_id\":\"p\",\"response\":\"\\n\"}");
    assert_skipped(RETORT_SKIP_EMPTY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matches__never_takes_json_for_a_folder),
        cmocka_unit_test(convert__reads_what_a_text_folder_writes),
        cmocka_unit_test(convert__counts_files_that_are_no_reply),
    };

    return cmocka_run_group_tests_name("adapter_text", tests, NULL, NULL);
}
