#include "ingest/batch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "ingest/batch_fill.h"

static void room__keeps_the_bytes_held(void **state)
{
    retort_batch b = {0};
    char *p;

    (void)state;
    for (size_t i = 0; i < 1000; i++) {
        p = retort_batch_room(&b, 3);
        assert_non_null(p);
        memcpy(p, "abc", 3);
        b.len += 3;
    }
    for (size_t i = 0; i < 3000; i++)
        assert_int_equal(b.bytes[i], "abc"[i % 3]);
    retort_batch_release(&b);
    assert_null(b.bytes);
    assert_int_equal(b.cap, 0);
}

static void room__refuses_sizes_that_overflow(void **state)
{
    retort_batch b = {0};

    (void)state;
    assert_null(retort_batch_room(&b, SIZE_MAX));
    retort_batch_release(&b);
}

static void item__gives_zeroed_elements_and_reset_keeps_memory(void **state)
{
    retort_batch b = {0};
    size_t cap;

    (void)state;
    for (uint64_t i = 1; i <= 200; i++) {
        retort_element *e = retort_batch_item(&b);

        assert_non_null(e);
        assert_int_equal(e->record, 0);
        e->record = i;
    }
    assert_int_equal(b.count, 200);
    assert_int_equal(b.items[199].record, 200);
    cap = b.cap_items;
    retort_batch_reset(&b);
    assert_int_equal(b.count, 0);
    assert_int_equal(b.cap_items, cap);
    assert_int_equal(retort_batch_item(&b)->record, 0);
    retort_batch_release(&b);
}

static void item__and_room_survive_want_of_memory(void **state)
{
    retort_batch b = {0};

    (void)state;
    retort_mem_fail_at(0);
    assert_null(retort_batch_item(&b));
    retort_mem_fail_at(0);
    assert_null(retort_batch_room(&b, 1));
    retort_mem_fail_at(-1);
    assert_int_equal(b.count, 0);
    assert_non_null(retort_batch_item(&b));
    retort_batch_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(room__keeps_the_bytes_held),
        cmocka_unit_test(room__refuses_sizes_that_overflow),
        cmocka_unit_test(item__gives_zeroed_elements_and_reset_keeps_memory),
        cmocka_unit_test(item__and_room_survive_want_of_memory),
    };

    return cmocka_run_group_tests_name("batch", tests, NULL, NULL);
}
