#include "text/prepare.h"

#include <retort/limits.h>
#include <string.h>
#include <time.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "unit/text/random_text.h"

static retort_text_scratch *scratch;

static int make_scratch(void **state)
{
    (void)state;
    return retort_text_scratch_new(&scratch, NULL) == RETORT_OK ? 0 : -1;
}

static int free_scratch(void **state)
{
    (void)state;
    retort_text_scratch_free(scratch);
    scratch = NULL;
    return 0;
}

static retort_prepared prepare(const char *response, const char *reasoning,
                               retort_channel channel)
{
    retort_prepared out;

    assert_int_equal(retort_text_prepare(scratch, retort_span_of(response),
                                         retort_span_of(reasoning), channel,
                                         &out, NULL),
                     RETORT_OK);
    return out;
}

static void expect(retort_prepared got, const char *want)
{
    assert_int_equal(got.text.len, strlen(want));
    if (got.text.len)
        assert_memory_equal(got.text.ptr, want, got.text.len);
}

static void channel_name__knows_four(void **state)
{
    (void)state;
    assert_string_equal(retort_channel_name(RETORT_CHANNEL_ANSWER), "answer");
    assert_string_equal(retort_channel_name(RETORT_CHANNEL_PROSE), "prose");
    assert_string_equal(retort_channel_name(RETORT_CHANNEL_CODE), "code");
    assert_string_equal(retort_channel_name(RETORT_CHANNEL_REASONING),
                        "reasoning");
    assert_null(retort_channel_name(RETORT_CHANNEL_COUNT));
}

static void prepare__unifies_line_ends_and_trims(void **state)
{
    (void)state;
    expect(prepare(" a\r\nb\rc\n\r\nd\r\n", "", RETORT_CHANNEL_ANSWER),
           "a\nb\nc\n\nd");
    expect(prepare("\r", "", RETORT_CHANNEL_ANSWER), "");
    expect(prepare("", "", RETORT_CHANNEL_ANSWER), "");
}

static void prepare__composes(void **state)
{
    (void)state;
    expect(prepare("cafe\xcc\x81\r\nok", "", RETORT_CHANNEL_ANSWER),
           "caf\xc3\xa9\nok");
}

static void prepare__does_not_copy_a_plain_reply(void **state)
{
    const char *text = "Plain \xe2\x80\x9creply\xe2\x80\x9d.";
    retort_prepared got = prepare(text, "", RETORT_CHANNEL_ANSWER);

    (void)state;
    assert_ptr_equal(got.text.ptr, text);
}

static void prepare__cuts_channels(void **state)
{
    const char *text = "<think>hm</think>See:\n```c\nx;\n```\nDone.";

    (void)state;
    expect(prepare(text, "", RETORT_CHANNEL_ANSWER),
           "See:\n```c\nx;\n```\nDone.");
    expect(prepare(text, "", RETORT_CHANNEL_PROSE), "See:\nDone.");
    expect(prepare(text, "", RETORT_CHANNEL_CODE), "x;");
    expect(prepare(text, "", RETORT_CHANNEL_REASONING), "hm");
}

static void prepare__flags_reasoning(void **state)
{
    retort_prepared got;

    (void)state;
    got = prepare("a", "", RETORT_CHANNEL_ANSWER);
    assert_false(got.had_reasoning || got.missing_open_tag || got.was_template);
    got = prepare("a", " \n", RETORT_CHANNEL_ANSWER);
    assert_false(got.had_reasoning);
    got = prepare("a", "field\r\none", RETORT_CHANNEL_REASONING);
    assert_true(got.had_reasoning);
    expect(got, "field\none");
    got = prepare("hm</think>a", "", RETORT_CHANNEL_ANSWER);
    assert_true(got.had_reasoning && got.missing_open_tag);
    expect(got, "a");
}

static void prepare__puts_the_reasoning_field_first(void **state)
{
    (void)state;
    expect(prepare("<think>two</think>a", "one", RETORT_CHANNEL_REASONING),
           "one\n\ntwo");
}

static void prepare__unwraps_templates(void **state)
{
    retort_prepared got;

    (void)state;
    got = prepare("<think>t</think>{\"answer\":\" e\\u0301\\r\\nb \"}", "",
                  RETORT_CHANNEL_ANSWER);
    assert_true(got.was_template && got.had_reasoning);
    expect(got, "\xc3\xa9\nb");
    got = prepare("{\"answer\":\"{\\\"text\\\":\\\"in\\\"}\"}", "",
                  RETORT_CHANNEL_ANSWER);
    expect(got, "in");
    got =
        prepare("{\"answer\":\"a\\n```\\nx\\n```\"}", "", RETORT_CHANNEL_CODE);
    expect(got, "x");
    got = prepare("{\"answer\":\"\"}", "", RETORT_CHANNEL_ANSWER);
    assert_true(got.was_template);
    expect(got, "");
}

