#include "infer/validation_verdicts.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "infer/case_facts.h"
#include "infer/case_result.h"
#include "infer/refusals.h"

static const char *const USE[RETORT_USE_COUNT] = {
    [RETORT_USE_POSITIVE] = "positive",
    [RETORT_USE_NULL] = "null",
    [RETORT_USE_DOUBTFUL_POSITIVE] = "doubtful positive",
    [RETORT_USE_DOUBTFUL_NULL] = "doubtful null",
};

/* Room to count what serves as control, and one pair's place in both. */
struct bench {
    const retort_verdicts_how *how;
    uint32_t *vendor;  /* of each model; a lineage without one has its own */
    uint32_t *stamp;   /* by lineage, then by vendor: pair last seen in */
    uint32_t *open_at; /* item of open for each item of closed */
    uint32_t now;
    retort_arena rules;
};

/* Does x come before y in a table of cells? As the cells are sorted. */
static bool is_before(const retort_cells *a, uint32_t i, const retort_cells *b,
                      uint32_t j)
{
    const retort_comparison *x = a->item[i];
    const retort_comparison *y = b->item[j];
    bool px = a->cell[a->cell_of[i]].is_positive;
    bool py = b->cell[b->cell_of[j]].is_positive;

    if (x->suspect_lineage != y->suspect_lineage)
        return x->suspect_lineage < y->suspect_lineage;
    if (x->reference_lineage != y->reference_lineage)
        return x->reference_lineage < y->reference_lineage;
    return px != py ? px : x < y;
}

void retort_verdicts_match(const retort_cells *c, const retort_cells *other,
                           uint32_t *out)
{
    uint32_t j = 0;

    for (uint32_t i = 0; i < c->count; i++) {
        while (j < other->count && is_before(other, j, c, i))
            j++;
        out[i] = j < other->count && other->item[j] == c->item[i]
                     ? j
                     : RETORT_CELLS_NONE;
    }
}

retort_headline retort_headline_of(const retort_drawn *closed,
                                   const retort_drawn *open)
{
    retort_evidence e = {.closed = {.llr = closed->llr,
                                    .low = closed->low,
                                    .high = closed->high}};
    retort_headline h = {.is_answer =
                             open && !isnan(closed->llr) && !isnan(open->llr)};
    const retort_drawn *d = closed;

    if (open) {
        e.open.llr = open->llr;
        e.open.low = open->low;
        e.open.high = open->high;
    }
    if (h.is_answer && retort_case_headline(&e) == RETORT_OPEN)
        d = open;
    h.setting = d == closed ? RETORT_CLOSED : RETORT_OPEN;
    e.llr = h.llr = d->llr;
    e.low = h.low = d->low;
    e.high = h.high = d->high;
    h.verdict = retort_case_verdict(&e);
    return h;
}

/* Number vendors; a lineage without one counts as a vendor of its own. */
static void number_vendors(const retort_comparisons *p, uint32_t *vendor)
{
    for (size_t i = 0; i < p->model_count; i++) {
        const retort_population_model *m = &p->models[i];
        size_t j = 0;

        while (j < i &&
               (m->vendor[0] ? strcmp(p->models[j].vendor, m->vendor) != 0
                             : p->models[j].vendor[0] != '\0' ||
                                   p->models[j].lineage != m->lineage))
            j++;
        vendor[i] = (uint32_t)j; /* the first model that has it */
    }
}

/* Lineages and vendors of the models tied to neither S nor R. */
static void count_controls(struct bench *b, const retort_comparison *pair,
                           retort_case *c)
{
    const retort_comparisons *p = b->how->population;
    uint32_t *vendor_stamp = b->stamp + p->lineage_count;

    b->now++;
    for (size_t i = 0; i < p->model_count; i++) {
        const retort_population_model *m = &p->models[i];
        uint32_t v = b->vendor[i];

        if (!m->is_control || m->lineage == pair->suspect_lineage ||
            m->lineage == pair->reference_lineage ||
            v == b->vendor[pair->suspect] || v == b->vendor[pair->reference])
            continue;
        c->control_lineages += b->stamp[m->lineage] != b->now;
        b->stamp[m->lineage] = b->now;
        c->control_vendors += vendor_stamp[v] != b->now;
        vendor_stamp[v] = b->now;
    }
}

