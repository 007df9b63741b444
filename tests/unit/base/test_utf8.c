#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static retort_span bytes(const char *s, size_t len)
{
    return (retort_span){s, len};
}

static void check__accepts_every_scalar_value(void **state)
{
    char buf[RETORT_UTF8_BYTES_MAX];
    size_t len;

    (void)state;
    for (uint32_t cp = 0; cp <= 0x10ffff; cp++) {
        size_t n = retort_utf8_encode(buf, cp);
        size_t good = cp >= 0xd800 && cp <= 0xdfff ? 0 : n;

        assert_int_equal(retort_utf8_check(bytes(buf, n)), good);
        assert_int_equal(retort_utf8_decode(buf, buf + n, &len), cp);
        assert_int_equal(len, n);
    }
}

static void check__names_the_start_of_what_is_not_well_formed(void **state)
{
    static const char *const bad[] = {"\x80",
                                      "\xbf",
                                      "\xc0\x80",
                                      "\xc1\xbf",
                                      "\xc3",
                                      "\xc3(",
                                      "\xe0\x80\x80",
                                      "\xe0\x9f\xbf",
                                      "\xe2\x82",
                                      "\xe2(\xa1",
                                      "\xe2\x82(",
                                      "\xed\xa0\x80",
                                      "\xed\xbf\xbf",
                                      "\xf0\x80\x80\x80",
                                      "\xf0\x8f\xbf\xbf",
                                      "\xf0\x9f\x98",
                                      "\xf0\x9f(\x80",
                                      "\xf4\x90\x80\x80",
                                      "\xf5\x80\x80\x80",
                                      "\xfe",
                                      "\xff"};
    char buf[64];

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        for (size_t lead = 0; lead < 40; lead++) {
            memset(buf, 'a', sizeof(buf));
            memcpy(buf + lead, bad[i], strlen(bad[i]));
            assert_int_equal(
                retort_utf8_check(bytes(buf, lead + strlen(bad[i]))), lead);
        }
    }
}

static void check__takes_an_empty_text(void **state)
{
    (void)state;
    assert_int_equal(retort_utf8_check((retort_span){0}), 0);
    assert_int_equal(retort_utf8_ascii((retort_span){0}), 0);
}

static void check__finds_a_sequence_cut_at_the_end(void **state)
{
    const char *text = "caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80";

    (void)state;
    assert_int_equal(retort_utf8_check(bytes(text, 14)), 14);
    assert_int_equal(retort_utf8_check(bytes(text, 13)), 10);
    assert_int_equal(retort_utf8_check(bytes(text, 8)), 6);
    assert_int_equal(retort_utf8_check(bytes(text, 4)), 3);
}

static void ascii__stops_at_the_first_high_byte(void **state)
{
    char buf[50];

    (void)state;
    for (size_t len = 0; len < sizeof(buf); len++) {
        for (size_t at = 0; at <= len; at++) {
            memset(buf, 'x', sizeof(buf));
            buf[at] = '\x80';
            assert_int_equal(retort_utf8_ascii(bytes(buf, len)), at);
        }
    }
}

static void decode__never_reads_behind_the_end(void **state)
{
    size_t n;

    (void)state;
    for (int lead = 0x80; lead < 0x100; lead++) {
        char one[1] = {(char)lead};

        (void)retort_utf8_decode(one, one + 1, &n);
        assert_int_equal(n, 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(check__accepts_every_scalar_value),
        cmocka_unit_test(check__names_the_start_of_what_is_not_well_formed),
        cmocka_unit_test(check__takes_an_empty_text),
        cmocka_unit_test(check__finds_a_sequence_cut_at_the_end),
        cmocka_unit_test(ascii__stops_at_the_first_high_byte),
        cmocka_unit_test(decode__never_reads_behind_the_end),
    };

    return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
