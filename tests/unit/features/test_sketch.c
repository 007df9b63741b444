#include "features/sketch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "support/hash_bag.h"
#include "support/noise.h"

enum { ROOM = 20000 };

/* Hashes of all windows of three code points, distinct. */
static size_t grams_by_definition(const retort_tokens *t, uint64_t *out)
{
    const char *end = t->lower + t->lower_len;
    size_t count = 0;
    size_t kept = 0;

    for (const char *p = t->lower; p < end;) {
        const char *q = p;
        size_t first = 0;
        int chars = 0;

        for (; chars < 3 && q < end; chars++) {
            size_t len;

            (void)retort_utf8_decode(q, end, &len);
            first = chars == 0 ? len : first;
            q += len;
        }
        if (chars < 3)
            break;
        out[count++] = retort_hash64(p, (size_t)(q - p));
        p += first;
    }
    qsort(out, count, sizeof(*out), test_bag_order);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || out[i] != out[kept - 1])
            out[kept++] = out[i];
    return kept;
}

/* Charikar's sketch with 256 signed sums. */
static void sketch_by_definition(const retort_tokens *t, retort_sketch *out)
{
    uint64_t *grams = retort_mem_new(t->lower_len + 1, sizeof(*grams));
    int64_t sum[RETORT_SKETCH_BITS] = {0};
    size_t count;

    assert_non_null(grams);
    count = grams_by_definition(t, grams);
    for (size_t i = 0; i < count; i++) {
        unsigned e = retort_sketch_weights[retort_bucket(
            grams[i], RETORT_SKETCH_WEIGHT_BITS)];
        int64_t weight = e ? INT64_C(1) << (e - 1) : 0;

        for (uint64_t j = 0; j < RETORT_SKETCH_BITS; j++) {
            uint64_t pair[2] = {grams[i], j / 64};
            uint64_t signs = retort_hash64(pair, sizeof(pair));

            sum[j] += signs >> (j % 64) & 1 ? weight : -weight;
        }
    }
    *out = (retort_sketch){{0}};
    for (size_t j = 0; j < RETORT_SKETCH_BITS; j++)
        out->word[j / 64] |= (uint64_t)(sum[j] > 0) << (j % 64);
    retort_mem_free(grams);
}

static void check(retort_sketch_scratch *s, retort_span text)
{
    test_reply reply = {0};
    retort_sketch want;
    retort_sketch got;

    (void)test_reply_of(&reply, text);
    sketch_by_definition(&reply.tokens, &want);
    assert_int_equal(retort_sketch_make(s, &reply.tokens, &got, NULL),
                     RETORT_OK);
    assert_memory_equal(&got, &want, sizeof(want));
    test_reply_release(&reply);
}

static void make__agrees_with_the_definition_on_short_texts(void **state)
{
    static const char *const texts[] = {"",
                                        "a",
                                        "ab",
                                        "abc",
                                        "abcd",
                                        "aaaa",
                                        "\xc3\xa9",
                                        "a\xc3\xa9",
                                        "a\xc3\xa9"
                                        "b",
                                        "ab\xc3\xa9"
                                        "cd",
                                        "abc\xf0\x9f\x99\x82"
                                        "abc\xf0\x9f\x99\x82",
                                        "\xe4\xb8\xad\xe6\x96\x87",
                                        "\xe4\xb8\xad\xe6\x96\x87\xe4\xb8\xad",
                                        "The The The"};
    retort_sketch_scratch s = {0};

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        check(&s, retort_span_of(texts[i]));
    retort_sketch_scratch_release(&s);
}

static void make__agrees_with_the_definition_on_random_texts(void **state)
{
    static const unsigned wide[] = {0, 1, 20, 128, 256};
    static char text[ROOM];
    retort_sketch_scratch s = {0};
    test_noise noise = {3};

    (void)state;
    for (size_t i = 0; i < 25; i++) {
        size_t room = 1 + (size_t)test_noise_below(&noise, i < 20 ? 900 : ROOM);
        size_t len = test_noise_text(&noise, text, room, wide[i % 5]);

        check(&s, (retort_span){text, len});
    }
    retort_sketch_scratch_release(&s);
}

/* Seven-bit texts of every sign: more 3-grams than the memory has slots. */
static void make__forgets_and_remembers_signs(void **state)
{
    static char text[ROOM];
    retort_sketch_scratch s = {0};
    test_noise noise = {4};

    (void)state;
    for (int round = 0; round < 4; round++) {
        for (size_t i = 0; i < ROOM; i++)
            text[i] = (char)(' ' + test_noise_below(&noise, 95));
        check(&s, (retort_span){text, ROOM});
    }
    retort_sketch_scratch_release(&s);
}

static void make__survives_want_of_memory(void **state)
{
    static const char text[] = "na\xc3\xafve caf\xc3\xa9 naive cafe";
    retort_sketch_scratch s = {0};
    test_reply reply = {0};
    retort_status st = RETORT_ERR_NOMEM;
    retort_sketch got;
    long n = 0;

    (void)state;
    (void)test_reply_of(&reply, retort_span_of(text));
    for (; st == RETORT_ERR_NOMEM; n++) {
        retort_mem_fail_at(n);
        st = retort_sketch_make(&s, &reply.tokens, &got, NULL);
        retort_mem_fail_at(-1);
        retort_sketch_scratch_release(&s);
    }
    assert_int_equal(st, RETORT_OK);
    assert_int_equal(n, 6); /* memory, two lists, two of the set, success */
    check(&s, retort_span_of(text));
    test_reply_release(&reply);
    retort_sketch_scratch_release(&s);
}

static void distance__counts_unequal_bits(void **state)
{
    const retort_sketch a = {{0, 0, 0, 0}};
    const retort_sketch b = {{1, 3, UINT64_C(1) << 63, ~UINT64_C(0)}};

    (void)state;
    assert_int_equal(retort_sketch_distance(&a, &a), 0);
    assert_int_equal(retort_sketch_distance(&a, &b), 1 + 2 + 1 + 64);
}

static void cosine__is_that_of_the_share_of_unequal_bits(void **state)
{
    const retort_sketch zero = {{0, 0, 0, 0}};
    const retort_sketch half = {{~UINT64_C(0), ~UINT64_C(0), 0, 0}};
    const retort_sketch all = {
        {~UINT64_C(0), ~UINT64_C(0), ~UINT64_C(0), ~UINT64_C(0)}};

    (void)state;
    assert_true(retort_sketch_cosine(&zero, &zero) == 1.0);
    assert_true(retort_sketch_cosine(&zero, &half) == 0.0);
    assert_true(retort_sketch_cosine(&zero, &all) == -1.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(make__agrees_with_the_definition_on_short_texts),
        cmocka_unit_test(make__agrees_with_the_definition_on_random_texts),
        cmocka_unit_test(make__forgets_and_remembers_signs),
        cmocka_unit_test(make__survives_want_of_memory),
        cmocka_unit_test(distance__counts_unequal_bits),
        cmocka_unit_test(cosine__is_that_of_the_share_of_unequal_bits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
