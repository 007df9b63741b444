#include "evaluate/texts.h"

#include <retort/version.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/mem.h"
#include "evaluate/cut.h"
#include "evaluate/seed.h"
#include "evaluate/transform.h"
#include "ingest/reader.h"
#include "run/preparing.h"
#include "run/thread_pool.h"

/* Topics of the suspect's side under a shift of topic. */
static const char *const TOPICS[] = {"selfinstruct", "koala", NULL};

/* The topic is read through the field that else holds the prompt's id. */
static const retort_field_map MAP = {.prompt_id = "/dataset"};

static const retort_fp_params PARAMS = {.rules = RETORT_RULES_VERSION};

/* --- which prompt belongs to which topic ----------------------------------- */

struct topic {
    unsigned char key[RETORT_KEY_BYTES];
    bool is_apart;
};

/* Ascending by key. */
struct topics {
    struct topic *items;
    size_t count;
    size_t cap;
    retort_preparer *preparer;
};

static int by_key(const void *a, const void *b)
{
    return memcmp(((const struct topic *)a)->key,
                  ((const struct topic *)b)->key, RETORT_KEY_BYTES);
}

static retort_status note_topic(void *ctx, const retort_record *rec,
                                retort_err *err)
{
    struct topics *t = ctx;
    retort_reply_facts facts;
    retort_span text;
    struct topic topic = {.is_apart = false};
    retort_status st;

    if (!rec->prompt_id.len)
        return RETORT_OK;
    st = retort_preparer_run(t->preparer, &PARAMS, rec, &facts, &text, err);
    if (st == RETORT_OK && t->count == t->cap) {
        size_t cap = t->cap ? 2 * t->cap : 256;
        struct topic *p = retort_mem_resize(t->items, cap, sizeof(*p));

        if (!p)
            return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for topics");
        t->items = p;
        t->cap = cap;
    }
    if (st != RETORT_OK)
        return st;
    memcpy(topic.key, facts.key, sizeof(topic.key));
    for (size_t i = 0; TOPICS[i]; i++)
        topic.is_apart |= retort_word_is(rec->prompt_id, TOPICS[i]);
    t->items[t->count++] = topic;
    return RETORT_OK;
}

static retort_status read_file(const char *path, retort_record_fn fn, void *ctx,
                               retort_err *err)
{
    retort_read_options options = {0};
    retort_reader *r = NULL;
    retort_batch batch = {0};
    retort_counts counts = {0};
    retort_status st = retort_reader_open(&r, path, &options, err);

    while (st == RETORT_OK) {
        st = retort_reader_next(r, &batch, err);
        for (size_t i = 0; st == RETORT_OK && i < batch.count; i++)
            st = retort_adapter_convert(retort_reader_adapter(r), &MAP, &batch,
                                        &batch.items[i], fn, ctx, &counts, err);
    }
    retort_batch_release(&batch);
    retort_reader_close(r);
    return st == RETORT_END ? RETORT_OK : st;
}

static retort_status find_topics(const eval_models *m, struct topics *t,
                                 retort_err *err)
{
    retort_status st = retort_preparer_new(&t->preparer, err);

    for (size_t i = 0; st == RETORT_OK && !t->count && i < m->files.count; i++)
        st = read_file(m->files.paths[i], note_topic, t, err);
    if (t->count)
        qsort(t->items, t->count, sizeof(*t->items), by_key);
    retort_preparer_free(t->preparer);
    t->preparer = NULL;
    return st;
}

/* --- counting -------------------------------------------------------------- */

struct counting {
    eval_models *models;
    const struct topics *topics;
};

/* Work on one file. */
struct hand {
    const struct topics *topics;
    retort_preparer *preparer;
    retort_builder *builder[EVAL_VARIANTS];
    retort_tokens tokens;
    retort_buf text;
};

static retort_status hand_init(struct hand *h, const struct topics *topics,
                               retort_err *err)
{
    static const char *const ids[] = {"so", "op", "cl", "lo"};
    retort_build_options options = {.params = PARAMS};
    retort_status st = retort_preparer_new(&h->preparer, err);

    h->topics = topics;
    retort_buf_init(&h->text, RETORT_RECORD_BYTES_MAX);
    for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
        options.families |= UINT32_C(1) << retort_family_find(ids[i]);
    for (size_t v = 0; st == RETORT_OK && v < EVAL_VARIANTS; v++)
        st = retort_builder_new(&h->builder[v], &options, err);
    return st;
}

static void hand_release(struct hand *h)
{
    for (size_t v = 0; v < EVAL_VARIANTS; v++)
        retort_builder_free(h->builder[v]);
    retort_preparer_free(h->preparer);
    retort_tokens_release(&h->tokens);
    retort_buf_release(&h->text);
}

