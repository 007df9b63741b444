#include "ingest/jsonlex.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

enum { FOUND_MAX = 40 };

/* All that a caller can see of one run over a text. */
typedef struct outcome {
    retort_status status; /* RETORT_END when the text was taken */
    size_t count;
    retort_lex_element found[FOUND_MAX];
    uint64_t record;
    uint64_t offset;
    bool is_array;
} outcome;

static void take_found(outcome *o, const retort_jsonlex *lex)
{
    assert_true(o->count < FOUND_MAX);
    o->found[o->count++] = lex->found;
}

/* Feed @text in blocks of @step bytes, each in memory of just its size. */
static outcome run(const char *text, size_t len, bool skip_bad, size_t step)
{
    outcome o = {.status = RETORT_END};
    retort_jsonlex lex;
    retort_err err = {0};

    retort_jsonlex_init(&lex, skip_bad);
    for (size_t at = 0; at < len && o.status == RETORT_END; at += step) {
        size_t n = len - at < step ? len - at : step;
        char *block = retort_mem_new(n, 1);
        retort_span rest = {block, n};

        assert_non_null(block);
        memcpy(block, text + at, n);
        while ((o.status = retort_jsonlex_next(&lex, &rest, &err)) == RETORT_OK)
            take_found(&o, &lex);
        retort_mem_free(block);
    }
    if (o.status == RETORT_END)
        o.status = retort_jsonlex_finish(&lex, &err);
    if (o.status == RETORT_OK) {
        take_found(&o, &lex);
        o.status = RETORT_END;
    }
    o.record = err.record;
    o.offset = err.offset;
    o.is_array = lex.is_array;
    return o;
}

static void assert_same(const outcome *a, const outcome *b)
{
    assert_int_equal(a->status, b->status);
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        assert_int_equal(a->found[i].start, b->found[i].start);
        assert_int_equal(a->found[i].end, b->found[i].end);
        assert_int_equal(a->found[i].record, b->found[i].record);
        assert_int_equal(a->found[i].bad, b->found[i].bad);
    }
    assert_int_equal(a->record, b->record);
    assert_int_equal(a->offset, b->offset);
}

/* The outcome of the whole text, after every cut into blocks agreed. */
static outcome lex_bytes(const char *text, size_t len, bool skip_bad)
{
    outcome whole = run(text, len, skip_bad, len ? len : 1);

    for (size_t step = 1; step < len && step < 40; step++) {
        outcome cut = run(text, len, skip_bad, step);

        assert_same(&whole, &cut);
    }
    return whole;
}

static outcome lex(const char *text)
{
    return lex_bytes(text, strlen(text), false);
}

static outcome lex_skipping(const char *text)
{
    return lex_bytes(text, strlen(text), true);
}

static const char *const ACCEPT[] = {
    "{}",
    " {} ",
    "{\"a\":1}",
    "{\"a\":[1,2,{\"b\":null}],\"c\":\"d\"}",
    "{ \"a\" : [ ] , \"b\" : { } }",
    "{\"a\":true,\"b\":false,\"c\":null}",
    "{\"\":0}",
    "{\"a\":1,\"a\":2}",
    "{\"a\":-0,\"b\":1e5,\"c\":1E-5,\"d\":0.5,\"e\":-12.25e+2}",
    "{\"a\":NaN,\"b\":Infinity,\"c\":-Infinity}",
    "{\"a\":1e999999,\"b\":123456789012345678901234567890}",
    "{\"a\":\"\\u0000\\u001f\\uD83D\\uDE00\\ud7ff\\ue000\"}",
    "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}",
    "{\"a\":\"\x7f\"}",
    "{\"a\":\"\xc3\xa9\xe4\xb8\xad\xf0\x9f\x98\x80\"}",
    "{\"a\":\"sixteen bytes or more of text, so that a step is taken\"}",
    "{\"\xc3\xa9\":\"\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\"}",
    "{\n  \"a\": [\n    1\n  ]\n}\n",
    "\"a string\"",
    "12",
    "-1.5e3",
    "null",
    "\t\r\n{}\r\n",
    "\xef\xbb\xbf{}",
};

static void next__accepts_what_is_json(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(ACCEPT) / sizeof(ACCEPT[0]); i++) {
        outcome o = lex(ACCEPT[i]);

        assert_int_equal(o.status, RETORT_END);
        assert_int_equal(o.count, 1);
        assert_false(o.is_array);
    }
}

