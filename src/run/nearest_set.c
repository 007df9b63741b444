#include "run/nearest_set.h"

#include <string.h>

#include "base/arena.h"
#include "base/philox.h"
#include "base/sha256.h"
#include "infer/rivals.h"
#include "run/case_scores.h"
#include "run/thread_pool.h"

/* One suspect at work. */
struct marking {
    const retort_block_models *models;
    const retort_pool *pool;
    const char *lineage; /* declared, or NULL */
    retort_screening *result;
    retort_arena arena; /* cases and rivals */
    retort_err *err;
};

/* References come first, by rank; the first is the nearest. */
static const retort_candidate *nearest_of(const retort_suspect *s)
{
    return s->candidate_count && s->candidates[0].rank_distilled == 1
               ? &s->candidates[0]
               : NULL;
}

static void mark(retort_candidate *c, size_t count, const char *model)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(c[i].model, model) == 0)
            c[i].in_nearest_set = true;
}

static retort_status find_rivals(struct marking *m, const retort_suspect *s,
                                 const retort_screen_suspect *in,
                                 const retort_rival **rivals, size_t *count)
{
    const retort_case_suspect suspect = {in->name, in->fp, m->lineage};
    unsigned char digest[RETORT_SHA256_BYTES];
    retort_case_scorer *scorer = NULL;
    retort_case c;
    retort_status st =
        retort_sha256_of(retort_span_of(s->content_digest), digest, m->err);

    if (st == RETORT_OK)
        st = retort_case_scorer_new(&scorer, m->models, &suspect, m->pool,
                                    m->err);
    if (st == RETORT_OK)
        st = retort_case_scores(scorer, RETORT_PROPOSITION_DISTILLED,
                                s->candidates[0].model, &m->arena, &c, m->err);
    if (st == RETORT_OK)
        st = retort_rivals_find(&c, RETORT_CASE_DRAWS,
                                retort_philox_seed(digest), &m->arena, rivals,
                                count, m->err);
    retort_case_scorer_free(scorer);
    return st;
}

/* The lists of a result are const, so candidates are copied and marked. */
static retort_status mark_one(struct marking *m, retort_suspect *s,
                              const retort_screen_suspect *in)
{
    const retort_rival *rivals = NULL;
    size_t count = 0;
    retort_candidate *c;
    retort_status st;

    if (!nearest_of(s))
        return RETORT_OK;
    st = find_rivals(m, s, in, &rivals, &count);
    if (st != RETORT_OK)
        return st;
    c = retort_screening_take(m->result, s->candidate_count, sizeof(*c));
    if (!c)
        return RETORT_FAIL(m->err, RETORT_ERR_NOMEM,
                           "no memory for the nearest set");
    memcpy(c, s->candidates, s->candidate_count * sizeof(*c));
    mark(c, s->candidate_count, s->candidates[0].model);
    for (size_t i = 0; i < count; i++)
        mark(c, s->candidate_count, rivals[i].model);
    s->candidates = c;
    return RETORT_OK;
}

static retort_status mark_all(struct marking *m, const retort_nearest_set *how)
{
    retort_suspect *all = retort_screening_take(
        m->result, m->result->suspect_count + 1, sizeof(*all));
    retort_status st = RETORT_OK;

    if (!all)
        return RETORT_FAIL(m->err, RETORT_ERR_NOMEM,
                           "no memory for the nearest set");
    memcpy(all, m->result->suspects, m->result->suspect_count * sizeof(*all));
    for (size_t i = 0; st == RETORT_OK && i < how->suspect_count; i++) {
        st = mark_one(m, &all[i], &how->suspects[i]);
        retort_arena_reset(&m->arena);
    }
    if (st == RETORT_OK)
        m->result->suspects = all;
    return st;
}

retort_status retort_nearest_set_mark(retort_screening *result,
                                      const retort_nearest_set *how,
                                      retort_err *err)
{
    retort_thread_pool threads;
    struct marking m = {.pool = retort_thread_pool_init(&threads, how->threads),
                        .lineage = how->suspect_lineage,
                        .result = result,
                        .err = err};
    retort_block_models *models = NULL;
    retort_status st;

    if (result->suspect_count != how->suspect_count)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "the result has %zu suspects, %zu are given",
                           result->suspect_count, how->suspect_count);
    st = retort_block_models_open(&models, how->library, how->lineage, err);
    m.models = models;
    if (st == RETORT_OK)
        st = mark_all(&m, how);
    retort_block_models_free(models);
    retort_arena_release(&m.arena);
    return st;
}
