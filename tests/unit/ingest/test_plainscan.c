#include "ingest/plainscan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

enum { ROOM = 80 };

static void plain_end__stops_at_every_byte_that_is_not_plain(void **state)
{
    char text[ROOM];

    (void)state;
    for (int byte = 0; byte < 256; byte++) {
        int plain = byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';

        for (size_t at = 0; at < ROOM; at++) {
            const char *want = plain ? text + ROOM : text + at;

            memset(text, 'a', sizeof(text));
            text[at] = (char)byte;
            assert_ptr_equal(retort_plain_end(text, text + ROOM), want);
            assert_ptr_equal(retort_plain_end_words(text, text + ROOM), want);
        }
    }
}

static void plain_end__agrees_with_its_twin(void **state)
{
    char text[ROOM];
    uint32_t random = 1;

    (void)state;
    for (int round = 0; round < 200; round++) {
        for (size_t i = 0; i < ROOM; i++) {
            random = random * UINT32_C(1664525) + UINT32_C(1013904223);
            text[i] =
                (char)(random >> 28 ? 0x20 + (random >> 26) : random >> 8);
        }
        for (size_t from = 0; from < 20; from++)
            for (size_t to = from; to <= ROOM; to += 7)
                assert_ptr_equal(
                    retort_plain_end(text + from, text + to),
                    retort_plain_end_words(text + from, text + to));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_end__stops_at_every_byte_that_is_not_plain),
        cmocka_unit_test(plain_end__agrees_with_its_twin),
    };

    return cmocka_run_group_tests_name("plainscan", tests, NULL, NULL);
}
