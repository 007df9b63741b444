#include "ingest/pathlist.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"

static void add__joins_folder_and_name(void **state)
{
    retort_path_list list = {0};

    (void)state;
    assert_int_equal(retort_path_list_add(&list, "", "a", NULL), RETORT_OK);
    assert_int_equal(retort_path_list_add(&list, "x/y", "a", NULL), RETORT_OK);
    assert_string_equal(list.paths[0], "a");
    assert_string_equal(list.paths[1], "x/y/a");
    retort_path_list_release(&list);
    assert_int_equal(list.count, 0);
    assert_null(list.paths);
}

static void sort__goes_by_bytes(void **state)
{
    static const char *const names[] = {"b", "a/b", "\xc3\xa9", "a", "a.b",
                                        "B", "a-b", "10",       "9"};
    static const char *const want[] = {"10",  "9",   "B", "a",       "a-b",
                                       "a.b", "a/b", "b", "\xc3\xa9"};
    retort_path_list list = {0};

    (void)state;
    for (size_t i = 0; i < 9; i++)
        assert_int_equal(retort_path_list_add(&list, "", names[i], NULL),
                         RETORT_OK);
    retort_path_list_sort(&list);
    for (size_t i = 0; i < 9; i++)
        assert_string_equal(list.paths[i], want[i]);
    retort_path_list_release(&list);
    retort_path_list_sort(&list);
}

static void has__finds_what_is_there_among_many(void **state)
{
    retort_path_list list = {0};
    char name[] = "a0";

    (void)state;
    assert_false(retort_path_list_has(&list, "a0"));
    for (int i = 0; i < 26; i++) {
        name[0] = (char)('a' + i);
        assert_int_equal(retort_path_list_add(&list, "", name, NULL),
                         RETORT_OK);
    }
    retort_path_list_sort(&list);
    assert_true(retort_path_list_has(&list, "a0"));
    assert_true(retort_path_list_has(&list, "q0"));
    assert_true(retort_path_list_has(&list, "z0"));
    assert_false(retort_path_list_has(&list, "q"));
    assert_false(retort_path_list_has(&list, "q00"));
    retort_path_list_release(&list);
}

static void add__survives_want_of_memory(void **state)
{
    (void)state;
    for (long n = 0; n < 2; n++) {
        retort_path_list list = {0};

        retort_mem_fail_at(n);
        assert_int_equal(retort_path_list_add(&list, "a", "b", NULL),
                         RETORT_ERR_NOMEM);
        retort_mem_fail_at(-1);
        assert_int_equal(list.count, 0);
        retort_path_list_release(&list);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(add__joins_folder_and_name),
        cmocka_unit_test(sort__goes_by_bytes),
        cmocka_unit_test(has__finds_what_is_there_among_many),
        cmocka_unit_test(add__survives_want_of_memory),
    };

    return cmocka_run_group_tests_name("pathlist", tests, NULL, NULL);
}
