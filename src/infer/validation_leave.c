/*
 * With p the chance of a positive at a pair's score, a pair adds p - y to the
 * gradient and p (1 - p) to the Hessian of its class, times 1 and z (g0, g1;
 * h00, h01, h11); z1 and z2 are the moments of z, which the ridge needs: it
 * acts on the slope a standard deviation of the pairs that are left.
 */
#include "infer/validation_leave.h"

#include <math.h>
#include <string.h>

#include "base/detmath.h"
#include "base/mem.h"
#include "infer/logistic.h"

enum { STEPS_MAX = 40, NULLS = 0, POSITIVES = 1, CLASSES = 2 };

static const double LN10 = 0x1.26bb1bbb55516p+1;
static const double STEP_DONE = 1e-12;
static const double SLOPE_NONE = 1e-12;
static const double SPREAD_NONE = 1e-20; /* variance, of 1 for all pairs */

/* Both classes of a choice of pairs. */
struct rest {
    retort_leave_sums of[CLASSES];
};

static bool is_positive(const retort_leave *l, size_t k)
{
    return l->how.is_positive ? l->how.is_positive[k]
                              : l->how.cells->cell[k].is_positive;
}

static bool is_present(const retort_leave *l, size_t k)
{
    return l->how.is_present ? l->how.is_present[k]
                             : l->how.cells->cell[k].is_counted;
}

static double times_of(const retort_leave *l, size_t k)
{
    if (!is_present(l, k))
        return 0.0;
    return l->how.times ? l->how.times[k] : 1.0;
}

static const double *scores_of(const retort_leave *l)
{
    return l->how.score ? l->how.score : l->how.cells->score;
}

/* to += from x times; the weight of @p from is 1. */
static void add(retort_leave_sums *to, const retort_leave_sums *from,
                double times)
{
    to->weight += times;
    to->g0 += times * from->g0;
    to->g1 += times * from->g1;
    to->h00 += times * from->h00;
    to->h01 += times * from->h01;
    to->h11 += times * from->h11;
    to->z1 += times * from->z1;
    to->z2 += times * from->z2;
}

static void add_sums(retort_leave_sums *to, const retort_leave_sums *from)
{
    double weight = to->weight + from->weight;

    add(to, from, 1.0);
    to->weight = weight;
}

/* Where a line looks: slope and intercept, and the ceiling as a z. */
struct place {
    double a;
    double b;
    double cap;
};

static struct place place_of(const retort_leave *l, const retort_line *line)
{
    return (struct place){line->slope, line->intercept,
                          (line->ceiling - l->all.mean) / l->all.sd};
}

/* Means over the pairs of a cell at a place. */
static retort_leave_sums look_at(const retort_leave *l, size_t k,
                                 const struct place *at)
{
    const retort_cell *cell = &l->how.cells->cell[k];
    const bool positive = is_positive(l, k);
    const double share = 1.0 / (double)cell->count;
    retort_leave_sums s = {.weight = 1.0};

    for (uint32_t i = cell->first; i < cell->first + cell->count; i++) {
        double z = fmin(l->z[i], at->cap);
        double u = at->a * z + at->b + l->offset;
        double e = retort_exp(-fabs(u));
        double likely = 1.0 / (1.0 + e);
        double unlikely = e * likely;
        double g = positive ? (u < 0.0 ? -likely : -unlikely)
                            : (u < 0.0 ? unlikely : likely);
        double h = likely * unlikely;

        s.g0 += share * g;
        s.g1 += share * g * z;
        s.h00 += share * h;
        s.h01 += share * h * z;
        s.h11 += share * h * z * z;
        s.z1 += share * z;
        s.z2 += share * z * z;
    }
    return s;
}

/* Sums over the cells that stay (NULL: all). */
static struct rest look(const retort_leave *l, const uint8_t *stays,
                        const struct place *at)
{
    struct rest r = {0};

    for (size_t k = 0; k < l->how.cells->cells; k++) {
        double times = times_of(l, k);
        retort_leave_sums s;

        if (times == 0.0 || (stays && !stays[k]))
            continue;
        s = look_at(l, k, at);
        add(&r.of[is_positive(l, k) ? POSITIVES : NULLS], &s, times);
    }
    return r;
}

