#include "infer/validation_curves.h"

#include <math.h>

#include "base/mem.h"
#include "infer/cllr.h"
#include "infer/kde.h"
#include "infer/pav.h"
#include "infer/tippett.h"
#include "infer/validation_leave.h"

enum { CELLS_A_PIECE = 8 };

static const double ODDS_FROM = -2.0;
static const double ODDS_BY = 0.5;
static const double LLR_FROM = -1.0;
static const double LLR_BY = 0.25;
static const double KDE_MOST = 9.0;

/* LLRs of the pairs in the figures, by class. */
struct llrs {
    double *value; /* positives, then nulls; their weights behind */
    size_t count;
    retort_classes of;
};

static bool has_both(const struct llrs *l)
{
    return l->of.positive.count > 0 && l->of.null.count > 0;
}

static void llrs_release(struct llrs *l)
{
    retort_mem_free(l->value);
    *l = (struct llrs){0};
}

/* Take @p value, one a pair; NaN stands for no fit: LLR 0. */
static retort_status llrs_init(struct llrs *l, const retort_validation_pairs *p,
                               const double *value, retort_err *err)
{
    *l = (struct llrs){0};
    if (p->cells.count == 0)
        return RETORT_OK;
    l->value = retort_mem_new(p->cells.count, 2 * sizeof(*l->value));
    if (!l->value)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu LLRs",
                           p->cells.count);
    l->of = retort_cells_classes(&p->cells, value, p->keep, l->value);
    l->count = l->of.positive.count + l->of.null.count;
    for (size_t i = 0; i < l->count; i++)
        l->value[i] = isnan(l->value[i]) ? 0.0 : l->value[i];
    return RETORT_OK;
}

/* The LLR that PAV gives to one of the values it was made from. */
static double pooled(const retort_pav_point *points, size_t n, double x)
{
    size_t low = 0;

    while (n > 1) {
        size_t half = n / 2;

        if (points[low + half].x <= x)
            low += half;
        n -= half;
    }
    return points[low].llr;
}

/* Replace LLRs by those after PAV. */
static retort_status llrs_pool(struct llrs *l, retort_err *err)
{
    retort_pav_point *points = NULL;
    size_t n;
    retort_status st;

    if (!has_both(l))
        return RETORT_OK;
    st = retort_pav(&l->of, &points, &n, err);
    for (size_t i = 0; st == RETORT_OK && i < l->count; i++)
        l->value[i] = pooled(points, n, l->value[i]);
    retort_mem_free(points);
    return st;
}

/* ECE of LR 1 for everybody, whoever they are. */
static double neutral_ece(double log10_odds)
{
    static const double NOTHING[] = {0.0};
    static const retort_classes NEUTRAL = {{.value = NOTHING, .count = 1},
                                           {.value = NOTHING, .count = 1}};

    return retort_ece(&NEUTRAL, log10_odds);
}

static void fill_ece(const struct llrs *closed, const struct llrs *open,
                     const struct llrs *best, retort_ece_row *rows)
{
    for (size_t i = 0; i < RETORT_ECE_ROWS; i++) {
        double t = ODDS_FROM + ODDS_BY * (double)i;

        rows[i] = (retort_ece_row){
            .log10_odds = t,
            .closed = retort_ece(&closed->of, t),
            .open = retort_ece(&open->of, t),
            .pav = retort_ece(&best->of, t),
            .neutral = neutral_ece(t),
        };
    }
}

