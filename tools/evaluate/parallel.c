#include "evaluate/parallel.h"

#include "base/mem.h"
#include "run/flow.h"

struct loop {
    size_t count;
    size_t next;
    size_t *turn; /* of each slot */
    eval_turn_fn fn;
    void *ctx;
};

static retort_status produce(void *ctx, size_t slot, retort_err *err)
{
    struct loop *l = ctx;

    (void)err;
    if (l->next == l->count)
        return RETORT_END;
    l->turn[slot] = l->next++;
    return RETORT_OK;
}

static retort_status work(void *ctx, size_t worker, size_t slot,
                          retort_err *err)
{
    struct loop *l = ctx;

    (void)worker;
    return l->fn(l->ctx, l->turn[slot], err);
}

static retort_status consume(void *ctx, size_t slot, retort_err *err)
{
    (void)ctx;
    (void)slot;
    (void)err;
    return RETORT_OK;
}

retort_status eval_parallel(size_t count, size_t threads, eval_turn_fn turn,
                            void *ctx, retort_err *err)
{
    struct loop l = {.count = count, .fn = turn, .ctx = ctx};
    retort_flow flow = {
        .ctx = &l, .produce = produce, .work = work, .consume = consume};
    retort_status st;

    flow.threads = threads ? threads : retort_flow_processors();
    flow.slots = 2 * flow.threads;
    l.turn = retort_mem_new(flow.slots, sizeof(*l.turn));
    if (!l.turn)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for threads");
    st = retort_flow_run(&flow, err);
    retort_mem_free(l.turn);
    return st;
}