/*
 * Weighted median of the positives that stay (NULL: all), as infer/weighing.h
 * takes it; @p room for all items.
 */
static double ceiling_of(const retort_leave *l, const uint8_t *stays,
                         retort_weighted *room)
{
    const retort_cells *c = l->how.cells;
    const double *score = scores_of(l);
    size_t n = 0;

    if (!c->how.has_ceiling)
        return (double)INFINITY;
    for (size_t i = 0; i < c->count; i++) {
        size_t k = c->cell_of[i];
        double times = times_of(l, k);

        if (is_positive(l, k) && times > 0.0 && (!stays || stays[k]))
            room[n++] =
                (retort_weighted){score[i], times / (double)c->cell[k].count};
    }
    return retort_weighted_median(room, n);
}

/* Weighted sum of a mean over either class. */
static double mix(const struct rest *r, double positive, double of_positive,
                  double of_null)
{
    return positive * of_positive / r->of[POSITIVES].weight +
           (1.0 - positive) * of_null / r->of[NULLS].weight;
}

/* Variance of z, either class weighing 1/2. */
static double spread(const struct rest *r)
{
    double mean = mix(r, 0.5, r->of[POSITIVES].z1, r->of[NULLS].z1);

    return mix(r, 0.5, r->of[POSITIVES].z2, r->of[NULLS].z2) - mean * mean;
}

static bool has_classes(const struct rest *r)
{
    return r->of[POSITIVES].weight > 0.0 && r->of[NULLS].weight > 0.0;
}

/* Newton's step at slope a from the sums there; false if there is none. */
static bool newton(const retort_leave *l, const struct rest *r, double a,
                   double *da, double *db)
{
    const retort_leave_sums *p = &r->of[POSITIVES];
    const retort_leave_sums *n = &r->of[NULLS];
    double ridge = l->how.ridge * spread(r);
    double prior = l->how.prior;
    double ga = mix(r, prior, p->g1, n->g1) + ridge * a;
    double gb = mix(r, prior, p->g0, n->g0);
    double haa = mix(r, prior, p->h11, n->h11) + ridge;
    double hab = mix(r, prior, p->h01, n->h01);
    double hbb = mix(r, prior, p->h00, n->h00);
    double det = haa * hbb - hab * hab;

    *da = (hab * gb - hbb * ga) / det;
    *db = (hab * ga - haa * gb) / det;
    return det > 0.0 && isfinite(*da) && isfinite(*db);
}

static bool is_small(double step, double of)
{
    return fabs(step) <= STEP_DONE * (1.0 + fabs(of));
}

/* Steps over the pairs of the rest from *line on; false: not converged. */
static bool converge(const retort_leave *l, const uint8_t *stays,
                     retort_line *line)
{
    for (int i = 0; i < STEPS_MAX; i++) {
        const struct place at = place_of(l, line);
        struct rest r = look(l, stays, &at);
        double da;
        double db;

        if (!newton(l, &r, line->slope, &da, &db))
            return false;
        line->slope += da;
        line->intercept += db;
        if (is_small(da, line->slope) && is_small(db, line->intercept))
            return true;
    }
    return false;
}

/* The pairs that stay as z of a line, for infer/logistic.h; @p room for two. */
static retort_classes gather(const retort_leave *l, const uint8_t *stays,
                             const retort_line *line, double *room)
{
    const retort_cells *c = l->how.cells;
    const double *score = scores_of(l);
    retort_class out[CLASSES] = {{0}};
    size_t at = 0;

    for (int class = NULLS; class < CLASSES; class ++) {
        out[class].value = room + at;
        out[class].weight = room + c->count + at;
        for (size_t i = 0; i < c->count; i++) {
            size_t k = c->cell_of[i];

            if (is_positive(l, k) != (class == POSITIVES) ||
                times_of(l, k) == 0.0 || (stays && !stays[k]))
                continue;
            room[at] = (fmin(score[i], line->ceiling) - line->mean) / line->sd;
            room[c->count + at++] = times_of(l, k) / (double)c->cell[k].count;
            out[class].count++;
        }
    }
    return (retort_classes){.positive = out[POSITIVES], .null = out[NULLS]};
}

