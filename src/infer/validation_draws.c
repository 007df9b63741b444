#include "infer/validation_draws.h"

#include <math.h>

#include "base/mem.h"
#include "base/philox.h"
#include "infer/bounds.h"
#include "infer/selection.h"

/* The sample, and what replicates are measured against. */
struct sample {
    const retort_draws_how *how;
    retort_open open;
    double *score;
    retort_leave leave;
    retort_bounds bounds; /* of all pairs */
    retort_lots lots;
    double *llr; /* draws x items */
};

/* Room of one replicate. */
struct bench {
    uint16_t *suspect; /* times by lineage */
    uint16_t *reference;
    double *times; /* by cell */
    double *score;
    double *llr;
    double *weight;
};

static void block_times(uint32_t blocks, uint16_t *times)
{
    for (uint32_t b = 0; b < RETORT_COMPARISON_BLOCKS; b++)
        times[b] =
            (uint16_t)(b < blocks ? RETORT_COMPARISON_BLOCKS / blocks : 0);
}

double retort_draws_score(const retort_block_score *s, uint32_t blocks)
{
    uint16_t times[RETORT_COMPARISON_BLOCKS];

    block_times(blocks, times);
    return retort_block_score_at(s, times);
}

/* As many draws from the blocks there are; 32 are those of every interval. */
static void draw_blocks(uint32_t blocks, uint64_t seed, uint64_t j,
                        uint16_t *times)
{
    for (uint32_t b = 0; b < RETORT_COMPARISON_BLOCKS; b++)
        times[b] = 0;
    for (uint32_t i = 0; i < blocks; i++) {
        uint16_t *at = &times[retort_philox_below(seed, j, i, blocks)];

        *at = (uint16_t)(*at + RETORT_COMPARISON_BLOCKS / blocks);
    }
}

static bool is_present(const retort_draws_how *how, size_t k)
{
    return how->is_present ? how->is_present[k]
                           : how->cells->cell[k].is_counted;
}

/* LLRs of a class under @p line, cells weighing @p times (NULL: once). */
static retort_class one_class(const retort_draws_how *how,
                              const retort_line *line, const double *score,
                              const double *times, bool is_positive,
                              double *llr, double *weight)
{
    const retort_cells *c = how->cells;
    retort_class out = {.value = llr, .weight = weight};
    uint32_t last = RETORT_CELLS_NONE;
    uint32_t lineages = 0;

    for (size_t k = 0; k < c->cells; k++) {
        const retort_cell *cell = &c->cell[k];
        double share = (times ? times[k] : 1.0) / (double)cell->count;

        if (cell->is_positive != is_positive || !is_present(how, k))
            continue;
        lineages += cell->suspect != last; /* of the sample: also undrawn */
        last = cell->suspect;
        for (uint32_t i = cell->first;
             share > 0.0 && i < cell->first + cell->count; i++) {
            llr[out.count] = retort_line_llr(line, score[i]);
            weight[out.count++] = share;
        }
    }
    out.units = lineages;
    return out;
}

/* Bounds of all pairs; {0, 0} without a fit. */
static retort_status bounds_of(const retort_draws_how *how,
                               const retort_leave *leave, const double *score,
                               const double *times, double *llr, double *weight,
                               retort_bounds *out, retort_err *err)
{
    retort_line line = leave->all;
    retort_classes c;

    *out = (retort_bounds){0};
    if (!line.is_fit || line.slope < 0.0)
        return RETORT_OK;
    c.positive = one_class(how, &line, score, times, true, llr, weight);
    c.null = one_class(how, &line, score, times, false, llr + c.positive.count,
                       weight + c.positive.count);
    return retort_bounds_of(&c, c.null.units, out, err);
}

static double clamp(double llr, double lower, double upper)
{
    return isnan(llr) ? llr : fmin(fmax(llr, lower), upper);
}

/* Weigh all pairs of a replicate by their own calibrations. */
static void weigh(const struct sample *s, const retort_leave *leave,
                  const retort_bounds *bounds, const double *score, double *llr)
{
    const retort_cells *c = s->how->cells;

    for (size_t k = 0; k < c->cells; k++) {
        const retort_cell *cell = &c->cell[k];
        double lower = bounds->lower;
        double upper = bounds->upper;
        uint32_t out[2];
        retort_line line;

        retort_validation_pairs_leave(c, k, out);
        line = retort_leave_step(leave, out);
        if (s->how->left) {
            lower += s->how->left[k].lower - s->bounds.lower;
            upper += s->how->left[k].upper - s->bounds.upper;
        }
        for (uint32_t i = cell->first; i < cell->first + cell->count; i++)
            llr[i] = clamp(retort_line_llr(&line, score[i]), fmin(lower, 0.0),
                           fmax(upper, 0.0));
    }
}

