#include <retort/fingerprint.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/mem.h"
#include "features/analysis.h"
#include "support/counted_corpus.h"
#include "support/fingerprint_bytes.h"

static const retort_fp_params PLAIN = {.rules = 1};

static retort_status merge(retort_fingerprint *into,
                           const retort_fingerprint *other)
{
    return retort_fingerprint_merge(into, other, false, NULL);
}

/* --- the laws ------------------------------------------------------------ */

static void merge__of_parts_is_the_whole(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 6; seed++) {
        retort_build_options how = corpus_options(seed % 2);
        test_random r = {seed};
        test_corpus c;
        size_t cut;
        retort_fingerprint *whole;
        retort_fingerprint *a;
        retort_fingerprint *b;

        corpus_make(&c, 100 + seed, 40, 0);
        cut = random_below(&r, c.count + 1);
        whole = corpus_count(&c, NULL, 0, c.count, &how);
        a = corpus_count(&c, NULL, 0, cut, &how);
        b = corpus_count(&c, NULL, cut, c.count, &how);
        assert_int_equal(merge(a, b), RETORT_OK);
        assert_string_equal(corpus_digest(a), corpus_digest(whole));
        retort_fingerprint_free(whole);
        retort_fingerprint_free(a);
        retort_fingerprint_free(b);
        corpus_release(&c);
    }
}

static void merge__with_nothing_changes_nothing(void **state)
{
    retort_build_options how = corpus_options(1);
    test_corpus c;
    retort_fingerprint *a;
    retort_fingerprint *none;
    const char *before;

    (void)state;
    corpus_make(&c, 7, 20, 0);
    a = corpus_count(&c, NULL, 0, c.count, &how);
    none = corpus_count(&c, NULL, 0, 0, &how);
    before = corpus_digest(a);
    assert_int_equal(merge(a, none), RETORT_OK);
    assert_string_equal(corpus_digest(a), before);
    assert_int_equal(merge(none, a), RETORT_OK);
    assert_string_equal(corpus_digest(none), before);
    retort_fingerprint_free(a);
    retort_fingerprint_free(none);
    corpus_release(&c);
}

/* (a + b) + c, a + (b + c), (c + b) + a: one content, sets and all. */
static void merge__is_associative_and_commutative(void **state)
{
    retort_build_options how = corpus_options(1);
    static test_corpus c[3];
    retort_fingerprint *f[3][3];
    static const int order[3][3] = {{0, 1, 2}, {1, 2, 0}, {2, 1, 0}};
    const char *digest[3];

    (void)state;
    for (size_t i = 0; i < 3; i++)
        corpus_make(&c[i], 50 + i, 15, 100 * i);
    for (size_t i = 0; i < 3; i++) {
        for (size_t k = 0; k < 3; k++)
            f[i][k] = corpus_count(&c[order[i][k]], NULL, 0, 15, &how);
        assert_int_equal(merge(f[i][0], f[i][1]), RETORT_OK);
        assert_int_equal(merge(f[i][2], f[i][0]), RETORT_OK);
        digest[i] = corpus_digest(f[i][2]);
        assert_string_equal(digest[i], digest[0]);
    }
    assert_string_not_equal(digest[0], "");
    for (size_t i = 0; i < 3; i++) {
        for (size_t k = 0; k < 3; k++)
            retort_fingerprint_free(f[i][k]);
        corpus_release(&c[i]);
    }
}

static void merge__counts_duplicates_and_leaves_the_other_alone(void **state)
{
    retort_build_options how = corpus_options(1);
    test_corpus c;
    retort_fingerprint *a;
    retort_fingerprint *b;
    const char *before;

    (void)state;
    corpus_make(&c, 9, 12, 0);
    a = corpus_count(&c, NULL, 0, c.count, &how);
    b = corpus_count(&c, NULL, 0, c.count, &how);
    before = corpus_digest(b);
    assert_int_equal(merge(a, b), RETORT_OK);
    assert_int_equal(a->stats.replies, 24);
    assert_int_equal(a->reply_count, 24);
    assert_int_equal(a->set_count, 24);
    assert_int_equal(a->stats.chars, 2 * b->stats.chars);
    assert_string_equal(corpus_digest(b), before);
    assert_string_not_equal(corpus_digest(a), before);
    retort_fingerprint_free(a);
    retort_fingerprint_free(b);
    corpus_release(&c);
}

