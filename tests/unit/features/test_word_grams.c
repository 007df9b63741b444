#include "features/families.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/hash_bag.h"

static void tokens_count__takes_each_token_as_often_as_it_stands(void **state)
{
    static const char *const want[] = {"the", "cat", ",", "the", "#", NULL};
    static test_bag bag;

    (void)state;
    test_bag_of(&bag, "The cat, the 12", retort_tokens_bound,
                retort_tokens_count);
    test_bag_holds(&bag, want);
}

static void word_grams_count__takes_one_to_four_tokens(void **state)
{
    static const char *const want[] = {
        "a",   "b",     "a",     "b",     "!",       "a b",     "b a", "a b",
        "b !", "a b a", "b a b", "a b !", "a b a b", "b a b !", NULL};
    static test_bag bag;

    (void)state;
    test_bag_of(&bag, "a b a b!", retort_word_grams_bound,
                retort_word_grams_count);
    test_bag_holds(&bag, want);
}

static void word_grams_count__reaches_no_further_than_the_reply(void **state)
{
    static const char *const three[] = {"a",   "b",     "c", "a b",
                                        "b c", "a b c", NULL};
    static const char *const one[] = {"a", NULL};
    static const char *const none[] = {NULL};
    static test_bag bag;

    (void)state;
    test_bag_of(&bag, "a b c", retort_word_grams_bound,
                retort_word_grams_count);
    test_bag_holds(&bag, three);
    test_bag_of(&bag, "a", retort_word_grams_bound, retort_word_grams_count);
    test_bag_holds(&bag, one);
    test_bag_of(&bag, "", retort_word_grams_bound, retort_word_grams_count);
    test_bag_holds(&bag, none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_count__takes_each_token_as_often_as_it_stands),
        cmocka_unit_test(word_grams_count__takes_one_to_four_tokens),
        cmocka_unit_test(word_grams_count__reaches_no_further_than_the_reply),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
