#include <retort/fingerprint.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/mem.h"
#include "features/analysis.h"
#include "features/sequence.h"
#include "fingerprint/deflate.h"
#include "support/counted_corpus.h"
#include "support/fingerprint_bytes.h"

static const retort_fp_params PLAIN = {.rules = 1};

struct file {
    unsigned char *bytes;
    size_t len;
};

static struct file encode(const retort_fingerprint *fp, bool compact)
{
    struct file f = {NULL, 0};

    assert_int_equal(
        retort_fingerprint_encode(fp, compact, &f.bytes, &f.len, NULL),
        RETORT_OK);
    assert_non_null(f.bytes);
    return f;
}

static retort_fingerprint *decode(struct file f)
{
    retort_fingerprint *fp = NULL;
    retort_err err = {0};

    if (retort_fingerprint_decode(&fp,
                                  (retort_span){(const char *)f.bytes, f.len},
                                  &err) != RETORT_OK)
        fail_msg("%s", err.text);
    return fp;
}

static void check_round(const retort_fingerprint *fp, bool compact)
{
    struct file first = encode(fp, compact);
    retort_fingerprint *back = decode(first);
    struct file again = encode(back, compact);

    assert_int_equal(first.len, again.len);
    assert_memory_equal(first.bytes, again.bytes, first.len);
    assert_string_equal(corpus_digest(fp), corpus_digest(back));
    assert_string_equal(fp->model, back->model);
    assert_string_equal(fp->provenance, back->provenance);
    retort_fingerprint_free(back);
    retort_fingerprint_bytes_free(first.bytes);
    retort_fingerprint_bytes_free(again.bytes);
}

/* --- round trips --------------------------------------------------------- */

static void encode__of_what_was_decoded_gives_the_same_bytes(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 4; seed++) {
        retort_build_options how = corpus_options(seed % 2);
        retort_fingerprint *fp;
        test_corpus c;

        corpus_make(&c, 900 + seed, 5 + 20 * seed, 0);
        fp = corpus_count(&c, NULL, 0, c.count, &how);
        assert_int_equal(retort_fp_set_model(fp, "a/\xc3\xa9", NULL),
                         RETORT_OK);
        assert_int_equal(retort_fp_set_provenance(fp, "{\"a\":1}", NULL),
                         RETORT_OK);
        check_round(fp, false);
        check_round(fp, true);
        retort_fingerprint_free(fp);
        corpus_release(&c);
    }
}

static void encode__of_empty_ones_round_trips(void **state)
{
    (void)state;
    for (uint32_t detail = 0; detail < 2; detail++) {
        const retort_fp_params params = {.rules = 1, .detail = detail};
        retort_fingerprint *none = bytes_small(&params, 0, 4, 0);
        retort_fingerprint *tables = bytes_small(&params, 0x3ff, 4, 0);
        retort_fingerprint *replies = bytes_small(&params, 0, 4, 3);

        check_round(none, false);
        check_round(tables, true);
        check_round(tables, false);
        check_round(replies, false);
        retort_fingerprint_free(none);
        retort_fingerprint_free(tables);
        retort_fingerprint_free(replies);
    }
}

static void encode__after_keep_round_trips(void **state)
{
    static const struct {
        const char *families;
        bool per_reply;
    } kept[] = {
        {"so,op,cl,lo,tk", true}, {"so", false}, {"", false}, {"wd", true}};

    (void)state;
    for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) {
        retort_build_options how = corpus_options(1);
        retort_fingerprint *fp;
        test_corpus c;

        corpus_make(&c, 40 + i, 30, 0);
        fp = corpus_count(&c, NULL, 0, c.count, &how);
        assert_int_equal(retort_fingerprint_keep(fp, kept[i].families,
                                                 kept[i].per_reply, NULL),
                         RETORT_OK);
        check_round(fp, false);
        check_round(fp, true);
        retort_fingerprint_free(fp);
        corpus_release(&c);
    }
}

static void encode__holds_extreme_counters(void **state)
{
    retort_fingerprint *fp = bytes_small(&PLAIN, 0x101, 4, 1);

    (void)state;
    fp->tables[0].count[0] = UINT32_MAX;
    fp->tables[0].count[511] = 128;
    fp->tables[8].count[15] = UINT32_MAX;
    assert_int_equal(retort_fp_style_new(fp, NULL), RETORT_OK);
    fp->style[0] = (retort_fp_style){UINT64_MAX, UINT64_MAX, UINT64_MAX};
    assert_int_equal(retort_fp_settle(fp, NULL), RETORT_OK);
    check_round(fp, false);
    retort_fingerprint_free(fp);
}

