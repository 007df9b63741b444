#include "fingerprint/builder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/mem.h"
#include "features/analysis.h"
#include "support/counted_corpus.h"

static void take__does_not_depend_on_the_order_of_replies(void **state)
{
    test_random r = {11};

    (void)state;
    for (uint32_t detail = 0; detail < 2; detail++) {
        retort_build_options how = corpus_options(detail);
        test_corpus c;
        size_t order[CORPUS_MAX];
        retort_fingerprint *a;
        retort_fingerprint *b;

        corpus_make(&c, 3 + detail, 80, 0);
        corpus_shuffle(&r, order, c.count);
        a = corpus_count(&c, NULL, 0, c.count, &how);
        b = corpus_count(&c, order, 0, c.count, &how);
        assert_string_not_equal(corpus_digest(a), "");
        assert_string_equal(corpus_digest(a), corpus_digest(b));
        retort_fingerprint_free(a);
        retort_fingerprint_free(b);
        corpus_release(&c);
    }
}

/* Family by family, what the analysis gives is what is counted. */
static void add__counts_what_the_families_yield(void **state)
{
    const retort_build_options how = corpus_options(0);
    retort_analysis analysis = {0};
    retort_fingerprint *fp;
    uint64_t tokens = 0;
    test_corpus c;

    (void)state;
    corpus_make(&c, 5, 30, 0);
    fp = corpus_count(&c, NULL, 0, c.count, &how);
    assert_non_null(fp);
    for (size_t i = 0; i < c.count; i++) {
        size_t block = retort_fp_block(c.facts[i].key);

        assert_int_equal(
            retort_analysis_read(&analysis, corpus_text(&c, i), NULL),
            RETORT_OK);
        tokens += analysis.tokens.count;
        for (size_t f = 0; f < retort_family_count(); f++) {
            retort_fp_table *t = &fp->tables[f];
            retort_hash_list *list;

            assert_int_equal(
                retort_analysis_count(&analysis, t->family, &list, NULL),
                RETORT_OK);
            for (size_t k = 0; k < list->count; k++) {
                size_t at = retort_bucket(list->items[k], t->bits);

                if (t->family->blocked)
                    at += block << t->bits;
                assert_true(t->count[at]-- > 0);
            }
        }
    }
    for (size_t f = 0; f < retort_family_count(); f++)
        for (size_t k = 0; k < retort_fp_table_len(&fp->tables[f]); k++)
            if (fp->tables[f].count[k])
                fail_msg("family %zu counted too much", f);
    assert_int_equal(fp->stats.tokens, tokens);
    retort_analysis_release(&analysis);
    retort_fingerprint_free(fp);
    corpus_release(&c);
}

static void add__counts_duplicates_and_flags(void **state)
{
    const retort_build_options how = corpus_options(0);
    const retort_reply_facts facts = {
        .key = {1}, .digest = {2}, .had_reasoning = true, .truncated = true};
    retort_builder *b = NULL;
    retort_fingerprint *fp = NULL;

    (void)state;
    assert_int_equal(retort_builder_new(&b, &how, NULL), RETORT_OK);
    for (int i = 0; i < 3; i++)
        assert_int_equal(retort_builder_add(b, &facts,
                                            retort_span_of("two words\xc3\xa9"),
                                            NULL),
                         RETORT_OK);
    assert_int_equal(retort_builder_count(b), 3);
    assert_int_equal(retort_builder_take(b, &fp, NULL), RETORT_OK);
    assert_int_equal(retort_builder_count(b), 0);
    assert_int_equal(fp->stats.replies, 3);
    assert_int_equal(fp->stats.reasoning, 3);
    assert_int_equal(fp->stats.templates, 0);
    assert_int_equal(fp->stats.truncated, 3);
    assert_int_equal(fp->stats.chars, 30);
    assert_int_equal(fp->replies[2].chars, 10);
    assert_int_equal(retort_fingerprint_prompts(fp), 1);
    retort_fingerprint_free(fp);
    retort_builder_free(b);
}

static void take__of_nothing_is_an_empty_fingerprint(void **state)
{
    const retort_build_options how = corpus_options(1);
    retort_builder *b = NULL;
    retort_fingerprint *fp = NULL;
    retort_fingerprint *again = NULL;

    (void)state;
    assert_int_equal(retort_builder_new(&b, &how, NULL), RETORT_OK);
    assert_int_equal(retort_builder_take(b, &fp, NULL), RETORT_OK);
    assert_int_equal(retort_builder_take(b, &again, NULL), RETORT_OK);
    assert_int_equal(fp->reply_count, 0);
    assert_string_equal(corpus_digest(fp), corpus_digest(again));
    retort_fingerprint_free(fp);
    retort_fingerprint_free(again);
    retort_builder_free(b);
    retort_builder_free(NULL);
}

