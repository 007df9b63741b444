/* The figures of *distilled*, score by score. */
#include "evaluate/sections.h"

#include <math.h>

/* Names the scores that are not above both baselines in a part. */
static retort_status add_beaten(eval_page *p, const eval_scores *scores,
                                unsigned view, eval_metric metric,
                                eval_part part, const char *before,
                                retort_err *err)
{
    double value[EVAL_SCORES] = {0.0};
    double bar;
    size_t beaten = 0;
    retort_status st = RETORT_OK;

    for (eval_score s = 0; st == RETORT_OK && s < EVAL_SCORES; s++)
        if (scores->table[s])
            st = eval_page_point(p, scores->table[s], view, metric, part,
                                 &value[s], err);
    bar = fmax(value[EVAL_HUB], value[EVAL_LENGTH]);
    retort_buf_printf(&p->text, "%s %s:", before, eval_part_name(part));
    for (eval_score s = 0; st == RETORT_OK && s < EVAL_HUB; s++)
        if (scores->table[s] && value[s] <= bar)
            retort_buf_printf(&p->text, "%s %s", beaten++ ? "," : "",
                              eval_score_name(s));
    retort_buf_puts(&p->text, beaten ? "" : " none");
    return st;
}

static retort_status add_baselines(eval_page *p, const eval_scores *scores,
                                   unsigned view, eval_metric metric,
                                   retort_err *err)
{
    const char *before = "";
    retort_status st = RETORT_OK;

    retort_buf_puts(&p->text, "\nNot above both baselines:");
    for (eval_part part = 0; st == RETORT_OK && part < EVAL_PARTS; part++) {
        if (!eval_page_shows(p, part))
            continue;
        st = add_beaten(p, scores, view, metric, part, before, err);
        before = ";";
    }
    retort_buf_puts(&p->text, ".\n");
    return st;
}

/* A table with a row a score. */
static retort_status table_of(eval_page *p, const eval_scores *scores,
                              const char *title, unsigned view,
                              eval_metric metric, retort_err *err)
{
    retort_status st = RETORT_OK;

    retort_buf_printf(&p->text, "\n%s\n", title);
    eval_page_head(p, "score");
    for (eval_score s = 0; st == RETORT_OK && s < EVAL_SCORES; s++)
        if (scores->table[s])
            st = eval_page_view(p, eval_score_name(s), scores->table[s], view,
                                metric, err);
    if (st == RETORT_OK && metric == eval_auc)
        st = add_baselines(p, scores, view, metric, err);
    return st;
}

retort_status eval_section_main(eval_page *p, const eval_scores *scores,
                                retort_err *err)
{
    retort_status st;

    retort_buf_puts(&p->text, "\n## Distilled: main figures\n");
    st = table_of(p, scores, "**wT**, AUC:", EVAL_WT, eval_auc, err);
    if (st == RETORT_OK)
        st = table_of(p, scores, "**wF**, AUC:", EVAL_WF, eval_auc, err);
    if (st == RETORT_OK)
        st = table_of(p, scores, "**TM**, AUC:", EVAL_TM, eval_auc, err);
    return st;
}

static retort_status add_kinds(eval_page *p, const eval_scores *scores,
                               retort_err *err)
{
    retort_status st = RETORT_OK;

    retort_buf_puts(&p->text,
                    "\n### Kinds of nulls\n\n"
                    "The profile on TM with one kind of null at a time:\n");
    eval_page_head(p, "kind of null");
    for (unsigned kind = RETORT_NULL_NONE + 1;
         st == RETORT_OK && kind < RETORT_NULL_KIND_COUNT; kind++)
        st = eval_page_view(p, retort_null_kind_word((retort_null_kind)kind),
                            scores->table[EVAL_PROFILE], EVAL_TM_KIND + kind,
                            eval_auc, err);
    if (st == RETORT_OK)
        st = table_of(p, scores,
                      "**AUC**, mean over the kinds that have at least 3 "
                      "suspect lineages in the part:",
                      EVAL_TM_KINDS, eval_auc, err);
    return st;
}

static void add_vendors(eval_page *p)
{
    const eval_labels *l = p->labels;
    const eval_models *m = l->models;
    size_t positives = 0;
    size_t nulls = 0;

    for (size_t s = 0; s < l->n; s++)
        for (size_t r = 0; r < l->n; r++) {
            const eval_label *label = eval_label_at(l, s, r);

            if (!eval_in_part(l, s,
                              p->held ? EVAL_PART_ALL : EVAL_PART_CHOOSING) ||
                !(eval_is_positive(label) || eval_is_wide_null(label)) ||
                !retort_population_same_vendor(m->population, m->items[s].row,
                                               m->items[r].row))
                continue;
            positives += eval_is_positive(label);
            nulls += !eval_is_positive(label);
        }
    retort_buf_printf(
        &p->text,
        "\n### Vendors\n\n"
        "%zu positive and %zu null pairs lie within one vendor. The rules of "
        "the labels call no pair within\na vendor unrelated, so every figure "
        "of *distilled* on this page is one across vendors.\n",
        positives, nulls);
}