static void digest__is_one_for_compact_and_full(void **state)
{
    retort_build_options how = corpus_options(0);
    retort_fingerprint *fp;
    test_corpus c;
    struct file full;
    struct file compact;
    retort_fingerprint *a;
    retort_fingerprint *b;

    (void)state;
    corpus_make(&c, 6, 30, 0);
    fp = corpus_count(&c, NULL, 0, c.count, &how);
    full = encode(fp, false);
    compact = encode(fp, true);
    assert_true(compact.len < full.len);
    assert_non_null(bytes_find(full.bytes, full.len, 0x201));
    assert_null(bytes_find(compact.bytes, compact.len, 0x201));
    a = decode(full);
    b = decode(compact);
    assert_string_equal(corpus_digest(a), corpus_digest(b));
    assert_memory_equal(a->tables[0].total, b->tables[0].total,
                        sizeof(uint32_t) << 14);
    retort_fingerprint_bytes_free(full.bytes);
    retort_fingerprint_bytes_free(compact.bytes);
    retort_fingerprint_free(a);
    retort_fingerprint_free(b);
    retort_fingerprint_free(fp);
    corpus_release(&c);
}

/* --- what is content ------------------------------------------------------ */

static void digest__ignores_model_and_provenance(void **state)
{
    retort_fingerprint *fp = bytes_small(&PLAIN, 3, 4, 3);
    const char *before = corpus_digest(fp);

    (void)state;
    assert_int_equal(retort_fp_set_model(fp, "another", NULL), RETORT_OK);
    assert_int_equal(retort_fp_set_provenance(fp, "{}", NULL), RETORT_OK);
    assert_string_equal(corpus_digest(fp), before);
    retort_fingerprint_free(fp);
}

/* Any change of content changes the digest. */
static void digest__sees_every_part_of_the_content(void **state)
{
    const retort_fp_params params = {.rules = 1, .detail = 1};
    char before[RETORT_DIGEST_HEX_BYTES];

    (void)state;
    for (int change = 0; change < 12; change++) {
        retort_fingerprint *fp = bytes_small(&params, 0x101, 4, 3);

        assert_int_equal(retort_fp_style_new(fp, NULL), RETORT_OK);
        assert_int_equal(retort_fingerprint_digest(fp, before, NULL),
                         RETORT_OK);
        switch (change) {
        case 0: fp->params.channel = 1; break;
        case 1: fp->params.key = 1; break;
        case 2: fp->stats.truncated = 1; break;
        case 3: fp->style[1].square_high = 1; break;
        case 4: fp->replies[1].key[15] = 9; break;
        case 5: fp->replies[1].chars++; break;
        case 6: fp->replies[1].sketch.word[3] = 77; break;
        case 7: fp->replies[1].digest[31] = 9; break;
        case 8: fp->sets[0].items[0] ^= 1; break;
        case 9: fp->tables[0].count[511]++; break;
        case 10: fp->tables[8].count[15]++; break;
        default: fp->record_digest[0] ^= 1; break;
        }
        assert_string_not_equal(corpus_digest(fp), before);
        retort_fingerprint_free(fp);
    }
}

/* The content digest as docs/format-fingerprint.md forms it, from a file. */
static void digest__is_formed_from_the_content_sections(void **state)
{
    retort_fingerprint *fp = bytes_small(&PLAIN, 0x101, 4, 3);
    struct file f = encode(fp, false);
    unsigned char digest[RETORT_SHA256_BYTES];
    char hex[RETORT_SHA256_HEX_BYTES];
    retort_sha256 *h = NULL;

    (void)state;
    assert_int_equal(retort_sha256_new(&h, NULL), RETORT_OK);
    for (size_t i = 0; i < bytes_rows(f.bytes, f.len); i++) {
        unsigned char *row = bytes_row(f.bytes, i);
        size_t raw = (size_t)retort_get_le(row + 24, 8);
        unsigned char *at = f.bytes + retort_get_le(row + 8, 8);
        unsigned char head[12];
        char *opened = retort_mem_new(raw + 1, 1);
        uint32_t flags = (uint32_t)retort_get_le(row + 4, 4);

        memcpy(head, row, 4);
        retort_put_le(head + 4, raw, 8);
        if (flags & RETORT_SECTION_ZLIB)
            assert_int_equal(retort_inflate((retort_span){(const char *)at,
                                                          (size_t)retort_get_le(
                                                              row + 16, 8)},
                                            opened, raw, NULL),
                             RETORT_OK);
        else
            memcpy(opened, at, raw);
        if (flags & RETORT_SECTION_CONTENT) {
            retort_sha256_update(h, head, sizeof(head));
            retort_sha256_update(h, opened, raw);
        }
        retort_mem_free(opened);
    }
    assert_int_equal(retort_sha256_final(h, digest, NULL), RETORT_OK);
    retort_sha256_hex(digest, hex);
    assert_string_equal(corpus_digest(fp), hex);
    retort_sha256_free(h);
    retort_fingerprint_bytes_free(f.bytes);
    retort_fingerprint_free(fp);
}

