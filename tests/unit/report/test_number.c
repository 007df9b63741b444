#include "report/number.h"

#include <float.h>
#include <locale.h>
#include <stdlib.h>

#include "support/report_test.h"

static const char *exact(double value)
{
    retort_number_exact(test_out(), value);
    return test_text();
}

static const char *fixed(double value, int decimals)
{
    (void)retort_number_fixed(test_out(), value, decimals);
    return test_text();
}

static void exact__lays_out_as_documented(void **state)
{
    (void)state;
    assert_string_equal(exact(0.1), "0.1");
    assert_string_equal(exact(-0.1), "-0.1");
    assert_string_equal(exact(1.0 / 3), "0.3333333333333333");
    assert_string_equal(exact(0.1 + 0.2), "0.30000000000000004");
    assert_string_equal(exact(100), "100");
    assert_string_equal(exact(-0.0), "0");
    assert_string_equal(exact(123456.789), "123456.789");
    assert_string_equal(exact(0.000001), "0.000001");
    assert_string_equal(exact(0.0000001), "1e-7");
    assert_string_equal(exact(1.5e-9), "1.5e-9");
    assert_string_equal(exact(123456789012345), "123456789012345");
    assert_string_equal(exact(1e15), "1e+15");
    assert_string_equal(exact(1e20), "1e+20");
    assert_string_equal(exact(DBL_MAX), "1.7976931348623157e+308");
    assert_string_equal(exact(DBL_MIN), "2.2250738585072014e-308");
    assert_string_equal(exact(4.9406564584124654e-324), "5e-324");
}

static void exact__has_no_name_for_what_is_not_known(void **state)
{
    (void)state;
    assert_string_equal(exact((double)NAN), "null");
    assert_string_equal(exact((double)INFINITY), "null");
    assert_string_equal(exact(-(double)INFINITY), "null");
}

static void exact__reads_back_whatever_the_bits(void **state)
{
    uint64_t bits = 1;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        double value;

        bits = bits * 6364136223846793005u + 1442695040888963407u;
        memcpy(&value, &bits, sizeof(value));
        if (value - value != 0)
            continue;
        assert_true(strtod(exact(value), NULL) == value);
        value = (double)(bits >> 40) / 1000;
        assert_true(strtod(exact(value), NULL) == value);
    }
}

static void fixed__rounds_and_keeps_the_places(void **state)
{
    (void)state;
    assert_string_equal(fixed(0.4126, 3), "0.413");
    assert_string_equal(fixed(-1.5, 2), "-1.50");
    assert_string_equal(fixed(-0.0004, 3), "0.000");
    assert_string_equal(fixed(1184.4, 0), "1184");
    assert_string_equal(fixed(12345678, 1), "12345678.0");
    assert_int_equal(strlen(fixed(DBL_MAX, 9)), 309 + 1 + 9);
}

static void fixed__is_silent_about_what_is_not_known(void **state)
{
    (void)state;
    assert_false(retort_number_fixed(test_out(), (double)NAN, 2));
    assert_string_equal(test_text(), "");
    assert_false(retort_number_fixed(test_out(), (double)INFINITY, 2));
    assert_true(retort_number_fixed(test_out(), 0, 2));
}

/* Any locale with another decimal mark will do; a machine may have none. */
static void numbers__do_not_follow_the_locale(void **state)
{
    static const char *const NAMES[] = {"de_DE.UTF-8", "fr_FR.UTF-8",
                                        "de_DE.utf8",  "ps_AF.UTF-8",
                                        "ps_AF",       "de_DE"};
    const char *set = NULL;

    (void)state;
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]) && !set; i++)
        set = setlocale(LC_ALL, NAMES[i]);
    if (!set) {
        print_message("skipped: no locale with a decimal comma\n");
        skip();
    }
    assert_string_equal(exact(1234.5), "1234.5");
    assert_string_equal(exact(0.1 + 0.2), "0.30000000000000004");
    assert_string_equal(fixed(-1234.25, 1), "-1234.2");
    (void)setlocale(LC_ALL, "C");
}

static void count__is_plain(void **state)
{
    (void)state;
    retort_number_count(test_out(), UINT64_MAX);
    assert_string_equal(test_text(), "18446744073709551615");
}

static void decimals__are_as_many_as_needed(void **state)
{
    (void)state;
    assert_int_equal(retort_number_decimals(0), 0);
    assert_int_equal(retort_number_decimals(-805), 0);
    assert_int_equal(retort_number_decimals(0.3), 3);
    assert_int_equal(retort_number_decimals(-0.999), 3);
    assert_int_equal(retort_number_decimals(1.5), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exact__lays_out_as_documented),
        cmocka_unit_test(exact__has_no_name_for_what_is_not_known),
        cmocka_unit_test(exact__reads_back_whatever_the_bits),
        cmocka_unit_test(fixed__rounds_and_keeps_the_places),
        cmocka_unit_test(fixed__is_silent_about_what_is_not_known),
        cmocka_unit_test(numbers__do_not_follow_the_locale),
        cmocka_unit_test(count__is_plain),
        cmocka_unit_test(decimals__are_as_many_as_needed),
    };

    return cmocka_run_group_tests_name("number", tests, NULL, test_release);
}