static void take__starts_anew(void **state)
{
    const retort_build_options how = corpus_options(1);
    retort_builder *b = NULL;
    retort_fingerprint *fp[2] = {NULL, NULL};
    test_corpus c;

    (void)state;
    corpus_make(&c, 8, 12, 0);
    assert_int_equal(retort_builder_new(&b, &how, NULL), RETORT_OK);
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < c.count; i++)
            assert_int_equal(
                retort_builder_add(b, &c.facts[i], corpus_text(&c, i), NULL),
                RETORT_OK);
        assert_int_equal(retort_builder_take(b, &fp[round], NULL), RETORT_OK);
    }
    assert_string_equal(corpus_digest(fp[0]), corpus_digest(fp[1]));
    retort_fingerprint_free(fp[0]);
    retort_fingerprint_free(fp[1]);
    retort_builder_free(b);
    corpus_release(&c);
}

/* A builder that was given a spent fingerprint counts as a new one does. */
static void reuse__gives_what_a_new_builder_gives(void **state)
{
    retort_build_options how = corpus_options(1);
    static test_corpus c[2];
    retort_fingerprint *want;
    retort_builder *b = NULL;

    (void)state;
    how.families = 0x301;
    corpus_make(&c[0], 70, 30, 0);
    corpus_make(&c[1], 71, 5, 500);
    want = corpus_count(&c[1], NULL, 0, c[1].count, &how);
    assert_int_equal(retort_builder_new(&b, &how, NULL), RETORT_OK);
    for (int round = 0; round < 3; round++) {
        retort_fingerprint *spent = corpus_count(&c[0], NULL, 0, 30, &how);
        retort_fingerprint *got = NULL;

        assert_int_equal(retort_fp_set_model(spent, "spent", NULL), RETORT_OK);
        assert_int_equal(retort_fp_set_provenance(spent, "{}", NULL),
                         RETORT_OK);
        assert_int_equal(retort_fingerprint_merge(spent, want, false, NULL),
                         RETORT_OK);
        retort_builder_reuse(b, spent);
        if (round == 2)
            retort_builder_reuse(b, NULL);
        for (size_t i = 0; i < c[1].count; i++)
            assert_int_equal(retort_builder_add(b, &c[1].facts[i],
                                                corpus_text(&c[1], i), NULL),
                             RETORT_OK);
        assert_int_equal(retort_builder_take(b, &got, NULL), RETORT_OK);
        assert_string_equal(corpus_digest(got), corpus_digest(want));
        assert_string_equal(got->model, "");
        assert_string_equal(got->provenance, "");
        for (size_t k = 0; k < 1u << 14; k++)
            assert_int_equal(got->tables[0].total[k], want->tables[0].total[k]);
        retort_fingerprint_free(got);
    }
    retort_builder_reuse(b, corpus_count(&c[0], NULL, 0, 1, &how));
    retort_builder_free(b);
    retort_fingerprint_free(want);
    corpus_release(&c[0]);
    corpus_release(&c[1]);
}

static void reuse__fails_cleanly_without_memory(void **state)
{
    const retort_build_options how = corpus_options(0);
    test_corpus c;

    (void)state;
    corpus_make(&c, 4, 1, 0);
    for (long n = 0; n < 2; n++) {
        retort_fingerprint *fp = NULL;
        retort_builder *b = NULL;

        assert_int_equal(retort_builder_new(&b, &how, NULL), RETORT_OK);
        retort_builder_reuse(b, corpus_count(&c, NULL, 0, 1, &how));
        retort_mem_fail_at(n);
        assert_int_equal(retort_builder_take(b, &fp, NULL), RETORT_ERR_NOMEM);
        retort_mem_fail_at(-1);
        assert_null(fp);
        assert_int_equal(retort_builder_take(b, &fp, NULL), RETORT_OK);
        assert_int_equal(fp->stats.replies, 0); /* and not the spent one */
        assert_int_equal(fp->reply_count, 0);
        retort_fingerprint_free(fp);
        retort_builder_free(b);
    }
    corpus_release(&c);
}

static void new__counts_only_the_families_asked_for(void **state)
{
    retort_build_options how = corpus_options(0);
    retort_fingerprint *fp;
    test_corpus c;

    (void)state;
    how.families = 1u << 2 | 1u << 8;
    corpus_make(&c, 8, 5, 0);
    fp = corpus_count(&c, NULL, 0, c.count, &how);
    for (size_t i = 0; i < retort_family_count(); i++)
        assert_int_equal(fp->tables[i].family != NULL, how.families >> i & 1);
    retort_fingerprint_free(fp);
    corpus_release(&c);
}

static void add__keeps_ascending_sets_under_detail(void **state)
{
    const retort_build_options how = corpus_options(1);
    retort_fingerprint *fp;
    size_t members = 0;
    test_corpus c;

    (void)state;
    corpus_make(&c, 21, 40, 0);
    fp = corpus_count(&c, NULL, 0, c.count, &how);
    assert_int_equal(fp->set_count, c.count);
    for (size_t i = 0; i < fp->set_count * RETORT_DETAIL_SETS; i++) {
        members += fp->sets[i].count;
        for (uint32_t k = 1; k < fp->sets[i].count; k++)
            assert_true(fp->sets[i].items[k - 1] < fp->sets[i].items[k]);
    }
    assert_true(members > 1000);
    retort_fingerprint_free(fp);
    corpus_release(&c);
}

