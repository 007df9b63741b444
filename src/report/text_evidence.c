#include "report/text_evidence.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "report/escape.h"
#include "report/evidence_rows.h"
#include "report/number.h"
#include "report/text_layout.h"

enum {
    ID = 11,
    VERDICT = 15,
    NUMBER = 8,
    RANGE = 18,
    TERM = 20,
    TITLE = 42,
    SETTING = 22,
    OUTCOME = 9,
    CELL_BYTES_MAX = 1 << 20,
};

/* Move the text in @p cell to @p out, failure included; 0 columns: as it is. */
static void take_cell(retort_buf *out, retort_buf *cell, size_t columns)
{
    if (retort_buf_status(cell) != RETORT_OK && out->status == RETORT_OK)
        out->status = retort_buf_status(cell);
    if (columns > 0)
        retort_text_left(out, cell->ptr, columns);
    else
        retort_escape_text(out, cell->ptr);
    retort_buf_release(cell);
}

static void put_number(retort_buf *out, double value, int decimals)
{
    retort_text_right(out, value, decimals, 0);
}

static void put_range(retort_buf *out, double low, double high, int decimals)
{
    put_number(out, low, decimals);
    if (!isfinite(low) && !isfinite(high))
        return;
    retort_buf_puts(out, ", ");
    put_number(out, high, decimals);
}

static void put_range_cell(retort_buf *out, double low, double high)
{
    retort_buf cell;

    retort_buf_init(&cell, CELL_BYTES_MAX);
    put_range(&cell, low, high, 2);
    take_cell(out, &cell, RANGE);
}

/* Foreign text, broken into lines that begin with @p indent spaces. */
static void put_wrapped(retort_buf *out, const char *text, size_t indent)
{
    retort_buf prose;

    retort_buf_init(&prose, CELL_BYTES_MAX);
    retort_escape_text(&prose, text);
    if (retort_buf_status(&prose) != RETORT_OK && out->status == RETORT_OK)
        out->status = retort_buf_status(&prose);
    retort_text_wrapped(out, (retort_span){prose.ptr, prose.len}, indent);
    retort_buf_release(&prose);
}

static void put_overview(retort_buf *out, const retort_suspect *s)
{
    retort_text_left(out, "question", ID);
    retort_text_left(out, "verdict", VERDICT);
    retort_text_head(out, "log10 LR", NUMBER);
    retort_buf_puts(out, "  ");
    retort_text_left(out, "interval, 95 %", RANGE);
    retort_buf_puts(out, "in words\n");
    for (size_t i = 0; i < s->evidence_count; i++) {
        const retort_evidence *e = &s->evidence[i];

        retort_text_left(
            out, retort_proposition_about((retort_proposition)i)->id, ID);
        retort_text_left(out, e->verdict, VERDICT);
        retort_text_right(out, e->llr, 2, NUMBER);
        retort_buf_puts(out, "  ");
        put_range_cell(out, e->low, e->high);
        retort_escape_text(out, *e->label ? e->label : "-");
        retort_buf_puts(out, "\n");
    }
    retort_buf_puts(out, "\n");
}

static void put_measure(retort_buf *out, double value)
{
    if (!retort_number_fixed(out, value, retort_number_decimals(value)))
        retort_buf_puts(out, "not known");
}

static void put_rule(retort_buf *out, const retort_rule *r)
{
    retort_buf line;

    retort_buf_init(&line, CELL_BYTES_MAX);
    retort_buf_puts(&line, "[");
    retort_escape_text(&line, r->id);
    retort_buf_puts(&line, "] ");
    retort_escape_text(&line, r->text);
    retort_buf_puts(&line, " Found ");
    put_measure(&line, r->value);
    retort_buf_puts(&line, ", limit ");
    put_measure(&line, r->limit);
    retort_buf_puts(&line, ".");
    if (retort_buf_status(&line) != RETORT_OK && out->status == RETORT_OK)
        out->status = retort_buf_status(&line);
    retort_text_left(out, retort_evidence_outcome(r), OUTCOME);
    retort_text_wrapped(out, (retort_span){line.ptr, line.len}, OUTCOME);
    retort_buf_puts(out, "\n");
    retort_buf_release(&line);
}

/* All rules, or those that refuse only. */
static void put_rules(retort_buf *out, const retort_evidence *e,
                      bool refusing_only)
{
    retort_buf_puts(out, refusing_only ? "why there is no likelihood ratio:\n"
                                       : "all rules:\n");
    for (size_t i = 0; i < e->rule_count; i++) {
        if (!refusing_only || retort_evidence_rule_refuses(&e->rules[i]))
            put_rule(out, &e->rules[i]);
    }
    retort_buf_puts(out, "\n");
}

static void put_paragraph(retort_buf *out, const char *text)
{
    if (!*text)
        return;
    put_wrapped(out, text, 0);
    retort_buf_puts(out, "\n\n");
}

static void put_fact(retort_buf *out, const char *term, const char *text)
{
    if (!*text)
        return;
    retort_text_left(out, term, TERM);
    put_wrapped(out, text, TERM);
    retort_buf_puts(out, "\n");
}

static void put_share(retort_buf *out, const char *term, double share)
{
    if (!isfinite(100 * share))
        return;
    retort_text_left(out, term, TERM);
    put_number(out, 100 * share, 1);
    retort_buf_puts(out, " %\n");
}

static void put_scale_models(retort_buf *out, const retort_evidence *e)
{
    for (size_t i = 0; i < e->scale_model_count; i++) {
        retort_text_left(out, i ? "" : "scaled by", TERM);
        retort_escape_text(out, e->scale_models[i]);
        retort_buf_puts(out, "\n");
    }
}

