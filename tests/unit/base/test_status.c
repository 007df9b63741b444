#include <retort/status.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <string.h>

/* Values are printed in reports and logs: they never change. */
static const struct {
    retort_status status;
    int value;
    const char *id;
    int exit_code;
} EXPECTED[] = {
    {RETORT_OK, 0, "E0000", 0},
    {RETORT_END, 1, "E0001", 0},
    {RETORT_ERR_NOMEM, -1, "E4001", 4},
    {RETORT_ERR_IO, -2, "E4002", 4},
    {RETORT_ERR_FORMAT, -3, "E3001", 3},
    {RETORT_ERR_LIMIT, -4, "E3004", 3},
    {RETORT_ERR_ARG, -5, "E2001", 2},
    {RETORT_ERR_UTF8, -6, "E3002", 3},
    {RETORT_ERR_JSON, -7, "E3003", 3},
    {RETORT_ERR_TRUNCATED, -8, "E3005", 3},
    {RETORT_ERR_EMPTY, -9, "E3006", 3},
    {RETORT_ERR_SHAPE, -10, "E3007", 3},
    {RETORT_ERR_MISMATCH, -11, "E3008", 3},
    {RETORT_ERR_EXISTS, -12, "E4003", 4},
    {RETORT_ERR_INTERNAL, -13, "E5001", 5},
    {RETORT_ERR_NOT_APPLICABLE, -14, "E6001", 6},
    {RETORT_ERR_NOT_FOUND, -15, "E3009", 3},
};
enum { COUNT = sizeof(EXPECTED) / sizeof(EXPECTED[0]) };

static void status__values_ids_and_exit_codes_are_stable(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        assert_int_equal(EXPECTED[i].status, EXPECTED[i].value);
        assert_string_equal(retort_status_id(EXPECTED[i].status),
                            EXPECTED[i].id);
        assert_int_equal(retort_status_exit(EXPECTED[i].status),
                         EXPECTED[i].exit_code);
    }
}

static void status__names_are_distinct(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT; i++)
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(retort_status_name(EXPECTED[i].status),
                                    retort_status_name(EXPECTED[j].status));
}

static void status__an_unknown_value_is_an_internal_error(void **state)
{
    (void)state;
    assert_string_equal(retort_status_id((retort_status)-99), "E5000");
    assert_int_equal(retort_status_exit((retort_status)-99), 5);
    assert_non_null(retort_status_name((retort_status)-99));
}

static void fail__yields_the_code_and_describes_it(void **state)
{
    retort_err err;
    retort_status st;

    (void)state;
    memset(&err, 0xff, sizeof(err));
    st = RETORT_FAIL(&err, RETORT_ERR_LIMIT, "depth %d is over %d", 65, 64);
    assert_int_equal(st, RETORT_ERR_LIMIT);
    assert_int_equal(err.code, RETORT_ERR_LIMIT);
    assert_string_equal(err.text, "depth 65 is over 64");
    assert_int_equal(err.record, 0);
    assert_int_equal(err.offset, 0);
    assert_string_equal(err.file, "");
}

static void fail__works_without_a_place_to_describe(void **state)
{
    (void)state;
    assert_int_equal(RETORT_FAIL(NULL, RETORT_ERR_JSON, "x"), RETORT_ERR_JSON);
    assert_int_equal(RETORT_FAIL_AT(NULL, RETORT_ERR_UTF8, 1, 2, "x"),
                     RETORT_ERR_UTF8);
    retort_err_in_file(NULL, "x");
}

static void fail__keeps_errno_of_io_errors_only(void **state)
{
    retort_err err;

    (void)state;
    errno = ENOSPC;
    (void)RETORT_FAIL(&err, RETORT_ERR_IO, "full");
    assert_int_equal(err.sys_errno, ENOSPC);
    errno = ENOSPC;
    (void)RETORT_FAIL(&err, RETORT_ERR_FORMAT, "bad");
    assert_int_equal(err.sys_errno, 0);
}

static void fail__cuts_a_long_text_and_ends_it(void **state)
{
    char text[RETORT_ERR_TEXT_BYTES + 10];
    retort_err err;

    (void)state;
    for (size_t n = RETORT_ERR_TEXT_BYTES - 2; n <= RETORT_ERR_TEXT_BYTES;
         n++) {
        size_t kept = n < RETORT_ERR_TEXT_BYTES ? n : RETORT_ERR_TEXT_BYTES - 1;

        memset(text, 'a', sizeof(text));
        text[n] = '\0';
        (void)RETORT_FAIL(&err, RETORT_ERR_FORMAT, "%s", text);
        assert_int_equal(strlen(err.text), kept);
    }
}

static void fail_at__keeps_record_and_byte(void **state)
{
    retort_err err;

    (void)state;
    assert_int_equal(RETORT_FAIL_AT(&err, RETORT_ERR_UTF8, 7, 1234, "byte"),
                     RETORT_ERR_UTF8);
    assert_int_equal(err.record, 7);
    assert_int_equal(err.offset, 1234);
}

static void in_file__cuts_a_long_name_and_keeps_the_rest(void **state)
{
    char name[RETORT_ERR_FILE_BYTES + 10];
    retort_err err;

    (void)state;
    memset(name, 'f', sizeof(name));
    name[sizeof(name) - 1] = '\0';
    (void)RETORT_FAIL_AT(&err, RETORT_ERR_JSON, 3, 9, "text");
    retort_err_in_file(&err, name);
    assert_int_equal(strlen(err.file), RETORT_ERR_FILE_BYTES - 1);
    assert_int_equal(err.record, 3);
    assert_string_equal(err.text, "text");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(status__values_ids_and_exit_codes_are_stable),
        cmocka_unit_test(status__names_are_distinct),
        cmocka_unit_test(status__an_unknown_value_is_an_internal_error),
        cmocka_unit_test(fail__yields_the_code_and_describes_it),
        cmocka_unit_test(fail__works_without_a_place_to_describe),
        cmocka_unit_test(fail__keeps_errno_of_io_errors_only),
        cmocka_unit_test(fail__cuts_a_long_text_and_ends_it),
        cmocka_unit_test(fail_at__keeps_record_and_byte),
        cmocka_unit_test(in_file__cuts_a_long_name_and_keeps_the_rest),
    };

    return cmocka_run_group_tests_name("status", tests, NULL, NULL);
}
