#include "text/fold.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "unit/text/random_text.h"

static void expect(const char *text, const char *folded)
{
    char out[256];
    size_t n;

    assert_true(retort_fold_bound(strlen(text)) < sizeof(out));
    n = retort_fold_lower(retort_span_of(text), out);
    assert_int_equal(n, strlen(folded));
    assert_memory_equal(out, folded, n);
}

static void lower__lowers_ascii_at_every_length(void **state)
{
    char text[48], want[48], out[2 * 48 + 8];

    (void)state;
    for (size_t i = 0; i < sizeof(text); i++) {
        text[i] = (char)('!' + i * 7 % 94);
        want[i] = text[i];
        if (text[i] >= 'A' && text[i] <= 'Z')
            want[i] = (char)(text[i] + 32);
    }
    for (size_t len = 0; len <= sizeof(text); len++) {
        assert_int_equal(retort_fold_lower((retort_span){text, len}, out), len);
        assert_memory_equal(out, want, len);
    }
    expect("@AZ[`az{\x7f", "@az[`az{\x7f");
}

static void lower__folds_quotes_dashes_and_spaces(void **state)
{
    (void)state;
    expect("\xe2\x80\x9cYes\xe2\x80\x9d", "\"yes\"");
    expect("don\xe2\x80\x99t", "don't");
    expect("\xc2\xab"
           "A\xc2\xbb \xe2\x80\xb9"
           "B\xe2\x80\xba",
           "\"a\" 'b'");
    expect("5\xe2\x80\xb2 7\xe2\x80\xb3", "5' 7\"");
    expect("\xca\xbbokina \xca\xbc \xc2\xb4", "'okina ' '");
    expect("a\xe2\x80\x93"
           "b\xe2\x80\x94"
           "c\xe2\x88\x92\xe2\x80\x91\xe2\x80\x92",
           "a-b-c---");
    expect("\xe2\x80\xa6", "...");
    expect("a\xc2\xa0"
           "b\xe3\x80\x80"
           "c\xe2\x80\xaf"
           "d\xe2\x80\xa8"
           "e\xc2\x85",
           "a b c d e ");
    expect("\xef\xbc\x82\xef\xbc\x87\xef\xbc\x8d", "\"'-");
}

static void lower__drops_what_has_no_width(void **state)
{
    char out[RETORT_UTF8_BYTES_MAX];

    (void)state;
    expect("a\xe2\x80\x8b"
           "b\xe2\x80\x8d"
           "c\xc2\xad"
           "d\xef\xbb\xbf"
           "e",
           "abcde");
    for (uint32_t cp = 0x202a; cp <= 0x202e; cp++) /* directions */
        assert_int_equal(retort_fold_point(cp, out), 0);
    for (uint32_t cp = 0x2066; cp <= 0x2069; cp++)
        assert_int_equal(retort_fold_point(cp, out), 0);
    expect("x\xd8\x9c", "x");
    expect("\xe2\x9d\xa4\xef\xb8\x8f", "\xe2\x9d\xa4");
    expect("1\xef\xb8\x8f\xe2\x83\xa3", "1");
    expect("\xf3\xa0\x81\xa7\xf3\xa0\x84\x80", "");
}

static void lower__keeps_what_the_rule_does_not_name(void **state)
{
    (void)state;
    expect("\xe2\x80\xa2 \xe2\x80\xa0 \xe2\x80\xb4 `",
           "\xe2\x80\xa2 \xe2\x80\xa0 \xe2\x80\xb4 `");
    expect("\xe3\x80\x8c\xe4\xbd\xa0\xe3\x80\x8d",
           "\xe3\x80\x8c\xe4\xbd\xa0\xe3\x80\x8d");
}

static void lower__lowers_other_scripts(void **state)
{
    (void)state;
    expect("\xc3\x89T\xc3\x89", "\xc3\xa9t\xc3\xa9");
    expect("\xd0\x81\xd0\x96", "\xd1\x91\xd0\xb6");
    expect("\xce\xa3\xce\xa3", "\xcf\x83\xcf\x83"); /* no final sigma */
    expect("\xc4\xb0", "i");
    expect("\xc8\xba", "\xe2\xb1\xa5"); /* grows from 2 bytes to 3 */
    expect("\xf0\x90\x90\x80", "\xf0\x90\x90\xa8");
}

static void point__is_stable_and_within_bounds_for_all(void **state)
{
    char out[RETORT_UTF8_BYTES_MAX], again[16], in[RETORT_UTF8_BYTES_MAX];

    (void)state;
    for (uint32_t cp = 0x80; cp <= 0x10ffff; cp++) {
        size_t from = retort_utf8_encode(in, cp);
        size_t n;

        if (cp >= 0xd800 && cp <= 0xdfff)
            continue;
        n = retort_fold_point(cp, out);
        assert_true(n <= from + from / 2);
        assert_int_equal(retort_utf8_check((retort_span){out, n}), n);
        assert_int_equal(retort_fold_lower((retort_span){out, n}, again), n);
        assert_memory_equal(again, out, n);
    }
}

static void lower__agrees_with_folding_point_by_point(void **state)
{
    static char text[300], want[700], out[700];
    uint64_t seed = 7;

    (void)state;
    for (int round = 0; round < 2000; round++) {
        size_t len = random_text(&seed, text, sizeof(text)), n = 0, bytes;

        for (size_t at = 0; at < len; at += bytes) {
            uint32_t cp = retort_utf8_decode(text + at, text + len, &bytes);

            if (cp >= 0x80)
                n += retort_fold_point(cp, want + n);
            else
                want[n++] = (char)(cp >= 'A' && cp <= 'Z' ? cp + 32 : cp);
        }
        assert_int_equal(retort_fold_lower((retort_span){text, len}, out), n);
        assert_memory_equal(out, want, n);
    }
}

static void lower__stays_in_bounds_when_the_contract_is_broken(void **state)
{
    char text[40];
    char out[2 * sizeof(text) + 8 + 1];

    (void)state;
    for (int fill = 0x80; fill < 0x100; fill++) {
        memset(text, fill, sizeof(text));
        memset(out, 'q', sizeof(out));
        assert_true(retort_fold_lower((retort_span){text, sizeof(text)}, out) <=
                    retort_fold_bound(sizeof(text)));
        assert_int_equal(out[sizeof(out) - 1], 'q');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lower__lowers_ascii_at_every_length),
        cmocka_unit_test(lower__folds_quotes_dashes_and_spaces),
        cmocka_unit_test(lower__drops_what_has_no_width),
        cmocka_unit_test(lower__keeps_what_the_rule_does_not_name),
        cmocka_unit_test(lower__lowers_other_scripts),
        cmocka_unit_test(point__is_stable_and_within_bounds_for_all),
        cmocka_unit_test(lower__agrees_with_folding_point_by_point),
        cmocka_unit_test(lower__stays_in_bounds_when_the_contract_is_broken),
    };

    return cmocka_run_group_tests_name("fold", tests, NULL, NULL);
}
