#include "infer/case.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "infer/answers.h"
#include "infer/case_facts.h"
#include "infer/case_result.h"
#include "infer/case_side.h"
#include "infer/rivals.h"
#include "infer/wording.h"

/* One case at work. */
struct trial {
    const retort_comparisons *population;
    const retort_case *c;
    const retort_case_options *options;
    retort_proposition proposition;
    retort_comparison_set own; /* null pairs of R */
    uint32_t reference;        /* R's number there */
    uint32_t leave[2];
    retort_case_side side[RETORT_SETTINGS];
};

static retort_status check_options(const retort_case_options *o,
                                   retort_err *err)
{
    if (o->draws > RETORT_CASE_DRAWS_MAX)
        return RETORT_FAIL(err, RETORT_ERR_ARG, "%lu draws are more than %d",
                           (unsigned long)o->draws, RETORT_CASE_DRAWS_MAX);
    if (!(o->prior > 0 && o->prior < 1))
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "prior %g is not between 0 and 1", o->prior);
    if (!(o->ridge >= 0 && isfinite(o->ridge)))
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "ridge %g is not a number from 0 up", o->ridge);
    return RETORT_OK;
}

/* Nine things decide an LR without a case; a struct would only rename them. */
/* NOLINTNEXTLINE(readability-function-size) */
retort_status retort_case_at(const retort_comparisons *population,
                             retort_proposition proposition, retort_open open,
                             bool is_common_source, const uint32_t leave[2],
                             uint32_t reference, double score,
                             const retort_case_options *options,
                             retort_case_point *out, retort_err *err)
{
    retort_case_side s = {.how = retort_case_selecting(population, proposition,
                                                       open, is_common_source,
                                                       leave)};
    retort_status st = check_options(options, err);

    *out = (retort_case_point){(double)NAN, (double)NAN, (double)NAN,
                               (double)NAN, 0,           0};
    s.scale = s.how;
    if (st == RETORT_OK)
        st = retort_case_side_make(&s, reference, score, options, err);
    if (st == RETORT_OK) {
        out->positive_lineages = s.sample.positive_lineages;
        out->null_lineages = s.sample.null_lineages;
    }
    if (st == RETORT_OK && s.has_fit) {
        out->raw = retort_weighing_raw(&s.weighing, s.score);
        out->llr = retort_weighing_llr(&s.weighing, s.score, NULL);
        out->lower = s.weighing.bounds.lower;
        out->upper = s.weighing.bounds.upper;
    }
    retort_case_side_release(&s);
    return st;
}

static uint32_t model_named(const retort_comparisons *population,
                            const char *name)
{
    for (size_t i = 0; i < population->model_count; i++) {
        if (strcmp(population->models[i].name, name) == 0)
            return (uint32_t)i;
    }
    return UINT32_MAX;
}

static uint32_t lineage_named(const retort_comparisons *population,
                              const char *name)
{
    return name[0] ? retort_comparisons_lineage(population, name)
                   : RETORT_LINEAGE_NONE;
}

/* Where the null pairs of R stand: in the case, or in the population. */
static void find_own(struct trial *t)
{
    const retort_comparison_set *set =
        retort_comparisons_of(t->population, t->proposition);

    if (t->c->own_count) {
        t->own = (retort_comparison_set){"", t->c->own, t->c->own_count};
        t->reference = t->c->own[0].reference;
    } else {
        if (set)
            t->own = *set;
        t->reference = model_named(t->population, t->c->reference);
    }
}

static retort_status open_sides(struct trial *t, retort_err *err)
{
    const bool is_common_source =
        t->proposition == RETORT_PROPOSITION_DISTILLED && !t->c->has_students;
    retort_status st = RETORT_OK;

    for (int o = 0; st == RETORT_OK && o < RETORT_SETTINGS; o++) {
        retort_case_side *s = &t->side[o];

        s->how =
            retort_case_selecting(t->population, t->proposition, (retort_open)o,
                                  is_common_source, t->leave);
        s->scale = s->how;
        s->scale.set = &t->own;
        st = retort_case_side_make(s, t->reference, t->c->at[o].score,
                                   t->options, err);
        if (st == RETORT_OK)
            st = retort_case_side_try_ridges(s, t->options, err);
    }
    return st;
}

