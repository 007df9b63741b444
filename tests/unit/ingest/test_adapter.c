#include "ingest/adapter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <retort/limits.h>

#include "unit/ingest/convert_helper.h"

static void adapters__explain_themselves(void **state)
{
    (void)state;
    for (const retort_adapter *a = retort_adapters(); a->name; a++) {
        assert_ptr_equal(retort_adapter_find(a->name), a);
        assert_true(strlen(a->summary) > 0 && strlen(a->summary) < 60);
        assert_non_null(strstr(a->detail, "reply:"));
        assert_non_null(a->matches);
        assert_non_null(a->convert);
    }
    assert_null(retort_adapter_find("nobody"));
    assert_null(retort_adapter_find(""));
}

/* One row a shape: the first adapter of the table to know it. */
static const struct {
    const char *json;
    const char *first;
} SHAPES[] = {
    {"{\"object\":\"chat.completion\",\"choices\":[],\"messages\":[{\"role\":"
     "\"user\"}]}",
     "openai-chat"},
    {"{\"question_id\":1,\"choices\":[{\"turns\":[]}]}", "mtbench"},
    {"{\"uid\":\"u\",\"messages\":[{\"role\":\"assistant\",\"content\":"
     "{\"answer\":\"a\"}}]}",
     "arena-hard"},
    {"{\"conversations\":[{\"from\":\"gpt\",\"value\":\"x\"}]}", "sharegpt"},
    {"{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"output\":\"y\"}",
     "openai-messages"},
    {"{\"instruction\":\"a\",\"output\":\"b\"}", "alpacaeval"},
    {"{\"prompt\":\"a\",\"output\":\"b\"}", "plain"},
};

static void adapters__stand_in_the_order_of_detection(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(SHAPES) / sizeof(SHAPES[0]); i++) {
        const retort_adapter *a = retort_adapters();

        while (a->name && !matches(a->name, SHAPES[i].json))
            a++;
        assert_string_equal(a->name, SHAPES[i].first);
    }
}

/* Rows that no adapter was made for: each must give counts that add up. */
static const char *const ODD[] = {
    "{}",
    "[]",
    "7",
    "null",
    "\"text\"",
    "{\"messages\":7,\"conversations\":7,\"choices\":7,\"output\":7}",
    "{\"messages\":[7],\"conversations\":[7],\"choices\":[7],\"output\":[7]}",
    "{\"messages\":[[]],\"conversations\":[[]],\"choices\":[[]]}",
    "{\"messages\":{},\"conversations\":{},\"choices\":{},\"response\":{}}",
    "{\"messages\":[{\"role\":7,\"content\":7}],\"uid\":7}",
    "{\"choices\":[{\"message\":7,\"turns\":7,\"index\":\"x\"}]}",
    "{\"choices\":[{\"message\":{},\"turns\":[{}]}],\"question_id\":[]}",
    "{\"custom_id\":{},\"response\":[],\"error\":[]}",
    "{\"conversations\":[{\"from\":{},\"value\":{}}],\"id\":{}}",
    "{\"request\":7,\"prompt\":{},\"object\":\"chat.completion\"}",
    "{\"response\":[[]],\"prompt\":[[]],\"model\":[],\"system\":{}}",
};

static void convert__counts_one_for_any_odd_row(void **state)
{
    (void)state;
    for (const retort_adapter *a = retort_adapters(); a->name; a++)
        for (size_t i = 0; i < sizeof(ODD) / sizeof(ODD[0]); i++) {
            convert_bytes(a->name, NULL, ODD[i], strlen(ODD[i]));
            assert_int_equal(kept.status, RETORT_OK);
            assert_int_equal(kept.counts.read, 1);
        }
}

static void convert__skips_what_is_no_object(void **state)
{
    (void)state;
    for (size_t i = 1; i < 5; i++) {
        convert_bytes("plain", NULL, ODD[i], strlen(ODD[i]));
        assert_skipped(RETORT_SKIP_SHAPE);
    }
}

static void convert__counts_a_bad_line(void **state)
{
    retort_batch batch = {0};
    retort_element item = {.record = 1, .bad = 1};
    retort_counts counts = {0};

    (void)state;
    assert_int_equal(retort_adapter_convert(retort_adapter_find("plain"), NULL,
                                            &batch, &item, keep_record, NULL,
                                            &counts, NULL),
                     RETORT_OK);
    assert_int_equal(counts.read, 1);
    assert_int_equal(counts.skipped[RETORT_SKIP_BAD_LINE], 1);
}

static void convert__lets_the_last_duplicate_key_count(void **state)
{
    (void)state;
    convert("plain", "{\"response\":\"first\",\"response\":\"last\"}");
    assert_used(1);
    assert_string_equal(kept.rec[0].response, "last");
}