static void prepare__names_the_first_bad_byte(void **state)
{
    retort_prepared out;
    retort_err err = {0};

    (void)state;
    assert_int_equal(retort_text_prepare(scratch, retort_span_of("abc\xff"),
                                         (retort_span){0},
                                         RETORT_CHANNEL_ANSWER, &out, &err),
                     RETORT_ERR_UTF8);
    assert_int_equal(err.offset, 3);
    assert_non_null(strstr(err.text, "0xff"));
    assert_int_equal(retort_text_prepare(scratch, retort_span_of("abc"),
                                         retort_span_of("\xc0\x80"),
                                         RETORT_CHANNEL_ANSWER, &out, &err),
                     RETORT_ERR_UTF8);
    assert_non_null(strstr(err.text, "reasoning"));
    assert_int_equal(out.text.len, 0);
}

static retort_status prepare_bytes(const char *text, size_t len,
                                   size_t reasoning)
{
    retort_prepared out;
    retort_err err;

    return retort_text_prepare(
        scratch, (retort_span){text, len}, (retort_span){text, reasoning},
        reasoning ? RETORT_CHANNEL_REASONING : RETORT_CHANNEL_CODE, &out, &err);
}

static void prepare__refuses_more_than_the_limit(void **state)
{
    size_t max = RETORT_RECORD_BYTES_MAX;
    char *text = retort_mem_new(max + 1, 1);
    retort_span out;

    (void)state;
    assert_non_null(text);
    memset(text, 'a', max + 1);
    memcpy(text, "```\n", 4);
    text[99] = '\r';
    assert_int_equal(prepare_bytes(text, max - 1, 0), RETORT_OK);
    assert_int_equal(prepare_bytes(text, max, 0), RETORT_OK);
    assert_int_equal(prepare_bytes(text, max + 1, 0), RETORT_ERR_LIMIT);
    assert_int_equal(prepare_bytes(text, 1, max + 1), RETORT_ERR_LIMIT);
    assert_int_equal(
        retort_text_fold_prompt(scratch, (retort_span){text, max}, &out, NULL),
        RETORT_OK);
    assert_int_equal(retort_text_fold_prompt(
                         scratch, (retort_span){text, max + 1}, &out, NULL),
                     RETORT_ERR_LIMIT);
    retort_mem_free(text);
}

/* The reasoning field, a blank line and the block of the reply. */
static void prepare__bounds_joined_reasoning(void **state)
{
    size_t max = RETORT_RECORD_BYTES_MAX;
    char *text = retort_mem_new(max, 1);
    retort_prepared out;

    (void)state;
    assert_non_null(text);
    memset(text, 'a', max);
    /* one letter and the blank line between make 3 bytes */
    for (size_t len = max - 4; len <= max - 2; len++) {
        retort_status st = retort_text_prepare(
            scratch, retort_span_of("<think>b"), (retort_span){text, len},
            RETORT_CHANNEL_REASONING, &out, NULL);

        assert_int_equal(st, len + 3 <= max ? RETORT_OK : RETORT_ERR_LIMIT);
    }
    /* unasked reasoning never gets in the way of the answer */
    assert_int_equal(retort_text_prepare(scratch, retort_span_of("<think>b"),
                                         (retort_span){text, max},
                                         RETORT_CHANNEL_ANSWER, &out, NULL),
                     RETORT_OK);
    retort_mem_free(text);
}

/* Repeats of awkward pieces: quadratic work would take hours. */
static void prepare__is_linear_in_hostile_text(void **state)
{
    static const char *const pieces[] = {
        "<",        "<think>", "</think>", "<think></think>",
        "<think><", "```\n",   "\r",       "{\"answer\":\"",
        "[],",      "\\\""};
    size_t len = (size_t)4 << 20;
    char *text = retort_mem_new(len, 1);
    clock_t start = clock();
    retort_prepared out;

    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
        size_t n = strlen(pieces[i]), at = 0;

        for (; at + n < len; at += n)
            memcpy(text + at, pieces[i], n);
        if (i > 6)
            text[0] = '{';
        text[at] = '}';
        for (int channel = 0; channel < RETORT_CHANNEL_COUNT; channel++)
            assert_int_equal(
                retort_text_prepare(scratch, (retort_span){text, at + 1},
                                    (retort_span){0}, (retort_channel)channel,
                                    &out, NULL),
                RETORT_OK);
    }
    assert_true(clock() - start < 60 * (clock_t)CLOCKS_PER_SEC);
    retort_mem_free(text);
}

