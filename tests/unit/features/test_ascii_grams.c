#include "features/ascii_grams.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "support/noise.h"

enum { BITS = 12, BUCKETS = 1 << BITS, TEXT = 4096, SPARE = 64 };

/* One place after the other, by the definition. */
static void count_by_definition(const char *text, size_t n, uint32_t *count,
                                unsigned bits)
{
    for (size_t i = 0; i < n; i++)
        for (size_t len = 2; len <= 5; len++)
            count[retort_bucket(retort_hash64(text + i, len), bits)]++;
}

static void check(const char *text, size_t n, unsigned bits)
{
    size_t bytes = sizeof(uint32_t) << bits;
    uint32_t *want = retort_mem_new(1, bytes);
    uint32_t *got = retort_mem_new(1, bytes);

    assert_non_null(want);
    assert_non_null(got);
    count_by_definition(text, n, want, bits);
    for (int s = RETORT_SIMD_NONE; s <= (int)retort_simd_most(); s++) {
        memset(got, 0, bytes);
        retort_ascii_grams_count(text, n, got, bits, (retort_simd)s);
        assert_memory_equal(got, want, bytes);
    }
    retort_mem_free(got);
    retort_mem_free(want);
}

static void count__agrees_with_the_definition_on_any_seven_bits(void **state)
{
    static char text[TEXT + SPARE];
    test_noise noise = {7};

    (void)state;
    for (size_t i = 0; i < TEXT; i++)
        text[i] = (char)test_noise_below(&noise, 128);
    check(text, TEXT - 4, BITS);
    check(text, TEXT - 4, 18);
    check(text, TEXT - 4, 1);
    check(text + 3, TEXT - 7, 22);
}

static void count__agrees_at_every_length_around_a_block(void **state)
{
    static char text[TEXT + SPARE];
    test_noise noise = {8};

    (void)state;
    (void)test_noise_text(&noise, text, TEXT, 0);
    for (size_t n = 0; n <= 200; n++)
        check(text + n, n, BITS);
}

/* A counter that is there already goes on from where it was. */
static void count__adds_to_what_was_counted(void **state)
{
    static uint32_t count[BUCKETS];
    static char text[128 + SPARE] = "abcde";
    uint64_t sum = 0;

    (void)state;
    memset(text, 'x', 128);
    for (int round = 0; round < 3; round++)
        retort_ascii_grams_count(text, 100, count, BITS, retort_simd_most());
    assert_int_equal(count[retort_bucket(retort_hash64("xxxx", 4), BITS)], 300);
    for (size_t i = 0; i < BUCKETS; i++)
        sum += count[i];
    assert_int_equal(sum, 3 * 100 * RETORT_ASCII_GRAM_ORDERS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(count__agrees_with_the_definition_on_any_seven_bits),
        cmocka_unit_test(count__agrees_at_every_length_around_a_block),
        cmocka_unit_test(count__adds_to_what_was_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
