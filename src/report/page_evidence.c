#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/evidence_rows.h"
#include "report/html.h"
#include "report/page.h"

enum { ID_BYTES = 64 };

/* Ids of a suspect's tables: the proposition comes from our own table. */
static void make_id(char *id, size_t number, size_t proposition,
                    const char *what)
{
    (void)snprintf(
        id, ID_BYTES, "s%zu-%s-%s", number,
        retort_proposition_about((retort_proposition)proposition)->id, what);
}

/* A range with a true minus on both sides; nothing known is one dash. */
static void put_range(retort_buf *out, double low, double high, int decimals)
{
    retort_html_number(out, low, decimals);
    if (!isfinite(low) && !isfinite(high))
        return;
    retort_buf_puts(out, ", ");
    retort_html_number(out, high, decimals);
}

static void put_verdict(retort_buf *out, const retort_evidence *e)
{
    retort_buf_puts(out, "<strong class=\"verdict\">");
    retort_html_foreign(out, e->verdict);
    retort_buf_puts(out, "</strong>");
}

static void put_overview_row(retort_buf *out, const retort_evidence *e,
                             const retort_proposition_info *about)
{
    retort_buf_printf(out, "<tr><th scope=\"row\">%s</th><td>", about->id);
    retort_html_foreign(out, about->question);
    retort_buf_puts(out, "</td><td>");
    put_verdict(out, e);
    retort_buf_puts(out, "</td>");
    retort_html_cell_number(out, e->llr, 2);
    retort_buf_puts(out, "<td class=\"n\">");
    put_range(out, e->low, e->high, 2);
    retort_buf_puts(out, "</td>");
    retort_html_cell(out, e->label);
    retort_buf_puts(out, "</tr>\n");
}

static void put_overview(retort_buf *out, const retort_suspect *s,
                         size_t number)
{
    char id[ID_BYTES];

    (void)snprintf(id, sizeof(id), "s%zu-evidence", number);
    retort_html_table_open(out, id,
                           "Five questions, each with its own population, "
                           "calibration and error rates, in the order in "
                           "which they are answered.");
    retort_buf_puts(out, "<thead><tr>");
    retort_html_head(out, "", "Proposition");
    retort_html_head(out, "", "Question");
    retort_html_head(out, "", "Verdict");
    retort_html_head(out, "n", "Log10 LR");
    retort_html_head(out, "n", "Interval, 95 %");
    retort_html_head(out, "", "In words");
    retort_buf_puts(out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < s->evidence_count; i++)
        put_overview_row(out, &s->evidence[i],
                         retort_proposition_about((retort_proposition)i));
    retort_buf_puts(out, "</tbody>\n");
    retort_html_table_close(out);
}

static void put_rule(retort_buf *out, const retort_rule *r)
{
    retort_buf_puts(out, "<tr><td>");
    retort_html_foreign(out, r->text);
    retort_buf_puts(out, "</td>");
    retort_html_cell_measure(out, r->value);
    retort_html_cell_measure(out, r->limit);
    retort_buf_printf(
        out, r->passed ? "<td>%s</td>" : "<td><strong>%s</strong></td>",
        retort_evidence_outcome(r));
    retort_buf_puts(out, "<td><code>");
    retort_html_foreign(out, r->id);
    retort_buf_puts(out, "</code></td></tr>\n");
}

/* All rules, or those that refuse only. */
static void put_rules(retort_buf *out, const retort_evidence *e, const char *id,
                      bool refusing_only)
{
    retort_html_table_open(out, id,
                           refusing_only
                               ? "Why there is no likelihood ratio"
                               : "All rules that the case was held against");
    retort_buf_puts(out, "<thead><tr>");
    retort_html_head(out, "", "What is asked");
    retort_html_head(out, "n", "Found");
    retort_html_head(out, "n", "Limit");
    retort_html_head(out, "", "Outcome");
    retort_html_head(out, "", "Id");
    retort_buf_puts(out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < e->rule_count; i++) {
        if (!refusing_only || retort_evidence_rule_refuses(&e->rules[i]))
            put_rule(out, &e->rules[i]);
    }
    retort_buf_puts(out, "</tbody>\n");
    retort_html_table_close(out);
}

