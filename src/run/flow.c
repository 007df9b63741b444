/*
 * Items live in a ring. The caller's thread fills the slot at `made`, workers
 * take slots at `taken`, and the slot at `used` is consumed when it is done.
 * When the caller has to wait it works on an item itself, so that `threads`
 * threads are busy and one thread needs no other.
 */
#include "run/flow.h"

#include <pthread.h>
#include <retort/limits.h>
#include <stdbool.h>
#include <unistd.h>

#include "base/mem.h"

struct item {
    bool done;
    retort_status status;
    retort_err err;
};

struct ring {
    const retort_flow *flow;
    struct item *items;
    size_t made; /* produced so far */
    size_t taken;
    size_t used;
    bool closed; /* no more work will come */
    pthread_mutex_t lock;
    pthread_cond_t to_take;
    pthread_cond_t to_use;
};

struct worker {
    struct ring *ring;
    size_t number;
    pthread_t thread;
};

/* Work on the next item. Called and left with the lock held. */
static void work_one(struct ring *r, size_t worker)
{
    size_t slot = r->taken++ % r->flow->slots;
    struct item *it = &r->items[slot];

    (void)pthread_mutex_unlock(&r->lock);
    it->err = (retort_err){0};
    it->status = r->flow->work(r->flow->ctx, worker, slot, &it->err);
    (void)pthread_mutex_lock(&r->lock);
    it->done = true;
    (void)pthread_cond_signal(&r->to_use);
}

static void *run_worker(void *arg)
{
    struct worker *w = arg;
    struct ring *r = w->ring;

    (void)pthread_mutex_lock(&r->lock);
    for (;;) {
        if (r->taken < r->made)
            work_one(r, w->number);
        else if (r->closed)
            break;
        else
            (void)pthread_cond_wait(&r->to_take, &r->lock);
    }
    (void)pthread_mutex_unlock(&r->lock);
    return NULL;
}

/* Wait for the oldest item, working meanwhile; then consume it. */
static retort_status use_oldest(struct ring *r, retort_err *err)
{
    size_t slot = r->used % r->flow->slots;
    struct item *it = &r->items[slot];
    retort_status st;

    (void)pthread_mutex_lock(&r->lock);
    while (!it->done) {
        if (r->taken < r->made)
            work_one(r, 0);
        else
            (void)pthread_cond_wait(&r->to_use, &r->lock);
    }
    (void)pthread_mutex_unlock(&r->lock);
    r->used++;
    st = it->status;
    if (st != RETORT_OK && err)
        *err = it->err;
    return st == RETORT_OK ? r->flow->consume(r->flow->ctx, slot, err) : st;
}

static void offer(struct ring *r)
{
    (void)pthread_mutex_lock(&r->lock);
    r->items[r->made % r->flow->slots].done = false;
    r->made++;
    (void)pthread_cond_signal(&r->to_take);
    (void)pthread_mutex_unlock(&r->lock);
}

/* The caller's loop. A failure to produce is told after the items before it. */
static retort_status drive(struct ring *r, retort_err *err)
{
    retort_status st = RETORT_OK;
    retort_status made = RETORT_OK;
    retort_err made_err = {0};

    while (st == RETORT_OK) {
        if (made == RETORT_OK && r->made - r->used < r->flow->slots) {
            made = r->flow->produce(r->flow->ctx, r->made % r->flow->slots,
                                    &made_err);
            if (made == RETORT_OK)
                offer(r);
        } else if (r->used < r->made) {
            st = use_oldest(r, err);
        } else {
            break;
        }
    }
    if (st == RETORT_OK && made != RETORT_END) {
        st = made;
        if (err)
            *err = made_err;
    }
    return st;
}

/* After a failure: let items that were offered but not taken go. */
static void close_ring(struct ring *r)
{
    (void)pthread_mutex_lock(&r->lock);
    r->closed = true;
    r->taken = r->made;
    (void)pthread_cond_broadcast(&r->to_take);
    (void)pthread_mutex_unlock(&r->lock);
}

static size_t start_workers(struct ring *r, struct worker *workers)
{
    size_t n = 0;

    for (size_t i = 1; i < r->flow->threads; i++) {
        workers[n] = (struct worker){.ring = r, .number = i};
        if (pthread_create(&workers[n].thread, NULL, run_worker, &workers[n]) !=
            0)
            break;
        n++;
    }
    return n;
}

retort_status retort_flow_run(const retort_flow *flow, retort_err *err)
{
    struct ring r = {.flow = flow};
    struct worker *workers = retort_mem_new(flow->threads, sizeof(*workers));
    retort_status st = RETORT_OK;
    size_t started;

    r.items = retort_mem_new(flow->slots, sizeof(*r.items));
    if (!workers || !r.items) {
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu threads",
                         flow->threads);
        goto out;
    }
    (void)pthread_mutex_init(&r.lock, NULL);
    (void)pthread_cond_init(&r.to_take, NULL);
    (void)pthread_cond_init(&r.to_use, NULL);
    started = start_workers(&r, workers);
    st = drive(&r, err);
    close_ring(&r);
    for (size_t i = 0; i < started; i++)
        (void)pthread_join(workers[i].thread, NULL);
    (void)pthread_cond_destroy(&r.to_use);
    (void)pthread_cond_destroy(&r.to_take);
    (void)pthread_mutex_destroy(&r.lock);
out:
    retort_mem_free(r.items);
    retort_mem_free(workers);
    return st;
}

size_t retort_flow_processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);

    if (n < 1)
        return 1;
    return (size_t)n < RETORT_THREADS_MAX ? (size_t)n : RETORT_THREADS_MAX;
}
