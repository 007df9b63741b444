#include "run/block_scores.h"

#include <math.h>

#include "base/mem.h"
#include "compare/matched.h"
#include "compare/profile.h"

_Static_assert((int)RETORT_COMPARISON_BLOCKS == (int)RETORT_BLOCKS,
               "the blocks of comparisons are those of fingerprints");

/* --- profile -------------------------------------------------------------- */

struct profile_job {
    const retort_profile *profile;
    const retort_profile_ask *asks;
    double *score; /* asks */
};

static retort_status score_ask(void *work, size_t i, retort_err *err)
{
    const struct profile_job *j = work;
    const retort_profile_ask *a = &j->asks[i];

    (void)err;
    j->score[i] = retort_profile_score_out(j->profile, a->suspect, a->reference,
                                           a->out, a->out_count);
    return RETORT_OK;
}

/* effect_b from the score without b, which stands there on entry. */
static void turn_into_effects(retort_block_score *s)
{
    double mean = 0.0;

    for (size_t b = 0; b < RETORT_BLOCKS; b++) {
        double effect = (s->score - s->effect[b]) *
                        ((double)(RETORT_BLOCKS - 1) / (double)RETORT_BLOCKS);

        s->effect[b] = isnan(effect) ? 0.0 : effect;
        mean += s->effect[b] / (double)RETORT_BLOCKS;
    }
    for (size_t b = 0; b < RETORT_BLOCKS; b++)
        s->effect[b] = isnan(s->score) ? 0.0 : s->effect[b] - mean;
}

retort_status retort_profile_block_scores(
    const retort_modelset *set, const retort_block_counts *const *counts,
    const retort_profile_ask *asks, size_t count, const retort_pool *pool,
    retort_block_score *out, retort_err *err)
{
    double *score = retort_mem_new(count, sizeof(*score));
    retort_status st = RETORT_OK;

    if (count == 0)
        return RETORT_OK;
    if (!score)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for scores");
    for (size_t b = 0; st == RETORT_OK && b <= RETORT_BLOCKS; b++) {
        uint16_t times[RETORT_BLOCKS];
        retort_profile *profile = NULL;
        struct profile_job job = {.asks = asks, .score = score};

        for (size_t k = 0; k < RETORT_BLOCKS; k++)
            times[k] = k != b;
        st = retort_profile_of_blocks(&profile, set, counts, times, err);
        job.profile = profile;
        if (st == RETORT_OK)
            st = retort_pool_run(pool, count, score_ask, &job, err);
        retort_profile_free(profile);
        for (size_t i = 0; st == RETORT_OK && i < count; i++)
            *(b < RETORT_BLOCKS ? &out[i].effect[b] : &out[i].score) = score[i];
    }
    for (size_t i = 0; st == RETORT_OK && i < count; i++)
        turn_into_effects(&out[i]);
    retort_mem_free(score);
    return st;
}

/* --- over shared prompts -------------------------------------------------- */

struct prompt_job {
    const retort_modelset *set;
    const retort_likeness *likeness;
    const size_t *suspects; /* distinct, ascending */
    size_t suspect_count;
    const retort_prompt_score *pairs;
    size_t count;
    retort_matched_sums *sums; /* blocks x pairs */
};

/* Sums of one block, of the pairs asked for. */
static retort_status sum_block(void *work, size_t block, retort_err *err)
{
    const struct prompt_job *j = work;
    size_t n = j->set->count;
    retort_matched_sums *all =
        retort_mem_new(j->suspect_count, n * sizeof(*all));
    retort_status st =
        all ? RETORT_OK
            : RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for scores");
    size_t row = 0;

    if (st == RETORT_OK)
        st = retort_matched_block(j->set, j->likeness, j->suspects,
                                  j->suspect_count, block, all, err);
    for (size_t i = 0; st == RETORT_OK && i < j->count; i++) {
        while (j->suspects[row] != j->pairs[i].suspect)
            row++;
        j->sums[block * j->count + i] = all[row * n + j->pairs[i].reference];
    }
    retort_mem_free(all);
    return st;
}

static void fill_pair(const struct prompt_job *j, size_t i,
                      retort_prompt_score *out)
{
    const retort_matched_sums *sums = j->sums + i;
    retort_matched m = retort_matched_mean(sums, RETORT_BLOCKS, j->count);
    double scored = 0.0;

    out->length = m.length;
    out->shared = m.shared;
    out->residual = (retort_block_score){.score = m.residual};
    for (size_t b = 0; b < RETORT_BLOCKS; b++)
        scored += (double)sums[b * j->count].scored;
    for (size_t b = 0; scored > 0.0 && b < RETORT_BLOCKS; b++) {
        const retort_matched_sums *s = &sums[b * j->count];

        out->residual.effect[b] =
            (s->residual - m.residual * (double)s->scored) / scored;
    }
}

static size_t distinct_suspects(const retort_prompt_score *pairs, size_t count,
                                size_t *out)
{
    size_t n = 0;

    for (size_t i = 0; i < count; i++)
        if (i == 0 || pairs[i].suspect != pairs[i - 1].suspect)
            out[n++] = pairs[i].suspect;
    return n;
}

retort_status retort_prompt_block_scores(const retort_modelset *set,
                                         retort_prompt_score *pairs,
                                         size_t count, const retort_pool *pool,
                                         retort_err *err)
{
    struct prompt_job j = {.set = set, .pairs = pairs, .count = count};
    retort_likeness *likeness = NULL;
    size_t *suspects = retort_mem_new(count, sizeof(*suspects));
    retort_status st = RETORT_OK;

    if (count == 0)
        return RETORT_OK;
    j.sums = retort_mem_new(count, RETORT_BLOCKS * sizeof(*j.sums));
    if (!suspects || !j.sums)
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for scores");
    if (st == RETORT_OK)
        st = retort_likeness_new(&likeness, set, false, err);
    if (st == RETORT_OK) {
        j.likeness = likeness;
        j.suspects = suspects;
        j.suspect_count = distinct_suspects(pairs, count, suspects);
        st = retort_pool_run(pool, RETORT_BLOCKS, sum_block, &j, err);
    }
    for (size_t i = 0; st == RETORT_OK && i < count; i++)
        fill_pair(&j, i, &pairs[i]);
    retort_likeness_free(likeness);
    retort_mem_free(j.sums);
    retort_mem_free(suspects);
    return st;
}
