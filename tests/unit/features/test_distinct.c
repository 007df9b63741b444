#include "features/distinct.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "support/hash_bag.h"
#include "support/noise.h"

/* Distinct members by sorting. */
static size_t sort_distinct(uint64_t *items, size_t count)
{
    size_t kept = 0;

    qsort(items, count, sizeof(*items), test_bag_order);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || items[i] != items[kept - 1])
            items[kept++] = items[i];
    return kept;
}

static void check(retort_distinct *d, uint64_t *items, size_t count)
{
    uint64_t *want = retort_mem_new(count + 1, sizeof(*want));
    retort_hash_list list = {.items = items, .count = count, .cap = count};
    size_t distinct;

    assert_non_null(want);
    memcpy(want, items, count * sizeof(*want));
    distinct = sort_distinct(want, count);
    assert_int_equal(retort_distinct_keep(d, &list, NULL), RETORT_OK);
    assert_int_equal(list.count, distinct);
    assert_int_equal(sort_distinct(items, list.count), distinct);
    assert_memory_equal(items, want, distinct * sizeof(*want));
    retort_mem_free(want);
}

static void keep__keeps_one_of_each(void **state)
{
    uint64_t few[] = {5, 7, 5, 5, 9, 7};
    uint64_t one[] = {3};
    retort_distinct d = {0};

    (void)state;
    check(&d, few, 6);
    check(&d, one, 1);
    check(&d, one, 0);
    retort_distinct_release(&d);
}

static void keep__counts_a_hash_of_zero_like_any_other(void **state)
{
    uint64_t zeros[] = {0, 1, 0, 2, 0};
    uint64_t only[] = {0, 0};
    /* the slot that zero would take is another's */
    uint64_t taken[] = {UINT64_C(1) << 63, 0, 0, UINT64_C(1) << 63};
    retort_distinct d = {0};

    (void)state;
    check(&d, zeros, 5);
    check(&d, only, 2);
    check(&d, taken, 4);
    for (unsigned order = 0; order < 6;
         order++) { /* 0 behind, before, between */
        const uint64_t other = UINT64_C(1) << 40; /* of slot 0 as well */
        uint64_t mixed[] = {other, 0, other, 2 * other, 0, 1, 0, 1};

        mixed[order] = 0;
        check(&d, mixed, 8);
    }
    retort_distinct_release(&d);
}

/* Parts have nothing in common, and each is reduced by itself. */
static void keep__reduces_a_list_part_by_part(void **state)
{
    uint64_t items[] = {5, 5, 6, 17, 17, 17, 0, 0, 29, 28, 29};
    retort_hash_list list = {
        .items = items, .count = 11, .cap = 11, .cuts = 4, .cut = {0, 3, 3, 8}};
    const uint64_t want[] = {0, 5, 6, 17, 28, 29};
    retort_distinct d = {0};

    (void)state;
    assert_int_equal(retort_distinct_keep(&d, &list, NULL), RETORT_OK);
    assert_int_equal(list.count, 6);
    assert_int_equal(list.cuts, 0);
    assert_int_equal(sort_distinct(items, 6), 6);
    assert_memory_equal(items, want, sizeof(want));
    retort_distinct_release(&d);
}

/* All in one slot: every one but the first has to look for a place. */
static void keep__compares_whole_keys_when_slots_collide(void **state)
{
    uint64_t items[600];
    retort_distinct d = {0};

    (void)state;
    for (int round = 0; round < 2; round++) { /* slots were emptied */
        for (uint64_t i = 0; i < 600; i++)
            items[i] = (i % 200) << 32 | 1023;
        check(&d, items, 600);
    }
    retort_distinct_release(&d);
}

static void keep__agrees_with_sorting_at_any_length(void **state)
{
    static const size_t lengths[] = {2,    255,   256,   257,    1000,
                                     5000, 65535, 65536, 131072, 10};
    uint64_t *items = retort_mem_new(131072, sizeof(*items));
    retort_distinct d = {0};
    test_noise noise = {1};

    (void)state;
    assert_non_null(items);
    for (size_t n = 0; n < sizeof(lengths) / sizeof(lengths[0]); n++) {
        for (size_t i = 0; i < lengths[n]; i++) /* about half are repeats */
            items[i] = test_noise_below(&noise, lengths[n]) *
                       UINT64_C(0x9e3779b97f4a7c15);
        check(&d, items, lengths[n]);
    }
    retort_distinct_release(&d);
    retort_mem_free(items);
}

static void keep__leaves_the_list_when_memory_runs_out(void **state)
{
    uint64_t items[] = {4, 4};
    retort_hash_list list = {.items = items, .count = 2, .cap = 2};
    retort_status st = RETORT_ERR_NOMEM;
    retort_distinct d = {0};
    long n = 0;

    (void)state;
    for (; st == RETORT_ERR_NOMEM; n++) {
        assert_int_equal(list.count, 2);
        retort_mem_fail_at(n);
        st = retort_distinct_keep(&d, &list, NULL);
        retort_mem_fail_at(-1);
    }
    assert_int_equal(n, 3); /* slots, waiting hashes, success */
    assert_int_equal(list.count, 1);
    retort_distinct_release(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keep__keeps_one_of_each),
        cmocka_unit_test(keep__counts_a_hash_of_zero_like_any_other),
        cmocka_unit_test(keep__reduces_a_list_part_by_part),
        cmocka_unit_test(keep__compares_whole_keys_when_slots_collide),
        cmocka_unit_test(keep__agrees_with_sorting_at_any_length),
        cmocka_unit_test(keep__leaves_the_list_when_memory_runs_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