retort_status retort_ece_rows(const retort_validation_pairs *closed,
                              const retort_validation_pairs *open,
                              retort_arena *arena, const retort_ece_row **out,
                              retort_err *err)
{
    struct llrs closed_llr;
    struct llrs open_llr = {0};
    struct llrs best = {0};
    retort_ece_row *rows = NULL;
    retort_status st = llrs_init(&closed_llr, closed, closed->llr, err);

    *out = NULL;
    if (st == RETORT_OK)
        st = llrs_init(&open_llr, open, open->llr, err);
    if (st == RETORT_OK)
        st = llrs_init(&best, closed, closed->llr, err);
    if (st == RETORT_OK)
        st = llrs_pool(&best, err);
    if (st != RETORT_OK)
        goto out;
    rows = retort_arena_take(arena, RETORT_ECE_ROWS, sizeof(*rows));
    if (rows)
        fill_ece(&closed_llr, &open_llr, &best, rows);
    else
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for costs");
    *out = rows;
out:
    llrs_release(&closed_llr);
    llrs_release(&open_llr);
    llrs_release(&best);
    return st;
}

/* Shares of a setting at or above the LLR of each row. */
struct shares {
    double positive[RETORT_TIPPETT_ROWS];
    double null[RETORT_TIPPETT_ROWS];
};

static double llr_of_row(size_t i)
{
    return LLR_FROM + LLR_BY * (double)i;
}

/* Walk points and rows upwards together: both ascend. */
static void read_shares(const retort_tippett_point *points, size_t n,
                        struct shares *out)
{
    size_t at = 0;

    for (size_t i = 0; i < RETORT_TIPPETT_ROWS; i++) {
        while (at < n && points[at].llr < llr_of_row(i))
            at++;
        out->positive[i] = at < n ? points[at].positive : 0.0;
        out->null[i] = at < n ? points[at].null : 0.0;
    }
}

static retort_status shares_of(const retort_validation_pairs *p,
                               struct shares *out, retort_err *err)
{
    retort_tippett_point *points = NULL;
    struct llrs llr;
    size_t n = 0;
    retort_status st = llrs_init(&llr, p, p->llr, err);

    for (size_t i = 0; i < RETORT_TIPPETT_ROWS; i++)
        out->positive[i] = out->null[i] = (double)NAN;
    if (st == RETORT_OK && has_both(&llr)) {
        st = retort_tippett(&llr.of, &points, &n, err);
        if (st == RETORT_OK)
            read_shares(points, n, out);
    }
    retort_mem_free(points);
    llrs_release(&llr);
    return st;
}

retort_status retort_tippett_rows(const retort_validation_pairs *closed,
                                  const retort_validation_pairs *open,
                                  retort_arena *arena,
                                  const retort_tippett_row **out,
                                  retort_err *err)
{
    struct shares of_closed;
    struct shares of_open;
    retort_tippett_row *rows;
    retort_status st = shares_of(closed, &of_closed, err);

    *out = NULL;
    if (st == RETORT_OK)
        st = shares_of(open, &of_open, err);
    if (st != RETORT_OK)
        return st;
    rows = retort_arena_take(arena, RETORT_TIPPETT_ROWS, sizeof(*rows));
    if (!rows)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for shares");
    for (size_t i = 0; i < RETORT_TIPPETT_ROWS; i++)
        rows[i] = (retort_tippett_row){
            .llr = llr_of_row(i),
            .positive_closed = of_closed.positive[i],
            .null_closed = of_closed.null[i],
            .positive_open = of_open.positive[i],
            .null_open = of_open.null[i],
        };
    *out = rows;
    return RETORT_OK;
}

/* All kernel densities. */
struct kde_work {
    const retort_validation_pairs *pairs;
    const retort_leave *all;
    double *llr; /* by item */
};

/* Room of one piece of work. */
struct bench {
    uint8_t *stays;
    double *score;
    double *weight;
};

static void bench_release(struct bench *b)
{
    retort_mem_free(b->stays);
    retort_mem_free(b->score);
    retort_mem_free(b->weight);
}

static retort_status bench_init(struct bench *b, const retort_cells *c,
                                retort_err *err)
{
    b->stays = retort_mem_new(c->cells, 1);
    b->score = retort_mem_new(c->count, sizeof(*b->score));
    b->weight = retort_mem_new(c->count, sizeof(*b->weight));
    if (!b->stays || !b->score || !b->weight)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory for the densities of %zu pairs",
                           c->count);
    return RETORT_OK;
}