/* The smaller, or the larger, of two numbers; NaN if one is. */
static double either(double a, double b, bool larger)
{
    if (isnan(a) || isnan(b))
        return (double)NAN;
    return larger ? fmax(a, b) : fmin(a, b);
}

static retort_case_facts find_facts(const struct trial *t, bool has_draws)
{
    const retort_case_side *a = &t->side[RETORT_CLOSED];
    const retort_case_side *b = &t->side[RETORT_OPEN];
    retort_case_facts f = retort_case_facts_of(t->population, t->c, t->leave);

    f.null_lineages = fmin(a->sample.null_lineages, b->sample.null_lineages);
    f.null_lineages_of_r =
        fmin((double)a->scaling.groups, (double)b->scaling.groups);
    f.positive_lineages =
        fmin(a->sample.positive_lineages, b->sample.positive_lineages);
    if (a->how.is_common_source)
        f.reference_lineages =
            fmin(a->sample.reference_lineages, b->sample.reference_lineages);
    f.slope =
        either(retort_case_side_slope(a), retort_case_side_slope(b), false);
    f.beyond_range =
        either(retort_case_side_beyond(a), retort_case_side_beyond(b), true);
    if (has_draws)
        f.skipped_draws =
            fmax(a->spread.skipped, b->spread.skipped) / t->options->draws;
    return f;
}

static retort_status hold_rules(const struct trial *t, bool has_draws,
                                retort_arena *arena, retort_evidence *out,
                                retort_err *err)
{
    retort_case_facts f = find_facts(t, has_draws);

    return retort_refusals_hold(t->proposition, &f, t->c->acceptance,
                                t->c->acceptance_count, arena, &out->rules,
                                &out->rule_count, err);
}

static retort_status make_lots(struct trial *t, retort_lots *lots,
                               retort_err *err)
{
    retort_status st =
        retort_lots_init(lots, t->population->lineage_count, err);

    if (st != RETORT_OK)
        return st;
    for (int o = 0; o < RETORT_SETTINGS; o++) {
        const retort_case_side *s = &t->side[o];

        retort_lots_add(lots, &s->sample);
        for (size_t g = 0; s->how.is_common_source && g < s->scaling.groups;
             g++)
            retort_lots_add_null(lots, s->scaling.group[g].lineage);
    }
    retort_lots_seal(lots);
    return RETORT_OK;
}

static retort_status draw(struct trial *t, retort_err *err)
{
    const retort_case_options *o = t->options;
    retort_lots lots = {0};
    retort_bootstrap how = {
        .reference = t->reference,
        .lots = &lots,
        .draws = o->draws,
        .seed = o->seed,
        .prior = o->prior,
        .ridge = o->ridge,
        .pool = o->pool,
    };
    double *llr[RETORT_SETTINGS];
    retort_status st = make_lots(t, &lots, err);

    for (int i = 0; st == RETORT_OK && i < RETORT_SETTINGS; i++) {
        how.how[i] = t->side[i].how;
        how.scale[i] = t->side[i].scale;
        how.at[i] = &t->c->at[i];
        llr[i] = t->side[i].draw = retort_mem_new(o->draws, sizeof(**llr));
        if (!llr[i])
            st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %lu draws",
                             (unsigned long)o->draws);
    }
    if (st == RETORT_OK)
        st = retort_bootstrap_run(&how, llr, err);
    for (int i = 0; st == RETORT_OK && i < RETORT_SETTINGS; i++)
        t->side[i].spread = retort_spread_of(llr[i], o->draws);
    retort_lots_release(&lots);
    return st;
}

