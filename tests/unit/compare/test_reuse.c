#include "compare/reuse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "unit/compare/models_helper.h"

/* Runs of 12 tokens in a reply of 40. */
enum { RUNS = RETORT_REUSE_TOKENS_MIN - RETORT_REUSE_RUN + 1 };

enum { S, R };

static void open_two(helper_models *h)
{
    (void)helper_add(h, "s", "s", false);
    (void)helper_add(h, "r", "r", true);
}

/* A reply whose runs are the numbers first .. first + count - 1. */
static void say(helper_models *h, size_t m, unsigned prompt, uint32_t first,
                uint32_t count)
{
    (void)helper_reply(h, m, prompt);
    helper_fill(&helper_sets(h, m)[RETORT_DETAIL_RUNS12], first, count);
}

static void assert_reuse(const helper_models *h, size_t s, size_t r,
                         uint32_t copied, uint32_t prompts)
{
    retort_reuse got = retort_reuse_share(h->fp[s], h->fp[r]);

    assert_int_equal(got.copied, copied);
    assert_int_equal(got.prompts, prompts);
    if (prompts)
        assert_true(got.share == (double)copied / (double)prompts);
    else
        assert_true(isnan(got.share));
}

static void share__needs_more_than_half(void **state)
{
    helper_models h = {.count = 0};

    (void)state;
    open_two(&h);
    say(&h, S, 1, 0, 40);
    say(&h, R, 1, 20, 100); /* 20 of 40 in common */
    assert_reuse(&h, S, R, 0, 1);
    say(&h, S, 2, 0, 40);
    say(&h, R, 2, 19, 100); /* 21 of 40 */
    assert_reuse(&h, S, R, 1, 2);
    helper_release(&h);
}

static void share__is_taken_of_the_suspects_reply(void **state)
{
    helper_models h = {.count = 0};

    (void)state;
    open_two(&h);
    say(&h, S, 1, 0, 40);
    say(&h, R, 1, 0, 200);
    assert_reuse(&h, S, R, 1, 1);
    assert_reuse(&h, R, S, 0, 1);
    helper_release(&h);
}

static void share__counts_replies_from_40_tokens(void **state)
{
    helper_models h = {.count = 0};

    (void)state;
    open_two(&h);
    say(&h, S, 1, 0, RUNS - 1);
    say(&h, R, 1, 0, RUNS);
    assert_reuse(&h, S, R, 0, 0);
    say(&h, S, 2, 0, RUNS);
    say(&h, R, 2, 0, RUNS - 1);
    assert_reuse(&h, S, R, 0, 0);
    say(&h, S, 3, 0, RUNS);
    say(&h, R, 3, 0, RUNS);
    assert_reuse(&h, S, R, 1, 1);
    say(&h, S, 4, 0, RUNS + 1);
    say(&h, R, 4, 0, RUNS + 1);
    assert_reuse(&h, S, R, 2, 2);
    helper_release(&h);
}

static void share__is_over_shared_prompts_only(void **state)
{
    helper_models h = {.count = 0};

    (void)state;
    open_two(&h);
    say(&h, S, 1, 0, 50);
    say(&h, R, 2, 0, 50);
    say(&h, S, 3, 0, 50);
    say(&h, R, 3, 1000, 50);
    say(&h, S, 300, 0, 50);
    say(&h, R, 300, 0, 50);
    say(&h, R, 400, 0, 50);
    assert_reuse(&h, S, R, 1, 2);
    helper_release(&h);
}

static void share__counts_a_prompt_once_if_any_pair_copies(void **state)
{
    helper_models h = {.count = 0};

    (void)state;
    open_two(&h);
    say(&h, S, 1, 0, 50);
    say(&h, S, 1, 500, 50);
    say(&h, S, 1, 900, 3); /* too short to compare */
    say(&h, R, 1, 1000, 50);
    say(&h, R, 1, 500, 50);
    assert_reuse(&h, S, R, 1, 1);
    say(&h, S, 2, 0, 50);
    say(&h, S, 2, 0, 50);
    say(&h, R, 2, 0, 50);
    say(&h, R, 2, 0, 50);
    assert_reuse(&h, S, R, 2, 2);
    helper_release(&h);
}

static void share__with_itself_is_one(void **state)
{
    helper_models h = {.count = 0};

    (void)state;
    open_two(&h);
    for (unsigned p = 0; p < 20; p++)
        say(&h, S, p, p * 100, 29 + p);
    assert_reuse(&h, S, S, 20, 20);
    helper_release(&h);
}

static void share__without_sets_or_replies_is_nan(void **state)
{
    helper_models h = {.count = 0};

    (void)state;
    open_two(&h);
    assert_reuse(&h, S, R, 0, 0);
    say(&h, S, 1, 0, 50);
    assert_reuse(&h, S, R, 0, 0);
    assert_reuse(&h, R, S, 0, 0);
    (void)helper_reply(&h, R, 1); /* kept without --detail reply */
    assert_reuse(&h, S, R, 0, 0);
    helper_release(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(share__needs_more_than_half),
        cmocka_unit_test(share__is_taken_of_the_suspects_reply),
        cmocka_unit_test(share__counts_replies_from_40_tokens),
        cmocka_unit_test(share__is_over_shared_prompts_only),
        cmocka_unit_test(share__counts_a_prompt_once_if_any_pair_copies),
        cmocka_unit_test(share__with_itself_is_one),
        cmocka_unit_test(share__without_sets_or_replies_is_nan),
    };

    return cmocka_run_group_tests_name("reuse", tests, NULL, NULL);
}
