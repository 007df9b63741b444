/*
 * See fingerprinting.h for the two passes. What a worker needs is private to
 * it (struct hand); what travels between the steps is a slot of the ring; the
 * rest is touched by the caller's thread only.
 */
#include "run/fingerprinting.h"

#include <retort/limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ingest/inputs.h"
#include "run/entry.h"
#include "run/flow.h"
#include "run/pairs.h"
#include "run/preparing.h"
#include "run/provenance.h"
#include "run/spool.h"

#define SPOOL_MEMORY_BYTES ((size_t)64 << 20)
#define PART_BYTES         ((size_t)64 << 20) /* of one model, one worker */
#define ROUTED_BYTES_MAX   ((size_t)1 << 30)

/* Consecutive entries of one model in a slot's buffer. */
struct stretch {
    size_t name_at; /* in the slot's names */
    size_t name_len;
    size_t from;
    size_t end;
    uint64_t replies;
};

/* A batch on its way, and what became of it. */
struct slot {
    retort_batch batch;
    size_t input;
    const retort_adapter *adapter;
    retort_counts counts;
    uint64_t hot; /* replies that the worker counted at once */
    uint64_t text_bytes;
    retort_buf entries;
    retort_buf names;
    struct stretch *stretches;
    size_t stretch_count;
    size_t stretch_cap;
    retort_fingerprint *part;  /* second pass */
    retort_fingerprint *spent; /* its memory, for the slot's next part */
    size_t part_number;
    unsigned char *bytes;
    size_t len;
};

/* What a worker owns. */
struct hand {
    retort_preparer *preparer;
    retort_builder *builder;
    retort_buf chunk;
};

/* A stretch of chunks of one model, for the second pass. */
struct part {
    size_t model;
    size_t from;
    size_t end;
    bool last;
    bool only;
};

struct run {
    const retort_fingerprinting *how;
    retort_made_fn fn;
    void *fn_ctx;
    retort_fingerprinting_facts *facts;
    size_t threads;
    size_t slot_count;
    struct slot *slots;
    struct hand *hands;
    retort_spool *spool;
    retort_pairs pairs; /* replies by model and input */
    char *hot;          /* model that is counted at once; NULL: not known */
    size_t hot_len;
    size_t hot_model;
    retort_reader *reader;
    size_t input;
    uint64_t bytes_read;
    struct part *parts;
    size_t part_count;
    size_t next_part;
    retort_fingerprint *pending; /* parts of a model, merged so far */
    retort_fingerprint *hot_fp;  /* the first model, joined from the hands */
};

static retort_status no_memory(retort_err *err)
{
    return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory to fingerprint");
}

/* --- names ------------------------------------------------------------- */

/* The file's name without folder, compression and type. */
static retort_span stem_of(const char *path)
{
    size_t end = strlen(path);
    size_t from;
    const char *name;
    size_t len;
    static const char *const TAILS[] = {".gz",     ".zst",  ".jsonl",
                                        ".ndjson", ".json", NULL};

    while (end > 1 && path[end - 1] == '/') /* a folder */
        end--;
    for (from = end; from > 0 && path[from - 1] != '/'; from--)
        ;
    name = path + from;
    len = end - from;
    for (size_t i = 0; TAILS[i]; i++) {
        size_t n = strlen(TAILS[i]);

        if (len > n && strncmp(name + len - n, TAILS[i], n) == 0)
            len -= n;
    }
    return (retort_span){name, len};
}

static retort_span model_of(const struct run *r, size_t input,
                            const retort_record *rec)
{
    if (r->how->model)
        return retort_span_of(r->how->model);
    if (r->how->model_from_file || rec->model.len == 0)
        return stem_of(r->facts->inputs[input].path);
    return rec->model;
}

/* --- first pass: work --------------------------------------------------- */

struct receiver {
    struct run *run;
    struct hand *hand;
    struct slot *slot;
};