static void convert__keeps_the_length_of_text_with_nul(void **state)
{
    (void)state;
    convert("plain", "{\"response\":\"a\\u0000b\"}");
    assert_used(1);
    assert_int_equal(kept.rec[0].response_len, 3);
    assert_memory_equal(kept.rec[0].response, "a\0b", 3);
}

static void convert__ignores_lost_numbers_where_nobody_looks(void **state)
{
    (void)state;
    convert("plain", "{\"response\":\"r\",\"score\":NaN,\"a\":1e999999,"
                     "\"b\":-0,\"c\":99999999999999999999999999999999999,"
                     "\"d\":-Infinity}");
    assert_used(1);
}

static void convert__refuses_lost_numbers_in_use_and_says_where(void **state)
{
    static const char *const rows[] = {
        "{\"response\":NaN}",
        "{\"response\":1e999999}",
        "{\"response\":99999999999999999999999999999999999999}",
        "{\"response\":\"r\",\"prompt\":Infinity}",
        "{\"response\":\"r\",\"prompt_id\":NaN}",
        "{\"response\":\"r\",\"sample\":1E400}",
        "{\"response\":\"r\",\"model\":-Infinity}"};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        convert("plain", rows[i]);
        assert_int_equal(kept.status, RETORT_ERR_FORMAT);
        assert_int_equal(kept.count, 0);
        assert_int_equal(kept.err.record, 7);
        assert_int_equal(kept.err.offset, 99);
    }
}

static retort_status refuse_record(void *ctx, const retort_record *rec,
                                   retort_err *err)
{
    (void)ctx;
    (void)rec;
    return RETORT_FAIL_AT(err, RETORT_ERR_LIMIT, 3, 4, "enough");
}

static void convert__hands_on_what_the_receiver_says(void **state)
{
    static const char row[] = "{\"response\":\"r\"}";
    char bytes[sizeof(row)];
    retort_batch batch = {.bytes = bytes};
    retort_element item = {.len = sizeof(row) - 1, .record = 7, .offset = 99};
    retort_counts counts = {0};
    retort_err err = {0};

    (void)state;
    memcpy(bytes, row, sizeof(row));
    assert_int_equal(retort_adapter_convert(retort_adapter_find("plain"), NULL,
                                            &batch, &item, refuse_record, NULL,
                                            &counts, &err),
                     RETORT_ERR_LIMIT);
    assert_int_equal(err.record, 3);
    assert_string_equal(err.text, "enough");
    assert_counts_add_up(&counts);
}

static void convert__survives_want_of_memory(void **state)
{
    static const char row[] =
        "{\"id\":\"k\",\"conversations\":[{\"from\":\"human\",\"value\":\"q\"},"
        "{\"from\":\"gpt\",\"value\":[\"a\",\"b\"]}]}";
    char bytes[sizeof(row)];
    retort_batch batch = {.bytes = bytes};
    retort_element item = {.len = sizeof(row) - 1};
    retort_status st = RETORT_ERR_NOMEM;
    long n = 0;

    (void)state;
    memcpy(bytes, row, sizeof(row));
    for (; st == RETORT_ERR_NOMEM; n++) {
        memset(&kept, 0, sizeof(kept));
        retort_mem_fail_at(n);
        st = retort_adapter_convert(retort_adapter_find("sharegpt"), NULL,
                                    &batch, &item, keep_record, NULL,
                                    &kept.counts, &kept.err);
        retort_mem_fail_at(-1);
        assert_counts_add_up(&kept.counts);
    }
    assert_int_equal(st, RETORT_OK);
    assert_int_equal(n, 3); /* turns, arena, success */
    assert_int_equal(kept.count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adapters__explain_themselves),
        cmocka_unit_test(adapters__stand_in_the_order_of_detection),
        cmocka_unit_test(convert__counts_one_for_any_odd_row),
        cmocka_unit_test(convert__skips_what_is_no_object),
        cmocka_unit_test(convert__counts_a_bad_line),
        cmocka_unit_test(convert__lets_the_last_duplicate_key_count),
        cmocka_unit_test(convert__keeps_the_length_of_text_with_nul),
        cmocka_unit_test(convert__ignores_lost_numbers_where_nobody_looks),
        cmocka_unit_test(convert__refuses_lost_numbers_in_use_and_says_where),
        cmocka_unit_test(convert__hands_on_what_the_receiver_says),
        cmocka_unit_test(convert__survives_want_of_memory),
    };

    return cmocka_run_group_tests_name("adapter", tests, NULL, NULL);
}