/* --- layout --------------------------------------------------------------- */

static void encode__aligns_sections_and_lists_them_once(void **state)
{
    const retort_fp_params params = {.rules = 1, .detail = 1};
    retort_fingerprint *fp = bytes_small(&params, 0x3ff, 4, 3);
    struct file f = encode(fp, false);

    (void)state;
    assert_memory_equal(f.bytes, "RETORTFP\1\0\0\0", 12);
    assert_int_equal(bytes_rows(f.bytes, f.len), 2 + 3 + 10 + 4 + 1);
    for (size_t i = 0; i < bytes_rows(f.bytes, f.len); i++) {
        unsigned char *row = bytes_row(f.bytes, i);

        assert_int_equal(retort_get_le(row + 8, 8) % 64, 0);
        assert_int_equal(retort_get_le(row + 40, 8), 0);
        assert_ptr_equal(
            bytes_find(f.bytes, f.len, (uint32_t)retort_get_le(row, 4)), row);
    }
    retort_fingerprint_bytes_free(f.bytes);
    retort_fingerprint_free(fp);
}

/* Every file that is written can be read. */
static void encode__refuses_names_longer_than_a_reader_takes(void **state)
{
    const size_t most = RETORT_FP_PROVENANCE_MAX - 1; /* a NUL between */
    char *name = retort_mem_new(most + 2, 1);
    retort_fingerprint *fp = bytes_small(&PLAIN, 1, 4, 1);

    (void)state;
    assert_non_null(name);
    for (size_t len = most - 1; len <= most + 1; len++) {
        retort_err err = {0};
        struct file f = {NULL, 0};
        retort_status st;

        memset(name, 'n', len);
        name[len] = '\0';
        assert_int_equal(retort_fp_set_model(fp, name, NULL), RETORT_OK);
        st = retort_fingerprint_encode(fp, true, &f.bytes, &f.len, &err);
        assert_int_equal(st, len <= most ? RETORT_OK : RETORT_ERR_LIMIT);
        if (st == RETORT_OK)
            check_round(fp, true);
        else
            assert_int_equal(err.code, st);
        assert_int_equal(f.bytes == NULL, st != RETORT_OK);
        assert_string_not_equal(corpus_digest(fp), "");
        retort_fingerprint_bytes_free(f.bytes);
    }
    retort_mem_free(name);
    retort_fingerprint_free(fp);
}

static void encode__fails_cleanly_without_memory(void **state)
{
    const retort_fp_params params = {.rules = 1, .detail = 1};
    retort_fingerprint *fp = bytes_small(&params, 0x3ff, 4, 3);
    struct file want = encode(fp, false);
    retort_status st = RETORT_ERR_NOMEM;
    long n = 0;

    (void)state;
    for (; st != RETORT_OK && n < 300; n++) {
        struct file f = {NULL, 0};
        retort_err err = {0};

        retort_mem_fail_at(n);
        st = retort_fingerprint_encode(fp, false, &f.bytes, &f.len, &err);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || st == RETORT_ERR_NOMEM);
        assert_int_equal(err.code, st);
        if (st == RETORT_OK) {
            assert_int_equal(f.len, want.len);
            assert_memory_equal(f.bytes, want.bytes, want.len);
        }
        retort_fingerprint_bytes_free(f.bytes);
    }
    assert_int_equal(st, RETORT_OK);
    assert_true(n > 10);
    retort_fingerprint_bytes_free(want.bytes);
    retort_fingerprint_free(fp);
}

static void digest__fails_cleanly_without_memory(void **state)
{
    retort_fingerprint *fp = bytes_small(&PLAIN, 0x3ff, 4, 3);
    retort_status st = RETORT_ERR_NOMEM;
    long n = 0;

    (void)state;
    for (; st != RETORT_OK && n < 100; n++) {
        char hex[RETORT_DIGEST_HEX_BYTES];

        retort_mem_fail_at(n);
        st = retort_fingerprint_digest(fp, hex, NULL);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || st == RETORT_ERR_NOMEM);
    }
    assert_int_equal(st, RETORT_OK);
    assert_true(n > 1);
    retort_fingerprint_free(fp);
}

/* --- golden hashes --------------------------------------------------------- */

static uint64_t token(const char *s)
{
    return retort_hash_token(s, strlen(s));
}

/* The hash that the first token of a text gets on its way to the families. */
static uint64_t scanned(const char *text)
{
    retort_tokens t = {0};
    uint64_t h;

    assert_int_equal(retort_tokens_scan(&t, retort_span_of(text), NULL),
                     RETORT_OK);
    assert_int_equal(t.count, 1);
    h = t.hash[0];
    retort_tokens_release(&t);
    return h;
}