static retort_status stretch_for(struct slot *s, retort_span model,
                                 retort_err *err)
{
    struct stretch *last =
        s->stretch_count ? &s->stretches[s->stretch_count - 1] : NULL;

    if (last && last->name_len == model.len &&
        memcmp(s->names.ptr + last->name_at, model.ptr, model.len) == 0)
        return RETORT_OK;
    if (!s->stretches || s->stretch_count == s->stretch_cap) {
        size_t cap = s->stretch_cap ? 2 * s->stretch_cap : 16;
        struct stretch *p = retort_mem_resize(s->stretches, cap, sizeof(*p));

        if (!p)
            return no_memory(err);
        s->stretches = p;
        s->stretch_cap = cap;
    }
    s->stretches[s->stretch_count++] = (struct stretch){
        s->names.len, model.len, s->entries.len, s->entries.len, 0};
    retort_buf_add(&s->names, model);
    return retort_buf_status(&s->names) == RETORT_OK ? RETORT_OK
                                                     : no_memory(err);
}

static retort_status route(struct slot *s, retort_span model,
                           const retort_reply_facts *facts, retort_span text,
                           retort_err *err)
{
    retort_status st = stretch_for(s, model, err);
    struct stretch *last;

    if (st != RETORT_OK)
        return st;
    retort_entry_put(&s->entries, facts, text);
    if (retort_buf_status(&s->entries) != RETORT_OK)
        return no_memory(err);
    last = &s->stretches[s->stretch_count - 1];
    last->end = s->entries.len;
    last->replies++;
    return RETORT_OK;
}

static bool is_hot(const struct run *r, retort_span model)
{
    return r->hot && r->hot_len == model.len &&
           memcmp(r->hot, model.ptr, model.len) == 0;
}

static retort_status receive(void *ctx, const retort_record *rec,
                             retort_err *err)
{
    struct receiver *to = ctx;
    struct slot *s = to->slot;
    retort_span model = model_of(to->run, s->input, rec);
    retort_reply_facts facts;
    retort_span text;
    retort_status st;

    if (memchr(model.ptr, '\0', model.len)) /* cut there, it names another */
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "the model's name holds a NUL");
    st = retort_preparer_run(to->hand->preparer, &to->run->how->build.params,
                             rec, &facts, &text, err);
    if (st != RETORT_OK)
        return st;
    s->text_bytes += text.len;
    if (!is_hot(to->run, model))
        return route(s, model, &facts, text, err);
    s->hot++;
    return retort_builder_add(to->hand->builder, &facts, text, err);
}

static retort_status work_batch(void *ctx, size_t worker, size_t slot,
                                retort_err *err)
{
    struct run *r = ctx;
    struct slot *s = &r->slots[slot];
    struct receiver to = {r, &r->hands[worker], s};
    retort_status st = RETORT_OK;

    s->counts = (retort_counts){0};
    s->hot = 0;
    s->text_bytes = 0;
    s->entries.len = 0;
    s->names.len = 0;
    s->stretch_count = 0;
    for (size_t i = 0; st == RETORT_OK && i < s->batch.count; i++)
        st = retort_adapter_convert(s->adapter, r->how->map, &s->batch,
                                    &s->batch.items[i], receive, &to,
                                    &s->counts, err);
    if (st != RETORT_OK)
        retort_err_in_file(err, r->facts->inputs[s->input].path);
    return st;
}

/* --- first pass: produce ------------------------------------------------- */

static retort_status note_first(void *ctx, const retort_record *rec,
                                retort_err *err)
{
    struct receiver *to = ctx;
    retort_span model = model_of(to->run, to->slot->input, rec);

    (void)err;
    to->run->hot = retort_mem_new(model.len + 1, 1);
    if (!to->run->hot)
        return no_memory(err);
    if (model.len)
        memcpy(to->run->hot, model.ptr, model.len);
    to->run->hot_len = model.len;
    return RETORT_END; /* one is enough */
}

/* The model of the very first reply is the one that is counted at once. */
static retort_status choose_hot(struct run *r, struct slot *s, retort_err *err)
{
    struct receiver to = {r, NULL, s};
    retort_counts unused = {0};

    for (size_t i = 0; !r->hot && i < s->batch.count; i++) {
        retort_status st = retort_adapter_convert(
            s->adapter, r->how->map, &s->batch, &s->batch.items[i], note_first,
            &to, &unused, err);

        if (st == RETORT_ERR_NOMEM)
            return st;
        if (st != RETORT_OK && st != RETORT_END)
            break; /* the worker will meet it and tell */
    }
    return RETORT_OK;
}

