#include "text/tokens.h"

#include <dirent.h>
#include <retort/limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"
#include "unit/text/random_text.h"

enum { FILE_BYTES_MAX = 1 << 16, GOLDEN_FILES_MIN = 12 };

static void scan(retort_tokens *t, retort_span text)
{
    assert_int_equal(retort_tokens_scan(t, text, NULL), RETORT_OK);
}

/* One token a line: kind, tab, spelling with \n and \\ escaped. */
static void dump(const retort_tokens *t, retort_buf *out)
{
    for (size_t i = 0; i < t->count; i++) {
        retort_span s = retort_tokens_spelling(t, i);

        retort_buf_printf(
            out, "%s\t", retort_token_kind_name((retort_token_kind)t->kind[i]));
        for (size_t j = 0; j < s.len; j++) {
            if (s.ptr[j] == '\n')
                retort_buf_puts(out, "\\n");
            else if (s.ptr[j] == '\\')
                retort_buf_puts(out, "\\\\");
            else
                retort_buf_add(out, (retort_span){s.ptr + j, 1});
        }
        retort_buf_puts(out, "\n");
    }
    assert_int_equal(retort_buf_status(out), RETORT_OK);
}

static void expect(const char *text, const char *want)
{
    retort_tokens t = {0};
    retort_buf got;

    retort_buf_init(&got, 1 << 20);
    scan(&t, retort_span_of(text));
    dump(&t, &got);
    assert_string_equal(got.ptr ? got.ptr : "", want);
    retort_buf_release(&got);
    retort_tokens_release(&t);
}

static retort_span read_file(const char *path, char *room)
{
    FILE *fp = fopen(path, "rb");
    size_t n;

    if (!fp)
        fail_msg("cannot open %s", path);
    n = fread(room, 1, FILE_BYTES_MAX - 1, fp);
    (void)fclose(fp);
    assert_in_range(n, 1, FILE_BYTES_MAX - 2);
    room[n] = '\0';
    return (retort_span){room, n};
}

static void check_golden(const char *name)
{
    static char text[FILE_BYTES_MAX], want[FILE_BYTES_MAX];
    char path[512];
    size_t stem = strlen(name) - strlen(".txt");
    retort_tokens t = {0};
    retort_buf got;

    (void)snprintf(path, sizeof(path), "%s/golden/tokens/%s", TEST_DATA_DIR,
                   name);
    scan(&t, read_file(path, text));
    (void)snprintf(path, sizeof(path), "%s/golden/tokens/%.*s.tokens",
                   TEST_DATA_DIR, (int)stem, name);
    (void)read_file(path, want);
    retort_buf_init(&got, 1 << 20);
    dump(&t, &got);
    if (strcmp(got.ptr, want) != 0)
        fail_msg("%s: tokens differ, got:\n%s", name, got.ptr);
    retort_buf_release(&got);
    retort_tokens_release(&t);
}

static void scan__agrees_with_the_golden_files(void **state)
{
    DIR *dir = opendir(TEST_DATA_DIR "/golden/tokens");
    struct dirent *entry;
    int count = 0;

    (void)state;
    assert_non_null(dir);
    while ((entry = readdir(dir)) != NULL) {
        size_t len = strlen(entry->d_name);

        if (len < 5 || strcmp(entry->d_name + len - 4, ".txt") != 0)
            continue;
        check_golden(entry->d_name);
        count++;
    }
    (void)closedir(dir);
    assert_true(count >= GOLDEN_FILES_MIN);
}

static void scan__takes_white_space_only(void **state)
{
    (void)state;
    expect("", "");
    expect(" \t \v\f\x01\x7f", "");
    expect("\n", "NEWLINE\t\\n\n");
    expect(" \n \t\n ", "BLANK\t\\n\\n\n");
    expect("a\n \n\t\n b", "WORD\ta\nBLANK\t\\n\\n\nWORD\tb\n");
}

