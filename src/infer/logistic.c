/*
 * Newton's method in two unknowns. One pass over the items gives J, its
 * gradient and its Hessian, from one exponential and one logarithm an item; a
 * step that does not lower J is halved until it does. J is convex, so any
 * stationary point is the minimum.
 */
#include "infer/logistic.h"

#include <math.h>
#include <stdbool.h>

#include "base/detmath.h"
#include "base/mem.h"

enum { STEPS_MAX = 200, HALVINGS_MAX = 60 };

static const double LN10 = 0x1.26bb1bbb55516p+1;
static const double STEP_DONE = 1e-12;
static const double DECREASE_DONE = 1e-20;
static const double SLOPE_NONE = 1e-12;
static const double ROUNDING = 1e-13; /* of J, relative */

struct item {
    double z;
    double w;
    bool is_positive;
};

struct problem {
    struct item *items;
    size_t count;
    double offset; /* ln(prior/(1 - prior)) */
    double ridge;
};

/* J at (a, b), gradient (ga, gb) and Hessian. */
struct local {
    double a;
    double b;
    double j;
    double ga;
    double gb;
    double haa;
    double hab;
    double hbb;
};

static struct local look(const struct problem *p, double a, double b)
{
    struct local l = {.a = a, .b = b};

    for (size_t i = 0; i < p->count; i++) {
        const struct item *it = &p->items[i];
        double u = a * it->z + b + p->offset;
        double against = it->is_positive ? -u : u;
        double e = retort_exp(-fabs(u));
        double likely = 1.0 / (1.0 + e);
        double chance = against > 0.0 ? likely : e * likely; /* of an error */
        double g = it->w * (it->is_positive ? -chance : chance);
        double h = it->w * (e * likely * likely);

        l.j += it->w * ((against > 0.0 ? against : 0.0) + retort_log1p(e));
        l.ga += g * it->z;
        l.gb += g;
        l.haa += h * it->z * it->z;
        l.hab += h * it->z;
        l.hbb += h;
    }
    l.j += p->ridge / 2.0 * a * a;
    l.ga += p->ridge * a;
    l.haa += p->ridge;
    return l;
}

/* Where the step (da, db) from l leads, or its largest part that helps. */
static struct local descend(const struct problem *p, const struct local *l,
                            double da, double db)
{
    double part = 1.0;
    struct local next = look(p, l->a + da, l->b + db);

    for (int i = 0; i < HALVINGS_MAX; i++) {
        if (next.j <= l->j + ROUNDING * l->j)
            break;
        part /= 2.0;
        next = look(p, l->a + part * da, l->b + part * db);
    }
    return next;
}

static bool is_small(double step, double of)
{
    return fabs(step) <= STEP_DONE * (1.0 + fabs(of));
}

static retort_status minimise(const struct problem *p, struct local *l,
                              int *steps, retort_err *err)
{
    *l = look(p, 0.0, 0.0);
    for (*steps = 1; *steps <= STEPS_MAX; ++*steps) {
        double det = l->haa * l->hbb - l->hab * l->hab;
        double da = (l->hab * l->gb - l->hbb * l->ga) / det;
        double db = (l->hab * l->ga - l->haa * l->gb) / det;
        double decrease = -(l->ga * da + l->gb * db);
        struct local next;
        bool done;

        if (!(det > 0.0) || !isfinite(decrease))
            break;
        next = descend(p, l, da, db);
        done = decrease <= DECREASE_DONE ||
               (is_small(next.a - l->a, l->a) && is_small(next.b - l->b, l->b));
        *l = next;
        if (done)
            return RETORT_OK;
    }
    return RETORT_FAIL(err, RETORT_ERR_INTERNAL,
                       "the fit has not converged after %d steps: slope %g, "
                       "intercept %g",
                       *steps - 1, l->a, l->b);
}

/* Range of the scores of weight above 0. */
struct range {
    double low;
    double high;
};

static struct range range_of(const retort_class *c)
{
    struct range r = {(double)INFINITY, -(double)INFINITY};

    for (size_t i = 0; i < c->count; i++) {
        if (!(retort_class_weight(c, i) > 0.0))
            continue;
        r.low = fmin(r.low, c->value[i]);
        r.high = fmax(r.high, c->value[i]);
    }
    return r;
}

/* Refuse what no fit exists for. */
static retort_status check(const retort_classes *c, double prior, double ridge,
                           retort_err *err)
{
    struct range pos;
    struct range null;
    retort_status st = retort_classes_check(c, err);

    if (st != RETORT_OK)
        return st;
    if (!(prior > 0.0 && prior < 1.0))
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "prior %g is not between 0 and 1", prior);
    if (!(ridge >= 0.0 && isfinite(ridge)))
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "ridge %g is not a number from 0 up", ridge);
    pos = range_of(&c->positive);
    null = range_of(&c->null);
    if (isinf(pos.low) || isinf(pos.high) || isinf(null.low) ||
        isinf(null.high))
        return RETORT_FAIL(err, RETORT_ERR_INTERNAL,
                           "a score is infinite: %g..%g and %g..%g", pos.low,
                           pos.high, null.low, null.high);
    if (fmin(pos.low, null.low) == fmax(pos.high, null.high))
        return RETORT_FAIL(err, RETORT_ERR_NOT_APPLICABLE,
                           "all scores are %g: nothing to fit", pos.low);
    if (!(ridge > 0.0) && (pos.low >= null.high || pos.high <= null.low))
        return RETORT_FAIL(err, RETORT_ERR_NOT_APPLICABLE,
                           "positive scores %g..%g and null scores %g..%g do "
                           "not overlap, and the ridge is 0",
                           pos.low, pos.high, null.low, null.high);
    return RETORT_OK;
}