static void draw(const struct sample *s, uint32_t j, struct bench *b)
{
    const retort_cells *c = s->how->cells;
    uint16_t block[RETORT_COMPARISON_BLOCKS];

    draw_blocks(s->how->blocks, s->how->seed, j, block);
    retort_lots_draw(&s->lots, s->how->seed, j, b->suspect, b->reference);
    for (size_t k = 0; k < c->cells; k++)
        b->times[k] = (double)b->suspect[c->suspect[c->cell[k].suspect]] *
                      (double)b->reference[c->reference[c->cell[k].reference]];
    for (size_t i = 0; i < c->count; i++)
        b->score[i] = retort_block_score_at(&c->item[i]->at[s->open], block);
}

static retort_status replicate(const struct sample *s, uint32_t j,
                               struct bench *b, retort_err *err)
{
    const retort_leave_how how = {.cells = s->how->cells,
                                  .score = b->score,
                                  .is_present = s->how->is_present,
                                  .times = b->times,
                                  .prior = s->how->prior,
                                  .ridge = s->how->ridge};
    retort_leave leave = {0};
    retort_bounds bounds;
    retort_status st;

    draw(s, j, b);
    st = retort_leave_make(&leave, &how, &s->leave.all, err);
    if (st == RETORT_OK)
        st = bounds_of(s->how, &leave, b->score, b->times, b->llr, b->weight,
                       &bounds, err);
    if (st == RETORT_OK)
        weigh(s, &leave, &bounds, b->score,
              s->llr + (size_t)j * s->how->cells->count);
    retort_leave_release(&leave);
    return st;
}

static void bench_release(struct bench *b)
{
    retort_mem_free(b->suspect);
    retort_mem_free(b->reference);
    retort_mem_free(b->times);
    retort_mem_free(b->score);
    retort_mem_free(b->llr);
    retort_mem_free(b->weight);
}

static retort_status bench_init(struct bench *b, const struct sample *s,
                                retort_err *err)
{
    const retort_cells *c = s->how->cells;

    b->suspect = retort_mem_new(s->how->lineages, sizeof(*b->suspect));
    b->reference = retort_mem_new(s->how->lineages, sizeof(*b->reference));
    b->times = retort_mem_new(c->cells, sizeof(*b->times));
    b->score = retort_mem_new(c->count, sizeof(*b->score));
    b->llr = retort_mem_new(c->count, sizeof(*b->llr));
    b->weight = retort_mem_new(c->count, sizeof(*b->weight));
    if (!b->suspect || !b->reference || !b->times || !b->score || !b->llr ||
        !b->weight)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory to draw from %zu pairs", c->count);
    return RETORT_OK;
}

enum { DRAWS_A_PIECE = 8 };

static retort_status piece(void *work, size_t i, retort_err *err)
{
    const struct sample *s = work;
    struct bench b = {0};
    size_t end = (i + 1) * DRAWS_A_PIECE;
    retort_status st = bench_init(&b, s, err);

    for (size_t j = i * DRAWS_A_PIECE;
         st == RETORT_OK && j < end && j < s->how->draws; j++)
        st = replicate(s, (uint32_t)j, &b, err);
    bench_release(&b);
    return st;
}

/* The pairs of the cells that are present, for retort_mem_free(). */
static retort_comparison *present_pairs(const retort_cells *c,
                                        const uint8_t *is_present,
                                        size_t *count)
{
    retort_comparison *out = retort_mem_new(c->count, sizeof(*out));

    *count = 0;
    for (size_t i = 0; out && i < c->count; i++)
        if (is_present[c->cell_of[i]])
            out[(*count)++] = *c->item[i];
    return out;
}

retort_status retort_draws_lots(const retort_cells *c, size_t lineages,
                                const uint8_t *is_present, retort_lots *out,
                                retort_err *err)
{
    retort_comparison_set set = *c->how.set;
    retort_selecting how = {
        .set = &set,
        .lineages = lineages,
        .open = c->how.score == RETORT_CELLS_OPEN ? RETORT_OPEN : RETORT_CLOSED,
        .leave = {RETORT_LINEAGE_NONE, RETORT_LINEAGE_NONE},
        .with_doubtful = c->how.with_doubtful};
    retort_comparison *present = NULL;
    retort_selection selection = {0};
    retort_status st = retort_lots_init(out, lineages, err);

    if (st == RETORT_OK && is_present) {
        present = present_pairs(c, is_present, &set.count);
        set.items = present;
        if (!present)
            st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu pairs",
                             c->count);
    }
    if (st == RETORT_OK)
        st = retort_selection_make(&selection, &how, err);
    if (st == RETORT_OK) {
        retort_lots_add(out, &selection);
        retort_lots_seal(out);
    }
    retort_selection_release(&selection);
    retort_mem_free(present);
    return st;
}

