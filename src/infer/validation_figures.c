#include "infer/validation_figures.h"

#include <math.h>

#include "base/detmath.h"
#include "base/mem.h"
#include "infer/bootstrap.h"
#include "infer/bounds.h"
#include "infer/cllr.h"
#include "infer/devpav.h"
#include "infer/discrimination.h"
#include "infer/pav.h"
#include "infer/rates.h"
#include "infer/spearman.h"
#include "infer/validation_draws.h"
#include "infer/validation_simulate.h"

enum { LEVELS = 3, SETTINGS_OF_RATE = 2 };

static const double LN2 = 0x1.62e42fefa39efp-1;
static const double LN10 = 0x1.26bb1bbb55516p+1;
static const double LR_AT[LEVELS] = {1.0, 10.0, 100.0};

retort_validation_setting retort_figures_none(void)
{
    const double none = (double)NAN;
    const retort_figure nothing = {none, none, none};

    return (retort_validation_setting){
        .cllr = nothing,
        .cllr_clamped = none,
        .cllr_min = none,
        .cllr_cal = none,
        .cllr_cal_expected = none,
        .devpav = none,
        .devpav_expected = none,
        .auc = none,
        .eer = none,
        .tpr_05 = none,
        .tpr_01 = none,
        .turing = nothing,
        .turing_expected = none,
        .cllr_shuffled = none,
        .cllr_hub = none,
        .cllr_length = none,
        .cllr_kde = none,
        .length_correlation = none,
        .length_ratio_correlation = none,
        .lower = none,
        .upper = none,
    };
}

double retort_figures_cllr(const retort_validation_pairs *p,
                           const uint8_t *keep, double *room)
{
    retort_classes llr =
        retort_cells_classes(&p->cells, p->value, keep ? keep : p->keep, room);

    return retort_cllr(&llr);
}

/* Figures that do not care for the scale of the scores. */
static retort_status discriminate(const retort_validation_pairs *p,
                                  double *room, retort_validation_setting *out,
                                  retort_err *err)
{
    retort_classes c = retort_cells_classes(&p->cells, p->score, p->keep, room);
    double threshold;
    retort_status st = retort_auc(&c, &out->auc, err);

    if (st == RETORT_OK)
        st = retort_eer(&c, &out->eer, err);
    if (st == RETORT_OK)
        st = retort_tpr_at(&c, 0.05, &out->tpr_05, &threshold, err);
    if (st == RETORT_OK)
        st = retort_tpr_at(&c, 0.01, &out->tpr_01, &threshold, err);
    return st;
}

/* Both rates at each level, before the clamp and after it. */
static retort_status mislead(const retort_classes *raw,
                             const retort_classes *clamped, retort_arena *arena,
                             retort_validation_setting *out, retort_err *err)
{
    const retort_classes *of[SETTINGS_OF_RATE] = {raw, clamped};
    retort_misleading *rows = retort_arena_take(
        arena, SETTINGS_OF_RATE * (size_t)LEVELS, sizeof(*rows));
    size_t n = 0;

    if (!rows)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for rates");
    for (int s = 0; s < SETTINGS_OF_RATE; s++)
        for (int i = 0; i < LEVELS; i++) {
            double t = retort_log10(LR_AT[i]);
            retort_rate null = retort_rate_above(&of[s]->null, t);
            retort_rate positive = retort_rate_below(&of[s]->positive, -t);

            rows[n++] = (retort_misleading){
                .lr = LR_AT[i],
                .is_clamped = s == 1,
                .null_share = null.share,
                .null_upper = null.upper,
                .positive_share = positive.share,
                .positive_upper = positive.upper,
            };
        }
    out->misleading = rows;
    out->misleading_count = n;
    return RETORT_OK;
}

