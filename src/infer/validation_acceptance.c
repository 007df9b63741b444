#include "infer/validation_acceptance.h"

#include <math.h>

enum side { BELOW, AT_MOST, AT_LEAST };

struct row {
    const char *id;
    const char *text;
    const char *not_asked; /* text where NaN is no failure; NULL: it is one */
    double (*value)(const retort_validation *v);
    double (*varying)(const retort_validation *v); /* limit, or NULL: */
    double limit;
    enum side side;
};

static double cllr_closed(const retort_validation *v)
{
    return v->closed.cllr.high;
}

static double cllr_open(const retort_validation *v)
{
    return v->open.cllr.high;
}

static double cllr_cal(const retort_validation *v)
{
    return v->closed.cllr_cal;
}

static double cllr_cal_limit(const retort_validation *v)
{
    return v->closed.cllr_cal_expected;
}

static double turing_low(const retort_validation *v)
{
    return v->closed.turing.low;
}

static double turing_high(const retort_validation *v)
{
    return v->closed.turing.high;
}

/* What a perfectly calibrated system of the same counts may show. */
static double turing_under_limit(const retort_validation *v)
{
    return fmin(RETORT_ACCEPT_TURING, v->closed.turing_expected);
}

static double devpav_limit(const retort_validation *v)
{
    return fmax(RETORT_ACCEPT_DEVPAV, v->closed.devpav_expected);
}

static double devpav(const retort_validation *v)
{
    return v->closed.devpav;
}

/* Not asked where the classes are apart, but asked where there are none. */
static double devpav_or_none(const retort_validation *v)
{
    return isnan(v->closed.cllr.value) ? (double)INFINITY : devpav(v);
}

static double length_correlation(const retort_validation *v)
{
    return fabs(v->closed.length_ratio_correlation);
}

static double shuffled(const retort_validation *v)
{
    return v->closed.cllr_shuffled;
}

static double worst_stratum(const retort_validation *v)
{
    double worst = (double)NAN;

    for (size_t i = 0; i < v->stratum_count; i++)
        if (v->strata[i].is_judged)
            worst = fmax(worst, v->strata[i].cllr_closed);
    return worst;
}

static const struct row ROWS[] = {
    {"cllr-closed",
     "The upper end of the 95 % interval of Cllr is below 1, closed: the "
     "likelihood ratios inform.",
     NULL, cllr_closed, NULL, RETORT_ACCEPT_CLLR, BELOW},
    {"cllr-open",
     "The upper end of the 95 % interval of Cllr is below 1, open: the "
     "likelihood ratios inform.",
     NULL, cllr_open, NULL, RETORT_ACCEPT_CLLR, BELOW},
    {"calibration-loss",
     "Cllr_cal is not above what 95 % of perfectly calibrated systems of the "
     "same counts stay below.",
     NULL, cllr_cal, cllr_cal_limit, 0, AT_MOST},
    {"turing-over",
     "The interval of the mean likelihood ratio of unrelated pairs does not "
     "lie above 1: no overstatement.",
     NULL, turing_low, NULL, RETORT_ACCEPT_TURING, AT_MOST},
    {"turing-under",
     "The interval of the mean likelihood ratio of unrelated pairs does not "
     "lie below 1, nor below what 95 % of perfectly calibrated systems of the "
     "same counts stay above: no understatement.",
     NULL, turing_high, turing_under_limit, 0, AT_LEAST},
    {"devpav",
     "The likelihood ratios lie near their own PAV transform (devPAV): within "
     "0.3, or what 95 % of perfectly calibrated systems of the same counts "
     "stay below.",
     "Not asked: the two classes are fully separated.", devpav_or_none,
     devpav_limit, 0, AT_MOST},
    {"length-correlation",
     "The score does not rise or fall with the ratio of reply lengths, S over "
     "R (Spearman, without its sign).",
     "Not asked: reply lengths do not differ, or are not known.",
     length_correlation, NULL, RETORT_ACCEPT_LENGTH, BELOW},
    {"shuffled-labels",
     "With shuffled labels the likelihood ratios do not inform (Cllr).", NULL,
     shuffled, NULL, RETORT_ACCEPT_SHUFFLED, AT_LEAST},
    {"strata",
     "No stratum that is large enough to be judged has a Cllr above 1.",
     "Not asked: no stratum is large enough to be judged.", worst_stratum, NULL,
     RETORT_ACCEPT_STRATUM, AT_MOST},
};

enum { ROW_COUNT = sizeof(ROWS) / sizeof(ROWS[0]) };

static bool passes(enum side side, double value, double limit)
{
    switch (side) {
    case BELOW: return value < limit;
    case AT_MOST: return value <= limit;
    case AT_LEAST: break;
    }
    return value >= limit;
}

static retort_rule hold(const struct row *row, const retort_validation *v)
{
    retort_rule r = {
        .id = row->id,
        .text = row->text,
        .value = row->value(v),
        .limit = row->varying ? row->varying(v) : row->limit,
        .refuses = true,
    };

    r.passed = passes(row->side, r.value, r.limit);
    if (isnan(r.value) && row->not_asked) {
        r.text = row->not_asked;
        r.passed = true;
    }
    return r;
}

retort_status retort_acceptance_of(const retort_validation *v,
                                   retort_arena *arena, const retort_rule **out,
                                   size_t *count, retort_err *err)
{
    retort_rule *rules = retort_arena_take(arena, ROW_COUNT, sizeof(*rules));

    *out = NULL;
    *count = 0;
    if (!rules)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %d rules",
                           (int)ROW_COUNT);
    for (size_t i = 0; i < ROW_COUNT; i++)
        rules[i] = hold(&ROWS[i], v);
    *out = rules;
    *count = ROW_COUNT;
    return RETORT_OK;
}
