#include "ingest/jsonnumber.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static bool is_number(const char *text)
{
    unsigned char state = RETORT_NUMBER_START;

    for (; *text; text++) {
        if (!retort_number_has(*text))
            return false;
        state = retort_number_step(state, *text);
        if (state == RETORT_NUMBER_BAD)
            return false;
    }
    return retort_number_is_whole(state);
}

static void step__takes_the_numbers_of_json(void **state)
{
    static const char *const good[] = {
        "0",     "-0",     "7",       "10",  "-12",
        "0.0",   "3.14",   "1e5",     "1E5", "1e+05",
        "1e-05", "-1.5E9", "1e99999", "0e0", "123456789012345678901234567890"};

    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
        assert_true(is_number(good[i]));
}

static void step__refuses_what_only_looks_like_one(void **state)
{
    static const char *const bad[] = {
        "",    "-",   "+1",  "01",   "-01",   ".5",  "5.",   "1.e5", "1e",
        "1e+", "1e-", "--1", "1..2", "1.2.3", "0x1", "1e5.", "1-2",  "e5"};

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_false(is_number(bad[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(step__takes_the_numbers_of_json),
        cmocka_unit_test(step__refuses_what_only_looks_like_one),
    };

    return cmocka_run_group_tests_name("jsonnumber", tests, NULL, NULL);
}
