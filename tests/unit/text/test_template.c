#include "text/template.h"

#include <stdio.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void expect_span(retort_span answer, const char *want)
{
    retort_buf out;
    bool unwrapped;

    retort_buf_init(&out, 1 << 20);
    assert_int_equal(retort_template_unwrap(answer, &out, &unwrapped, NULL),
                     RETORT_OK);
    assert_int_equal(unwrapped, want != NULL);
    assert_int_equal(out.len, want ? strlen(want) : 0);
    if (out.len)
        assert_memory_equal(out.ptr, want, out.len);
    retort_buf_release(&out);
}

static void expect(const char *answer, const char *want)
{
    expect_span(retort_span_of(answer), want);
}

static void unwrap__takes_every_answer_field(void **state)
{
    static const char *const keys[] = {
        "answer",  "response", "output",     "result",       "text",
        "content", "reply",    "completion", "final_answer", "message"};
    char text[64];

    (void)state;
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        (void)snprintf(text, sizeof(text), "{\"%s\": \"forty-two\"}", keys[i]);
        expect(text, "forty-two");
    }
    expect("{\"Answer\":\"x\"}", "x");
    expect("{\"title\":\"x\"}", NULL);
    expect("{\"answers\":\"x\"}", NULL);
}

static void unwrap__allows_other_fields_but_one_answer(void **state)
{
    (void)state;
    expect("{\"steps\":[1,2],\"answer\":\"x\",\"ok\":true}", "x");
    expect("{\"answer\":\"x\",\"text\":\"y\"}", NULL);
    expect("{\"answer\":42}", NULL);
    expect("{\"answer\":\"x\",\"result\":42}", "x");
    expect("{\"answer\":\"\"}", "");
}

static void unwrap__looks_one_level_down(void **state)
{
    (void)state;
    expect("{\"message\":{\"role\":\"a\",\"content\":\"x\"}}", "x");
    expect("{\"a\":{\"b\":{\"answer\":\"x\"}}}", NULL);
    expect("{\"a\":[{\"answer\":\"x\"}]}", NULL);
    expect("{\"answer\":\"x\",\"more\":{\"answer\":\"y\"}}", NULL);
}

static void unwrap__looks_inside_one_json_fence(void **state)
{
    (void)state;
    expect("```json\n{\"answer\":\"x\"}\n```", "x");
    expect("```\n {\"answer\":\"x\"} \n```", "x");
    expect("~~~JSON\n{\"answer\":\"x\"}\n~~~", "x");
    expect("```python\n{\"answer\":\"x\"}\n```", NULL);
    expect("```json\n{\"answer\":\"x\"}\n```\nDone.", NULL);
    expect("```json\n{\"answer\":\"x\"}", NULL);
    expect("```json", NULL);
    expect("```", NULL);
}

static void unwrap__leaves_other_text(void **state)
{
    (void)state;
    expect("", NULL);
    expect("Answer: x", NULL);
    expect("{", NULL);
    expect("{}", NULL);
    expect("{answer}", NULL);
    expect("{\"answer\":\"x\"} {\"answer\":\"y\"}", NULL);
    expect("{\"answer\":\"x\"}}", NULL);
    expect("[{\"answer\":\"x\"}]", NULL);
    expect("{\"answer\":\"x\",}", NULL);
    expect("{\"answer\":\"unclosed}", NULL);
    expect("{\"answer\":\"x\\\"}", NULL);
    expect("{'answer':'x'}", NULL);
}

static void unwrap__decodes_escapes(void **state)
{
    retort_buf out;
    bool unwrapped;

    (void)state;
    expect("{\"answer\":\"a\\n\\\"b\\\" {[,\\u00e9\"}", "a\n\"b\" {[,\xc3\xa9");
    retort_buf_init(&out, 100);
    assert_int_equal(
        retort_template_unwrap(retort_span_of("{\"answer\":\"a\\u0000b\"}"),
                               &out, &unwrapped, NULL),
        RETORT_OK);
    assert_int_equal(out.len, 3);
    assert_memory_equal(out.ptr, "a\0b", 3);
    retort_buf_release(&out);
}

/* {"answer":"x","a":[...]}: 5 marks, and n - 5 in the array. */
static size_t build(char *text, size_t marks)
{
    size_t n = 0;

    memcpy(text, "{\"answer\":\"x\",\"a\":[1", 20);
    for (n = 20; marks > 5; marks--) {
        memcpy(text + n, ",1", 2);
        n += 2;
    }
    memcpy(text + n, "]}", 2);
    return n + 2;
}

static void unwrap__bounds_the_marks(void **state)
{
    char text[2 * RETORT_TEMPLATE_MARKS_MAX + 64];
    size_t max = RETORT_TEMPLATE_MARKS_MAX;

    (void)state;
    expect_span((retort_span){text, build(text, max - 1)}, "x");
    expect_span((retort_span){text, build(text, max)}, "x");
    expect_span((retort_span){text, build(text, max + 1)}, NULL);
}

static void unwrap__bounds_the_depth(void **state)
{
    char text[400];

    (void)state;
    for (int depth = 60; depth < 70; depth++) {
        size_t n = (size_t)snprintf(text, sizeof(text),
                                    "{\"answer\":\"x\",\"a\":%.*s%.*s}", depth,
                                    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
                                    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
                                    depth,
                                    "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"
                                    "]]]]]]]]]]]]]]]]]]]]]]]]]]]]");

        /* the object is one level of 64 */
        expect_span((retort_span){text, n}, depth < 64 ? "x" : NULL);
    }
}

static void unwrap__tells_when_the_answer_does_not_fit(void **state)
{
    retort_buf out;
    bool unwrapped;

    (void)state;
    retort_buf_init(&out, 4);
    assert_int_equal(
        retort_template_unwrap(retort_span_of("{\"answer\":\"12345\"}"), &out,
                               &unwrapped, NULL),
        RETORT_ERR_LIMIT);
    assert_false(unwrapped);
    retort_buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unwrap__takes_every_answer_field),
        cmocka_unit_test(unwrap__allows_other_fields_but_one_answer),
        cmocka_unit_test(unwrap__looks_one_level_down),
        cmocka_unit_test(unwrap__looks_inside_one_json_fence),
        cmocka_unit_test(unwrap__leaves_other_text),
        cmocka_unit_test(unwrap__decodes_escapes),
        cmocka_unit_test(unwrap__bounds_the_marks),
        cmocka_unit_test(unwrap__bounds_the_depth),
        cmocka_unit_test(unwrap__tells_when_the_answer_does_not_fit),
    };

    return cmocka_run_group_tests_name("template", tests, NULL, NULL);
}
