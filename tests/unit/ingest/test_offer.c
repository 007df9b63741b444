#include "ingest/offer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ingest/conversion.h"
#include "unit/ingest/convert_helper.h"

static void begin(retort_conversion *conv)
{
    memset(&kept, 0, sizeof(kept));
    *conv = (retort_conversion){
        .sink = {.fn = keep_record, .counts = &kept.counts, .err = &kept.err}};
}

static void offer__finds_white_space_of_all_kinds_empty(void **state)
{
    static const char *const blank[] = {"",
                                        " ",
                                        "\t\n\v\f\r ",
                                        "\xc2\xa0",
                                        "\xc2\x85",
                                        "\xe1\x9a\x80",
                                        "\xe2\x80\x80 \xe2\x80\x8a",
                                        "\xe2\x80\xa8\xe2\x80\xa9",
                                        "\xe2\x80\xaf\xe2\x81\x9f\xe3\x80\x80"};
    static const char *const full[] = {".", " x", "\xe2\x80\x8b",
                                       "\xe2\x80\xa8.", "\xe3\x80\x81"};
    retort_conversion conv;

    (void)state;
    for (size_t i = 0; i < sizeof(blank) / sizeof(blank[0]); i++) {
        retort_record rec = {.response = retort_span_of(blank[i])};

        begin(&conv);
        retort_offer(&conv.sink, &rec, RETORT_TAKE);
        assert_skipped(RETORT_SKIP_EMPTY);
    }
    for (size_t i = 0; i < sizeof(full) / sizeof(full[0]); i++) {
        retort_record rec = {.response = retort_span_of(full[i])};

        begin(&conv);
        retort_offer(&conv.sink, &rec, RETORT_TAKE);
        assert_used(1);
    }
}

static void skip__counts_each_reason_apart(void **state)
{
    retort_conversion conv;

    (void)state;
    begin(&conv);
    for (int i = 0; i < RETORT_SKIP_COUNT; i++)
        retort_offer_skip(&conv.sink, (retort_skip)i);
    assert_int_equal(kept.counts.read, RETORT_SKIP_COUNT);
    for (int i = 0; i < RETORT_SKIP_COUNT; i++)
        assert_int_equal(kept.counts.skipped[i], 1);
}

static retort_status refuse_record(void *ctx, const retort_record *rec,
                                   retort_err *err)
{
    (void)ctx;
    (void)rec;
    return RETORT_FAIL(err, RETORT_ERR_IO, "disk full");
}

static void offer__does_nothing_behind_a_failure(void **state)
{
    retort_conversion conv;
    retort_record rec = {.response = retort_span_of("x")};

    (void)state;
    begin(&conv);
    conv.sink.fn = refuse_record;
    retort_offer(&conv.sink, &rec, RETORT_TAKE);
    retort_offer(&conv.sink, &rec, RETORT_TAKE);
    retort_offer_skip(&conv.sink, RETORT_SKIP_NULL);
    assert_int_equal(conv.sink.status, RETORT_ERR_IO);
    assert_int_equal(kept.counts.read, 1);
    assert_counts_add_up(&kept.counts);
}

static void fail__keeps_the_first_error(void **state)
{
    retort_conversion conv;

    (void)state;
    begin(&conv);
    retort_offer_fail(&conv.sink, RETORT_ERR_FORMAT, "first %d", 1);
    retort_offer_fail(&conv.sink, RETORT_ERR_NOMEM, "second");
    assert_int_equal(conv.sink.status, RETORT_ERR_FORMAT);
    assert_string_equal(kept.err.text, "first 1");
}

