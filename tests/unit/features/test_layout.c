#include "features/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "base/hash.h"
#include "base/mem.h"
#include "support/reply_view.h"

/* What a reply yields, in room of exactly its bound. */
typedef struct found {
    test_reply reply;
    retort_hash_list list;
} found;

static found look_at(retort_span text)
{
    found f = {0};
    const retort_reply_view *view = test_reply_of(&f.reply, text);

    f.list.cap =
        retort_layout_bound(f.reply.tokens.count, f.reply.tokens.lower_len);
    f.list.items = retort_mem_new(f.list.cap, sizeof(*f.list.items));
    assert_non_null(f.list.items);
    /* the view is borrowed from a struct that is about to be copied */
    retort_layout_count(view, &f.list);
    assert_in_range(f.list.count, 0, f.list.cap);
    return f;
}

static void drop(found *f)
{
    retort_mem_free(f->list.items);
    test_reply_release(&f->reply);
}

static size_t times(const found *f, const char *name)
{
    uint64_t hash = retort_hash64(name, strlen(name));
    size_t n = 0;

    for (size_t i = 0; i < f->list.count; i++)
        n += f->list.items[i] == hash;
    return n;
}

typedef struct want {
    const char *name;
    size_t times;
} want;

#define EXPECT(text, ...)                                                      \
    expect_names(text, (const want[]){__VA_ARGS__, {NULL, 0}})

static void expect_names(const char *text, const want *w)
{
    found f = look_at(retort_span_of(text));

    for (; w->name; w++)
        if (times(&f, w->name) != w->times)
            fail_msg("%s stands %zu times, not %zu", w->name,
                     times(&f, w->name), w->times);
    drop(&f);
}

static void count__knows_one_line_whole(void **state)
{
    found f = look_at(retort_span_of("Hello there."));
    static const char *const NAMES[] = {
        "first/text",        "step/start>text",
        "line/text",         "size/text/9-16",
        "end/text/.",        "lead/text/word",
        "last/text",         "step/text>end",
        "para/text/lines/1", "para/text/chars/9-16",
        "run/text/1",        "shape/start>text>end",
        "total/text/1",      "total/lines/1",
        "total/paras/1",     "total/bold/0"};

    (void)state;
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++)
        if (times(&f, NAMES[i]) != 1)
            fail_msg("%s stands %zu times", NAMES[i], times(&f, NAMES[i]));
    assert_int_equal(f.list.count, sizeof(NAMES) / sizeof(NAMES[0]));
    drop(&f);
}

static void count__of_nothing_is_the_totals(void **state)
{
    (void)state;
    EXPECT("", {"step/start>end", 1}, {"total/lines/0", 1},
           {"total/paras/0", 1}, {"total/bold/0", 1}, {"last/text", 0});
    EXPECT(" \n\n ", {"total/lines/0", 1}, {"blank/1", 1},
           {"step/start>blank", 1}, {"step/blank>end", 1});
}

static void count__tells_kinds_of_lines(void **state)
{
    (void)state;
    EXPECT("## Plan\n\nText:\n- one\n* two\n+ three\n\xe2\x80\xa2 four\n"
           "1. five\na) six\n> said\n---\n",
           {"heading/2", 1}, {"bullet/-", 1}, {"bullet/*", 1}, {"bullet/+", 1},
           {"bullet/other", 1}, {"item/1.", 1}, {"item/a)", 1},
           {"line/bullet", 4}, {"line/item", 2}, {"line/quote", 1},
           {"line/rule", 1}, {"line/text", 1}, {"first/heading", 1},
           {"last/rule", 1}, {"end/text/:", 1}, {"step/heading>blank", 1},
           {"step/blank>text", 1}, {"pass/heading>text", 1},
           {"step/heading>text", 0}, {"step/bullet>bullet", 3}, {"blank/1", 1},
           {"total/lines/9-16", 1}, {"total/paras/2", 1});
}

static void count__measures_indentation(void **state)
{
    (void)state;
    EXPECT("- a\n  - b\n    - c\n\t- d\n   text", {"indent/bullet/0", 1},
           {"indent/bullet/2", 1}, {"indent/bullet/4", 2}, {"indent/text/3", 1},
           {"indent/text/0", 0});
}

static void count__tells_how_a_bold_lead_ends(void **state)
{
    (void)state;
    EXPECT("- **Speed:** fast", {"term/bullet/in:", 1}, {"bold/1", 1},
           {"lead/bullet/bold", 1}, {"end/bullet/word", 1});
    EXPECT("- **Two words**: fast", {"term/bullet/out:", 1}, {"bold/2", 1});
    EXPECT("1. **Speed** - fast", {"term/item/out-", 1});
    EXPECT("**Speed.** It is.", {"term/text/in.", 1});
    EXPECT("**Speed**\n", {"term/text/line", 1}, {"end/text/bold", 1});
    EXPECT("**Speed** matters", {"term/text/text", 1});
    EXPECT("**Speed matters", {"term/text/open", 1}, {"total/bold/0", 1});
    EXPECT("It **is** so", {"bold/1", 1}, {"total/bold/1", 1},
           {"lead/text/bold", 0}, {"term/text/text", 0});
}

