#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "report/columns.h"
#include "report/html.h"
#include "report/page.h"

static void put_about(retort_buf *out, const retort_candidate *c)
{
    retort_buf_puts(out, "<dl class=\"facts\">\n<div><dt>Reference</dt><dd>");
    retort_html_name(out, c->model);
    retort_buf_puts(out, "</dd></div>\n");
    retort_html_fact(out, "Lineage", c->lineage);
    retort_html_fact(out, "Vendor", c->vendor);
    retort_html_fact(out, "Relation", c->relation);
    retort_html_fact(out, "Released", c->released);
    retort_html_fact_count(out, "Shared prompts", c->shared_prompts);
    retort_buf_puts(out, "</dl>\n");
}

static void put_value(retort_buf *out, const retort_candidate *c,
                      retort_score score)
{
    const retort_column *column = retort_column_about(score);

    retort_buf_puts(out, "<td class=\"n\">");
    retort_html_number(out, c->score[score] * column->factor, column->decimals);
    if (column->factor > 1 && isfinite(c->score[score]))
        retort_buf_puts(out, " %");
    retort_buf_puts(out, "</td>");
}

static void put_place(retort_buf *out, const retort_suspect *s,
                      const retort_candidate *c, retort_score score)
{
    retort_standing at = retort_column_standing(s, c, score);

    if (at.place == 0) {
        retort_html_cell_number(out, (double)NAN, 0);
        return;
    }
    retort_buf_printf(out,
                      "<td class=\"n\">%" PRIu32
                      " <span class=\"unit\">of %" PRIu32 " %s</span></td>",
                      at.place, at.among, at.what);
}

static void put_score(retort_buf *out, const retort_suspect *s,
                      const retort_candidate *c, retort_score score)
{
    const retort_score_info *about = retort_score_about(score);

    retort_buf_printf(out, "<tr><th scope=\"row\"%s>%s</th>",
                      about->is_baseline ? " class=\"base\"" : "",
                      about->title);
    put_value(out, c, score);
    put_place(out, s, c, score);
    retort_html_cell(out, about->meaning);
    retort_buf_puts(out, "</tr>\n");
}

static void put_scores(retort_buf *out, const retort_suspect *s,
                       const retort_candidate *c, size_t number)
{
    char id[40];

    (void)snprintf(id, sizeof(id), "s%zu-pair", number);
    retort_buf_puts(out, "<div class=\"pair\">\n");
    retort_html_table_open(out, id,
                           "Scores of this pair; higher is closer. A place "
                           "counts among all that were ranked.");
    retort_buf_puts(out, "<thead><tr>");
    retort_html_head(out, "", "Score");
    retort_html_head(out, "n", "Value");
    retort_html_head(out, "n", "Place");
    retort_html_head(out, "", "What it means");
    retort_buf_puts(out, "</tr></thead>\n<tbody>\n");
    for (int i = 0; i < RETORT_SCORE_COUNT; i++)
        put_score(out, s, c, (retort_score)i);
    retort_buf_puts(out, "</tbody>\n");
    retort_html_table_close(out);
    retort_buf_puts(out, "</div>\n");
}

static void put_percentile(retort_buf *out, const retort_candidate *c)
{
    retort_buf_puts(out, "<div><dt>Percentile of the profile</dt><dd>");
    retort_html_number(out, c->percentile, 1);
    if (isfinite(c->percentile) && retort_column_has_controls(c)) {
        retort_buf_printf(
            out, " among %" PRIu32 " control suspects of %" PRIu32 " lineages",
            c->control_suspects, c->control_suspect_lineages);
    } else if (isfinite(c->percentile)) {
        retort_buf_puts(out, " among ");
        retort_html_foreign(out, c->percentile_basis);
        retort_buf_printf(out, ", for want of control suspects (%" PRIu32 ")",
                          c->control_suspects);
    }
    retort_buf_puts(out, "</dd></div>\n");
}

static void put_behind(retort_buf *out, const retort_candidate *c)
{
    retort_buf_puts(out, "<dl class=\"facts\">\n");
    put_percentile(out, c);
    retort_buf_printf(out,
                      "<div><dt>Controls</dt><dd>%" PRIu32 " models of %" PRIu32
                      " lineages and %" PRIu32 " vendors</dd></div>\n"
                      "<div><dt>Background</dt><dd>%" PRIu32
                      " lineages</dd></div>\n</dl>\n",
                      c->controls, c->control_lineages, c->control_vendors,
                      c->background_lineages);
}

void retort_page_pair(retort_buf *out, const retort_suspect *s, size_t number)
{
    retort_buf_puts(out, "<h3>The pair, score by score</h3>\n");
    if (s->candidate_count == 0) {
        retort_buf_puts(out, "<p class=\"quiet\">Nothing was compared.</p>\n");
        return;
    }
    put_about(out, s->candidates);
    put_scores(out, s, s->candidates, number);
    put_behind(out, s->candidates);
}