static void add__refuses_a_counter_that_would_wrap(void **state)
{
    retort_build_options how = corpus_options(0);
    const retort_reply_facts facts = {.key = {0}};
    const retort_span text = retort_span_of("word");
    retort_fingerprint *fp = NULL;
    retort_builder *b = NULL;
    retort_err err = {0};
    uint32_t *cell = NULL;

    (void)state;
    how.families = 1u << retort_family_find("tk");
    assert_int_equal(retort_builder_new(&b, &how, NULL), RETORT_OK);
    assert_int_equal(retort_builder_add(b, &facts, text, NULL), RETORT_OK);
    assert_int_equal(retort_builder_take(b, &fp, NULL), RETORT_OK);
    for (size_t i = 0; i < 1u << 16; i++)
        if (fp->tables[retort_family_find("tk")].count[i])
            cell = &fp->tables[retort_family_find("tk")].count[i];
    assert_non_null(cell);
    assert_int_equal(*cell, 1);
    *cell = UINT32_MAX - 1;
    /* the same overflow met by merging: the builder's own table is hidden */
    {
        retort_fingerprint *more = NULL;

        assert_int_equal(retort_builder_add(b, &facts, text, NULL), RETORT_OK);
        assert_int_equal(retort_builder_take(b, &more, NULL), RETORT_OK);
        assert_int_equal(retort_fingerprint_merge(fp, more, false, &err),
                         RETORT_OK);
        assert_int_equal(*cell, UINT32_MAX);
        assert_int_equal(retort_fingerprint_merge(fp, more, false, &err),
                         RETORT_ERR_LIMIT);
        assert_non_null(strstr(err.text, "tk"));
        retort_fingerprint_free(more);
    }
    retort_fingerprint_free(fp);
    retort_builder_free(b);
}

static retort_status build(const test_corpus *c,
                           const retort_build_options *how)
{
    retort_builder *b = NULL;
    retort_fingerprint *fp = NULL;
    retort_status st = retort_builder_new(&b, how, NULL);

    for (size_t i = 0; st == RETORT_OK && i < c->count; i++)
        st = retort_builder_add(b, &c->facts[i], corpus_text(c, i), NULL);
    if (st == RETORT_OK)
        st = retort_builder_take(b, &fp, NULL);
    retort_fingerprint_free(fp);
    retort_builder_free(b);
    return st;
}

static void add__fails_cleanly_without_memory(void **state)
{
    retort_build_options how = corpus_options(1);
    retort_status st = RETORT_ERR_NOMEM;
    test_corpus c;
    long n = 0;

    (void)state;
    how.families = 0x81 | 1u << 8;
    corpus_make(&c, 4, 6, 0);
    for (; st != RETORT_OK && n < 400; n++) {
        retort_mem_fail_at(n);
        st = build(&c, &how);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || st == RETORT_ERR_NOMEM);
    }
    assert_int_equal(st, RETORT_OK);
    assert_true(n > 20);
    corpus_release(&c);
}

/* A first reply that found no memory for the tables must leave the builder as
 * new, not with half of its tables. */
static void add__can_be_tried_again_after_a_failed_start(void **state)
{
    const retort_build_options how = corpus_options(0);
    retort_status st = RETORT_ERR_NOMEM;
    test_corpus c;

    (void)state;
    corpus_make(&c, 4, 1, 0);
    for (long n = 0; st != RETORT_OK && n < 25; n++) {
        retort_builder *b = NULL;
        retort_fingerprint *fp = NULL;

        assert_int_equal(retort_builder_new(&b, &how, NULL), RETORT_OK);
        retort_mem_fail_at(n);
        st = retort_builder_add(b, &c.facts[0], corpus_text(&c, 0), NULL);
        retort_mem_fail_at(-1);
        if (st != RETORT_OK && retort_builder_count(b) == 0)
            assert_int_equal(retort_builder_take(b, &fp, NULL), RETORT_OK);
        for (size_t i = 0; fp && i < retort_family_count(); i++)
            assert_non_null(fp->tables[i].family);
        if (fp)
            assert_non_null(fp->style);
        retort_fingerprint_free(fp);
        retort_builder_free(b);
    }
    corpus_release(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(take__does_not_depend_on_the_order_of_replies),
        cmocka_unit_test(add__counts_what_the_families_yield),
        cmocka_unit_test(add__counts_duplicates_and_flags),
        cmocka_unit_test(take__of_nothing_is_an_empty_fingerprint),
        cmocka_unit_test(take__starts_anew),
        cmocka_unit_test(reuse__gives_what_a_new_builder_gives),
        cmocka_unit_test(reuse__fails_cleanly_without_memory),
        cmocka_unit_test(new__counts_only_the_families_asked_for),
        cmocka_unit_test(add__keeps_ascending_sets_under_detail),
        cmocka_unit_test(add__refuses_a_counter_that_would_wrap),
        cmocka_unit_test(add__fails_cleanly_without_memory),
        cmocka_unit_test(add__can_be_tried_again_after_a_failed_start),
    };

    return cmocka_run_group_tests_name("builder", tests, NULL, NULL);
}
