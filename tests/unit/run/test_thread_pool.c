#include "run/thread_pool.h"

#include <retort/limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "run/flow.h"

enum { PIECES = 300 };

struct squares {
    size_t result[PIECES];
    size_t fails_from;
};

static retort_status square(void *work, size_t i, retort_err *err)
{
    struct squares *s = work;

    if (i >= s->fails_from)
        return RETORT_FAIL(err, RETORT_ERR_LIMIT, "piece %zu", i);
    s->result[i] = i * i;
    return RETORT_OK;
}

static void run__does_every_piece_with_any_threads(void **state)
{
    static const size_t threads[] = {1, 2, 7, 0};

    (void)state;
    for (size_t t = 0; t < 4; t++) {
        struct squares s = {.fails_from = PIECES};
        retort_thread_pool at;
        const retort_pool *pool = retort_thread_pool_init(&at, threads[t]);

        for (size_t count = 0; count <= PIECES; count += PIECES / 2)
            assert_int_equal(retort_pool_run(pool, count, square, &s, NULL),
                             RETORT_OK);
        for (size_t i = 0; i < PIECES; i++)
            assert_int_equal(s.result[i], i * i);
    }
}

static void run__tells_the_first_failure_by_number(void **state)
{
    static const size_t threads[] = {1, 5};

    (void)state;
    for (size_t t = 0; t < 2; t++) {
        struct squares s = {.fails_from = 97};
        retort_thread_pool at;
        retort_err err = {0};

        assert_int_equal(
            retort_pool_run(retort_thread_pool_init(&at, threads[t]), PIECES,
                            square, &s, &err),
            RETORT_ERR_LIMIT);
        assert_string_equal(err.text, "piece 97");
    }
}

static void run__says_when_memory_runs_out(void **state)
{
    struct squares s = {.fails_from = PIECES};
    retort_thread_pool at;
    const retort_pool *pool = retort_thread_pool_init(&at, 1);

    (void)state;
    retort_mem_fail_at(0);
    assert_int_equal(retort_pool_run(pool, PIECES, square, &s, NULL),
                     RETORT_ERR_NOMEM);
    retort_mem_fail_at(-1);
}

static void init__takes_all_processors_for_nought(void **state)
{
    retort_thread_pool at;

    (void)state;
    (void)retort_thread_pool_init(&at, 0);
    assert_int_equal(at.threads, retort_flow_processors());
    (void)retort_thread_pool_init(&at, 3);
    assert_int_equal(at.threads, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(run__does_every_piece_with_any_threads),
        cmocka_unit_test(run__tells_the_first_failure_by_number),
        cmocka_unit_test(run__says_when_memory_runs_out),
        cmocka_unit_test(init__takes_all_processors_for_nought),
    };

    return cmocka_run_group_tests_name("thread_pool", tests, NULL, NULL);
}
