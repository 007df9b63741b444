#include "infer/case_result.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/detmath.h"
#include "base/mem.h"
#include "infer/method_limits.h"
#include "infer/ranks.h"
#include "infer/sandwich.h"
#include "infer/wording.h"

/* LLRs no further apart are equal. */
static const double ROUNDING = 1e-9;

/* The cross-check interval; NaN where it does not exist. */
static retort_status cross_check(const retort_case_side *s, retort_setting *out,
                                 retort_err *err)
{
    const retort_classes *classes = &s->weighing.scores; /* all have weight */
    uint32_t *lineage;
    retort_sandwich w;
    retort_status st;

    if (!(s->weighing.fit.sd > 0))
        return RETORT_OK; /* all scores are one number */
    lineage = retort_mem_new(s->sample.count, sizeof(*lineage));
    if (!lineage)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu lineages",
                           s->sample.count);
    for (size_t i = 0; i < s->sample.count; i++)
        lineage[i] = s->sample.item[i]->suspect_lineage;
    st = retort_sandwich_interval(
        &s->weighing.fit, classes, lineage, lineage + s->sample.positives,
        retort_weighing_score(&s->weighing, s->score), &w, err);
    retort_mem_free(lineage);
    if (st == RETORT_ERR_NOT_APPLICABLE)
        return RETORT_OK;
    if (st == RETORT_OK) {
        out->sandwich_low = w.low;
        out->sandwich_high = w.high;
    }
    return st;
}

void retort_case_fill_counts(const retort_case_side *s, double score,
                             retort_setting *out)
{
    out->score = score;
    out->positives = (uint32_t)s->sample.positives;
    out->nulls = (uint32_t)(s->sample.count - s->sample.positives);
    out->positive_lineages = s->sample.positive_lineages;
    out->null_lineages = s->sample.null_lineages;
    out->reference_lineages = s->sample.reference_lineages;
    out->skipped = s->spread.skipped;
    if (s->has_fit) {
        out->mean = s->mean + s->sd * s->weighing.fit.mean;
        out->sd = s->sd * s->weighing.fit.sd;
        if (isfinite(s->weighing.ceiling))
            out->ceiling = s->mean + s->sd * s->weighing.ceiling;
    }
}

retort_status retort_case_fill_ratio(const retort_case_side *s, bool has_draws,
                                     retort_setting *out, retort_err *err)
{
    const retort_weighing *w = &s->weighing;
    retort_bound_rule active;

    out->slope = w->fit.slope;
    out->intercept = w->fit.intercept;
    out->raw = retort_weighing_raw(w, s->score);
    out->llr = retort_weighing_llr(w, s->score, &active);
    out->lower = w->bounds.lower;
    out->upper = w->bounds.upper;
    out->lower_rule = retort_bound_rule_word(w->bounds.lower_rule);
    out->upper_rule = retort_bound_rule_word(w->bounds.upper_rule);
    out->active = retort_bound_rule_word(active);
    out->ridge_tenth = s->ridge_tenth;
    out->ridge_tenfold = s->ridge_tenfold;
    if (has_draws) {
        out->low = s->spread.low;
        out->median = s->spread.median;
        out->high = s->spread.high;
    }
    return cross_check(s, out, err);
}

retort_open retort_case_headline(const retort_evidence *e)
{
    double a = fabs(e->closed.llr);
    double b = fabs(e->open.llr);

    if (fabs(a - b) > ROUNDING)
        return a < b ? RETORT_CLOSED : RETORT_OPEN;
    a = fabs(retort_wording_nearest_end(e->closed.low, e->closed.high));
    b = fabs(retort_wording_nearest_end(e->open.low, e->open.high));
    return b < a ? RETORT_OPEN : RETORT_CLOSED;
}

const char *retort_case_verdict(const retort_evidence *e)
{
    double end = retort_wording_nearest_end(e->low, e->high);

    if (e->closed.llr * e->open.llr < 0 || !(end * e->llr > 0))
        return "inconclusive";
    return e->llr > 0 ? "supported" : "against";
}

void retort_case_fill_power(const retort_case_side *s, retort_evidence *out)
{
    double threshold = retort_log10(RETORT_METHOD_SUPPORT_LR);

    if (!s->has_fit)
        return;
    out->power = retort_weighing_share_above(
        &s->weighing, &s->weighing.llrs.positive, threshold);
    out->false_support = retort_weighing_share_above(
        &s->weighing, &s->weighing.llrs.null, threshold);
}

void retort_case_fill_rank(const retort_case_side *closed, double score,
                           retort_evidence *out)
{
    const retort_scaling *s = &closed->scaling;
    double reached = 0;

    for (size_t g = 0; g < s->groups; g++) {
        size_t members = 0;

        for (size_t i = s->group[g].first; i < s->group[g].end; i++)
            members += s->score[i] >= score;
        reached +=
            (double)members / (double)(s->group[g].end - s->group[g].first);
    }
    out->p_floor = retort_conformal_floor(s->groups);
    out->p = isnan(score) ? score : (1 + reached) * out->p_floor;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

retort_status retort_case_name_scale(const retort_case_side *closed,
                                     const retort_comparisons *population,
                                     retort_arena *arena, retort_evidence *out,
                                     retort_err *err)
{
    const retort_scaling *s = &closed->scaling;
    const char **name;
    size_t n = 0;

    if (s->count == 0)
        return RETORT_OK;
    name = retort_arena_take(arena, s->count, sizeof(*name));
    if (!name)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu names",
                           s->count);
    for (size_t i = 0; i < s->count; i++)
        name[i] = population->models[s->pair[i]->suspect].name;
    qsort(name, s->count, sizeof(*name), by_name);
    for (size_t i = 0; i < s->count; i++) {
        if (i == 0 || strcmp(name[i], name[i - 1]) != 0)
            name[n++] = name[i];
    }
    out->scale_models = name;
    out->scale_model_count = n;
    return RETORT_OK;
}
