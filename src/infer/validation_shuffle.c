#include "infer/validation_shuffle.h"

#include <math.h>

#include "base/detmath.h"
#include "base/mem.h"
#include "base/philox.h"
#include "infer/validation_leave.h"
#include "infer/validation_pairs.h"
#include "infer/validation_streams.h"

static const double LN2 = 0x1.62e42fefa39efp-1;
static const double LN10 = 0x1.26bb1bbb55516p+1;

/* Mean cost of a cell's pairs in bits under a line; LR 1 without a fit. */
static double cell_cost(const retort_cells *c, const retort_cell *cell,
                        bool is_positive, const retort_line *line)
{
    double sum = 0.0;

    for (uint32_t i = cell->first; i < cell->first + cell->count; i++) {
        double llr = line->is_fit ? retort_line_llr(line, c->score[i]) : 0.0;

        sum += retort_log1p_exp((is_positive ? -llr : llr) * LN10) / LN2;
    }
    return sum / (double)cell->count;
}

/* Cllr over the counted cells; @p label as in how.is_positive. */
static retort_status left_out_cllr(const retort_leave *l, const uint8_t *label,
                                   bool by_step, double *out, retort_err *err)
{
    const retort_cells *c = l->how.cells;
    double cost[2] = {0.0, 0.0};
    double cells[2] = {0.0, 0.0};

    for (size_t k = 0; k < c->cells; k++) {
        const retort_cell *cell = &c->cell[k];
        bool is_positive = label ? label[k] : cell->is_positive;
        uint32_t leave[2];
        retort_line line;
        retort_status st = RETORT_OK;

        if (!cell->is_counted)
            continue;
        retort_validation_pairs_leave(c, k, leave);
        if (by_step)
            line = retort_leave_step(l, leave);
        else
            st = retort_leave_fit(l, leave, &line, err);
        if (st != RETORT_OK)
            return st;
        cost[is_positive] += cell_cost(c, cell, is_positive, &line);
        cells[is_positive] += 1.0;
    }
    *out = cells[0] > 0.0 && cells[1] > 0.0
               ? (cost[0] / cells[0] + cost[1] / cells[1]) / 2.0
               : (double)NAN;
    return RETORT_OK;
}

/* Draw the positive cells of one reference anew; @p room for all cells. */
static void shuffle_column(const retort_cells *c, uint32_t r, uint64_t seed,
                           uint64_t stream, uint64_t *draw, uint8_t *label,
                           uint32_t *room)
{
    uint32_t count = 0;
    uint32_t positives = 0;

    for (size_t k = 0; k < c->cells; k++) {
        if (c->cell[k].reference != r)
            continue;
        room[count++] = (uint32_t)k;
        positives += c->cell[k].is_positive;
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t other =
            i + retort_philox_below(seed, stream, (*draw)++, count - i);
        uint32_t taken = room[other];

        room[other] = room[i];
        label[taken] = i < positives;
    }
}

struct work {
    const retort_control_how *how;
    const retort_cells *cells;
    double cllr[RETORT_SHUFFLES];
};

static retort_status one_shuffle(void *work, size_t j, retort_err *err)
{
    struct work *w = work;
    const retort_cells *c = w->cells;
    uint8_t *label = retort_mem_new(c->cells, 1);
    uint32_t *room = retort_mem_new(c->cells, sizeof(*room));
    retort_leave l = {0};
    retort_leave_how how = {.cells = c,
                            .is_positive = label,
                            .prior = w->how->prior,
                            .ridge = w->how->ridge};
    uint64_t draw = 0;
    retort_status st;

    if (!label || !room) {
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM,
                         "no memory to shuffle %zu cells", c->cells);
        goto out;
    }
    for (uint32_t r = 0; r < c->references; r++)
        shuffle_column(c, r, w->how->seed,
                       retort_stream(RETORT_STREAM_SHUFFLE, (uint32_t)j), &draw,
                       label, room);
    st = retort_leave_make(&l, &how, NULL, err);
    if (st == RETORT_OK)
        st = left_out_cllr(&l, label, true, &w->cllr[j], err);
out:
    retort_leave_release(&l);
    retort_mem_free(label);
    retort_mem_free(room);
    return st;
}

retort_status retort_shuffled_cllr(const retort_control_how *how, double *out,
                                   retort_err *err)
{
    retort_cells cells = {0};
    struct work w = {.how = how, .cells = &cells};
    double sum = 0.0;
    retort_status st = retort_cells_make(&cells, &how->cells, err);

    *out = (double)NAN;
    if (st == RETORT_OK && cells.count > 0) {
        st = retort_pool_run(how->pool, RETORT_SHUFFLES, one_shuffle, &w, err);
        for (int j = 0; j < RETORT_SHUFFLES; j++)
            sum += w.cllr[j];
        if (st == RETORT_OK)
            *out = sum / RETORT_SHUFFLES;
    }
    retort_cells_release(&cells);
    return st;
}

retort_status retort_baseline_cllr(const retort_control_how *how, double *out,
                                   retort_err *err)
{
    retort_cells cells = {0};
    retort_leave l = {0};
    const retort_leave_how all = {
        .cells = &cells, .prior = how->prior, .ridge = how->ridge};
    retort_status st = retort_cells_make(&cells, &how->cells, err);

    *out = (double)NAN;
    if (st == RETORT_OK && cells.count > 0) {
        st = retort_leave_make(&l, &all, NULL, err);
        if (st == RETORT_OK)
            st = left_out_cllr(&l, NULL, false, out, err);
    }
    retort_leave_release(&l);
    retort_cells_release(&cells);
    return st;
}
