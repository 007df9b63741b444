#include <locale.h>

#include "base/mem.h"
#include "report/result_fields.h"
#include "report/sink.h"
#include "support/report_test.h"

/* The JSON of a sample, in memory of the test. */
static char *json_of(bool hostile)
{
    retort_screening *s = test_sample(hostile);
    char *copy;

    assert_int_equal(retort_json_write(s, test_out(), NULL), RETORT_OK);
    copy = test_malloc(test_buf.len + 1);
    memcpy(copy, test_buf.ptr, test_buf.len + 1);
    retort_screening_free(s);
    return copy;
}

/* Status of reading the sample with the first @p from turned into @p to. */
static retort_status read_changed(const char *from, const char *to,
                                  retort_err *err)
{
    char *json = json_of(false);
    const char *at = strstr(json, from);
    retort_screening *s = NULL;
    retort_buf *out = test_out();
    retort_status st;

    *err = (retort_err){0};
    assert_non_null(at);
    retort_buf_add(out, (retort_span){json, (size_t)(at - json)});
    retort_buf_puts(out, to);
    retort_buf_puts(out, at + strlen(from));
    st = retort_report_read_json(&s, (retort_span){out->ptr, out->len}, err);
    assert_true((s != NULL) == (st == RETORT_OK));
    retort_screening_free(s);
    test_free(json);
    return st;
}

static void read__gives_back_what_was_written(void **state)
{
    (void)state;
    for (int hostile = 0; hostile < 2; hostile++) {
        char *json = json_of(hostile);
        retort_screening *s = NULL;

        assert_int_equal(
            retort_report_read_json(&s, retort_span_of(json), NULL), RETORT_OK);
        assert_int_equal(retort_json_write(s, test_out(), NULL), RETORT_OK);
        assert_string_equal(test_text(), json);
        retort_screening_free(s);
        test_free(json);
    }
}

static void read__makes_the_same_page(void **state)
{
    retort_screening *first = test_sample(true);
    retort_screening *second = NULL;
    char *json = json_of(true);
    char *page;

    (void)state;
    /* Bytes that are not UTF-8 cannot travel in JSON: read once before. */
    retort_screening_free(first);
    assert_int_equal(
        retort_report_read_json(&first, retort_span_of(json), NULL), RETORT_OK);
    assert_int_equal(retort_html_write(first, test_out(), NULL), RETORT_OK);
    page = test_malloc(test_buf.len + 1);
    memcpy(page, test_buf.ptr, test_buf.len + 1);
    assert_int_equal(
        retort_report_read_json(&second, retort_span_of(json), NULL),
        RETORT_OK);
    assert_int_equal(retort_html_write(second, test_out(), NULL), RETORT_OK);
    assert_string_equal(test_text(), page);
    retort_screening_free(first);
    retort_screening_free(second);
    test_free(json);
    test_free(page);
}

static void read__keeps_members_and_unknown_numbers(void **state)
{
    char *json = json_of(false);
    retort_screening *s = NULL;
    const retort_suspect *x;

    (void)state;
    assert_int_equal(retort_report_read_json(&s, retort_span_of(json), NULL),
                     RETORT_OK);
    assert_string_equal(s->kind, "screen");
    assert_int_equal(s->suspect_count, SAMPLE_SUSPECTS);
    x = &s->suspects[1];
    assert_string_equal(x->name, "juniper-13b-preview");
    assert_true(x->median_chars == 1184.5);
    assert_int_equal(x->candidate_count, SAMPLE_CANDIDATES);
    assert_true(isnan(x->candidates[0].score[RETORT_SCORE_REUSE]));
    assert_true(x->candidates[0].is_reference);
    assert_false(x->candidates[SAMPLE_CANDIDATES - 1].is_reference);
    assert_int_equal(x->strips[SAMPLE_STRIPS - 1].point_count, SAMPLE_POINTS);
    assert_int_equal(x->left_out_count, 1);
    assert_int_equal(s->heatmap.size, SAMPLE_REFERENCES);
    assert_true(s->heatmap.values[0] == 1);
    retort_screening_free(s);
    test_free(json);
}