/* Each reply keeps its own sets through merging: found by its digest. */
static void merge__keeps_each_reply_with_its_sets(void **state)
{
    retort_build_options how = corpus_options(1);
    test_corpus c;
    retort_fingerprint *whole;
    retort_fingerprint *a;
    retort_fingerprint *b;

    (void)state;
    corpus_make(&c, 77, 30, 0);
    whole = corpus_count(&c, NULL, 0, c.count, &how);
    a = corpus_count(&c, NULL, 0, 11, &how);
    b = corpus_count(&c, NULL, 11, c.count, &how);
    assert_int_equal(merge(a, b), RETORT_OK);
    for (size_t i = 0; i < whole->reply_count; i++)
        for (size_t s = 0; s < RETORT_DETAIL_SETS; s++) {
            const retort_hash_set *x =
                &whole->sets[(whole->replies[i].sets - 1) * RETORT_DETAIL_SETS +
                             s];
            const retort_hash_set *y =
                &a->sets[(a->replies[i].sets - 1) * RETORT_DETAIL_SETS + s];

            assert_int_equal(x->count, y->count);
            if (x->count)
                assert_memory_equal(x->items, y->items, 4 * x->count);
        }
    retort_fingerprint_free(whole);
    retort_fingerprint_free(a);
    retort_fingerprint_free(b);
    corpus_release(&c);
}

static void merge__of_a_fingerprint_with_itself_doubles_it(void **state)
{
    retort_fp_params params = {.rules = 1, .detail = 1};
    retort_fingerprint *fp = bytes_small(&params, 0x3ff, 4, 3);
    retort_fingerprint *twin = bytes_small(&params, 0x3ff, 4, 3);

    (void)state;
    for (int i = 0; i < 2; i++) {
        retort_fingerprint *one = i ? twin : fp;

        assert_int_equal(retort_fp_style_new(one, NULL), RETORT_OK);
        one->style[5] = (retort_fp_style){7, UINT64_C(1) << 63, 2};
    }
    assert_int_equal(merge(twin, fp), RETORT_OK);
    assert_int_equal(merge(fp, fp), RETORT_OK);
    assert_int_equal(fp->style[5].sum, 14);
    assert_int_equal(fp->style[5].square_low, 0);
    assert_int_equal(fp->style[5].square_high, 5);
    assert_string_equal(corpus_digest(fp), corpus_digest(twin));
    retort_fingerprint_free(fp);
    retort_fingerprint_free(twin);
}

/* --- folding ------------------------------------------------------------- */

/* Counted with @p bits buckets, by hand. */
static uint32_t *count_family(const test_corpus *c, size_t index, uint8_t bits)
{
    const retort_family *f = &retort_families()[index];
    retort_analysis analysis = {0};
    uint32_t *count = retort_mem_new(
        (f->blocked ? (size_t)RETORT_BLOCKS : 1) << bits, sizeof(*count));

    for (size_t i = 0; i < c->count; i++) {
        retort_hash_list *list = NULL;
        size_t block = retort_fp_block(c->facts[i].key);

        assert_int_equal(
            retort_analysis_read(&analysis, corpus_text(c, i), NULL),
            RETORT_OK);
        assert_int_equal(retort_analysis_count(&analysis, f, &list, NULL),
                         RETORT_OK);
        for (size_t k = 0; k < list->count; k++)
            count[(f->blocked ? block << bits : 0) +
                  retort_bucket(list->items[k], bits)]++;
    }
    retort_analysis_release(&analysis);
    return count;
}

static void check_folded(const test_corpus *c, const retort_fingerprint *fp,
                         uint8_t bits)
{
    for (size_t i = 0; i < retort_family_count(); i++) {
        const retort_fp_table *t = &fp->tables[i];
        uint32_t *want = count_family(c, i, bits);

        assert_int_equal(t->bits, bits);
        assert_memory_equal(t->count, want,
                            retort_fp_table_len(t) * sizeof(*want));
        retort_mem_free(want);
    }
}