static void put_paragraph(retort_buf *out, const char *cls, const char *text)
{
    if (!*text)
        return;
    retort_buf_printf(out, "<p class=\"%s\">", cls);
    retort_html_foreign(out, text);
    retort_buf_puts(out, "</p>\n");
}

static void put_share(retort_buf *out, const char *term, double share)
{
    if (!isfinite(share))
        return;
    retort_buf_printf(out, "<div><dt>%s</dt><dd>", term);
    retort_html_number(out, 100 * share, 1);
    retort_buf_puts(out, " %</dd></div>\n");
}

static void put_p(retort_buf *out, const retort_evidence *e)
{
    if (!isfinite(e->p))
        return;
    retort_buf_puts(out, "<div><dt>Rank p among control suspects</dt><dd>");
    retort_html_number(out, e->p, 3);
    retort_buf_puts(out, ", which cannot fall below ");
    retort_html_number(out, e->p_floor, 3);
    retort_buf_puts(out, "</dd></div>\n");
}

static void put_scale_models(retort_buf *out, const retort_evidence *e)
{
    if (e->scale_model_count == 0)
        return;
    retort_buf_puts(out, "<div><dt>Scaled by control suspects</dt><dd>");
    for (size_t i = 0; i < e->scale_model_count; i++) {
        retort_buf_puts(out, i ? ", " : "");
        retort_html_name(out, e->scale_models[i]);
    }
    retort_buf_puts(out, "</dd></div>\n");
}

static void put_text(retort_buf *out, const char *term, const char *text)
{
    if (*text)
        retort_html_fact(out, term, text);
}

static void put_facts(retort_buf *out, const retort_evidence *e)
{
    retort_buf_puts(out, "<dl class=\"facts\">\n");
    if (isfinite(e->llr)) {
        retort_buf_puts(out, "<div><dt>Log10 LR</dt><dd>");
        retort_html_number(out, e->llr, 2);
        retort_buf_puts(out, "</dd></div>\n<div><dt>Interval, 95 %</dt><dd>");
        put_range(out, e->low, e->high, 2);
        retort_buf_puts(out, "</dd></div>\n");
    }
    put_text(out, "In words", e->label);
    put_text(out, "Headline, the setting nearer to LR 1", e->headline);
    put_text(out, "Calibrated by", e->calibration);
    put_text(out, "The likeness is explained by", e->explained_by);
    put_p(out, e);
    put_share(out, "Positives of this calibration with LR above 2", e->power);
    put_share(out, "Nulls of this calibration with LR above 2",
              e->false_support);
    put_scale_models(out, e);
    retort_buf_puts(out, "</dl>\n");
}

static void put_rule_of_bound(retort_buf *out, const char *rule)
{
    if (!*rule)
        return;
    retort_buf_puts(out, " <span class=\"unit\">");
    retort_html_foreign(out, rule);
    retort_buf_puts(out, "</span>");
}

static void put_or_dash(retort_buf *out, const char *text)
{
    if (*text)
        retort_html_foreign(out, text);
    else
        retort_html_number(out, (double)NAN, 0);
}