static void scan__ends_atoms_with_the_text(void **state)
{
    (void)state;
    expect("-", "PUNCT\t-\n");
    expect("- ", "BULLET\t<li>\n");
    expect("#", "PUNCT\t#\n");
    expect("# ", "HEADING\t<h1>\n");
    expect("1.", "NUMBER\t#\nPUNCT\t.\n");
    expect("1. ", "ITEM\t<ol>\n");
    expect("``", "PUNCT\t`\nPUNCT\t`\n");
    expect("```", "FENCE\t<fence>\n");
    expect("~~~~~", "FENCE\t<fence>\n");
    expect("*", "PUNCT\t*\n");
    expect("**", "BOLD\t<b>\n");
    expect("it'", "WORD\tit\nPUNCT\t'\n");
    expect("3.", "NUMBER\t#\nPUNCT\t.\n");
    expect("\xe2\x80\xa2", "PUNCT\t\xe2\x80\xa2\n");
}

static void scan__sees_marks_at_a_line_start_only(void **state)
{
    (void)state;
    expect("a # b", "WORD\ta\nPUNCT\t#\nWORD\tb\n");
    expect("a - b", "WORD\ta\nPUNCT\t-\nWORD\tb\n");
    expect("- - b", "BULLET\t<li>\nPUNCT\t-\nWORD\tb\n");
    expect("\t- b", "BULLET\t<li>\nWORD\tb\n");
    expect("a ```", "WORD\ta\nPUNCT\t`\nPUNCT\t`\nPUNCT\t`\n");
    expect("```c`d", "FENCE\t<fence>\nPUNCT\t`\nWORD\td\n");
    expect("-\tb", "BULLET\t<li>\nWORD\tb\n");
    expect("-b", "PUNCT\t-\nWORD\tb\n");
    expect("- \n1) ", "BULLET\t<li>\nNEWLINE\t\\n\nITEM\t<ol>\n");
    expect("ab. c", "WORD\tab\nPUNCT\t.\nWORD\tc\n");
}

static void scan__keeps_inner_apostrophes_only(void **state)
{
    (void)state;
    expect("o'clock", "WORD\to'clock\n");
    expect("x''y", "WORD\tx\nPUNCT\t'\nPUNCT\t'\nWORD\ty\n");
    expect("x'1", "WORD\tx\nPUNCT\t'\nNUMBER\t#\n");
    expect("'x'", "PUNCT\t'\nWORD\tx\nPUNCT\t'\n");
    expect("l'\xc3\xa9t\xc3\xa9", "WORD\tl'\xc3\xa9t\xc3\xa9\n");
    expect("\xc3\xa9'a", "WORD\t\xc3\xa9'a\n");
    expect("'\xcc\x81", "PUNCT\t'\nWORD\t\xcc\x81\n");
}

static void scan__joins_numbers_by_one_separator(void **state)
{
    (void)state;
    expect("1,2.3:4/5", "NUMBER\t#\n");
    expect("1,.2", "NUMBER\t#\nPUNCT\t,\nPUNCT\t.\nNUMBER\t#\n");
    expect("\xd9\xa3.5", "NUMBER\t#\n");
    expect("5.\xd9\xa3x", "NUMBER\t#\nWORD\tx\n");
}

static void scan__keeps_a_nul_byte_as_white_space(void **state)
{
    retort_tokens t = {0};

    (void)state;
    scan(&t, (retort_span){"ab\0cd", 5});
    assert_int_equal(t.count, 2);
    assert_int_equal(t.lower_len, 5);
    assert_int_equal(t.at[1], 3);
    retort_tokens_release(&t);
}

static void scan__finds_word_ends_at_every_length(void **state)
{
    char text[80];
    retort_tokens t = {0};

    (void)state;
    for (size_t len = 1; len < sizeof(text); len++) {
        for (size_t at = 0; at < 9 && at + len <= sizeof(text); at++) {
            memset(text, '.', sizeof(text));
            memset(text + at, 'z', len);
            scan(&t, (retort_span){text, sizeof(text)});
            assert_int_equal(t.kind[at], RETORT_TOKEN_WORD);
            assert_int_equal(t.at[at], at);
            assert_int_equal(t.len[at], len);
        }
    }
    retort_tokens_release(&t);
}

/* Every kind, and words around the padding of 16 bytes. */
static void scan__hashes_the_spelling(void **state)
{
    static const char text[] =
        "# a counterrevolution seventeenletters- \n\n- 12 ** | ``\n"
        "1. exactly16letters seventeenlettersx\n```x\n"
        "\xe4\xbd\xa0\xc3\xa9 incomprehensibilities'ness\n";
    retort_tokens t = {0};
    bool seen[RETORT_TOKEN_KIND_COUNT] = {false};

    (void)state;
    scan(&t, retort_span_of(text));
    for (size_t i = 0; i < t.count; i++) {
        retort_span s = retort_tokens_spelling(&t, i);

        assert_true(t.hash[i] == retort_hash_token(s.ptr, s.len));
        seen[t.kind[i]] = true;
    }
    for (int k = 0; k < RETORT_TOKEN_KIND_COUNT; k++)
        assert_true(seen[k]);
    retort_tokens_release(&t);
}

