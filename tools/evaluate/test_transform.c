#include "evaluate/transform.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"

enum { ROOM = 1 << 16 };

static retort_span first(const char *text, size_t words)
{
    return eval_first_words(retort_span_of(text), words);
}

static void first_words__keeps_the_space_between(void **state)
{
    (void)state;
    assert_int_equal(first("one  two\n\nthree", 2).len, 8);
    assert_int_equal(first("one  two\n\nthree", 3).len, 15);
}

static void first_words__of_fewer_words_is_all_of_them(void **state)
{
    (void)state;
    assert_int_equal(first("one two  ", 3).len, 7);
    assert_int_equal(first("one two", 2).len, 7);
    assert_int_equal(first(" \n", 2).len, 0);
    assert_int_equal(first("", 2).len, 0);
    assert_int_equal(first("one", 0).len, 0);
}

static void assert_stripped(const char *text, const char *want)
{
    retort_buf out;

    retort_buf_init(&out, ROOM);
    retort_buf_puts(&out, "");
    eval_strip_markdown(retort_span_of(text), &out);
    assert_int_equal(retort_buf_status(&out), RETORT_OK);
    assert_string_equal(out.ptr ? out.ptr : "", want);
    retort_buf_release(&out);
}

static void strip_markdown__takes_marks_at_line_starts(void **state)
{
    (void)state;
    assert_stripped("# Soup", "Soup");
    assert_stripped("### Soup\n- leek\n* salt\n+ oil", "Soup\nleek\nsalt\noil");
    assert_stripped("  1. boil\n12) stir", "boil\nstir");
    assert_stripped("> - quoted", "quoted");
    assert_stripped("\xe2\x80\xa2 leek", "leek");
}

static void strip_markdown__leaves_what_only_looks_like_a_mark(void **state)
{
    (void)state;
    assert_stripped("-5 degrees\n#tag\n3.5 litres\n1994) was", /* 4 digits */
                    "-5 degrees\n#tag\n3.5 litres\n1994) was");
    assert_stripped("snake_case a - b", "snake_case a - b");
}

static void strip_markdown__takes_bold_code_and_bars(void **state)
{
    (void)state;
    assert_stripped("**Salt** and *oil*, `x`, __y__", "Salt and oil, x, y");
    assert_stripped("| a | b |\n|---|:--|\n| 1 | 2 |", "  a   b  \n  1   2  ");
}

static void strip_markdown__drops_fences_and_rules_and_keeps_blanks(
    void **state)
{
    (void)state;
    assert_stripped("a\n```c\nint x;\n```\nb", "a\nint x;\nb");
    assert_stripped("a\n\n---\n\nb\n", "a\n\n\nb\n");
    assert_stripped("", "");
    assert_stripped("\n\n", "\n\n");
}

static void strip_punctuation__keeps_words_and_line_ends(void **state)
{
    retort_tokens tokens = {0};
    retort_buf out;

    (void)state;
    retort_buf_init(&out, ROOM);
    assert_int_equal(
        retort_tokens_scan(&tokens,
                           retort_span_of("# Don't, it's 3.5 **Big** (no).\n"
                                          "- Next!\n\nLast"),
                           NULL),
        RETORT_OK);
    eval_strip_punctuation(&tokens, &out);
    assert_string_equal(out.ptr, "dont its 3.5 big no\nnext\n\nlast");
    retort_buf_release(&out);
    retort_tokens_release(&tokens);
}

static void shuffle(const char *text, uint64_t stream, retort_buf *out)
{
    retort_buf_init(out, ROOM);
    assert_int_equal(
        eval_shuffle_words(retort_span_of(text), 7, stream, out, NULL),
        RETORT_OK);
}

static void shuffle_words__keeps_the_words_and_loses_the_lines(void **state)
{
    unsigned letters[26] = {0};
    retort_buf out;

    (void)state;
    shuffle("a b\n\nc  d\te f g h i j k l m n o p q r s t u v w x y z", 1,
            &out);
    assert_int_equal(out.len, 51);
    for (size_t i = 0; i < out.len; i++)
        if (i % 2)
            assert_int_equal(out.ptr[i], ' ');
        else
            letters[out.ptr[i] - 'a']++;
    for (size_t i = 0; i < 26; i++)
        assert_int_equal(letters[i], 1);
    retort_buf_release(&out);
}

static void shuffle_words__depends_on_the_stream_only(void **state)
{
    static const char text[] = "a b c d e f g h i j k l m n o p";
    retort_buf a;
    retort_buf b;
    retort_buf c;

    (void)state;
    shuffle(text, 1, &a);
    shuffle(text, 1, &b);
    shuffle(text, 2, &c);
    assert_string_equal(a.ptr, b.ptr);
    assert_string_not_equal(a.ptr, c.ptr);
    assert_string_not_equal(a.ptr, text);
    retort_buf_release(&a);
    retort_buf_release(&b);
    retort_buf_release(&c);
}

static void shuffle_words__puts_every_word_everywhere(void **state)
{
    unsigned seen[3][3] = {{0}};

    (void)state;
    for (uint64_t stream = 0; stream < 3000; stream++) {
        retort_buf out;

        shuffle("a b c", stream, &out);
        for (size_t place = 0; place < 3; place++)
            seen[place][out.ptr[2 * place] - 'a']++;
        retort_buf_release(&out);
    }
    for (size_t place = 0; place < 3; place++)
        for (size_t word = 0; word < 3; word++) /* sd is about 26 */
            assert_in_range(seen[place][word], 870, 1130);
}

static void shuffle_words__of_nothing_is_nothing(void **state)
{
    retort_buf out;

    (void)state;
    shuffle(" \n ", 1, &out);
    assert_int_equal(out.len, 0);
    retort_buf_release(&out);
}

static void shuffle_words__says_when_memory_runs_out(void **state)
{
    retort_buf out;

    (void)state;
    retort_buf_init(&out, ROOM);
    retort_mem_fail_at(0);
    assert_int_equal(
        eval_shuffle_words(retort_span_of("a b"), 7, 1, &out, NULL),
        RETORT_ERR_NOMEM);
    retort_mem_fail_at(-1);
    retort_buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_words__keeps_the_space_between),
        cmocka_unit_test(first_words__of_fewer_words_is_all_of_them),
        cmocka_unit_test(strip_markdown__takes_marks_at_line_starts),
        cmocka_unit_test(strip_markdown__leaves_what_only_looks_like_a_mark),
        cmocka_unit_test(strip_markdown__takes_bold_code_and_bars),
        cmocka_unit_test(
            strip_markdown__drops_fences_and_rules_and_keeps_blanks),
        cmocka_unit_test(strip_punctuation__keeps_words_and_line_ends),
        cmocka_unit_test(shuffle_words__keeps_the_words_and_loses_the_lines),
        cmocka_unit_test(shuffle_words__depends_on_the_stream_only),
        cmocka_unit_test(shuffle_words__puts_every_word_everywhere),
        cmocka_unit_test(shuffle_words__of_nothing_is_nothing),
        cmocka_unit_test(shuffle_words__says_when_memory_runs_out),
    };

    return cmocka_run_group_tests_name("transform", tests, NULL, NULL);
}
