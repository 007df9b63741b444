#include "report/sink.h"

#include "support/report_test.h"

/* Split a line of @p text into fields as RFC 4180 says; count them. */
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
    assert_false(is_quoted);
    assert_int_equal(strncmp(p, "\r\n", 2), 0);
    *text = p + 2;
    return fields;
}

static void write__has_a_row_per_pair_of_equal_fields(void **state)
{
    (void)state;
    for (int hostile = 0; hostile < 2; hostile++) {
        retort_screening *s = test_sample(hostile);
        const char *text;
        size_t fields;
        size_t rows = 0;

        assert_int_equal(retort_csv_write(s, test_out(), NULL), RETORT_OK);
        text = test_text();
        fields = fields_of(&text);
        assert_int_equal(fields, 11 + RETORT_SCORE_COUNT + 13);
        for (; *text; rows++)
            assert_int_equal(fields_of(&text), fields);
        assert_int_equal(rows, SAMPLE_SUSPECTS * SAMPLE_CANDIDATES);
        retort_screening_free(s);
    }
}

static void write__of_evidence_has_columns_for_each_proposition(void **state)
{
    (void)state;
    for (int hostile = 0; hostile < 2; hostile++) {
        retort_screening *s = test_weighed(hostile);
        const char *text;
        size_t fields;

        assert_int_equal(retort_csv_write(s, test_out(), NULL), RETORT_OK);
        assert_written(
            "shared_prompts,same_verdict,same_llr,same_low,same_high,"
            "tuned_verdict,");
        assert_written(",canary_high,status\r\n");
        assert_written("\"against\",-1.25,-2,-0.75,\"refused\",,,,");
        assert_written("\"supported\",1.25,0.5,1.75,\"not available\",,,,");
        text = test_text();
        fields = fields_of(&text);
        assert_int_equal(fields, 11 + RETORT_SCORE_COUNT + 13 + 20);
        assert_int_equal(fields_of(&text), fields);
        test_suspect(s, 0)->evidence_count = 0; /* a short row is no row */
        assert_int_equal(retort_csv_write(s, test_out(), NULL), RETORT_OK);
        text = test_text();
        assert_int_equal(fields_of(&text), fields);
        assert_int_equal(fields_of(&text), fields);
        retort_screening_free(s);
    }
}

static void write__leaves_a_p_of_nothing_empty(void **state)
{
    retort_screening *s = test_small(false);

    (void)state;
    test_suspect(s, 0)->candidate_count = 1;
    test_candidate(s, 0)->p = 0.0625;
    test_candidate(s, 0)->p_holm = 0.125;
    assert_int_equal(retort_csv_write(s, test_out(), NULL), RETORT_OK);
    assert_written(
        "control_suspect_lineages,p,p_holm,in_nearest_set,controls,");
    assert_written(",28,17,0.0625,0.125,1,31,");
    test_candidate(s, 0)->p = 0;
    test_candidate(s, 0)->p_holm = (double)NAN;
    test_candidate(s, 0)->in_nearest_set = false;
    assert_int_equal(retort_csv_write(s, test_out(), NULL), RETORT_OK);
    assert_written(",28,17,,,0,31,");
    retort_screening_free(s);
}

static void write__leaves_no_formula(void **state)
{
    retort_screening *s = test_sample(true);

    (void)state;
    assert_int_equal(retort_csv_write(s, test_out(), NULL), RETORT_OK);
    assert_not_written("\"=");
    assert_not_written("\"+");
    assert_not_written("\"-");
    assert_not_written("\"@");
    assert_written("\"'=HYPERLINK(");
    assert_written("\"'-1+1\"");
    assert_written(",-0.");
    retort_screening_free(s);
}

static void write__leaves_unknown_numbers_empty(void **state)
{
    retort_screening *s = test_sample(false);

    (void)state;
    for (int i = 0; i < RETORT_SCORE_COUNT; i++)
        test_candidate(s, 0)->score[i] = i % 2 ? (double)NAN : (double)INFINITY;
    assert_int_equal(retort_csv_write(s, test_out(), NULL), RETORT_OK);
    assert_written(",,,,,,,,,100,\"control suspects\"");
    retort_screening_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(write__has_a_row_per_pair_of_equal_fields),
        cmocka_unit_test(write__of_evidence_has_columns_for_each_proposition),
        cmocka_unit_test(write__leaves_a_p_of_nothing_empty),
        cmocka_unit_test(write__leaves_no_formula),
        cmocka_unit_test(write__leaves_unknown_numbers_empty),
    };

    return cmocka_run_group_tests_name("write_csv", tests, NULL, test_release);
}
