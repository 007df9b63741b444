#include "features/families.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/hash_bag.h"

enum { RAW = 0, SKELETON = 256 };

/* Expect the raw and the skeleton sequences of lengths 1, 2, ... */
static void holds(test_bag *bag, const char *const *raw,
                  const char *const *skeleton)
{
    uint64_t expected[16];
    size_t n = 0;

    for (uint64_t k = 0; raw[k]; k++) {
        uint64_t tag[2] = {RAW + k + 1, SKELETON + k + 1};

        expected[n++] = test_sequence(raw[k], &tag[0]);
        expected[n++] = test_sequence(skeleton[k], &tag[1]);
    }
    test_bag_equals(bag, expected, n);
}

static void edges_first__takes_one_to_five_tokens(void **state)
{
    static const char *const raw[] = {"the",
                                      "the zebra",
                                      "the zebra ,",
                                      "the zebra , the",
                                      "the zebra , the 9",
                                      NULL};
    static test_bag bag;

    (void)state;
    test_bag_of(&bag, "The zebra, the 9!", retort_edges_bound,
                retort_edges_first);
    /* a number is spelled # in both */
    holds(&bag,
          (const char *const[]){raw[0], raw[1], raw[2], raw[3],
                                "the zebra , the #", NULL},
          (const char *const[]){"the", "the *", "the * ,", "the * , the",
                                "the * , the #", NULL});
}

static void edges_last__takes_one_to_five_tokens(void **state)
{
    static test_bag bag;

    (void)state;
    test_bag_of(&bag, "a b of zebra .", retort_edges_bound, retort_edges_last);
    holds(&bag,
          (const char *const[]){".", "zebra .", "of zebra .", "b of zebra .",
                                "a b of zebra .", NULL},
          (const char *const[]){".", "* .", "of * .", "* of * .", "a * of * .",
                                NULL});
}

static void edges__stop_at_a_short_reply_and_trim_line_ends(void **state)
{
    static const char *const raw[] = {"no", "no zebra", NULL};
    static const char *const skeleton[] = {"no", "no *", NULL};
    static const char *const last[] = {"zebra", "no zebra", NULL};
    static const char *const last_skeleton[] = {"*", "no *", NULL};
    static test_bag bag;

    (void)state;
    test_bag_of(&bag, "\n\nno zebra\n\n", retort_edges_bound,
                retort_edges_first);
    holds(&bag, raw, skeleton);
    test_bag_of(&bag, "\nno zebra\n\n", retort_edges_bound, retort_edges_last);
    holds(&bag, last, last_skeleton);
    test_bag_of(&bag, "\n\n", retort_edges_bound, retort_edges_first);
    assert_int_equal(bag.count, 0);
    test_bag_of(&bag, "", retort_edges_bound, retort_edges_last);
    assert_int_equal(bag.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(edges_first__takes_one_to_five_tokens),
        cmocka_unit_test(edges_last__takes_one_to_five_tokens),
        cmocka_unit_test(edges__stop_at_a_short_reply_and_trim_line_ends),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