static retort_status open_input(struct run *r, retort_err *err)
{
    retort_input_facts *f = &r->facts->inputs[r->input];
    retort_status st =
        retort_reader_open(&r->reader, f->path, &r->how->read, err);

    if (st != RETORT_OK)
        return st;
    f->format = retort_reader_adapter(r->reader)->name;
    (void)snprintf(f->reason, sizeof(f->reason), "%s",
                   retort_reader_reason(r->reader));
    return RETORT_OK;
}

static retort_status close_input(struct run *r, retort_err *err)
{
    retort_input_facts *f = &r->facts->inputs[r->input];
    retort_status st = retort_reader_facts(r->reader, &f->file, err);

    retort_reader_close(r->reader);
    r->reader = NULL;
    r->bytes_read += f->file.bytes;
    r->input++;
    return st;
}

static retort_status produce_batch(void *ctx, size_t slot, retort_err *err)
{
    struct run *r = ctx;
    struct slot *s = &r->slots[slot];
    retort_status st = RETORT_OK;

    for (;;) {
        if (!r->reader && r->input == r->facts->input_count)
            return RETORT_END;
        if (!r->reader)
            st = open_input(r, err);
        if (st == RETORT_OK)
            st = retort_reader_next(r->reader, &s->batch, err);
        if (st == RETORT_END) {
            st = close_input(r, err);
            if (st == RETORT_OK)
                continue;
        }
        if (st != RETORT_OK)
            return st;
        s->input = r->input;
        s->adapter = retort_reader_adapter(r->reader);
        return r->hot ? RETORT_OK : choose_hot(r, s, err);
    }
}

/* --- first pass: consume ------------------------------------------------- */

static void add_counts(retort_counts *into, const retort_counts *more)
{
    into->read += more->read;
    into->used += more->used;
    for (size_t i = 0; i < RETORT_SKIP_COUNT; i++)
        into->skipped[i] += more->skipped[i];
}

static retort_status keep_stretches(struct run *r, struct slot *s,
                                    retort_err *err)
{
    retort_status st = RETORT_OK;

    for (size_t i = 0; st == RETORT_OK && i < s->stretch_count; i++) {
        const struct stretch *t = &s->stretches[i];
        retort_span name = {s->names.ptr + t->name_at, t->name_len};
        size_t model = 0;

        st = retort_spool_model(r->spool, name, &model, err);
        if (st == RETORT_OK)
            st = retort_spool_append(
                r->spool, model,
                (retort_span){s->entries.ptr + t->from, t->end - t->from}, err);
        if (st == RETORT_OK)
            st = retort_pairs_add(&r->pairs, model, s->input, t->replies, err);
    }
    return st;
}

static retort_status consume_batch(void *ctx, size_t slot, retort_err *err)
{
    struct run *r = ctx;
    struct slot *s = &r->slots[slot];
    retort_status st = RETORT_OK;

    add_counts(&r->facts->inputs[s->input].counts, &s->counts);
    add_counts(&r->facts->counts, &s->counts);
    r->facts->text_bytes += s->text_bytes;
    if (r->facts->counts.read > RETORT_RECORDS_MAX)
        return RETORT_FAIL(err, RETORT_ERR_LIMIT,
                           "more than %llu records in one run",
                           (unsigned long long)RETORT_RECORDS_MAX);
    if (s->hot) {
        st = retort_spool_model(r->spool, (retort_span){r->hot, r->hot_len},
                                &r->hot_model, err);
        if (st == RETORT_OK)
            st = retort_pairs_add(&r->pairs, r->hot_model, s->input, s->hot,
                                  err);
    }
    if (st == RETORT_OK)
        st = keep_stretches(r, s, err);
    if (st == RETORT_OK && r->how->progress)
        r->how->progress(r->how->progress_ctx, r->bytes_read,
                         r->facts->counts.used);
    return st;
}

/* --- second pass ---------------------------------------------------------- */

