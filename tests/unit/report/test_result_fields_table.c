#include "report/result_fields.h"

#include "support/doc_page.h"

static void page__names_every_field(void **state)
{
    doc_tables t = doc_tables_of(&retort_result_document, NULL);

    (void)state;
    doc_read("result-json.md");
    assert_int_equal(t.count, 13);
    assert_in_range(doc_check_named(&t), 120, 200);
}

static void page__has_no_row_for_an_unknown_field(void **state)
{
    doc_tables t = doc_tables_of(&retort_result_document, NULL);

    (void)state;
    doc_read("result-json.md");
    /* The keys of a point stand in a sentence. */
    assert_int_equal(test_count(test_text(), "\n| `") + 3, doc_check_named(&t));
}

static void page__tells_the_limits(void **state)
{
    (void)state;
    doc_read("result-json.md");
    assert_written(RETORT_RESULT_FORMAT);
    doc_check_limit(RETORT_FIELDS_BYTES_MAX >> 20, " MiB of text");
    doc_check_limit(RETORT_FIELDS_STRING_MAX, " bytes a string");
    doc_check_limit(RETORT_RESULT_LIST_MAX, " suspects, candidates and points");
    doc_check_limit(RETORT_RESULT_REMARKS_MAX, " warnings, reasons");
    doc_check_limit(RETORT_RESULT_RULES_MAX, " rules");
    doc_check_limit(RETORT_RESULT_LIST_MAX, " rivals");
    doc_check_limit(RETORT_RESULT_HEATMAP_MAX, " rows");
    doc_check_limit(RETORT_DEPTH_MAX, " levels");
    doc_check_limit(RETORT_FIELDS_OBJECTS_MAX, " objects");
    doc_check_limit(RETORT_FIELDS_VALUES_MAX, " values");
}

static void page__tells_both_states(void **state)
{
    (void)state;
    doc_read("result-json.md");
    assert_written("`" RETORT_SCREENING_STATUS "`");
    assert_written("`" RETORT_EVIDENCE_STATUS "`");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(page__names_every_field),
        cmocka_unit_test(page__has_no_row_for_an_unknown_field),
        cmocka_unit_test(page__tells_the_limits),
        cmocka_unit_test(page__tells_both_states),
    };

    return cmocka_run_group_tests_name("result_fields_table", tests, NULL,
                                       test_release);
}
