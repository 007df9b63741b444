#include "infer/validation_pairs.h"

#include <math.h>

#include "base/mem.h"
#include "infer/bounds.h"
#include "infer/scaling.h"
#include "infer/selection.h"
#include "infer/weighing.h"

enum { CELLS_A_PIECE = 8 };

struct work {
    retort_validation_pairs *pairs;
    const retort_leave *all; /* NULL for a common source */
};

/* Room of one piece of work. */
struct bench {
    uint8_t *stays;
    double *llr;
    double *weight;
};

void retort_validation_pairs_leave(const retort_cells *c, size_t k,
                                   uint32_t leave[2])
{
    leave[0] = c->suspect[c->cell[k].suspect];
    leave[1] = c->reference[c->cell[k].reference];
}

static void set_item(retort_validation_pairs *p, uint32_t i, double raw)
{
    const retort_left_out *left = &p->left[p->cells.cell_of[i]];

    p->raw[i] = raw;
    p->value[i] = isnan(raw) ? 0.0 : raw;
    p->llr[i] = isnan(raw) ? raw : fmin(fmax(raw, left->lower), left->upper);
}

/* Append the LLRs of a class that stay; counts its suspect lineages. */
static retort_class stay_class(const struct work *w, retort_left_out *left,
                               const struct bench *b, bool is_positive,
                               size_t at)
{
    const retort_cells *c = &w->pairs->cells;
    retort_class out = {.value = b->llr + at, .weight = b->weight + at};
    uint32_t last = RETORT_CELLS_NONE;
    uint32_t lineages = 0;

    for (size_t k = 0; k < c->cells; k++) {
        const retort_cell *cell = &c->cell[k];

        if (!b->stays[k] || cell->is_positive != is_positive)
            continue;
        lineages += cell->suspect != last;
        last = cell->suspect;
        for (uint32_t i = cell->first; i < cell->first + cell->count; i++) {
            left->least = fmin(left->least, c->score[i]);
            left->most = fmax(left->most, c->score[i]);
            b->llr[at + out.count] = retort_line_llr(&left->line, c->score[i]);
            b->weight[at + out.count++] = 1.0 / (double)cell->count;
        }
    }
    out.units = lineages;
    return out;
}

/* Reference lineages with a positive among the cells that stay. */
static uint32_t stay_references(const retort_cells *c, const uint8_t *stays)
{
    uint32_t n = 0;

    for (uint32_t r = 0; r < c->references; r++) {
        bool has = false;

        for (uint32_t s = 0; s < c->suspects && !has; s++) {
            uint32_t k = c->first_at[(size_t)s * c->references + r];

            /* the positives of a place stand first */
            has = k < c->first_at[(size_t)s * c->references + r + 1] &&
                  c->cell[k].is_positive && stays[k];
        }
        n += has;
    }
    return n;
}

static retort_status weigh_cell(const struct work *w, size_t k,
                                const struct bench *b, retort_err *err)
{
    retort_validation_pairs *p = w->pairs;
    retort_left_out *left = &p->left[k];
    const retort_cell *cell = &p->cells.cell[k];
    retort_classes llrs;
    retort_bounds bounds = {0};
    uint32_t leave[2];
    retort_status st;

    retort_validation_pairs_leave(&p->cells, k, leave);
    st = retort_leave_fit(w->all, leave, &left->line, err);
    if (st != RETORT_OK)
        return st;
    retort_leave_rest(w->all, leave, b->stays);
    left->least = (double)INFINITY;
    left->most = -(double)INFINITY;
    llrs.positive = stay_class(w, left, b, true, 0);
    llrs.null = stay_class(w, left, b, false, llrs.positive.count);
    left->positive_lineages = (uint32_t)llrs.positive.units;
    left->null_lineages = (uint32_t)llrs.null.units;
    left->reference_lineages = stay_references(&p->cells, b->stays);
    if (left->line.is_fit)
        st = retort_bounds_of(&llrs, llrs.null.units, &bounds, err);
    left->sd = left->line.rest_sd;
    left->lower = bounds.lower;
    left->upper = bounds.upper;
    for (uint32_t i = cell->first; i < cell->first + cell->count; i++) {
        p->keep[i] = 1;
        set_item(p, i, retort_line_llr(&left->line, p->score[i]));
    }
    return st;
}

static void bench_release(struct bench *b)
{
    retort_mem_free(b->stays);
    retort_mem_free(b->llr);
    retort_mem_free(b->weight);
}

static retort_status bench_init(struct bench *b, const retort_cells *c,
                                retort_err *err)
{
    b->stays = retort_mem_new(c->cells, 1);
    b->llr = retort_mem_new(c->count, sizeof(*b->llr));
    b->weight = retort_mem_new(c->count, sizeof(*b->weight));
    if (!b->stays || !b->llr || !b->weight)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory to weigh %zu pairs", c->count);
    return RETORT_OK;
}

static retort_status piece(void *work, size_t i, retort_err *err)
{
    const struct work *w = work;
    const retort_cells *c = &w->pairs->cells;
    struct bench b = {0};
    retort_status st = bench_init(&b, c, err);

    for (size_t k = i * CELLS_A_PIECE;
         st == RETORT_OK && k < c->cells && k < (i + 1) * CELLS_A_PIECE; k++)
        st = weigh_cell(w, k, &b, err);
    bench_release(&b);
    return st;
}

static retort_selecting selecting_of(const retort_validation_pairs *p, size_t k)
{
    retort_selecting how = {
        .set = p->how.cells.set,
        .lineages = p->how.lineages,
        .open = p->how.cells.score == RETORT_CELLS_OPEN ? RETORT_OPEN
                                                        : RETORT_CLOSED,
        .is_common_source = true,
        .with_doubtful = p->how.cells.with_doubtful,
        .has_ceiling = p->how.cells.has_ceiling,
    };

    retort_validation_pairs_leave(&p->cells, k, how.leave);
    return how;
}

