#include "compare/block_counts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/block_world.h"

enum { PROMPTS = 40, F = RETORT_PROFILE_FAMILIES };

static retort_fingerprint *some(void)
{
    const world_model m = world_member(2, 1);
    retort_fingerprint *fp = block_count(&m, 0, PROMPTS, BLOCK_BITS);

    assert_non_null(fp);
    return fp;
}

static uint32_t count_at(const retort_block_counts *c, size_t b, size_t f,
                         uint32_t bucket)
{
    uint32_t found = 0;

    for (size_t i = c->from[b * F + f]; i < c->from[b * F + f + 1]; i++)
        if (c->entries[i].bucket == bucket)
            found += c->entries[i].count;
    return found;
}

static void make__holds_every_counter(void **state)
{
    retort_fingerprint *fp = some();
    retort_block_counts c;

    (void)state;
    assert_int_equal(retort_block_counts_make(&c, fp, NULL), RETORT_OK);
    for (size_t f = 0; f < F; f++) {
        const retort_fp_table *t =
            &fp->tables[retort_family_find(retort_profile_family(f))];

        assert_int_equal(c.bits[f], BLOCK_BITS);
        for (size_t b = 0; b < RETORT_BLOCKS; b++)
            for (uint32_t i = 0; i < 1 << BLOCK_BITS; i++)
                assert_int_equal(count_at(&c, b, f, i),
                                 t->count[(b << BLOCK_BITS) + i]);
    }
    for (size_t i = 0; i < c.from[RETORT_BLOCKS * F]; i++)
        assert_true(c.entries[i].count > 0);
    retort_block_counts_release(&c);
    assert_null(c.entries);
    retort_fingerprint_free(fp);
}

static void make__counts_replies_and_prompts_by_block(void **state)
{
    retort_fingerprint *fp = some();
    retort_block_counts c;
    uint32_t replies = 0;

    (void)state;
    memcpy(fp->replies[1].key, fp->replies[0].key, RETORT_KEY_BYTES);
    assert_int_equal(retort_block_counts_make(&c, fp, NULL), RETORT_OK);
    for (size_t b = 0; b < RETORT_BLOCKS; b++) {
        uint32_t n = 0;

        for (size_t i = 0; i < fp->reply_count; i++)
            n += (size_t)fp->replies[i].key[0] / 8 == b;
        assert_int_equal(c.replies[b], n);
        assert_int_equal(c.prompts[b], n - (b == (size_t)fp->replies[0].key[0] /
                                                     8)); /* two samples */
        replies += n;
    }
    assert_int_equal(replies, PROMPTS);
    retort_block_counts_release(&c);
    retort_fingerprint_free(fp);
}

static void make__says_what_is_missing(void **state)
{
    retort_fingerprint *fp = some();
    uint32_t *count = fp->tables[retort_family_find("op")].count;
    retort_block_counts c;
    retort_err err = {0};

    (void)state;
    fp->tables[retort_family_find("op")].count = NULL;
    assert_int_equal(retort_block_counts_make(&c, fp, &err),
                     RETORT_ERR_NOT_APPLICABLE);
    assert_string_equal(err.text,
                        "a fingerprint lacks the blocks of family op");
    fp->tables[retort_family_find("op")].count = count;
    fp->has_replies = false;
    assert_int_equal(retort_block_counts_make(&c, fp, &err),
                     RETORT_ERR_NOT_APPLICABLE);
    assert_string_equal(err.text, "a fingerprint lacks its table of replies");
    fp->has_replies = true;
    assert_int_equal(retort_fingerprint_keep(fp, "so,op,lo", true, NULL),
                     RETORT_OK);
    assert_int_equal(retort_block_counts_make(&c, fp, &err),
                     RETORT_ERR_NOT_APPLICABLE);
    assert_string_equal(err.text, "a fingerprint lacks feature family cl");
    assert_null(c.entries);
    retort_fingerprint_free(fp);
}

