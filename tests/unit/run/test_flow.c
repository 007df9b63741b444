#include "run/flow.h"

#include <retort/limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"

enum { ITEMS = 500, SLOTS_MAX = 256 };

/* Squares of numbers, in order; some step may fail at a number. */
struct squares {
    size_t next;
    size_t slot_value[SLOTS_MAX];
    size_t result[SLOTS_MAX];
    size_t consumed[ITEMS];
    size_t count;
    size_t total;
    size_t fail_produce; /* SIZE_MAX: never */
    size_t fail_work;
    size_t fail_work_too;
    size_t fail_consume;
    size_t threads;
    atomic_int bad_worker;
    atomic_size_t worked;
};

static retort_status produce(void *ctx, size_t slot, retort_err *err)
{
    struct squares *s = ctx;

    if (s->next == s->fail_produce)
        return RETORT_FAIL(err, RETORT_ERR_IO, "produce %zu", s->next);
    if (s->next == s->total)
        return RETORT_END;
    s->slot_value[slot] = s->next++;
    return RETORT_OK;
}

static retort_status work(void *ctx, size_t worker, size_t slot,
                          retort_err *err)
{
    struct squares *s = ctx;
    size_t v = s->slot_value[slot];
    volatile size_t spin = v * 7 % 90 * 30;

    while (spin)
        spin--;
    if (worker >= s->threads)
        atomic_store(&s->bad_worker, 1);
    atomic_fetch_add(&s->worked, 1);
    if (v == s->fail_work || v == s->fail_work_too)
        return RETORT_FAIL(err, RETORT_ERR_JSON, "work %zu", v);
    s->result[slot] = v * v;
    return RETORT_OK;
}

static retort_status consume(void *ctx, size_t slot, retort_err *err)
{
    struct squares *s = ctx;

    if (s->slot_value[slot] == s->fail_consume)
        return RETORT_FAIL(err, RETORT_ERR_LIMIT, "consume %zu",
                           s->slot_value[slot]);
    s->consumed[s->count++] = s->result[slot];
    return RETORT_OK;
}

static void squares_init(struct squares *s)
{
    memset(s, 0, sizeof(*s));
    s->total = ITEMS;
    s->fail_produce = SIZE_MAX;
    s->fail_work = SIZE_MAX;
    s->fail_work_too = SIZE_MAX;
    s->fail_consume = SIZE_MAX;
}

static retort_status run(struct squares *s, size_t threads, size_t slots,
                         retort_err *err)
{
    const retort_flow flow = {threads, slots, s, produce, work, consume};

    s->threads = threads;
    return retort_flow_run(&flow, err);
}

static const size_t THREADS[] = {1, 2, 3, 8, 32};
#define EACH_THREADS(i)                                                        \
    (size_t i = 0; i < sizeof(THREADS) / sizeof(THREADS[0]); i++)

static void run__gives_results_in_order_for_any_threads(void **state)
{
    (void)state;
    for
        EACH_THREADS(i)
        {
            for (size_t extra = 0; extra < 2; extra++) {
                struct squares s;

                squares_init(&s);
                assert_int_equal(
                    run(&s, THREADS[i], THREADS[i] * (1 + extra), NULL),
                    RETORT_OK);
                assert_int_equal(s.count, ITEMS);
                for (size_t k = 0; k < ITEMS; k++)
                    assert_int_equal(s.consumed[k], k * k);
                assert_int_equal(s.bad_worker, 0);
                assert_int_equal(s.worked, ITEMS);
            }
        }
}

static void run__of_nothing_ends_at_once(void **state)
{
    (void)state;
    for
        EACH_THREADS(i)
        {
            struct squares s;

            squares_init(&s);
            s.total = 0;
            assert_int_equal(run(&s, THREADS[i], THREADS[i], NULL), RETORT_OK);
            assert_int_equal(s.count, 0);
        }
}

static void run__tells_the_first_failure_in_order(void **state)
{
    (void)state;
    for
        EACH_THREADS(i)
        {
            struct squares s;
            retort_err err = {0};

            squares_init(&s);
            s.fail_work = 101;
            s.fail_work_too = 100;
            s.fail_produce = 102; /* met before the others are worked on */
            assert_int_equal(run(&s, THREADS[i], 2 * THREADS[i], &err),
                             RETORT_ERR_JSON);
            assert_string_equal(err.text, "work 100");
            assert_int_equal(s.count, 100);
        }
}

static void run__tells_a_failure_to_produce_after_the_items_before(void **state)
{
    (void)state;
    for
        EACH_THREADS(i)
        {
            struct squares s;
            retort_err err = {0};

            squares_init(&s);
            s.fail_produce = 77;
            assert_int_equal(run(&s, THREADS[i], 2 * THREADS[i], &err),
                             RETORT_ERR_IO);
            assert_string_equal(err.text, "produce 77");
            assert_int_equal(s.count, 77);
        }
}

static void run__stops_at_a_failure_to_consume(void **state)
{
    (void)state;
    for
        EACH_THREADS(i)
        {
            struct squares s;
            retort_err err = {0};

            squares_init(&s);
            s.fail_consume = 55;
            s.fail_work = 56;
            assert_int_equal(run(&s, THREADS[i], 2 * THREADS[i], &err),
                             RETORT_ERR_LIMIT);
            assert_string_equal(err.text, "consume 55");
            assert_int_equal(s.count, 55);
            assert_true(s.worked <= 56 + 2 * THREADS[i]);
        }
}

static void run__leaves_the_error_alone_when_all_is_well(void **state)
{
    struct squares s;
    retort_err err = {.code = RETORT_ERR_ARG};

    (void)state;
    squares_init(&s);
    assert_int_equal(run(&s, 4, 8, &err), RETORT_OK);
    assert_int_equal(err.code, RETORT_ERR_ARG);
}

static void run__reports_lack_of_memory(void **state)
{
    (void)state;
    for (long n = 0; n < 2; n++) {
        struct squares s;
        retort_err err = {0};

        squares_init(&s);
        retort_mem_fail_at(n);
        assert_int_equal(run(&s, 4, 8, &err), RETORT_ERR_NOMEM);
        retort_mem_fail_at(-1);
        assert_int_equal(err.code, RETORT_ERR_NOMEM);
        assert_int_equal(s.next, 0);
    }
}

static void run__takes_the_most_threads(void **state)
{
    struct squares s;

    (void)state;
    squares_init(&s);
    assert_int_equal(run(&s, RETORT_THREADS_MAX, SLOTS_MAX, NULL), RETORT_OK);
    assert_int_equal(s.count, ITEMS);
}

static void processors__is_between_one_and_the_limit(void **state)
{
    (void)state;
    assert_true(retort_flow_processors() >= 1);
    assert_true(retort_flow_processors() <= RETORT_THREADS_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(run__gives_results_in_order_for_any_threads),
        cmocka_unit_test(run__of_nothing_ends_at_once),
        cmocka_unit_test(run__tells_the_first_failure_in_order),
        cmocka_unit_test(
            run__tells_a_failure_to_produce_after_the_items_before),
        cmocka_unit_test(run__stops_at_a_failure_to_consume),
        cmocka_unit_test(run__leaves_the_error_alone_when_all_is_well),
        cmocka_unit_test(run__reports_lack_of_memory),
        cmocka_unit_test(run__takes_the_most_threads),
        cmocka_unit_test(processors__is_between_one_and_the_limit),
    };

    return cmocka_run_group_tests_name("flow", tests, NULL, NULL);
}