/*
 * Minimise from afar, where Newton's steps alone might run away. Mean and sd of
 * the line are those of the pairs that stay.
 */
static retort_status fit_afresh(const retort_leave *l, const uint8_t *stays,
                                retort_line *line, retort_err *err)
{
    double *room = retort_mem_new(2 * l->how.cells->count, sizeof(*room));
    retort_classes z;
    retort_status st;
    int steps;

    if (!room)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory to fit %zu scores",
                           l->how.cells->count);
    z = gather(l, stays, line, room);
    st = retort_logistic_fit_raw(&z, l->how.prior, l->how.ridge, &line->slope,
                                 &line->intercept, &steps, err);
    line->is_fit = st == RETORT_OK;
    retort_mem_free(room);
    return st == RETORT_ERR_NOT_APPLICABLE ? RETORT_OK : st;
}

static void standardise(retort_leave *l, double mean, double sd)
{
    const double *score = scores_of(l);

    l->all.mean = mean;
    l->all.sd = sd;
    for (size_t i = 0; i < l->how.cells->count; i++)
        l->z[i] = (score[i] - mean) / sd;
}

/* Mean and standard deviation of the scores, either class weighing 1/2. */
static bool measure(retort_leave *l, double ceiling, double *mean, double *sd)
{
    struct place at = {0.0, 0.0, ceiling};
    struct rest r;

    standardise(l, 0.0, 1.0);
    r = look(l, NULL, &at);
    if (!has_classes(&r))
        return false;
    *mean = mix(&r, 0.5, r.of[POSITIVES].z1, r.of[NULLS].z1);
    standardise(l, *mean, 1.0); /* squares of distances lose no digits */
    at.cap = ceiling - *mean;
    r = look(l, NULL, &at);
    *sd = sqrt(fmax(spread(&r), 0.0));
    return true;
}

/* Fit from the line of nearly the same data; false: start afresh. */
static bool fit_near(retort_leave *l, const retort_line *near, double ceiling)
{
    struct place at;
    struct rest r;

    l->all = *near;
    l->all.ceiling = ceiling;
    standardise(l, near->mean, near->sd);
    at = place_of(l, &l->all);
    r = look(l, NULL, &at);
    if (!has_classes(&r)) {
        l->all.is_fit = false;
        return true;
    }
    return spread(&r) > SPREAD_NONE && converge(l, NULL, &l->all);
}

/* Without a spread every score has LLR 0, as infer/weighing.h says. */
static retort_status fit_all(retort_leave *l, const retort_line *near,
                             retort_err *err)
{
    double ceiling = ceiling_of(l, NULL, l->sorted);
    double mean;
    double sd;

    if (near && near->is_fit && fit_near(l, near, ceiling))
        return RETORT_OK;
    l->all = (retort_line){0};
    if (!measure(l, ceiling, &mean, &sd))
        return RETORT_OK;
    l->all.ceiling = ceiling;
    if (sd == 0.0) {
        standardise(l, mean, 1.0);
        l->all.is_fit = true;
        return RETORT_OK;
    }
    standardise(l, mean, sd);
    return fit_afresh(l, NULL, &l->all, err);
}

static void sum_up(retort_leave *l)
{
    const retort_cells *c = l->how.cells;
    const struct place at = place_of(l, &l->all);

    for (size_t k = 0; k < c->cells; k++) {
        const retort_cell *cell = &c->cell[k];
        double times = times_of(l, k);
        size_t class = is_positive(l, k) ? POSITIVES : NULLS;
        retort_leave_sums s;

        if (is_present(l, k) && class == POSITIVES)
            l->present_positive[cell->reference]++;
        if (times == 0.0)
            continue;
        s = look_at(l, k, &at);
        add(&l->cell[k], &s, times);
        add_sums(&l->column[class * c->references + cell->reference],
                 &l->cell[k]);
    }
}

