#include "features/sign_sum.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "support/noise.h"

enum { COUNTERS = 64 * RETORT_SIGN_WORDS };

/* The same in the plainest way. */
typedef struct plain_sum {
    uint64_t total;
    uint64_t count[COUNTERS];
} plain_sum;

static void plain_add(plain_sum *s, unsigned exponent, const retort_signs *row)
{
    uint64_t weight = exponent ? UINT64_C(1) << (exponent - 1) : 0;

    s->total += weight;
    for (size_t j = 0; j < COUNTERS; j++)
        s->count[j] += weight * (row->word[j / 64] >> (j % 64) & 1);
}

static void plain_majority(const plain_sum *s, uint64_t *out)
{
    memset(out, 0, RETORT_SIGN_WORDS * sizeof(*out));
    for (size_t j = 0; j < COUNTERS; j++)
        if (2 * s->count[j] > s->total)
            out[j / 64] |= UINT64_C(1) << (j % 64);
}

/* Rows with skewed weights; few bits set, so that majorities are close. */
static void check(retort_sign_sum *sum, size_t rows, retort_simd simd,
                  uint64_t seed)
{
    plain_sum plain = {0};
    test_noise noise = {seed};
    uint64_t want[RETORT_SIGN_WORDS];
    uint64_t got[RETORT_SIGN_WORDS];
    retort_sign_queues queues = 0;

    retort_sign_sum_reset(sum, simd);
    for (size_t i = 0; i < rows; i++) {
        unsigned exponent = (unsigned)test_noise_below(
            &noise, 1 + test_noise_below(&noise, RETORT_SIGN_EXPONENTS));
        retort_signs row;

        for (size_t w = 0; w < RETORT_SIGN_WORDS; w++)
            row.word[w] = test_noise_next(&noise);
        queues = retort_sign_sum_add(sum, queues, exponent, &row);
        plain_add(&plain, exponent, &row);
    }
    plain_majority(&plain, want);
    retort_sign_sum_majority(sum, queues, got);
    assert_int_equal(sum->total, plain.total);
    assert_memory_equal(got, want, sizeof(want));
}

static void majority__agrees_with_plain_sums(void **state)
{
    static const size_t rows[] = {0,  1,  2,  3,  15,  16,   17,
                                  31, 32, 33, 63, 500, 5000, 4};
    static retort_sign_sum sum;

    (void)state;
    for (int s = RETORT_SIMD_NONE; s <= (int)retort_simd_most(); s++)
        for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
            for (uint64_t seed = 0; seed < 5; seed++)
                check(&sum, rows[i], (retort_simd)s, seed);
}

static void majority__carries_through_all_planes(void **state)
{
    static retort_sign_sum sum;
    const retort_signs all = {{~UINT64_C(0), ~UINT64_C(0), 1, 0}};
    const retort_signs none = {{0, 0, 0, 0}};
    uint64_t out[RETORT_SIGN_WORDS];

    (void)state;
    for (int s = RETORT_SIMD_NONE; s <= (int)retort_simd_most(); s++) {
        retort_sign_queues queues = 0;

        retort_sign_sum_reset(&sum, (retort_simd)s);
        for (size_t i = 0; i < 100000; i++) {
            queues = retort_sign_sum_add(&sum, queues, 6, &all);
            queues = retort_sign_sum_add(&sum, queues, 6, &none);
        }
        retort_sign_sum_majority(&sum, queues, out);
        assert_int_equal(out[0] | out[1] | out[2] | out[3], 0); /* a tie */
        queues = retort_sign_sum_add(&sum, 0, 1, &all);
        retort_sign_sum_majority(&sum, queues, out);
        assert_int_equal(sum.total, 200000 * 32 + 1);
        assert_memory_equal(out, all.word, sizeof(out));
    }
}

static void flush__takes_one_queue_and_leaves_the_others(void **state)
{
    static retort_sign_sum sum;
    const retort_signs row = {{1, 0, 0, 0}};
    retort_sign_queues queues = 0;

    (void)state;
    retort_sign_sum_reset(&sum, RETORT_SIMD_NONE);
    for (size_t i = 0; i < 3; i++)
        queues = retort_sign_sum_add(&sum, queues, 2, &row);
    queues = retort_sign_sum_add(&sum, queues, 6, &row);
    assert_true(queues == (UINT64_C(3) << 16 | UINT64_C(1) << 48));
    assert_int_equal(sum.total, 0); /* all wait */
    queues = retort_sign_sum_flush(&sum, queues, 2);
    assert_true(queues == UINT64_C(1) << 48);
    assert_int_equal(sum.total, 3 * 2);
    assert_true(retort_sign_sum_flush(&sum, queues, 2) == queues);
    assert_int_equal(sum.total, 3 * 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(majority__agrees_with_plain_sums),
        cmocka_unit_test(majority__carries_through_all_planes),
        cmocka_unit_test(flush__takes_one_queue_and_leaves_the_others),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