/* Offset: the first byte that cannot stand where it is. */
static const struct {
    const char *text;
    retort_status status;
    uint64_t offset;
} REJECT[] = {
    {"{", RETORT_ERR_TRUNCATED, 1},
    {"{\"a\"", RETORT_ERR_TRUNCATED, 4},
    {"{\"a\":\"b", RETORT_ERR_TRUNCATED, 7},
    {"{\"a\":tru", RETORT_ERR_TRUNCATED, 8},
    {"{\"a\":\"\\", RETORT_ERR_TRUNCATED, 7},
    {"{\"a\":\"\\u00", RETORT_ERR_TRUNCATED, 10},
    {"{\"a\":\"\xe2\x82", RETORT_ERR_TRUNCATED, 8},
    {"-", RETORT_ERR_TRUNCATED, 1},
    {"[", RETORT_ERR_TRUNCATED, 1},
    {"[{}", RETORT_ERR_TRUNCATED, 3},
    {"[{},", RETORT_ERR_TRUNCATED, 4},
    {"[1", RETORT_ERR_TRUNCATED, 2},
    {"{}{}", RETORT_ERR_JSON, 2},
    {"{} {}", RETORT_ERR_JSON, 3},
    {"{},", RETORT_ERR_JSON, 2},
    {"{}]", RETORT_ERR_JSON, 2},
    {"}", RETORT_ERR_JSON, 0},
    {"]", RETORT_ERR_JSON, 0},
    {",", RETORT_ERR_JSON, 0},
    {"{]", RETORT_ERR_JSON, 1},
    {"{\"a\":[1}", RETORT_ERR_JSON, 7},
    {"{\"a\":{]}", RETORT_ERR_JSON, 6},
    {"{a:1}", RETORT_ERR_JSON, 1},
    {"{'a':1}", RETORT_ERR_JSON, 1},
    {"{1:1}", RETORT_ERR_JSON, 1},
    {"{\"a\" 1}", RETORT_ERR_JSON, 5},
    {"{\"a\"::1}", RETORT_ERR_JSON, 5},
    {"{\"a\":}", RETORT_ERR_JSON, 5},
    {"{\"a\":1,}", RETORT_ERR_JSON, 7},
    {"{,\"a\":1}", RETORT_ERR_JSON, 1},
    {"{\"a\":1 \"b\":2}", RETORT_ERR_JSON, 7},
    {"{\"a\":[1,]}", RETORT_ERR_JSON, 8},
    {"{\"a\":[,1]}", RETORT_ERR_JSON, 6},
    {"{\"a\":[1 2]}", RETORT_ERR_JSON, 8},
    {"{\"a\":01}", RETORT_ERR_JSON, 6},
    {"{\"a\":+1}", RETORT_ERR_JSON, 5},
    {"{\"a\":.5}", RETORT_ERR_JSON, 5},
    {"{\"a\":1.}", RETORT_ERR_JSON, 7},
    {"{\"a\":1e}", RETORT_ERR_JSON, 7},
    {"{\"a\":-}", RETORT_ERR_JSON, 6},
    {"{\"a\":-N}", RETORT_ERR_JSON, 6},
    {"{\"a\":0x1}", RETORT_ERR_JSON, 6},
    {"{\"a\":1a}", RETORT_ERR_JSON, 6},
    {"{\"a\":True}", RETORT_ERR_JSON, 5},
    {"{\"a\":trux}", RETORT_ERR_JSON, 8},
    {"{\"a\":truex}", RETORT_ERR_JSON, 9},
    {"{\"a\":nan}", RETORT_ERR_JSON, 6},
    {"{\"a\":undefined}", RETORT_ERR_JSON, 5},
    {"{\"a\":1}/* c */", RETORT_ERR_JSON, 7},
    {"// c\n{}", RETORT_ERR_JSON, 0},
    {"{\"a\":'b'}", RETORT_ERR_JSON, 5},
    {"{\"a\":\"b\tc\"}", RETORT_ERR_JSON, 7},
    {"{\"a\":\"b\nc\"}", RETORT_ERR_JSON, 7},
    {"{\"a\":\"\x1f\"}", RETORT_ERR_JSON, 6},
    {"{\"a\":\"\\x\"}", RETORT_ERR_JSON, 7},
    {"{\"a\":\"\\u12G4\"}", RETORT_ERR_JSON, 10},
    {"{\"a\":\"\\ud800\"}", RETORT_ERR_JSON, 12},
    {"{\"a\":\"\\ud800x\"}", RETORT_ERR_JSON, 12},
    {"{\"a\":\"\\ud800\\n\"}", RETORT_ERR_JSON, 13},
    {"{\"a\":\"\\ud800\\u0041\"}", RETORT_ERR_JSON, 17},
    {"{\"a\":\"\\ud800\\ud800\"}", RETORT_ERR_JSON, 17},
    {"{\"a\":\"\\udc00\"}", RETORT_ERR_JSON, 11},
    {"{\"a\":\"\xc0\xaf\"}", RETORT_ERR_UTF8, 6},
    {"{\"a\":\"\xe0\x80\xaf\"}", RETORT_ERR_UTF8, 7},
    {"{\"a\":\"\xed\xa0\x80\"}", RETORT_ERR_UTF8, 7},
    {"{\"a\":\"\xf4\x90\x80\x80\"}", RETORT_ERR_UTF8, 7},
    {"{\"a\":\"\xf5\x80\x80\x80\"}", RETORT_ERR_UTF8, 6},
    {"{\"a\":\"\x80\"}", RETORT_ERR_UTF8, 6},
    {"{\"a\":\"\xc3\"}", RETORT_ERR_UTF8, 7},
    {"{\"a\":\"caf\xe9 au lait, in Latin-1\"}", RETORT_ERR_UTF8, 10},
    {"{\"a\":\xc3\xa9}", RETORT_ERR_JSON, 5},
    {"\xff\xfe{", RETORT_ERR_UTF8, 0},
    {"\xef\xbb{}", RETORT_ERR_JSON, 2},
    {"{}\n\xef\xbb\xbf{}", RETORT_ERR_JSON, 3},
    {"[{}] x", RETORT_ERR_JSON, 5},
    {"[{}]\n{}", RETORT_ERR_JSON, 5},
    {"[{},]", RETORT_ERR_JSON, 4},
    {"[,]", RETORT_ERR_JSON, 1},
    {"[{} {}]", RETORT_ERR_JSON, 4},
    {"[{}}", RETORT_ERR_JSON, 3},
};