/* The table of docs/text-rules.md, worked out with a program of its own linked
 * to libxxhash. */
static void scan__hashes_to_the_published_values(void **state)
{
    static const uint64_t want[] = {
        UINT64_C(0x5ec8f74c9c411af4), /* <h1> */
        UINT64_C(0x57f84ccc9ca69ead), /* the */
        UINT64_C(0xc5b44432a590ce05), /* # */
        UINT64_C(0x7b5c596426cf2852), /* line feed */
        UINT64_C(0x66478722f81d23b5), /* <li> */
        UINT64_C(0xe0deba780c51a1ef), /* <b> */
        UINT64_C(0x6e6f9417bdcecfe3), /* two line feeds */
        UINT64_C(0xa4a38e59b995ae18), /* <ol> */
        UINT64_C(0x9efd37a675a95231), /* <bar> */
        UINT64_C(0x7b5c596426cf2852), /* line feed */
        UINT64_C(0xb676688952a910fd), /* <fence> */
    };
    retort_tokens t = {0};

    (void)state;
    scan(&t, retort_span_of("# The 7\n- **\n\n1. |\n```c"));
    assert_int_equal(t.count, sizeof(want) / sizeof(want[0]));
    for (size_t i = 0; i < t.count; i++)
        assert_true(t.hash[i] == want[i]);
    retort_tokens_release(&t);
}

/* In order, no overlap, nothing but white space between. */
static void check_cover(const retort_tokens *t)
{
    size_t done = 0;

    for (size_t i = 0; i <= t->count; i++) {
        size_t at = i < t->count ? t->at[i] : t->lower_len;

        assert_true(at >= done && at <= t->lower_len);
        for (; done < at; done++) {
            unsigned char c = (unsigned char)t->lower[done];

            assert_true((c <= ' ' && c != '\n') || c == 0x7f);
        }
        if (i < t->count) {
            assert_true(t->len[i] > 0);
            done += t->len[i];
        }
    }
    for (size_t i = 0; i < 64; i++)
        assert_int_equal(t->lower[t->lower_len + i], 0);
}

static void scan__covers_random_text_and_repeats_itself(void **state)
{
    static char text[600];
    uint64_t seed = 3;
    retort_tokens used = {0};

    (void)state;
    for (int round = 0; round < 4000; round++) {
        retort_span s = {text, random_text(&seed, text, sizeof(text))};
        retort_tokens fresh = {0};

        scan(&used, s);
        scan(&fresh, s);
        check_cover(&used);
        assert_int_equal(used.count, fresh.count);
        assert_int_equal(used.lower_len, fresh.lower_len);
        assert_memory_equal(used.lower, fresh.lower, fresh.lower_len + 64);
        for (size_t i = 0; i < fresh.count; i++) {
            retort_span w = retort_tokens_spelling(&fresh, i);

            assert_int_equal(used.kind[i], fresh.kind[i]);
            assert_int_equal(used.at[i], fresh.at[i]);
            assert_true(used.hash[i] == fresh.hash[i]);
            assert_true(fresh.hash[i] == retort_hash_token(w.ptr, w.len));
        }
        retort_tokens_release(&fresh);
    }
    retort_tokens_release(&used);
}

/* Folded text has the same tokens as the text it was made of. */
static void scan__is_the_same_on_folded_text(void **state)
{
    static char text[600];
    uint64_t seed = 5;
    retort_tokens a = {0}, b = {0};

    (void)state;
    for (int round = 0; round < 2000; round++) {
        scan(&a, (retort_span){text, random_text(&seed, text, sizeof(text))});
        scan(&b, (retort_span){a.lower, a.lower_len});
        assert_int_equal(a.count, b.count);
        assert_int_equal(a.lower_len, b.lower_len);
        assert_memory_equal(a.lower, b.lower, a.lower_len + 1);
        for (size_t i = 0; i < a.count; i++)
            assert_true(a.hash[i] == b.hash[i] && a.kind[i] == b.kind[i]);
    }
    retort_tokens_release(&a);
    retort_tokens_release(&b);
}

