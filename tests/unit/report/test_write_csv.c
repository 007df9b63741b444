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
        assert_int_equal(fields, 11 + RETORT_SCORE_COUNT + 10);
        for (; *text; rows++)
            assert_int_equal(fields_of(&text), fields);
        assert_int_equal(rows, SAMPLE_SUSPECTS * SAMPLE_CANDIDATES);
        retort_screening_free(s);
    }
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
        cmocka_unit_test(write__leaves_no_formula),
        cmocka_unit_test(write__leaves_unknown_numbers_empty),
    };

    return cmocka_run_group_tests_name("write_csv", tests, NULL, test_release);
}
