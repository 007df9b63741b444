#include "run/suspect_facts.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "unit/compare/models_helper.h"

static retort_fp_reply *reply(helper_models *h, size_t m, unsigned prompt,
                              uint32_t chars, unsigned char digest)
{
    retort_fp_reply *r = helper_reply(h, m, prompt);

    r->chars = chars;
    r->digest[0] = digest;
    return r;
}

static void median_chars__is_the_middle_or_the_mean_of_two(void **state)
{
    helper_models h = {.count = 0};
    size_t m = helper_add(&h, "m", "", false);

    (void)state;
    assert_true(isnan(retort_suspect_median_chars(h.fp[m])));
    (void)reply(&h, m, 1, 30, 1);
    (void)reply(&h, m, 2, 10, 2);
    assert_true(helper_near(retort_suspect_median_chars(h.fp[m]), 20.0));
    (void)reply(&h, m, 3, 90, 3);
    assert_true(helper_near(retort_suspect_median_chars(h.fp[m]), 30.0));
    helper_release(&h);
}

static void duplicates__count_the_same_record_to_the_same_prompt(void **state)
{
    helper_models h = {.count = 0};
    size_t m = helper_add(&h, "m", "", false);

    (void)state;
    assert_true(helper_near(retort_suspect_duplicates(h.fp[m]), 0.0));
    (void)reply(&h, m, 1, 30, 7);
    (void)reply(&h, m, 1, 30, 7);
    (void)reply(&h, m, 1, 30, 8);
    (void)reply(&h, m, 2, 30, 8);
    assert_true(helper_near(retort_suspect_duplicates(h.fp[m]), 0.25));
    h.fp[m]->has_digests = false;
    assert_true(helper_near(retort_suspect_duplicates(h.fp[m]), 0.0));
    helper_release(&h);
}

static void equal_replies__need_length_and_sketch(void **state)
{
    helper_models h = {.count = 0};
    size_t a = helper_add(&h, "a", "", false);
    size_t b = helper_add(&h, "b", "", false);

    (void)state;
    (void)reply(&h, a, 1, 30, 1);
    (void)reply(&h, b, 1, 30, 2);
    (void)reply(&h, a, 2, 30, 1);
    (void)reply(&h, b, 2, 31, 2);
    (void)reply(&h, a, 3, 30, 1);
    reply(&h, b, 3, 30, 2)->sketch.word[1] = 1;
    (void)reply(&h, b, 4, 30, 2);
    assert_true(
        helper_near(retort_suspect_equal_replies(h.fp[a], h.fp[b]), 1.0 / 3.0));
    assert_true(
        helper_near(retort_suspect_equal_replies(h.fp[b], h.fp[a]), 1.0 / 3.0));
    helper_release(&h);
}

static void equal_replies__count_prompts_whatever_the_samples(void **state)
{
    helper_models h = {.count = 0};
    size_t a = helper_add(&h, "a", "", false);
    size_t b = helper_add(&h, "b", "", false);

    (void)state;
    for (unsigned i = 0; i < 3; i++) {
        (void)reply(&h, a, 1, 30 + i, 1);
        (void)reply(&h, b, 1, 32 - i, 2);
    }
    (void)reply(&h, a, 2, 50, 1);
    (void)reply(&h, b, 2, 51, 1);
    assert_true(
        helper_near(retort_suspect_equal_replies(h.fp[a], h.fp[b]), 0.5));
    helper_release(&h);
}

static void is_twin__needs_digest_count_and_replies(void **state)
{
    helper_models h = {.count = 0};
    size_t a = helper_add(&h, "a", "", false);
    size_t b = helper_add(&h, "b", "", false);

    (void)state;
    for (size_t m = 0; m < 2; m++)
        for (unsigned p = 0; p < 3; p++)
            (void)reply(&h, m, p, 30 + p, 1);
    assert_true(retort_suspect_is_twin(h.fp[a], h.fp[b]));
    h.fp[b]->replies[2].chars++;
    assert_false(retort_suspect_is_twin(h.fp[a], h.fp[b]));
    h.fp[b]->has_replies = false; /* then the digest must do */
    assert_true(retort_suspect_is_twin(h.fp[a], h.fp[b]));
    h.fp[b]->stats.replies++;
    assert_false(retort_suspect_is_twin(h.fp[a], h.fp[b]));
    h.fp[b]->stats.replies--;
    h.fp[b]->record_digest[31] ^= 1;
    assert_false(retort_suspect_is_twin(h.fp[a], h.fp[b]));
    helper_release(&h);
}

static void same_reply__is_the_largest_share_of_one(void **state)
{
    helper_models h = {.count = 0};
    size_t m = helper_add(&h, "m", "", false);

    (void)state;
    assert_true(isnan(retort_suspect_same_reply(h.fp[m])));
    (void)reply(&h, m, 1, 30, 1);
    assert_true(helper_near(retort_suspect_same_reply(h.fp[m]), 1.0));
    (void)reply(&h, m, 2, 40, 2);
    (void)reply(&h, m, 3, 30, 3);
    (void)reply(&h, m, 4, 40, 4);
    (void)reply(&h, m, 5, 30, 5);
    assert_true(helper_near(retort_suspect_same_reply(h.fp[m]), 0.6));
    h.fp[m]->replies[2].sketch.word[3] = 1; /* as long, but not the same */
    assert_true(helper_near(retort_suspect_same_reply(h.fp[m]), 0.4));
    retort_mem_fail_at(0);
    assert_true(isnan(retort_suspect_same_reply(h.fp[m])));
    retort_mem_fail_at(-1);
    helper_release(&h);
}

static void closed_class__is_the_mean_over_replies(void **state)
{
    helper_models h = {.count = 0};
    size_t m = helper_add(&h, "m", "", false);
    size_t row = 0;

    (void)state;
    (void)reply(&h, m, 1, 30, 1);
    (void)reply(&h, m, 2, 30, 1);
    assert_true(isnan(retort_suspect_closed_class(h.fp[m])));
    assert_int_equal(retort_fp_style_new(h.fp[m], NULL), RETORT_OK);
    while (strcmp(retort_style_about(row)->id, "closed_class") != 0)
        row++;
    assert_string_equal(retort_style_about(row)->unit, "millionths");
    h.fp[m]->style[row].sum = 300000;
    h.fp[m]->style[31 * retort_style_count() + row].sum = 600000;
    assert_true(helper_near(retort_suspect_closed_class(h.fp[m]), 0.45));
    h.fp[m]->stats.replies = 0;
    assert_true(isnan(retort_suspect_closed_class(h.fp[m])));
    helper_release(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(median_chars__is_the_middle_or_the_mean_of_two),
        cmocka_unit_test(duplicates__count_the_same_record_to_the_same_prompt),
        cmocka_unit_test(equal_replies__need_length_and_sketch),
        cmocka_unit_test(equal_replies__count_prompts_whatever_the_samples),
        cmocka_unit_test(is_twin__needs_digest_count_and_replies),
        cmocka_unit_test(same_reply__is_the_largest_share_of_one),
        cmocka_unit_test(closed_class__is_the_mean_over_replies),
    };

    return cmocka_run_group_tests_name("suspect_facts", tests, NULL, NULL);
}
