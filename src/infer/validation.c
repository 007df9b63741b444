#include "infer/validation.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "infer/discrimination.h"
#include "infer/validation_acceptance.h"
#include "infer/validation_curves.h"
#include "infer/validation_draws.h"
#include "infer/validation_figures.h"
#include "infer/validation_pairs.h"
#include "infer/validation_power.h"
#include "infer/validation_shuffle.h"
#include "infer/validation_strata.h"
#include "infer/validation_verdicts.h"

static const double MISSED_FPR = 0.01;

/* One validation under way. */
struct run {
    const retort_comparisons *population;
    const retort_comparison_set *set;
    retort_proposition proposition;
    const retort_case_options *options;
    retort_arena *arena;
    retort_validation_pairs closed;
    retort_validation_pairs open;
    retort_drawn *drawn[RETORT_SETTINGS]; /* by item of the setting */
    retort_validation *out;
};

static retort_validation_pairs_how how_of(const struct run *r,
                                          retort_cells_score score)
{
    return (retort_validation_pairs_how){
        .cells = {.set = r->set,
                  .score = score,
                  .has_ceiling = r->out->has_ceiling},
        .lineages = r->population->lineage_count,
        .models = r->population->models,
        .prior = r->options->prior,
        .ridge = r->options->ridge,
        .pool = r->options->pool};
}

static retort_status figures(const struct run *r,
                             const retort_validation_pairs *p,
                             retort_validation_setting *out, retort_err *err)
{
    retort_status st = retort_figures_of(p, r->options->draws, r->options->seed,
                                         r->arena, out, err);

    return st;
}

/* Shuffled labels and baselines beside the figures of a setting. */
static retort_status controls(const struct run *r, retort_cells_score score,
                              retort_validation_setting *out, retort_err *err)
{
    const retort_validation_pairs_how how = how_of(r, score);
    retort_control_how control = {.cells = how.cells,
                                  .prior = how.prior,
                                  .ridge = how.ridge,
                                  .seed = r->options->seed,
                                  .pool = how.pool};
    retort_status st = retort_shuffled_cllr(&control, &out->cllr_shuffled, err);

    control.cells.score = RETORT_CELLS_HUB;
    if (st == RETORT_OK)
        st = retort_baseline_cllr(&control, &out->cllr_hub, err);
    control.cells.score = RETORT_CELLS_LENGTH;
    if (st == RETORT_OK)
        st = retort_baseline_cllr(&control, &out->cllr_length, err);
    return st;
}

static retort_status main_setting(struct run *r, retort_cells_score score,
                                  retort_validation_pairs *pairs,
                                  retort_validation_setting *out,
                                  retort_err *err)
{
    const retort_validation_pairs_how how = how_of(r, score);
    retort_status st = retort_validation_pairs_make(pairs, &how, err);

    if (st == RETORT_OK)
        st = figures(r, pairs, out, err);
    if (st == RETORT_OK && !isnan(out->cllr.value))
        st = controls(r, score, out, err);
    return st;
}

/* A closed setting of other pairs or other scores, for its figures alone. */
static retort_status side_setting(const struct run *r, bool is_common_source,
                                  bool with_doubtful,
                                  retort_validation_setting *out,
                                  retort_err *err)
{
    retort_validation_pairs_how how = how_of(r, RETORT_CELLS_CLOSED);
    retort_validation_pairs pairs = {0};
    retort_status st;

    how.is_common_source = is_common_source;
    how.cells.with_doubtful = with_doubtful;
    st = retort_validation_pairs_make(&pairs, &how, err);
    if (st == RETORT_OK)
        st = figures(r, &pairs, out, err);
    retort_validation_pairs_release(&pairs);
    return st;
}

static retort_status settings(struct run *r, retort_err *err)
{
    retort_validation *v = r->out;
    retort_status st =
        main_setting(r, RETORT_CELLS_CLOSED, &r->closed, &v->closed, err);

    if (st == RETORT_OK)
        st = main_setting(r, RETORT_CELLS_OPEN, &r->open, &v->open, err);
    v->common_source = retort_figures_none();
    if (st == RETORT_OK && r->proposition == RETORT_PROPOSITION_DISTILLED)
        st = side_setting(r, true, false, &v->common_source, err);
    if (st == RETORT_OK)
        st = side_setting(r, false, true, &v->doubtful, err);
    return st;
}

