#include "text/nfc.h"

#include <retort/limits.h>
#include <stdlib.h>
#include <time.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "unit/text/random_text.h"

static void expect(const char *text, const char *want)
{
    retort_nfc n;
    retort_span out;

    retort_nfc_init(&n);
    assert_int_equal(retort_nfc_apply(&n, retort_span_of(text), &out, NULL),
                     RETORT_OK);
    assert_int_equal(out.len, strlen(want));
    assert_memory_equal(out.ptr, want, out.len);
    retort_nfc_release(&n);
}

static void apply__composes_and_orders(void **state)
{
    (void)state;
    expect("e\xcc\x81", "\xc3\xa9");
    expect("cafe\xcc\x81s e\xcc\x81", "caf\xc3\xa9s \xc3\xa9");
    /* dot below (220) before acute (230), whatever the order given */
    expect("q\xcc\x81\xcc\xa3", "q\xcc\xa3\xcc\x81");
    expect("\xe2\x84\xab", "\xc3\x85"); /* Angstrom */
    expect("\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", "\xed\x95\x9c"); /* Hangul */
    expect("\xed\x95\x98\xe1\x86\xab", "\xed\x95\x9c"); /* LV and T */
    expect("\xe0\xa5\x98", "\xe0\xa4\x95\xe0\xa4\xbc"); /* exclusion */
    expect("\xef\xa4\x80", "\xe8\xb1\x88");             /* compatibility Han */
    expect("\xcc\x81"
           "a",
           "\xcc\x81"
           "a"); /* a mark comes first */
}

static void apply__hands_back_what_is_normal_already(void **state)
{
    const char *text = "plain, \xe2\x80\x9cquoted\xe2\x80\x9d \xe2\x80\x94 "
                       "na\xc3\xafve \xe4\xbd\xa0\xe5\xa5\xbd \xf0\x9f\x98\x80";
    retort_span in = retort_span_of(text), out;
    retort_nfc n;

    (void)state;
    retort_nfc_init(&n);
    assert_int_equal(retort_nfc_apply(&n, in, &out, NULL), RETORT_OK);
    assert_ptr_equal(out.ptr, in.ptr);
    assert_int_equal(out.len, in.len);
    assert_null(n.points);
    assert_int_equal(retort_nfc_apply(&n, (retort_span){0}, &out, NULL),
                     RETORT_OK);
    assert_int_equal(out.len, 0);
    retort_nfc_release(&n);
}

static retort_span whole(retort_nfc *slow, retort_span text)
{
    retort_span out;

    slow->whole = true;
    assert_int_equal(retort_nfc_apply(slow, text, &out, NULL), RETORT_OK);
    return out;
}

static void apply__finds_by_pieces_what_it_finds_whole(void **state)
{
    static char text[400];
    uint64_t seed = 11;
    retort_nfc quick, slow;

    (void)state;
    retort_nfc_init(&quick);
    retort_nfc_init(&slow);
    for (int round = 0; round < 5000; round++) {
        size_t len = random_text(&seed, text, sizeof(text) - 1);
        retort_span in = {text, len}, out, want = whole(&slow, in);

        assert_int_equal(retort_nfc_apply(&quick, in, &out, NULL), RETORT_OK);
        assert_int_equal(out.len, want.len);
        if (out.len)
            assert_memory_equal(out.ptr, want.ptr, out.len);
    }
    retort_nfc_release(&quick);
    retort_nfc_release(&slow);
}

/* Does the slow way leave these two characters as they are? */
static bool stays(retort_nfc *slow, uint32_t a, uint32_t b)
{
    char text[2 * RETORT_UTF8_BYTES_MAX];
    size_t len = retort_utf8_encode(text, a);
    retort_span out;

    len += retort_utf8_encode(text + len, b);
    out = whole(slow, (retort_span){text, len});
    return out.len == len && memcmp(out.ptr, text, len) == 0;
}

/* A mark of class 1 would move before any other mark, one of class 230 behind
 * all but the highest: a character that moves past neither is a starter. */
static void inert__means_a_starter_that_stands_in_nfc(void **state)
{
    retort_nfc slow;

    (void)state;
    retort_nfc_init(&slow);
    for (size_t i = 0; i < retort_nfc_inert_count; i++) {
        retort_nfc_range r = retort_nfc_inert[i];

        assert_true(r.first <= r.last);
        assert_true(i == 0 || retort_nfc_inert[i - 1].last < r.first);
        for (uint32_t cp = r.first; cp <= r.last; cp++) {
            assert_true(stays(&slow, 'q', cp));
            assert_true(stays(&slow, cp, 0x334));
            assert_true(stays(&slow, 0x301, cp));
            assert_true(retort_nfc_is_inert(cp));
        }
    }
    retort_nfc_release(&slow);
}

/* Starters that are the second half of a composition: NFC_Quick_Check=Maybe
 * with class 0 in DerivedNormalizationProps.txt. */
