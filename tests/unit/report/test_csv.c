#include "report/csv.h"

#include <math.h>

#include "support/report_test.h"

static void fields__end_in_a_comma(void **state)
{
    (void)state;
    retort_csv_text(test_out(), "a \"b\", c");
    retort_csv_count(&test_buf, 12);
    retort_csv_number(&test_buf, -0.5);
    retort_buf_puts(&test_buf, RETORT_CSV_END);
    assert_string_equal(test_text(), "\"a \"\"b\"\", c\",12,-0.5,\r\n");
}

static void number__is_empty_when_it_is_not_known(void **state)
{
    (void)state;
    retort_csv_number(test_out(), (double)NAN);
    retort_csv_number(&test_buf, (double)INFINITY);
    retort_csv_number(&test_buf, 0);
    assert_string_equal(test_text(), ",,0,");
}

static void text__is_no_formula(void **state)
{
    static const char *const FORMULAS[] = {"=1", "+1", "-1", "@x", "\t=1"};

    (void)state;
    for (size_t i = 0; i < sizeof(FORMULAS) / sizeof(FORMULAS[0]); i++) {
        retort_csv_text(test_out(), FORMULAS[i]);
        assert_int_equal(strncmp(test_text(), "\"'", 2), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields__end_in_a_comma),
        cmocka_unit_test(number__is_empty_when_it_is_not_known),
        cmocka_unit_test(text__is_no_formula),
    };

    return cmocka_run_group_tests_name("csv", tests, NULL, test_release);
}
