#include "report/sink.h"

#include "report/codepoint.h"
#include "report/result_fields.h"
#include "support/report_test.h"

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
        "\"build\":\"\",\"calibration_digest\":\"\",\"library_digest\":\"\","
        "\"library_lineages\":0,"
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
    assert_int_equal(write_status_of(RETORT_FIELDS_STRING_MAX - 1, &err),
                     RETORT_OK);
    assert_int_equal(write_status_of(RETORT_FIELDS_STRING_MAX, &err),
                     RETORT_OK);
    assert_int_equal(write_status_of(RETORT_FIELDS_STRING_MAX + 1, &err),
                     RETORT_ERR_LIMIT);
    assert_string_equal(err.text, "status: 65537 bytes, more than 65536");
}

static void write__holds_the_limit_of_counts(void **state)
{
    retort_screening *s = test_sample(false);

    (void)state;
    test_suspect(s, 0)->replies = RETORT_FIELDS_COUNT_MAX;
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

static void write__holds_evidence_in_full(void **state)
{
    retort_screening *s = test_weighed(false);

    (void)state;
    assert_int_equal(retort_json_write(s, test_out(), NULL), RETORT_OK);
    assert_written("\"evidence\":[{\"calibration\":\"other teachers\",");
    assert_written("\"upper\":1.25,\"upper_rule\":\"ELUB\"}");
    assert_written(
        "\"proposition\":\"distilled\",\"rivals\":[{\"chance\":0.25");
    assert_written("\"rules\":[],\"scale_models\":[],\"sentence\":\"No can");
    assert_written("\"in_nearest_set\":true,");
    assert_written("\"p_holm\":1,\"percentile\":");
    assert_int_equal(test_count(test_text(), "\"explained_by\":"), 5);
    retort_screening_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(write__is_compact_and_ends_in_a_newline),
        cmocka_unit_test(write__of_an_empty_result_has_every_key),
        cmocka_unit_test(write__has_no_raw_control_and_only_utf8),
        cmocka_unit_test(write__holds_evidence_in_full),
        cmocka_unit_test(write__holds_the_limit_of_strings),
        cmocka_unit_test(write__holds_the_limit_of_counts),
        cmocka_unit_test(write__holds_the_limit_of_lists),
    };

    return cmocka_run_group_tests_name("write_json", tests, NULL, test_release);
}