static retort_case case_of(struct bench *b, const retort_comparison *pair)
{
    const retort_comparisons *p = b->how->population;
    const retort_population_model *s = &p->models[pair->suspect];
    retort_case c = {
        .suspect = s->name,
        .reference = p->models[pair->reference].name,
        .suspect_lineage = p->lineages[pair->suspect_lineage],
        .reference_lineage = p->lineages[pair->reference_lineage],
        .shared_prompts = pair->shared_prompts,
        .suspect_prompts = s->prompts,
        .median_chars = s->median_chars,
        .closed_class_share = s->closed_class_share,
        .split_half = 1.0,
        .released = "",
        .reference_released = "",
    };

    count_controls(b, pair, &c);
    return c;
}

/* Other lineages that are null suspects of the pair's reference. */
static uint32_t nulls_of_reference(struct bench *b,
                                   const retort_comparison *pair)
{
    const retort_cells *c = &b->how->closed->cells;
    uint32_t at = retort_cells_reference(c, pair->reference_lineage);
    uint32_t n = 0;

    for (uint32_t s = 0; s < c->suspects; s++) {
        size_t place = (size_t)s * c->references + at;
        bool has = false;

        if (c->suspect[s] == pair->suspect_lineage ||
            c->suspect[s] == pair->reference_lineage)
            continue;
        for (uint32_t k = c->first_at[place]; k < c->first_at[place + 1]; k++)
            for (uint32_t i = 0; i < c->cell[k].count && !has; i++)
                has =
                    !c->cell[k].is_positive &&
                    c->item[c->cell[k].first + i]->reference == pair->reference;
        n += has;
    }
    return n;
}

/* Standard deviations that a score lies outside those calibrated on. */
static double beyond(const retort_left_out *left, double score)
{
    double out = fmax(left->least - score, score - left->most);

    if (!(out > 0.0))
        return 0.0;
    return left->sd > 0.0 ? out / left->sd : (double)NAN;
}

static double slope_of(const retort_line *line)
{
    return line->is_fit ? line->slope : (double)NAN;
}

/* NaN if one of the two is. */
static double lesser(double a, double b)
{
    return isnan(a) || isnan(b) ? (double)NAN : fmin(a, b);
}

/* Facts of the calibrations that weighed item i. */
static void add_calibrations(const struct bench *b, uint32_t i,
                             retort_case_facts *f)
{
    const retort_verdicts_how *how = b->how;
    const retort_left_out *left =
        &how->closed->left[how->closed->cells.cell_of[i]];
    uint32_t j = b->open_at[i];

    f->null_lineages = left->null_lineages;
    f->positive_lineages = left->positive_lineages;
    f->slope = slope_of(&left->line);
    f->skipped_draws = how->closed_drawn[i].skipped;
    f->beyond_range = beyond(left, how->closed->score[i]);
    if (j == RETORT_CELLS_NONE) {
        f->slope = (double)NAN;
        return;
    }
    left = &how->open->left[how->open->cells.cell_of[j]];
    f->null_lineages = lesser(f->null_lineages, left->null_lineages);
    f->positive_lineages =
        lesser(f->positive_lineages, left->positive_lineages);
    f->slope = lesser(f->slope, slope_of(&left->line));
    f->skipped_draws = fmax(f->skipped_draws, how->open_drawn[j].skipped);
    f->beyond_range = fmax(f->beyond_range, beyond(left, how->open->score[j]));
}

static retort_status is_refused(struct bench *b, uint32_t i, bool *out,
                                retort_err *err)
{
    const retort_comparison *pair = b->how->closed->cells.item[i];
    const uint32_t leave[2] = {pair->suspect_lineage, pair->reference_lineage};
    const retort_case c = case_of(b, pair);
    retort_case_facts facts =
        retort_case_facts_of(b->how->population, &c, leave);
    const retort_rule *rules;
    size_t count;
    retort_status st;

    add_calibrations(b, i, &facts);
    facts.null_lineages_of_r = nulls_of_reference(b, pair);
    if (pair->is_time_impossible)
        facts.months_after = -1.0;
    retort_arena_reset(&b->rules);
    st = retort_refusals_hold(b->how->proposition, &facts, NULL, 0, &b->rules,
                              &rules, &count, err);
    *out = st == RETORT_OK && retort_rules_refuse(rules, count);
    return st;
}