static void put_value(retort_buf *out, const retort_setting *s,
                      const retort_evidence_row *row)
{
    retort_buf_puts(out, "<td class=\"n\">");
    switch (row->form) {
    case RETORT_EVIDENCE_NUMBER:
        retort_html_number(out, retort_evidence_number_at(s, row->offset),
                           row->decimals);
        break;
    case RETORT_EVIDENCE_RANGE:
        put_range(out, retort_evidence_number_at(s, row->offset),
                  retort_evidence_number_at(s, row->more), row->decimals);
        break;
    case RETORT_EVIDENCE_BOUND:
        retort_html_number(out, retort_evidence_number_at(s, row->offset),
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
    retort_buf_puts(out, "</td>");
}

static void put_settings(retort_buf *out, const retort_evidence *e,
                         const char *id)
{
    retort_html_table_open(out, id,
                           "The calibration, closed (the background as it is) "
                           "and open (other documented teachers of the "
                           "suspect taken out of it)");
    retort_buf_puts(out, "<thead><tr>");
    retort_html_head(out, "", "Figure");
    retort_html_head(out, "n", "Closed");
    retort_html_head(out, "n", "Open");
    retort_buf_puts(out, "</tr></thead>\n<tbody>\n");
    for (const retort_evidence_row *r = retort_evidence_rows; r->title; r++) {
        retort_buf_printf(out, "<tr><th scope=\"row\">%s</th>", r->title);
        put_value(out, &e->closed, r);
        put_value(out, &e->open, r);
        retort_buf_puts(out, "</tr>\n");
    }
    retort_buf_puts(out, "</tbody>\n");
    retort_html_table_close(out);
}

static void put_rivals(retort_buf *out, const retort_evidence *e,
                       const char *id)
{
    retort_html_table_open(out, id,
                           "The nearest set: references of other lineages "
                           "that may not be told from this one");
    retort_buf_puts(out, "<thead><tr>");
    retort_html_head(out, "", "Reference");
    retort_html_head(out, "", "Lineage");
    retort_html_head(out, "n", "Score");
    retort_html_head(out, "n", "Draws in which it is not below");
    retort_buf_puts(out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < e->rival_count; i++) {
        const retort_rival *r = &e->rivals[i];

        retort_buf_puts(out, "<tr><th scope=\"row\">");
        retort_html_name(out, r->model);
        retort_buf_puts(out, "</th>");
        retort_html_cell(out, r->lineage);
        retort_html_cell_number(out, r->score, 3);
        retort_buf_puts(out, "<td class=\"n\">");
        retort_html_number(out, 100 * r->chance, 1);
        retort_buf_puts(out, isfinite(100 * r->chance) ? " %</td></tr>\n"
                                                       : "</td></tr>\n");
    }
    retort_buf_puts(out, "</tbody>\n");
    retort_html_table_close(out);
}

/* What is held against what: ours, yet escaped like all text. */
static void put_against(retort_buf *out, const retort_proposition_info *about)
{
    retort_buf_puts(out, "<p class=\"quiet\">Proposition: that ");
    retort_html_foreign(out, about->hp);
    retort_buf_puts(out, ". Alternative: that ");
    retort_html_foreign(out, about->hd);
    retort_buf_puts(out, ". ");
    retort_html_foreign(out, about->population);
    retort_buf_puts(out, "</p>\n");
}

static void put_proposition(retort_buf *out, const retort_evidence *e,
                            size_t number, size_t i)
{
    const retort_proposition_info *about =
        retort_proposition_about((retort_proposition)i);
    char id[ID_BYTES];

    retort_buf_printf(out, "<div class=\"proposition\">\n<h4>%s: ", about->id);
    retort_html_foreign(out, about->question);
    retort_buf_puts(out, "</h4>\n<p>");
    put_verdict(out, e);
    retort_buf_puts(out, "</p>\n");
    if (retort_evidence_is_refused(e)) {
        make_id(id, number, i, "refused");
        put_rules(out, e, id, true);
    }
    put_against(out, about);
    put_paragraph(out, "sentence", e->sentence);
    put_paragraph(out, "quiet", e->caution);
    put_facts(out, e);
    if (retort_evidence_is_weighed(e)) {
        make_id(id, number, i, "settings");
        put_settings(out, e, id);
    }
    if (e->rival_count > 0) {
        make_id(id, number, i, "rivals");
        put_rivals(out, e, id);
    }
    if (e->rule_count > 0) {
        make_id(id, number, i, "rules");
        put_rules(out, e, id, false);
    }
    retort_buf_puts(out, "</div>\n");
}

void retort_page_evidence(retort_buf *out, const retort_suspect *s,
                          size_t number)
{
    if (s->evidence_count == 0)
        return;
    retort_buf_puts(out, "<h3>Evidence</h3>\n<p>S is the suspect, ");
    retort_html_name(out, s->name);
    retort_buf_puts(out, ". R is the reference");
    if (s->candidate_count > 0) {
        retort_buf_puts(out, ", ");
        retort_html_name(out, s->candidates[0].model);
    }
    retort_buf_puts(out, ".</p>\n");
    put_overview(out, s, number);
    for (size_t i = 0; i < s->evidence_count; i++)
        put_proposition(out, &s->evidence[i], number, i);
}
