#include <retort/fingerprint.h>

#include <retort/limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/mem.h"
#include "fingerprint/deflate.h"
#include "support/counted_corpus.h"
#include "support/fingerprint_bytes.h"

static const retort_fp_params PLAIN = {.rules = 1};
static const retort_fp_params DETAIL = {.rules = 1, .detail = 1};

struct file {
    unsigned char *bytes;
    size_t len;
};

static struct file file_of(const retort_fp_params *params, uint32_t families,
                           uint32_t replies)
{
    retort_fingerprint *fp = bytes_small(params, families, 4, replies);
    struct file f;

    assert_non_null(fp);
    assert_int_equal(retort_fp_set_model(fp, "m", NULL), RETORT_OK);
    assert_int_equal(retort_fp_set_provenance(fp, "{}", NULL), RETORT_OK);
    assert_int_equal(
        retort_fingerprint_encode(fp, false, &f.bytes, &f.len, NULL),
        RETORT_OK);
    retort_fingerprint_free(fp);
    return f;
}

/* Decode and throw away; on failure the error must be told in full. */
static retort_status decode(struct file f, retort_err *err)
{
    retort_fingerprint *fp = (void *)1;
    retort_status st;

    *err = (retort_err){0};
    st = retort_fingerprint_decode(
        &fp, (retort_span){(const char *)f.bytes, f.len}, err);
    if (st == RETORT_OK) {
        retort_fingerprint_free(fp);
        return st;
    }
    assert_null(fp);
    assert_int_equal(err->code, st);
    assert_true(err->text[0]);
    assert_true(err->offset <= f.len);
    return st;
}

static void put(struct file f, uint32_t id, size_t at, uint64_t v, size_t n)
{
    unsigned char *p = bytes_section(f.bytes, f.len, id);

    assert_non_null(p);
    retort_put_le(p + at, v, n);
}

/* Store a section's raw bytes without compression at the end of the file. */
static struct file with_section(struct file f, uint32_t id, const void *raw,
                                size_t len)
{
    size_t at = (f.len + 63) / 64 * 64;
    unsigned char *p = retort_mem_new(at + len + 1, 1);
    unsigned char *row;

    assert_non_null(p);
    memcpy(p, f.bytes, f.len);
    memcpy(p + at, raw, len);
    retort_fingerprint_bytes_free(f.bytes);
    f = (struct file){p, at + len};
    row = bytes_find(f.bytes, f.len, id);
    assert_non_null(row);
    retort_put_le(row + 4, 2, 4); /* content, not compressed */
    retort_put_le(row + 8, at, 8);
    retort_put_le(row + 16, len, 8);
    retort_put_le(row + 24, len, 8);
    bytes_repair(f.bytes, f.len);
    return f;
}

/* --- damage ---------------------------------------------------------------- */

static void decode__refuses_every_cut(void **state)
{
    struct file f = file_of(&DETAIL, 0x101, 3);
    retort_err err;

    (void)state;
    assert_int_equal(decode(f, &err), RETORT_OK);
    for (size_t n = 0; n < f.len; n++) {
        retort_status st = decode((struct file){f.bytes, n}, &err);

        assert_true(st == RETORT_ERR_FORMAT || st == RETORT_ERR_TRUNCATED);
    }
    retort_fingerprint_bytes_free(f.bytes);
}

/* A copy without a byte to spare: reading past it is seen by ASan. */
static void decode__does_not_read_past_a_repaired_cut(void **state)
{
    struct file f = file_of(&DETAIL, 0x101, 3);
    retort_err err;

    (void)state;
    for (size_t n = 1; n < f.len; n += 3) {
        struct file cut = {retort_mem_new(n, 1), n};

        assert_non_null(cut.bytes);
        memcpy(cut.bytes, f.bytes, n);
        bytes_repair(cut.bytes, n);
        assert_int_not_equal(decode(cut, &err), RETORT_OK);
        retort_mem_free(cut.bytes);
    }
    retort_fingerprint_bytes_free(f.bytes);
}

