#include "ingest/bytestream.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <retort/limits.h>

#include "unit/ingest/files_helper.h"
#include "unit/ingest/pack_helper.h"

/* Read all of @path; the text is kept as far as it fits. */
static retort_status read_path(const char *path, char *text, size_t room,
                               retort_stream_facts *facts, uint64_t *out_bytes)
{
    static char block[RETORT_BLOCK_BYTES];
    retort_bytestream *s;
    retort_status st;
    uint64_t bytes = 0;
    size_t len;

    text[0] = '\0';
    assert_int_equal(retort_bytestream_open(&s, path, NULL), RETORT_OK);
    while ((st = retort_bytestream_read(s, block, sizeof(block), &len, NULL)) ==
           RETORT_OK) {
        assert_in_range(len, 1, sizeof(block));
        if (strlen(text) + len < room)
            strncat(text, block, len);
        bytes += len;
    }
    assert_int_equal(len, 0);
    if (st == RETORT_END)
        assert_int_equal(retort_bytestream_facts(s, facts, NULL), RETORT_OK);
    if (out_bytes)
        *out_bytes = bytes;
    retort_bytestream_close(s);
    return st;
}

/* Write what @packed holds to a file, release it and read the file. */
static retort_status read_packed(retort_buf *packed, char *text, size_t room,
                                 retort_stream_facts *facts)
{
    const char *path;

    assert_int_equal(retort_buf_status(packed), RETORT_OK);
    path = files_put("packed", packed->ptr, packed->len);
    retort_buf_release(packed);
    return read_path(path, text, room, facts, NULL);
}

static retort_buf empty_buf(void)
{
    retort_buf b;

    retort_buf_init(&b, PACK_BYTES_MAX);
    return b;
}

static void read__hands_plain_bytes_through(void **state)
{
    static const char *const texts[] = {"", "a", "ab", "abc", "abcd", "abcde"};
    retort_stream_facts facts;
    char text[64];

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        const char *path = files_put_text("plain", texts[i]);

        assert_int_equal(read_path(path, text, sizeof(text), &facts, NULL),
                         RETORT_END);
        assert_string_equal(text, texts[i]);
        assert_string_equal(facts.compression, "none");
        assert_int_equal(facts.members, 0);
        assert_int_equal(facts.bytes, strlen(texts[i]));
    }
}

static void read__hands_long_plain_files_through(void **state)
{
    enum { LONG = 3 * RETORT_BLOCK_BYTES + 17 };
    static char bytes[LONG];
    retort_stream_facts facts;
    uint64_t read = 0;
    char text[16];

    (void)state;
    memset(bytes, 'x', sizeof(bytes));
    assert_int_equal(read_path(files_put("long", bytes, sizeof(bytes)), text,
                               sizeof(text), &facts, &read),
                     RETORT_END);
    assert_int_equal(read, LONG);
    assert_int_equal(facts.bytes, LONG);
}

static void read__undoes_gzip_and_counts_members(void **state)
{
    retort_buf b = empty_buf();
    retort_stream_facts facts;
    size_t packed;
    char text[64];

    (void)state;
    pack_gzip(&b, "one ");
    pack_gzip(&b, "two");
    packed = b.len;
    assert_int_equal(read_packed(&b, text, sizeof(text), &facts), RETORT_END);
    assert_string_equal(text, "one two");
    assert_string_equal(facts.compression, "gzip");
    assert_int_equal(facts.members, 2);
    assert_int_equal(facts.bytes, packed);
}

static void read__undoes_zstd_and_counts_frames(void **state)
{
    retort_buf b = empty_buf();
    retort_stream_facts facts;
    char text[64];

    (void)state;
    pack_zstd(&b, "one ");
    pack_zstd(&b, "two");
    assert_int_equal(read_packed(&b, text, sizeof(text), &facts), RETORT_END);
    assert_string_equal(text, "one two");
    assert_string_equal(facts.compression, "zstd");
    assert_int_equal(facts.members, 2);
}

static void read__undoes_one_layer_only(void **state)
{
    static const char *const inner[] = {"\x1f\x8b\x08 deep",
                                        "\x28\xb5\x2f\xfd deep"};
    retort_stream_facts facts;
    char text[64];

    (void)state;
    for (size_t i = 0; i < sizeof(inner) / sizeof(inner[0]); i++) {
        retort_buf b = empty_buf();

        pack_gzip(&b, inner[i]);
        assert_int_equal(read_packed(&b, text, sizeof(text), &facts),
                         RETORT_END);
        assert_string_equal(text, inner[i]);
        assert_int_equal(facts.members, 1);
    }
}

