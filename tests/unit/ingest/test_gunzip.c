#include "ingest/gunzip.h"

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
    uint64_t members;
    char text[256];
} outcome;

/* Inflate with blocks of @in_step bytes in and @out_step bytes out. */
static outcome inflate_by(const retort_buf *packed, size_t in_step,
                          size_t out_step)
{
    outcome o = {.status = RETORT_OK};
    retort_gunzip *g;
    char block[64];

    assert_true(out_step < sizeof(block));
    assert_int_equal(retort_buf_status(packed), RETORT_OK);
    assert_int_equal(retort_gunzip_new(&g, NULL), RETORT_OK);
    for (size_t at = 0; at < packed->len && o.status == RETORT_OK;
         at += in_step) {
        size_t n = packed->len - at < in_step ? packed->len - at : in_step;
        retort_span in = {packed->ptr + at, n};
        size_t len;

        do {
            o.status = retort_gunzip_run(g, &in, block, out_step, &len, NULL);
            strncat(o.text, block, len);
        } while (o.status == RETORT_OK && (len > 0 || in.len > 0));
    }
    o.is_whole = retort_gunzip_is_whole(g);
    o.members = retort_gunzip_members(g);
    retort_gunzip_free(g);
    return o;
}

/* The outcome, after small and large steps agreed on it. */
static outcome inflate_all(retort_buf *packed)
{
    outcome first = inflate_by(packed, packed->len ? packed->len : 1, 63);

    for (size_t step = 1; step < 9; step++) {
        outcome o = inflate_by(packed, step, 1 + step % 3);

        assert_int_equal(o.status, first.status);
        assert_int_equal(o.is_whole, first.is_whole);
        assert_int_equal(o.members, first.members);
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

static void run__inflates_one_member(void **state)
{
    retort_buf b = empty_buf();
    outcome o;

    (void)state;
    pack_gzip(&b, "words to keep");
    o = inflate_all(&b);
    assert_int_equal(o.status, RETORT_OK);
    assert_true(o.is_whole);
    assert_int_equal(o.members, 1);
    assert_string_equal(o.text, "words to keep");
}

static void run__joins_members_and_counts_them(void **state)
{
    retort_buf b = empty_buf();
    outcome o;

    (void)state;
    pack_gzip(&b, "one ");
    pack_gzip(&b, "");
    pack_gzip(&b, "three");
    o = inflate_all(&b);
    assert_int_equal(o.status, RETORT_OK);
    assert_true(o.is_whole);
    assert_int_equal(o.members, 3);
    assert_string_equal(o.text, "one three");
}

static void run__passes_over_names_and_extra_fields(void **state)
{
    retort_buf b = empty_buf();
    outcome o;

    (void)state;
    pack_gzip_header(&b, 0x04 | 0x08 | 0x10); /* FEXTRA, FNAME, FCOMMENT */
    pack_le(&b, 65535, 2);
    for (int i = 0; i < 65535; i++)
        pack_byte(&b, 'x');
    retort_buf_add(&b, (retort_span){"../../x", sizeof("../../x")});
    retort_buf_add(&b, (retort_span){"a comment", sizeof("a comment")});
    pack_gzip_body(&b, "text");
    o = inflate_all(&b);
    assert_int_equal(o.status, RETORT_OK);
    assert_true(o.is_whole);
    assert_string_equal(o.text, "text");
}

static void run__refuses_every_damaged_byte_of_header_and_trailer(void **state)
{
    static const int offsets[] = {0, 1, 2, -1, -4, -5, -8};

    (void)state;
    for (size_t i = 0; i < sizeof(offsets) / sizeof(offsets[0]); i++) {
        retort_buf b = empty_buf();
        size_t at;

        pack_gzip(&b, "damaged");
        at = offsets[i] < 0 ? b.len - (size_t)-offsets[i] : (size_t)offsets[i];
        b.ptr[at] = (char)(b.ptr[at] ^ 0x40);
        assert_int_equal(inflate_all(&b).status, RETORT_ERR_FORMAT);
    }
}

static void run__refuses_reserved_flags(void **state)
{
    (void)state;
    for (unsigned flag = 0x20; flag <= 0x80; flag <<= 1) {
        retort_buf b = empty_buf();

        pack_gzip_header(&b, flag);
        pack_gzip_body(&b, "text");
        assert_int_equal(inflate_all(&b).status, RETORT_ERR_FORMAT);
    }
}

static void run__refuses_junk_behind_a_member(void **state)
{
    static const char *const junk[] = {"junk", "{}", "\n\n\n"};

    (void)state;
    for (size_t i = 0; i < sizeof(junk) / sizeof(junk[0]); i++) {
        retort_buf b = empty_buf();

        pack_gzip(&b, "text");
        retort_buf_puts(&b, junk[i]);
        assert_int_equal(inflate_all(&b).status, RETORT_ERR_FORMAT);
    }
}

static void is_whole__is_false_at_every_cut(void **state)
{
    retort_buf whole = empty_buf();

    (void)state;
    pack_gzip(&whole, "one");
    for (size_t cut = 0; cut < whole.len; cut++) {
        retort_buf b = empty_buf();
        outcome o;

        retort_buf_add(&b, (retort_span){whole.ptr, cut});
        o = inflate_all(&b);
        assert_int_equal(o.status, RETORT_OK);
        assert_false(o.is_whole);
        pack_gzip(&b, "first");
        retort_buf_add(&b, (retort_span){whole.ptr, cut});
        assert_int_equal(inflate_all(&b).is_whole, cut == 0);
    }
    retort_buf_release(&whole);
}

static void new__survives_want_of_memory(void **state)
{
    retort_gunzip *g;

    (void)state;
    retort_mem_fail_at(0);
    assert_int_equal(retort_gunzip_new(&g, NULL), RETORT_ERR_NOMEM);
    retort_mem_fail_at(-1);
    assert_null(g);
    retort_gunzip_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(run__inflates_one_member),
        cmocka_unit_test(run__joins_members_and_counts_them),
        cmocka_unit_test(run__passes_over_names_and_extra_fields),
        cmocka_unit_test(run__refuses_every_damaged_byte_of_header_and_trailer),
        cmocka_unit_test(run__refuses_reserved_flags),
        cmocka_unit_test(run__refuses_junk_behind_a_member),
        cmocka_unit_test(is_whole__is_false_at_every_cut),
        cmocka_unit_test(new__survives_want_of_memory),
    };

    return cmocka_run_group_tests_name("gunzip", tests, NULL, NULL);
}
