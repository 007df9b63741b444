#include "fingerprint/library_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <sys/stat.h>

#include "support/library_fixture.h"

static void look__tells_files_from_nothing_and_from_folders(void **state)
{
    retort_file_mark mark = {.exists = true};
    retort_err err = {0};

    (void)state;
    assert_int_equal(retort_file_look(fixture_path("none"), &mark, NULL),
                     RETORT_OK);
    assert_false(mark.exists);
    fixture_write(fixture_path("f"), "abc", 3);
    assert_int_equal(retort_file_look(fixture_path("f"), &mark, NULL),
                     RETORT_OK);
    assert_true(mark.exists);
    assert_int_equal(mark.bytes, 3);
    assert_int_equal(retort_file_look(fixture_folder, &mark, &err),
                     RETORT_ERR_FORMAT);
    assert_int_equal(mkfifo(fixture_path("pipe"), 0600), 0);
    assert_int_equal(retort_file_look(fixture_path("pipe"), &mark, &err),
                     RETORT_ERR_FORMAT);
    assert_int_equal(retort_file_look(fixture_path("f/x"), &mark, &err),
                     RETORT_ERR_IO);
    assert_int_equal(err.sys_errno, ENOTDIR);
}

static void beside__makes_a_new_name_each_time(void **state)
{
    char *first;
    char *second;
    retort_err err = {0};

    (void)state;
    assert_int_equal(retort_file_beside(&first, fixture_path("x"), NULL),
                     RETORT_OK);
    assert_int_equal(retort_file_beside(&second, fixture_path("x"), NULL),
                     RETORT_OK);
    assert_string_not_equal(first, second);
    assert_int_equal(access(first, F_OK), 0);
    assert_int_equal(access(second, F_OK), 0);
    assert_memory_equal(first, fixture_path("x"), strlen(fixture_path("x")));
    retort_mem_free(first);
    retort_mem_free(second);
    assert_int_equal(
        retort_file_beside(&first, fixture_path("no/folder"), &err),
        RETORT_ERR_IO);
    assert_null(first);
    assert_int_equal(err.sys_errno, ENOENT);
}

static void exchange__puts_one_file_in_place_of_another(void **state)
{
    retort_file_mark mark;
    char *bytes;
    size_t len;

    (void)state;
    fixture_write(fixture_path("old"), "old", 3);
    fixture_write(fixture_path("temp"), "newer", 5);
    assert_int_equal(retort_file_look(fixture_path("old"), &mark, NULL),
                     RETORT_OK);
    assert_int_equal(retort_file_exchange(fixture_path("temp"),
                                          fixture_path("old"), &mark, NULL),
                     RETORT_OK);
    bytes = fixture_read(fixture_path("old"), &len);
    assert_int_equal(len, 5);
    assert_memory_equal(bytes, "newer", 5);
    retort_mem_free(bytes);
    assert_int_equal(access(fixture_path("temp"), F_OK), -1);
}

static void exchange__stops_when_the_target_was_changed(void **state)
{
    retort_file_mark mark;
    retort_err err = {0};
    char *bytes;
    size_t len;

    (void)state;
    fixture_write(fixture_path("target"), "1", 1);
    assert_int_equal(retort_file_look(fixture_path("target"), &mark, NULL),
                     RETORT_OK);
    fixture_write(fixture_path("target"), "22", 2);
    fixture_write(fixture_path("temp"), "333", 3);
    assert_int_equal(retort_file_exchange(fixture_path("temp"),
                                          fixture_path("target"), &mark, &err),
                     RETORT_ERR_IO);
    assert_non_null(strstr(err.text, "another program"));
    bytes = fixture_read(fixture_path("target"), &len);
    assert_int_equal(len, 2);
    retort_mem_free(bytes);
    assert_int_equal(access(fixture_path("temp"), F_OK), -1);
}

static void exchange__stops_when_the_target_appeared(void **state)
{
    const retort_file_mark nothing = {0};

    (void)state;
    fixture_write(fixture_path("fresh"), "1", 1);
    fixture_write(fixture_path("temp"), "22", 2);
    assert_int_equal(retort_file_exchange(fixture_path("temp"),
                                          fixture_path("fresh"), &nothing,
                                          NULL),
                     RETORT_ERR_IO);
    assert_int_equal(remove(fixture_path("fresh")), 0);
    fixture_write(fixture_path("temp"), "22", 2);
    assert_int_equal(retort_file_exchange(fixture_path("temp"),
                                          fixture_path("fresh"), &nothing,
                                          NULL),
                     RETORT_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(look__tells_files_from_nothing_and_from_folders),
        cmocka_unit_test(beside__makes_a_new_name_each_time),
        cmocka_unit_test(exchange__puts_one_file_in_place_of_another),
        cmocka_unit_test(exchange__stops_when_the_target_was_changed),
        cmocka_unit_test(exchange__stops_when_the_target_appeared),
    };

    return cmocka_run_group_tests_name(
        "library_file", tests, fixture_make_folder, fixture_drop_folder);
}