static void decode__sees_every_flipped_bit_of_head_and_sections(void **state)
{
    struct file f = file_of(&PLAIN, 0x101, 3);
    size_t rows = bytes_rows(f.bytes, f.len);
    retort_err err;

    (void)state;
    for (size_t n = 0; n < 16 + 48 * rows + 8; n++) {
        f.bytes[n] ^= 1u << n % 8;
        assert_int_not_equal(decode(f, &err), RETORT_OK);
        f.bytes[n] ^= 1u << n % 8;
    }
    for (size_t i = 0; i < rows; i++) {
        unsigned char *row = bytes_row(f.bytes, i);
        size_t at = (size_t)retort_get_le(row + 8, 8);

        for (size_t n = 0; n < retort_get_le(row + 16, 8); n++) {
            f.bytes[at + n] ^= 1u << n % 8;
            assert_int_equal(decode(f, &err), RETORT_ERR_FORMAT);
            assert_int_equal(err.offset, at);
            f.bytes[at + n] ^= 1u << n % 8;
        }
    }
    retort_fingerprint_bytes_free(f.bytes);
}

static void decode__survives_repaired_noise(void **state)
{
    test_random r = {12};
    retort_err err;

    (void)state;
    for (int round = 0; round < 3000; round++) {
        struct file f = file_of(round % 2 ? &PLAIN : &DETAIL, 0x101, 3);
        size_t n = 1 + random_below(&r, 4);

        for (size_t i = 0; i < n; i++)
            f.bytes[random_below(&r, f.len)] = (unsigned char)random_next(&r);
        bytes_repair(f.bytes, f.len);
        (void)decode(f, &err);
        retort_fingerprint_bytes_free(f.bytes);
    }
}

/* --- the head --------------------------------------------------------------- */

static void decode__refuses_other_magic_and_versions(void **state)
{
    struct file f = file_of(&PLAIN, 1, 1);
    retort_err err;

    (void)state;
    f.bytes[0] = 'r';
    bytes_repair(f.bytes, f.len);
    assert_int_equal(decode(f, &err), RETORT_ERR_FORMAT);
    f.bytes[0] = 'R';
    retort_put_le(f.bytes + 8, 2, 4);
    bytes_repair(f.bytes, f.len);
    assert_int_equal(decode(f, &err), RETORT_ERR_MISMATCH);
    assert_non_null(strstr(err.text, "2"));
    assert_non_null(strstr(err.text, "1"));
    assert_int_equal(err.offset, 8);
    retort_put_le(f.bytes + 8, 1, 4);
    put(f, RETORT_SECTION_PARAMS, 0, 9, 4);
    bytes_repair(f.bytes, f.len);
    assert_int_equal(decode(f, &err), RETORT_ERR_MISMATCH);
    assert_non_null(strstr(err.text, "rule version 9"));
    assert_int_equal(decode((struct file){NULL, 0}, &err), RETORT_ERR_FORMAT);
    retort_fingerprint_bytes_free(f.bytes);
}

static void decode__holds_the_limit_of_sections(void **state)
{
    static const retort_status want[] = {RETORT_OK, RETORT_OK,
                                         RETORT_ERR_LIMIT};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct file f = file_of(&PLAIN, 0, 0);
        size_t had = bytes_rows(f.bytes, f.len);
        size_t n = RETORT_FP_SECTIONS_MAX - 1 + i;
        size_t grown = (n - had) * RETORT_FP_ROW_BYTES;
        size_t move = (grown + 63) / 64 * 64;
        size_t rows_end = 16 + 48 * had;
        struct file g = {retort_mem_new(f.len + move, 1), f.len + move};
        size_t body = (size_t)retort_get_le(bytes_row(f.bytes, 0) + 8, 8);
        retort_err err;

        memcpy(g.bytes, f.bytes, rows_end);
        memcpy(g.bytes + body + move, f.bytes + body, f.len - body);
        retort_put_le(g.bytes + 12, n, 4);
        for (size_t k = 0; k < n; k++) {
            unsigned char *row = bytes_row(g.bytes, k);

            if (k < had)
                retort_put_le(row + 8, retort_get_le(row + 8, 8) + move, 8);
            else
                retort_put_le(row, 0x1000 + k, 4); /* unknown and empty */
        }
        bytes_repair(g.bytes, g.len);
        assert_int_equal(decode(g, &err), want[i]);
        if (want[i] == RETORT_ERR_LIMIT)
            assert_non_null(strstr(err.text, "65 sections are above 64"));
        retort_mem_free(g.bytes);
        retort_fingerprint_bytes_free(f.bytes);
    }
}

