#include "report/escape.h"

#include "report/codepoint.h"
#include "support/report_test.h"

static const char *with(retort_escape escape, const char *text)
{
    escape(test_out(), text);
    return test_text();
}

static void html__leaves_no_markup(void **state)
{
    (void)state;
    assert_string_equal(with(retort_escape_html, "<b a='1' c=\"2\">&lt;</b>"),
                        "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;lt;"
                        "&lt;/b&gt;");
    assert_string_equal(with(retort_escape_html, "{{7*7}} ok"), "{{7*7}} ok");
    assert_string_equal(with(retort_escape_html, NULL), "");
}

static void html__shows_what_hides(void **state)
{
    (void)state;
    /* NOLINTNEXTLINE(misc-misleading-bidirectional): shown, not hidden */
    assert_string_equal(with(retort_escape_html, "a\xe2\x80\xae\xe2\x81\xa6z"),
                        "a[U+202E][U+2066]z");
    assert_string_equal(with(retort_escape_html, "\xf3\xa0\x81\xa1\n\x1b"),
                        "[U+E0061][U+000A][U+001B]");
    assert_string_equal(with(retort_escape_html, "a\xff\xc0\xaf"),
                        "a[0xFF][0xC0][0xAF]");
    assert_string_equal(with(retort_escape_html, "caf\xc3\xa9"), "caf\xc3\xa9");
}

static void text__shows_terminal_escapes(void **state)
{
    (void)state;
    assert_string_equal(with(retort_escape_text, "\x1b[2J\a\b\r\n\x7f"),
                        "\\x1b[2J\\x07\\x08\\x0d\\x0a\\x7f");
    assert_string_equal(with(retort_escape_text, "\xc2\x9b"
                                                 "31m"),
                        "\\x9b31m");
    assert_string_equal(with(retort_escape_text, "\\x1b"), "\\\\x1b");
    assert_string_equal(with(retort_escape_text, "\xe2\x80\x8b"), "[U+200B]");
    assert_string_equal(with(retort_escape_text, "%n%s"), "%n%s");
}

static void csv__guards_formulas(void **state)
{
    (void)state;
    assert_string_equal(with(retort_escape_csv, "=1+1"), "\"'=1+1\"");
    assert_string_equal(with(retort_escape_csv, "+a"), "\"'+a\"");
    assert_string_equal(with(retort_escape_csv, "-1+1"), "\"'-1+1\"");
    assert_string_equal(with(retort_escape_csv, "@SUM(A1)"), "\"'@SUM(A1)\"");
    assert_string_equal(with(retort_escape_csv, "\t=1"), "\"'[U+0009]=1\"");
    assert_string_equal(with(retort_escape_csv, "\r=1"), "\"'[U+000D]=1\"");
    assert_string_equal(with(retort_escape_csv, "\xef\xbc\x9d"
                                                "1"),
                        "\"'\xef\xbc\x9d"
                        "1\"");
    assert_string_equal(with(retort_escape_csv, "a=1"), "\"a=1\"");
}

static void csv__quotes_by_rfc_4180(void **state)
{
    (void)state;
    assert_string_equal(with(retort_escape_csv, "a,\"b\"\nc"),
                        "\"a,\"\"b\"\"[U+000A]c\"");
    assert_string_equal(with(retort_escape_csv, ""), "\"\"");
}

static void json__escapes_so_that_it_comes_back(void **state)
{
    (void)state;
    assert_string_equal(with(retort_escape_json, "\"\\/\b\f\n\r\t\x01"),
                        "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\"");
    assert_string_equal(with(retort_escape_json, "\xf3\xa0\x81\xa1"),
                        "\"\\udb40\\udc61\"");
    assert_string_equal(with(retort_escape_json, "\xe2\x80\xa8"),
                        "\"\\u2028\"");
    assert_string_equal(with(retort_escape_json, "\xc3\xa9"), "\"\xc3\xa9\"");
    assert_string_equal(with(retort_escape_json, "a\xff"), "\"a[0xFF]\"");
}