/* Pairs of the sample: by their exact fits, or by one step. */
static void weigh_sample(const struct sample *s, double *llr, retort_drawn *out)
{
    const retort_cells *c = s->how->cells;

    weigh(s, &s->leave, &s->bounds, s->score, llr);
    for (size_t i = 0; i < c->count; i++) {
        const retort_left_out *left =
            s->how->left ? &s->how->left[c->cell_of[i]] : NULL;
        uint32_t leave[2];
        retort_line line;

        retort_validation_pairs_leave(c, c->cell_of[i], leave);
        line = left ? left->line : retort_leave_step(&s->leave, leave);
        out[i] = (retort_drawn){.raw = retort_line_llr(&line, s->score[i]),
                                .skipped = (double)NAN};
        out[i].llr =
            left ? clamp(out[i].raw, left->lower, left->upper) : llr[i];
        out[i].low = out[i].high = out[i].llr;
    }
}

static void spread_all(const struct sample *s, double *room, retort_drawn *out)
{
    const uint32_t draws = s->how->draws;

    for (size_t i = 0; i < s->how->cells->count; i++) {
        retort_spread spread;

        for (size_t j = 0; j < draws; j++)
            room[j] = s->llr[j * s->how->cells->count + i];
        spread = retort_spread_of(room, draws);
        out[i].low = spread.low;
        out[i].high = spread.high;
        out[i].skipped = (double)spread.skipped / (double)draws;
    }
}

static retort_status run(struct sample *s, double *room, retort_drawn *out,
                         retort_err *err)
{
    const uint32_t draws = s->how->draws;
    retort_status st;

    if (draws == 0)
        return RETORT_OK;
    s->llr = retort_mem_new(s->how->cells->count, draws * sizeof(*s->llr));
    if (!s->llr)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory for %zu pairs in %u draws",
                           s->how->cells->count, (unsigned)draws);
    st = retort_draws_lots(s->how->cells, s->how->lineages, s->how->is_present,
                           &s->lots, err);
    if (st == RETORT_OK)
        st = retort_pool_run(
            s->how->pool, ((size_t)draws + DRAWS_A_PIECE - 1) / DRAWS_A_PIECE,
            piece, s, err);
    if (st == RETORT_OK)
        spread_all(s, room, out);
    return st;
}

/* Scores of the sample, its fit and its bounds. */
static retort_status sample_init(struct sample *s, double *room,
                                 retort_err *err)
{
    const retort_draws_how *how = s->how;
    const retort_cells *c = how->cells;
    const retort_leave_how all = {.cells = c,
                                  .score = s->score,
                                  .is_present = how->is_present,
                                  .prior = how->prior,
                                  .ridge = how->ridge};
    retort_status st;

    for (size_t i = 0; i < c->count; i++)
        s->score[i] = retort_draws_score(&c->item[i]->at[s->open], how->blocks);
    st = retort_leave_make(&s->leave, &all, NULL, err);
    if (st == RETORT_OK)
        st = bounds_of(how, &s->leave, s->score, NULL, room, room + c->count,
                       &s->bounds, err);
    return st;
}

retort_status retort_draws_run(const retort_draws_how *how, retort_drawn *out,
                               retort_err *err)
{
    struct sample s = {.how = how,
                       .open = how->cells->how.score == RETORT_CELLS_OPEN
                                   ? RETORT_OPEN
                                   : RETORT_CLOSED};
    size_t count = how->cells->count;
    double *room = NULL;
    retort_status st;

    if (count == 0)
        return RETORT_OK;
    s.score = retort_mem_new(count, sizeof(*s.score));
    room = retort_mem_new(2 * count + how->draws, sizeof(*room));
    if (!s.score || !room) {
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu pairs",
                         count);
        goto out;
    }
    st = sample_init(&s, room, err);
    if (st == RETORT_OK) {
        weigh_sample(&s, room, out);
        st = run(&s, room, out, err);
    }
out:
    retort_mem_free(s.score);
    retort_mem_free(s.llr);
    retort_mem_free(room);
    retort_leave_release(&s.leave);
    retort_lots_release(&s.lots);
    return st;
}