static retort_status conclude(const struct trial *t, bool has_draws,
                              retort_evidence *out, retort_err *err)
{
    retort_open headline = RETORT_CLOSED;
    const retort_setting *s;
    retort_status st = RETORT_OK;

    out->verdict = "refused";
    if (!retort_rules_refuse(out->rules, out->rule_count)) {
        st = retort_case_fill_ratio(&t->side[RETORT_CLOSED], has_draws,
                                    &out->closed, err);
        if (st == RETORT_OK)
            st = retort_case_fill_ratio(&t->side[RETORT_OPEN], has_draws,
                                        &out->open, err);
        if (st != RETORT_OK)
            return st;
        headline = retort_case_headline(out);
        s = headline == RETORT_CLOSED ? &out->closed : &out->open;
        out->headline = headline == RETORT_CLOSED ? "closed" : "open";
        out->llr = s->llr;
        out->low = s->low;
        out->high = s->high;
        out->verdict = retort_case_verdict(out);
    }
    retort_case_fill_power(&t->side[headline], out);
    return st;
}

/* All that stands whether a ratio is given or not. */
static retort_status describe(const struct trial *t, retort_arena *arena,
                              retort_evidence *out, retort_err *err)
{
    const retort_case_side *closed = &t->side[RETORT_CLOSED];
    const bool is_common_source = closed->how.is_common_source;
    const double score = t->c->at[RETORT_CLOSED].score;
    retort_status st = RETORT_OK;

    retort_case_fill_rank(closed, score, out);
    retort_case_fill_counts(closed, score, &out->closed);
    retort_case_fill_counts(&t->side[RETORT_OPEN], t->c->at[RETORT_OPEN].score,
                            &out->open);
    out->calibration = is_common_source ? "common source"
                       : t->proposition == RETORT_PROPOSITION_DISTILLED
                           ? "other teachers"
                           : "other references";
    if (is_common_source)
        st = retort_case_name_scale(closed, t->population, arena, out, err);
    if (st == RETORT_OK)
        st = retort_rivals_find(t->c, t->options->draws, t->options->seed,
                                arena, &out->rivals, &out->rival_count, err);
    return st;
}

/* Rules first: a case that is refused anyhow needs no bootstrap. */
static retort_status weigh(struct trial *t, retort_arena *arena,
                           retort_evidence *out, retort_err *err)
{
    bool has_draws = false;
    retort_status st = open_sides(t, err);

    if (st == RETORT_OK)
        st = hold_rules(t, false, arena, out, err);
    if (st == RETORT_OK && t->options->draws &&
        !retort_rules_refuse(out->rules, out->rule_count)) {
        has_draws = true;
        st = draw(t, err);
        if (st == RETORT_OK)
            st = hold_rules(t, true, arena, out, err);
    }
    if (st == RETORT_OK)
        st = describe(t, arena, out, err);
    if (st == RETORT_OK)
        st = conclude(t, has_draws, out, err);
    if (st == RETORT_OK)
        st = retort_wording_write(out, arena, err);
    return st;
}

retort_status retort_case_weigh(const retort_comparisons *population,
                                retort_proposition proposition,
                                const retort_case *c,
                                const retort_case_options *options,
                                retort_arena *arena, retort_evidence *out,
                                retort_err *err)
{
    struct trial t = {
        .population = population,
        .c = c,
        .options = options,
        .proposition = proposition,
        .leave = {lineage_named(population, c->suspect_lineage),
                  lineage_named(population, c->reference_lineage)},
    };
    retort_status st = check_options(options, err);

    retort_evidence_blank(proposition, out);
    if (st != RETORT_OK)
        return st;
    find_own(&t);
    st = weigh(&t, arena, out, err);
    for (int o = 0; o < RETORT_SETTINGS; o++)
        retort_case_side_release(&t.side[o]);
    return st;
}
