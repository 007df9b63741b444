#include "fingerprint/counters.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "support/noise.h"

enum { ROW = 5000 };

static void add__adds_place_by_place_at_any_length(void **state)
{
    uint32_t into[] = {1, 2, 3, 4, 5, 6, UINT32_MAX};
    const uint32_t more[] = {10, 20, 30, 40, 50, 60, 2};
    const uint32_t want[] = {11, 22, 33, 44, 55, 66, 1};

    (void)state;
    retort_counters_add(into, more, 7);
    assert_memory_equal(into, want, sizeof(want));
    retort_counters_add(into, more, 0);
    assert_memory_equal(into, want, sizeof(want));
}

static void pack__writes_count_gaps_and_values(void **state)
{
    uint32_t row[400] = {0};
    const unsigned char want[] = {
        3,        2, 1, 0x80 | (300 & 0x7f), 300 >> 7, 7, 0x80 | (130 & 0x7f),
        130 >> 7, 1};
    unsigned char out[RETORT_VARINT_BYTES_MAX * (2 * 400 + 1)];

    (void)state;
    assert_int_equal(retort_counters_pack(out, row, 400, RETORT_SIMD_NONE), 1);
    assert_int_equal(out[0], 0);
    row[2] = 7;
    row[3] = 130;
    row[303] = 1;
    assert_int_equal(retort_counters_pack(out, row, 400, RETORT_SIMD_NONE),
                     sizeof(want));
    assert_memory_equal(out, want, sizeof(want));
    assert_int_equal(retort_counters_pack(out, row, 304, RETORT_SIMD_NONE),
                     sizeof(want));
    assert_memory_equal(out, want,
                        sizeof(want)); /* a tail behind the strides */
    assert_int_equal(sizeof(out), retort_counters_pack_bound(400));
}

/* By the definition, in three passes. */
static size_t pack_by_definition(unsigned char *out, const uint32_t *row,
                                 size_t count)
{
    size_t used = 0;
    size_t last = 0;
    size_t len;

    for (size_t i = 0; i < count; i++)
        used += row[i] != 0;
    len = retort_put_varint(out, used);
    for (size_t i = 0; i < count; i++)
        if (row[i]) {
            len += retort_put_varint(out + len, i - last);
            last = i;
        }
    for (size_t i = 0; i < count; i++)
        if (row[i])
            len += retort_put_varint(out + len, row[i]);
    return len;
}

static void pack__agrees_with_the_definition(void **state)
{
    static const uint64_t sparse[] = {1, 2, 7, 100, 2000};
    static uint32_t row[ROW];
    static unsigned char want[RETORT_VARINT_BYTES_MAX * (2 * ROW + 1)];
    static unsigned char got[sizeof(want)];
    test_noise noise = {6};

    (void)state;
    for (size_t round = 0; round < 50; round++) {
        size_t count = (size_t)test_noise_below(&noise, ROW + 1);
        size_t len;

        for (size_t i = 0; i < count; i++) {
            unsigned shift = 32 + (unsigned)test_noise_below(&noise, 32);
            uint64_t v = test_noise_next(&noise) >> shift;

            row[i] =
                test_noise_below(&noise, sparse[round % 5]) ? 0 : (uint32_t)v;
        }
        len = pack_by_definition(want, row, count);
        for (int s = RETORT_SIMD_NONE; s <= (int)retort_simd_most(); s++) {
            assert_int_equal(
                retort_counters_pack(got, row, count, (retort_simd)s), len);
            assert_memory_equal(got, want, len);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(add__adds_place_by_place_at_any_length),
        cmocka_unit_test(pack__writes_count_gaps_and_values),
        cmocka_unit_test(pack__agrees_with_the_definition),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
