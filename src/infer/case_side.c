#include "infer/case_side.h"

#include <math.h>

#include "base/mem.h"

retort_selecting retort_case_selecting(const retort_comparisons *population,
                                       retort_proposition proposition,
                                       retort_open open, bool is_common_source,
                                       const uint32_t leave[2])
{
    return (retort_selecting){
        .set = retort_comparisons_of(population, proposition),
        .lineages = population->lineage_count,
        .open = open,
        .leave = {leave[0], leave[1]},
        .is_common_source = is_common_source,
        .has_ceiling = retort_proposition_about(proposition)->has_ceiling,
    };
}

/* The score as the calibration takes it; NaN if R has no scale. */
static void scale_score(retort_case_side *s, double score)
{
    s->mean = 0;
    s->sd = 1;
    if (s->how.is_common_source)
        (void)retort_scaling_at(&s->scaling, RETORT_LINEAGE_NONE, &s->mean,
                                &s->sd);
    s->score = (score - s->mean) / s->sd;
}

/* Fit, or note that no fit exists. */
static retort_status fit(retort_case_side *s, double prior, double ridge,
                         retort_err *err)
{
    retort_err why;
    retort_status st =
        retort_weighing_fit(&s->weighing, &s->sample, prior, ridge, &why);

    s->has_fit = st == RETORT_OK;
    if (st == RETORT_ERR_NOT_APPLICABLE)
        return RETORT_OK;
    if (st != RETORT_OK && err)
        *err = why;
    return st;
}

retort_status retort_case_side_make(retort_case_side *s, uint32_t reference,
                                    double score, const retort_case_options *o,
                                    retort_err *err)
{
    retort_status st = retort_selection_make(&s->sample, &s->how, err);

    if (st == RETORT_OK)
        st = retort_scaling_make(&s->scaling, &s->scale, reference, err);
    if (st == RETORT_OK)
        st = retort_weighing_init(&s->weighing, s->sample.count, err);
    if (st != RETORT_OK)
        return st;
    if (isinf(score))
        return RETORT_FAIL(err, RETORT_ERR_INTERNAL,
                           "the score of the case is infinite");
    scale_score(s, score);
    return fit(s, o->prior, o->ridge, err);
}

void retort_case_side_release(retort_case_side *s)
{
    retort_selection_release(&s->sample);
    retort_scaling_release(&s->scaling);
    retort_weighing_release(&s->weighing);
    retort_mem_free(s->draw);
}

/* The fit itself comes last: it is the one that stays. */
retort_status retort_case_side_try_ridges(retort_case_side *s,
                                          const retort_case_options *o,
                                          retort_err *err)
{
    const double ridge[2] = {o->ridge / 10, o->ridge * 10};
    double *const out[2] = {&s->ridge_tenth, &s->ridge_tenfold};
    retort_status st = RETORT_OK;

    for (int i = 0; st == RETORT_OK && i < 2; i++) {
        st = fit(s, o->prior, ridge[i], err);
        *out[i] = st == RETORT_OK && s->has_fit
                      ? retort_weighing_llr(&s->weighing, s->score, NULL)
                      : (double)NAN;
    }
    if (st == RETORT_OK)
        st = fit(s, o->prior, o->ridge, err);
    return st;
}

double retort_case_side_beyond(const retort_case_side *s)
{
    double low = (double)INFINITY;
    double high = -(double)INFINITY;
    double off;

    if (!s->has_fit || isnan(s->score))
        return (double)NAN;
    for (size_t i = 0; i < s->sample.count; i++) {
        low = fmin(low, s->sample.score[i]);
        high = fmax(high, s->sample.score[i]);
    }
    off = fmax(0, fmax(low - s->score, s->score - high));
    return off > 0 ? off / s->weighing.fit.sd : 0;
}

double retort_case_side_slope(const retort_case_side *s)
{
    return s->has_fit ? s->weighing.fit.slope : (double)NAN;
}
