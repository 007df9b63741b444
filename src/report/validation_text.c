#include "report/validation_text.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "report/escape.h"
#include "report/markdown.h"
#include "report/number.h"

/* The ways in which the same pairs were weighed, side by side. */
static const struct {
    const char *title;
    size_t offset;
} SETTINGS[] = {
    {"closed", offsetof(retort_validation, closed)},
    {"open", offsetof(retort_validation, open)},
    {"common source", offsetof(retort_validation, common_source)},
    {"doubtful labels let in", offsetof(retort_validation, doubtful)},
};
enum { SETTING_COUNT = sizeof(SETTINGS) / sizeof(SETTINGS[0]) };

typedef enum figure_form { COUNT, PLAIN, SHARE, INTERVAL } figure_form;

#define V retort_validation_setting
static const struct {
    const char *title;
    size_t offset; /* of a uint32_t, a double or a retort_figure */
    figure_form form;
} FIGURES[] = {
    {"positive pairs", offsetof(V, positives), COUNT},
    {"suspect lineages of the positives", offsetof(V, positive_lineages),
     COUNT},
    {"null pairs", offsetof(V, nulls), COUNT},
    {"suspect lineages of the nulls", offsetof(V, null_lineages), COUNT},
    {"pairs without a fit, taken as LR 1", offsetof(V, no_fit), COUNT},
    {"Cllr", offsetof(V, cllr), INTERVAL},
    {"Cllr of the LR as reported", offsetof(V, cllr_clamped), PLAIN},
    {"Cllr with a kernel density in place of the fit", offsetof(V, cllr_kde),
     PLAIN},
    {"Cllr min", offsetof(V, cllr_min), PLAIN},
    {"Cllr cal", offsetof(V, cllr_cal), PLAIN},
    {"Cllr cal, 95 % quantile if perfectly calibrated",
     offsetof(V, cllr_cal_expected), PLAIN},
    {"devPAV", offsetof(V, devpav), PLAIN},
    {"devPAV, 95 % quantile if perfectly calibrated",
     offsetof(V, devpav_expected), PLAIN},
    {"mean LR of nulls (1 if calibrated)", offsetof(V, turing), INTERVAL},
    {"its 5 % quantile if perfectly calibrated", offsetof(V, turing_expected),
     PLAIN},
    {"AUC", offsetof(V, auc), PLAIN},
    {"EER", offsetof(V, eer), PLAIN},
    {"positives above what 5 % of nulls reach", offsetof(V, tpr_05), SHARE},
    {"positives above what 1 % of nulls reach", offsetof(V, tpr_01), SHARE},
    {"Cllr, suspects shuffled (negative control)", offsetof(V, cllr_shuffled),
     PLAIN},
    {"Cllr of the hub baseline", offsetof(V, cllr_hub), PLAIN},
    {"Cllr of the length baseline", offsetof(V, cllr_length), PLAIN},
    {"rank correlation of score and likeness of lengths",
     offsetof(V, length_correlation), PLAIN},
    {"rank correlation of score and ratio of lengths",
     offsetof(V, length_ratio_correlation), PLAIN},
    {"lowest bound, log10 LR", offsetof(V, lower), PLAIN},
    {"highest bound, log10 LR", offsetof(V, upper), PLAIN},
};
#undef V
enum { FIGURE_COUNT = sizeof(FIGURES) / sizeof(FIGURES[0]) };

static const retort_validation_setting *setting_of(const retort_validation *v,
                                                   size_t i)
{
    return (const void *)((const char *)v + SETTINGS[i].offset);
}

static void put_figure(retort_markdown *t, const retort_validation_setting *s,
                       size_t i)
{
    const void *at = (const char *)s + FIGURES[i].offset;
    const retort_figure *f = at;

    if (FIGURES[i].form == INTERVAL)
        retort_markdown_interval(t, f->value, f->low, f->high, 3);
    else if (FIGURES[i].form == SHARE)
        retort_markdown_share(t, *(const double *)at);
    else if (FIGURES[i].form == COUNT)
        retort_markdown_count(t, *(const uint32_t *)at);
    else
        retort_markdown_number(t, *(const double *)at, 3);
}

