#include "evaluate/page.h"

#include <math.h>

#include "base/mem.h"
#include "evaluate/shuffle.h"

enum { PAGE_BYTES_MAX = 1 << 20 };

bool eval_page_shows(const eval_page *p, eval_part part)
{
    return p->held || part == EVAL_PART_CHOOSING;
}

void eval_page_release(eval_page *p)
{
    for (size_t i = 0; i < EVAL_PARTS; i++)
        eval_bootstrap_release(&p->boot[i]);
    retort_buf_release(&p->text);
}

/* Lineages with a suspect of some labelled pair. */
static void mark_suspects(const eval_labels *l, eval_part part, bool *drawn)
{
    for (size_t s = 0; s < l->n; s++)
        for (size_t r = 0; r < l->n && eval_in_part(l, s, part); r++) {
            const eval_label *label = eval_label_at(l, s, r);

            if (eval_is_positive(label) || eval_is_wide_null(label) ||
                label->kin == RETORT_KIN_SAME || label->kin == RETORT_KIN_TUNED)
                drawn[eval_lineage(l, s)] = true;
        }
}

retort_status eval_page_init(eval_page *p, const eval_labels *labels, bool held,
                             size_t threads, retort_err *err)
{
    retort_status st = RETORT_OK;

    *p = (eval_page){.labels = labels, .held = held, .threads = threads};
    retort_buf_init(&p->text, PAGE_BYTES_MAX);
    for (eval_part part = 0; st == RETORT_OK && part < EVAL_PARTS; part++) {
        bool *drawn = retort_mem_new(labels->lineages, sizeof(*drawn));

        if (!drawn)
            return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for lineages");
        mark_suspects(labels, part, drawn);
        st = eval_bootstrap_new(&p->boot[part], drawn, labels->lineages, part,
                                err);
        retort_mem_free(drawn);
    }
    return st;
}

const char *eval_part_name(eval_part part)
{
    static const char *const names[EVAL_PARTS] = {
        [EVAL_PART_ALL] = "all",
        [EVAL_PART_CHOOSING] = "choosing",
        [EVAL_PART_HELD] = "held",
    };

    return names[part];
}

void eval_page_head(eval_page *p, const char *first)
{
    retort_buf_printf(&p->text, "\n| %s |", first);
    for (eval_part part = 0; part < EVAL_PARTS; part++)
        if (eval_page_shows(p, part))
            retort_buf_printf(&p->text, " %s |", eval_part_name(part));
    retort_buf_puts(&p->text, "\n|---|");
    for (eval_part part = 0; part < EVAL_PARTS; part++)
        if (eval_page_shows(p, part))
            retort_buf_puts(&p->text, "---|");
    retort_buf_puts(&p->text, "\n");
}

static retort_status draw(eval_sample *out, const eval_page *p,
                          const eval_ask *ask, const double *table,
                          eval_part part, retort_err *err)
{
    const eval_labels *l = p->labels;

    switch (ask->what) {
    case EVAL_ASK_VIEW: return eval_draw(out, l, table, part, ask->view, err);
    case EVAL_ASK_TOP: return eval_draw_top(out, l, table, part, false, err);
    case EVAL_ASK_TOP_PLAUSIBLE:
        return eval_draw_top(out, l, table, part, true, err);
    case EVAL_ASK_SAME:
        return eval_draw_kin(out, l, table, part, RETORT_KIN_SAME, err);
    case EVAL_ASK_TUNED:
        return eval_draw_kin(out, l, table, part, RETORT_KIN_TUNED, err);
    case EVAL_ASK_TWICE: break;
    }
    return eval_draw_twice(out, l, table, ask->second, part, err);
}

static void print_cell(eval_page *p, const eval_ask *ask,
                       const eval_sample *samples, eval_estimate e)
{
    retort_buf *b = &p->text;

    retort_buf_puts(b, " ");
    if (isnan(e.value)) {
        retort_buf_puts(b, "- |");
        return;
    }
    if (ask->with_counts)
        retort_buf_printf(b, "%zu/%zu = ", samples[0].positives,
                          samples[0].count);
    retort_buf_printf(b, "%.3f [%.3f, %.3f]", e.value, e.low, e.high);
    if (e.skipped)
        retort_buf_printf(b, " (%zu skipped)", e.skipped);
    retort_buf_puts(b, " |");
}

/* A sample of the ask's table after the suspects changed places. */
static retort_status draw_shuffled(eval_sample *out, const eval_page *p,
                                   const eval_ask *ask, eval_part part,
                                   uint64_t number, retort_err *err)
{
    double *table = eval_table_new(p->labels->n);
    retort_status st;

    if (!table)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for scores");
    st = eval_shuffle(table, p->labels, ask->tables[0], part, number, err);
    if (st == RETORT_OK)
        st = draw(out, p, ask, table, part, err);
    retort_mem_free(table);
    return st;
}

static retort_status estimate(eval_estimate *out, const eval_page *p,
                              const eval_ask *ask, eval_part part,
                              const eval_sample *samples, retort_err *err)
{
    if (ask->shuffled)
        return eval_spread_of(out, ask->metric, samples, ask->count, err);
    *out = eval_estimate_of(&p->boot[part], ask->metric, samples, ask->count);
    return RETORT_OK;
}

static retort_status row_cell(eval_page *p, const eval_ask *ask, eval_part part,
                              retort_err *err)
{
    eval_sample *samples = retort_mem_new(ask->count, sizeof(*samples));
    eval_estimate e = {.value = (double)NAN};
    retort_status st = RETORT_OK;

    if (!samples)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for samples");
    for (size_t i = 0; st == RETORT_OK && i < ask->count; i++)
        st = ask->shuffled
                 ? draw_shuffled(&samples[i], p, ask, part, i, err)
                 : draw(&samples[i], p, ask, ask->tables[i], part, err);
    if (st == RETORT_OK)
        st = estimate(&e, p, ask, part, samples, err);
    if (st == RETORT_OK)
        print_cell(p, ask, samples, e);
    for (size_t i = 0; i < ask->count; i++)
        eval_sample_release(&samples[i]);
    retort_mem_free(samples);
    return st;
}

retort_status eval_page_point(const eval_page *p, const double *table,
                              unsigned view, eval_metric metric, eval_part part,
                              double *out, retort_err *err)
{
    eval_sample s = {0};
    retort_status st = eval_draw(&s, p->labels, table, part, view, err);

    if (st == RETORT_OK)
        *out = metric(&s, NULL);
    eval_sample_release(&s);
    return st;
}

retort_status eval_page_row(eval_page *p, const char *label,
                            const eval_ask *ask, retort_err *err)
{
    retort_status st = RETORT_OK;

    retort_buf_printf(&p->text, "| %s |", label);
    for (eval_part part = 0; st == RETORT_OK && part < EVAL_PARTS; part++)
        if (eval_page_shows(p, part))
            st = row_cell(p, ask, part, err);
    retort_buf_puts(&p->text, "\n");
    return st;
}

retort_status eval_page_view(eval_page *p, const char *label,
                             const double *table, unsigned view,
                             eval_metric metric, retort_err *err)
{
    const eval_ask ask = {.what = EVAL_ASK_VIEW,
                          .view = view,
                          .metric = metric,
                          .tables = &table,
                          .count = 1};

    return eval_page_row(p, label, &ask, err);
}