static void fold__equals_counting_with_fewer_buckets(void **state)
{
    retort_build_options how = corpus_options(0);
    test_corpus c;

    (void)state;
    corpus_make(&c, 31, 25, 0);
    for (uint8_t bits = 4; bits <= 10; bits += 3) {
        retort_fingerprint *full = corpus_count(&c, NULL, 0, c.count, &how);
        retort_fingerprint *small = bytes_small(&PLAIN, 0, bits, 0);

        assert_int_equal(retort_fp_style_new(small, NULL), RETORT_OK);
        for (size_t i = 0; i < retort_family_count(); i++)
            assert_int_equal(retort_fp_table_new(small, i, bits, NULL),
                             RETORT_OK);
        /* into the smaller, and the smaller into the larger */
        assert_int_equal(retort_fingerprint_merge(small, full, true, NULL),
                         RETORT_OK);
        check_folded(&c, small, bits);
        retort_fingerprint_free(small);
        small = bytes_small(&PLAIN, 0, bits, 0);
        assert_int_equal(retort_fp_style_new(small, NULL), RETORT_OK);
        for (size_t i = 0; i < retort_family_count(); i++)
            assert_int_equal(retort_fp_table_new(small, i, bits, NULL),
                             RETORT_OK);
        assert_int_equal(retort_fingerprint_merge(full, small, true, NULL),
                         RETORT_OK);
        check_folded(&c, full, bits);
        retort_fingerprint_free(full);
        retort_fingerprint_free(small);
    }
    corpus_release(&c);
}

static void fold__keeps_common_families_whichever_side_has_more(void **state)
{
    (void)state;
    for (int swap = 0; swap < 2; swap++) {
        retort_fingerprint *a = bytes_small(&PLAIN, swap ? 0x07 : 0x0d, 6, 2);
        retort_fingerprint *b = bytes_small(&PLAIN, swap ? 0x0d : 0x07, 5, 3);

        assert_int_equal(retort_fp_style_new(swap ? a : b, NULL), RETORT_OK);
        assert_int_equal(retort_fingerprint_merge(a, b, true, NULL), RETORT_OK);
        for (size_t i = 0; i < retort_family_count(); i++)
            assert_int_equal(a->tables[i].family != NULL, i == 0 || i == 2);
        assert_int_equal(a->tables[0].bits, 5);
        assert_null(a->style);
        retort_fingerprint_free(a);
        retort_fingerprint_free(b);
    }
}

static void fold__refuses_a_count_that_would_wrap(void **state)
{
    retort_fingerprint *a = bytes_small(&PLAIN, 1u << 8, 5, 1);
    retort_fingerprint *b = bytes_small(&PLAIN, 1u << 8, 4, 1);
    retort_err err = {0};

    (void)state;
    memset(b->tables[8].count, 0, 16 * 4);
    a->tables[8].count[2] = UINT32_MAX;
    a->tables[8].count[3] = 0;
    assert_int_equal(retort_fingerprint_merge(a, b, true, &err), RETORT_OK);
    assert_int_equal(a->tables[8].count[1], UINT32_MAX);
    retort_fingerprint_free(a);
    a = bytes_small(&PLAIN, 1u << 8, 5, 1);
    a->tables[8].count[2] = UINT32_MAX;
    a->tables[8].count[3] = 1;
    assert_int_equal(retort_fingerprint_merge(a, b, true, &err),
                     RETORT_ERR_LIMIT);
    assert_non_null(strstr(err.text, "la"));
    /* and the same from the other side */
    retort_fingerprint_free(a);
    a = bytes_small(&PLAIN, 1u << 8, 5, 1);
    a->tables[8].count[2] = UINT32_MAX;
    a->tables[8].count[3] = 1;
    assert_int_equal(retort_fingerprint_merge(b, a, true, &err),
                     RETORT_ERR_LIMIT);
    retort_fingerprint_free(a);
    retort_fingerprint_free(b);
}

static void merge__holds_the_limit_of_a_counter(void **state)
{
    static const retort_status want[] = {RETORT_OK, RETORT_OK,
                                         RETORT_ERR_LIMIT};

    (void)state;
    for (uint32_t i = 0; i < 3; i++) {
        retort_fingerprint *a = bytes_small(&PLAIN, 1u << 6, 4, 1);
        retort_fingerprint *b = bytes_small(&PLAIN, 1u << 6, 4, 1);
        retort_err err = {0};

        a->tables[6].count[9] = UINT32_MAX - 6;
        b->tables[6].count[9] = 5 + i;
        assert_int_equal(retort_fingerprint_merge(a, b, false, &err), want[i]);
        if (want[i] != RETORT_OK)
            assert_non_null(strstr(err.text, "wd"));
        retort_fingerprint_free(a);
        retort_fingerprint_free(b);
    }
}