static void put_figures(retort_buf *out, const retort_validation *v)
{
    retort_markdown t;

    retort_buf_puts(out, "### Figures\n\n");
    retort_markdown_init(&t, 1 + SETTING_COUNT);
    retort_markdown_ours(&t, "figure");
    for (size_t i = 0; i < SETTING_COUNT; i++)
        retort_markdown_ours(&t, SETTINGS[i].title);
    for (size_t i = 0; i < FIGURE_COUNT; i++) {
        retort_markdown_ours(&t, FIGURES[i].title);
        for (size_t j = 0; j < SETTING_COUNT; j++)
            put_figure(&t, setting_of(v, j), i);
    }
    retort_markdown_end(&t, out);
}

static void put_misleading(retort_buf *out, const retort_validation *v)
{
    retort_markdown t;

    retort_buf_puts(out,
                    "### Misleading evidence\n\n"
                    "Bounds are one-sided, 95 %, counted in lineages.\n\n");
    retort_markdown_init(&t, 7);
    retort_markdown_ours(&t, "LR");
    retort_markdown_ours(&t, "weighed");
    retort_markdown_ours(&t, "bounds");
    retort_markdown_ours(&t, "nulls above LR");
    retort_markdown_ours(&t, "at most");
    retort_markdown_ours(&t, "positives below 1 / LR");
    retort_markdown_ours(&t, "at most");
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        const retort_validation_setting *s = setting_of(v, i);

        for (size_t j = 0; j < s->misleading_count; j++) {
            const retort_misleading *m = &s->misleading[j];

            retort_markdown_number(&t, m->lr, 0);
            retort_markdown_ours(&t, SETTINGS[i].title);
            retort_markdown_ours(&t, m->is_clamped ? "after" : "before");
            retort_markdown_share(&t, m->null_share);
            retort_markdown_share(&t, m->null_upper);
            retort_markdown_share(&t, m->positive_share);
            retort_markdown_share(&t, m->positive_upper);
        }
    }
    retort_markdown_end(&t, out);
}

static void put_ece(retort_buf *out, const retort_validation *v)
{
    static const char *const HEADS[] = {"log10 prior odds", "closed", "open",
                                        "closed, best calibration",
                                        "LR 1 for all"};
    retort_markdown t;

    if (v->ece_count == 0)
        return;
    retort_buf_puts(out,
                    "### Prior odds (ECE)\n\n"
                    "Cost in bits of the LR as reported, by the prior odds of "
                    "who reads it. Where it is above\nthat of LR 1 for all, "
                    "the LR does harm.\n\n");
    retort_markdown_init(&t, 5);
    for (size_t i = 0; i < 5; i++)
        retort_markdown_ours(&t, HEADS[i]);
    for (size_t i = 0; i < v->ece_count; i++) {
        const retort_ece_row *e = &v->ece[i];

        retort_markdown_number(&t, e->log10_odds, 1);
        retort_markdown_number(&t, e->closed, 3);
        retort_markdown_number(&t, e->open, 3);
        retort_markdown_number(&t, e->pav, 3);
        retort_markdown_number(&t, e->neutral, 3);
    }
    retort_markdown_end(&t, out);
}

static void put_tippett(retort_buf *out, const retort_validation *v)
{
    static const char *const HEADS[] = {"log10 LR, at least",
                                        "positives, closed", "nulls, closed",
                                        "positives, open", "nulls, open"};
    retort_markdown t;

    if (v->tippett_count == 0)
        return;
    retort_buf_puts(out, "### Shares above a likelihood ratio (Tippett)\n\n"
                         "Of the LR as reported.\n\n");
    retort_markdown_init(&t, 5);
    for (size_t i = 0; i < 5; i++)
        retort_markdown_ours(&t, HEADS[i]);
    for (size_t i = 0; i < v->tippett_count; i++) {
        const retort_tippett_row *p = &v->tippett[i];

        retort_markdown_number(&t, p->llr, 2);
        retort_markdown_share(&t, p->positive_closed);
        retort_markdown_share(&t, p->null_closed);
        retort_markdown_share(&t, p->positive_open);
        retort_markdown_share(&t, p->null_open);
    }
    retort_markdown_end(&t, out);
}

