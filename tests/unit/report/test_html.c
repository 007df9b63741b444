#include "report/html.h"

#include <math.h>

#include "report/escape.h"
#include "support/report_test.h"

static const char *shortened(const char *text, size_t columns)
{
    retort_html_short(test_out(), text, columns);
    return test_text();
}

static const char *number(double value, int decimals)
{
    retort_html_number(test_out(), value, decimals);
    return test_text();
}

static void foreign__is_text_of_its_own_direction(void **state)
{
    (void)state;
    retort_html_foreign(test_out(), "<i>\xe2\x80\x8b");
    assert_string_equal(test_text(), "<bdi>&lt;i&gt;[U+200B]</bdi>");
}

static void name__marks_mixed_scripts_only(void **state)
{
    (void)state;
    retort_html_name(test_out(), "gpt-\xd0\xbemega");
    assert_written("</bdi> <span class=\"mark\">mixed scripts</span>");
    retort_html_name(test_out(), "gpt-omega");
    assert_string_equal(test_text(), "<bdi>gpt-omega</bdi>");
}

static void short__cuts_at_the_columns(void **state)
{
    char text[200];

    (void)state;
    assert_string_equal(shortened("abcd", 5), "abcd");
    assert_string_equal(shortened("abcde", 5), "abcde");
    assert_string_equal(shortened("abcdef", 5), "abcd&#8230;");
    assert_string_equal(shortened("", 5), "");
    assert_string_equal(shortened("<<<", 2), "&lt;&#8230;");
    memset(text, 'w', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    (void)shortened(text, 1000);
    assert_int_equal(test_count(test_text(), "w"), 59);
}

static void lines__break_where_the_text_does(void **state)
{
    (void)state;
    retort_html_lines(test_out(), "a\n\n<b>\n");
    assert_string_equal(test_text(), "<bdi>a</bdi><br><bdi></bdi><br>"
                                     "<bdi>&lt;b&gt;</bdi><br>");
}

static void lines__keep_all_of_a_long_line(void **state)
{
    static char text[3 * RETORT_SHOWN_BYTES_MAX + 2];

    (void)state;
    text[0] = 'x'; /* so that no code point of two bytes ends at the cut */
    for (size_t i = 1; i + 2 < sizeof(text); i += 2)
        memcpy(text + i, "\xc3\xa9", 2);
    retort_html_lines(test_out(), text);
    assert_int_equal(test_count(test_text(), "\xc3\xa9"), strlen(text + 1) / 2);
    assert_not_written("[0x");
    assert_not_written("bytes more");
}

static void lines__end_with_text_that_is_no_utf8(void **state)
{
    static char text[2 * RETORT_SHOWN_BYTES_MAX];

    (void)state;
    memset(text, 0x80, sizeof(text) - 1);
    retort_html_lines(test_out(), text);
    assert_int_equal(test_count(test_text(), "[0x80]"), sizeof(text) - 1);
}

static void number__has_a_true_minus_and_a_dash(void **state)
{
    (void)state;
    assert_string_equal(number(-0.5, 2), "&#8722;0.50");
    assert_string_equal(number(0.5, 2), "0.50");
    assert_string_equal(number(-0.001, 2), "0.00");
    assert_string_equal(number((double)NAN, 2),
                        "<span class=\"none\">&#8211;</span>");
    assert_string_equal(number(-(double)INFINITY, 2),
                        "<span class=\"none\">&#8211;</span>");
    assert_non_null(strstr(number(-1e300, 9), "&#8722;1"));
}

static void table__is_named_by_its_caption(void **state)
{
    (void)state;
    retort_html_table_open(test_out(), "t1", "Words");
    retort_html_table_close(&test_buf);
    assert_written("aria-labelledby=\"t1\"");
    assert_written("<caption id=\"t1\">Words</caption>");
    assert_written("</table>\n</div>\n");
}

static void cells__hold_one_value_each(void **state)
{
    (void)state;
    retort_html_head(test_out(), "", "Model");
    assert_string_equal(test_text(), "<th scope=\"col\">Model</th>");
    retort_html_head(test_out(), "n", "Rank");
    assert_string_equal(test_text(), "<th scope=\"col\" class=\"n\">Rank</th>");
    retort_html_cell(test_out(), "a&b");
    assert_string_equal(test_text(), "<td><bdi>a&amp;b</bdi></td>");
    retort_html_cell_number(test_out(), 1, 1);
    assert_string_equal(test_text(), "<td class=\"n\">1.0</td>");
    retort_html_cell_count(test_out(), UINT64_MAX);
    assert_string_equal(test_text(),
                        "<td class=\"n\">18446744073709551615</td>");
}

static void fact__shows_a_dash_for_what_is_not_known(void **state)
{
    (void)state;
    retort_html_fact(test_out(), "Term", "");
    assert_string_equal(test_text(),
                        "<div><dt>Term</dt><dd><span class=\"none\">&#8211;"
                        "</span></dd></div>\n");
    retort_html_fact(test_out(), "Term", "<x>");
    assert_written("<dd><bdi>&lt;x&gt;</bdi></dd>");
    retort_html_fact_count(test_out(), "Term", 3);
    assert_written("<dd>3</dd>");
    retort_html_fact_digest(test_out(), "Term", "00<ff");
    assert_written("<dd><code><bdi>00&lt;ff</bdi></code></dd>");
}

static void short__has_room_for_the_widest(void **state)
{
    char text[60 * 4 + 1] = "";

    (void)state;
    for (size_t i = 0; i < 60; i++)
        memcpy(text + 4 * i, "\xf0\x90\x90\xb7", 4);
    assert_int_equal(test_count(shortened(text, 1000), "\xf0\x90"), 60);
    assert_not_written("&#8230;");
}

static void cell_measure__has_as_many_decimals_as_needed(void **state)
{
    (void)state;
    retort_html_cell_measure(test_out(), 805);
    retort_html_cell_measure(&test_buf, -0.125);
    retort_html_cell_measure(&test_buf, 1.25);
    assert_string_equal(test_text(),
                        "<td class=\"n\">805</td><td class=\"n\">&#8722;0.125"
                        "</td><td class=\"n\">1.25</td>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(foreign__is_text_of_its_own_direction),
        cmocka_unit_test(name__marks_mixed_scripts_only),
        cmocka_unit_test(short__cuts_at_the_columns),
        cmocka_unit_test(lines__break_where_the_text_does),
        cmocka_unit_test(lines__keep_all_of_a_long_line),
        cmocka_unit_test(lines__end_with_text_that_is_no_utf8),
        cmocka_unit_test(number__has_a_true_minus_and_a_dash),
        cmocka_unit_test(table__is_named_by_its_caption),
        cmocka_unit_test(cells__hold_one_value_each),
        cmocka_unit_test(fact__shows_a_dash_for_what_is_not_known),
        cmocka_unit_test(short__has_room_for_the_widest),
        cmocka_unit_test(cell_measure__has_as_many_decimals_as_needed),
    };

    return cmocka_run_group_tests_name("html", tests, NULL, test_release);
}