static void inert__leaves_out_what_composes_with_the_character_before(void **s)
{
    static const struct {
        uint32_t first, last;
    } second[] = {{0x09be, 0x09be},   {0x09d7, 0x09d7},   {0x0b3e, 0x0b3e},
                  {0x0b56, 0x0b57},   {0x0bbe, 0x0bbe},   {0x0bd7, 0x0bd7},
                  {0x0cc2, 0x0cc2},   {0x0cd5, 0x0cd6},   {0x0d3e, 0x0d3e},
                  {0x0d57, 0x0d57},   {0x0dcf, 0x0dcf},   {0x0ddf, 0x0ddf},
                  {0x102e, 0x102e},   {0x1161, 0x1175},   {0x11a8, 0x11c2},
                  {0x1b35, 0x1b35},   {0x11127, 0x11127}, {0x1133e, 0x1133e},
                  {0x11357, 0x11357}, {0x114b0, 0x114b0}, {0x114ba, 0x114ba},
                  {0x114bd, 0x114bd}, {0x115af, 0x115af}, {0x11930, 0x11930}};

    (void)s;
    for (size_t i = 0; i < sizeof(second) / sizeof(second[0]); i++) {
        for (uint32_t cp = second[i].first; cp <= second[i].last; cp++)
            assert_false(retort_nfc_is_inert(cp));
    }
}

static void fill_marks(char *text, size_t count)
{
    /* descending classes: the worst case of an insertion sort */
    for (size_t i = 0; i < count; i++)
        memcpy(text + 2 * i, i < count / 2 ? "\xcc\x81" : "\xcc\xa3", 2);
}

static void apply__is_linear_in_a_stack_of_marks(void **state)
{
    size_t count = 1000000;
    char *text = retort_mem_new(count, 2);
    clock_t start = clock();
    retort_span out;
    retort_nfc n;

    (void)state;
    assert_non_null(text);
    fill_marks(text, count);
    retort_nfc_init(&n);
    assert_int_equal(
        retort_nfc_apply(&n, (retort_span){text, 2 * count}, &out, NULL),
        RETORT_OK);
    assert_int_equal(out.len, 2 * count);
    assert_memory_equal(out.ptr, "\xcc\xa3", 2);
    assert_memory_equal(out.ptr + out.len - 2, "\xcc\x81", 2);
    /* a quadratic one needs minutes */
    assert_true(clock() - start < 10 * (clock_t)CLOCKS_PER_SEC);
    retort_nfc_release(&n);
    retort_mem_free(text);
}

/* U+0958 becomes six bytes of three: growth meets the limit. */
static void apply__bounds_growth(void **state)
{
    size_t len = RETORT_RECORD_BYTES_MAX / 2 + 1; /* 3 divides it */
    char *text = retort_mem_new(len + 3, 1);
    retort_span out;
    retort_err err = {0};
    retort_nfc n;

    (void)state;
    assert_non_null(text);
    assert_int_equal(len % 3, 0);
    for (size_t i = 0; i + 3 <= len; i += 3)
        memcpy(text + i, "\xe0\xa5\x98", 3);
    retort_nfc_init(&n);
    /* two bytes above */
    assert_int_equal(retort_nfc_apply(&n, (retort_span){text, len}, &out, &err),
                     RETORT_ERR_LIMIT);
    assert_non_null(strstr(err.text, "16777216"));
    /* one above, at the limit, one below */
    memcpy(text + len - 3, "aaaaa", 5);
    assert_int_equal(
        retort_nfc_apply(&n, (retort_span){text, len + 2}, &out, NULL),
        RETORT_ERR_LIMIT);
    assert_int_equal(
        retort_nfc_apply(&n, (retort_span){text, len + 1}, &out, NULL),
        RETORT_OK);
    assert_int_equal(out.len, RETORT_RECORD_BYTES_MAX);
    assert_int_equal(retort_nfc_apply(&n, (retort_span){text, len}, &out, NULL),
                     RETORT_OK);
    assert_int_equal(out.len, RETORT_RECORD_BYTES_MAX - 1);
    retort_nfc_release(&n);
    retort_mem_free(text);
}

static void apply__survives_every_refused_allocation(void **state)
{
    retort_status st = RETORT_ERR_NOMEM;
    retort_span out;
    long n = 0;

    (void)state;
    for (; st == RETORT_ERR_NOMEM; n++) {
        retort_nfc nfc;

        retort_nfc_init(&nfc);
        retort_mem_fail_at(n);
        st = retort_nfc_apply(&nfc, retort_span_of("xe\xcc\x81"), &out, NULL);
        retort_mem_fail_at(-1);
        retort_nfc_release(&nfc);
    }
    assert_int_equal(st, RETORT_OK);
    assert_int_equal(n, 4); /* the text, points, sorted, success */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(apply__composes_and_orders),
        cmocka_unit_test(apply__hands_back_what_is_normal_already),
        cmocka_unit_test(apply__finds_by_pieces_what_it_finds_whole),
        cmocka_unit_test(inert__means_a_starter_that_stands_in_nfc),
        cmocka_unit_test(
            inert__leaves_out_what_composes_with_the_character_before),
        cmocka_unit_test(apply__is_linear_in_a_stack_of_marks),
        cmocka_unit_test(apply__bounds_growth),
        cmocka_unit_test(apply__survives_every_refused_allocation),
    };

    return cmocka_run_group_tests_name("nfc", tests, NULL, NULL);
}