retort_status retort_leave_make(retort_leave *out, const retort_leave_how *how,
                                const retort_line *near, retort_err *err)
{
    const retort_cells *c = how->cells;
    retort_status st;

    out->how = *how;
    out->offset = retort_log(how->prior / (1.0 - how->prior));
    if (c->count == 0)
        return RETORT_OK;
    out->z = retort_mem_new(c->count, sizeof(*out->z));
    out->sorted = retort_mem_new(c->count, sizeof(*out->sorted));
    out->cell = retort_mem_new(c->cells, sizeof(*out->cell));
    out->column =
        retort_mem_new(CLASSES * (size_t)c->references, sizeof(*out->column));
    out->present_positive =
        retort_mem_new(c->references, sizeof(*out->present_positive));
    if (!out->z || !out->sorted || !out->cell || !out->column ||
        !out->present_positive)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory to calibrate with %zu pairs", c->count);
    st = fit_all(out, near, err);
    if (st == RETORT_OK && out->all.is_fit)
        sum_up(out);
    return st;
}

void retort_leave_release(retort_leave *l)
{
    retort_mem_free(l->z);
    retort_mem_free(l->sorted);
    retort_mem_free(l->cell);
    retort_mem_free(l->column);
    retort_mem_free(l->present_positive);
    *l = (retort_leave){0};
}

/* Cells of suspect x (a local number or NONE) at reference r: first, end. */
static void cells_at(const retort_cells *c, uint32_t x, uint32_t r,
                     uint32_t *first, uint32_t *end)
{
    size_t at = (size_t)x * c->references + r;

    *first = x == RETORT_CELLS_NONE ? 0 : c->first_at[at];
    *end = x == RETORT_CELLS_NONE ? 0 : c->first_at[at + 1];
}

static uint32_t positives_at(const retort_leave *l, uint32_t x, uint32_t r)
{
    uint32_t first;
    uint32_t end;
    uint32_t n = 0;

    cells_at(l->how.cells, x, r, &first, &end);
    for (uint32_t k = first; k < end; k++)
        n += is_present(l, k) && is_positive(l, k);
    return n;
}

/* The lineages left out as local numbers of suspects, each once. */
static void suspects_left(const retort_cells *c, const uint32_t leave[2],
                          uint32_t out[2])
{
    out[0] = retort_cells_suspect(c, leave[0]);
    out[1] = leave[1] == leave[0] ? RETORT_CELLS_NONE
                                  : retort_cells_suspect(c, leave[1]);
}

/* Does a reference keep something, and are its nulls matched? */
static bool keeps_nulls(const retort_leave *l, const uint32_t suspect[2],
                        uint32_t r)
{
    uint32_t gone =
        positives_at(l, suspect[0], r) + positives_at(l, suspect[1], r);

    return l->present_positive[r] > gone;
}

static bool is_left(const retort_cells *c, const uint32_t leave[2], uint32_t r)
{
    return c->reference[r] == leave[0] || c->reference[r] == leave[1];
}

/* to -= the cells of suspect x at reference r. */
static void take_off(const retort_leave *l, uint32_t x, uint32_t r,
                     struct rest *to)
{
    uint32_t first;
    uint32_t end;

    cells_at(l->how.cells, x, r, &first, &end);
    for (uint32_t k = first; k < end; k++) {
        retort_leave_sums *s = &to->of[is_positive(l, k) ? POSITIVES : NULLS];
        double weight = s->weight - l->cell[k].weight;

        add(s, &l->cell[k], -1.0);
        s->weight = weight;
    }
}

static struct rest rest_of(const retort_leave *l, const uint32_t leave[2])
{
    const retort_cells *c = l->how.cells;
    struct rest all = {0};
    uint32_t suspect[2];

    suspects_left(c, leave, suspect);
    for (uint32_t r = 0; r < c->references; r++) {
        struct rest here;

        if (is_left(c, leave, r))
            continue;
        here.of[NULLS] = l->column[r];
        here.of[POSITIVES] = l->column[c->references + r];
        take_off(l, suspect[0], r, &here);
        take_off(l, suspect[1], r, &here);
        add_sums(&all.of[POSITIVES], &here.of[POSITIVES]);
        if (keeps_nulls(l, suspect, r))
            add_sums(&all.of[NULLS], &here.of[NULLS]);
    }
    return all;
}