static void put_class(retort_markdown *t, const char *name,
                      const retort_usefulness *u)
{
    retort_markdown_ours(t, name);
    retort_markdown_share(t, u->supported);
    retort_markdown_share(t, u->inconclusive);
    retort_markdown_share(t, u->against);
    retort_markdown_share(t, u->refused);
}

/* The same shares of the pairs that got an answer. */
static void put_answered(retort_markdown *t, const char *name,
                         const retort_usefulness *u)
{
    double answered = 1.0 - u->refused;
    double none = (double)NAN;

    retort_markdown_ours(t, name);
    retort_markdown_share(t, answered > 0 ? u->supported / answered : none);
    retort_markdown_share(t, answered > 0 ? u->inconclusive / answered : none);
    retort_markdown_share(t, answered > 0 ? u->against / answered : none);
    retort_markdown_ours(t, "");
}

static void put_usefulness(retort_buf *out, const retort_validation *v)
{
    static const char *const HEADS[] = {"pairs", "supported", "inconclusive",
                                        "against", "refused"};
    retort_markdown t;

    retort_buf_puts(out, "### What became of the pairs\n\n");
    retort_markdown_init(&t, 5);
    for (size_t i = 0; i < 5; i++)
        retort_markdown_ours(&t, HEADS[i]);
    put_class(&t, "positives", &v->positives);
    put_class(&t, "nulls", &v->nulls);
    put_answered(&t, "positives that were answered", &v->positives);
    put_answered(&t, "nulls that were answered", &v->nulls);
    retort_markdown_end(&t, out);
}

static void put_strata(retort_buf *out, const retort_validation *v)
{
    static const char *const HEADS[] = {
        "kind",          "stratum",     "positive lineages",
        "null lineages", "Cllr closed", "Cllr open",
        "judged"};
    retort_markdown t;

    if (v->stratum_count == 0)
        return;
    retort_buf_puts(out, "### Strata\n\n");
    retort_markdown_init(&t, 7);
    for (size_t i = 0; i < 7; i++)
        retort_markdown_ours(&t, HEADS[i]);
    for (size_t i = 0; i < v->stratum_count; i++) {
        const retort_stratum *s = &v->strata[i];

        retort_markdown_foreign(&t, s->kind);
        retort_markdown_foreign(&t, s->name);
        retort_markdown_count(&t, s->positive_lineages);
        retort_markdown_count(&t, s->null_lineages);
        retort_markdown_number(&t, s->cllr_closed, 3);
        retort_markdown_number(&t, s->cllr_open, 3);
        retort_markdown_ours(&t, s->is_judged ? "yes" : "shown only");
    }
    retort_markdown_end(&t, out);
}

static void put_acceptance(retort_buf *out, const retort_validation *v)
{
    static const char *const HEADS[] = {"limit", "what is asked", "found",
                                        "limit is", "outcome"};
    retort_markdown t;

    retort_buf_puts(out, "### Acceptance limits\n\n");
    retort_markdown_init(&t, 5);
    for (size_t i = 0; i < 5; i++)
        retort_markdown_ours(&t, HEADS[i]);
    for (size_t i = 0; i < v->acceptance_count; i++) {
        const retort_rule *r = &v->acceptance[i];

        retort_markdown_foreign(&t, r->id);
        retort_markdown_foreign(&t, r->text);
        retort_markdown_number(&t, r->value, 3);
        retort_markdown_number(&t, r->limit, 3);
        retort_markdown_ours(&t, r->passed    ? "passed"
                                 : r->refuses ? "FAILED"
                                              : "warning");
    }
    retort_markdown_end(&t, out);
}

/* The last row of a kind before row @p end; NULL if there is none. */
static const retort_power_row *last_power(const retort_validation *v,
                                          const char *kind, size_t end)
{
    while (end > 0)
        if (strcmp(v->power[--end].kind, kind) == 0)
            return &v->power[end];
    return NULL;
}

