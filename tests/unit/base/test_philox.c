#include "base/philox.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

static void assert_block(const uint32_t counter[4], const uint32_t key[2],
                         const uint32_t want[4])
{
    retort_philox c;
    retort_philox got;

    memcpy(c.word, counter, sizeof(c.word));
    got = retort_philox_block(c, key);
    assert_memory_equal(got.word, want, sizeof(got.word));
}

/* The known answers that the authors publish with their implementation. */
static void block__gives_the_published_answers(void **state)
{
    const uint32_t f = 0xffffffff;

    (void)state;
    assert_block((uint32_t[4]){0, 0, 0, 0}, (uint32_t[2]){0, 0},
                 (uint32_t[4]){0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    assert_block((uint32_t[4]){f, f, f, f}, (uint32_t[2]){f, f},
                 (uint32_t[4]){0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    assert_block((uint32_t[4]){0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
                 (uint32_t[2]){0xa4093822, 0x299f31d0},
                 (uint32_t[4]){0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

static void below__is_the_top_of_the_right_word(void **state)
{
    const uint32_t words[4] = {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8};

    (void)state;
    for (uint64_t i = 0; i < 4; i++) {
        assert_int_equal(retort_philox_below(0, 0, i, 1u << 31), words[i] >> 1);
        assert_int_equal(retort_philox_below(0, 0, i, 1000),
                         (uint32_t)((uint64_t)words[i] * 1000 >> 32));
    }
}

static void below__stays_below_its_limit_and_reaches_all(void **state)
{
    unsigned seen[7] = {0};

    (void)state;
    for (uint64_t i = 0; i < 7000; i++) {
        uint32_t v = retort_philox_below(UINT64_C(1) << 40, 3, i, 7);

        assert_true(v < 7);
        seen[v]++;
    }
    for (size_t v = 0; v < 7; v++) /* sd is about 29 */
        assert_in_range(seen[v], 850, 1150);
    assert_int_equal(retort_philox_below(1, 2, 3, 1), 0);
    assert_int_equal(retort_philox_below(1, 2, 3, 0), 0);
}

static uint32_t mix(uint64_t seed, uint64_t stream, uint64_t i)
{
    return retort_philox_below(seed, stream, i, UINT32_MAX);
}

static void below__depends_on_seed_stream_and_number(void **state)
{
    const uint64_t high = UINT64_C(1) << 32;

    (void)state;
    assert_int_equal(mix(5, 6, 7), mix(5, 6, 7));
    assert_int_not_equal(mix(5, 6, 7), mix(6, 6, 7));
    assert_int_not_equal(mix(5, 6, 7), mix(5 + high, 6, 7));
    assert_int_not_equal(mix(5, 6, 7), mix(5, 7, 7));
    assert_int_not_equal(mix(5, 6, 7), mix(5, 6 + high, 7));
    assert_int_not_equal(mix(5, 6, 7), mix(5, 6, 8));
    assert_int_not_equal(mix(5, 6, 7), mix(5, 6, 7 + 4 * high));
}

/*
 * With limit 3 * 2^30 a word w gives floor(3 w / 4); one word in four is to be
 * rejected, the multiples of 4: the last two of the block at 0 under key 0.
 */
static void below__draws_again_from_the_block_of_the_block(void **state)
{
    const uint32_t limit = UINT32_C(3) << 30;
    const uint32_t key[2] = {0, 0};
    retort_philox block = retort_philox_block((retort_philox){{0}}, key);

    (void)state;
    for (uint64_t i = 0; i < 4; i++) {
        retort_philox b = block;

        assert_int_equal(b.word[i] % 4 == 0, i >= 2);
        while (b.word[i] % 4 == 0)
            b = retort_philox_block(b, key);
        assert_int_equal(retort_philox_below(0, 0, i, limit),
                         (uint64_t)b.word[i] * limit >> 32);
    }
}

/* Uncorrected, half of these draws would be multiples of 3. */
static void below__favours_no_number(void **state)
{
    unsigned seen[3] = {0};

    (void)state;
    for (uint64_t i = 0; i < 9000; i++)
        seen[retort_philox_below(7, 0, i, UINT32_C(3) << 30) % 3]++;
    for (size_t v = 0; v < 3; v++) /* sd is about 45 */
        assert_in_range(seen[v], 2800, 3200);
}

static void seed__is_the_first_eight_bytes_lowest_first(void **state)
{
    unsigned char digest[32];

    (void)state;
    for (size_t i = 0; i < sizeof(digest); i++)
        digest[i] = (unsigned char)(0xf1 + i);
    assert_true(retort_philox_seed(digest) == UINT64_C(0xf8f7f6f5f4f3f2f1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(block__gives_the_published_answers),
        cmocka_unit_test(below__is_the_top_of_the_right_word),
        cmocka_unit_test(below__stays_below_its_limit_and_reaches_all),
        cmocka_unit_test(below__depends_on_seed_stream_and_number),
        cmocka_unit_test(below__draws_again_from_the_block_of_the_block),
        cmocka_unit_test(below__favours_no_number),
        cmocka_unit_test(seed__is_the_first_eight_bytes_lowest_first),
    };

    return cmocka_run_group_tests_name("philox", tests, NULL, NULL);
}