/* Figures of the LLRs; @p room is for four numbers an item. */
static retort_status calibrate(const retort_validation_pairs *p, double *room,
                               retort_arena *arena,
                               retort_validation_setting *out, retort_err *err)
{
    retort_classes raw =
        retort_cells_classes(&p->cells, p->value, p->keep, room);
    double *more = room + 2 * p->cells.count;
    retort_classes clamped;
    retort_bounds bounds;
    retort_status st;

    out->cllr.value = retort_cllr(&raw);
    out->turing.value = retort_turing(&raw.null);
    st = retort_cllr_min(&raw, &out->cllr_min, err);
    out->cllr_cal = out->cllr.value - out->cllr_min;
    if (st == RETORT_OK)
        st = retort_devpav(&raw, &out->devpav, err);
    if (st == RETORT_OK)
        st = retort_bounds_of(&raw, raw.null.units, &bounds, err);
    if (st != RETORT_OK)
        return st;
    out->lower = bounds.lower;
    out->upper = bounds.upper;
    clamped = retort_cells_classes(&p->cells, p->llr, p->keep, more);
    for (size_t i = 0; i < p->cells.count; i++) /* no fit: LLR 0 */
        more[i] = isnan(more[i]) ? 0.0 : more[i];
    out->cllr_clamped = retort_cllr(&clamped);
    return mislead(&raw, &clamped, arena, out, err);
}

/* ln of the ratio of median reply lengths, S over R; NaN if not known. */
static double length_ratio(const retort_validation_pairs *p, size_t i)
{
    const retort_population_model *models = p->how.models;
    const retort_comparison *c = p->cells.item[i];
    double ratio;

    if (!models)
        return (double)NAN;
    ratio = models[c->suspect].median_chars / models[c->reference].median_chars;
    return ratio > 0.0 && isfinite(ratio) ? retort_log(ratio) : (double)NAN;
}

static double length_likeness(const retort_validation_pairs *p, size_t i)
{
    return p->cells.item[i]->length;
}

/* Rank correlation of the scores with a number of each pair. */
static retort_status correlate(const retort_validation_pairs *p,
                               double (*number)(const retort_validation_pairs *,
                                                size_t),
                               uint8_t *keep, double *room, double *out,
                               retort_err *err)
{
    const retort_cells *c = &p->cells;
    double *length = room + 2 * c->count;
    double *lengths = length + c->count;
    retort_classes x;

    for (size_t i = 0; i < c->count; i++) {
        length[i] = number(p, i);
        keep[i] = p->keep[i] && isfinite(length[i]);
    }
    x = retort_cells_classes(c, p->score, keep, room);
    (void)retort_cells_classes(c, length, keep, lengths);
    return retort_spearman(room, lengths, room + c->count,
                           x.positive.count + x.null.count, out, err);
}

/* What a cell adds to a replicate. */
struct cell_mean {
    uint32_t suspect_lineage;
    uint32_t reference_lineage;
    bool is_positive;
    double cost; /**< bits */
    double lr;
};

static size_t cell_means(const retort_validation_pairs *p,
                         struct cell_mean *out)
{
    const retort_cells *c = &p->cells;
    size_t n = 0;

    for (size_t k = 0; k < c->cells; k++) {
        const retort_cell *cell = &c->cell[k];
        struct cell_mean m = {.suspect_lineage = c->suspect[cell->suspect],
                              .reference_lineage =
                                  c->reference[cell->reference],
                              .is_positive = cell->is_positive};
        double kept = 0.0;

        for (uint32_t i = cell->first; i < cell->first + cell->count; i++) {
            double ln = p->value[i] * LN10;

            if (!p->keep[i])
                continue;
            kept += 1.0;
            m.cost += retort_log1p_exp(cell->is_positive ? -ln : ln) / LN2;
            m.lr += retort_exp10(p->value[i]);
        }
        if (!cell->is_counted || kept == 0.0)
            continue;
        m.cost /= kept;
        m.lr /= kept;
        out[n++] = m;
    }
    return n;
}

/* Cllr and mean LR of the nulls in one replicate; NaN if a class is empty. */
static void replicate(const struct cell_mean *cell, size_t cells,
                      const uint16_t *suspect, const uint16_t *reference,
                      double *cllr, double *turing)
{
    double weight[2] = {0.0, 0.0};
    double cost[2] = {0.0, 0.0};
    double lr = 0.0;

    for (size_t k = 0; k < cells; k++) {
        double times = (double)suspect[cell[k].suspect_lineage] *
                       (double)reference[cell[k].reference_lineage];
        int class = cell[k].is_positive;

        weight[class] += times;
        cost[class] += times * cell[k].cost;
        if (!cell[k].is_positive)
            lr += times * cell[k].lr;
    }
    *cllr = *turing = (double)NAN;
    if (!(weight[0] > 0.0 && weight[1] > 0.0))
        return;
    *cllr = (cost[0] / weight[0] + cost[1] / weight[1]) / 2.0;
    *turing = lr / weight[0];
}