/* The row of the kind of @p last, other than it, nearest to half of it. */
static const retort_power_row *half_power(const retort_validation *v,
                                          const retort_power_row *last)
{
    const retort_power_row *best = NULL;

    for (const retort_power_row *p = v->power; p < last; p++)
        if (strcmp(p->kind, last->kind) == 0 &&
            (!best || fabs(p->amount - last->amount / 2.0) <
                          fabs(best->amount - last->amount / 2.0)))
            best = p;
    return best;
}

/* "Twice the prompts (402 to 805)": what a step is, and what it moved. */
static bool put_step(retort_buf *out, const char *what,
                     const retort_power_row *from, const retort_power_row *to,
                     bool is_first)
{
    bool is_twice;

    if (!from || !to || !isfinite(to->cllr - from->cllr) ||
        !(from->amount < to->amount) || !isfinite(to->amount - from->amount))
        return false;
    is_twice = fabs(to->amount - 2.0 * from->amount) <= to->amount / 10.0;
    if (is_first)
        retort_buf_puts(out, is_twice ? "Twice the " : "More ");
    else
        retort_buf_puts(out, is_twice ? "; twice the " : "; more ");
    retort_buf_printf(out, "%s (", what);
    (void)retort_number_fixed(out, from->amount, 0);
    retort_buf_puts(out, " to ");
    (void)retort_number_fixed(out, to->amount, 0);
    retort_buf_puts(out, is_first ? ") moved Cllr by " : ") by ");
    (void)retort_number_fixed(out, to->cllr - from->cllr, 3);
    return true;
}

/* What more of the same data did, so that one sees what still more may do. */
static void put_gain(retort_buf *out, const retort_validation *v)
{
    const retort_power_row *prompts = last_power(v, "prompts", v->power_count);
    const retort_power_row *lineages =
        last_power(v, "lineages", v->power_count);
    bool has_prompts =
        prompts &&
        put_step(out, "prompts",
                 last_power(v, "prompts", (size_t)(prompts - v->power)),
                 prompts, true);
    bool has_lineages =
        lineages && put_step(out, "positive lineages", half_power(v, lineages),
                             lineages, !has_prompts);

    if (has_prompts || has_lineages)
        retort_buf_puts(out, ".\n\n");
}

/* The least share of R's replies at which half of the mixtures are seen. */
static void put_dose(retort_buf *out, const retort_validation *v)
{
    double least = (double)INFINITY;
    bool is_tried = false;

    for (size_t i = 0; i < v->power_count; i++) {
        const retort_power_row *p = &v->power[i];

        if (strcmp(p->kind, "dose") != 0 || !isfinite(p->amount) ||
            isnan(p->supported))
            continue;
        is_tried = true;
        if (p->supported >= 0.5)
            least = fmin(least, p->amount);
    }
    if (isfinite(least)) {
        retort_buf_puts(out, "From ");
        (void)retort_number_fixed(out, least, retort_number_decimals(least));
        retort_buf_puts(out, " % of R's replies on, half of the mixtures are "
                             "seen.\n\n");
    } else if (is_tried) {
        retort_buf_puts(out, "No dose that was tried is seen in half of the "
                             "mixtures.\n\n");
    }
}

static void put_power(retort_buf *out, const retort_validation *v)
{
    static const char *const HEADS[] = {"of", "amount", "supported",
                                        "nulls supported", "Cllr"};
    retort_markdown t;

    if (v->power_count == 0)
        return;
    retort_buf_puts(out, "### Power\n\n");
    retort_markdown_init(&t, 5);
    for (size_t i = 0; i < 5; i++)
        retort_markdown_ours(&t, HEADS[i]);
    for (size_t i = 0; i < v->power_count; i++) {
        const retort_power_row *p = &v->power[i];

        retort_markdown_foreign(&t, p->kind);
        retort_markdown_number(&t, p->amount, 0);
        retort_markdown_share(&t, p->supported);
        retort_markdown_share(&t, p->false_support);
        retort_markdown_number(&t, p->cllr, 3);
    }
    retort_markdown_end(&t, out);
    put_gain(out, v);
    put_dose(out, v);
}