static void next__rejects_what_is_not_and_says_where(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(REJECT) / sizeof(REJECT[0]); i++) {
        outcome o = lex(REJECT[i].text);

        if (o.status != REJECT[i].status || o.offset != REJECT[i].offset)
            print_error("case %zu: %s: status %d, offset %lu\n", i,
                        REJECT[i].text, o.status, (unsigned long)o.offset);
        assert_int_equal(o.status, REJECT[i].status);
        assert_int_equal(o.offset, REJECT[i].offset);
    }
}

static void next__rejects_a_raw_nul_anywhere(void **state)
{
    static const char inside[] = "{\"a\":\"b\0c\"}";
    static const char outside[] = "{\"a\":1}\0";
    static const char utf16[] = "{\0\"\0a\0";
    outcome o;

    (void)state;
    o = lex_bytes(inside, sizeof(inside) - 1, false);
    assert_int_equal(o.status, RETORT_ERR_JSON);
    assert_int_equal(o.offset, 7);
    o = lex_bytes(outside, sizeof(outside) - 1, false);
    assert_int_equal(o.status, RETORT_ERR_JSON);
    assert_int_equal(o.offset, 7);
    o = lex_bytes(utf16, sizeof(utf16) - 1, false);
    assert_int_equal(o.status, RETORT_ERR_JSON);
    assert_int_equal(o.offset, 1);
}

static void next__finds_the_items_of_an_array(void **state)
{
    static const char text[] = " [ {\"a\":[1,2]} ,12, \"x\" ,[], null]\n";
    outcome o = lex(text);
    static const char *const want[] = {"{\"a\":[1,2]}", "12", "\"x\"", "[]",
                                       "null"};

    (void)state;
    assert_int_equal(o.status, RETORT_END);
    assert_true(o.is_array);
    assert_int_equal(o.count, 5);
    for (size_t i = 0; i < o.count; i++) {
        size_t len = (size_t)(o.found[i].end - o.found[i].start);

        assert_int_equal(o.found[i].record, i + 1);
        assert_int_equal(len, strlen(want[i]));
        assert_memory_equal(text + o.found[i].start, want[i], len);
    }
}

