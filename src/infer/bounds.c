/*
 * Both data-driven rules read only how many lineages lie beyond t, which
 * changes at the distinct values alone: sort once, sum up from the top, and
 * treat the grid points between two neighbouring values together.
 *
 * ELUB stops at the first bad grid point on either side of 0, so it walks the
 * grid outwards from 0 and no further. For the invariance rule the log ratio of
 * shares is a constant c between two values, and t > c (or t < c) holds from
 * some grid point on: that point is computed, not searched for.
 */
#include "infer/bounds.h"

#include <math.h>
#include <stdbool.h>

#include "base/detmath.h"
#include "base/mem.h"

static const double ELUB_CLIP = 9.0;
static const double INVARIANCE_CLIP = 20.0;
static const double INVARIANCE_STEP = 0.001;

/* Independent lineages of either class. */
struct pair {
    double positive;
    double null;
};

/*
 * The sorted values and, at row i of above, the lineages of either class at
 * value i or higher; row `count` is 0.
 */
struct survey {
    retort_step *steps;
    struct pair *above;
    size_t count;
    struct pair units;
};

static void survey_release(struct survey *s)
{
    retort_mem_free(s->steps);
    retort_mem_free(s->above);
}

/*
 * Units times weight over total: for counts exact whole numbers, which a
 * share times units would not be.
 */
static void scale(struct survey *s)
{
    struct pair total = s->above[0];

    for (size_t i = 0; i < s->count; i++) {
        struct pair *a = &s->above[i];

        a->positive = s->units.positive * a->positive / total.positive;
        a->null = s->units.null * a->null / total.null;
    }
}

static retort_status survey_init(struct survey *s, const retort_classes *llr,
                                 retort_err *err)
{
    retort_status st = retort_steps_new(&s->steps, &s->count, llr, err);

    s->above = NULL;
    if (st != RETORT_OK)
        return st;
    s->units.positive = retort_class_units(&llr->positive);
    s->units.null = retort_class_units(&llr->null);
    s->above = retort_mem_new(s->count + 1, sizeof(*s->above));
    if (!s->above) {
        retort_mem_free(s->steps);
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory for the bounds of %zu values", s->count);
    }
    for (size_t i = s->count; i > 0; i--) {
        s->above[i - 1].positive =
            s->above[i].positive + s->steps[i - 1].positive;
        s->above[i - 1].null = s->above[i].null + s->steps[i - 1].null;
    }
    scale(s);
    return RETORT_OK;
}

static double clip(double x, double limit)
{
    return x < -limit ? -limit : x > limit ? limit : x;
}

static double lowest(const struct survey *s, double limit)
{
    return clip(s->steps[0].value, limit);
}

static double highest(const struct survey *s, double limit)
{
    return clip(s->steps[s->count - 1].value, limit);
}

/*
 * Whether the system costs more than no evidence at odds T = 10^t, t = k/100,
 * with one misleading value added to either class. Costs, with no evidence
 * first:
 *   t >= 0:  1  against  1 - a1/(n1 + 1) + T (a2 + 1)/(n2 + 1)
 *   t < 0:   T  against  the same
 * multiplied out with powers from 1 up, so that counts in the ratio of a power
 * of 10 are a tie, which is not bad, and no matter of rounding.
 */
static bool elub_is_bad(const struct survey *s, const struct pair *a, long k)
{
    double n1 = s->units.positive + 1.0;
    double n2 = s->units.null + 1.0;

    if (k >= 0)
        return a->positive * n2 <
               retort_exp10((double)k / 100.0) * ((a->null + 1.0) * n1);
    return (s->units.null - a->null) * n1 <
           retort_exp10((double)-k / 100.0) * ((n1 - a->positive) * n2);
}

/*
 * Grid index of the last good point from 0 up. The end of the grid is bad for
 * certain: it lies beyond all values, or beyond n2 + 1.
 */
