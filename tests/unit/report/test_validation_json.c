#include "report/validation_json.h"

#include "report/calibration_fields.h"
#include "support/report_test.h"
#include "support/sample_calibration.h"

static void write__leaves_out_the_population(void **state)
{
    retort_calibration *c = sample_calibration(5, false);

    (void)state;
    assert_int_equal(retort_validation_json_write(c, test_out(), NULL),
                     RETORT_OK);
    assert_int_equal(
        strncmp(test_text(),
                "{\"draws\":2000,\"features\":\"so, op, cl, lo; 2^14 buckets\","
                "\"format\":\"retort-validation-1\",\"library_digest\":\"2c26",
                100),
        0);
    assert_written("\"rules_version\":1,\"seed\":20250101,\"validations\":[{");
    assert_not_written("\"models\"");
    assert_not_written("\"sets\"");
    assert_int_equal(test_count(test_text(), "\"cllr_shuffled\":1.0625"), 12);
    retort_calibration_free(c);
}

static void write__can_be_read_by_its_table(void **state)
{
    retort_calibration *c = sample_calibration(6, true);
    retort_calibration back = {0};
    retort_arena arena = {0};
    char *json;

    (void)state;
    assert_int_equal(retort_validation_json_write(c, test_out(), NULL),
                     RETORT_OK);
    json = test_malloc(test_buf.len + 1);
    memcpy(json, test_buf.ptr, test_buf.len + 1);
    assert_int_equal(retort_document_read(&retort_validation_document,
                                          retort_span_of(json), &arena, &back,
                                          NULL),
                     RETORT_OK);
    assert_string_equal(back.population.features, c->population.features);
    assert_int_equal(back.validations[2].missed_count, 1);
    assert_int_equal(retort_validation_json_write(&back, test_out(), NULL),
                     RETORT_OK);
    assert_string_equal(test_text(), json);
    retort_arena_release(&arena);
    retort_calibration_free(c);
    test_free(json);
}

static void write__tells_a_passed_limit(void **state)
{
    retort_calibration *c = sample_calibration(3, false);
    retort_err err = {0};

    (void)state;
    c->seed = RETORT_FIELDS_COUNT_MAX + 1;
    assert_int_equal(retort_validation_json_write(c, test_out(), &err),
                     RETORT_ERR_LIMIT);
    assert_string_equal(err.text, "seed: 9007199254740993 counted, more than "
                                  "9007199254740992");
    retort_calibration_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(write__leaves_out_the_population),
        cmocka_unit_test(write__can_be_read_by_its_table),
        cmocka_unit_test(write__tells_a_passed_limit),
    };

    return cmocka_run_group_tests_name("validation_json", tests, NULL,
                                       test_release);
}