static void count__tells_runs_and_lists(void **state)
{
    (void)state;
    EXPECT("- a\n- b\n- c\n\ntext\n\n1. x\n\n2. y", {"run/bullet/3", 1},
           {"list/bullet/tight", 1}, {"run/text/1", 1}, {"run/item/2", 1},
           {"list/item/loose", 1}, {"list/item/tight", 0},
           {"shape/start>bullet>text", 1}, {"shape/bullet>text>item", 1},
           {"shape/text>item>end", 1}, {"total/bullet/3", 1});
    EXPECT("- a", {"run/bullet/1", 1}, {"list/bullet/tight", 0});
}

static void count__tells_tables(void **state)
{
    (void)state;
    EXPECT("| a | b |\n|---|---|\n| 1 | 2 |\n", {"line/row", 3},
           {"run/row/3", 1}, {"table/3", 1}, {"row/3", 3}, {"end/row/bar", 3},
           {"lead/row/word", 1}, {"lead/row/number", 1}, {"lead/row/-", 1});
}

static void count__takes_fenced_lines_as_code(void **state)
{
    (void)state;
    EXPECT("```c\n# include\n- x **y**\n```\nend\n", {"line/fence", 2},
           {"line/code", 2}, {"heading/1", 0}, {"bullet/-", 0}, {"bold/1", 0},
           {"fence/`", 2}, {"fence/info/c", 1}, {"fence/bare", 0},
           {"run/code/2", 1}, {"line/text", 1});
    EXPECT("~~~\nx\n", {"fence/~", 1}, {"fence/bare", 1}, {"last/code", 1});
    EXPECT("```abcdefghijklmnopqrst\n", {"fence/info/abcdefghijklmno", 1});
}

static void count__measures_blank_runs_and_paragraphs(void **state)
{
    (void)state;
    EXPECT("one\ntwo\n\n\n\nthree", {"blank/3", 1}, {"blank/1", 0},
           {"para/text/lines/2", 1}, {"para/text/chars/6", 1},
           {"para/text/lines/1", 1}, {"para/text/chars/5", 1},
           {"total/paras/2", 1});
}

static void count__puts_numbers_in_classes(void **state)
{
    char text[4096];

    (void)state;
    memset(text, 'x', sizeof(text));
    for (size_t n = 8; n <= 1024; n *= 2) {
        char name[40];
        found at = look_at((retort_span){text, n});
        found above = look_at((retort_span){text, n + 1});

        (void)snprintf(name, sizeof(name), "size/text/%zu-%zu", n / 2 + 1, n);
        assert_int_equal(times(&at, n == 8 ? "size/text/8" : name), 1);
        (void)snprintf(name, sizeof(name), "size/text/%zu-%zu", n + 1, 2 * n);
        assert_int_equal(times(&above, n == 1024 ? "size/text/1025+" : name),
                         1);
        drop(&at);
        drop(&above);
    }
}

static void count__counts_characters_not_bytes(void **state)
{
    (void)state;
    EXPECT("\xc3\xa9\xc3\xa9\xc3\xa9", {"size/text/3", 1});
}

/* Lines with as much as possible on them, to the limit and beyond. */
static void count__stays_within_its_bound(void **state)
{
    static const char *const LINE[] = {"a\n",    "- **a**\n",
                                       "\n\n",   "1. **b:** **c** **d**\n\n",
                                       "```x\n", "|a|\n> b\n\n"};
    enum { BYTES = 1 << 20 };
    char *text = retort_mem_new(BYTES + 64, 1);

    (void)state;
    for (size_t k = 0; k < sizeof(LINE) / sizeof(LINE[0]); k++) {
        size_t len = strlen(LINE[k]);
        size_t used = 0;
        found f;

        for (; used + len <= BYTES; used += len)
            memcpy(text + used, LINE[k], len);
        f = look_at((retort_span){text, used});
        drop(&f);
        for (size_t cut = 0; cut < 3 * len; cut++) {
            f = look_at((retort_span){text, cut});
            drop(&f);
        }
    }
    retort_mem_free(text);
}

static void count__stops_at_the_limit_of_lines(void **state)
{
    enum { LIMIT = RETORT_LAYOUT_LINES_MAX };
    char *text = retort_mem_new(2 * (LIMIT + 2), 1);

    (void)state;
    for (size_t i = 0; i < LIMIT + 2; i++)
        memcpy(text + 2 * i, "a\n", 2);
    for (size_t lines = LIMIT - 1; lines <= LIMIT + 1; lines++) {
        found f = look_at((retort_span){text, 2 * lines});

        assert_int_equal(times(&f, "line/text"), lines < LIMIT ? lines : LIMIT);
        drop(&f);
    }
    retort_mem_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(count__knows_one_line_whole),
        cmocka_unit_test(count__of_nothing_is_the_totals),
        cmocka_unit_test(count__tells_kinds_of_lines),
        cmocka_unit_test(count__measures_indentation),
        cmocka_unit_test(count__tells_how_a_bold_lead_ends),
        cmocka_unit_test(count__tells_runs_and_lists),
        cmocka_unit_test(count__tells_tables),
        cmocka_unit_test(count__takes_fenced_lines_as_code),
        cmocka_unit_test(count__measures_blank_runs_and_paragraphs),
        cmocka_unit_test(count__puts_numbers_in_classes),
        cmocka_unit_test(count__counts_characters_not_bytes),
        cmocka_unit_test(count__stays_within_its_bound),
        cmocka_unit_test(count__stops_at_the_limit_of_lines),
    };

    return cmocka_run_group_tests_name("layout", tests, NULL, NULL);
}
