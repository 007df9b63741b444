#include "report/page.h"

#include "support/report_test.h"

static void suspect__says_what_was_compared(void **state)
{
    retort_screening *s = test_sample(false);

    (void)state;
    retort_page_suspect(test_out(), &s->suspects[0], 1);
    assert_written("<section class=\"suspect\" id=\"s1\">");
    assert_written("<dt>Replies</dt><dd>805</dd>");
    assert_written("<dt>Median length</dt><dd>1184 characters</dd>");
    assert_written("<code><bdi>9f86d081");
    assert_written("<dt>Baselines</dt><dd>Hub alone");
    retort_screening_free(s);
}

static void suspect__puts_finding_and_warnings_before_tables(void **state)
{
    retort_screening *s = test_sample(false);
    const char *text;

    (void)state;
    retort_page_suspect(test_out(), &s->suspects[0], 1);
    text = test_text();
    assert_true(strstr(text, "<h3>Finding</h3>") <
                strstr(text, "s1-warnings"));
    assert_true(strstr(text, "s1-warnings") < strstr(text, "s1-distilled"));
    assert_true(strstr(text, "s1-distilled") < strstr(text, "s1-strips"));
    assert_true(strstr(text, "s1-strips") < strstr(text, "s1-kin"));
    retort_screening_free(s);
}

static void suspect__shows_a_warning_with_its_numbers(void **state)
{
    static const retort_warning HALF = {"odd", "Text.", 0.125, 3};
    retort_screening *s = test_sample(false);

    (void)state;
    retort_page_suspect(test_out(), &s->suspects[0], 1);
    assert_written("than the scores were made for.</bdi></td>"
                   "<td class=\"n\">152</td><td class=\"n\">200</td>"
                   "<td><code><bdi>few-prompts</bdi></code></td>");
    test_suspect(s, 0)->warnings = &HALF;
    test_suspect(s, 0)->warning_count = 1;
    retort_page_suspect(test_out(), &s->suspects[0], 1);
    assert_written("<td class=\"n\">0.12</td><td class=\"n\">3</td>");
    retort_screening_free(s);
}

static void suspect__says_that_nothing_was_warned_of(void **state)
{
    retort_screening *s = test_sample(false);

    (void)state;
    retort_page_suspect(test_out(), &s->suspects[1], 2);
    assert_written("No warnings");
    assert_written("<dt>Lineage</dt><dd><bdi>not known</bdi>");
    assert_written("<h3>Left out</h3>");
    assert_written("<li><bdi>Reuse is left out");
    retort_screening_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(suspect__says_what_was_compared),
        cmocka_unit_test(suspect__puts_finding_and_warnings_before_tables),
        cmocka_unit_test(suspect__shows_a_warning_with_its_numbers),
        cmocka_unit_test(suspect__says_that_nothing_was_warned_of),
    };

    return cmocka_run_group_tests_name("page_suspect", tests, NULL,
                                       test_release);
}