static void map__replaces_fields_of_the_adapter(void **state)
{
    static const char row[] =
        "{\"response\":\"own\",\"prompt\":\"own\",\"model\":\"own\","
        "\"x\":{\"r\":\"mapped\",\"n\":5,\"p\":[{\"type\":\"text\","
        "\"text\":\"parts\"}]}}";
    retort_field_map map = {.response = "/x/r",
                            .prompt = "/x/p",
                            .reasoning = "/x/r",
                            .model = "/x/r",
                            .prompt_id = "/x/n",
                            .system = "/x/r"};

    (void)state;
    convert_map("plain", &map, row);
    assert_used(1);
    assert_string_equal(kept.rec[0].response, "mapped");
    assert_string_equal(kept.rec[0].prompt, "parts");
    assert_string_equal(kept.rec[0].reasoning, "mapped");
    assert_string_equal(kept.rec[0].model, "mapped");
    assert_string_equal(kept.rec[0].prompt_id, "5");
    assert_string_equal(kept.rec[0].system, "mapped");
    map = (retort_field_map){.model = "/x/r"};
    convert_map("plain", &map, row);
    assert_string_equal(kept.rec[0].response, "own");
    assert_string_equal(kept.rec[0].model, "mapped");
    map = (retort_field_map){.model = "/not/there"};
    convert_map("plain", &map, row);
    assert_string_equal(kept.rec[0].model, "");
}

static void map__finds_replies_the_adapter_does_not(void **state)
{
    retort_field_map map = {.response = "/turns/-1/say"};

    (void)state;
    convert_map("plain", &map,
                "{\"prompt\":\"p\",\"turns\":[{\"say\":\"a\"},"
                "{\"say\":\"b\"}]}");
    assert_used(1);
    assert_string_equal(kept.rec[0].response, "b");
    assert_string_equal(kept.rec[0].prompt, "p");
}

static void map__gives_one_reply_however_many_the_adapter_sees(void **state)
{
    retort_field_map map = {.response = "/best"};

    (void)state;
    convert_map("openai-chat", &map,
                "{\"best\":\"x\",\"choices\":[{\"message\":{\"content\":"
                "\"a\"}},{\"message\":{\"content\":\"b\"}}]}");
    assert_used(1);
    assert_string_equal(kept.rec[0].response, "x");
}

static void map__skips_replies_that_are_not_there(void **state)
{
    retort_field_map map = {.response = "/x"};

    (void)state;
    convert_map("plain", &map, "{\"response\":\"own\"}");
    assert_skipped(RETORT_SKIP_NO_REPLY);
    convert_map("plain", &map, "{\"response\":\"own\",\"x\":null}");
    assert_skipped(RETORT_SKIP_NULL);
    convert_map("plain", &map, "{\"response\":\"own\",\"x\":\"\"}");
    assert_skipped(RETORT_SKIP_EMPTY);
    convert_map("plain", &map, "{\"response\":\"own\",\"x\":{\"y\":1}}");
    assert_skipped(RETORT_SKIP_SHAPE);
    convert_map("openai-chat", &map,
                "{\"custom_id\":\"a\",\"response\":null,\"x\":\"y\"}");
    assert_skipped(RETORT_SKIP_ERROR_ROW);
}

static void map__refuses_what_is_no_pointer(void **state)
{
    retort_field_map map = {.model = "model"};

    (void)state;
    convert_map("plain", &map, "{\"response\":\"r\"}");
    assert_int_equal(kept.status, RETORT_ERR_ARG);
    assert_int_equal(kept.counts.read, 0);
    assert_string_equal(kept.err.text, "not a JSON pointer: model");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(offer__finds_white_space_of_all_kinds_empty),
        cmocka_unit_test(skip__counts_each_reason_apart),
        cmocka_unit_test(offer__does_nothing_behind_a_failure),
        cmocka_unit_test(fail__keeps_the_first_error),
        cmocka_unit_test(map__replaces_fields_of_the_adapter),
        cmocka_unit_test(map__finds_replies_the_adapter_does_not),
        cmocka_unit_test(map__gives_one_reply_however_many_the_adapter_sees),
        cmocka_unit_test(map__skips_replies_that_are_not_there),
        cmocka_unit_test(map__refuses_what_is_no_pointer),
    };

    return cmocka_run_group_tests_name("offer", tests, NULL, NULL);
}