/* --- refusals ------------------------------------------------------------ */

struct refusal {
    const char *what;
    retort_fp_params a;
    retort_fp_params b;
    const char *said;
};

static void merge__names_both_values_of_unequal_parameters(void **state)
{
    static const struct refusal all[] = {
        {"rule version", {1, 0, 0, 0}, {2, 0, 0, 0}, "1 and 2"},
        {"channel", {1, 0, 0, 0}, {1, 3, 0, 0}, "0 and 3"},
        {"prompt key", {1, 0, 1, 0}, {1, 0, 0, 0}, "1 and 0"},
        {"detail", {1, 0, 0, 0}, {1, 0, 0, 1}, "0 and 1"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        retort_fingerprint *a = bytes_small(&all[i].a, 0, 4, 1);
        retort_fingerprint *b = bytes_small(&all[i].b, 0, 4, 1);
        const char *before = corpus_digest(a);
        retort_err err = {0};

        assert_int_equal(retort_fingerprint_merge(a, b, true, &err),
                         RETORT_ERR_MISMATCH);
        assert_non_null(strstr(err.text, all[i].what));
        assert_non_null(strstr(err.text, all[i].said));
        assert_string_equal(corpus_digest(a), before);
        retort_fingerprint_free(a);
        retort_fingerprint_free(b);
    }
}

static void merge__names_family_and_buckets_that_differ(void **state)
{
    retort_fingerprint *a = bytes_small(&PLAIN, 3, 4, 1);
    retort_fingerprint *b = bytes_small(&PLAIN, 1, 4, 1);
    retort_fingerprint *c = bytes_small(&PLAIN, 3, 7, 1);
    const char *before = corpus_digest(a);
    retort_err err = {0};

    (void)state;
    assert_int_equal(retort_fingerprint_merge(a, b, false, &err),
                     RETORT_ERR_MISMATCH);
    assert_non_null(strstr(err.text, "op"));
    assert_int_equal(retort_fingerprint_merge(a, c, false, &err),
                     RETORT_ERR_MISMATCH);
    assert_non_null(strstr(err.text, "2^4 and 2^7"));
    assert_int_equal(retort_fp_style_new(b, NULL), RETORT_OK);
    retort_fingerprint_free(c);
    c = bytes_small(&PLAIN, 1, 4, 1);
    assert_int_equal(retort_fingerprint_merge(b, c, false, &err),
                     RETORT_ERR_MISMATCH);
    assert_string_equal(corpus_digest(a), before);
    retort_fingerprint_free(a);
    retort_fingerprint_free(b);
    retort_fingerprint_free(c);
}

static void merge__needs_record_digests_on_both_sides(void **state)
{
    (void)state;
    for (int side = 0; side < 2; side++) {
        retort_fingerprint *a = bytes_small(&PLAIN, 1, 4, 2);
        retort_fingerprint *b = bytes_small(&PLAIN, 1, 4, 2);
        retort_err err = {0};

        assert_int_equal(
            retort_fingerprint_keep(side ? a : b, "so", true, NULL), RETORT_OK);
        assert_int_equal(retort_fingerprint_merge(a, b, false, &err),
                         RETORT_ERR_MISMATCH);
        assert_non_null(strstr(err.text, "record digests"));
        retort_fingerprint_free(a);
        retort_fingerprint_free(b);
    }
}

static void merge__fails_cleanly_without_memory(void **state)
{
    const retort_fp_params params = {.rules = 1, .detail = 1};
    retort_status st = RETORT_ERR_NOMEM;
    long n = 0;

    (void)state;
    for (; st != RETORT_OK && n < 200; n++) {
        retort_fingerprint *a = bytes_small(&params, 0x3ff, 5, 4);
        retort_fingerprint *b = bytes_small(&params, 0x3ff, 4, 4);
        retort_err err = {0};

        retort_mem_fail_at(n);
        st = retort_fingerprint_merge(a, b, true, &err);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || st == RETORT_ERR_NOMEM);
        assert_int_equal(err.code, st);
        retort_fingerprint_free(a);
        retort_fingerprint_free(b);
    }
    assert_int_equal(st, RETORT_OK);
    assert_true(n > 20);
}