static void put_facts(retort_buf *out, const retort_evidence *e)
{
    size_t before = out->len;

    put_fact(out, "headline", e->headline);
    put_fact(out, "calibrated by", e->calibration);
    put_fact(out, "explained by", e->explained_by);
    if (isfinite(e->p)) {
        retort_text_left(out, "rank p", TERM);
        put_number(out, e->p, 3);
        retort_buf_puts(out, " among control suspects; cannot fall below ");
        put_number(out, e->p_floor, 3);
        retort_buf_puts(out, "\n");
    }
    put_share(out, "positives, LR > 2", e->power);
    put_share(out, "nulls, LR > 2", e->false_support);
    put_scale_models(out, e);
    if (out->len > before)
        retort_buf_puts(out, "\n");
}

static void put_rule_of_bound(retort_buf *out, const char *rule)
{
    if (*rule)
        retort_buf_puts(out, " ");
    retort_buf_puts(out, rule);
}

static void put_or_dash(retort_buf *out, const char *text)
{
    retort_buf_puts(out, *text ? text : "-");
}

static void put_value(retort_buf *out, const retort_setting *s,
                      const retort_evidence_row *row)
{
    switch (row->form) {
    case RETORT_EVIDENCE_NUMBER:
        put_number(out, retort_evidence_number_at(s, row->offset),
                   row->decimals);
        break;
    case RETORT_EVIDENCE_RANGE:
        put_range(out, retort_evidence_number_at(s, row->offset),
                  retort_evidence_number_at(s, row->more), row->decimals);
        break;
    case RETORT_EVIDENCE_BOUND:
        put_number(out, retort_evidence_number_at(s, row->offset),
                   row->decimals);
        put_rule_of_bound(out, retort_evidence_text_at(s, row->more));
        break;
    case RETORT_EVIDENCE_TEXT:
        put_or_dash(out, retort_evidence_text_at(s, row->offset));
        break;
    case RETORT_EVIDENCE_COUNT:
        retort_buf_printf(out, "%" PRIu32,
                          retort_evidence_count_at(s, row->offset));
        break;
    case RETORT_EVIDENCE_COUNTS:
        retort_buf_printf(out, "%" PRIu32 ", %" PRIu32,
                          retort_evidence_count_at(s, row->offset),
                          retort_evidence_count_at(s, row->more));
        break;
    }
}

/* The cell holds foreign text as it is: it is escaped on its way out. */
static void put_cell(retort_buf *out, const retort_setting *s,
                     const retort_evidence_row *row, size_t columns)
{
    retort_buf cell;

    retort_buf_init(&cell, CELL_BYTES_MAX);
    put_value(&cell, s, row);
    take_cell(out, &cell, columns);
}

static void put_settings(retort_buf *out, const retort_evidence *e)
{
    retort_text_left(out, "figure", TITLE);
    retort_text_left(out, "closed", SETTING);
    retort_buf_puts(out, "open\n");
    for (const retort_evidence_row *r = retort_evidence_rows; r->title; r++) {
        retort_text_left(out, r->title, TITLE);
        put_cell(out, &e->closed, r, SETTING);
        put_cell(out, &e->open, r, 0);
        retort_buf_puts(out, "\n");
    }
    retort_buf_puts(out, "\n");
}

static void put_rivals(retort_buf *out, const retort_evidence *e)
{
    retort_buf_puts(out, "nearest set, references of other lineages that may "
                         "not be told from this one:\n");
    for (size_t i = 0; i < e->rival_count; i++) {
        const retort_rival *r = &e->rivals[i];

        retort_buf_puts(out, "  ");
        retort_escape_text(out, r->model);
        retort_buf_puts(out, ", lineage ");
        retort_escape_text(out, r->lineage);
        retort_buf_puts(out, ", score ");
        put_number(out, r->score, 3);
        retort_buf_puts(out, ", not below in ");
        put_number(out, 100 * r->chance, 1);
        retort_buf_puts(out, " % of draws\n");
    }
    retort_buf_puts(out, "\n");
}

static void put_proposition(retort_buf *out, const retort_evidence *e,
                            const retort_proposition_info *about)
{
    retort_buf_printf(out, "%s: ", about->id);
    put_wrapped(out, about->question, strlen(about->id) + 2);
    retort_buf_puts(out, "\nverdict: ");
    retort_escape_text(out, e->verdict);
    retort_buf_puts(out, "\n\n");
    if (retort_evidence_is_refused(e))
        put_rules(out, e, true);
    put_fact(out, "proposition", about->hp);
    put_fact(out, "alternative", about->hd);
    put_fact(out, "population", about->population);
    retort_buf_puts(out, "\n");
    put_paragraph(out, e->sentence);
    put_paragraph(out, e->caution);
    put_facts(out, e);
    if (retort_evidence_is_weighed(e))
        put_settings(out, e);
    if (e->rival_count > 0)
        put_rivals(out, e);
    if (e->rule_count > 0)
        put_rules(out, e, false);
}

void retort_text_evidence(retort_buf *out, const retort_suspect *s)
{
    if (s->evidence_count == 0)
        return;
    retort_buf_puts(out, "EVIDENCE\n\nS is the suspect, ");
    retort_escape_text(out, s->name);
    if (s->candidate_count > 0) {
        retort_buf_puts(out, "\nR is the reference, ");
        retort_escape_text(out, s->candidates[0].model);
    }
    retort_buf_puts(out, "\n\n");
    put_overview(out, s);
    for (size_t i = 0; i < s->evidence_count; i++)
        put_proposition(out, &s->evidence[i],
                        retort_proposition_about((retort_proposition)i));
}
