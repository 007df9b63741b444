#include "features/families.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/hash_bag.h"

static void lines(test_bag *bag, const char *text)
{
    test_bag_of(bag, text, retort_lines_bound, retort_lines_count);
}

static void lines_count__takes_skeleton_prefixes_of_each_line(void **state)
{
    static test_bag bag;

    (void)state;
    lines(&bag, "the zebra ran to a\n# of");
    test_bag_holds(&bag, (const char *const[]){"the", "the *", "the * *",
                                               "the * * to", "the * * to a",
                                               "<h1>", "<h1> of", NULL});
}

static void lines_count__starts_with_whatever_comes_first(void **state)
{
    static test_bag bag;

    (void)state;
    lines(&bag, "\n\n9 !");
    test_bag_holds(&bag, (const char *const[]){"#", "# !", NULL});
}

static void lines_count__runs_on_over_the_end_of_the_line(void **state)
{
    static test_bag bag;

    (void)state;
    lines(&bag, "a\nthe");
    test_bag_holds(&bag,
                   (const char *const[]){"a", "a \n", "a \n the", "the", NULL});
}

static void lines_count__finds_nothing_in_empty_lines(void **state)
{
    static test_bag bag;

    (void)state;
    lines(&bag, "");
    assert_int_equal(bag.count, 0);
    lines(&bag, "\n\n\n");
    assert_int_equal(bag.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_count__takes_skeleton_prefixes_of_each_line),
        cmocka_unit_test(lines_count__starts_with_whatever_comes_first),
        cmocka_unit_test(lines_count__runs_on_over_the_end_of_the_line),
        cmocka_unit_test(lines_count__finds_nothing_in_empty_lines),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
