#include "infer/validation_power.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/philox.h"
#include "infer/cllr.h"
#include "infer/ranks.h"
#include "infer/validation_draws.h"
#include "infer/validation_streams.h"
#include "infer/validation_verdicts.h"

enum { SIZES = 4, CANDIDATES = 4, ROWS_MAX = 16 };

static const uint32_t LINEAGES[SIZES] = {3, 5, 8, 12};
static const uint32_t AMONG[CANDIDATES] = {1, 5, 10, 30};

/* What all rows share. */
struct survey {
    const retort_power_how *how;
    retort_drawn *drawn[RETORT_SETTINGS];
    uint32_t *open_at;                 /* item of open for each of closed */
    uint8_t *present[RETORT_SETTINGS]; /* by cell */
    uint8_t *is_drawn;                 /* by lineage of the table */
    uint32_t *positive;                /* positive suspect lineages */
    uint32_t positives;
    double *value; /* by item, and room for classes */
};

static const retort_validation_pairs *pairs_of(const struct survey *s,
                                               int setting)
{
    return setting == RETORT_OPEN ? s->how->open : s->how->closed;
}

static retort_status draw(const struct survey *s, uint32_t blocks,
                          bool is_subset, retort_err *err)
{
    const retort_case_options *o = s->how->options;
    retort_status st = RETORT_OK;

    for (int i = 0; st == RETORT_OK && i < RETORT_SETTINGS; i++) {
        const retort_draws_how how = {
            .cells = &pairs_of(s, i)->cells,
            .lineages = s->how->lineages,
            .blocks = blocks,
            .is_present = is_subset ? s->present[i] : NULL,
            .draws =
                o->draws < RETORT_POWER_DRAWS ? o->draws : RETORT_POWER_DRAWS,
            .seed = o->seed,
            .prior = o->prior,
            .ridge = o->ridge,
            .pool = o->pool,
        };

        st = retort_draws_run(&how, s->drawn[i], err);
    }
    return st;
}

/* Shares that are supported, and Cllr, of the last draw. */
static void tell(const struct survey *s, retort_power_row *row)
{
    const retort_cells *c = &s->how->closed->cells;
    double share[2] = {0.0, 0.0};
    retort_classes llr;

    for (size_t i = 0; i < c->count; i++) {
        const retort_drawn *closed = &s->drawn[RETORT_CLOSED][i];
        const retort_drawn *open = s->open_at[i] == RETORT_CELLS_NONE
                                       ? NULL
                                       : &s->drawn[RETORT_OPEN][s->open_at[i]];
        retort_headline h = retort_headline_of(closed, open);

        s->value[i] = isnan(closed->raw) ? 0.0 : closed->raw;
        if (h.is_answer && strcmp(h.verdict, "supported") == 0)
            share[c->cell[c->cell_of[i]].is_positive] += c->weight[i];
    }
    llr = retort_cells_classes(c, s->value, NULL, s->value + c->count);
    row->supported += share[1];
    row->false_support += share[0];
    row->cllr += retort_cllr(&llr);
}

/* Shared prompts of a counted pair, in the mean over cells of both classes. */
static double mean_prompts(const retort_cells *c)
{
    double sum = 0.0;
    double total = 0.0;

    for (size_t i = 0; i < c->count; i++) {
        sum += c->weight[i] * c->item[i]->shared_prompts;
        total += c->weight[i];
    }
    return sum / total;
}

static retort_status prompts_rows(const struct survey *s,
                                  retort_power_row *rows, size_t *n,
                                  retort_err *err)
{
    double all = mean_prompts(&s->how->closed->cells);
    retort_status st = RETORT_OK;

    for (uint32_t blocks = 1;
         st == RETORT_OK && blocks <= RETORT_COMPARISON_BLOCKS; blocks *= 2) {
        retort_power_row *row = &rows[(*n)++];

        *row = (retort_power_row){
            .kind = "prompts",
            .amount = floor(all * blocks / RETORT_COMPARISON_BLOCKS + 0.5)};
        st = draw(s, blocks, false, err);
        if (st == RETORT_OK)
            tell(s, row);
    }
    return st;
}

/* Suspect lineages of counted positives; cells stand by suspect. */
static void list_positives(struct survey *s)
{
    const retort_cells *c = &s->how->closed->cells;

    for (size_t k = 0; k < c->cells; k++) {
        uint32_t lineage = c->suspect[c->cell[k].suspect];

        if (c->cell[k].is_positive &&
            (s->positives == 0 || s->positive[s->positives - 1] != lineage))
            s->positive[s->positives++] = lineage;
    }
}

/* Mark @p size of the positive lineages; subset @p j of that size. */
static void choose(struct survey *s, uint32_t size, uint32_t j)
{
    const uint64_t stream =
        retort_stream(RETORT_STREAM_POWER, size * RETORT_POWER_SUBSETS + j);

    memset(s->is_drawn, 0, s->how->lineages);
    for (uint32_t i = 0; i < size; i++) {
        uint32_t other = i + retort_philox_below(s->how->options->seed, stream,
                                                 i, s->positives - i);
        uint32_t taken = s->positive[other];

        s->positive[other] = s->positive[i];
        s->positive[i] = taken;
        s->is_drawn[taken] = 1;
    }
}

