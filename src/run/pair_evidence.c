#include "run/pair_evidence.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/philox.h"
#include "base/sha256.h"
#include "infer/answers.h"
#include "infer/validation_acceptance.h"
#include "run/block_models.h"
#include "run/case_scores.h"
#include "run/population_scores.h"
#include "run/thread_pool.h"

enum { SEED_TEXT_BYTES_MAX = 1 << 12 };

/* One pair at work. */
struct pair {
    const retort_pair_evidence *how;
    const retort_suspect *suspect; /* of the result */
    const retort_candidate *candidate;
    retort_arena *arena; /* of the result */
    retort_block_models *models;
    retort_case_scorer *scorer;
    retort_case_options options;
    retort_evidence *out; /* one a proposition */
    retort_err *err;
};

static retort_status no_memory(retort_err *err)
{
    return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for evidence");
}

/* --- the same population? -------------------------------------------------------- */

static retort_status check_parameters(const struct pair *p)
{
    const retort_comparisons *made = &p->how->calibration->population;
    const char *features = retort_block_models_features(p->models, p->arena);

    if (!features)
        return no_memory(p->err);
    if (made->rules_version != p->models->params.rules)
        return RETORT_FAIL(p->err, RETORT_ERR_MISMATCH,
                           "the calibration was made with rule version %u, "
                           "the library with %u",
                           made->rules_version, p->models->params.rules);
    if (strcmp(made->features, features) != 0)
        return RETORT_FAIL(p->err, RETORT_ERR_MISMATCH,
                           "the calibration was made with features \"%.200s\", "
                           "the library with \"%.200s\"",
                           made->features, features);
    if (strcmp(made->library_digest, p->models->digest) != 0)
        return RETORT_FAIL(p->err, RETORT_ERR_MISMATCH,
                           "the calibration was made with library %.64s, this "
                           "one is %.64s",
                           made->library_digest, p->models->digest);
    return RETORT_OK;
}

/* Lineages are left out by name, so the tables must agree on all of them. */
static retort_status check_lineages(const struct pair *p)
{
    const retort_comparisons *made = &p->how->calibration->population;

    for (size_t i = 0; i < made->model_count; i++) {
        const char *then = made->lineages[made->models[i].lineage];
        size_t m = retort_block_models_find(p->models, made->models[i].name);

        if (m != SIZE_MAX && strcmp(p->models->items[m].lineage, then) != 0)
            return RETORT_FAIL(p->err, RETORT_ERR_MISMATCH,
                               "the calibration has %.80s in lineage %.80s, "
                               "the lineage table in %.80s",
                               made->models[i].name, then,
                               p->models->items[m].lineage);
    }
    return RETORT_OK;
}

static retort_status load_models(struct pair *p)
{
    retort_status st = retort_block_models_open(&p->models, p->how->library,
                                                p->how->lineage, p->err);

    if (st == RETORT_OK)
        st = check_parameters(p);
    return st == RETORT_OK ? check_lineages(p) : st;
}

/* --- draws ------------------------------------------------------------------------- */

static retort_status seed_of(const struct pair *p, uint64_t *out)
{
    unsigned char digest[RETORT_SHA256_BYTES];
    retort_buf text;
    retort_status st;

    retort_buf_init(&text, SEED_TEXT_BYTES_MAX);
    retort_buf_printf(&text, "%s\n%s\n%s\n", p->how->calibration_digest,
                      p->suspect->content_digest, p->candidate->model);
    st = retort_buf_status(&text);
    if (st == RETORT_OK)
        st =
            retort_sha256_of((retort_span){text.ptr, text.len}, digest, p->err);
    else
        st = RETORT_FAIL(p->err, st, "no room for the seed of the draws");
    if (st == RETORT_OK)
        *out = retort_philox_seed(digest);
    retort_buf_release(&text);
    return st;
}

/* --- five answers -------------------------------------------------------------------- */

/* A copy of @p count strings that lives as long as the result. */
static const char **keep_names(const struct pair *p, const char *const *names,
                               size_t count)
{
    const char **out = retort_arena_take(p->arena, count + 1, sizeof(*out));

    for (size_t i = 0; out && i < count; i++) {
        size_t bytes = strlen(names[i]) + 1;
        char *text = retort_arena_take(p->arena, bytes, 1);

        if (!text)
            return NULL;
        out[i] = memcpy(text, names[i], bytes);
    }
    return out;
}

/*
 * The limits are held against the figures anew: what a file says has passed is
 * not believed. A common source has figures of its own.
 */
static retort_status hold_acceptance(const struct pair *p,
                                     const retort_validation *v,
                                     bool is_common_source, retort_case *out)
{
    retort_validation held = *v;

    if (is_common_source) {
        held.closed = v->common_source;
        held.closed.cllr_shuffled = v->closed.cllr_shuffled;
        held.open = v->common_source;
        held.stratum_count = 0;
    }
    return retort_acceptance_of(&held, p->arena, &out->acceptance,
                                &out->acceptance_count, p->err);
}

/* Names of the population are the calibration's as well. */
static retort_status keep_scale(const struct pair *p, retort_evidence *e)
{
    const char **names = keep_names(p, e->scale_models, e->scale_model_count);

    e->scale_models = e->scale_model_count ? names : NULL;
    return names ? RETORT_OK : no_memory(p->err);
}

