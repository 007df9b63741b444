#include "run/pair_evidence.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/philox.h"
#include "base/sha256.h"
#include "infer/answers.h"
#include "run/block_models.h"
#include "run/case_scores.h"
#include "run/lineage_file.h"
#include "run/population_scores.h"
#include "run/thread_pool.h"

enum { SEED_TEXT_BYTES_MAX = 1 << 12 };

/* One pair at work. */
struct pair {
    const retort_pair_evidence *how;
    const retort_screening *result;
    const retort_suspect *suspect; /* of the result */
    const retort_candidate *candidate;
    retort_arena *arena; /* of the result */
    retort_block_models *models;
    retort_case_scorer *scorer;
    retort_case_options options;
    retort_evidence *out; /* one a proposition */
    retort_err *err;
};

/* --- the same population? -------------------------------------------------------- */

static retort_status check_parameters(const struct pair *p)
{
    const retort_comparisons *made = &p->how->calibration->population;
    const char *features = retort_block_models_features(p->models, p->arena);

    if (!features)
        return RETORT_FAIL(p->err, RETORT_ERR_NOMEM, "no memory for evidence");
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

static retort_status load_models(struct pair *p)
{
    retort_lineage_table table = {0};
    retort_library *library = NULL;
    retort_status st =
        retort_lineage_file_read(&table, p->how->lineage, p->err);

    if (st == RETORT_OK)
        st = retort_library_open(&library, p->how->library, RETORT_LIBRARY_READ,
                                 p->err);
    if (st == RETORT_OK) {
        const retort_block_source source = {library,
                                            p->result->provenance.library_name,
                                            table.rows, table.count};

        st = retort_block_models_load(&p->models, &source, p->err);
        if (st != RETORT_OK)
            retort_err_in_file(p->err, p->how->library);
    }
    retort_library_abandon(library);
    retort_lineage_table_release(&table);
    return st == RETORT_OK ? check_parameters(p) : st;
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
    c.acceptance = v->acceptance;
    c.acceptance_count = v->acceptance_count;
    p->options.ridge = v->ridge;
    return retort_case_weigh(&calibration->population, proposition, &c,
                             &p->options, p->arena, &p->out[proposition],
                             p->err);
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
        return RETORT_FAIL(p->err, RETORT_ERR_NOMEM, "no memory for evidence");
    *s = *p->suspect;
    s->evidence = p->out;
    s->evidence_count = RETORT_PROPOSITION_COUNT;
    result->suspects = s;
    result->status = RETORT_EVIDENCE_STATUS;
    result->provenance.calibration_digest = digest;
    return RETORT_OK;
}

static retort_status prepare(struct pair *p)
{
    const retort_case_suspect suspect = {p->suspect->name, p->how->suspect,
                                         p->how->suspect_lineage};
    retort_status st = load_models(p);

    if (st == RETORT_OK)
        st = retort_case_scorer_new(&p->scorer, p->models, &suspect,
                                    p->options.pool, p->err);
    return st == RETORT_OK ? seed_of(p, &p->options.seed) : st;
}

retort_status retort_pair_evidence_add(retort_screening *result,
                                       const retort_pair_evidence *how,
                                       retort_err *err)
{
    retort_thread_pool threads;
    struct pair p = {
        .how = how,
        .result = result,
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
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for evidence");
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