/* Append the scores of a class that stay; units are suspect lineages. */
static retort_class stay_class(const retort_cells *c, const struct bench *b,
                               bool is_positive, size_t at)
{
    retort_class out = {.value = b->score + at, .weight = b->weight + at};
    uint32_t last = RETORT_CELLS_NONE;

    for (size_t k = 0; k < c->cells; k++) {
        const retort_cell *cell = &c->cell[k];

        if (!b->stays[k] || cell->is_positive != is_positive)
            continue;
        out.units += cell->suspect != last;
        last = cell->suspect;
        for (uint32_t i = cell->first; i < cell->first + cell->count; i++) {
            b->score[at + out.count] = c->score[i];
            b->weight[at + out.count++] = 1.0 / (double)cell->count;
        }
    }
    return out;
}

static retort_status kde_cell(const struct kde_work *w, size_t k,
                              const struct bench *b, retort_err *err)
{
    const retort_cells *c = &w->pairs->cells;
    const retort_cell *cell = &c->cell[k];
    retort_classes rest;
    uint32_t leave[2];

    retort_validation_pairs_leave(c, k, leave);
    retort_leave_rest(w->all, leave, b->stays);
    rest.positive = stay_class(c, b, true, 0);
    rest.null = stay_class(c, b, false, rest.positive.count);
    for (uint32_t i = cell->first; i < cell->first + cell->count; i++) {
        double llr;
        retort_status st = retort_kde_llr(&rest, c->score[i], &llr, err);

        if (st != RETORT_OK && st != RETORT_ERR_NOT_APPLICABLE)
            return st;
        w->llr[i] =
            st == RETORT_OK ? fmin(fmax(llr, -KDE_MOST), KDE_MOST) : 0.0;
    }
    return RETORT_OK;
}

static retort_status kde_piece(void *work, size_t i, retort_err *err)
{
    const struct kde_work *w = work;
    const retort_cells *c = &w->pairs->cells;
    struct bench b = {0};
    retort_status st = bench_init(&b, c, err);

    for (size_t k = i * CELLS_A_PIECE;
         st == RETORT_OK && k < c->cells && k < (i + 1) * CELLS_A_PIECE; k++)
        if (c->cell[k].is_counted)
            st = kde_cell(w, k, &b, err);
    bench_release(&b);
    return st;
}

/* The LLR of every counted pair into @p llr. */
/* NOLINTNEXTLINE(readability-non-const-parameter): the pieces fill it */
static retort_status kde_all(const retort_validation_pairs *p, double *llr,
                             retort_err *err)
{
    const retort_leave_how how = {
        .cells = &p->cells, .prior = p->how.prior, .ridge = p->how.ridge};
    size_t pieces = (p->cells.cells + CELLS_A_PIECE - 1) / CELLS_A_PIECE;
    retort_leave all = {0};
    struct kde_work w = {p, &all, llr};
    retort_status st = retort_leave_make(&all, &how, NULL, err);

    if (st == RETORT_OK)
        st = retort_pool_run(p->how.pool, pieces, kde_piece, &w, err);
    retort_leave_release(&all);
    return st;
}

retort_status retort_kde_cllr(const retort_validation_pairs *p, double *out,
                              retort_err *err)
{
    double *llr = NULL;
    struct llrs l = {0};
    retort_status st = RETORT_OK;

    *out = (double)NAN;
    if (p->cells.count == 0)
        return RETORT_OK;
    llr = retort_mem_new(p->cells.count, sizeof(*llr));
    if (!llr)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu LLRs",
                           p->cells.count);
    st = kde_all(p, llr, err);
    if (st == RETORT_OK)
        st = llrs_init(&l, p, llr, err);
    if (st == RETORT_OK)
        *out = retort_cllr(&l.of);
    llrs_release(&l);
    retort_mem_free(llr);
    return st;
}
