#include "fingerprint/deflate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"

static const char TEXT[] =
    "so so so so so so so so so so so so so so so so so so so so";

static void deflate__round_trip_at_all_lengths(void **state)
{
    (void)state;
    for (size_t len = 0; len < sizeof(TEXT); len++) {
        char back[sizeof(TEXT)] = {0};
        retort_buf b;

        retort_buf_init(&b, 4096);
        assert_int_equal(retort_deflate(&b, (retort_span){TEXT, len}, 9, NULL),
                         RETORT_OK);
        assert_int_equal(
            retort_inflate((retort_span){b.ptr, b.len}, back, len, NULL),
            RETORT_OK);
        assert_memory_equal(back, TEXT, len);
        retort_buf_release(&b);
    }
}

static void inflate__refuses_another_length(void **state)
{
    const size_t len = sizeof(TEXT);
    char back[sizeof(TEXT) + 1];
    retort_err err = {0};
    retort_buf b;

    (void)state;
    retort_buf_init(&b, 4096);
    assert_int_equal(retort_deflate(&b, (retort_span){TEXT, len}, 1, NULL),
                     RETORT_OK);
    assert_int_equal(
        retort_inflate((retort_span){b.ptr, b.len}, back, len - 1, &err),
        RETORT_ERR_FORMAT);
    assert_int_equal(
        retort_inflate((retort_span){b.ptr, b.len}, back, len + 1, &err),
        RETORT_ERR_FORMAT);
    assert_int_equal(
        retort_inflate((retort_span){b.ptr, b.len - 1}, back, len, &err),
        RETORT_ERR_FORMAT);
    retort_buf_puts(&b, "x"); /* bytes behind the stream */
    assert_int_equal(
        retort_inflate((retort_span){b.ptr, b.len}, back, len, &err),
        RETORT_ERR_FORMAT);
    assert_non_null(err.text[0] ? err.text : NULL);
    retort_buf_release(&b);
}

static void inflate__refuses_every_cut_and_noise(void **state)
{
    char back[sizeof(TEXT)];
    retort_buf b;

    (void)state;
    retort_buf_init(&b, 4096);
    assert_int_equal(
        retort_deflate(&b, (retort_span){TEXT, sizeof(TEXT)}, 6, NULL),
        RETORT_OK);
    for (size_t n = 0; n < b.len; n++)
        assert_int_equal(
            retort_inflate((retort_span){b.ptr, n}, back, sizeof(TEXT), NULL),
            RETORT_ERR_FORMAT);
    assert_int_equal(retort_inflate(retort_span_of("noise"), back, 1, NULL),
                     RETORT_ERR_FORMAT);
    retort_buf_release(&b);
}

static void deflate__appends_and_reports_lack_of_memory(void **state)
{
    retort_buf b;

    (void)state;
    retort_buf_init(&b, 4096);
    retort_buf_puts(&b, "head");
    assert_int_equal(
        retort_deflate(&b, (retort_span){TEXT, sizeof(TEXT)}, 1, NULL),
        RETORT_OK);
    assert_memory_equal(b.ptr, "head", 4);
    retort_mem_fail_at(0);
    assert_int_equal(
        retort_deflate(&b, (retort_span){TEXT, sizeof(TEXT)}, 1, NULL),
        RETORT_ERR_NOMEM);
    retort_mem_fail_at(-1);
    retort_buf_release(&b);
}

static void provider__is_known(void **state)
{
    (void)state;
    assert_non_null(retort_deflate_provider());
    assert_int_equal(retort_deflate_provider()[0], '1');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deflate__round_trip_at_all_lengths),
        cmocka_unit_test(inflate__refuses_another_length),
        cmocka_unit_test(inflate__refuses_every_cut_and_noise),
        cmocka_unit_test(deflate__appends_and_reports_lack_of_memory),
        cmocka_unit_test(provider__is_known),
    };

    return cmocka_run_group_tests_name("deflate", tests, NULL, NULL);
}
