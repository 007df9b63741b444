#include "features/families.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/hash_bag.h"
#include "support/noise.h"

enum { BITS = 14, ROOM = 3000 };

static void holds(test_bag *bag, const char *const *grams)
{
    static uint64_t expected[64];
    size_t n = 0;

    for (; grams[n]; n++)
        expected[n] = retort_hash64(grams[n], strlen(grams[n]));
    test_bag_equals(bag, expected, n);
}

static void char_grams_count__takes_two_to_five_characters(void **state)
{
    static test_bag bag;

    (void)state;
    test_bag_of(&bag, "ABCab", retort_char_grams_bound,
                retort_char_grams_count);
    holds(&bag, (const char *const[]){"ab", "bc", "ca", "ab", "abc", "bca",
                                      "cab", "abca", "bcab", "abcab", NULL});
}

static void char_grams_count__counts_code_points_not_bytes(void **state)
{
    static test_bag bag;

    (void)state;
    test_bag_of(&bag, "a\xc3\xa9\xf0\x9f\x99\x82", retort_char_grams_bound,
                retort_char_grams_count);
    holds(&bag, (const char *const[]){"a\xc3\xa9", "\xc3\xa9\xf0\x9f\x99\x82",
                                      "a\xc3\xa9\xf0\x9f\x99\x82", NULL});
}

static void char_grams_count__finds_nothing_in_one_character(void **state)
{
    static test_bag bag;

    (void)state;
    test_bag_of(&bag, "", retort_char_grams_bound, retort_char_grams_count);
    assert_int_equal(bag.count, 0);
    test_bag_of(&bag, "\xe4\xb8\xad", retort_char_grams_bound,
                retort_char_grams_count);
    assert_int_equal(bag.count, 0);
}

/* The two ways to count must agree on every text. */
static void check_tally(retort_span text)
{
    static uint32_t listed[1 << BITS];
    static uint32_t tallied[1 << BITS];
    static uint64_t items[4 * ROOM];
    retort_hash_list list = {.items = items, .cap = 4 * ROOM};
    test_reply reply = {0};
    const retort_reply_view *view = test_reply_of(&reply, text);

    assert_true(retort_char_grams_bound(0, view->tokens->lower_len) <=
                4 * ROOM);
    memset(listed, 0, sizeof(listed));
    memset(tallied, 0, sizeof(tallied));
    retort_char_grams_count(view, &list);
    for (size_t i = 0; i < list.count; i++)
        listed[retort_bucket(items[i], BITS)]++;
    retort_char_grams_tally(view, tallied, BITS);
    assert_memory_equal(tallied, listed, sizeof(listed));
    test_reply_release(&reply);
}

static void char_grams_tally__agrees_with_the_list(void **state)
{
    static const unsigned wide[] = {0, 1, 5, 40, 128, 256};
    static char text[ROOM];
    test_noise noise = {5};

    (void)state;
    for (size_t room = 0; room < 150; room++)
        for (size_t i = 0; i < 6; i++)
            check_tally((retort_span){
                text, test_noise_text(&noise, text, room, wide[i])});
    for (size_t i = 0; i < 12; i++)
        check_tally((retort_span){
            text, test_noise_text(&noise, text, ROOM - 64, wide[i % 6])});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(char_grams_count__takes_two_to_five_characters),
        cmocka_unit_test(char_grams_count__counts_code_points_not_bytes),
        cmocka_unit_test(char_grams_count__finds_nothing_in_one_character),
        cmocka_unit_test(char_grams_tally__agrees_with_the_list),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
