#include "report/validation_csv.h"

#include "support/report_test.h"
#include "support/sample_calibration.h"

static const char HEAD[] =
    "proposition,suspect,reference,suspect_lineage,reference_lineage,use,"
    "stratum,is_time_impossible,shares_base,weight,score,score_open,raw,llr,"
    "raw_open,llr_open,low,high,verdict\r\n";

/* Fields of the next line, which ends in CR LF. */
static size_t fields_of(const char **text)
{
    const char *p = *text;
    size_t fields = 1;
    bool is_quoted = false;

    for (; *p && (is_quoted || *p != '\r'); p++) {
        if (*p == '"')
            is_quoted = !is_quoted;
        fields += *p == ',' && !is_quoted;
    }
    assert_int_equal(strncmp(p, "\r\n", 2), 0);
    *text = p + 2;
    return fields;
}

static void write__has_a_row_per_pair_of_equal_fields(void **state)
{
    (void)state;
    for (int hostile = 0; hostile < 2; hostile++) {
        retort_calibration *c = sample_calibration(8, hostile);
        size_t pairs = 0;
        size_t rows = 0;
        const char *text;

        for (size_t i = 0; i < c->validation_count; i++)
            pairs += c->validations[i].weighed_count;
        retort_validation_csv_write(c, test_out());
        text = test_text();
        assert_int_equal(fields_of(&text), 19);
        for (; *text; rows++)
            assert_int_equal(fields_of(&text), 19);
        assert_int_equal(rows, pairs);
        assert_true(pairs > 30);
        retort_calibration_free(c);
    }
}

static void write__holds_what_was_weighed(void **state)
{
    retort_calibration *c = sample_calibration(4, false);
    retort_weighed *w = test_own(c->validations[0].weighed);

    (void)state;
    w[0] = (retort_weighed){"s",  "r",   "ls", "lr", "positive",  "main",
                            true, false, 0.5,  0.25, (double)NAN, 1.5,
                            1,    -2,    -1,   -0.5, 2,           "supported"};
    retort_validation_csv_write(c, test_out());
    assert_int_equal(strncmp(test_text(), HEAD, strlen(HEAD)), 0);
    assert_written("\r\n\"same\",\"s\",\"r\",\"ls\",\"lr\",\"positive\","
                   "\"main\",1,0,0.5,0.25,,1.5,1,-2,-1,-0.5,2,\"supported\""
                   "\r\n");
    assert_written("\r\n\"distilled\",");
    retort_calibration_free(c);
}

static void write__leaves_no_formula(void **state)
{
    retort_calibration *c = sample_calibration(8, true);

    (void)state;
    retort_validation_csv_write(c, test_out());
    assert_not_written("\"=");
    assert_written("\"'=m|*x<-00001\"");
    retort_calibration_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(write__has_a_row_per_pair_of_equal_fields),
        cmocka_unit_test(write__holds_what_was_weighed),
        cmocka_unit_test(write__leaves_no_formula),
    };

    return cmocka_run_group_tests_name("validation_csv", tests, NULL,
                                       test_release);
}
