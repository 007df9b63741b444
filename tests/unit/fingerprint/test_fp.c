#include "fingerprint/fp.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/mem.h"
#include "support/fingerprint_bytes.h"

static const retort_fp_params PLAIN = {.rules = 1};

static void new__is_empty_and_unnamed(void **state)
{
    retort_fingerprint *fp = NULL;

    (void)state;
    assert_int_equal(retort_fp_new(&fp, &PLAIN, NULL), RETORT_OK);
    assert_string_equal(retort_fingerprint_model(fp), "");
    assert_string_equal(fp->provenance, "");
    assert_int_equal(retort_fingerprint_replies(fp), 0);
    assert_int_equal(retort_fingerprint_prompts(fp), 0);
    assert_true(fp->has_replies && fp->has_digests);
    retort_fingerprint_free(fp);
    retort_fingerprint_free(NULL);
}

static retort_status make_all(retort_fingerprint **out)
{
    retort_status st = retort_fp_new(out, &PLAIN, NULL);

    for (size_t i = 0; st == RETORT_OK && i < retort_family_count(); i++)
        st = retort_fp_table_new(*out, i, RETORT_FP_BITS_MIN, NULL);
    if (st == RETORT_OK)
        st = retort_fp_style_new(*out, NULL);
    if (st == RETORT_OK)
        st = retort_fp_settle(*out, NULL);
    return st;
}

static void new__fails_cleanly_without_memory(void **state)
{
    retort_status st = RETORT_ERR_NOMEM;
    long n = 0;

    (void)state;
    for (; st != RETORT_OK && n < 100; n++) {
        retort_fingerprint *fp = NULL;

        retort_mem_fail_at(n);
        st = make_all(&fp);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || st == RETORT_ERR_NOMEM);
        retort_fingerprint_free(fp);
    }
    assert_int_equal(st, RETORT_OK);
    assert_true(n > 15); /* every table was refused once */
}

static void table_new__has_blocks_and_a_total_of_its_own_if_blocked(
    void **state)
{
    retort_fingerprint *fp = NULL;

    (void)state;
    assert_int_equal(make_all(&fp), RETORT_OK);
    for (size_t i = 0; i < retort_family_count(); i++) {
        const retort_fp_table *t = &fp->tables[i];

        assert_int_equal(retort_fp_table_len(t),
                         t->family->blocked ? 32 * 16 : 16);
        assert_int_equal(t->total != t->count, t->family->blocked);
    }
    retort_fingerprint_free(fp);
}

static void set_model__replaces_and_keeps_the_old_without_memory(void **state)
{
    retort_fingerprint *fp = NULL;

    (void)state;
    assert_int_equal(retort_fp_new(&fp, &PLAIN, NULL), RETORT_OK);
    assert_int_equal(retort_fp_set_model(fp, "a/b", NULL), RETORT_OK);
    assert_int_equal(retort_fp_set_model(fp, fp->model, NULL), RETORT_OK);
    retort_mem_fail_at(0);
    assert_int_equal(retort_fp_set_model(fp, "other", NULL), RETORT_ERR_NOMEM);
    retort_mem_fail_at(-1);
    assert_string_equal(retort_fingerprint_model(fp), "a/b");
    assert_int_equal(retort_fp_set_provenance(fp, "{}", NULL), RETORT_OK);
    assert_string_equal(fp->provenance, "{}");
    retort_fingerprint_free(fp);
}

static void settle__adds_up_blocks_and_sorts_replies(void **state)
{
    retort_fingerprint *fp = bytes_small(&PLAIN, 1, 4, 9);

    (void)state;
    assert_non_null(fp);
    for (size_t i = 0; i < 16; i++) {
        uint32_t sum = 0;

        for (size_t b = 0; b < RETORT_BLOCKS; b++)
            sum += fp->tables[0].count[b * 16 + i];
        assert_int_equal(fp->tables[0].total[i], sum);
    }
    for (size_t i = 1; i < fp->reply_count; i++) {
        int order = memcmp(fp->replies[i - 1].key, fp->replies[i].key,
                           RETORT_KEY_BYTES);

        if (order == 0)
            order = memcmp(fp->replies[i - 1].digest, fp->replies[i].digest,
                           RETORT_SHA256_BYTES);
        assert_true(order < 0);
    }
    retort_fingerprint_free(fp);
}

static void settle__is_done_once(void **state)
{
    retort_fingerprint *fp = bytes_small(&PLAIN, 0x3ff, 4, 9);
    char first[RETORT_DIGEST_HEX_BYTES];
    char again[RETORT_DIGEST_HEX_BYTES];

    (void)state;
    assert_int_equal(retort_fingerprint_digest(fp, first, NULL), RETORT_OK);
    assert_int_equal(retort_fp_settle(fp, NULL), RETORT_OK);
    assert_int_equal(retort_fingerprint_digest(fp, again, NULL), RETORT_OK);
    assert_string_equal(first, again);
    retort_fingerprint_free(fp);
}

static void settle__digests_sorted_record_digests(void **state)
{
    retort_fingerprint *fp = bytes_small(&PLAIN, 0, 4, 5);
    unsigned char all[5 * RETORT_SHA256_BYTES];
    unsigned char want[RETORT_SHA256_BYTES];
    retort_sha256 *h = NULL;

    (void)state;
    memset(all, 0, sizeof(all));
    for (size_t i = 0; i < 5; i++) /* as bytes_small() made them */
        all[i * RETORT_SHA256_BYTES + 3] = (unsigned char)i;
    assert_int_equal(retort_sha256_new(&h, NULL), RETORT_OK);
    retort_sha256_update(h, all, sizeof(all));
    assert_int_equal(retort_sha256_final(h, want, NULL), RETORT_OK);
    assert_memory_equal(fp->record_digest, want, sizeof(want));
    retort_sha256_free(h);
    retort_fingerprint_free(fp);
}

static void prompts__counts_distinct_keys(void **state)
{
    const uint64_t want[] = {0, 1, 2, 2};

    (void)state;
    for (uint32_t n = 0; n < 4; n++) {
        retort_fingerprint *fp = bytes_small(&PLAIN, 0, 4, n);

        assert_int_equal(retort_fingerprint_prompts(fp), want[n]);
        assert_int_equal(retort_fingerprint_replies(fp), n);
        retort_fingerprint_free(fp);
    }
}

static void block__is_the_first_five_bits_of_the_key(void **state)
{
    const unsigned char first[RETORT_KEY_BYTES] = {0x07};
    const unsigned char last[RETORT_KEY_BYTES] = {0xf8};

    (void)state;
    assert_int_equal(retort_fp_block(first), 0);
    assert_int_equal(retort_fp_block(last), 31);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new__is_empty_and_unnamed),
        cmocka_unit_test(new__fails_cleanly_without_memory),
        cmocka_unit_test(
            table_new__has_blocks_and_a_total_of_its_own_if_blocked),
        cmocka_unit_test(set_model__replaces_and_keeps_the_old_without_memory),
        cmocka_unit_test(settle__adds_up_blocks_and_sorts_replies),
        cmocka_unit_test(settle__is_done_once),
        cmocka_unit_test(settle__digests_sorted_record_digests),
        cmocka_unit_test(prompts__counts_distinct_keys),
        cmocka_unit_test(block__is_the_first_five_bits_of_the_key),
    };

    return cmocka_run_group_tests_name("fp", tests, NULL, NULL);
}