static void take(struct problem *p, const retort_class *c, double share,
                 bool is_positive)
{
    double total = retort_class_total(c);

    for (size_t i = 0; i < c->count; i++) {
        double w = retort_class_weight(c, i);

        if (w > 0.0)
            p->items[p->count++] =
                (struct item){c->value[i], w / total * share, is_positive};
    }
}

retort_status retort_logistic_fit_raw(const retort_classes *scores,
                                      double prior, double ridge, double *slope,
                                      double *intercept, int *steps,
                                      retort_err *err)
{
    size_t room = scores->positive.count + scores->null.count;
    struct problem p = {0};
    struct local l;
    int taken;
    retort_status st;

    *slope = 0.0;
    *intercept = 0.0;
    *steps = 0;
    st = check(scores, prior, ridge, err);
    if (st != RETORT_OK)
        return st;
    p.items = retort_mem_new(room, sizeof(*p.items));
    if (!p.items)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory to fit %zu scores",
                           room);
    p.offset = retort_log(prior / (1.0 - prior));
    p.ridge = ridge;
    take(&p, &scores->positive, prior, true);
    take(&p, &scores->null, 1.0 - prior, false);
    st = minimise(&p, &l, &taken, err);
    if (st == RETORT_OK) {
        *slope = l.a;
        *intercept = l.b;
        *steps = taken;
    }
    retort_mem_free(p.items);
    return st;
}

/* A power of two that brings squares of numbers up to @p most into range. */
static double scale_for(double most)
{
    return most > 0x1p500 ? 0x1p-600 : most < 0x1p-500 ? 0x1p600 : 1.0;
}

/* Weighted sum of scale x value - mean, or of its square. */
static double moment(const retort_class *c, double scale, double mean,
                     bool square)
{
    double total = retort_class_total(c);
    double sum = 0.0;

    for (size_t i = 0; i < c->count; i++) {
        double w = retort_class_weight(c, i);
        double d = w > 0.0 ? c->value[i] * scale - mean : 0.0;

        sum += w / total * (square ? d * d : d);
    }
    return sum;
}

static retort_status standardise(const retort_classes *c, retort_logistic *fit,
                                 retort_err *err)
{
    struct range pos = range_of(&c->positive);
    struct range null = range_of(&c->null);
    double scale = scale_for(fmax(fmax(fabs(pos.low), fabs(pos.high)),
                                  fmax(fabs(null.low), fabs(null.high))));
    double mean = (moment(&c->positive, scale, 0.0, false) +
                   moment(&c->null, scale, 0.0, false)) /
                  2.0;
    double square = (moment(&c->positive, scale, mean, true) +
                     moment(&c->null, scale, mean, true)) /
                    2.0;

    fit->mean = mean / scale;
    fit->sd = sqrt(square) / scale;
    if (!(fit->sd > 0.0))
        return RETORT_FAIL(err, RETORT_ERR_NOT_APPLICABLE,
                           "scores %g..%g are too close to tell apart",
                           fmin(pos.low, null.low), fmax(pos.high, null.high));
    return RETORT_OK;
}

double retort_logistic_z(const retort_logistic *fit, double score)
{
    double d = score - fit->mean;

    if (isfinite(d) || isinf(score))
        return d / fit->sd;
    return (score / 2.0 - fit->mean / 2.0) / fit->sd * 2.0;
}

static void map_to_z(const retort_logistic *fit, retort_class *c, double *z)
{
    for (size_t i = 0; i < c->count; i++)
        z[i] = retort_logistic_z(fit, c->value[i]);
    c->value = z;
}

/* Fit slope and intercept to z in @p room for all scores. */
static retort_status fit_z(const retort_classes *scores, double *room,
                           retort_logistic *fit, retort_err *err)
{
    retort_classes z = *scores;
    retort_status st;

    map_to_z(fit, &z.positive, room);
    map_to_z(fit, &z.null, room + scores->positive.count);
    st = retort_logistic_fit_raw(&z, fit->prior, fit->ridge, &fit->slope,
                                 &fit->intercept, &fit->steps, err);
    if (st != RETORT_OK)
        return st;
    if (fabs(fit->slope) <= SLOPE_NONE)
        fit->slope = 0.0;
    if (fit->slope < 0.0)
        return RETORT_FAIL(err, RETORT_ERR_NOT_APPLICABLE,
                           "the score runs against the proposition: slope %g",
                           fit->slope);
    return RETORT_OK;
}

retort_status retort_logistic_fit(const retort_classes *scores, double prior,
                                  double ridge, retort_logistic *out,
                                  retort_err *err)
{
    size_t count = scores->positive.count + scores->null.count;
    retort_logistic fit = {.prior = prior, .ridge = ridge};
    double *z = NULL;
    retort_status st;

    *out = (retort_logistic){0};
    st = check(scores, prior, ridge, err);
    if (st == RETORT_OK)
        st = standardise(scores, &fit, err);
    if (st != RETORT_OK)
        return st;
    z = retort_mem_new(count, sizeof(*z));
    if (z)
        st = fit_z(scores, z, &fit, err);
    else
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu scores",
                         count);
    if (st == RETORT_OK)
        *out = fit;
    retort_mem_free(z);
    return st;
}

double retort_logistic_llr(const retort_logistic *fit, double score)
{
    if (fit->slope == 0.0) /* also where z is infinite */
        return fit->intercept / LN10;
    return (fit->slope * retort_logistic_z(fit, score) + fit->intercept) / LN10;
}
