#include "features/families.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/hash_bag.h"

static void skeleton_grams_count__keeps_closed_class_words(void **state)
{
    /* "the quickly walked" is "the * *" */
    static const char *const want[] = {"the", "*",       "*", "the *",
                                       "* *", "the * *", NULL};
    static test_bag bag;

    (void)state;
    test_bag_of(&bag, "The quickly walked", retort_skeleton_grams_bound,
                retort_skeleton_grams_count);
    test_bag_holds(&bag, want);
}

static void suffix_grams_count__tells_endings_apart(void **state)
{
    static const char *const want[] = {
        "the", "*ly", "*ed", "the *ly", "*ly *ed", "the *ly *ed", NULL};
    static test_bag bag;

    (void)state;
    test_bag_of(&bag, "The quickly walked", retort_skeleton_grams_bound,
                retort_suffix_grams_count);
    test_bag_holds(&bag, want);
}

static void skeleton_grams_count__keeps_signs_and_numbers(void **state)
{
    static const char *const want[] = {"#",     ".",       "*",   ".",
                                       "# .",   ". *",     "* .", "# . *",
                                       ". * .", "# . * .", NULL};
    static test_bag bag;

    (void)state;
    test_bag_of(&bag, "7 . Zebra.", retort_skeleton_grams_bound,
                retort_skeleton_grams_count);
    test_bag_holds(&bag, want);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(skeleton_grams_count__keeps_closed_class_words),
        cmocka_unit_test(suffix_grams_count__tells_endings_apart),
        cmocka_unit_test(skeleton_grams_count__keeps_signs_and_numbers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
