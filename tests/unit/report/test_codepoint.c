#include "report/codepoint.h"

#include "support/report_test.h"

static size_t read_of(const char *bytes, size_t len, uint32_t *cp)
{
    return retort_codepoint_read((retort_span){bytes, len}, cp);
}

static void read__takes_the_ends_of_every_length(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
        uint32_t cp;
    } ROWS[] = {
        {"\x01", 1, 0x01},
        {"\x7f", 1, 0x7f},
        {"\xc2\x80", 2, 0x80},
        {"\xdf\xbf", 2, 0x7ff},
        {"\xe0\xa0\x80", 3, 0x800},
        {"\xed\x9f\xbf", 3, 0xd7ff},
        {"\xee\x80\x80", 3, 0xe000},
        {"\xef\xbf\xbf", 3, 0xffff},
        {"\xf0\x90\x80\x80", 4, 0x10000},
        {"\xf4\x8f\xbf\xbf", 4, 0x10ffff},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(ROWS) / sizeof(ROWS[0]); i++) {
        uint32_t cp;

        assert_int_equal(read_of(ROWS[i].bytes, ROWS[i].len, &cp), ROWS[i].len);
        assert_int_equal(cp, ROWS[i].cp);
        if (ROWS[i].len > 1)
            assert_int_equal(read_of(ROWS[i].bytes, ROWS[i].len - 1, &cp), 0);
    }
}

static void read__refuses_what_is_not_strict_utf8(void **state)
{
    static const char *const BAD[] = {
        "\x80",             /* a tail alone */
        "\xc0\xaf",         /* overlong slash */
        "\xc1\xbf",         /* overlong */
        "\xe0\x9f\xbf",     /* overlong in three */
        "\xf0\x8f\xbf\xbf", /* overlong in four */
        "\xed\xa0\x80",     /* surrogate */
        "\xed\xbf\xbf",     /* surrogate */
        "\xf4\x90\x80\x80", /* above the last code point */
        "\xf5\x80\x80\x80", /* no such lead */
        "\xff",             /* no such byte */
        "\xc3(",            /* tail missing */
    };

    (void)state;
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
        uint32_t cp;

        assert_int_equal(read_of(BAD[i], strlen(BAD[i]), &cp), 0);
        assert_int_equal(cp, (unsigned char)BAD[i][0]);
    }
}

static void read__of_nothing_is_nothing(void **state)
{
    uint32_t cp = 7;

    (void)state;
    assert_int_equal(read_of(NULL, 0, &cp), 0);
    assert_int_equal(cp, 0);
}

static void is_hidden__knows_what_does_not_show(void **state)
{
    static const uint32_t HIDDEN[] = {
        0x00,   0x1b,   0x7f,    0x9b,    0xad,    0x61c,   0x200b,  0x200f,
        0x2028, 0x202a, 0x202e,  0x2066,  0x2069,  0xe000,  0xf8ff,  0xfe0f,
        0xfeff, 0xffff, 0x1fffe, 0xe0001, 0xe007f, 0xf0000, 0x10fffd};
    static const uint32_t SHOWN[] = {0x20,   0x7e,   0xa0,    0xe9,
                                     0x2010, 0x2027, 0x202f,  0x2070,
                                     0x4e2d, 0xfffd, 0x1f600, 0xdfff0};

    (void)state;
    for (size_t i = 0; i < sizeof(HIDDEN) / sizeof(HIDDEN[0]); i++)
        assert_true(retort_codepoint_is_hidden(HIDDEN[i]));
    for (size_t i = 0; i < sizeof(SHOWN) / sizeof(SHOWN[0]); i++)
        assert_false(retort_codepoint_is_hidden(SHOWN[i]));
}

static bool mixes(const char *text)
{
    return retort_codepoint_mixes_scripts(retort_span_of(text));
}

static void mixes_scripts__needs_both(void **state)
{
    (void)state;
    assert_true(mixes("gpt-\xd0\xbemega"));
    assert_true(mixes("\xef\xbd\x87pt"));
    assert_false(mixes("omega-7b"));
    assert_false(mixes("\xd0\xbe\xd0\xba"));
    assert_false(mixes("\xd0\xbe\xd0\xba-7 (4)"));
    assert_false(mixes("caf\xc3\xa9 \xe4\xb8\xad"));
    assert_false(mixes("a\xff"));
    assert_false(mixes(""));
}

static void columns__count_marks_and_wide_characters(void **state)
{
    (void)state;
    assert_int_equal(retort_codepoint_columns(retort_span_of("abc")), 3);
    assert_int_equal(retort_codepoint_columns(retort_span_of("\xe4\xb8\xad")),
                     2);
    assert_int_equal(retort_codepoint_columns(retort_span_of("\x1b")), 8);
    assert_int_equal(retort_codepoint_columns(retort_span_of("\xff")), 6);
    assert_int_equal(retort_codepoint_columns(retort_span_of("")), 0);
}

static void fit__ends_between_code_points(void **state)
{
    const char *text = "ab\xc3\xa9\xe4\xb8\xad";

    (void)state;
    assert_int_equal(retort_codepoint_fit(retort_span_of(text), 0), 0);
    assert_int_equal(retort_codepoint_fit(retort_span_of(text), 3), 4);
    assert_int_equal(retort_codepoint_fit(retort_span_of(text), 4), 4);
    assert_int_equal(retort_codepoint_fit(retort_span_of(text), 5), 7);
    assert_int_equal(retort_codepoint_fit(retort_span_of(text), 99), 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(read__takes_the_ends_of_every_length),
        cmocka_unit_test(read__refuses_what_is_not_strict_utf8),
        cmocka_unit_test(read__of_nothing_is_nothing),
        cmocka_unit_test(is_hidden__knows_what_does_not_show),
        cmocka_unit_test(mixes_scripts__needs_both),
        cmocka_unit_test(columns__count_marks_and_wide_characters),
        cmocka_unit_test(fit__ends_between_code_points),
    };

    return cmocka_run_group_tests_name("codepoint", tests, NULL, test_release);
}