static void next__finds_lines_whatever_ends_them(void **state)
{
    static const char *const texts[] = {
        "{\"a\":1}\n{\"b\":2}\n", "{\"a\":1}\n{\"b\":2}",
        "{\"a\":1}\r\n{\"b\":2}\r\n", "\n\n{\"a\":1}\n\r\n  \n{\"b\":2}\n\n",
        "{\"a\":1} \t\n {\"b\":2}  "};

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        outcome o = lex(texts[i]);

        assert_int_equal(o.status, RETORT_END);
        assert_int_equal(o.count, 2);
        for (size_t k = 0; k < 2; k++) {
            assert_int_equal(o.found[k].record, k + 1);
            assert_int_equal(o.found[k].end - o.found[k].start, 7);
            assert_int_equal(texts[i][o.found[k].start], '{');
        }
    }
}

static void next__takes_objects_spread_over_lines(void **state)
{
    outcome o = lex("{\n \"a\": 1\n}\n{\n}\n");

    (void)state;
    assert_int_equal(o.status, RETORT_END);
    assert_int_equal(o.count, 2);
    assert_int_equal(o.found[1].start, 12);
}

static void next__finds_nothing_in_nothing(void **state)
{
    static const char *const texts[] = {
        "",        "\n",           " \r\n\t\n",     "[]",
        " [ \n] ", "\xef\xbb\xbf", "\xef\xbb\xbf\n"};

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        outcome o = lex(texts[i]);

        assert_int_equal(o.status, RETORT_END);
        assert_int_equal(o.count, 0);
    }
}

static void next__numbers_the_record_at_fault(void **state)
{
    outcome o = lex("{}\n\n{}\n{\"a\":}\n");

    (void)state;
    assert_int_equal(o.status, RETORT_ERR_JSON);
    assert_int_equal(o.record, 3);
    assert_int_equal(o.offset, 12);
    o = lex("[{},{},{\"a\":}]");
    assert_int_equal(o.record, 3);
    assert_int_equal(o.offset, 12);
}

static void next__skips_bad_lines_when_asked_and_goes_on(void **state)
{
    static const char *const bad[] = {"{",
                                      "{\"a\":1",
                                      "nonsense",
                                      "{\"a\":\"\xff\"}",
                                      "{}}",
                                      "{\"a\":\"\\ud800\"}",
                                      "{} {}",
                                      "{\"a\":\"cut",
                                      "[1,2",
                                      "\x01",
                                      "tru",
                                      "-",
                                      "1 2",
                                      "{\"a\":\"\xe2\x82",
                                      "\xef\xbb\xbf{}"};

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        char text[128];
        outcome o;

        (void)snprintf(text, sizeof(text), "{\"a\":1}\n%s\n{\"b\":2}\n",
                       bad[i]);
        o = lex_skipping(text);
        assert_int_equal(o.status, RETORT_END);
        assert_int_equal(o.count, 3);
        assert_false(o.found[0].bad);
        assert_true(o.found[1].bad);
        assert_int_equal(o.found[1].record, 2);
        assert_int_equal(o.found[1].start, 8);
        assert_false(o.found[2].bad);
        assert_int_equal(o.found[2].record, 3);
    }
}

static void next__skips_a_bad_first_and_last_line(void **state)
{
    outcome o = lex_skipping("oops\r\n{}\n{\"cut\":");

    (void)state;
    assert_int_equal(o.status, RETORT_END);
    assert_int_equal(o.count, 3);
    assert_true(o.found[0].bad);
    assert_false(o.found[1].bad);
    assert_true(o.found[2].bad);
}

static void next__never_skips_in_an_array(void **state)
{
    outcome o = lex_skipping("[{},\n{\"a\":},\n{}]");

    (void)state;
    assert_int_equal(o.status, RETORT_ERR_JSON);
    assert_int_equal(o.record, 2);
}

/* `n` times `open` around an inner text, in static memory. */
static const char *nest(size_t n, const char *open, const char *close)
{
    static char text[4096];
    size_t at = 0;

    for (size_t i = 0; i < n; i++)
        at += (size_t)snprintf(text + at, sizeof(text) - at, "%s", open);
    at += (size_t)snprintf(text + at, sizeof(text) - at, "1");
    for (size_t i = 0; i < n; i++)
        at += (size_t)snprintf(text + at, sizeof(text) - at, "%s", close);
    assert_true(at < sizeof(text));
    return text;
}