static void mix__with_nobody_and_the_rest_are_the_whole(void **state)
{
    static const uint32_t masks[] = {0, UINT32_C(0xffff), UINT32_C(0x80000001),
                                     UINT32_MAX};
    retort_fingerprint *fp = some();
    retort_block_counts c;

    (void)state;
    assert_int_equal(retort_block_counts_make(&c, fp, NULL), RETORT_OK);
    for (size_t k = 0; k < sizeof(masks) / sizeof(masks[0]); k++) {
        retort_block_counts p;
        retort_block_counts q;

        assert_int_equal(
            retort_block_counts_mix(&p, &c, masks[k], NULL, 0, NULL),
            RETORT_OK);
        assert_int_equal(
            retort_block_counts_mix(&q, &c, ~masks[k], NULL, 0, NULL),
            RETORT_OK);
        for (size_t b = 0; b < RETORT_BLOCKS; b++) {
            const retort_block_counts *in = masks[k] >> b & 1 ? &p : &q;
            const retort_block_counts *not_in = masks[k] >> b & 1 ? &q : &p;

            assert_int_equal(in->replies[b], c.replies[b]);
            assert_int_equal(in->prompts[b], c.prompts[b]);
            assert_int_equal(not_in->replies[b], 0);
            assert_int_equal(not_in->prompts[b], 0);
            assert_int_equal(not_in->from[b * F], not_in->from[b * F + F]);
            for (size_t f = 0; f < F; f++)
                for (uint32_t i = 0; i < 1 << BLOCK_BITS; i++)
                    assert_int_equal(count_at(in, b, f, i),
                                     count_at(&c, b, f, i));
        }
        retort_block_counts_release(&p);
        retort_block_counts_release(&q);
    }
    retort_block_counts_release(&c);
    retort_fingerprint_free(fp);
}

static void mix__takes_each_block_from_one_of_two(void **state)
{
    const uint32_t mask = UINT32_C(0x00ffff0f);
    const world_model other = world_member(4, 0);
    retort_fingerprint *fp = some();
    retort_fingerprint *wide = block_count(&other, 0, PROMPTS, BLOCK_BITS + 2);
    retort_fingerprint *same = block_count(&other, 0, PROMPTS, BLOCK_BITS);
    retort_block_counts a;
    retort_block_counts b;
    retort_block_counts folded;
    retort_block_counts m;

    (void)state;
    assert_int_equal(retort_block_counts_make(&a, fp, NULL), RETORT_OK);
    assert_int_equal(retort_block_counts_make(&b, wide, NULL), RETORT_OK);
    assert_int_equal(retort_block_counts_make(&folded, same, NULL), RETORT_OK);
    assert_int_equal(
        retort_block_counts_mix(&m, &a, mask, &b, UINT32_C(0x7f000000), NULL),
        RETORT_OK);
    for (size_t k = 0; k < RETORT_BLOCKS; k++) {
        const retort_block_counts *from = mask >> k & 1 ? &a : &folded;
        bool empty = !(mask >> k & 1) && (k < 24 || k == 31);

        assert_int_equal(m.replies[k], empty ? 0 : from->replies[k]);
        for (size_t f = 0; f < F; f++)
            for (uint32_t i = 0; i < 1 << BLOCK_BITS; i++)
                assert_int_equal(count_at(&m, k, f, i),
                                 empty ? 0 : count_at(from, k, f, i));
    }
    assert_int_equal(m.bits[0], BLOCK_BITS);
    retort_block_counts_release(&a);
    retort_block_counts_release(&b);
    retort_block_counts_release(&folded);
    retort_block_counts_release(&m);
    retort_fingerprint_free(fp);
    retort_fingerprint_free(wide);
    retort_fingerprint_free(same);
}

static void make_and_mix__say_when_memory_runs_out(void **state)
{
    retort_fingerprint *fp = some();
    retort_block_counts c;
    retort_block_counts p;

    (void)state;
    retort_mem_fail_at(0);
    assert_int_equal(retort_block_counts_make(&c, fp, NULL), RETORT_ERR_NOMEM);
    retort_mem_fail_at(-1);
    assert_int_equal(retort_block_counts_make(&c, fp, NULL), RETORT_OK);
    retort_mem_fail_at(0);
    assert_int_equal(retort_block_counts_mix(&p, &c, 1, NULL, 0, NULL),
                     RETORT_ERR_NOMEM);
    retort_mem_fail_at(-1);
    retort_block_counts_release(&c);
    retort_fingerprint_free(fp);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(make__holds_every_counter),
        cmocka_unit_test(make__counts_replies_and_prompts_by_block),
        cmocka_unit_test(make__says_what_is_missing),
        cmocka_unit_test(mix__with_nobody_and_the_rest_are_the_whole),
        cmocka_unit_test(mix__takes_each_block_from_one_of_two),
        cmocka_unit_test(make_and_mix__say_when_memory_runs_out),
    };

    return cmocka_run_group_tests_name("block_counts", tests, NULL, NULL);
}
