#include "base/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void check(const char *path, const char *last)
{
    retort_span s = retort_path_last(path);

    assert_int_equal(s.len, strlen(last));
    assert_memory_equal(s.ptr, last, s.len);
}

static void last__is_what_stands_behind_the_last_slash(void **state)
{
    (void)state;
    check("a", "a");
    check("a/b.json", "b.json");
    check("/x/y/z", "z");
    check("./a", "a");
    check("", "");
}

static void last__of_a_folder_is_its_name(void **state)
{
    (void)state;
    check("a/", "a");
    check("a/b///", "b");
    check("/", "/");
    check("///", "/");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(last__is_what_stands_behind_the_last_slash),
        cmocka_unit_test(last__of_a_folder_is_its_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
