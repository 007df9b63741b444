#include "run/thread_pool.h"

#include "base/mem.h"
#include "run/flow.h"

/* Pieces on their way: what a slot of the flow stands for. */
struct pieces {
    size_t count;
    size_t next;
    size_t *piece; /* of each slot */
    retort_piece_fn fn;
    void *work;
};

static retort_status produce(void *ctx, size_t slot, retort_err *err)
{
    struct pieces *p = ctx;

    (void)err;
    if (p->next == p->count)
        return RETORT_END;
    p->piece[slot] = p->next++;
    return RETORT_OK;
}

static retort_status work(void *ctx, size_t worker, size_t slot,
                          retort_err *err)
{
    struct pieces *p = ctx;

    (void)worker;
    return p->fn(p->work, p->piece[slot], err);
}

static retort_status consume(void *ctx, size_t slot, retort_err *err)
{
    (void)ctx;
    (void)slot;
    (void)err;
    return RETORT_OK;
}

static retort_status run(void *ctx, size_t count, retort_piece_fn piece,
                         void *of, retort_err *err)
{
    const retort_thread_pool *state = ctx;
    struct pieces p = {.count = count, .fn = piece, .work = of};
    retort_flow flow = {.threads = state->threads,
                        .slots = 4 * state->threads,
                        .ctx = &p,
                        .produce = produce,
                        .work = work,
                        .consume = consume};
    retort_status st;

    p.piece = retort_mem_new(flow.slots, sizeof(*p.piece));
    if (!p.piece)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for threads");
    st = retort_flow_run(&flow, err);
    retort_mem_free(p.piece);
    return st;
}

const retort_pool *retort_thread_pool_init(retort_thread_pool *state,
                                           size_t threads)
{
    state->threads = threads ? threads : retort_flow_processors();
    state->pool = (retort_pool){run, state};
    return &state->pool;
}