static void put_missed(retort_buf *out, const retort_validation *v)
{
    retort_markdown t;

    if (v->missed_count == 0)
        return;
    retort_buf_puts(out, "### Missed pairs\n\n"
                         "Documented, and below the score that 1 % of the "
                         "nulls pass: ");
    if (!retort_number_fixed(out, v->missed_threshold, 3))
        retort_buf_puts(out, "not known");
    retort_buf_puts(out, ".\n\n");
    retort_markdown_init(&t, 1);
    retort_markdown_ours(&t, "pair");
    for (size_t i = 0; i < v->missed_count; i++)
        retort_markdown_foreign(&t, v->missed[i]);
    retort_markdown_end(&t, out);
}

static const char *question_of(const char *id)
{
    for (int i = 0; i < RETORT_PROPOSITION_COUNT; i++) {
        const retort_proposition_info *about =
            retort_proposition_about((retort_proposition)i);

        if (strcmp(about->id, id) == 0)
            return about->question;
    }
    return "";
}

static void put_counts(retort_buf *out, const retort_validation *v)
{
    retort_buf_puts(out, "## ");
    retort_escape_markdown(out, v->proposition);
    retort_buf_printf(out, "\n\n%s\n\n", question_of(v->proposition));
    retort_buf_printf(out,
                      "%" PRIu32 " positive pairs of %" PRIu32
                      " suspect lineages, %" PRIu32 " null pairs of %" PRIu32
                      "; %" PRIu32 " reference lineages have positives. "
                      "Intervals cover 95 %%: figures by %" PRIu32
                      " draws of lineages, verdicts by %" PRIu32
                      "; the negative control by %" PRIu32 " shuffles.\n\n",
                      v->positive_pairs, v->positive_lineages, v->null_pairs,
                      v->null_lineages, v->reference_lineages, v->draws,
                      v->verdict_draws, v->shuffles);
    retort_buf_puts(out, "Ridge of the fits ");
    (void)retort_number_fixed(out, v->ridge, 4);
    retort_buf_puts(out, v->has_ceiling
                             ? "; a score above the weighted median of the "
                               "positives counts as that median.\n\n"
                             : "; scores count as they are.\n\n");
}

static void put_validation(retort_buf *out, const retort_validation *v)
{
    put_counts(out, v);
    put_acceptance(out, v);
    put_figures(out, v);
    put_misleading(out, v);
    put_ece(out, v);
    put_tippett(out, v);
    put_usefulness(out, v);
    put_strata(out, v);
    put_power(out, v);
    put_missed(out, v);
}

static void put_made_with(retort_buf *out, const retort_calibration *c)
{
    const retort_comparisons *p = &c->population;
    retort_markdown t;

    retort_markdown_init(&t, 2);
    retort_markdown_ours(&t, "made with");
    retort_markdown_ours(&t, "");
    retort_markdown_ours(&t, "library");
    retort_markdown_foreign(&t, p->library_name);
    retort_markdown_ours(&t, "its SHA-256");
    retort_markdown_foreign(&t, p->library_digest);
    retort_markdown_ours(&t, "features");
    retort_markdown_foreign(&t, p->features);
    retort_markdown_ours(&t, "version of the rules");
    retort_markdown_count(&t, p->rules_version);
    retort_markdown_ours(&t, "prior of the fit");
    retort_markdown_number(&t, c->prior, 3);
    retort_markdown_ours(&t, "draws of a case");
    retort_markdown_count(&t, c->draws);
    retort_markdown_ours(&t, "seed");
    retort_markdown_count(&t, c->seed);
    retort_markdown_end(&t, out);
}

void retort_validation_text_write(const retort_calibration *c, retort_buf *out)
{
    retort_buf_puts(out, "# Validation\n\n"
                         "How well likelihood ratios worked on pairs whose "
                         "lineage is documented. Each\npair was weighed with "
                         "the lineages of both its models left out of the "
                         "calibration.\n\n");
    put_made_with(out, c);
    for (size_t i = 0; i < c->validation_count; i++)
        put_validation(out, &c->validations[i]);
}