/* Cells left with the marked lineages: their positives, matched nulls. */
static retort_status mark_present(const struct survey *s, int setting,
                                  retort_err *err)
{
    const retort_cells *c = &pairs_of(s, setting)->cells;
    uint8_t *has = retort_mem_new((size_t)c->references + 1, 1);

    if (!has)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %u references",
                           (unsigned)c->references);
    for (size_t k = 0; k < c->cells; k++) {
        const retort_cell *cell = &c->cell[k];

        if (cell->is_positive && s->is_drawn[c->suspect[cell->suspect]])
            has[cell->reference] = 1;
    }
    for (size_t k = 0; k < c->cells; k++) {
        const retort_cell *cell = &c->cell[k];
        bool stays = cell->is_positive
                         ? s->is_drawn[c->suspect[cell->suspect]] != 0
                         : has[cell->reference];

        s->present[setting][k] = cell->is_counted && stays;
    }
    retort_mem_free(has);
    return RETORT_OK;
}

static retort_status one_size(struct survey *s, uint32_t size,
                              retort_power_row *row, retort_err *err)
{
    uint32_t subsets = size == s->positives ? 1 : RETORT_POWER_SUBSETS;
    retort_status st = RETORT_OK;

    *row = (retort_power_row){.kind = "lineages", .amount = size};
    for (uint32_t j = 0; st == RETORT_OK && j < subsets; j++) {
        choose(s, size, j);
        st = mark_present(s, RETORT_CLOSED, err);
        if (st == RETORT_OK)
            st = mark_present(s, RETORT_OPEN, err);
        if (st == RETORT_OK)
            st = draw(s, RETORT_COMPARISON_BLOCKS, true, err);
        if (st == RETORT_OK)
            tell(s, row);
    }
    row->supported /= subsets;
    row->false_support /= subsets;
    row->cllr /= subsets;
    return st;
}

static retort_status lineages_rows(struct survey *s, retort_power_row *rows,
                                   size_t *n, retort_err *err)
{
    retort_status st = RETORT_OK;

    list_positives(s);
    for (int i = 0; st == RETORT_OK && i < SIZES && LINEAGES[i] < s->positives;
         i++)
        st = one_size(s, LINEAGES[i], &rows[(*n)++], err);
    if (st == RETORT_OK)
        st = one_size(s, s->positives, &rows[(*n)++], err);
    return st;
}

/* The best of many candidates, from the row of all prompts and lineages. */
static void maximum_rows(const retort_power_row *all, retort_power_row *rows,
                         size_t *n)
{
    for (int i = 0; i < CANDIDATES; i++)
        rows[(*n)++] =
            (retort_power_row){.kind = "maximum",
                               .amount = AMONG[i],
                               .supported = (double)NAN,
                               .false_support = retort_max_of_n(
                                   fmin(all->false_support, 1.0), AMONG[i]),
                               .cllr = (double)NAN};
}

static retort_status survey_init(struct survey *s, retort_err *err)
{
    const retort_cells *closed = &s->how->closed->cells;
    const retort_cells *open = &s->how->open->cells;

    s->drawn[RETORT_CLOSED] =
        retort_mem_new(closed->count, sizeof(*s->drawn[0]));
    s->drawn[RETORT_OPEN] =
        retort_mem_new(open->count + 1, sizeof(*s->drawn[0]));
    s->open_at = retort_mem_new(closed->count, sizeof(*s->open_at));
    s->present[RETORT_CLOSED] = retort_mem_new(closed->cells, 1);
    s->present[RETORT_OPEN] = retort_mem_new(open->cells + 1, 1);
    s->is_drawn = retort_mem_new(s->how->lineages, 1);
    s->positive = retort_mem_new(closed->cells, sizeof(*s->positive));
    s->value = retort_mem_new(closed->count, 3 * sizeof(*s->value));
    if (!s->drawn[0] || !s->drawn[1] || !s->open_at || !s->present[0] ||
        !s->present[1] || !s->is_drawn || !s->positive || !s->value)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory for the power of %zu pairs",
                           closed->count);
    retort_verdicts_match(closed, open, s->open_at);
    return RETORT_OK;
}

static void survey_release(struct survey *s)
{
    for (int i = 0; i < RETORT_SETTINGS; i++) {
        retort_mem_free(s->drawn[i]);
        retort_mem_free(s->present[i]);
    }
    retort_mem_free(s->open_at);
    retort_mem_free(s->is_drawn);
    retort_mem_free(s->positive);
    retort_mem_free(s->value);
}

retort_status retort_power_of(const retort_power_how *how, retort_arena *arena,
                              const retort_power_row **out, size_t *count,
                              retort_err *err)
{
    struct survey s = {.how = how};
    retort_cells_counts n = {0};
    retort_power_row *rows;
    retort_status st;

    *out = NULL;
    *count = 0;
    if (how->closed->cells.count > 0)
        n = retort_cells_count(&how->closed->cells, NULL);
    if (n.positives == 0 || n.nulls == 0)
        return RETORT_OK;
    st = survey_init(&s, err);
    rows = retort_arena_take(arena, ROWS_MAX, sizeof(*rows));
    if (st == RETORT_OK && !rows)
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for rows of power");
    if (st == RETORT_OK)
        st = prompts_rows(&s, rows, count, err);
    if (st == RETORT_OK)
        st = lineages_rows(&s, rows, count, err);
    if (st == RETORT_OK)
        maximum_rows(&rows[*count - 1], rows, count);
    survey_release(&s);
    if (st == RETORT_OK)
        *out = rows;
    else
        *count = 0;
    return st;
}
