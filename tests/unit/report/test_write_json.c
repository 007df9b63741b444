#include "report/sink.h"

#include "report/codepoint.h"
#include "report/result_fields.h"
#include "support/report_test.h"

static void fields__stand_in_order_of_their_keys(void **state)
{
    const retort_fields *todo[64] = {&retort_result_fields};
    size_t count = 1;

    (void)state;
    for (size_t n = 0; n < count; n++) {
        for (size_t i = 0; i < todo[n]->count; i++) {
            const retort_field *f = &todo[n]->rows[i];

            if (i > 0)
                assert_true(strcmp(f[-1].key, f->key) < 0);
            assert_true(f->offset < todo[n]->struct_bytes);
            if (f->inner)
                todo[count++] = f->inner;
        }
    }
    assert_int_equal(count, 9);
}

static void write__is_compact_and_ends_in_a_newline(void **state)
{
    retort_screening *s = test_sample(false);

    (void)state;
    assert_int_equal(retort_json_write(s, test_out(), NULL), RETORT_OK);
    assert_written("{\"format\":\"retort-result-1\",\"heatmap\":{\"labels\":[");
    assert_written("\"scores\":{\"delta\":");
    assert_written("\"reuse\":null");
    assert_written("\"replies\":805,");
    assert_written("\"is_reference\":true,");
    assert_not_written("\": ");
    assert_written("\"ranked_models\":60,\"ranked_references\":44,");
    assert_int_equal(test_buf.ptr[test_buf.len - 1], '\n');
    assert_int_equal(test_count(test_text(), "\n"), 1);
    retort_screening_free(s);
}

static void write__of_an_empty_result_has_every_key(void **state)
{
    retort_screening *s = NULL;

    (void)state;
    assert_int_equal(retort_screening_new(&s, NULL), RETORT_OK);
    assert_int_equal(retort_json_write(s, test_out(), NULL), RETORT_OK);
    assert_string_equal(
        test_text(),
        "{\"format\":\"retort-result-1\",\"heatmap\":{\"labels\":[],"
        "\"lineages\":[],\"values\":[]},\"kind\":\"\",\"provenance\":{"
        "\"build\":\"\",\"library_digest\":\"\",\"library_lineages\":0,"
        "\"library_models\":0,\"library_name\":\"\",\"library_notice\":\"\","
        "\"library_references\":0,\"options\":\"\",\"rules_version\":0,"
        "\"tool\":\"\",\"version\":\"\"},\"status\":\"" RETORT_SCREENING_STATUS
        "\",\"suspects\":[]}\n");
    retort_screening_free(s);
}

static void write__has_no_raw_control_and_only_utf8(void **state)
{
    retort_screening *s = test_sample(true);
    retort_span left;

    (void)state;
    assert_int_equal(retort_json_write(s, test_out(), NULL), RETORT_OK);
    left = (retort_span){test_buf.ptr, test_buf.len - 1};
    while (left.len > 0) {
        uint32_t cp;
        size_t used = retort_codepoint_read(left, &cp);

        assert_true(used > 0);
        assert_false(retort_codepoint_is_hidden(cp));
        left = (retort_span){left.ptr + used, left.len - used};
    }
    retort_screening_free(s);
}

/* A string of that many bytes as the status. */
static retort_status write_status_of(size_t bytes, retort_err *err)
{
    retort_screening *s = test_sample(false);
    char *text = retort_screening_take(s, bytes + 1, 1);
    retort_status st;

    memset(text, 'x', bytes);
    s->status = text;
    st = retort_json_write(s, test_out(), err);
    retort_screening_free(s);
    return st;
}

static void write__holds_the_limit_of_strings(void **state)
{
    retort_err err = {0};

    (void)state;
    assert_int_equal(write_status_of(RETORT_RESULT_STRING_MAX - 1, &err),
                     RETORT_OK);
    assert_int_equal(write_status_of(RETORT_RESULT_STRING_MAX, &err),
                     RETORT_OK);
    assert_int_equal(write_status_of(RETORT_RESULT_STRING_MAX + 1, &err),
                     RETORT_ERR_LIMIT);
    assert_string_equal(err.text, "status: 65537 bytes, more than 65536");
}

static void write__holds_the_limit_of_counts(void **state)
{
    retort_screening *s = test_sample(false);

    (void)state;
    test_suspect(s, 0)->replies = RETORT_RESULT_COUNT_MAX;
    assert_int_equal(retort_json_write(s, test_out(), NULL), RETORT_OK);
    assert_written("\"replies\":9007199254740992,");
    test_suspect(s, 0)->replies++;
    assert_int_equal(retort_json_write(s, test_out(), NULL), RETORT_ERR_LIMIT);
    retort_screening_free(s);
}

static void write__holds_the_limit_of_lists(void **state)
{
    static retort_warning many[RETORT_RESULT_REMARKS_MAX + 1];
    retort_screening *s = test_sample(false);

    (void)state;
    test_suspect(s, 0)->warnings = many;
    test_suspect(s, 0)->warning_count = RETORT_RESULT_REMARKS_MAX;
    assert_int_equal(retort_json_write(s, test_out(), NULL), RETORT_OK);
    test_suspect(s, 0)->warning_count++;
    assert_int_equal(retort_json_write(s, test_out(), NULL), RETORT_ERR_LIMIT);
    retort_screening_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields__stand_in_order_of_their_keys),
        cmocka_unit_test(write__is_compact_and_ends_in_a_newline),
        cmocka_unit_test(write__of_an_empty_result_has_every_key),
        cmocka_unit_test(write__has_no_raw_control_and_only_utf8),
        cmocka_unit_test(write__holds_the_limit_of_strings),
        cmocka_unit_test(write__holds_the_limit_of_counts),
        cmocka_unit_test(write__holds_the_limit_of_lists),
    };

    return cmocka_run_group_tests_name("write_json", tests, NULL, test_release);
}