static long elub_upper(const struct survey *s)
{
    double hi = fmin(highest(s, ELUB_CLIP), retort_log10(s->units.null + 1.0));
    long end = (long)floor(hi / 0.01) + 1;
    size_t at = 0;
    long k;

    for (k = 0; k < end; k++) {
        double t = (double)k / 100.0;

        while (at < s->count && clip(s->steps[at].value, ELUB_CLIP) <= t)
            at++;
        if (elub_is_bad(s, &s->above[at], k))
            break;
    }
    return k > 0 ? k - 1 : 0;
}

/* Grid index of the last good point from 0 down. */
static long elub_lower(const struct survey *s)
{
    double lo =
        fmax(lowest(s, ELUB_CLIP), -retort_log10(s->units.positive + 1.0));
    long last = (long)floor(lo / 0.01);
    size_t at = s->count;

    for (long k = 0; k >= last; k--) {
        double t = (double)k / 100.0;

        while (at > 0 && clip(s->steps[at - 1].value, ELUB_CLIP) > t)
            at--;
        if (elub_is_bad(s, &s->above[at], k))
            return k < 0 ? k + 1 : 0;
    }
    return last < 0 ? last : 0;
}

static retort_bound elub(const struct survey *s)
{
    return (retort_bound){(double)elub_lower(s) / 100.0,
                          (double)elub_upper(s) / 100.0};
}

/* Points start + i STEP for i below count. */
struct grid {
    double start;
    long count;
};

static double grid_at(const struct grid *g, long i)
{
    return g->start + (double)i * INVARIANCE_STEP;
}

/* Index of the first point above @p x; 0..count. */
static long grid_after(const struct grid *g, double x)
{
    double guess = floor((x - g->start) / INVARIANCE_STEP);
    long i = guess < 0.0                ? 0
             : guess > (double)g->count ? g->count
                                        : (long)guess;

    while (i < g->count && grid_at(g, i) <= x)
        i++;
    return i;
}

/* Index of the first point not below @p x; 0..count. */
static long grid_from(const struct grid *g, double x)
{
    long i = grid_after(g, x);

    while (i > 0 && grid_at(g, i - 1) >= x)
        i--;
    return i;
}

static struct grid grid_of(const struct survey *s)
{
    struct grid g;
    double end = fmax(0.0, highest(s, INVARIANCE_CLIP)) + INVARIANCE_STEP;

    g.start = fmin(0.0, lowest(s, INVARIANCE_CLIP));
    g.count = (long)ceil((end - g.start) / INVARIANCE_STEP);
    return g;
}

/* Points above value i - 1 and not above value i, for i in 0..count. */
static void cell(const struct survey *s, const struct grid *g, size_t i,
                 long *first, long *end)
{
    *first = 0;
    *end = g->count;
    if (i > 0)
        *first = grid_after(g, clip(s->steps[i - 1].value, INVARIANCE_CLIP));
    if (i < s->count)
        *end = grid_after(g, clip(s->steps[i].value, INVARIANCE_CLIP));
}

/* log10 of (x/(n1 + 1)) / (y/(n2 + 1)). */
static double log_ratio(const struct survey *s, double x, double y)
{
    return retort_log10(x * (s->units.null + 1.0) /
                        (y * (s->units.positive + 1.0)));
}

static double highest_positive(const struct survey *s)
{
    size_t i = s->count;

    while (i > 1 && !(s->steps[i - 1].positive > 0.0))
        i--;
    return clip(s->steps[i - 1].value, INVARIANCE_CLIP);
}

static double lowest_null(const struct survey *s)
{
    size_t i = 0;

    while (i + 1 < s->count && !(s->steps[i].null > 0.0))
        i++;
    return clip(s->steps[i].value, INVARIANCE_CLIP);
}

/* The point before the first t above log10 p1/p2; 0 if that is the first. */
static double invariance_upper(const struct survey *s, const struct grid *g)
{
    for (size_t i = 0; i <= s->count; i++) {
        const struct pair *a = &s->above[i];
        long first;
        long end;
        long bad;

        cell(s, g, i, &first, &end);
        if (first >= end)
            continue;
        bad = grid_after(g, log_ratio(s, a->positive + 0.5, a->null + 0.5));
        if (bad < first)
            bad = first;
        if (bad < end)
            return bad > 0 ? grid_at(g, bad - 1) : 0.0;
    }
    return highest_positive(s);
}

