#include "ingest/unzstd.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "unit/ingest/pack_helper.h"

typedef struct outcome {
    retort_status status;
    bool is_whole;
    uint64_t frames;
    char text[256];
} outcome;

/* Decompress with blocks of @in_step bytes in and @out_step bytes out. */
static outcome unpack_by(const retort_buf *packed, size_t in_step,
                         size_t out_step)
{
    outcome o = {.status = RETORT_OK};
    retort_unzstd *z;
    char block[64];

    assert_true(out_step < sizeof(block));
    assert_int_equal(retort_buf_status(packed), RETORT_OK);
    assert_int_equal(retort_unzstd_new(&z, NULL), RETORT_OK);
    for (size_t at = 0; at < packed->len && o.status == RETORT_OK;
         at += in_step) {
        size_t n = packed->len - at < in_step ? packed->len - at : in_step;
        retort_span in = {packed->ptr + at, n};
        size_t len;

        do {
            o.status = retort_unzstd_run(z, &in, block, out_step, &len, NULL);
            strncat(o.text, block, len);
        } while (o.status == RETORT_OK && (len > 0 || in.len > 0));
    }
    o.is_whole = retort_unzstd_is_whole(z);
    o.frames = retort_unzstd_frames(z);
    retort_unzstd_free(z);
    return o;
}

static outcome unpack_all(retort_buf *packed)
{
    outcome first = unpack_by(packed, packed->len ? packed->len : 1, 63);

    for (size_t step = 1; step < 9; step++) {
        outcome o = unpack_by(packed, step, 1 + step % 3);

        assert_int_equal(o.status, first.status);
        assert_int_equal(o.is_whole, first.is_whole);
        assert_int_equal(o.frames, first.frames);
        if (o.status == RETORT_OK)
            assert_string_equal(o.text, first.text);
    }
    retort_buf_release(packed);
    return first;
}

static retort_buf empty_buf(void)
{
    retort_buf b;

    retort_buf_init(&b, PACK_BYTES_MAX);
    return b;
}

static void run__joins_frames_and_counts_them(void **state)
{
    retort_buf b = empty_buf();
    outcome o;

    (void)state;
    pack_zstd(&b, "one ");
    pack_zstd(&b, "two");
    o = unpack_all(&b);
    assert_int_equal(o.status, RETORT_OK);
    assert_true(o.is_whole);
    assert_int_equal(o.frames, 2);
    assert_string_equal(o.text, "one two");
}

static void run__passes_over_skippable_frames(void **state)
{
    retort_buf b = empty_buf();
    outcome o;

    (void)state;
    pack_le(&b, 0x184d2a50, 4);
    pack_le(&b, 5, 4);
    retort_buf_puts(&b, "notes");
    pack_zstd(&b, "text");
    o = unpack_all(&b);
    assert_int_equal(o.status, RETORT_OK);
    assert_true(o.is_whole);
    assert_string_equal(o.text, "text");
}

/* "[1]" with its checksum, as the command line tool writes it. */
static const unsigned char CHECKED[] = {0x28, 0xb5, 0x2f, 0xfd, 0x04, 0x58,
                                        0x19, 0x00, 0x00, 0x5b, 0x31, 0x5d,
                                        0x40, 0xf4, 0x07, 0x62};

static void run__verifies_a_checksum(void **state)
{
    (void)state;
    for (int damage = 0; damage <= 1; damage++) {
        retort_buf b = empty_buf();

        retort_buf_add(&b,
                       (retort_span){(const char *)CHECKED, sizeof(CHECKED)});
        b.ptr[b.len - 1] = (char)(b.ptr[b.len - 1] ^ damage);
        assert_int_equal(unpack_all(&b).status,
                         damage ? RETORT_ERR_FORMAT : RETORT_OK);
    }
}

static void run__refuses_junk_behind_a_frame(void **state)
{
    retort_buf b = empty_buf();

    (void)state;
    pack_zstd(&b, "text");
    retort_buf_puts(&b, "{\"no\":\"frame\"}");
    assert_int_equal(unpack_all(&b).status, RETORT_ERR_FORMAT);
}

static void run__refuses_frames_of_early_versions(void **state)
{
    (void)state;
    for (unsigned version = 0x1e; version <= 0x27; version++) {
        retort_buf b = empty_buf();

        pack_zstd(&b, "text");
        pack_zstd(&b, "text");
        b.ptr[b.len / 2] = (char)version;
        assert_int_equal(unpack_all(&b).status, RETORT_ERR_FORMAT);
    }
}

static void begins__tells_frames_by_any_first_bytes(void **state)
{
    (void)state;
    for (size_t len = 0; len <= RETORT_ZSTD_MAGIC_BYTES; len++) {
        assert_true(retort_zstd_begins("\x28\xb5\x2f\xfd", len));
        assert_true(retort_zstd_begins("\x50\x2a\x4d\x18", len));
        assert_true(retort_zstd_begins("\x5f\x2a\x4d\x18", len));
    }
    assert_false(retort_zstd_begins("\x25\xb5\x2f\xfd", 1));
    assert_false(retort_zstd_begins("\x60\x2a\x4d\x18", 1));
    assert_false(retort_zstd_begins("\x28\xb5\x2f\xfc", 4));
    assert_false(retort_zstd_begins("\x50\x2a\x4d\x19", 4));
    assert_false(retort_zstd_begins("\x28\x2a", 2));
}

static void run__refuses_a_window_above_the_limit(void **state)
{
    retort_buf b = empty_buf();

    (void)state;
    pack_zstd(&b, "text");
    b.ptr[5] = (char)(18 << 3); /* 2^28 bytes */
    assert_int_equal(unpack_all(&b).status, RETORT_ERR_FORMAT);
}

static void is_whole__is_false_at_every_cut(void **state)
{
    (void)state;
    for (size_t cut = 0; cut < sizeof(CHECKED); cut++) {
        retort_buf b = empty_buf();
        outcome o;

        retort_buf_add(&b, (retort_span){(const char *)CHECKED, cut});
        o = unpack_all(&b);
        assert_int_equal(o.status, RETORT_OK);
        assert_false(o.is_whole);
    }
}

static void new__survives_want_of_memory(void **state)
{
    retort_unzstd *z;

    (void)state;
    retort_mem_fail_at(0);
    assert_int_equal(retort_unzstd_new(&z, NULL), RETORT_ERR_NOMEM);
    retort_mem_fail_at(-1);
    assert_null(z);
    retort_unzstd_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(run__joins_frames_and_counts_them),
        cmocka_unit_test(run__passes_over_skippable_frames),
        cmocka_unit_test(run__verifies_a_checksum),
        cmocka_unit_test(run__refuses_junk_behind_a_frame),
        cmocka_unit_test(run__refuses_frames_of_early_versions),
        cmocka_unit_test(begins__tells_frames_by_any_first_bytes),
        cmocka_unit_test(run__refuses_a_window_above_the_limit),
        cmocka_unit_test(is_whole__is_false_at_every_cut),
        cmocka_unit_test(new__survives_want_of_memory),
    };

    return cmocka_run_group_tests_name("unzstd", tests, NULL, NULL);
}
