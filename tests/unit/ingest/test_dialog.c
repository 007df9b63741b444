#include "ingest/dialog.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ingest/conversion.h"
#include "ingest/jsonparse.h"
#include "unit/ingest/convert_helper.h"

static retort_counts counts;

static void begin(retort_conversion *conv, size_t max_bytes)
{
    *conv = (retort_conversion){.sink = {.counts = &counts}};
    retort_buf_init(&conv->prompt, max_bytes);
    retort_buf_init(&conv->system, max_bytes);
}

static void end(retort_conversion *conv)
{
    retort_buf_release(&conv->prompt);
    retort_buf_release(&conv->system);
    retort_arena_release(&conv->arena);
}

static void add__joins_turns_by_an_empty_line(void **state)
{
    retort_conversion conv;
    retort_record rec = {0};
    char text[KEPT_BYTES];

    (void)state;
    begin(&conv, 4096);
    retort_dialog_add(&conv.sink, false, retort_span_of("one"));
    retort_dialog_add(&conv.sink, true, retort_span_of("sys"));
    retort_dialog_add(&conv.sink, false, retort_span_of(""));
    retort_dialog_add(&conv.sink, false, retort_span_of("two"));
    retort_dialog_fill(&conv.sink, &rec);
    keep_span(text, rec.prompt);
    assert_string_equal(text, "one\n\ntwo");
    keep_span(text, rec.system);
    assert_string_equal(text, "sys");
    retort_dialog_reset(&conv.sink);
    retort_dialog_fill(&conv.sink, &rec);
    assert_int_equal(rec.prompt.len, 0);
    assert_int_equal(rec.system.len, 0);
    end(&conv);
}

static void add__stops_the_conversion_when_it_cannot_keep_a_turn(void **state)
{
    retort_conversion conv;

    (void)state;
    begin(&conv, 8);
    retort_dialog_add(&conv.sink, false, retort_span_of("1234567"));
    assert_int_equal(conv.sink.status, RETORT_OK);
    retort_dialog_add(&conv.sink, false, retort_span_of("8"));
    assert_int_equal(conv.sink.status, RETORT_ERR_LIMIT);
    end(&conv);
    begin(&conv, 4096);
    retort_mem_fail_at(0);
    retort_dialog_add(&conv.sink, false, retort_span_of("x"));
    retort_mem_fail_at(-1);
    assert_int_equal(conv.sink.status, RETORT_ERR_NOMEM);
    end(&conv);
}

static void turn_id__puts_a_number_behind_an_id(void **state)
{
    retort_conversion conv;
    char text[KEPT_BYTES];

    (void)state;
    begin(&conv, 4096);
    keep_span(text, retort_turn_id(&conv.sink, retort_span_of("q"), 12));
    assert_string_equal(text, "q/12");
    assert_int_equal(retort_turn_id(&conv.sink, retort_span_of(""), 1).len, 0);
    end(&conv);
    begin(&conv, 4096);
    retort_mem_fail_at(0);
    (void)retort_turn_id(&conv.sink, retort_span_of("q"), 1);
    retort_mem_fail_at(-1);
    assert_int_equal(conv.sink.status, RETORT_ERR_NOMEM);
    end(&conv);
}

static void read__takes_just_the_first_messages(void **state)
{
    retort_conversion conv;
    struct json_object *messages;
    retort_record rec = {0};
    char text[KEPT_BYTES];

    (void)state;
    begin(&conv, 4096);
    assert_int_equal(
        retort_json_parse(
            &messages,
            retort_span_of("[{\"role\":\"user\",\"content\":\"a\"},"
                           "{\"role\":\"developer\",\"content\":\"b\"},"
                           "{\"role\":\"user\",\"content\":\"c\"}]"),
            NULL),
        RETORT_OK);
    retort_dialog_read(&conv.sink, messages, 2);
    retort_dialog_fill(&conv.sink, &rec);
    keep_span(text, rec.prompt);
    assert_string_equal(text, "a");
    keep_span(text, rec.system);
    assert_string_equal(text, "b");
    assert_true(retort_is_turns(messages, "role"));
    assert_false(retort_is_turns(messages, "from"));
    assert_false(retort_is_turns(NULL, "role"));
    retort_json_free(messages);
    end(&conv);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(add__joins_turns_by_an_empty_line),
        cmocka_unit_test(add__stops_the_conversion_when_it_cannot_keep_a_turn),
        cmocka_unit_test(turn_id__puts_a_number_behind_an_id),
        cmocka_unit_test(read__takes_just_the_first_messages),
    };

    return cmocka_run_group_tests_name("dialog", tests, NULL, NULL);
}
