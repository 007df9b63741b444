/**
 * @file support/hash_bag.h
 * Expectations about the hashes that a family finds in a reply. Include after
 * <cmocka.h>.
 */
#ifndef SUPPORT_HASH_BAG_H
#define SUPPORT_HASH_BAG_H

#include <stdlib.h>

#include "base/hash.h"
#include "support/reply_view.h"

enum { TEST_BAG_MAX = 4096, TEST_SEQUENCE_MAX = 8 };

/** Hashes, in no order, each as often as it was put in. */
typedef struct test_bag {
    uint64_t items[TEST_BAG_MAX];
    size_t count;
} test_bag;

static inline int test_bag_order(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a;
    uint64_t y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

/** What @p count finds in @p text; its bound is checked on the way. */
static inline void test_bag_of(test_bag *bag, const char *text,
                               size_t (*bound)(size_t, size_t),
                               void (*count)(const retort_reply_view *,
                                             retort_hash_list *))
{
    test_reply reply = {0};
    const retort_reply_view *view = test_reply_of(&reply, retort_span_of(text));
    retort_hash_list list = {.items = bag->items, .cap = TEST_BAG_MAX};
    size_t most = bound(view->tokens->count, view->tokens->lower_len);

    assert_true(most <= TEST_BAG_MAX);
    count(view, &list);
    assert_true(list.count <= most);
    bag->count = list.count;
    test_reply_release(&reply);
}

/** Sequence hash of tokens that stand between single spaces, after a tag. */
static inline uint64_t test_sequence(const char *tokens, const uint64_t *tag)
{
    uint64_t h[TEST_SEQUENCE_MAX];
    size_t n = 0;

    if (tag)
        h[n++] = *tag;
    while (*tokens) {
        size_t len = strcspn(tokens, " ");

        assert_true(n < TEST_SEQUENCE_MAX);
        h[n++] = retort_hash_token(tokens, len);
        tokens += len + (tokens[len] == ' ');
    }
    return retort_hash64(h, n * sizeof(*h));
}

static inline void test_bag_equals(test_bag *bag, uint64_t *expected,
                                   size_t count)
{
    assert_int_equal(bag->count, count);
    qsort(bag->items, bag->count, sizeof(*bag->items), test_bag_order);
    qsort(expected, count, sizeof(*expected), test_bag_order);
    for (size_t i = 0; i < count; i++)
        assert_true(bag->items[i] == expected[i]);
}

/** The bag holds these sequences and nothing else; a NULL ends them. */
static inline void test_bag_holds(test_bag *bag, const char *const *sequences)
{
    static uint64_t expected[TEST_BAG_MAX];
    size_t n = 0;

    for (; sequences[n]; n++)
        expected[n] = test_sequence(sequences[n], NULL);
    test_bag_equals(bag, expected, n);
}

#endif /* SUPPORT_HASH_BAG_H */