struct row_change {
    size_t at;
    uint64_t value;
    size_t bytes;
    retort_status want;
};

static void decode__checks_every_field_of_a_row(void **state)
{
    static const struct row_change all[] = {
        {0, RETORT_SECTION_STATS, 4, RETORT_ERR_FORMAT}, /* twice */
        {8, 65, 8, RETORT_ERR_FORMAT},                   /* not aligned */
        {8, UINT64_MAX, 8, RETORT_ERR_TRUNCATED},
        {8, UINT64_MAX - 63, 8, RETORT_ERR_TRUNCATED},
        {8, 1 << 20, 8, RETORT_ERR_TRUNCATED},
        {16, UINT64_MAX, 8, RETORT_ERR_TRUNCATED},
        {16, 55, 8, RETORT_ERR_FORMAT}, /* two lengths */
        {24, UINT64_MAX, 8, RETORT_ERR_LIMIT},
        {24, (UINT64_C(1) << 30) + 1, 8, RETORT_ERR_LIMIT},
        {24, UINT64_C(1) << 30, 8, RETORT_ERR_FORMAT}, /* two lengths */
    };

    (void)state;
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        struct file f = file_of(&PLAIN, 1, 1);
        retort_err err;

        retort_put_le(bytes_row(f.bytes, 0) + all[i].at, all[i].value,
                      all[i].bytes);
        bytes_repair(f.bytes, f.len);
        assert_int_equal(decode(f, &err), all[i].want);
        retort_fingerprint_bytes_free(f.bytes);
    }
}

static void decode__misses_each_section_that_must_be_there(void **state)
{
    static const uint32_t ids[] = {1, 2, 4, 5, 6, 0x101, 0x109};

    (void)state;
    for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
        struct file f = file_of(&DETAIL, 0x101, 3);
        char said[40];
        retort_err err;

        retort_put_le(bytes_find(f.bytes, f.len, ids[i]), 0x5000, 4);
        bytes_repair(f.bytes, f.len);
        assert_int_equal(decode(f, &err), RETORT_ERR_FORMAT);
        (void)snprintf(said, sizeof(said), "section %u is missing", ids[i]);
        assert_string_equal(err.text, said);
        retort_fingerprint_bytes_free(f.bytes);
    }
}

/* --- parameters and statistics ----------------------------------------------- */

struct change {
    uint32_t id;
    size_t at;
    uint64_t value;
    size_t bytes;
    retort_status want;
};