static void read__refuses_a_stream_that_is_cut(void **state)
{
    retort_stream_facts facts;
    char text[64];

    (void)state;
    for (size_t cut = 1; cut <= 12; cut++) {
        retort_buf b = empty_buf();

        pack_gzip(&b, "text");
        b.len -= cut;
        assert_int_equal(read_packed(&b, text, sizeof(text), &facts),
                         RETORT_ERR_TRUNCATED);
        pack_zstd(&b, "some text");
        b.len -= cut;
        assert_int_equal(read_packed(&b, text, sizeof(text), &facts),
                         RETORT_ERR_TRUNCATED);
    }
}

static void read__refuses_junk_and_damage(void **state)
{
    retort_buf b = empty_buf();
    retort_stream_facts facts;
    char text[64];

    (void)state;
    pack_gzip(&b, "text");
    retort_buf_puts(&b, "junk");
    assert_int_equal(read_packed(&b, text, sizeof(text), &facts),
                     RETORT_ERR_FORMAT);
    pack_gzip(&b, "text");
    b.ptr[b.len - 8] = (char)(b.ptr[b.len - 8] ^ 1);
    assert_int_equal(read_packed(&b, text, sizeof(text), &facts),
                     RETORT_ERR_FORMAT);
}

static void read__stops_a_gzip_bomb(void **state)
{
    retort_buf b = empty_buf();
    retort_stream_facts facts;
    char text[64];

    (void)state;
    pack_gzip_bomb(&b);
    assert_int_equal(read_packed(&b, text, sizeof(text), &facts),
                     RETORT_ERR_LIMIT);
}

static void read__lets_a_small_file_expand_at_will(void **state)
{
    retort_stream_facts facts;
    char text[64];

    (void)state;
    for (size_t runs = 7; runs <= 9; runs++) {
        retort_buf b = empty_buf();

        pack_zstd_runs(&b, runs); /* eight runs are the first MiB */
        assert_int_equal(read_packed(&b, text, sizeof(text), &facts),
                         runs > 8 ? RETORT_ERR_LIMIT : RETORT_END);
    }
}

static void inflate_check__holds_the_ratio(void **state)
{
    const uint64_t taken = 10000;
    const uint64_t most = taken * RETORT_INFLATE_RATIO_MAX;

    (void)state;
    assert_int_equal(retort_inflate_check(taken, most - 1, NULL), RETORT_OK);
    assert_int_equal(retort_inflate_check(taken, most, NULL), RETORT_OK);
    assert_int_equal(retort_inflate_check(taken, most + 1, NULL),
                     RETORT_ERR_LIMIT);
    assert_int_equal(retort_inflate_check(0, 1 << 20, NULL), RETORT_OK);
    assert_int_equal(retort_inflate_check(0, (1 << 20) + 1, NULL),
                     RETORT_ERR_LIMIT);
    assert_int_equal(retort_inflate_check(UINT64_MAX, 1 << 21, NULL),
                     RETORT_OK);
}

static void inflate_check__holds_the_total(void **state)
{
    const uint64_t taken = RETORT_INFLATED_MAX / 2;

    (void)state;
    assert_int_equal(retort_inflate_check(taken, RETORT_INFLATED_MAX - 1, NULL),
                     RETORT_OK);
    assert_int_equal(retort_inflate_check(taken, RETORT_INFLATED_MAX, NULL),
                     RETORT_OK);
    assert_int_equal(retort_inflate_check(taken, RETORT_INFLATED_MAX + 1, NULL),
                     RETORT_ERR_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(read__hands_plain_bytes_through),
        cmocka_unit_test(read__hands_long_plain_files_through),
        cmocka_unit_test(read__undoes_gzip_and_counts_members),
        cmocka_unit_test(read__undoes_zstd_and_counts_frames),
        cmocka_unit_test(read__undoes_one_layer_only),
        cmocka_unit_test(read__refuses_a_stream_that_is_cut),
        cmocka_unit_test(read__refuses_junk_and_damage),
        cmocka_unit_test(read__stops_a_gzip_bomb),
        cmocka_unit_test(read__lets_a_small_file_expand_at_will),
        cmocka_unit_test(inflate_check__holds_the_ratio),
        cmocka_unit_test(inflate_check__holds_the_total),
    };

    return cmocka_run_group_tests_name("bytestream", tests, files_setup,
                                       files_teardown);
}