static void next__stops_at_the_limit_of_depth(void **state)
{
    (void)state;
    for (size_t n = RETORT_DEPTH_MAX - 1; n <= RETORT_DEPTH_MAX + 1; n++) {
        retort_status want =
            n > RETORT_DEPTH_MAX ? RETORT_ERR_LIMIT : RETORT_END;
        char item[4200];

        assert_int_equal(lex(nest(n, "{\"a\":", "}")).status, want);
        /* the top-level array is a frame, not a level of its items */
        (void)snprintf(item, sizeof(item), "[%s]", nest(n, "[", "]"));
        assert_int_equal(lex(item).status, want);
    }
}

static void next__needs_no_stack_for_brackets_without_end(void **state)
{
    enum { MANY = 100000 };
    char *text = retort_mem_new(MANY, 1);

    (void)state;
    assert_non_null(text);
    memset(text, '[', MANY);
    assert_int_equal(run(text, MANY, false, 4096).status, RETORT_ERR_LIMIT);
    retort_mem_free(text);
}

static void next__stops_at_the_limit_of_keys(void **state)
{
    static char text[64 * 1024];

    (void)state;
    for (size_t n = RETORT_KEYS_MAX - 1; n <= RETORT_KEYS_MAX + 1; n++) {
        size_t at = 1;
        outcome o;

        text[0] = '{';
        for (size_t i = 0; i < n; i++)
            at += (size_t)snprintf(text + at, sizeof(text) - at,
                                   "\"k%zu\":{}%s", i, i + 1 < n ? "," : "}");
        o = run(text, at, false, 1000);
        assert_int_equal(o.status,
                         n > RETORT_KEYS_MAX ? RETORT_ERR_LIMIT : RETORT_END);
    }
}

/* A string of @len bytes, quotes included, then @tail. */
static char *long_string(size_t len, const char *tail)
{
    char *text = retort_mem_new(len + strlen(tail), 1);

    assert_non_null(text);
    memset(text, 'a', len);
    text[0] = text[len - 1] = '"';
    memcpy(text + len, tail, strlen(tail));
    return text;
}

static void next__stops_at_the_limit_of_a_record(void **state)
{
    static const char *const tails[] = {"", "\n", "\r\n", "  \n", "x"};

    (void)state;
    for (size_t d = 0; d <= 2; d++) {
        size_t len = RETORT_RECORD_BYTES_MAX - 1 + d;

        for (size_t t = 0; t < sizeof(tails) / sizeof(tails[0]); t++) {
            char *text = long_string(len, tails[t]);
            size_t all = len + strlen(tails[t]);
            outcome a = run(text, all, false, all);
            outcome b = run(text, all, false, 100000);
            retort_status good =
                tails[t][0] == 'x' ? RETORT_ERR_JSON : RETORT_END;

            assert_same(&a, &b);
            assert_int_equal(a.status, d == 2 ? RETORT_ERR_LIMIT : good);
            if (d == 2)
                assert_int_equal(a.offset, RETORT_RECORD_BYTES_MAX);
            retort_mem_free(text);
        }
    }
}

static void next__tells_the_limit_before_a_fault_behind_it(void **state)
{
    const size_t len = RETORT_RECORD_BYTES_MAX + 64;

    (void)state;
    for (size_t d = 0; d <= 2; d++) {
        char *text = long_string(len, "\n");
        outcome a;
        outcome b;

        text[RETORT_RECORD_BYTES_MAX - 1 + d] = '\x01';
        a = run(text, len + 1, false, len + 1);
        b = run(text, len + 1, false, 1000);
        assert_same(&a, &b);
        assert_int_equal(a.status, d == 2 ? RETORT_ERR_LIMIT : RETORT_ERR_JSON);
        retort_mem_free(text);
    }
}

