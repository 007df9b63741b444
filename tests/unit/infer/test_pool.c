#include "infer/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { PIECES = 7 };

struct seen {
    size_t count;
    size_t order[PIECES];
    size_t fails_at;
};

static retort_status note(void *work, size_t i, retort_err *err)
{
    struct seen *s = work;

    if (i == s->fails_at)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "piece %zu", i);
    s->order[s->count++] = i;
    return RETORT_OK;
}

static retort_status backwards(void *ctx, size_t count, retort_piece_fn piece,
                               void *work, retort_err *err)
{
    retort_status st = RETORT_OK;

    *(size_t *)ctx += count;
    for (size_t i = count; st == RETORT_OK && i-- > 0;)
        st = piece(work, i, err);
    return st;
}

static void run__without_a_pool_goes_in_order(void **state)
{
    struct seen s = {.fails_at = SIZE_MAX};

    (void)state;
    assert_int_equal(retort_pool_run(NULL, PIECES, note, &s, NULL), RETORT_OK);
    assert_int_equal(s.count, PIECES);
    for (size_t i = 0; i < PIECES; i++)
        assert_int_equal(s.order[i], i);
}

static void run__stops_at_the_first_failure(void **state)
{
    struct seen s = {.fails_at = 3};
    retort_err err = {0};

    (void)state;
    assert_int_equal(retort_pool_run(NULL, PIECES, note, &s, &err),
                     RETORT_ERR_NOMEM);
    assert_int_equal(s.count, 3);
    assert_string_equal(err.text, "piece 3");
}

static void run__hands_over_to_the_pool(void **state)
{
    struct seen s = {.fails_at = SIZE_MAX};
    size_t asked = 0;
    const retort_pool pool = {backwards, &asked};

    (void)state;
    assert_int_equal(retort_pool_run(&pool, PIECES, note, &s, NULL), RETORT_OK);
    assert_int_equal(asked, PIECES);
    assert_int_equal(s.order[0], PIECES - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(run__without_a_pool_goes_in_order),
        cmocka_unit_test(run__stops_at_the_first_failure),
        cmocka_unit_test(run__hands_over_to_the_pool),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