/* The point after the last t below log10 (1 - p1)/(1 - p2); 0 at the end. */
static double invariance_lower(const struct survey *s, const struct grid *g)
{
    for (size_t i = s->count + 1; i > 0; i--) {
        const struct pair *a = &s->above[i - 1];
        long first;
        long end;
        long good;

        cell(s, g, i - 1, &first, &end);
        if (first >= end)
            continue;
        good = grid_from(g, log_ratio(s, s->units.positive - a->positive + 0.5,
                                      s->units.null - a->null + 0.5));
        if (good > end)
            good = end;
        if (good > first)
            return good < g->count ? grid_at(g, good) : 0.0;
    }
    return lowest_null(s);
}

static retort_bound invariance(const struct survey *s)
{
    struct grid g = grid_of(s);

    return (retort_bound){fmin(0.0, invariance_lower(s, &g)),
                          fmax(0.0, invariance_upper(s, &g))};
}

static retort_status with_survey(const retort_classes *llr, retort_bound *out,
                                 retort_bound (*of)(const struct survey *),
                                 retort_err *err)
{
    struct survey s;
    retort_status st;

    *out = (retort_bound){0.0, 0.0};
    st = survey_init(&s, llr, err);
    if (st != RETORT_OK)
        return st;
    *out = of(&s);
    survey_release(&s);
    return RETORT_OK;
}

retort_status retort_bound_elub(const retort_classes *llr, retort_bound *out,
                                retort_err *err)
{
    return with_survey(llr, out, elub, err);
}

retort_status retort_bound_invariance(const retort_classes *llr,
                                      retort_bound *out, retort_err *err)
{
    return with_survey(llr, out, invariance, err);
}

retort_bound retort_bound_sources(double null_lineages)
{
    double limit = null_lineages > 1.0 ? retort_log10(null_lineages) : 0.0;

    return (retort_bound){0.0 - limit, limit};
}

retort_status retort_bounds_of(const retort_classes *llr, double null_lineages,
                               retort_bounds *out, retort_err *err)
{
    struct survey s;
    retort_status st;

    *out = (retort_bounds){0};
    st = survey_init(&s, llr, err);
    if (st != RETORT_OK)
        return st;
    out->lower = -(double)INFINITY;
    out->upper = (double)INFINITY;
    out->each[RETORT_BOUND_NONE] = (retort_bound){out->lower, out->upper};
    out->each[RETORT_BOUND_ELUB] = elub(&s);
    out->each[RETORT_BOUND_INVARIANCE] = invariance(&s);
    out->each[RETORT_BOUND_SOURCES] = retort_bound_sources(null_lineages);
    survey_release(&s);
    for (int r = RETORT_BOUND_ELUB; r <= RETORT_BOUND_SOURCES; r++) {
        if (out->each[r].lower > out->lower) {
            out->lower = out->each[r].lower;
            out->lower_rule = (retort_bound_rule)r;
        }
        if (out->each[r].upper < out->upper) {
            out->upper = out->each[r].upper;
            out->upper_rule = (retort_bound_rule)r;
        }
    }
    return RETORT_OK;
}

double retort_bounds_clamp(const retort_bounds *b, double llr,
                           retort_bound_rule *active)
{
    retort_bound_rule rule = RETORT_BOUND_NONE;

    if (llr < b->lower) {
        rule = b->lower_rule;
        llr = b->lower;
    } else if (llr > b->upper) {
        rule = b->upper_rule;
        llr = b->upper;
    }
    if (active)
        *active = rule;
    return llr;
}

const char *retort_bound_rule_word(retort_bound_rule rule)
{
    switch (rule) {
    case RETORT_BOUND_ELUB: return "elub";
    case RETORT_BOUND_INVARIANCE: return "invariance";
    case RETORT_BOUND_SOURCES: return "sources";
    case RETORT_BOUND_NONE: break;
    }
    return "none";
}