static bool has_tag(retort_span text)
{
    return memchr(text.ptr, '<', text.len) != NULL;
}

static void prepare__is_idempotent(void **state)
{
    static char text[500], once[2000];
    uint64_t seed = 17;
    retort_prepared got;

    (void)state;
    for (int round = 0; round < 5000; round++) {
        retort_span in = {text, random_text(&seed, text, sizeof(text))};
        size_t len;

        assert_int_equal(retort_text_prepare(scratch, in, (retort_span){0},
                                             RETORT_CHANNEL_ANSWER, &got, NULL),
                         RETORT_OK);
        len = got.text.len;
        assert_true(len <= sizeof(once));
        if (len == 0 || has_tag(got.text))
            continue;
        memcpy(once, got.text.ptr, len);
        assert_int_equal(retort_utf8_check((retort_span){once, len}), len);
        assert_int_equal(retort_text_prepare(scratch, (retort_span){once, len},
                                             (retort_span){0},
                                             RETORT_CHANNEL_ANSWER, &got, NULL),
                         RETORT_OK);
        assert_int_equal(got.text.len, len);
        assert_memory_equal(got.text.ptr, once, len);
    }
}

static void expect_prompt(const char *prompt, const char *want)
{
    retort_span out;

    assert_int_equal(
        retort_text_fold_prompt(scratch, retort_span_of(prompt), &out, NULL),
        RETORT_OK);
    assert_int_equal(out.len, strlen(want));
    if (out.len)
        assert_memory_equal(out.ptr, want, out.len);
}

static void fold_prompt__leaves_one_space_between_words(void **state)
{
    (void)state;
    expect_prompt("", "");
    expect_prompt(" \r\n\t", "");
    expect_prompt("Why?", "Why?");
    expect_prompt("  Two\r\n\r\n words\xe3\x80\x80here\xc2\xa0 ",
                  "Two words here");
    expect_prompt("Keep CASE \xe2\x80\x9cq\xe2\x80\x9d",
                  "Keep CASE \xe2\x80\x9cq\xe2\x80\x9d");
    expect_prompt("e\xcc\x81\xe2\x80\xa9x", "\xc3\xa9 x");
    expect_prompt("zero\xe2\x80\x8bwidth", "zero\xe2\x80\x8bwidth");
}

static void fold_prompt__refuses_bad_bytes(void **state)
{
    retort_span out;
    retort_err err = {0};

    (void)state;
    assert_int_equal(retort_text_fold_prompt(
                         scratch, retort_span_of("a\xed\xa0\x80"), &out, &err),
                     RETORT_ERR_UTF8);
    assert_int_equal(err.offset, 1);
}

static void prepare__survives_every_refused_allocation(void **state)
{
    const char *text = "<think>q\r\n</think>```\r\ne\xcc\x81\r\n```";
    retort_status st = RETORT_ERR_NOMEM;
    retort_prepared out;
    long n = 0;

    (void)state;
    for (; st == RETORT_ERR_NOMEM; n++) {
        retort_text_scratch *s = NULL;

        retort_mem_fail_at(n);
        st = retort_text_scratch_new(&s, NULL);
        if (st == RETORT_OK)
            st = retort_text_prepare(s, retort_span_of(text),
                                     retort_span_of("r\r"), RETORT_CHANNEL_CODE,
                                     &out, NULL);
        retort_mem_fail_at(-1);
        retort_text_scratch_free(s);
    }
    assert_int_equal(st, RETORT_OK);
    /* scratch, LF twice, NFC (text and two arrays), cut, success */
    assert_int_equal(n, 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(channel_name__knows_four),
        cmocka_unit_test(prepare__unifies_line_ends_and_trims),
        cmocka_unit_test(prepare__composes),
        cmocka_unit_test(prepare__does_not_copy_a_plain_reply),
        cmocka_unit_test(prepare__cuts_channels),
        cmocka_unit_test(prepare__flags_reasoning),
        cmocka_unit_test(prepare__puts_the_reasoning_field_first),
        cmocka_unit_test(prepare__unwraps_templates),
        cmocka_unit_test(prepare__names_the_first_bad_byte),
        cmocka_unit_test(prepare__refuses_more_than_the_limit),
        cmocka_unit_test(prepare__bounds_joined_reasoning),
        cmocka_unit_test(prepare__is_linear_in_hostile_text),
        cmocka_unit_test(prepare__is_idempotent),
        cmocka_unit_test(fold_prompt__leaves_one_space_between_words),
        cmocka_unit_test(fold_prompt__refuses_bad_bytes),
        cmocka_unit_test(prepare__survives_every_refused_allocation),
    };

    return cmocka_run_group_tests_name("prepare", tests, make_scratch,
                                       free_scratch);
}