/* Whether the line may be used; a slope of nearly 0 is 0. */
static void settle(retort_line *line)
{
    if (fabs(line->slope) <= SLOPE_NONE)
        line->slope = 0.0;
    line->is_fit = line->slope >= 0.0;
}

/* All scores are the same: they tell nothing. */
static void flatten(retort_line *line)
{
    line->slope = 0.0;
    line->intercept = 0.0;
    line->rest_sd = 0.0;
    line->is_fit = true;
}

/*
 * One step from the fit of all. Returns whether `out` is a fit already (there
 * is none, or all scores are the same).
 */
static bool step(const retort_leave *l, const uint32_t leave[2],
                 retort_line *out)
{
    struct rest r;
    double da;
    double db;

    *out = l->all;
    out->is_fit = false;
    out->rest_sd = 0.0;
    if (!l->all.is_fit)
        return true;
    r = rest_of(l, leave);
    if (!has_classes(&r))
        return true;
    if (spread(&r) <= SPREAD_NONE) {
        flatten(out);
        return true;
    }
    out->rest_sd = l->all.sd * sqrt(spread(&r));
    if (newton(l, &r, out->slope, &da, &db)) {
        out->slope += da;
        out->intercept += db;
    }
    return false;
}

retort_line retort_leave_step(const retort_leave *l, const uint32_t leave[2])
{
    retort_line line;

    if (!step(l, leave, &line))
        settle(&line);
    return line;
}

void retort_leave_rest(const retort_leave *l, const uint32_t leave[2],
                       uint8_t *stays)
{
    const retort_cells *c = l->how.cells;
    uint32_t suspect[2];

    suspects_left(c, leave, suspect);
    for (size_t k = 0; k < c->cells; k++) {
        const retort_cell *cell = &c->cell[k];

        stays[k] =
            is_present(l, k) && !is_left(c, leave, cell->reference) &&
            cell->suspect != suspect[0] && cell->suspect != suspect[1] &&
            (is_positive(l, k) || keeps_nulls(l, suspect, cell->reference));
    }
}

/*
 * The fit of the cells that stay under their own ceiling, from a line near it.
 */
static retort_status fit_rest(const retort_leave *l, const uint8_t *stays,
                              retort_line *out, retort_err *err)
{
    struct place at = {0.0, 0.0, place_of(l, out).cap};
    struct rest r = look(l, stays, &at);
    retort_status st = RETORT_OK;

    out->is_fit = false;
    if (!has_classes(&r))
        return RETORT_OK;
    if (spread(&r) <= SPREAD_NONE) {
        flatten(out);
        return RETORT_OK;
    }
    out->rest_sd = l->all.sd * sqrt(spread(&r));
    if (!converge(l, stays, out)) {
        out->mean += out->sd * mix(&r, 0.5, r.of[POSITIVES].z1, r.of[NULLS].z1);
        out->sd = out->rest_sd;
        st = fit_afresh(l, stays, out, err);
        if (st != RETORT_OK || !out->is_fit)
            return st;
    }
    settle(out);
    return RETORT_OK;
}

retort_status retort_leave_fit(const retort_leave *l, const uint32_t leave[2],
                               retort_line *out, retort_err *err)
{
    const retort_cells *c = l->how.cells;
    retort_weighted *room = NULL;
    uint8_t *stays = NULL;
    retort_status st = RETORT_OK;

    (void)step(l, leave, out); /* flat under the ceiling of all is no end */
    if (!l->all.is_fit)
        return RETORT_OK;
    stays = retort_mem_new(c->cells, 1);
    room = retort_mem_new(c->count, sizeof(*room));
    if (stays && room) {
        retort_leave_rest(l, leave, stays);
        out->ceiling = ceiling_of(l, stays, room);
        st = fit_rest(l, stays, out, err);
    } else {
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu cells",
                         c->cells);
    }
    retort_mem_free(room);
    retort_mem_free(stays);
    return st;
}

double retort_line_llr(const retort_line *line, double score)
{
    if (!line->is_fit)
        return (double)NAN;
    score = score > line->ceiling ? line->ceiling : score;
    return (line->slope * ((score - line->mean) / line->sd) + line->intercept) /
           LN10;
}