static void decode__checks_parameters_and_statistics(void **state)
{
    static const struct change all[] = {
        {1, 4, 3, 4, RETORT_OK},         /* the last channel */
        {1, 4, 4, 4, RETORT_ERR_FORMAT}, /* no channel */
        {1, 8, 1, 4, RETORT_OK},         /* prompt key by id */
        {1, 8, 2, 4, RETORT_ERR_FORMAT},
        {1, 12, 2, 4, RETORT_ERR_FORMAT}, /* detail */
        {1, 12, 1, 4, RETORT_ERR_FORMAT}, /* detail without sets */
        {1, 16, 0, 4, RETORT_ERR_FORMAT}, /* families */
        {1, 16, UINT32_MAX, 4, RETORT_ERR_FORMAT},
        {1, 20, 4, 4, RETORT_ERR_FORMAT},   /* flags */
        {1, 20, 2, 4, RETORT_ERR_FORMAT},   /* digests without replies */
        {1, 24, 0, 1, RETORT_ERR_FORMAT},   /* record digest */
        {1, 56, 999, 2, RETORT_ERR_FORMAT}, /* unknown family */
        {1, 56, 9, 2, RETORT_ERR_FORMAT},   /* another: blocks do not fit */
        {1, 60, 1, 2, RETORT_ERR_FORMAT},   /* twice */
        {1, 59, 0, 1, RETORT_ERR_FORMAT},   /* not blocked */
        {2, 0, 2, 8, RETORT_ERR_FORMAT},    /* fewer replies than listed */
        {2, 0, RETORT_RECORDS_MAX, 8, RETORT_ERR_FORMAT}, /* too few bytes */
        {2, 0, RETORT_RECORDS_MAX + 1, 8, RETORT_ERR_LIMIT},
        {2, 0, UINT64_MAX, 8, RETORT_ERR_LIMIT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        struct file f = file_of(&PLAIN, 0x101, 3);
        retort_err err;
        retort_status st;

        put(f, all[i].id, all[i].at, all[i].value, all[i].bytes);
        bytes_repair(f.bytes, f.len);
        st = decode(f, &err);
        if (st != all[i].want)
            fail_msg("change %zu: %s", i, err.text);
        retort_fingerprint_bytes_free(f.bytes);
    }
}

/* Bits outside 4 to 22 are refused before anything of that size is taken. */
static void decode__holds_the_limits_of_bits(void **state)
{
    static const struct {
        uint8_t bits;
        retort_status want;
    } all[] = {{3, RETORT_ERR_LIMIT},   {4, RETORT_OK},
               {5, RETORT_ERR_FORMAT}, /* allowed, but the counts are of 4 */
               {22, RETORT_ERR_FORMAT}, {23, RETORT_ERR_LIMIT},
               {64, RETORT_ERR_LIMIT},  {255, RETORT_ERR_LIMIT}};

    (void)state;
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        struct file f = file_of(&PLAIN, 0x100, 1); /* la: not blocked */
        retort_err err;

        put(f, 1, 58, all[i].bits, 1);
        bytes_repair(f.bytes, f.len);
        assert_int_equal(decode(f, &err), all[i].want);
        retort_fingerprint_bytes_free(f.bytes);
    }
}

static void decode__reads_the_largest_and_smallest_tables(void **state)
{
    static const uint8_t bits[] = {4, 5, 21, 22};

    (void)state;
    for (size_t i = 0; i < sizeof(bits); i++) {
        retort_fingerprint *fp = bytes_small(&PLAIN, 0x100, bits[i], 1);
        retort_fingerprint *back = NULL;
        struct file f;

        assert_int_equal(
            retort_fingerprint_encode(fp, true, &f.bytes, &f.len, NULL),
            RETORT_OK);
        assert_int_equal(
            retort_fingerprint_decode(
                &back, (retort_span){(const char *)f.bytes, f.len}, NULL),
            RETORT_OK);
        assert_string_equal(corpus_digest(fp), corpus_digest(back));
        retort_fingerprint_free(back);
        retort_fingerprint_free(fp);
        retort_fingerprint_bytes_free(f.bytes);
    }
}

/* --- counts -------------------------------------------------------------------- */

struct counts {
    const char *what;
    unsigned char bytes[16];
    size_t len;
    bool zeros; /* the other 31 blocks follow, empty */
    retort_status want;
};