static void count(struct run *r)
{
    retort_validation *v = r->out;
    retort_cells_counts n = {0};

    if (r->closed.cells.count > 0)
        n = retort_cells_count(&r->closed.cells, NULL);
    v->positive_pairs = n.positives;
    v->positive_lineages = n.positive_lineages;
    v->null_pairs = n.nulls;
    v->null_lineages = n.null_lineages;
    v->reference_lineages = n.reference_lineages;
    v->draws = r->options->draws;
    v->verdict_draws = r->options->draws < RETORT_VALIDATION_VERDICT_DRAWS
                           ? r->options->draws
                           : RETORT_VALIDATION_VERDICT_DRAWS;
    v->shuffles = RETORT_SHUFFLES;
}

static retort_status draw(struct run *r, int setting,
                          const retort_validation_pairs *pairs, retort_err *err)
{
    const retort_draws_how how = {
        .cells = &pairs->cells,
        .lineages = r->population->lineage_count,
        .blocks = RETORT_COMPARISON_BLOCKS,
        .left = pairs->left,
        .draws = r->out->verdict_draws,
        .seed = r->options->seed,
        .prior = r->options->prior,
        .ridge = r->options->ridge,
        .pool = r->options->pool,
    };

    if (pairs->cells.count == 0)
        return RETORT_OK;
    r->drawn[setting] =
        retort_mem_new(pairs->cells.count, sizeof(*r->drawn[setting]));
    if (!r->drawn[setting])
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory for the intervals of %zu pairs",
                           pairs->cells.count);
    return retort_draws_run(&how, r->drawn[setting], err);
}

static retort_status verdicts(struct run *r, retort_err *err)
{
    retort_validation *v = r->out;
    retort_verdicts_how how = {.population = r->population,
                               .proposition = r->proposition,
                               .closed = &r->closed,
                               .open = &r->open};
    retort_status st = draw(r, RETORT_CLOSED, &r->closed, err);

    if (st == RETORT_OK)
        st = draw(r, RETORT_OPEN, &r->open, err);
    how.closed_drawn = r->drawn[RETORT_CLOSED];
    how.open_drawn = r->drawn[RETORT_OPEN];
    if (st == RETORT_OK)
        st = retort_verdicts_of(&how, r->arena, &v->weighed, err);
    if (st == RETORT_OK)
        v->weighed_count = r->closed.cells.count;
    v->positives =
        retort_usefulness_of(v->weighed, v->weighed_count, "positive");
    v->nulls = retort_usefulness_of(v->weighed, v->weighed_count, "null");
    return st;
}

/* "S and R" of a pair, in the arena. */
static const char *name_pair(retort_arena *arena, const retort_weighed *w)
{
    static const char AND[] = " and ";
    size_t s = strlen(w->suspect);
    size_t r = strlen(w->reference);
    char *text = retort_arena_take(arena, s + r + sizeof(AND), 1);

    if (text) {
        memcpy(text, w->suspect, s);
        memcpy(text + s, AND, sizeof(AND) - 1);
        memcpy(text + s + sizeof(AND) - 1, w->reference, r + 1);
    }
    return text;
}

static bool is_missed(const retort_validation *v, const retort_weighed *w)
{
    return strcmp(w->use, "positive") == 0 && w->weight > 0.0 &&
           w->score < v->missed_threshold;
}

/* The score that passes 1 % of the nulls. */
static retort_status find_threshold(const struct run *r, double *out,
                                    retort_err *err)
{
    const retort_validation_pairs *p = &r->closed;
    double *room = retort_mem_new(p->cells.count, 2 * sizeof(*room));
    retort_classes c;
    double tpr;
    retort_status st;

    if (!room)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu scores",
                           p->cells.count);
    c = retort_cells_classes(&p->cells, p->score, NULL, room);
    st = retort_tpr_at(&c, MISSED_FPR, &tpr, out, err);
    retort_mem_free(room);
    return st;
}