struct golden {
    const char *name; /* as the page has it */
    uint64_t hash;
};

enum { GOLDEN = 10 };

static void compute(struct golden out[GOLDEN])
{
    const uint64_t words[] = {token("the"), token("don't"), token("#"),
                              token("counterintuitives")};
    const uint64_t tagged[] = {2, token("the"), token("don't")};

    out[0] = (struct golden){"token `the`", words[0]};
    out[1] = (struct golden){"token `don't`", words[1]};
    out[2] = (struct golden){"token `#`", words[2]};
    out[3] = (struct golden){"token `counterintuitives`", words[3]};
    out[4] = (struct golden){"token U+1F642", token("\xf0\x9f\x99\x82")};
    out[5] = (struct golden){"sequence `the`", retort_sequence_hash(words, 1)};
    out[6] = (struct golden){"sequence `the` `don't`",
                             retort_sequence_hash(words, 2)};
    out[7] = (struct golden){"sequence `the` `don't` `#` `counterintuitives`",
                             retort_sequence_hash(words, 4)};
    out[8] = (struct golden){"op, raw, k = 2: `the` `don't`",
                             retort_sequence_hash(tagged, 3)};
    out[9] = (struct golden){"character 3-gram `the`", retort_hash64("the", 3)};
}

static void golden__hashes_are_those_of_the_page(void **state)
{
    struct golden all[GOLDEN];
    static char page[1 << 16];
    FILE *f = fopen(TEST_DATA_DIR "/../docs/format-fingerprint.md", "r");

    (void)state;
    assert_non_null(f);
    page[fread(page, 1, sizeof(page) - 1, f)] = '\0';
    (void)fclose(f);
    compute(all);
    for (size_t i = 0; i < GOLDEN; i++) {
        char row[160];

        (void)snprintf(row, sizeof(row), "| %s | `%016llx` |", all[i].name,
                       (unsigned long long)all[i].hash);
        if (!strstr(page, row))
            fail_msg("the page lacks: %s", row);
    }
}

static void golden__hashes_are_those_of_the_scanner(void **state)
{
    struct golden all[GOLDEN];

    (void)state;
    compute(all);
    assert_true(scanned("The") == all[0].hash);
    assert_true(scanned("Don\xe2\x80\x99t") == all[1].hash);
    assert_true(scanned("12345") == all[2].hash);
    assert_true(scanned("counterintuitives") == all[3].hash);
    assert_true(scanned("\xf0\x9f\x99\x82") == all[4].hash);
}

static bool counts(const char *family, const char *text, uint64_t hash)
{
    retort_analysis a = {0};
    retort_hash_list *list = NULL;
    bool found = false;

    assert_int_equal(retort_analysis_read(&a, retort_span_of(text), NULL),
                     RETORT_OK);
    assert_int_equal(
        retort_analysis_count(
            &a, &retort_families()[retort_family_find(family)], &list, NULL),
        RETORT_OK);
    for (size_t i = 0; i < list->count; i++)
        found |= list->items[i] == hash;
    retort_analysis_release(&a);
    return found;
}

static void golden__hashes_are_those_of_the_families(void **state)
{
    const char *text = "The don't 7 counterintuitives";
    struct golden all[GOLDEN];

    (void)state;
    compute(all);
    for (size_t i = 5; i < 8; i++)
        assert_true(counts("wd", text, all[i].hash));
    assert_true(counts("tk", text, all[5].hash));
    assert_false(counts("tk", text, all[6].hash));
    assert_true(counts("op", text, all[8].hash));
    assert_true(counts("ch", text, all[9].hash));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encode__of_what_was_decoded_gives_the_same_bytes),
        cmocka_unit_test(encode__of_empty_ones_round_trips),
        cmocka_unit_test(encode__after_keep_round_trips),
        cmocka_unit_test(encode__holds_extreme_counters),
        cmocka_unit_test(digest__is_one_for_compact_and_full),
        cmocka_unit_test(digest__ignores_model_and_provenance),
        cmocka_unit_test(digest__sees_every_part_of_the_content),
        cmocka_unit_test(digest__is_formed_from_the_content_sections),
        cmocka_unit_test(encode__aligns_sections_and_lists_them_once),
        cmocka_unit_test(encode__refuses_names_longer_than_a_reader_takes),
        cmocka_unit_test(encode__fails_cleanly_without_memory),
        cmocka_unit_test(digest__fails_cleanly_without_memory),
        cmocka_unit_test(golden__hashes_are_those_of_the_page),
        cmocka_unit_test(golden__hashes_are_those_of_the_scanner),
        cmocka_unit_test(golden__hashes_are_those_of_the_families),
    };

    return cmocka_run_group_tests_name("encode", tests, NULL, NULL);
}