static void decode__checks_the_counts_of_a_block(void **state)
{
    static const struct counts all[] = {
        {"nothing", {0}, 1, true, RETORT_OK},
        {"one count", {1, 15, 3}, 3, true, RETORT_OK},
        {"two counts", {2, 0, 1, 9, 9}, 5, true, RETORT_OK},
        {"bucket 16 of 16", {1, 16, 3}, 3, true, RETORT_ERR_FORMAT},
        {"a gap beyond", {2, 15, 1, 3, 3}, 5, true, RETORT_ERR_FORMAT},
        {"the same bucket twice", {2, 3, 0, 3, 3}, 5, true, RETORT_ERR_FORMAT},
        {"a count of zero", {1, 3, 0}, 3, true, RETORT_ERR_FORMAT},
        {"17 counts of 16", {17, 3, 0}, 3, true, RETORT_ERR_FORMAT},
        {"no values", {3, 1, 1}, 3, false, RETORT_ERR_FORMAT},
        {"a long form of 3", {1, 3, 0x83, 0}, 4, true, RETORT_ERR_FORMAT},
        {"2^32 - 1", {1, 3, 0xff, 0xff, 0xff, 0xff, 0x0f}, 7, true, RETORT_OK},
        {"2^32",
         {1, 3, 0x80, 0x80, 0x80, 0x80, 0x10},
         7,
         true,
         RETORT_ERR_FORMAT},
        {"2^64 - 1 as a gap",
         {2, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 1, 1},
         14,
         true,
         RETORT_ERR_FORMAT},
        {"a varint without end",
         {1, 3, 0xff, 0xff},
         4,
         false,
         RETORT_ERR_FORMAT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        unsigned char raw[64] = {0};
        struct file f = file_of(&PLAIN, 1, 1);
        retort_err err;
        retort_status st;

        memcpy(raw, all[i].bytes, all[i].len);
        f = with_section(f, 0x101, raw,
                         all[i].zeros ? all[i].len + 31 : all[i].len);
        st = decode(f, &err);
        if (all[i].len < 32 && !all[i].zeros)
            assert_int_equal(st, RETORT_ERR_FORMAT);
        else if (st != all[i].want)
            fail_msg("%s: %s", all[i].what, err.text);
        retort_mem_free(f.bytes);
        if (!all[i].zeros)
            continue;
        f = with_section(file_of(&PLAIN, 1, 1), 0x101, raw, all[i].len + 32);
        assert_int_equal(decode(f, &err), RETORT_ERR_FORMAT); /* bytes behind */
        retort_mem_free(f.bytes);
        f = with_section(file_of(&PLAIN, 1, 1), 0x101, raw, all[i].len + 30);
        assert_int_equal(decode(f, &err),
                         RETORT_ERR_FORMAT); /* a block short */
        retort_mem_free(f.bytes);
    }
}

/* --- replies and sets ------------------------------------------------------------ */

static void decode__wants_ascending_prompt_keys(void **state)
{
    unsigned char raw[2 * RETORT_REPLY_BYTES] = {0};
    struct file f = with_section(file_of(&PLAIN, 0, 2), 4, raw, sizeof(raw));
    retort_err err;

    (void)state;
    assert_int_equal(decode(f, &err), RETORT_OK);
    retort_mem_free(f.bytes);
    raw[15] = 1;
    f = with_section(file_of(&PLAIN, 0, 2), 4, raw, sizeof(raw));
    assert_int_equal(decode(f, &err), RETORT_ERR_FORMAT);
    assert_string_equal(err.text, "prompt keys are not ascending");
    retort_mem_free(f.bytes);
    f = with_section(file_of(&PLAIN, 0, 2), 4, raw, sizeof(raw) - 1);
    assert_int_equal(decode(f, &err), RETORT_ERR_FORMAT);
    retort_mem_free(f.bytes);
}

struct sets {
    const char *what;
    uint32_t words[8];
    size_t len;
    retort_status want;
};

static void decode__checks_hash_sets(void **state)
{
    static const struct sets all[] = {
        {"three empty sets", {0, 0, 0}, 12, RETORT_OK},
        {"one member", {1, 7, 0, 0}, 16, RETORT_OK},
        {"two members", {0, 0, 2, 7, UINT32_MAX}, 20, RETORT_OK},
        {"two equal members", {0, 0, 2, 7, 7}, 20, RETORT_ERR_FORMAT},
        {"descending members", {0, 0, 2, 7, 6}, 20, RETORT_ERR_FORMAT},
        {"nothing", {0}, 0, RETORT_ERR_FORMAT},
        {"two sets", {0, 0}, 8, RETORT_ERR_FORMAT},
        {"half a count", {0, 0, 0}, 10, RETORT_ERR_FORMAT},
        {"four sets", {0, 0, 0, 0}, 16, RETORT_ERR_FORMAT},
        {"a member short", {0, 0, 3, 1, 2}, 20, RETORT_ERR_FORMAT},
        {"2^32 - 1 members", {UINT32_MAX, 1, 2, 3}, 16, RETORT_ERR_FORMAT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        struct file f =
            with_section(file_of(&DETAIL, 0, 1), 6, all[i].words, all[i].len);
        retort_err err;
        retort_status st = decode(f, &err);

        if (st != all[i].want)
            fail_msg("%s: %s", all[i].what, err.text);
        retort_mem_free(f.bytes);
    }
}

/* --- provenance -------------------------------------------------------------------- */

static void decode__checks_model_and_provenance(void **state)
{
    static const struct {
        const char *raw;
        size_t len;
        retort_status want;
    } all[] = {{"m\0{}", 4, RETORT_OK},
               {"\0", 1, RETORT_OK},
               {"m", 1, RETORT_ERR_FORMAT},
               {"m\0{}\0", 5, RETORT_ERR_FORMAT},
               {"m\0\0", 3, RETORT_ERR_FORMAT}};

    (void)state;
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        struct file f = file_of(&PLAIN, 1, 1);
        unsigned char *row;
        retort_buf packed;
        retort_err err;

        f = with_section(f, 7, all[i].raw, all[i].len);
        assert_int_equal(decode(f, &err), RETORT_ERR_FORMAT); /* not packed */
        row = bytes_find(f.bytes, f.len, 7);
        assert_int_equal(err.offset, retort_get_le(row + 8, 8));
        retort_buf_init(&packed, 4096);
        assert_int_equal(retort_deflate(&packed,
                                        (retort_span){all[i].raw, all[i].len},
                                        1, NULL),
                         RETORT_OK);
        f = with_section(f, 7, packed.ptr, packed.len);
        row = bytes_find(f.bytes, f.len, 7);
        retort_put_le(row + 4, 1, 4);
        retort_put_le(row + 24, all[i].len, 8);
        bytes_repair(f.bytes, f.len);
        assert_int_equal(decode(f, &err), all[i].want);
        retort_buf_release(&packed);
        retort_mem_free(f.bytes);
    }
}

static void decode__does_without_provenance(void **state)
{
    struct file f = file_of(&PLAIN, 1, 1);
    retort_fingerprint *fp = NULL;

    (void)state;
    retort_put_le(bytes_find(f.bytes, f.len, 7), 0x5000, 4);
    bytes_repair(f.bytes, f.len);
    assert_int_equal(
        retort_fingerprint_decode(
            &fp, (retort_span){(const char *)f.bytes, f.len}, NULL),
        RETORT_OK);
    assert_string_equal(retort_fingerprint_model(fp), "");
    retort_fingerprint_free(fp);
    retort_fingerprint_bytes_free(f.bytes);
}

/* --- totals, memory ------------------------------------------------------------------ */

static void totals_only__gives_the_same_totals(void **state)
{
    (void)state;
    for (int compact = 0; compact < 2; compact++) {
        retort_build_options how = corpus_options(1);
        retort_fingerprint *fp;
        retort_fingerprint *totals = NULL;
        struct file f;
        test_corpus c;

        corpus_make(&c, 61, 25, 0);
        fp = corpus_count(&c, NULL, 0, c.count, &how);
        assert_int_equal(
            retort_fingerprint_encode(fp, compact, &f.bytes, &f.len, NULL),
            RETORT_OK);
        assert_int_equal(
            retort_fp_decode(&totals,
                             (retort_span){(const char *)f.bytes, f.len}, true,
                             NULL),
            RETORT_OK);
        for (size_t i = 0; i < retort_family_count(); i++) {
            const retort_fp_table *t = &totals->tables[i];

            assert_int_equal(t->count == NULL, t->family->blocked);
            assert_memory_equal(t->total, fp->tables[i].total,
                                sizeof(uint32_t) << t->bits);
        }
        assert_memory_equal(totals->record_digest, fp->record_digest,
                            RETORT_SHA256_BYTES);
        assert_int_equal(totals->reply_count, fp->reply_count);
        for (size_t i = 0; i < fp->reply_count; i++)
            assert_memory_equal(totals->replies[i].key, fp->replies[i].key,
                                RETORT_KEY_BYTES);
        assert_int_equal(totals->set_count, fp->set_count);
        retort_fingerprint_free(totals);
        retort_fingerprint_free(fp);
        retort_fingerprint_bytes_free(f.bytes);
        corpus_release(&c);
    }
}

/* Sums of blocks that pass 32 bits are refused or wrap alike in both ways. */
static void totals_only__refuses_totals_that_would_wrap(void **state)
{
    unsigned char raw[64] = {1, 3, 0xff, 0xff, 0xff, 0xff, 0x0f, 1, 3, 1};
    struct file f = with_section(file_of(&PLAIN, 1, 1), 0x101, raw, 10 + 30);
    retort_fingerprint *fp = NULL;

    (void)state;
    assert_int_equal(
        retort_fp_decode(&fp, (retort_span){(const char *)f.bytes, f.len}, true,
                         NULL),
        RETORT_ERR_FORMAT);
    assert_null(fp);
    retort_mem_free(f.bytes);
}

static void decode__fails_cleanly_without_memory(void **state)
{
    struct file f = file_of(&DETAIL, 0x3ff, 4);

    (void)state;
    for (int totals = 0; totals < 2; totals++) {
        retort_status st = RETORT_ERR_NOMEM;
        long n = 0;

        for (; st != RETORT_OK && n < 200; n++) {
            retort_fingerprint *fp = NULL;
            retort_err err = {0};

            retort_mem_fail_at(n);
            st = retort_fp_decode(
                &fp, (retort_span){(const char *)f.bytes, f.len}, totals, &err);
            retort_mem_fail_at(-1);
            assert_true(st == RETORT_OK || st == RETORT_ERR_NOMEM);
            assert_int_equal(err.code, st);
            assert_int_equal(fp == NULL, st != RETORT_OK);
            retort_fingerprint_free(fp);
        }
        assert_int_equal(st, RETORT_OK);
        assert_true(n > 15);
    }
    retort_fingerprint_bytes_free(f.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decode__refuses_every_cut),
        cmocka_unit_test(decode__does_not_read_past_a_repaired_cut),
        cmocka_unit_test(decode__sees_every_flipped_bit_of_head_and_sections),
        cmocka_unit_test(decode__survives_repaired_noise),
        cmocka_unit_test(decode__refuses_other_magic_and_versions),
        cmocka_unit_test(decode__holds_the_limit_of_sections),
        cmocka_unit_test(decode__checks_every_field_of_a_row),
        cmocka_unit_test(decode__misses_each_section_that_must_be_there),
        cmocka_unit_test(decode__checks_parameters_and_statistics),
        cmocka_unit_test(decode__holds_the_limits_of_bits),
        cmocka_unit_test(decode__reads_the_largest_and_smallest_tables),
        cmocka_unit_test(decode__checks_the_counts_of_a_block),
        cmocka_unit_test(decode__wants_ascending_prompt_keys),
        cmocka_unit_test(decode__checks_hash_sets),
        cmocka_unit_test(decode__checks_model_and_provenance),
        cmocka_unit_test(decode__does_without_provenance),
        cmocka_unit_test(totals_only__gives_the_same_totals),
        cmocka_unit_test(totals_only__refuses_totals_that_would_wrap),
        cmocka_unit_test(decode__fails_cleanly_without_memory),
    };

    return cmocka_run_group_tests_name("decode", tests, NULL, NULL);
}