/* Score of item i by the other null suspects of its reference. */
static retort_status scale_item(retort_validation_pairs *p,
                                const retort_selecting *how, uint32_t i,
                                retort_err *err)
{
    const retort_comparison *c = p->cells.item[i];
    retort_scaling scaling = {0};
    double mean;
    double sd;
    retort_status st;

    st = retort_scaling_make(&scaling, how, c->reference, err);
    p->keep[i] = st == RETORT_OK &&
                 retort_scaling_at(&scaling, c->suspect_lineage, &mean, &sd);
    p->score[i] = p->keep[i] ? (p->cells.score[i] - mean) / sd : (double)NAN;
    retort_scaling_release(&scaling);
    return st;
}

static void take_fit(retort_left_out *left, const retort_selection *s,
                     const retort_weighing *w)
{
    left->line = (retort_line){.is_fit = true,
                               .slope = w->fit.slope,
                               .intercept = w->fit.intercept,
                               .mean = w->fit.mean,
                               .sd = w->fit.sd > 0.0 ? w->fit.sd : 1.0,
                               .ceiling = w->ceiling,
                               .rest_sd = w->fit.sd};
    left->lower = w->bounds.lower;
    left->upper = w->bounds.upper;
    left->sd = w->fit.sd;
    left->least = s->count ? s->score[0] : 0.0;
    left->most = left->least;
    for (size_t i = 0; i < s->count; i++) {
        left->least = fmin(left->least, s->score[i]);
        left->most = fmax(left->most, s->score[i]);
    }
}

/* The calibration of cell k on scaled scores. */
static retort_status fit_scaled(retort_validation_pairs *p, size_t k,
                                const retort_selecting *how, retort_err *err)
{
    retort_left_out *left = &p->left[k];
    retort_selection s = {0};
    retort_weighing w = {0};
    retort_status st = retort_selection_make(&s, how, err);

    if (st == RETORT_OK)
        st = retort_weighing_init(&w, s.count, err);
    if (st == RETORT_OK) {
        left->positive_lineages = s.positive_lineages;
        left->null_lineages = s.null_lineages;
        left->reference_lineages = s.reference_lineages;
        st = retort_weighing_fit(&w, &s, p->how.prior, p->how.ridge, err);
        if (st == RETORT_OK)
            take_fit(left, &s, &w);
    }
    retort_weighing_release(&w);
    retort_selection_release(&s);
    return st == RETORT_ERR_NOT_APPLICABLE ? RETORT_OK : st;
}

static retort_status scaled_piece(void *work, size_t k, retort_err *err)
{
    const struct work *w = work;
    retort_validation_pairs *p = w->pairs;
    const retort_cell *cell = &p->cells.cell[k];
    retort_selecting how = selecting_of(p, k);
    retort_status st = RETORT_OK;

    if (!cell->is_counted)
        return RETORT_OK; /* in no figure of this setting */
    st = fit_scaled(p, k, &how, err);
    for (uint32_t i = cell->first;
         st == RETORT_OK && i < cell->first + cell->count; i++) {
        st = scale_item(p, &how, i, err);
        set_item(p, i, retort_line_llr(&p->left[k].line, p->score[i]));
    }
    return st;
}

static retort_status weigh_plain(retort_validation_pairs *p, retort_err *err)
{
    const retort_leave_how how = {
        .cells = &p->cells, .prior = p->how.prior, .ridge = p->how.ridge};
    size_t pieces = (p->cells.cells + CELLS_A_PIECE - 1) / CELLS_A_PIECE;
    retort_leave all = {0};
    struct work w = {p, &all};
    retort_status st = retort_leave_make(&all, &how, NULL, err);

    if (st == RETORT_OK)
        st = retort_pool_run(p->how.pool, pieces, piece, &w, err);
    retort_leave_release(&all);
    return st;
}

static retort_status make_room(retort_validation_pairs *p, retort_err *err)
{
    size_t count = p->cells.count;

    p->left = retort_mem_new(p->cells.cells, sizeof(*p->left));
    p->score = retort_mem_new(count, sizeof(*p->score));
    p->raw = retort_mem_new(count, sizeof(*p->raw));
    p->llr = retort_mem_new(count, sizeof(*p->llr));
    p->value = retort_mem_new(count, sizeof(*p->value));
    p->keep = retort_mem_new(count, 1);
    if (!p->left || !p->score || !p->raw || !p->llr || !p->value || !p->keep)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu pairs",
                           count);
    for (size_t i = 0; i < count; i++) {
        p->score[i] = p->cells.score[i];
        p->raw[i] = p->llr[i] = (double)NAN;
    }
    return RETORT_OK;
}

retort_status retort_validation_pairs_make(
    retort_validation_pairs *out, const retort_validation_pairs_how *how,
    retort_err *err)
{
    struct work w = {out, NULL};
    retort_status st = retort_cells_make(&out->cells, &how->cells, err);

    out->how = *how;
    if (st != RETORT_OK || out->cells.count == 0)
        return st;
    st = make_room(out, err);
    if (st != RETORT_OK)
        return st;
    if (!how->is_common_source)
        return weigh_plain(out, err);
    return retort_pool_run(how->pool, out->cells.cells, scaled_piece, &w, err);
}

void retort_validation_pairs_release(retort_validation_pairs *p)
{
    retort_cells_release(&p->cells);
    retort_mem_free(p->left);
    retort_mem_free(p->score);
    retort_mem_free(p->raw);
    retort_mem_free(p->llr);
    retort_mem_free(p->value);
    retort_mem_free(p->keep);
    *p = (retort_validation_pairs){0};
}
