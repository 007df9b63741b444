/* Placebo and shuffled labels: figures that must be near .5. */
#include <math.h>

#include "base/mem.h"
#include "base/philox.h"
#include "evaluate/sections.h"
#include "evaluate/seed.h"

enum { SHUFFLES = 20 };

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
        "alone under S's lineage and\nvendor: the background then leaves out "
        "S's lineage and R but keeps R's siblings. AUC of the\nsecond against "
        "the first must lie in .45-.55, or else the treatment of the pair "
        "leaks its label. A\nseeded fault (the background leaves out S's "
        "vendor only) must rise above .6, with R's whole\nlineage renamed as "
        "it is between models of one vendor. By the profile:\n");
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

/* Suspects of one side of the split, in the order of the models. */
static size_t suspects_of(const eval_labels *l, eval_part part, size_t *out)
{
    size_t n = 0;

    for (size_t s = 0; s < l->n; s++) {
        bool is_suspect = false;

        for (size_t r = 0; r < l->n && eval_in_part(l, s, part); r++)
            is_suspect |= eval_is_positive(eval_label_at(l, s, r)) ||
                          eval_is_wide_null(eval_label_at(l, s, r));
        if (is_suspect)
            out[n++] = s;
    }
    return n;
}

/* Give every suspect of a part the scores of another one of that part. */
static void shuffle_part(const eval_labels *l, const double *from, double *to,
                         eval_part part, uint64_t draw, size_t *list)
{
    size_t n = suspects_of(l, part, list);
    size_t *other = list + l->n;

    for (size_t i = 0; i < n; i++)
        other[i] = list[i];
    for (size_t i = n; i > 1; i--) {
        size_t j = retort_philox_below(
            EVAL_SEED, EVAL_STREAM_LABELS + 2 * draw + part, i, (uint32_t)i);
        size_t t = other[i - 1];

        other[i - 1] = other[j];
        other[j] = t;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t r = 0; r < l->n; r++) {
            bool related = retort_population_same_lineage(
                l->models->population, l->models->items[other[i]].row,
                l->models->items[r].row);

            to[list[i] * l->n + r] =
                related ? (double)NAN : from[other[i] * l->n + r];
        }
}

static retort_status add_shuffled(eval_page *p, const eval_scores *scores,
                                  retort_err *err)
{
    const eval_labels *l = p->labels;
    double *tables[SHUFFLES] = {NULL};
    const double *rows[SHUFFLES];
    eval_ask ask = {.what = EVAL_ASK_VIEW,
                    .metric = eval_auc,
                    .tables = rows,
                    .count = SHUFFLES};
    size_t *list = retort_mem_new(2 * l->n, sizeof(*list));
    retort_status st = RETORT_OK;

    if (!list)
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for suspects");
    for (size_t d = 0; st == RETORT_OK && d < SHUFFLES; d++) {
        tables[d] = eval_table_new(l->n);
        rows[d] = tables[d];
        if (!tables[d]) {
            st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for scores");
            break;
        }
        shuffle_part(l, scores->table[EVAL_PROFILE], tables[d],
                     EVAL_PART_CHOOSING, d, list);
        shuffle_part(l, scores->table[EVAL_PROFILE], tables[d], EVAL_PART_HELD,
                     d, list);
    }
    retort_buf_printf(
        &p->text,
        "\n**Shuffled labels**: suspects change places within their part of "
        "the split, mean of %d shuffles, by the\nprofile; must lie near .5:\n",
        SHUFFLES);
    eval_page_head(p, "figure");
    ask.view = EVAL_WT;
    if (st == RETORT_OK)
        st = eval_page_row(p, "wT", &ask, err);
    ask.view = EVAL_WF;
    if (st == RETORT_OK)
        st = eval_page_row(p, "wF", &ask, err);
    for (size_t d = 0; d < SHUFFLES; d++)
        retort_mem_free(tables[d]);
    retort_mem_free(list);
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
