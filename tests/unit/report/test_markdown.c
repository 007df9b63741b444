#include "report/markdown.h"

#include <math.h>

#include "base/mem.h"
#include "support/report_test.h"

static void table__lines_up_its_columns(void **state)
{
    retort_markdown t;

    (void)state;
    retort_markdown_init(&t, 3);
    retort_markdown_ours(&t, "figure");
    retort_markdown_ours(&t, "a");
    retort_markdown_ours(&t, "");
    retort_markdown_ours(&t, "Cllr");
    retort_markdown_interval(&t, 0.75, 0.5, 1, 2);
    retort_markdown_share(&t, 0.125);
    retort_markdown_count(&t, 12);
    retort_markdown_number(&t, -0.5, 3);
    retort_markdown_foreign(&t, "\xc3\xa9");
    retort_markdown_end(&t, test_out());
    assert_string_equal(test_text(),
                        "| figure | a                 |        |\n"
                        "|--------|-------------------|--------|\n"
                        "| Cllr   | 0.75 [0.50, 1.00] | 12.5 % |\n"
                        "| 12     | -0.500            | \xc3\xa9      |\n\n");
}

static void cells__of_unknown_numbers_are_a_dash(void **state)
{
    double no = (double)NAN;
    retort_markdown t;

    (void)state;
    retort_markdown_init(&t, 2);
    retort_markdown_number(&t, no, 3);
    retort_markdown_share(&t, no);
    retort_markdown_interval(&t, 1, no, no, 1);
    retort_markdown_interval(&t, no, no, 2, 1);
    retort_markdown_end(&t, test_out());
    assert_string_equal(test_text(), "| -   | -          |\n"
                                     "|-----|------------|\n"
                                     "| 1.0 | - [-, 2.0] |\n\n");
}

/* No text makes a cell, a row or a mark of its own. */
static void foreign__stays_in_its_cell(void **state)
{
    (void)state;
    for (size_t i = 0; i < SAMPLE_ATTACK_COUNT; i++) {
        retort_markdown t;
        const char *p;

        retort_markdown_init(&t, 1);
        retort_markdown_ours(&t, "head");
        retort_markdown_foreign(&t, SAMPLE_ATTACKS[i]);
        retort_markdown_end(&t, test_out());
        assert_int_equal(test_count(test_text(), "\n"), 4);
        p = strstr(test_text(), "|\n| ");
        assert_non_null(p);
        for (p += 4; strcmp(p, "|\n\n") != 0; p++) {
            if (*p == '\\')
                p++;
            else if (strncmp(p, "[0x", 3) == 0)
                p += 5; /* a broken byte: no address can follow */
            else
                assert_null(strchr("|<>`*_[]()", *p));
        }
    }
}

static void end__tells_a_failed_cell(void **state)
{
    retort_markdown t;

    (void)state;
    retort_markdown_init(&t, 1);
    retort_mem_fail_at(0);
    retort_markdown_ours(&t, "head");
    retort_mem_fail_at(-1);
    retort_markdown_end(&t, test_out());
    assert_int_equal(retort_buf_status(&test_buf), RETORT_ERR_NOMEM);
}

static void end__of_no_cells_is_an_empty_line(void **state)
{
    retort_markdown t;

    (void)state;
    retort_markdown_init(&t, 4);
    retort_markdown_end(&t, test_out());
    assert_string_equal(test_text(), "\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table__lines_up_its_columns),
        cmocka_unit_test(cells__of_unknown_numbers_are_a_dash),
        cmocka_unit_test(foreign__stays_in_its_cell),
        cmocka_unit_test(end__tells_a_failed_cell),
        cmocka_unit_test(end__of_no_cells_is_an_empty_line),
    };

    return cmocka_run_group_tests_name("markdown", tests, NULL, test_release);
}