/* Every attack, every sink: nothing that shows nothing, no markup. */
static void all__leave_only_what_shows(void **state)
{
    static const retort_escape ALL[] = {retort_escape_html, retort_escape_text,
                                        retort_escape_csv, retort_escape_json};

    (void)state;
    for (size_t i = 0; i < SAMPLE_ATTACK_COUNT * 4; i++) {
        const char *p = with(ALL[i % 4], SAMPLE_ATTACKS[i / 4]);
        retort_span left = retort_span_of(p);

        if (ALL[i % 4] == retort_escape_html)
            assert_null(strpbrk(p, "<>\"'"));
        while (left.len > 0) {
            uint32_t cp;
            size_t used = retort_codepoint_read(left, &cp);

            assert_true(used > 0);
            assert_false(retort_codepoint_is_hidden(cp));
            left = (retort_span){left.ptr + used, left.len - used};
        }
    }
}

static void shown__is_cut_at_the_limit(void **state)
{
    static char text[RETORT_SHOWN_BYTES_MAX + 2];

    (void)state;
    for (size_t len = RETORT_SHOWN_BYTES_MAX - 1;
         len <= RETORT_SHOWN_BYTES_MAX + 1; len++) {
        size_t more = len > RETORT_SHOWN_BYTES_MAX;

        memset(text, 'a', len);
        text[len] = '\0';
        (void)with(retort_escape_html, text);
        assert_int_equal(test_buf.len, more ? RETORT_SHOWN_BYTES_MAX +
                                                  strlen("... 1 bytes more")
                                            : len);
        (void)with(retort_escape_csv, text);
        assert_int_equal(test_buf.len, len + 2);
    }
    assert_non_null(strstr(with(retort_escape_text, text), "... 1 bytes more"));
}

static void shown__is_cut_between_code_points(void **state)
{
    static char text[RETORT_SHOWN_BYTES_MAX + 2];

    (void)state;
    memset(text, 'a', sizeof(text) - 1);
    memcpy(text + RETORT_SHOWN_BYTES_MAX - 2, "\xe4\xb8\xad", 3);
    assert_non_null(
        strstr(with(retort_escape_html, text), "aaa... 3 bytes more"));
}

static void shown__counts_what_a_huge_word_hides(void **state)
{
    enum { HUGE_BYTES = 10 << 20 };
    char *text = test_malloc(HUGE_BYTES + 1);

    (void)state;
    memset(text, 'w', HUGE_BYTES);
    text[HUGE_BYTES] = '\0';
    assert_non_null(
        strstr(with(retort_escape_html, text), "www... 10481664 bytes more"));
    test_free(text);
}

static void markdown__leaves_no_mark(void **state)
{
    (void)state;
    assert_string_equal(with(retort_escape_markdown, "a_b*c|d<e>`[x](y)~\\&"),
                        "a\\_b\\*c\\|d\\<e\\>\\`\\[x\\]\\(y\\)\\~\\\\\\&");
    assert_string_equal(with(retort_escape_markdown, "a\nb\x1b"),
                        "a\\\\x0ab\\\\x1b");
    assert_string_equal(with(retort_escape_markdown, "\xe2\x80\xae"),
                        "\\[U+202E\\]");
    assert_string_equal(with(retort_escape_markdown, "gpt-4 (v1) \xc3\xa9"),
                        "gpt-4 \\(v1\\) \xc3\xa9");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(html__leaves_no_markup),
        cmocka_unit_test(html__shows_what_hides),
        cmocka_unit_test(text__shows_terminal_escapes),
        cmocka_unit_test(csv__guards_formulas),
        cmocka_unit_test(csv__quotes_by_rfc_4180),
        cmocka_unit_test(json__escapes_so_that_it_comes_back),
        cmocka_unit_test(all__leave_only_what_shows),
        cmocka_unit_test(shown__is_cut_at_the_limit),
        cmocka_unit_test(shown__is_cut_between_code_points),
        cmocka_unit_test(shown__counts_what_a_huge_word_hides),
        cmocka_unit_test(markdown__leaves_no_mark),
    };

    return cmocka_run_group_tests_name("escape", tests, NULL, test_release);
}
