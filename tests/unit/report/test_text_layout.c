#include "report/text_layout.h"

#include <math.h>

#include "support/report_test.h"

static const char *left(const char *text, size_t columns)
{
    retort_text_left(test_out(), text, columns);
    return test_text();
}

static const char *right(double value, int decimals, size_t columns)
{
    retort_text_right(test_out(), value, decimals, columns);
    return test_text();
}

static const char *wrapped(const char *text, size_t indent)
{
    retort_text_wrapped(test_out(), retort_span_of(text), indent);
    return test_text();
}

static void left__fills_and_cuts_to_the_columns(void **state)
{
    (void)state;
    assert_string_equal(left("abc", 5), "abc  ");
    assert_string_equal(left("abcde", 5), "abcde");
    assert_string_equal(left("abcdef", 5), "abc..");
    assert_string_equal(left("", 2), "  ");
    /* Two columns a letter: one letter and a space stand in for three. */
    assert_string_equal(left("\xe4\xb8\x80\xe4\xb8\x81\xe4\xb8\x82", 5),
                        "\xe4\xb8\x80.. ");
}

static void left__escapes_before_it_counts(void **state)
{
    (void)state;
    assert_string_equal(left("\x1b[2J", 8), "\\x1b[2J ");
    assert_string_equal(left("\x1b[2J", 6), "\\x1b..");
}

static void right__shows_a_dash_for_what_is_not_known(void **state)
{
    (void)state;
    assert_string_equal(right(1.25, 1, 6), "   1.2");
    assert_string_equal(right(-12345, 0, 3), "-12345");
    assert_string_equal(right((double)NAN, 3, 3), "  -");
    assert_string_equal(right((double)INFINITY, 3, 0), "-");
}

static void head__never_cuts_our_words(void **state)
{
    (void)state;
    retort_text_head(test_out(), "rank", 6);
    assert_string_equal(test_text(), "  rank");
    retort_text_head(test_out(), "rank", 3);
    assert_string_equal(test_text(), "rank");
}

static void wrapped__keeps_lines_within_their_columns(void **state)
{
    char text[400];
    size_t longest = 0;
    size_t at = 0;

    (void)state;
    for (size_t i = 0; i < sizeof(text) - 1; i++)
        text[i] = i % 7 == 6 ? ' ' : 'a';
    text[sizeof(text) - 1] = '\0';
    for (const char *p = wrapped(text, 10); *p; p++) {
        at = *p == '\n' ? 0 : at + 1;
        longest = at > longest ? at : longest;
    }
    assert_in_range(longest, RETORT_TEXT_LINE - 7, RETORT_TEXT_LINE);
    assert_written("\n          a");
    assert_not_written("\n           a");
    assert_not_written(" \n");
}

static void wrapped__keeps_long_words_and_line_ends(void **state)
{
    char word[200];

    (void)state;
    memset(word, 'w', sizeof(word) - 1);
    word[sizeof(word) - 1] = '\0';
    assert_string_equal(wrapped(word, 4), word);
    assert_string_equal(wrapped("a\nb c", 0), "a\nb c");
    assert_string_equal(wrapped("", 0), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(left__fills_and_cuts_to_the_columns),
        cmocka_unit_test(left__escapes_before_it_counts),
        cmocka_unit_test(right__shows_a_dash_for_what_is_not_known),
        cmocka_unit_test(head__never_cuts_our_words),
        cmocka_unit_test(wrapped__keeps_lines_within_their_columns),
        cmocka_unit_test(wrapped__keeps_long_words_and_line_ends),
    };

    return cmocka_run_group_tests_name("text_layout", tests, NULL,
                                       test_release);
}