/* Chunks from `from` on that make one part. */
static size_t part_end(const struct run *r, size_t model, size_t from)
{
    size_t count = retort_spool_chunk_count(r->spool, model);
    size_t bytes = 0;

    while (from < count && bytes < PART_BYTES)
        bytes += retort_spool_chunk_bytes(r->spool, model, from++);
    return from;
}

static size_t parts_of(const struct run *r, size_t model)
{
    size_t count = retort_spool_chunk_count(r->spool, model);
    size_t n = 1;

    for (size_t at = part_end(r, model, 0); at < count; n++)
        at = part_end(r, model, at);
    return n;
}

struct named {
    const char *name;
    size_t model;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct named *)a)->name,
                  ((const struct named *)b)->name);
}

static void add_parts(struct run *r, size_t model)
{
    size_t count = retort_spool_chunk_count(r->spool, model);
    size_t from = 0;

    do {
        size_t end = part_end(r, model, from);

        r->parts[r->part_count++] = (struct part){
            model, from, end, end >= count, from == 0 && end >= count};
        from = end;
    } while (from < count);
}

static retort_status plan_parts(struct run *r, retort_err *err)
{
    size_t n = retort_spool_model_count(r->spool);
    size_t total = 0;
    struct named *order = retort_mem_new(n, sizeof(*order));

    for (size_t m = 0; m < n; m++)
        total += parts_of(r, m);
    r->parts = retort_mem_new(total, sizeof(*r->parts));
    if (!order || !r->parts) {
        retort_mem_free(order);
        return no_memory(err);
    }
    for (size_t m = 0; m < n; m++)
        order[m] = (struct named){retort_spool_model_name(r->spool, m), m};
    qsort(order, n, sizeof(*order), by_name);
    for (size_t i = 0; i < n; i++)
        add_parts(r, order[i].model);
    retort_mem_free(order);
    r->facts->models = n;
    return RETORT_OK;
}

/* The first model's counts lie in the workers' builders: join them, before the
 * second pass gives the builders new work. */
static retort_status join_hot(struct run *r, retort_err *err)
{
    retort_fingerprint **out = &r->hot_fp;
    retort_status st = RETORT_OK;

    for (size_t i = 0; st == RETORT_OK && i < r->threads; i++) {
        retort_fingerprint *fp = NULL;

        if (retort_builder_count(r->hands[i].builder) == 0)
            continue;
        st = retort_builder_take(r->hands[i].builder, &fp, err);
        if (st == RETORT_OK && *out)
            st = retort_fingerprint_merge(*out, fp, false, err);
        if (st == RETORT_OK && !*out) {
            *out = fp;
            fp = NULL;
        }
        retort_fingerprint_free(fp);
    }
    return st;
}

static retort_status finish(const struct run *r, size_t model,
                            retort_fingerprint *fp, unsigned char **bytes,
                            size_t *len, retort_err *err)
{
    const char *name = retort_spool_model_name(r->spool, model);
    retort_status st = retort_fp_set_model(fp, name, err);

    *bytes = NULL;
    *len = 0;
    if (st == RETORT_OK)
        st = retort_provenance_set(fp, r->how, r->facts, &r->pairs, model, err);
    if (st == RETORT_OK && r->how->encode)
        st = retort_fingerprint_encode(fp, false, bytes, len, err);
    return st;
}

static retort_status produce_part(void *ctx, size_t slot, retort_err *err)
{
    struct run *r = ctx;

    (void)err;
    if (r->next_part == r->part_count)
        return RETORT_END;
    r->slots[slot].part_number = r->next_part++;
    return RETORT_OK;
}

static retort_status count_chunk(struct hand *h, retort_span entries,
                                 retort_err *err)
{
    retort_reply_facts facts;
    retort_span text;
    retort_status st = RETORT_OK;

    while (st == RETORT_OK && retort_entry_next(&entries, &facts, &text))
        st = retort_builder_add(h->builder, &facts, text, err);
    return st;
}

static bool is_hot_part(const struct run *r, const struct part *p)
{
    return r->hot && p->model == r->hot_model && p->from == p->end;
}