static void scan__refuses_text_above_the_limit(void **state)
{
    size_t max = RETORT_RECORD_BYTES_MAX;
    char *text = retort_mem_new(max + 1, 1);
    retort_tokens t = {0};
    retort_err err = {0};

    (void)state;
    assert_non_null(text);
    memset(text, 'a', max + 1);
    scan(&t, (retort_span){text, max - 1});
    assert_int_equal(t.len[0], max - 1);
    scan(&t, (retort_span){text, max});
    assert_int_equal(t.count, 1);
    assert_int_equal(t.len[0], max);
    assert_int_equal(retort_tokens_scan(&t, (retort_span){text, max + 1}, &err),
                     RETORT_ERR_LIMIT);
    assert_non_null(strstr(err.text, "16777217"));
    assert_int_equal(t.count, 0);
    retort_tokens_release(&t);
    retort_mem_free(text);
}

/* Repeats of awkward pieces at full size: quadratic work would take hours. */
static void scan__is_linear_in_hostile_text(void **state)
{
    static const char *const pieces[] = {"'",  "a'", "1.", "#",    "`",
                                         "\n", "* ", "__", "\n1.", "\xcc\x81"};
    size_t len = (size_t)4 << 20;
    char *text = retort_mem_new(len, 1);
    clock_t start = clock();
    retort_tokens t = {0};

    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
        size_t n = strlen(pieces[i]), at = 0;

        for (; at + n <= len; at += n)
            memcpy(text + at, pieces[i], n);
        scan(&t, (retort_span){text, at});
        check_cover(&t);
    }
    assert_true(clock() - start < 60 * (clock_t)CLOCKS_PER_SEC);
    retort_tokens_release(&t);
    retort_mem_free(text);
}

static void scan__survives_every_refused_allocation(void **state)
{
    static char text[3000];
    retort_status st = RETORT_ERR_NOMEM;
    long n = 0;

    (void)state;
    memset(text, '.', sizeof(text)); /* 3000 tokens: several growths */
    for (; st == RETORT_ERR_NOMEM; n++) {
        retort_tokens t = {0};

        retort_mem_fail_at(n);
        st = retort_tokens_scan(&t, (retort_span){text, sizeof(text)}, NULL);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || t.count == 0);
        retort_tokens_release(&t);
    }
    assert_int_equal(st, RETORT_OK);
    assert_int_equal(n, 2 + 4 * 5 + 1); /* text and marks, 4 arrays 5 times */
}

static void kind_name__knows_every_kind(void **state)
{
    (void)state;
    for (int k = 0; k < RETORT_TOKEN_KIND_COUNT; k++)
        assert_true(strlen(retort_token_kind_name((retort_token_kind)k)) >= 3);
    assert_string_equal(retort_token_kind_name(RETORT_TOKEN_BAR), "BAR");
    assert_string_equal(retort_token_kind_name(RETORT_TOKEN_KIND_COUNT), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scan__agrees_with_the_golden_files),
        cmocka_unit_test(scan__takes_white_space_only),
        cmocka_unit_test(scan__ends_atoms_with_the_text),
        cmocka_unit_test(scan__sees_marks_at_a_line_start_only),
        cmocka_unit_test(scan__keeps_inner_apostrophes_only),
        cmocka_unit_test(scan__joins_numbers_by_one_separator),
        cmocka_unit_test(scan__keeps_a_nul_byte_as_white_space),
        cmocka_unit_test(scan__finds_word_ends_at_every_length),
        cmocka_unit_test(scan__hashes_the_spelling),
        cmocka_unit_test(scan__hashes_to_the_published_values),
        cmocka_unit_test(scan__covers_random_text_and_repeats_itself),
        cmocka_unit_test(scan__is_the_same_on_folded_text),
        cmocka_unit_test(scan__refuses_text_above_the_limit),
        cmocka_unit_test(scan__is_linear_in_hostile_text),
        cmocka_unit_test(scan__survives_every_refused_allocation),
        cmocka_unit_test(kind_name__knows_every_kind),
    };

    return cmocka_run_group_tests_name("tokens", tests, NULL, NULL);
}
