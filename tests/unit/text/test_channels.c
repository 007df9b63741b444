#include "text/channels.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void expect_split(const char *text, const char *reasoning,
                         const char *answer, bool missing)
{
    retort_buf got;
    retort_split s;

    retort_buf_init(&got, 1 << 20);
    s = retort_split_reasoning(retort_span_of(text), &got);
    assert_string_equal(got.ptr ? got.ptr : "", reasoning);
    assert_int_equal(s.answer.len, strlen(answer));
    if (s.answer.len)
        assert_memory_equal(s.answer.ptr, answer, s.answer.len);
    assert_int_equal(s.missing_open_tag, missing);
    assert_int_equal(s.had_reasoning, reasoning[0] != '\0');
    retort_buf_release(&got);
    s = retort_split_reasoning(retort_span_of(text), NULL);
    assert_int_equal(s.answer.len, strlen(answer));
    assert_int_equal(s.had_reasoning, reasoning[0] != '\0');
}

static void split__leaves_a_plain_answer(void **state)
{
    (void)state;
    expect_split("", "", "", false);
    expect_split(" \n ", "", "", false);
    expect_split("\n Yes.\n", "", "Yes.", false);
    expect_split("a < b </ c <thin k>", "", "a < b </ c <thin k>", false);
    expect_split("<thinks>x", "", "<thinks>x", false);
    expect_split("<think", "", "<think", false);
}

static void split__takes_blocks_at_the_start(void **state)
{
    (void)state;
    expect_split("<think>\nlet me see\n</think>\n\nFour.", "let me see",
                 "Four.", false);
    expect_split("  <thinking>a</thinking>b", "a", "b", false);
    expect_split("<reasoning>a</reasoning>b", "a", "b", false);
    expect_split("<thought>a</thought>b", "a", "b", false);
    expect_split("<THINK>a</Think>b", "a", "b", false);
    expect_split("<think>a</think>\n<thought>b</thought>c", "a\n\nb", "c",
                 false);
    expect_split("<think>\n\n</think>\n\nc", "", "c", false);
    expect_split("<think>a</thinking>b</think>c", "a</thinking>b", "c", false);
}

static void split__takes_all_of_an_unclosed_block(void **state)
{
    (void)state;
    expect_split("<think>never ends", "never ends", "", false);
    expect_split("<think>", "", "", false);
}

static void split__takes_what_stands_before_a_lone_closing_tag(void **state)
{
    (void)state;
    expect_split("first\n</think>\n\nFour.", "first", "Four.", true);
    expect_split("</think>Four.", "", "Four.", true);
    expect_split("a <think>x</think> b</think>c", "a <think>x</think> b", "c",
                 true);
    expect_split("<think>a</think>b</think>c", "a\n\nb", "c", true);
}

static void split__leaves_a_pair_inside_the_answer(void **state)
{
    const char *text = "Write <think>x</think> in front.";

    (void)state;
    expect_split(text, "", text, false);
    expect_split("Write <think> first.", "", "Write <think> first.", false);
}

static void expect_cut(const char *text, bool code, const char *want)
{
    retort_buf got;

    retort_buf_init(&got, 1 << 20);
    retort_fences_cut(retort_span_of(text), code, &got);
    assert_string_equal(got.ptr ? got.ptr : "", want);
    retort_buf_release(&got);
}

static void cut__parts_code_from_prose(void **state)
{
    const char *text = "one\n```c\nint x;\n```\ntwo\n~~~\ny\n~~~\nthree";

    (void)state;
    expect_cut(text, false, "one\ntwo\nthree\n");
    expect_cut(text, true, "int x;\n\ny\n");
    expect_cut("no code", true, "");
    expect_cut("", false, "");
}

static void cut__closes_by_the_same_fence_or_a_longer_one(void **state)
{
    (void)state;
    expect_cut("````\n```\n~~~~\n`````  \nout", true, "```\n~~~~\n");
    expect_cut("````\n```\n~~~~\n`````  \nout", false, "out\n");
    expect_cut("```\n``` c\n```\nout", true, "``` c\n");
    expect_cut("a\n```\nto the end", true, "to the end\n");
    expect_cut("a\n```\nto the end", false, "a\n");
    expect_cut("  ```\n  x\n\t```\nb", true, "  x\n");
}

static void fence__knows_inline_code(void **state)
{
    (void)state;
    assert_int_equal(retort_fence_of(retort_span_of("```a``` b")).run, 0);
    assert_int_equal(retort_fence_of(retort_span_of("``")).run, 0);
    assert_int_equal(retort_fence_of(retort_span_of("x ```")).run, 0);
    assert_int_equal(retort_fence_of(retort_span_of("~~~a`b")).run, 3);
    assert_int_equal(retort_fence_of(retort_span_of(" ````` py ")).run, 5);
    assert_int_equal(retort_fence_of(retort_span_of(" ````` py ")).info.len, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(split__leaves_a_plain_answer),
        cmocka_unit_test(split__takes_blocks_at_the_start),
        cmocka_unit_test(split__takes_all_of_an_unclosed_block),
        cmocka_unit_test(split__takes_what_stands_before_a_lone_closing_tag),
        cmocka_unit_test(split__leaves_a_pair_inside_the_answer),
        cmocka_unit_test(cut__parts_code_from_prose),
        cmocka_unit_test(cut__closes_by_the_same_fence_or_a_longer_one),
        cmocka_unit_test(fence__knows_inline_code),
    };

    return cmocka_run_group_tests_name("channels", tests, NULL, NULL);
}