static retort_status list_missed(const struct run *r, retort_err *err)
{
    retort_validation *v = r->out;
    const char **names;
    size_t n = 0;
    retort_status st;

    if (r->proposition == RETORT_PROPOSITION_DISTILLED ||
        isnan(v->closed.cllr.value))
        return RETORT_OK;
    st = find_threshold(r, &v->missed_threshold, err);
    if (st != RETORT_OK)
        return st;
    for (size_t i = 0; i < v->weighed_count; i++)
        n += is_missed(v, &v->weighed[i]);
    if (n == 0)
        return RETORT_OK;
    names = retort_arena_take(r->arena, n, sizeof(*names));
    for (size_t i = 0; names && i < v->weighed_count; i++) {
        if (!is_missed(v, &v->weighed[i]))
            continue;
        names[v->missed_count] = name_pair(r->arena, &v->weighed[i]);
        if (!names[v->missed_count++])
            names = NULL;
    }
    if (!names)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu names", n);
    v->missed = names;
    return RETORT_OK;
}

static retort_status curves(const struct run *r, retort_err *err)
{
    retort_validation *v = r->out;
    retort_status st =
        retort_ece_rows(&r->closed, &r->open, r->arena, &v->ece, err);

    if (st == RETORT_OK) {
        v->ece_count = RETORT_ECE_ROWS;
        st = retort_tippett_rows(&r->closed, &r->open, r->arena, &v->tippett,
                                 err);
    }
    if (st == RETORT_OK) {
        v->tippett_count = RETORT_TIPPETT_ROWS;
        st = retort_kde_cllr(&r->closed, &v->closed.cllr_kde, err);
    }
    return st;
}

static retort_status power(const struct run *r, retort_err *err)
{
    const retort_power_how how = {.closed = &r->closed,
                                  .open = &r->open,
                                  .lineages = r->population->lineage_count,
                                  .options = r->options};

    return retort_power_of(&how, r->arena, &r->out->power, &r->out->power_count,
                           err);
}

static retort_status validate(struct run *r, retort_err *err)
{
    retort_validation *v = r->out;
    retort_status st = settings(r, err);

    if (st != RETORT_OK)
        return st;
    count(r);
    st = curves(r, err);
    if (st == RETORT_OK)
        st = verdicts(r, err);
    if (st == RETORT_OK)
        st = list_missed(r, err);
    if (st == RETORT_OK)
        st = retort_strata_of(r->population, &r->closed, &r->open, r->arena,
                              &v->strata, &v->stratum_count, err);
    if (st == RETORT_OK)
        st = retort_acceptance_of(v, r->arena, &v->acceptance,
                                  &v->acceptance_count, err);
    return st == RETORT_OK ? power(r, err) : st;
}

retort_status retort_validate(const retort_comparisons *population,
                              retort_proposition proposition,
                              const retort_case_options *options,
                              retort_arena *arena, retort_validation *out,
                              retort_err *err)
{
    const retort_proposition_info *about =
        retort_proposition_about(proposition);
    struct run r = {.population = population,
                    .proposition = proposition,
                    .options = options,
                    .arena = arena,
                    .out = out};
    retort_status st;

    *out = (retort_validation){0};
    if (about->answer != RETORT_ANSWER_RATIO)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "\"%s\" is not answered by a likelihood ratio",
                           about->id);
    r.set = retort_comparisons_of(population, proposition);
    if (!r.set)
        return RETORT_FAIL(err, RETORT_ERR_NOT_FOUND,
                           "the population has no comparisons for \"%s\"",
                           about->id);
    out->proposition = about->id;
    out->ridge = options->ridge;
    out->has_ceiling = about->has_ceiling;
    out->missed_threshold = (double)NAN;
    st = validate(&r, err);
    if (st != RETORT_OK)
        *out = (retort_validation){0};
    retort_validation_pairs_release(&r.closed);
    retort_validation_pairs_release(&r.open);
    retort_mem_free(r.drawn[RETORT_CLOSED]);
    retort_mem_free(r.drawn[RETORT_OPEN]);
    return st;
}