/* The reply as variant @p v tells it; borrowed from @p text or the hand. */
static retort_status tell(struct hand *h, eval_variant v,
                          const retort_reply_facts *facts, retort_span text,
                          retort_span *out, retort_err *err)
{
    retort_status st = RETORT_OK;

    h->text.len = 0;
    *out = text;
    if (v == EVAL_TOPIC || v == EVAL_OTHER_TOPICS)
        return RETORT_OK;
    if (v == EVAL_FIRST_WORDS) {
        *out = eval_first_words(text, EVAL_WORDS_KEPT);
        return RETORT_OK;
    }
    if (v == EVAL_NO_MARKDOWN) {
        eval_strip_markdown(text, &h->text);
    } else if (v == EVAL_NO_PUNCTUATION) {
        st = retort_tokens_scan(&h->tokens, text, err);
        if (st == RETORT_OK)
            eval_strip_punctuation(&h->tokens, &h->text);
    } else {
        st = eval_shuffle_words(text, EVAL_SEED,
                                retort_get_le(facts->digest, 8), &h->text, err);
    }
    if (st == RETORT_OK)
        st = retort_buf_status(&h->text);
    *out = (retort_span){h->text.ptr ? h->text.ptr : "", h->text.len};
    return st;
}

static bool belongs(const struct topics *t, eval_variant v,
                    const retort_reply_facts *facts)
{
    struct topic want = {.is_apart = v == EVAL_TOPIC};
    const struct topic *found;

    if (v != EVAL_TOPIC && v != EVAL_OTHER_TOPICS)
        return true;
    if (!t->count)
        return false;
    memcpy(want.key, facts->key, sizeof(want.key));
    found = bsearch(&want, t->items, t->count, sizeof(*t->items), by_key);
    return found && found->is_apart == want.is_apart;
}

static retort_status count_reply(void *ctx, const retort_record *rec,
                                 retort_err *err)
{
    struct hand *h = ctx;
    retort_reply_facts facts;
    retort_span text;
    retort_status st =
        retort_preparer_run(h->preparer, &PARAMS, rec, &facts, &text, err);

    for (eval_variant v = 0; st == RETORT_OK && v < EVAL_VARIANTS; v++) {
        retort_span told;

        if (!belongs(h->topics, v, &facts))
            continue;
        st = tell(h, v, &facts, text, &told, err);
        if (st == RETORT_OK)
            st = retort_builder_add(h->builder[v], &facts, told, err);
    }
    return st;
}

/* Name of the model that a file is named after, as the program has it. */
static size_t model_of(const eval_models *m, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    size_t best = SIZE_MAX;
    size_t best_len = 0;

    for (size_t i = 0; i < m->count; i++) {
        size_t len = strlen(m->items[i].name);

        if (len > best_len && strncmp(name, m->items[i].name, len) == 0 &&
            (name[len] == '.' || name[len] == '\0')) {
            best = i;
            best_len = len;
        }
    }
    return best;
}

static retort_status count_file(void *ctx, size_t i, retort_err *err)
{
    const struct counting *c = ctx;
    const char *path = c->models->files.paths[i];
    size_t model = model_of(c->models, path);
    struct hand h = {0};
    retort_status st;

    if (model == SIZE_MAX)
        return RETORT_OK; /* a file without a usable reply */
    if (c->models->items[model].variant[0])
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "two files are named after model %s",
                           c->models->items[model].name);
    st = hand_init(&h, c->topics, err);
    if (st == RETORT_OK)
        st = read_file(path, count_reply, &h, err);
    for (size_t v = 0; st == RETORT_OK && v < EVAL_VARIANTS; v++) {
        retort_fingerprint *fp = NULL;

        st = retort_builder_take(h.builder[v], &fp, err);
        if (st == RETORT_OK)
            st = eval_cut_blocks(&c->models->items[model].variant[v], fp, 0,
                                 RETORT_BLOCKS, err);
        retort_fingerprint_free(fp);
    }
    hand_release(&h);
    return st;
}

retort_status eval_texts_count(eval_models *m, size_t threads, bool *has_topics,
                               retort_err *err)
{
    retort_thread_pool pool;
    struct topics topics = {0};
    struct counting c = {m, &topics};
    retort_status st = find_topics(m, &topics, err);

    if (st == RETORT_OK)
        st = retort_pool_run(retort_thread_pool_init(&pool, threads),
                             m->files.count, count_file, &c, err);
    *has_topics = topics.count != 0;
    retort_mem_free(topics.items);
    return st;
}