static void resample_all(const struct cell_mean *cell, size_t cells,
                         const retort_lots *lots, uint32_t draws, uint64_t seed,
                         uint16_t *times, double *value,
                         retort_validation_setting *out)
{
    retort_spread cllr;
    retort_spread turing;

    for (uint32_t j = 0; j < draws; j++) {
        retort_lots_draw(lots, seed, j, times, times + lots->lineages);
        replicate(cell, cells, times, times + lots->lineages, &value[j],
                  &value[draws + j]);
    }
    cllr = retort_spread_of(value, draws);
    turing = retort_spread_of(value + draws, draws);
    out->cllr.low = cllr.low;
    out->cllr.high = cllr.high;
    out->turing.low = turing.low;
    out->turing.high = turing.high;
}

static retort_status resample(const retort_validation_pairs *p, uint32_t draws,
                              uint64_t seed, retort_validation_setting *out,
                              retort_err *err)
{
    struct cell_mean *cell = NULL;
    uint16_t *times = NULL;
    double *value = NULL;
    retort_lots lots = {0};
    retort_status st;

    if (draws == 0)
        return RETORT_OK;
    st = retort_draws_lots(&p->cells, p->how.lineages, NULL, &lots, err);
    if (st != RETORT_OK)
        goto out;
    cell = retort_mem_new(p->cells.cells, sizeof(*cell));
    times = retort_mem_new(lots.lineages, 2 * sizeof(*times));
    value = retort_mem_new(draws, 2 * sizeof(*value));
    if (!cell || !times || !value) {
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %u draws",
                         (unsigned)draws);
        goto out;
    }
    resample_all(cell, cell_means(p, cell), &lots, draws, seed, times, value,
                 out);
out:
    retort_mem_free(cell);
    retort_mem_free(times);
    retort_mem_free(value);
    retort_lots_release(&lots);
    return st;
}

static retort_status fill(const retort_validation_pairs *p, uint32_t draws,
                          uint64_t seed, retort_arena *arena,
                          retort_validation_setting *out, retort_err *err)
{
    double *room = retort_mem_new(p->cells.count, 6 * sizeof(*room));
    uint8_t *keep = retort_mem_new(p->cells.count, 1);
    retort_simulated simulated;
    retort_status st = RETORT_OK;

    if (!room || !keep)
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu pairs",
                         p->cells.count);
    if (st == RETORT_OK)
        st = discriminate(p, room, out, err);
    if (st == RETORT_OK)
        st = calibrate(p, room, arena, out, err);
    if (st == RETORT_OK)
        st = correlate(p, length_likeness, keep, room, &out->length_correlation,
                       err);
    if (st == RETORT_OK)
        st = correlate(p, length_ratio, keep, room,
                       &out->length_ratio_correlation, err);
    if (st == RETORT_OK)
        st = resample(p, draws, seed, out, err);
    if (st == RETORT_OK)
        st = retort_simulate(out->positive_lineages, out->null_lineages,
                             out->cllr.value, seed, &simulated, err);
    if (st == RETORT_OK) {
        out->cllr_cal_expected = simulated.cllr_cal;
        out->devpav_expected = simulated.devpav;
        out->turing_expected = simulated.turing;
    }
    retort_mem_free(room);
    retort_mem_free(keep);
    return st;
}

retort_status retort_figures_of(const retort_validation_pairs *p,
                                uint32_t draws, uint64_t seed,
                                retort_arena *arena,
                                retort_validation_setting *out, retort_err *err)
{
    retort_cells_counts n = {0};

    *out = retort_figures_none();
    if (p->cells.count == 0)
        return RETORT_OK;
    n = retort_cells_count(&p->cells, p->keep);
    out->positives = n.positives;
    out->nulls = n.nulls;
    out->positive_lineages = n.positive_lineages;
    out->null_lineages = n.null_lineages;
    for (size_t i = 0; i < p->cells.count; i++)
        out->no_fit += p->keep[i] && isnan(p->raw[i]) &&
                       p->cells.cell[p->cells.cell_of[i]].is_counted;
    if (n.positives == 0 || n.nulls == 0)
        return RETORT_OK;
    return fill(p, draws, seed, arena, out, err);
}