static retort_status work_part(void *ctx, size_t worker, size_t slot,
                               retort_err *err)
{
    struct run *r = ctx;
    struct slot *s = &r->slots[slot];
    struct hand *h = &r->hands[worker];
    const struct part *p = &r->parts[s->part_number];
    retort_status st = RETORT_OK;

    if (is_hot_part(r, p)) /* counted already; its turn to be written */
        return RETORT_OK;
    retort_builder_reuse(h->builder, s->spent);
    s->spent = NULL;
    for (size_t i = p->from; st == RETORT_OK && i < p->end; i++) {
        retort_span entries;

        st =
            retort_spool_chunk(r->spool, p->model, i, &h->chunk, &entries, err);
        if (st == RETORT_OK)
            st = count_chunk(h, entries, err);
    }
    if (st == RETORT_OK)
        st = retort_builder_take(h->builder, &s->part, err);
    if (st == RETORT_OK && p->only)
        st = finish(r, p->model, s->part, &s->bytes, &s->len, err);
    return st;
}

static void slot_clear(struct slot *s)
{
    if (s->part) {
        retort_fingerprint_free(s->spent);
        s->spent = s->part;
    }
    retort_fingerprint_bytes_free(s->bytes);
    s->part = NULL;
    s->bytes = NULL;
    s->len = 0;
}

static retort_status hand_over(struct run *r, const struct part *p,
                               const retort_fingerprint *fp,
                               const struct slot *s, retort_err *err)
{
    retort_made made = {retort_spool_model_name(r->spool, p->model), fp,
                        s->bytes, s->len};

    return r->fn(r->fn_ctx, &made, err);
}

/* One more part of a model; on its last part the whole is finished. */
static retort_status join_part(struct run *r, const struct part *p,
                               struct slot *s, retort_err *err)
{
    retort_status st = RETORT_OK;

    if (!r->pending) {
        r->pending = s->part;
        s->part = NULL;
    } else {
        st = retort_fingerprint_merge(r->pending, s->part, false, err);
    }
    if (st != RETORT_OK || !p->last)
        return st;
    st = finish(r, p->model, r->pending, &s->bytes, &s->len, err);
    if (st == RETORT_OK)
        st = hand_over(r, p, r->pending, s, err);
    retort_fingerprint_free(r->pending);
    r->pending = NULL;
    return st;
}

static retort_status consume_part(void *ctx, size_t slot, retort_err *err)
{
    struct run *r = ctx;
    struct slot *s = &r->slots[slot];
    const struct part *p = &r->parts[s->part_number];
    retort_status st = RETORT_OK;

    if (is_hot_part(r, p)) {
        s->part = r->hot_fp;
        r->hot_fp = NULL;
    }
    if (st == RETORT_OK && p->only && !is_hot_part(r, p))
        st = hand_over(r, p, s->part, s, err);
    else if (st == RETORT_OK)
        st = join_part(r, p, s, err);
    slot_clear(s);
    return st;
}

/* --- the run --------------------------------------------------------------- */

static retort_status hand_init(struct hand *h, const retort_fingerprinting *how,
                               retort_err *err)
{
    retort_status st = retort_preparer_new(&h->preparer, err);

    retort_buf_init(&h->chunk, ROUTED_BYTES_MAX);
    if (st == RETORT_OK)
        st = retort_builder_new(&h->builder, &how->build, err);
    return st;
}

/* Folders of JSON files become their files, in order of path. */
static retort_status list_paths(const retort_fingerprinting *how,
                                retort_path_list *out, retort_err *err)
{
    retort_status st = RETORT_OK;

    for (size_t i = 0; st == RETORT_OK && i < how->input_count; i++) {
        retort_path_list some = {0};

        st = retort_input_list(how->inputs[i], &some, err);
        for (size_t k = 0; st == RETORT_OK && k < some.count; k++)
            st = retort_path_list_add(out, "", some.paths[k], err);
        retort_path_list_release(&some);
    }
    if (st == RETORT_OK && !out->count)
        st = RETORT_FAIL(err, RETORT_ERR_EMPTY, "no input");
    return st;
}