static void read__names_the_place_of_a_wrong_type(void **state)
{
    static const struct {
        const char *from, *to, *text;
    } ROWS[] = {
        {"\"kind\":\"screen\"", "\"kind\":7", "kind: want string, found int"},
        {"\"kind\":\"screen\",", "", "kind: missing"},
        {"\"kind\":\"screen\"", "\"kind\":\"screen\",\"more\":1",
         "result: unknown key 'more'"},
        {"retort-result-1", "retort-result-2", "format: want retort-result-1"},
        {"\"format\":\"retort-result-1\"", "\"format\":null",
         "format: want string, found null"},
        {"\"suspects\":[", "\"suspects\":[3,",
         "suspects[0]: want object, found int"},
        {"\"is_own_lineage\":false", "\"is_own_lineage\":0",
         "suspects[0].candidates[0].is_own_lineage: want boolean, found int"},
        {"\"controls\":31", "\"controls\":31.5",
         "suspects[0].candidates[0].controls: want whole number, found double"},
        {"\"controls\":31", "\"controls\":-1",
         "suspects[0].candidates[0].controls: -1 is below 0"},
        {"\"scores\":{\"delta\":", "\"scores\":{\"delta\":\"x\",\"d\":",
         "suspects[0].candidates[0].scores.delta: want number or null, found "
         "string"},
        {"\"median_chars\":1184.5", "\"median_chars\":1e999",
         "suspects[0].median_chars: number too large for a double"},
        {"\"median_chars\":1184.5", "\"median_chars\":9007199254740994",
         "suspects[0].median_chars: whole number beyond 2^53, write an "
         "exponent"},
        {"\"left_out\":[]", "\"left_out\":{}",
         "suspects[0].left_out: want list, found object"},
        {"\"left_out\":[]", "\"left_out\":[null]",
         "suspects[0].left_out[0]: want string, found null"},
        {"\"values\":[[1,", "\"values\":[7,[1,",
         "heatmap.values: 45 members, but lineages has 44"},
        {"\"values\":[[1,", "\"values\":[[1,1,",
         "heatmap.values[0]: 45 numbers, want 44"},
        {"\"values\":[[1,", "\"values\":[[\"\",",
         "heatmap.values[0][0]: want number or null, found string"},
        {"\"lineages\":[", "\"lineages\":[\"x\",",
         "heatmap.lineages: 45 members, but labels has 44"},
        {"\"points\":[{\"lineage\":", "\"points\":[{\"l\":",
         "suspects[0].strips[0].points[0].lineage: missing"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(ROWS) / sizeof(ROWS[0]); i++) {
        retort_err err;

        assert_int_equal(read_changed(ROWS[i].from, ROWS[i].to, &err),
                         RETORT_ERR_FORMAT);
        assert_string_equal(err.text, ROWS[i].text);
    }
}

static void read__refuses_text_that_is_not_json(void **state)
{
    static const char *const BAD[][2] = {
        {"\"suspects\":[", "\"suspects\":[,"},
        {"\"suspects\":[", "\"suspects\":[[}],"},
        {"\"kind\":", "\"kind\""},
        {"\"kind\":", "\"kind\":\"kind\":"},
        {"\"kind\":", "kind:"},
        {"]}\n", "],}\n"},
        {"]}\n", "]}x\n"},
        {"]}\n", "]} {}\n"},
        {"]}\n", "]"},
        {"\"screen\"", "'screen'"},
        {"\"screen\"", "\"scr\\u0000een\""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
        retort_err err;

        if (read_changed(BAD[i][0], BAD[i][1], &err) != RETORT_ERR_JSON)
            fail_msg("taken: %s", BAD[i][1]);
    }
}

static void read__refuses_bytes_that_are_not_utf8(void **state)
{
    retort_err err;

    (void)state;
    assert_int_equal(read_changed("\"screen\"", "\"scr\xff\"", &err),
                     RETORT_ERR_UTF8);
    assert_true(err.offset > 0);
}

/* A string of that many bytes in place of the version. */
static retort_status read_version_of(size_t bytes, retort_err *err)
{
    char *text = test_malloc(bytes + 3);
    retort_status st;

    memset(text, 'x', bytes + 2);
    text[0] = text[bytes + 1] = '"';
    text[bytes + 2] = '\0';
    st = read_changed("\"0.1.0\"", text, err);
    test_free(text);
    return st;
}

static void read__holds_the_limit_of_strings(void **state)
{
    retort_err err;

    (void)state;
    assert_int_equal(read_version_of(RETORT_FIELDS_STRING_MAX - 1, &err),
                     RETORT_OK);
    assert_int_equal(read_version_of(RETORT_FIELDS_STRING_MAX, &err),
                     RETORT_OK);
    assert_int_equal(read_version_of(RETORT_FIELDS_STRING_MAX + 1, &err),
                     RETORT_ERR_LIMIT);
    assert_string_equal(err.text,
                        "provenance.version: 65537 bytes, more than 65536");
}

/* A list of that many strings in place of an empty one. */
static retort_status read_remarks_of(size_t count, retort_err *err)
{
    char *text = test_malloc(32 + 3 * count);
    char *at = text + sprintf(text, "\"left_out\":[");
    retort_status st;

    for (size_t i = 0; i < count; i++)
        at += sprintf(at, "%s\"\"", i ? "," : "");
    (void)sprintf(at, "]");
    st = read_changed("\"left_out\":[]", text, err);
    test_free(text);
    return st;
}

static void read__holds_the_limit_of_lists(void **state)
{
    retort_err err;

    (void)state;
    assert_int_equal(read_remarks_of(RETORT_RESULT_REMARKS_MAX - 1, &err),
                     RETORT_OK);
    assert_int_equal(read_remarks_of(RETORT_RESULT_REMARKS_MAX, &err),
                     RETORT_OK);
    assert_int_equal(read_remarks_of(RETORT_RESULT_REMARKS_MAX + 1, &err),
                     RETORT_ERR_LIMIT);
    assert_string_equal(err.text,
                        "suspects[0].left_out: 1001 members, more than 1000");
}

static void read__holds_the_limit_of_counts(void **state)
{
    retort_err err;

    (void)state;
    assert_int_equal(
        read_changed("\"replies\":805", "\"replies\":9007199254740991", &err),
        RETORT_OK);
    assert_int_equal(
        read_changed("\"replies\":805", "\"replies\":9007199254740992", &err),
        RETORT_OK);
    assert_int_equal(
        read_changed("\"replies\":805", "\"replies\":9007199254740993", &err),
        RETORT_ERR_LIMIT);
    assert_int_equal(read_changed("\"replies\":805",
                                  "\"replies\":99999999999999999999999999",
                                  &err),
                     RETORT_ERR_LIMIT);
    assert_int_equal(
        read_changed("\"controls\":31", "\"controls\":4294967295", &err),
        RETORT_OK);
    assert_int_equal(
        read_changed("\"controls\":31", "\"controls\":4294967296", &err),
        RETORT_ERR_LIMIT);
}

/* White space is free, so a text of any size is cheap to make. */
static void read__holds_the_limit_of_bytes(void **state)
{
    char *json = json_of(false);
    size_t len = strlen(json);
    char *text = test_malloc(RETORT_FIELDS_BYTES_MAX + 1);

    (void)state;
    memset(text, ' ', RETORT_FIELDS_BYTES_MAX + 1);
    memcpy(text, json, len);
    for (size_t n = RETORT_FIELDS_BYTES_MAX - 1;
         n <= RETORT_FIELDS_BYTES_MAX + 1; n++) {
        retort_screening *s = NULL;

        assert_int_equal(
            retort_report_read_json(&s, (retort_span){text, n}, NULL),
            n > RETORT_FIELDS_BYTES_MAX ? RETORT_ERR_LIMIT : RETORT_OK);
        retort_screening_free(s);
    }
    test_free(text);
    test_free(json);
}

static void read__refuses_depth_and_floods(void **state)
{
    char *deep = test_malloc(100001);
    retort_screening *s = NULL;
    retort_err err;

    (void)state;
    memset(deep, '[', 100000);
    assert_int_equal(
        retort_report_read_json(&s, (retort_span){deep, 100000}, &err),
        RETORT_ERR_LIMIT);
    assert_int_equal(err.offset, RETORT_DEPTH_MAX);
    test_free(deep);
    assert_int_equal(retort_report_read_json(&s, (retort_span){NULL, 0}, &err),
                     RETORT_ERR_JSON);
    assert_null(s);
}

static void read__tells_every_refused_allocation(void **state)
{
    char *json = json_of(false);
    retort_status st = RETORT_ERR_NOMEM;

    (void)state;
    for (long n = 0; st != RETORT_OK; n++) {
        retort_screening *s = NULL;

        retort_mem_fail_at(n);
        st = retort_report_read_json(&s, retort_span_of(json), NULL);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || st == RETORT_ERR_NOMEM);
        assert_true((s != NULL) == (st == RETORT_OK));
        retort_screening_free(s);
    }
    test_free(json);
}

static void read__wants_an_object_at_the_top(void **state)
{
    static const char *const TEXTS[] = {"[]", "null", " 7", "\"x\""};

    (void)state;
    for (size_t i = 0; i < sizeof(TEXTS) / sizeof(TEXTS[0]); i++) {
        retort_screening *s = NULL;
        retort_err err = {0};

        assert_int_equal(
            retort_report_read_json(&s, retort_span_of(TEXTS[i]), &err),
            RETORT_ERR_FORMAT);
        assert_string_equal(err.text, "result: want object");
        assert_null(s);
    }
}

/* Room of its own for each part, so that a tool sees a read past its end. */
static void read__refuses_its_text_cut_anywhere(void **state)
{
    retort_screening *small = test_small(true);
    size_t whole;

    (void)state;
    test_write(small, "json");
    retort_screening_free(small);
    whole = test_buf.len - 1; /* the line end may be missing */
    for (size_t n = 0; n < whole; n++) {
        retort_screening *s = NULL;
        char *part = retort_mem_new(n + 1, 1);

        assert_non_null(part);
        memcpy(part + 1, test_buf.ptr, n);
        assert_int_not_equal(
            retort_report_read_json(&s, (retort_span){part + 1, n}, NULL),
            RETORT_OK);
        assert_null(s);
        retort_mem_free(part);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(read__gives_back_what_was_written),
        cmocka_unit_test(read__makes_the_same_page),
        cmocka_unit_test(read__keeps_members_and_unknown_numbers),
        cmocka_unit_test(read__names_the_place_of_a_wrong_type),
        cmocka_unit_test(read__refuses_text_that_is_not_json),
        cmocka_unit_test(read__refuses_bytes_that_are_not_utf8),
        cmocka_unit_test(read__holds_the_limit_of_strings),
        cmocka_unit_test(read__holds_the_limit_of_lists),
        cmocka_unit_test(read__holds_the_limit_of_counts),
        cmocka_unit_test(read__holds_the_limit_of_bytes),
        cmocka_unit_test(read__refuses_depth_and_floods),
        cmocka_unit_test(read__tells_every_refused_allocation),
        cmocka_unit_test(read__wants_an_object_at_the_top),
        cmocka_unit_test(read__refuses_its_text_cut_anywhere),
    };

    return cmocka_run_group_tests_name("read_json", tests, NULL, test_release);
}
