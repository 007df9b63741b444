#include "features/families.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/hash_bag.h"

static void openings(test_bag *bag, const char *text)
{
    test_bag_of(bag, text, retort_openings_bound, retort_openings_count);
}

static void openings_count__takes_prefixes_of_each_sentence(void **state)
{
    static const char *const want[] = {
        "we", "we see", "we see a", "we see a cat", /* first sentence */
        "it", "it !",   "yes",      NULL};
    static test_bag bag;

    (void)state;
    openings(&bag, "We see a cat there. It! Yes");
    /* what follows the sentence end still belongs to the prefix */
    assert_int_equal(bag.count, 4 + 3 + 1);
    openings(&bag, "We see a cat there");
    test_bag_holds(
        &bag, (const char *const[]){want[0], want[1], want[2], want[3], NULL});
    openings(&bag, "It! Yes");
    test_bag_holds(
        &bag, (const char *const[]){"it", "it !", "it ! yes", "yes", NULL});
}

static void openings_count__passes_over_marks_before_the_first_word(
    void **state)
{
    static test_bag bag;

    (void)state;
    openings(&bag, "- **Eat** fish");
    test_bag_holds(
        &bag, (const char *const[]){"eat", "eat <b>", "eat <b> fish", NULL});
}

static void openings_count__starts_anew_at_stops_colons_and_line_ends(
    void **state)
{
    static test_bag bag;

    (void)state;
    openings(&bag, "a: b");
    test_bag_holds(&bag, (const char *const[]){"a", "a :", "a : b", "b", NULL});
    openings(&bag, "a\nb");
    test_bag_holds(&bag,
                   (const char *const[]){"a", "a \n", "a \n b", "b", NULL});
    openings(&bag, "a\n\nb");
    test_bag_holds(&bag,
                   (const char *const[]){"a", "a \n\n", "a \n\n b", "b", NULL});
    openings(&bag, "a, b; c");
    test_bag_holds(&bag,
                   (const char *const[]){"a", "a ,", "a , b", "a , b ;", NULL});
}

static void openings_count__finds_nothing_without_words(void **state)
{
    static const char *const none[] = {NULL};
    static test_bag bag;

    (void)state;
    openings(&bag, "");
    test_bag_holds(&bag, none);
    openings(&bag, "12 + 3. ?!\n\n");
    test_bag_holds(&bag, none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(openings_count__takes_prefixes_of_each_sentence),
        cmocka_unit_test(
            openings_count__passes_over_marks_before_the_first_word),
        cmocka_unit_test(
            openings_count__starts_anew_at_stops_colons_and_line_ends),
        cmocka_unit_test(openings_count__finds_nothing_without_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