/* --- keep ---------------------------------------------------------------- */

static void keep__drops_the_rest_and_the_digests(void **state)
{
    const retort_fp_params params = {.rules = 1, .detail = 1};
    retort_fingerprint *fp = bytes_small(&params, 0x3ff, 4, 5);
    unsigned char digest[RETORT_SHA256_BYTES];

    (void)state;
    memcpy(digest, fp->record_digest, sizeof(digest));
    assert_int_equal(retort_fingerprint_keep(fp, "tk,so", true, NULL),
                     RETORT_OK);
    for (size_t i = 0; i < retort_family_count(); i++)
        assert_int_equal(fp->tables[i].family != NULL, i == 0 || i == 9);
    assert_null(fp->sets);
    assert_int_equal(fp->params.detail, 0);
    assert_false(fp->has_digests);
    assert_int_equal(fp->reply_count, 5);
    for (size_t i = 0; i < 5; i++)
        for (size_t k = 0; k < RETORT_SHA256_BYTES; k++)
            assert_int_equal(fp->replies[i].digest[k], 0);
    assert_memory_equal(fp->record_digest, digest, sizeof(digest));
    assert_int_equal(retort_fingerprint_keep(fp, "so", false, NULL), RETORT_OK);
    assert_int_equal(fp->reply_count, 0);
    assert_int_equal(retort_fingerprint_prompts(fp), 0);
    assert_int_equal(retort_fingerprint_replies(fp), 5);
    retort_fingerprint_free(fp);
}

static void keep__refuses_a_family_that_is_not_there(void **state)
{
    static const char *const lists[] = {"wd", "so,wd", "so,", ",so",
                                        "s",  "soo",   "SO",  "so, op"};
    retort_fingerprint *fp = bytes_small(&PLAIN, 3, 4, 2);
    const char *before = corpus_digest(fp);

    (void)state;
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        retort_status st = retort_fingerprint_keep(fp, lists[i], true, NULL);

        if (i == 2) { /* a comma at the end is no empty name */
            assert_int_equal(st, RETORT_OK);
            retort_fingerprint_free(fp);
            fp = bytes_small(&PLAIN, 3, 4, 2);
            continue;
        }
        assert_int_equal(st, RETORT_ERR_NOT_FOUND);
        assert_string_equal(corpus_digest(fp), before);
    }
    retort_fingerprint_free(fp);
}

static void keep__of_nothing_keeps_no_table(void **state)
{
    retort_fingerprint *fp = bytes_small(&PLAIN, 3, 4, 2);

    (void)state;
    assert_int_equal(retort_fingerprint_keep(fp, "", true, NULL), RETORT_OK);
    assert_null(fp->tables[0].family);
    assert_string_not_equal(corpus_digest(fp), "");
    retort_fingerprint_free(fp);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(merge__of_parts_is_the_whole),
        cmocka_unit_test(merge__with_nothing_changes_nothing),
        cmocka_unit_test(merge__is_associative_and_commutative),
        cmocka_unit_test(merge__counts_duplicates_and_leaves_the_other_alone),
        cmocka_unit_test(merge__keeps_each_reply_with_its_sets),
        cmocka_unit_test(merge__of_a_fingerprint_with_itself_doubles_it),
        cmocka_unit_test(fold__equals_counting_with_fewer_buckets),
        cmocka_unit_test(fold__keeps_common_families_whichever_side_has_more),
        cmocka_unit_test(fold__refuses_a_count_that_would_wrap),
        cmocka_unit_test(merge__holds_the_limit_of_a_counter),
        cmocka_unit_test(merge__names_both_values_of_unequal_parameters),
        cmocka_unit_test(merge__names_family_and_buckets_that_differ),
        cmocka_unit_test(merge__needs_record_digests_on_both_sides),
        cmocka_unit_test(merge__fails_cleanly_without_memory),
        cmocka_unit_test(keep__drops_the_rest_and_the_digests),
        cmocka_unit_test(keep__refuses_a_family_that_is_not_there),
        cmocka_unit_test(keep__of_nothing_keeps_no_table),
    };

    return cmocka_run_group_tests_name("merge", tests, NULL, NULL);
}
