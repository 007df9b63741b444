/* Placebo and shuffled labels: figures that must be near .5. */
#include "evaluate/sections.h"

enum { SHUFFLES = 200 };

static retort_status placebo_row(eval_page *p, const char *label,
                                 const double *first, const double *second,
                                 retort_err *err)
{
    const eval_ask ask = {.what = EVAL_ASK_TWICE,
                          .metric = eval_auc,
                          .tables = &first,
                          .count = 1,
                          .second = second};

    return eval_page_row(p, label, &ask, err);
}

static retort_status add_placebo(eval_page *p, retort_err *err)
{
    eval_placebo t = {{NULL}};
    retort_status st = eval_scores_placebo(&t, p->labels, p->threads, err);

    retort_buf_puts(
        &p->text,
        "\n## Placebo\n\n"
        "Every null pair is scored as it is labelled and once more with R "
        "alone under S's lineage and\n"
        "vendor: the background then leaves out S's lineage and R but keeps "
        "R's siblings. AUC of the\n"
        "second against the first must lie in .45-.55, or else the treatment "
        "of the pair leaks its label. A\n"
        "seeded fault, a background that leaves out S's vendor only, shows "
        "whether the test can see a leak: it\n"
        "should rise above .6. There R is renamed alone, and with its lineage "
        "(without the fault that changes\n"
        "nothing). A fault that stays below .6 means that the test is blunt, "
        "not that the scores are sound.\n"
        "By the profile:\n");
    eval_page_head(p, "background");
    if (st == RETORT_OK)
        st = placebo_row(p, "as the program does it, R renamed",
                         t.table[EVAL_AS_LABELLED], t.table[EVAL_RENAMED], err);
    if (st == RETORT_OK)
        st = placebo_row(p, "seeded fault, R renamed",
                         t.table[EVAL_FAULT_AS_LABELLED],
                         t.table[EVAL_FAULT_RENAMED], err);
    if (st == RETORT_OK)
        st = placebo_row(p, "seeded fault, R's lineage renamed",
                         t.table[EVAL_FAULT_AS_LABELLED],
                         t.table[EVAL_FAULT_ALL_RENAMED], err);
    eval_placebo_release(&t);
    return st;
}

static retort_status add_shuffled(eval_page *p, const eval_scores *scores,
                                  retort_err *err)
{
    const double *table = scores->table[EVAL_PROFILE];
    eval_ask ask = {.what = EVAL_ASK_VIEW,
                    .metric = eval_auc,
                    .tables = &table,
                    .count = SHUFFLES,
                    .shuffled = true};
    retort_status st = RETORT_OK;

    retort_buf_printf(
        &p->text,
        "\n**Shuffled labels**: the suspects of a column change places. Mean "
        "of "
        "%d shuffles by the profile; in\n"
        "brackets here the range of 95 %% of the single shuffles, which is "
        "what "
        "chance can do. wT and wF must lie\n"
        "near .5. TM need not: it keeps what the reference alone tells, as the "
        "hub does.\n",
        SHUFFLES);
    eval_page_head(p, "figure");
    ask.view = EVAL_WT;
    if (st == RETORT_OK)
        st = eval_page_row(p, "wT", &ask, err);
    ask.view = EVAL_WF;
    if (st == RETORT_OK)
        st = eval_page_row(p, "wF", &ask, err);
    ask.view = EVAL_TM;
    if (st == RETORT_OK)
        st = eval_page_row(p, "TM", &ask, err);
    return st;
}

retort_status eval_section_placebo(eval_page *p, const eval_scores *scores,
                                   retort_err *err)
{
    retort_status st = add_placebo(p, err);

    if (st == RETORT_OK)
        st = add_shuffled(p, scores, err);
    return st;
}
