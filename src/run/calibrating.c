#include "run/calibrating.h"

#include <string.h>

#include "base/philox.h"
#include "base/sha256.h"
#include "run/block_models.h"
#include "run/dose.h"
#include "run/population_scores.h"
#include "run/thread_pool.h"

static const retort_proposition ASKED[] = {RETORT_PROPOSITION_SAME,
                                           RETORT_PROPOSITION_TUNED,
                                           RETORT_PROPOSITION_DISTILLED};
enum { ASKED_COUNT = sizeof(ASKED) / sizeof(ASKED[0]), SEED_BITS = 53 };

static void tell(const retort_calibrating *how, const char *stage)
{
    if (how->stage)
        how->stage(how->stage_ctx, stage);
}

static retort_status no_memory(retort_err *err)
{
    return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a calibration");
}

static retort_status seed_of(const char *digest, uint64_t *out, retort_err *err)
{
    unsigned char bytes[RETORT_SHA256_BYTES];
    retort_status st = retort_sha256_of(retort_span_of(digest), bytes, err);

    if (st == RETORT_OK)
        *out = retort_philox_seed(bytes) >> (64 - SEED_BITS);
    return st;
}

/* --- validation ---------------------------------------------------------------- */

static retort_status validate_all(retort_calibration *c,
                                  const retort_calibrating *how,
                                  retort_validation *out, retort_err *err)
{
    retort_thread_pool threads;
    retort_case_options options = {
        .draws = how->draws,
        .seed = c->seed,
        .prior = c->prior,
        .pool = retort_thread_pool_init(&threads, how->threads)};
    retort_status st = RETORT_OK;

    for (size_t i = 0; st == RETORT_OK && i < ASKED_COUNT; i++) {
        const retort_proposition_info *about =
            retort_proposition_about(ASKED[i]);

        tell(how, about->id);
        options.ridge = about->ridge;
        st = retort_validate(&c->population, ASKED[i], &options, c->arena,
                             &out[i], err);
    }
    return st;
}

/* Append @p count rows to the power table of the last validation. */
static retort_status append_power(retort_calibration *c, retort_validation *v,
                                  const retort_power_row *rows, size_t count,
                                  retort_err *err)
{
    retort_power_row *all =
        retort_arena_take(c->arena, v->power_count + count + 1, sizeof(*all));

    if (!all)
        return no_memory(err);
    if (v->power_count)
        memcpy(all, v->power, v->power_count * sizeof(*all));
    if (count)
        memcpy(all + v->power_count, rows, count * sizeof(*all));
    v->power = all;
    v->power_count += count;
    return RETORT_OK;
}

static retort_validation *room(retort_calibration *c, retort_err *err)
{
    retort_validation *v = retort_arena_take(c->arena, ASKED_COUNT, sizeof(*v));

    if (v)
        memset(v, 0, ASKED_COUNT * sizeof(*v));
    else
        (void)no_memory(err);
    return v;
}

/* --- from a library ------------------------------------------------------------- */

static retort_status dose(retort_calibration *c, const retort_calibrating *how,
                          const retort_block_models *models,
                          retort_validation *distilled, retort_err *err)
{
    retort_power_row rows[RETORT_DOSE_ROWS];
    retort_thread_pool threads;
    size_t count = 0;
    retort_status st;

    tell(how, "dose response");
    st = retort_dose_response(models, &c->population,
                              retort_thread_pool_init(&threads, how->threads),
                              rows, &count, err);
    return st == RETORT_OK ? append_power(c, distilled, rows, count, err) : st;
}

static retort_status score(retort_calibration *c, const retort_calibrating *how,
                           const retort_block_models *models, retort_err *err)
{
    retort_thread_pool threads;
    retort_status st;

    tell(how, "scores");
    st = retort_population_scores(
        models, retort_thread_pool_init(&threads, how->threads), c->arena,
        &c->population, err);
    return st == RETORT_OK
               ? seed_of(c->population.library_digest, &c->seed, err)
               : st;
}

static retort_status fill(retort_calibration *c, const retort_calibrating *how,
                          retort_err *err)
{
    retort_block_models *models = NULL;
    retort_validation *v = room(c, err);
    retort_status st;

    if (!v)
        return RETORT_ERR_NOMEM;
    tell(how, "fingerprints");
    st = retort_block_models_open(&models, how->library, how->lineage, err);
    if (st == RETORT_OK)
        st = score(c, how, models, err);
    if (st == RETORT_OK)
        st = validate_all(c, how, v, err);
    if (st == RETORT_OK)
        st = dose(c, how, models, &v[ASKED_COUNT - 1], err);
    retort_block_models_free(models);
    c->validations = v;
    c->validation_count = st == RETORT_OK ? ASKED_COUNT : 0;
    return st;
}

retort_status retort_calibrating_run(retort_calibration **out,
                                     const retort_calibrating *how,
                                     retort_err *err)
{
    retort_calibration *c = NULL;
    retort_status st = retort_calibration_new(&c, err);

    *out = NULL;
    if (st != RETORT_OK)
        return st;
    c->prior = RETORT_CASE_PRIOR;
    c->draws = how->draws;
    st = fill(c, how, err);
    if (st != RETORT_OK) {
        retort_calibration_free(c);
        return st;
    }
    *out = c;
    return RETORT_OK;
}

/* --- from a calibration file ------------------------------------------------------ */

retort_status retort_calibrating_again(retort_calibration *c,
                                       const retort_calibrating *how,
                                       retort_err *err)
{
    const retort_validation *old =
        retort_calibration_validation(c, RETORT_PROPOSITION_DISTILLED);
    retort_validation *v = room(c, err);
    retort_status st = v ? validate_all(c, how, v, err) : RETORT_ERR_NOMEM;

    for (size_t i = 0; st == RETORT_OK && old && i < old->power_count; i++)
        if (strcmp(old->power[i].kind, "dose") == 0)
            st = append_power(c, &v[ASKED_COUNT - 1], &old->power[i], 1, err);
    if (st != RETORT_OK)
        return st;
    c->draws = how->draws;
    c->validations = v;
    c->validation_count = ASKED_COUNT;
    return RETORT_OK;
}