static void next__stops_a_line_without_end_even_when_skipping(void **state)
{
    enum { BLOCK = 1 << 20 };
    char *block = retort_mem_new(BLOCK, 1);
    retort_jsonlex lexer;
    retort_err err = {0};
    retort_status st = RETORT_END;
    size_t blocks = 0;

    (void)state;
    assert_non_null(block);
    memset(block, 'a', BLOCK);
    retort_jsonlex_init(&lexer, true);
    for (; st == RETORT_END && blocks < 20; blocks++) {
        retort_span rest = {block, BLOCK};

        st = retort_jsonlex_next(&lexer, &rest, &err);
    }
    assert_int_equal(st, RETORT_ERR_LIMIT);
    assert_int_equal(blocks, 17);
    assert_int_equal(err.offset, RETORT_RECORD_BYTES_MAX);
    retort_mem_free(block);
}

static void next__stops_at_the_limit_of_space_behind_a_value(void **state)
{
    (void)state;
    for (size_t d = 0; d <= 2; d++) {
        size_t spaces = RETORT_RECORD_BYTES_MAX - 1 + d;
        char *text = retort_mem_new(spaces + 3, 1);
        outcome o;

        assert_non_null(text);
        memset(text, ' ', spaces + 2);
        memcpy(text, "{}", 2);
        text[spaces + 2] = '\n';
        o = run(text, spaces + 3, false, 65536);
        assert_int_equal(o.status, d == 2 ? RETORT_ERR_LIMIT : RETORT_END);
        retort_mem_free(text);
    }
}

static void next__stops_at_the_limit_of_records(void **state)
{
    (void)state;
    for (int skip_bad = 0; skip_bad <= 1; skip_bad++) {
        retort_jsonlex lexer;
        retort_span rest = retort_span_of("{}\n{}\n{}\n{}\n");

        retort_jsonlex_init(&lexer, skip_bad);
        lexer.record = RETORT_RECORDS_MAX - 2;
        assert_int_equal(retort_jsonlex_next(&lexer, &rest, NULL), RETORT_OK);
        assert_int_equal(lexer.found.record, RETORT_RECORDS_MAX - 1);
        assert_int_equal(retort_jsonlex_next(&lexer, &rest, NULL), RETORT_OK);
        assert_int_equal(lexer.found.record, RETORT_RECORDS_MAX);
        assert_int_equal(retort_jsonlex_next(&lexer, &rest, NULL),
                         RETORT_ERR_LIMIT);
    }
}

static void next__says_what_it_found(void **state)
{
    retort_jsonlex lexer;
    retort_err err = {0};
    retort_span rest = retort_span_of("{\"a\";1}");

    (void)state;
    retort_jsonlex_init(&lexer, false);
    assert_int_equal(retort_jsonlex_next(&lexer, &rest, &err), RETORT_ERR_JSON);
    assert_string_equal(err.text, "expected : behind a key, found ';'");
    rest = retort_span_of("{\"\x01");
    retort_jsonlex_init(&lexer, false);
    assert_int_equal(retort_jsonlex_next(&lexer, &rest, &err), RETORT_ERR_JSON);
    assert_string_equal(
        err.text,
        "control character in a string is not escaped, found byte 0x01");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(next__accepts_what_is_json),
        cmocka_unit_test(next__rejects_what_is_not_and_says_where),
        cmocka_unit_test(next__rejects_a_raw_nul_anywhere),
        cmocka_unit_test(next__finds_the_items_of_an_array),
        cmocka_unit_test(next__finds_lines_whatever_ends_them),
        cmocka_unit_test(next__takes_objects_spread_over_lines),
        cmocka_unit_test(next__finds_nothing_in_nothing),
        cmocka_unit_test(next__numbers_the_record_at_fault),
        cmocka_unit_test(next__skips_bad_lines_when_asked_and_goes_on),
        cmocka_unit_test(next__skips_a_bad_first_and_last_line),
        cmocka_unit_test(next__never_skips_in_an_array),
        cmocka_unit_test(next__stops_at_the_limit_of_depth),
        cmocka_unit_test(next__needs_no_stack_for_brackets_without_end),
        cmocka_unit_test(next__stops_at_the_limit_of_keys),
        cmocka_unit_test(next__stops_at_the_limit_of_a_record),
        cmocka_unit_test(next__tells_the_limit_before_a_fault_behind_it),
        cmocka_unit_test(next__stops_a_line_without_end_even_when_skipping),
        cmocka_unit_test(next__stops_at_the_limit_of_space_behind_a_value),
        cmocka_unit_test(next__stops_at_the_limit_of_records),
        cmocka_unit_test(next__says_what_it_found),
    };

    return cmocka_run_group_tests_name("jsonlex", tests, NULL, NULL);
}