static retort_status facts_init(struct run *r, retort_err *err)
{
    retort_fingerprinting_facts *f = r->facts;
    retort_status st;

    *f = (retort_fingerprinting_facts){0};
    st = list_paths(r->how, &f->paths, err);
    if (st != RETORT_OK)
        return st;
    f->inputs = retort_mem_new(f->paths.count, sizeof(*f->inputs));
    if (!f->inputs)
        return no_memory(err);
    f->input_count = f->paths.count;
    for (size_t i = 0; i < f->input_count; i++)
        f->inputs[i].path = f->paths.paths[i];
    return RETORT_OK;
}

static retort_status run_init(struct run *r, retort_err *err)
{
    const retort_fingerprinting *how = r->how;
    retort_status st = facts_init(r, err);

    r->threads = how->threads ? how->threads : retort_flow_processors();
    r->slot_count = r->threads > 1 ? 2 * r->threads : 1;
    if (st == RETORT_OK)
        st =
            retort_spool_new(&r->spool, SPOOL_MEMORY_BYTES,
                             how->temp_folder ? how->temp_folder : "/tmp", err);
    r->slots = retort_mem_new(r->slot_count, sizeof(*r->slots));
    r->hands = retort_mem_new(r->threads, sizeof(*r->hands));
    if (st == RETORT_OK && (!r->slots || !r->hands))
        st = no_memory(err);
    for (size_t i = 0; st == RETORT_OK && i < r->slot_count; i++) {
        retort_buf_init(&r->slots[i].entries, ROUTED_BYTES_MAX);
        retort_buf_init(&r->slots[i].names, ROUTED_BYTES_MAX);
    }
    for (size_t i = 0; st == RETORT_OK && i < r->threads; i++)
        st = hand_init(&r->hands[i], how, err);
    return st;
}

static void run_release(struct run *r)
{
    retort_reader_close(r->reader);
    for (size_t i = 0; r->slots && i < r->slot_count; i++) {
        slot_clear(&r->slots[i]);
        retort_fingerprint_free(r->slots[i].spent);
        retort_batch_release(&r->slots[i].batch);
        retort_buf_release(&r->slots[i].entries);
        retort_buf_release(&r->slots[i].names);
        retort_mem_free(r->slots[i].stretches);
    }
    for (size_t i = 0; r->hands && i < r->threads; i++) {
        retort_preparer_free(r->hands[i].preparer);
        retort_builder_free(r->hands[i].builder);
        retort_buf_release(&r->hands[i].chunk);
    }
    retort_fingerprint_free(r->pending);
    retort_fingerprint_free(r->hot_fp);
    retort_pairs_release(&r->pairs);
    retort_spool_free(r->spool);
    retort_mem_free(r->parts);
    retort_mem_free(r->hot);
    retort_mem_free(r->slots);
    retort_mem_free(r->hands);
}

retort_status retort_fingerprint_inputs(const retort_fingerprinting *how,
                                        retort_made_fn fn, void *ctx,
                                        retort_fingerprinting_facts *facts,
                                        retort_err *err)
{
    struct run r = {.how = how, .fn = fn, .fn_ctx = ctx, .facts = facts};
    retort_flow flow = {.ctx = &r};
    retort_status st = run_init(&r, err);

    flow.threads = r.threads;
    flow.slots = r.slot_count;
    if (st == RETORT_OK) {
        flow.produce = produce_batch;
        flow.work = work_batch;
        flow.consume = consume_batch;
        st = retort_flow_run(&flow, err);
    }
    if (st == RETORT_OK && facts->counts.used == 0)
        st = RETORT_FAIL(err, RETORT_ERR_EMPTY,
                         "no usable reply: %llu records read, all skipped",
                         (unsigned long long)facts->counts.read);
    if (st == RETORT_OK)
        st = join_hot(&r, err);
    if (st == RETORT_OK)
        st = plan_parts(&r, err);
    if (st == RETORT_OK) {
        flow.produce = produce_part;
        flow.work = work_part;
        flow.consume = consume_part;
        st = retort_flow_run(&flow, err);
    }
    run_release(&r);
    return st;
}

void retort_fingerprinting_facts_release(retort_fingerprinting_facts *facts)
{
    retort_mem_free(facts->inputs);
    retort_path_list_release(&facts->paths);
    *facts = (retort_fingerprinting_facts){0};
}
