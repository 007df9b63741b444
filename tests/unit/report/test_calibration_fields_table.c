#include "report/calibration_fields.h"

#include "infer/case.h"
#include "report/result_fields.h"
#include "support/doc_page.h"

/* Rows of the table of files that begin with a name in code marks. */
enum { FILE_ROWS = 4 };

static void page__names_every_field(void **state)
{
    doc_tables t =
        doc_tables_of(&retort_calibration_document, &retort_rule_fields);

    (void)state;
    doc_read("calibration.md");
    assert_int_equal(t.count, 15);
    assert_in_range(doc_check_named(&t), 100, 200);
    t = doc_tables_of(&retort_validation_document, &retort_rule_fields);
    assert_in_range(doc_check_named(&t), 80, 200);
}

static void page__has_no_row_for_an_unknown_field(void **state)
{
    doc_tables t =
        doc_tables_of(&retort_calibration_document, &retort_rule_fields);

    (void)state;
    doc_read("calibration.md");
    assert_int_equal(test_count(test_text(), "\n| `") - FILE_ROWS,
                     doc_check_named(&t));
}

static void page__tells_the_limits(void **state)
{
    (void)state;
    doc_read("calibration.md");
    assert_written("`" RETORT_CALIBRATION_FORMAT "`");
    assert_written("`" RETORT_VALIDATION_FORMAT "`");
    doc_check_limit(RETORT_FIELDS_BYTES_MAX >> 20, " MiB of text");
    doc_check_limit(RETORT_FIELDS_STRING_MAX, " bytes a string");
    doc_check_limit(RETORT_CALIBRATION_MODELS_MAX, " models and lineages");
    doc_check_limit(RETORT_CALIBRATION_PAIRS_MAX, " pairs of one proposition");
    doc_check_limit(RETORT_CALIBRATION_ROWS_MAX, " rows of\nany other list");
    doc_check_limit(RETORT_DEPTH_MAX, " levels");
    doc_check_limit(RETORT_FIELDS_OBJECTS_MAX, " objects");
    doc_check_limit(RETORT_FIELDS_VALUES_MAX, " values");
    assert_written("`draws` at most 100000");
    assert_int_equal(RETORT_CASE_DRAWS_MAX, 100000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(page__names_every_field),
        cmocka_unit_test(page__has_no_row_for_an_unknown_field),
        cmocka_unit_test(page__tells_the_limits),
    };

    return cmocka_run_group_tests_name("calibration_fields_table", tests, NULL,
                                       test_release);
}