retort_status eval_section_distilled(eval_page *p, const eval_scores *scores,
                                     retort_err *err)
{
    static const struct {
        const char *title;
        unsigned view;
        eval_metric metric;
    } tables[] = {
        {"**wT, strict nulls**, AUC:", EVAL_WT_STRICT, eval_auc},
        {"**TM, positives of share main**, AUC:", EVAL_TM_MAIN, eval_auc},
        {"**TM, positives of share part**, AUC:", EVAL_TM_PART, eval_auc},
        {"**TM, without time-impossible nulls**, AUC:", EVAL_TM_TIMELY,
         eval_auc},
        {"**TM, time-impossible nulls only**, AUC:", EVAL_TM_TOO_EARLY,
         eval_auc},
        {"**TM**, equal error rate:", EVAL_TM, eval_eer},
        {"**TM**, positives found at 5 % of nulls:", EVAL_TM, eval_tpr_05},
        {"**TM**, positives found at 1 % of nulls:", EVAL_TM, eval_tpr_01},
    };
    retort_status st = RETORT_OK;

    retort_buf_puts(&p->text,
                    "\n## Distilled: all figures\n\n"
                    "Where every reference with students has a documented row "
                    "itself, wT with strict nulls is the wT above.\n");
    for (size_t i = 0; st == RETORT_OK && i < sizeof(tables) / sizeof(*tables);
         i++)
        st = table_of(p, scores, tables[i].title, tables[i].view,
                      tables[i].metric, err);
    if (st == RETORT_OK)
        st = add_kinds(p, scores, err);
    add_vendors(p);
    return st;
}

/* --- who comes first ------------------------------------------------------- */

static retort_status first_table(eval_page *p, const eval_scores *scores,
                                 const eval_score *which, size_t count,
                                 eval_what what, eval_metric metric,
                                 retort_err *err)
{
    retort_status st = RETORT_OK;

    eval_page_head(p, "score");
    for (size_t i = 0; st == RETORT_OK && i < count; i++) {
        const double *table = scores->table[which[i]];
        const eval_ask ask = {.what = what,
                              .metric = metric,
                              .tables = &table,
                              .count = 1,
                              .with_counts = true};

        if (table)
            st = eval_page_row(p, eval_score_name(which[i]), &ask, err);
    }
    return st;
}

retort_status eval_section_first(eval_page *p, const eval_scores *scores,
                                 retort_err *err)
{
    static const eval_score all[] = {
        EVAL_PROFILE, EVAL_RESIDUAL, EVAL_PMZ, EVAL_RESIDUAL_WORDS, EVAL_RARE,
        EVAL_DELTA,   EVAL_REUSE,    EVAL_HUB, EVAL_LENGTH};
    static const eval_score kin[] = {
        EVAL_RESIDUAL, EVAL_PMZ, EVAL_RESIDUAL_WORDS, EVAL_RARE, EVAL_PROFILE};
    const size_t all_count = sizeof(all) / sizeof(all[0]);
    const size_t kin_count = sizeof(kin) / sizeof(kin[0]);
    retort_status st;

    retort_buf_puts(
        &p->text,
        "\n## Who comes first\n\n"
        "*Documented students:* is the reference with the highest score one of "
        "a documented teacher's\nlineage? Students with such a first place / "
        "students; the share gives a lineage one vote. Against\nall references "
        "of other lineages than the suspect's:\n");
    st = first_table(p, scores, all, all_count, EVAL_ASK_TOP, eval_share, err);
    retort_buf_puts(
        &p->text,
        "\nAgainst references with a documented row that are not younger than "
        "the suspect:\n");
    if (st == RETORT_OK)
        st = first_table(p, scores, all, all_count, EVAL_ASK_TOP_PLAUSIBLE,
                         eval_share, err);
    retort_buf_puts(
        &p->text,
        "\n*Same:* does another form of the suspect (same weights) come first "
        "among all references and the\nsuspect's other forms? All forms of one "
        "model count as one. Suspects, one vote each; the interval\ndraws "
        "their lineages:\n");
    if (st == RETORT_OK)
        st = first_table(p, scores, kin, kin_count, EVAL_ASK_SAME,
                         eval_count_share, err);
    retort_buf_puts(
        &p->text,
        "\n*Tuned:* does a model from whose weights the suspect was tuned "
        "(parents and theirs, in any form)\ncome first among all references "
        "and those models?\n");
    if (st == RETORT_OK)
        st = first_table(p, scores, kin, kin_count, EVAL_ASK_TUNED,
                         eval_count_share, err);
    return st;
}