static retort_status weigh(struct pair *p, retort_proposition proposition)
{
    const retort_calibration *calibration = p->how->calibration;
    const retort_validation *v =
        retort_calibration_validation(calibration, proposition);
    retort_case c;
    retort_status st = retort_case_scores(
        p->scorer, proposition, p->candidate->model, p->arena, &c, p->err);

    if (st != RETORT_OK)
        return st;
    if (!v)
        return RETORT_FAIL(p->err, RETORT_ERR_FORMAT,
                           "the calibration has no validation of \"%s\"",
                           retort_proposition_about(proposition)->id);
    p->options.ridge = v->ridge;
    st = hold_acceptance(
        p, v, proposition == RETORT_PROPOSITION_DISTILLED && !c.has_students,
        &c);
    if (st == RETORT_OK)
        st = retort_case_weigh(&calibration->population, proposition, &c,
                               &p->options, p->arena, &p->out[proposition],
                               p->err);
    return st == RETORT_OK ? keep_scale(p, &p->out[proposition]) : st;
}

static retort_status answer_all(struct pair *p)
{
    retort_status st = retort_reuse_weigh(
        p->candidate->score[RETORT_SCORE_REUSE], p->candidate->shared_prompts,
        p->arena, &p->out[RETORT_PROPOSITION_REUSE], p->err);

    if (st == RETORT_OK)
        st = weigh(p, RETORT_PROPOSITION_SAME);
    if (st == RETORT_OK)
        st = weigh(p, RETORT_PROPOSITION_TUNED);
    if (st == RETORT_OK)
        st = weigh(p, RETORT_PROPOSITION_DISTILLED);
    retort_canary_absent(&p->out[RETORT_PROPOSITION_CANARY]);
    if (st == RETORT_OK)
        retort_evidence_explain(p->out);
    return st;
}

/* Put the answers into the result; its lists are const, so copy them. */
static retort_status put(retort_screening *result, const struct pair *p)
{
    retort_suspect *s = retort_screening_take(result, 1, sizeof(*s));
    const char *digest =
        retort_screening_copy(result, p->how->calibration_digest);

    if (!s || !digest)
        return no_memory(p->err);
    *s = *p->suspect;
    s->evidence = p->out;
    s->evidence_count = RETORT_PROPOSITION_COUNT;
    result->suspects = s;
    result->status = RETORT_EVIDENCE_STATUS;
    result->provenance.calibration_digest = digest;
    return RETORT_OK;
}

/* The pairs of a twin are known under its own lineage and must leave with it. */
static retort_status check_declared(const struct pair *p)
{
    const char *twin = retort_case_scorer_twin(p->scorer);
    const char *declared = p->how->suspect_lineage;
    size_t m = twin ? retort_block_models_find(p->models, twin) : SIZE_MAX;

    if (!declared || m == SIZE_MAX ||
        strcmp(p->models->items[m].lineage, declared) == 0)
        return RETORT_OK;
    return RETORT_FAIL(p->err, RETORT_ERR_ARG,
                       "the suspect has the very records of %.80s, lineage "
                       "%.80s; %.80s is declared",
                       twin, p->models->items[m].lineage, declared);
}

/* What is said of a fingerprint that lacks something is said of the suspect. */
static retort_status prepare_scorer(struct pair *p)
{
    const retort_case_suspect suspect = {p->suspect->name, p->how->suspect,
                                         p->how->suspect_lineage};
    retort_err why = {.code = RETORT_OK};
    retort_status st = retort_case_scorer_new(&p->scorer, p->models, &suspect,
                                              p->options.pool, &why);

    if (st == RETORT_ERR_NOT_APPLICABLE)
        return RETORT_FAIL(p->err, st, "%.100s: %.200s", suspect.name,
                           why.text);
    if (st != RETORT_OK && p->err)
        *p->err = why;
    return st;
}

static retort_status prepare(struct pair *p)
{
    retort_status st = load_models(p);

    if (st == RETORT_OK)
        st = prepare_scorer(p);
    if (st == RETORT_OK)
        st = check_declared(p);
    return st == RETORT_OK ? seed_of(p, &p->options.seed) : st;
}

retort_status retort_pair_evidence_add(retort_screening *result,
                                       const retort_pair_evidence *how,
                                       retort_err *err)
{
    retort_thread_pool threads;
    struct pair p = {
        .how = how,
        .suspect = result->suspects,
        .arena = result->arena,
        .options = {.draws = how->draws,
                    .prior = how->calibration->prior,
                    .pool = retort_thread_pool_init(&threads, how->threads)},
        .err = err};
    retort_status st;

    if (result->suspect_count != 1 || p.suspect->candidate_count != 1)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "evidence is weighed for one pair, not for %zu "
                           "suspects and %zu candidates",
                           result->suspect_count,
                           result->suspect_count ? p.suspect->candidate_count
                                                 : 0);
    p.candidate = p.suspect->candidates;
    p.out =
        retort_screening_take(result, RETORT_PROPOSITION_COUNT, sizeof(*p.out));
    if (!p.out)
        return no_memory(err);
    st = prepare(&p);
    if (st == RETORT_OK)
        st = answer_all(&p);
    if (st == RETORT_OK)
        st = put(result, &p);
    retort_case_scorer_free(p.scorer);
    retort_block_models_free(p.models);
    return st;
}

bool retort_pair_evidence_is_refused(const retort_screening *result)
{
    const retort_suspect *s = result->suspects;

    return result->suspect_count &&
           s->evidence_count > RETORT_PROPOSITION_DISTILLED &&
           strcmp(s->evidence[RETORT_PROPOSITION_DISTILLED].verdict,
                  "refused") == 0;
}
