#include "report/columns.h"

#include <math.h>
#include <string.h>

static const retort_column COLUMNS[RETORT_SCORE_COUNT] = {
    [RETORT_SCORE_PROFILE] = {"Profile", 3, 1},
    [RETORT_SCORE_RESIDUAL] = {"Residual", 3, 1},
    [RETORT_SCORE_PMZ] = {"PMZ", 2, 1},
    [RETORT_SCORE_RARE] = {"Rare", 3, 1},
    [RETORT_SCORE_DELTA] = {"Delta", 3, 1},
    [RETORT_SCORE_REUSE] = {"Reuse %", 1, 100},
    [RETORT_SCORE_HUB] = {"Hub", 3, 1},
    [RETORT_SCORE_LENGTH] = {"Length", 2, 1},
};

const retort_column *retort_column_about(retort_score score)
{
    return &COLUMNS[score];
}

bool retort_column_has_evidence(const retort_screening *result)
{
    return strcmp(result->status, RETORT_EVIDENCE_STATUS) == 0;
}

bool retort_column_is_used(const retort_suspect *s, retort_score score)
{
    for (size_t i = 0; i < s->candidate_count; i++) {
        if (isfinite(s->candidates[i].score[score]))
            return true;
    }
    return false;
}

const retort_candidate *retort_column_ranked(const retort_suspect *s,
                                             uint32_t rank_distilled)
{
    for (size_t i = 0; i < s->candidate_count; i++) {
        if (s->candidates[i].rank_distilled == rank_distilled)
            return &s->candidates[i];
    }
    return NULL;
}

const retort_candidate *retort_column_ranked_kin(const retort_suspect *s,
                                                 uint32_t rank_kin)
{
    for (size_t i = 0; i < s->candidate_count; i++) {
        if (s->candidates[i].rank_kin == rank_kin)
            return &s->candidates[i];
    }
    return NULL;
}

double retort_column_p(const retort_candidate *c)
{
    return c->p > 0 ? c->p : (double)NAN;
}

double retort_column_p_holm(const retort_candidate *c)
{
    return c->p_holm > 0 ? c->p_holm : (double)NAN;
}

bool retort_column_has_p(const retort_suspect *s)
{
    for (size_t i = 0; i < s->candidate_count; i++) {
        if (isfinite(retort_column_p(&s->candidates[i])))
            return true;
    }
    return false;
}

bool retort_column_has_controls(const retort_candidate *c)
{
    return strcmp(c->percentile_basis, "control suspects") == 0;
}

uint32_t retort_column_place(const retort_suspect *s, const retort_candidate *c,
                             retort_score score)
{
    uint32_t place = 1;

    if (!isfinite(c->score[score]))
        return 0;
    for (size_t i = 0; i < s->candidate_count; i++) {
        const retort_candidate *other = &s->candidates[i];

        if (other->rank_distilled > 0 && other->score[score] > c->score[score])
            place++;
    }
    return place;
}

retort_standing retort_column_standing(const retort_suspect *s,
                                       const retort_candidate *c,
                                       retort_score score)
{
    retort_standing none = {0, 0, ""};

    if (score == RETORT_SCORE_PROFILE && c->rank_distilled > 0)
        return (retort_standing){c->rank_distilled, s->ranked_references,
                                 "references"};
    if (score == RETORT_SCORE_RESIDUAL && c->rank_kin > 0)
        return (retort_standing){c->rank_kin, s->ranked_models, "models"};
    return none;
}

uint32_t retort_column_ranked_count(const retort_suspect *s)
{
    uint32_t count = 0;

    for (size_t i = 0; i < s->candidate_count; i++)
        count += s->candidates[i].rank_distilled > 0;
    return count;
}
