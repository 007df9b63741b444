#include "features/sequence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/hash_bag.h"
#include "support/noise.h"

enum { MOST = 300 };

static size_t grams_by_definition(const uint64_t *h, size_t count,
                                  uint64_t *out)
{
    size_t n = 0;

    for (size_t i = 0; i < count; i++)
        for (size_t len = 1; len <= 4 && i + len <= count; len++)
            out[n++] = retort_hash64(h + i, len * sizeof(*h));
    return n;
}

static void grams_to_4__agree_with_the_definition(void **state)
{
    static uint64_t want[4 * MOST];
    static test_bag bag;
    uint64_t h[MOST];
    test_noise noise = {2};

    (void)state;
    for (size_t i = 0; i < MOST; i++)
        h[i] = test_noise_next(&noise);
    h[20] = 0;
    h[21] = UINT64_MAX;
    for (int s = RETORT_SIMD_NONE; s <= (int)retort_simd_most(); s++)
        for (size_t count = 0; count <= MOST; count++) {
            retort_hash_list list = {.items = bag.items, .cap = TEST_BAG_MAX};
            size_t n = grams_by_definition(h, count, want);

            retort_sequence_grams_to_4(h, count, &list, (retort_simd)s);
            bag.count = list.count;
            test_bag_equals(&bag, want, n);
        }
}

static void grams_to_4__append(void **state)
{
    uint64_t items[64] = {11, 12};
    const uint64_t h[] = {1, 2};
    retort_hash_list list = {.items = items, .count = 2, .cap = 64};

    (void)state;
    retort_sequence_grams_to_4(h, 2, &list, retort_simd_most());
    assert_int_equal(list.count, 2 + 3);
    assert_int_equal(items[0], 11);
    assert_int_equal(items[1], 12);
}

static void grams_to_4__cut_the_list_by_length(void **state)
{
    static uint64_t items[4 * MOST];
    uint64_t h[MOST];

    (void)state;
    for (size_t i = 0; i < MOST; i++)
        h[i] = i;
    for (size_t count = 0; count < 40; count++) {
        retort_hash_list list = {.items = items, .cap = 4 * MOST};
        size_t at = 0;

        retort_sequence_grams_to_4(h, count, &list, retort_simd_most());
        assert_int_equal(list.cuts, 4);
        for (size_t n = 1; n <= 4; n++) {
            assert_int_equal(list.cut[n - 1], at);
            for (size_t i = 0; i + n <= count; i++)
                assert_true(items[at++] ==
                            retort_hash64(h + i, n * sizeof(*h)));
        }
        assert_int_equal(list.count, at);
    }
}

static void grams__of_one_length_may_be_long(void **state)
{
    uint64_t items[4];
    uint64_t h[13];
    retort_hash_list list = {.items = items, .cap = 4};

    (void)state;
    for (size_t i = 0; i < 13; i++)
        h[i] = i;
    retort_sequence_grams(h, 13, 12, &list);
    assert_int_equal(list.count, 2);
    assert_true(items[0] == retort_hash64(h, 12 * sizeof(*h)));
    assert_true(items[1] == retort_hash64(h + 1, 12 * sizeof(*h)));
    list.count = 0;
    retort_sequence_grams(h, 11, 12, &list);
    assert_int_equal(list.count, 0);
}

static void prefixes__stop_at_the_end(void **state)
{
    uint64_t items[8];
    const uint64_t h[] = {5, 6, 7};
    retort_hash_list list = {.items = items, .cap = 8};

    (void)state;
    retort_sequence_prefixes(h, 3, 1, 5, &list);
    assert_int_equal(list.count, 2);
    assert_true(items[0] == retort_hash64(h + 1, 8));
    assert_true(items[1] == retort_hash64(h + 1, 16));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grams_to_4__agree_with_the_definition),
        cmocka_unit_test(grams_to_4__append),
        cmocka_unit_test(grams_to_4__cut_the_list_by_length),
        cmocka_unit_test(grams__of_one_length_may_be_long),
        cmocka_unit_test(prefixes__stop_at_the_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
