#include "report/html.h"

#include <math.h>

#include "report/escape.h"
#include "support/report_test.h"

static void foreign__stands_alone_in_its_direction(void **state)
{
    (void)state;
    retort_html_foreign(test_out(), "<b>\xe2\x80\xae");
    assert_string_equal(test_text(), "<bdi>&lt;b&gt;[U+202E]</bdi>");
}

static void name__is_marked_when_scripts_mix(void **state)
{
    (void)state;
    retort_html_name(test_out(), "omega");
    assert_string_equal(test_text(), "<bdi>omega</bdi>");
    retort_html_name(test_out(), "\xd0\xbemega");
    assert_written("<span class=\"mark\">mixed scripts</span>");
}

static void short__cuts_by_columns(void **state)
{
    (void)state;
    retort_html_short(test_out(), "abcd", 4);
    assert_string_equal(test_text(), "abcd");
    retort_html_short(test_out(), "abcde", 4);
    assert_string_equal(test_text(), "abc&#8230;");
    retort_html_short(test_out(), "a<\x1bz", 4);
    assert_string_equal(test_text(), "a&lt;&#8230;");
    retort_html_short(test_out(), "", 4);
    assert_string_equal(test_text(), "");
}

static void short__has_room_for_the_widest(void **state)
{
    char text[4 * 100 + 1] = "";

    (void)state;
    for (size_t i = 0; i < 100; i++)
        memcpy(text + 4 * i, "\xf0\x90\x80\x80", 5);
    retort_html_short(test_out(), text, 1000);
    assert_int_equal(test_buf.len, 59 * 4 + strlen("&#8230;"));
}

static void lines__keep_their_ends_and_lose_no_text(void **state)
{
    enum { LONG = RETORT_SHOWN_BYTES_MAX + 10 };
    char text[LONG + 3];

    (void)state;
    retort_html_lines(test_out(), "a\n<b>\n");
    assert_string_equal(test_text(),
                        "<bdi>a</bdi><br><bdi>&lt;b&gt;</bdi><br>");
    memset(text, 'x', LONG);
    memcpy(text + LONG, "\nz", 3);
    retort_html_lines(test_out(), text);
    assert_int_equal(test_count(test_text(), "x"), LONG);
    assert_written("<br><bdi>z</bdi>");
}

static void number__has_a_true_minus_or_a_dash(void **state)
{
    (void)state;
    retort_html_number(test_out(), -1.25, 1);
    assert_string_equal(test_text(), "&#8722;1.2");
    retort_html_number(test_out(), 3, 2);
    assert_string_equal(test_text(), "3.00");
    retort_html_number(test_out(), (double)NAN, 2);
    assert_string_equal(test_text(), "<span class=\"none\">&#8211;</span>");
}

static void table__has_caption_and_scopes(void **state)
{
    retort_buf *out = test_out();

    (void)state;
    retort_html_table_open(out, "t1", "What it holds");
    retort_html_head(out, "n", "Number");
    retort_html_head(out, "", "Text");
    retort_html_cell(out, "<i>");
    retort_html_cell_number(out, 1, 1);
    retort_html_cell_count(out, 7);
    retort_html_table_close(out);
    assert_written("aria-labelledby=\"t1\"");
    assert_written("<caption id=\"t1\">What it holds</caption>");
    assert_written("<th scope=\"col\" class=\"n\">Number</th>"
                   "<th scope=\"col\">Text</th>");
    assert_written("<td><bdi>&lt;i&gt;</bdi></td><td class=\"n\">1.0</td>"
                   "<td class=\"n\">7</td>");
    assert_written("</table>\n</div>");
}

static void facts__show_a_dash_for_nothing(void **state)
{
    (void)state;
    retort_html_fact(test_out(), "Term", "");
    assert_written("<dt>Term</dt><dd><span class=\"none\">");
    retort_html_fact_count(test_out(), "Term", 3);
    assert_written("<dd>3</dd>");
    retort_html_fact_digest(test_out(), "Term", "00ff<");
    assert_written("<code><bdi>00ff&lt;</bdi></code>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(foreign__stands_alone_in_its_direction),
        cmocka_unit_test(name__is_marked_when_scripts_mix),
        cmocka_unit_test(short__cuts_by_columns),
        cmocka_unit_test(short__has_room_for_the_widest),
        cmocka_unit_test(lines__keep_their_ends_and_lose_no_text),
        cmocka_unit_test(number__has_a_true_minus_or_a_dash),
        cmocka_unit_test(table__has_caption_and_scopes),
        cmocka_unit_test(facts__show_a_dash_for_nothing),
    };

    return cmocka_run_group_tests_name("html", tests, NULL, test_release);
}