static retort_status weigh(struct bench *b, uint32_t i, retort_weighed *out,
                           retort_err *err)
{
    const retort_verdicts_how *how = b->how;
    const retort_comparisons *p = how->population;
    const retort_comparison *pair = how->closed->cells.item[i];
    const uint32_t j = b->open_at[i];
    const retort_drawn *open =
        j == RETORT_CELLS_NONE ? NULL : &how->open_drawn[j];
    const retort_headline h = retort_headline_of(&how->closed_drawn[i], open);
    bool refused;
    retort_status st = is_refused(b, i, &refused, err);

    *out = (retort_weighed){
        .suspect = p->models[pair->suspect].name,
        .reference = p->models[pair->reference].name,
        .suspect_lineage = p->lineages[pair->suspect_lineage],
        .reference_lineage = p->lineages[pair->reference_lineage],
        .use = USE[pair->use],
        .stratum = pair->stratum,
        .is_time_impossible = pair->is_time_impossible,
        .shares_base = pair->shares_base,
        .weight = how->closed->cells.weight[i],
        .score = how->closed->score[i],
        .score_open = open ? how->open->score[j] : (double)NAN,
        .raw = how->closed_drawn[i].raw,
        .llr = how->closed_drawn[i].llr,
        .raw_open = open ? open->raw : (double)NAN,
        .llr_open = open ? open->llr : (double)NAN,
        .low = h.low,
        .high = h.high,
        .verdict = refused || !h.is_answer ? "refused" : h.verdict,
    };
    return st;
}

static retort_status bench_init(struct bench *b, const retort_verdicts_how *how,
                                retort_err *err)
{
    const retort_comparisons *p = how->population;

    b->how = how;
    b->vendor = retort_mem_new(p->model_count, sizeof(*b->vendor));
    b->stamp =
        retort_mem_new(p->lineage_count + p->model_count, sizeof(*b->stamp));
    b->open_at = retort_mem_new(how->closed->cells.count, sizeof(*b->open_at));
    retort_arena_init(&b->rules, 0);
    if (!b->vendor || !b->stamp || !b->open_at)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory for the verdicts of %zu pairs",
                           how->closed->cells.count);
    number_vendors(p, b->vendor);
    retort_verdicts_match(&how->closed->cells, &how->open->cells, b->open_at);
    return RETORT_OK;
}

/* Row of each item, so that rows stand as the pairs do in the set. */
static void order_rows(const retort_cells *c, uint32_t *room, uint32_t *row)
{
    const retort_comparison *base = c->how.set->items;
    uint32_t n = 0;

    for (size_t i = 0; i < c->count; i++)
        room[c->item[i] - base] = (uint32_t)i + 1;
    for (size_t at = 0; at < c->how.set->count; at++)
        if (room[at] > 0)
            row[room[at] - 1] = n++;
}

retort_status retort_verdicts_of(const retort_verdicts_how *how,
                                 retort_arena *arena,
                                 const retort_weighed **out, retort_err *err)
{
    const retort_cells *c = &how->closed->cells;
    struct bench b = {0};
    retort_weighed *rows = NULL;
    uint32_t *row = NULL;
    retort_status st;

    *out = NULL;
    if (c->count == 0)
        return RETORT_OK;
    st = bench_init(&b, how, err);
    rows = retort_arena_take(arena, c->count, sizeof(*rows));
    row = retort_mem_new(c->count + c->how.set->count, sizeof(*row));
    if (st == RETORT_OK && (!rows || !row))
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM,
                         "no memory for the verdicts of %zu pairs", c->count);
    if (st == RETORT_OK)
        order_rows(c, row + c->count, row);
    for (uint32_t i = 0; st == RETORT_OK && i < c->count; i++)
        st = weigh(&b, i, &rows[row[i]], err);
    if (st == RETORT_OK)
        *out = rows;
    retort_mem_free(b.vendor);
    retort_mem_free(b.stamp);
    retort_mem_free(b.open_at);
    retort_mem_free(row);
    retort_arena_release(&b.rules);
    return st;
}

retort_usefulness retort_usefulness_of(const retort_weighed *pairs,
                                       size_t count, const char *use)
{
    static const char *const VERDICT[] = {"supported", "inconclusive",
                                          "against", "refused"};
    double share[4] = {0.0, 0.0, 0.0, 0.0};
    double total = 0.0;

    for (size_t i = 0; i < count; i++) {
        if (strcmp(pairs[i].use, use) != 0)
            continue;
        total += pairs[i].weight;
        for (int v = 0; v < 4; v++)
            if (strcmp(pairs[i].verdict, VERDICT[v]) == 0)
                share[v] += pairs[i].weight;
    }
    for (int v = 0; v < 4; v++)
        share[v] = total > 0.0 ? share[v] / total : (double)NAN;
    return (retort_usefulness){share[0], share[1], share[2], share[3]};
}
