#include "ingest/utf8check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct {
    const char *text;
    size_t good; /* bytes before the first fault */
} CASES[] = {
    {"", 0},
    {"plain", 5},
    {"\xc2\x80", 2},
    {"\xdf\xbf", 2},
    {"\xe0\xa0\x80", 3},
    {"\xed\x9f\xbf", 3},
    {"\xee\x80\x80", 3},
    {"\xef\xbf\xbf", 3},
    {"\xf0\x90\x80\x80", 4},
    {"\xf4\x8f\xbf\xbf", 4},
    {"a\x80", 1},
    {"a\xbf", 1},
    {"\xc0\x80", 0},         /* overlong NUL */
    {"\xc1\xbf", 0},         /* overlong U+007F */
    {"\xe0\x9f\xbf", 0},     /* overlong U+07FF */
    {"\xf0\x8f\xbf\xbf", 0}, /* overlong U+FFFF */
    {"\xed\xa0\x80", 0},     /* U+D800 */
    {"\xed\xbf\xbf", 0},     /* U+DFFF */
    {"\xf4\x90\x80\x80", 0}, /* U+110000 */
    {"\xf5\x80\x80\x80", 0},
    {"\xff", 0},
    {"ok\xe2\x82", 2}, /* cut off */
    {"ok\xf0\x9f\x98", 2},
    {"ok\xe2\x41\x80", 2},
    {"\xe2\x82\xacxyz\xc3", 6},
};

static void prefix__ends_at_the_first_fault(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++)
        assert_int_equal(retort_utf8_prefix(retort_span_of(CASES[i].text)),
                         CASES[i].good);
}

/* Encode @cp without any rule, so that wrong values can be made too. */
static size_t encode(uint32_t cp, char out[4])
{
    if (cp < 0x800) {
        out[0] = (char)(0xc0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3f));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xe0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
        out[2] = (char)(0x80 | (cp & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
    out[3] = (char)(0x80 | (cp & 0x3f));
    return 4;
}

static void sequence__takes_all_scalar_values_and_no_other(void **state)
{
    char bytes[4];

    (void)state;
    for (uint32_t cp = 0; cp < 0x120000; cp += cp < 0x900 ? 1 : 0x3f) {
        size_t len = encode(cp, bytes);
        int good =
            cp >= 0x80 && cp <= 0x10ffff && !(cp >= 0xd800 && cp <= 0xdfff);

        assert_int_equal(retort_utf8_sequence(bytes, len), good ? len : 0);
        assert_int_equal(retort_utf8_sequence(bytes, len - 1), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prefix__ends_at_the_first_fault),
        cmocka_unit_test(sequence__takes_all_scalar_values_and_no_other),
    };

    return cmocka_run_group_tests_name("utf8check", tests, NULL, NULL);
}
