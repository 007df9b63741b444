#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "report/columns.h"
#include "report/html.h"
#include "report/page.h"
#include "report/plot_strip.h"
#include "report/svg.h"

enum { KIN_SHOWN = 15, ID_BYTES = 40, BAR_WIDTH = 28 };

/* Scores that the table of references shows behind profile and percentile. */
static const retort_score OTHERS[] = {
    RETORT_SCORE_RESIDUAL, RETORT_SCORE_PMZ,   RETORT_SCORE_RARE,
    RETORT_SCORE_DELTA,    RETORT_SCORE_REUSE, RETORT_SCORE_HUB,
    RETORT_SCORE_LENGTH,
};
enum { OTHERS_COUNT = sizeof(OTHERS) / sizeof(OTHERS[0]) };

/* Scores that go with the residual cosine. */
static const retort_score KIN[] = {
    RETORT_SCORE_RESIDUAL, RETORT_SCORE_PMZ,    RETORT_SCORE_RARE,
    RETORT_SCORE_REUSE,    RETORT_SCORE_LENGTH,
};
enum { KIN_COUNT = sizeof(KIN) / sizeof(KIN[0]) };

static void put_score(retort_buf *out, const retort_candidate *c,
                      retort_score score)
{
    const retort_column *column = retort_column_about(score);

    retort_html_cell_number(out, c->score[score] * column->factor,
                            column->decimals);
}

static void put_heads(retort_buf *out, const retort_suspect *s,
                      const retort_score *scores, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!retort_column_is_used(s, scores[i]))
            continue;
        retort_html_head(
            out, retort_score_about(scores[i])->is_baseline ? "n base" : "n",
            retort_column_about(scores[i])->head);
    }
}

static void put_scores(retort_buf *out, const retort_suspect *s,
                       const retort_candidate *c, const retort_score *scores,
                       size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (retort_column_is_used(s, scores[i]))
            put_score(out, c, scores[i]);
    }
}

static void put_who(retort_buf *out, const char *text)
{
    retort_buf_puts(out, "<td class=\"who\">");
    retort_html_foreign(out, text);
    retort_buf_puts(out, "</td>");
}

static void put_model(retort_buf *out, const retort_candidate *c,
                      bool ranks_references)
{
    retort_buf_puts(out, "<th scope=\"row\">");
    retort_html_name(out, c->model);
    if (c->is_own_lineage)
        retort_buf_puts(out, " <span class=\"mark\">own lineage</span>");
    if (ranks_references && c->in_nearest_set)
        retort_buf_puts(out, " <span class=\"mark\">nearest set</span>");
    retort_buf_puts(out, "</th>");
    put_who(out, c->lineage);
    put_who(out, c->vendor);
}

/* The number and a bar of its share of the highest, for the eye. */
static void put_profile(retort_buf *out, const retort_candidate *c,
                        double highest)
{
    double profile = c->score[RETORT_SCORE_PROFILE];
    double width =
        profile > 0 && highest > 0 ? profile / highest * BAR_WIDTH : 0;

    retort_buf_puts(out, "<td class=\"n\">");
    retort_buf_printf(out,
                      "<svg class=\"bar\" aria-hidden=\"true\" width=\"%d\" "
                      "height=\"8\">",
                      BAR_WIDTH);
    retort_svg_rect(out, 0, 0, BAR_WIDTH, 8, "track");
    retort_svg_rect(out, 0, 0, isfinite(width) ? width : 0, 8, "fill");
    retort_buf_puts(out, "</svg>");
    retort_html_number(out, profile, 3);
    retort_buf_puts(out, "</td>");
}

static void put_percentile(retort_buf *out, const retort_candidate *c)
{
    retort_html_cell_number(out, c->percentile, 1);
    if (retort_column_has_controls(c)) {
        retort_html_cell_count(out, c->control_suspects);
        return;
    }
    retort_buf_puts(out, "<td class=\"n basis\"><span class=\"unit\">");
    retort_html_foreign(out, c->percentile_basis);
    retort_buf_puts(out, "</span></td>");
}

/* Both in one column: the table is wide. */
static void put_p(retort_buf *out, const retort_candidate *c)
{
    if (!isfinite(retort_column_p(c))) {
        retort_html_cell_number(out, (double)NAN, 0);
        return;
    }
    retort_buf_puts(out, "<td class=\"n p\">");
    retort_html_number(out, retort_column_p(c), 3);
    retort_buf_puts(out, " <span class=\"unit\">");
    retort_html_number(out, retort_column_p_holm(c), 3);
    retort_buf_puts(out, "</span></td>");
}

static void put_reference(retort_buf *out, const retort_suspect *s,
                          const retort_candidate *c, double highest)
{
    retort_buf_printf(out, "<tr><td class=\"n rank\">%" PRIu32 "</td>",
                      c->rank_distilled);
    put_model(out, c, true);
    put_profile(out, c, highest);
    put_percentile(out, c);
    if (retort_column_has_p(s))
        put_p(out, c);
    put_scores(out, s, c, OTHERS, OTHERS_COUNT);
    retort_html_cell_count(out, c->shared_prompts);
    retort_buf_printf(
        out, "<td class=\"n\">%" PRIu32 "/%" PRIu32 "/%" PRIu32 "</td></tr>\n",
        c->controls, c->control_lineages, c->control_vendors);
}

static void put_reference_heads(retort_buf *out, const retort_suspect *s)
{
    retort_buf_puts(out, "<thead><tr>");
    retort_html_head(out, "n", "Rank");
    retort_html_head(out, "", "Model");
    retort_html_head(out, "", "Lineage");
    retort_html_head(out, "", "Vendor");
    retort_html_head(out, "n", "Profile");
    retort_html_head(out, "n", "Percentile");
    retort_html_head(out, "n", "Control suspects");
    if (retort_column_has_p(s))
        retort_html_head(out, "n", "p, Holm p");
    put_heads(out, s, OTHERS, OTHERS_COUNT);
    retort_html_head(out, "n", "Prompts");
    retort_html_head(out, "n", "Controls, lineages, vendors");
    retort_buf_puts(out, "</tr></thead>\n<tbody>\n");
}

static double highest_profile(const retort_suspect *s)
{
    double highest = 0;

    for (size_t i = 0; i < s->candidate_count; i++) {
        const retort_candidate *c = &s->candidates[i];

        if (c->rank_distilled > 0 && c->score[RETORT_SCORE_PROFILE] > highest)
            highest = c->score[RETORT_SCORE_PROFILE];
    }
    return highest;
}

void retort_page_distilled(retort_buf *out, const retort_suspect *s,
                           size_t number)
{
    double highest = highest_profile(s);
    char id[ID_BYTES];

    retort_buf_puts(out, "<h3>Distilled: references by profile</h3>\n");
    if (retort_column_ranked_count(s) == 0) {
        retort_buf_puts(out, "<p class=\"quiet\">No reference has a profile "
                             "score.</p>\n");
        return;
    }
    (void)snprintf(id, sizeof(id), "s%zu-distilled", number);
    retort_buf_puts(out, "<div class=\"ranking\">\n");
    retort_html_table_open(out, id,
                           "Ranked by the raw profile score. Hub and length "
                           "are baselines to beat, no evidence. Prompts are "
                           "those that both answered.");
    put_reference_heads(out, s);
    for (size_t i = 0; i < s->candidate_count; i++) {
        if (s->candidates[i].rank_distilled > 0)
            put_reference(out, s, &s->candidates[i], highest);
    }
    retort_buf_puts(out, "</tbody>\n");
    retort_html_table_close(out);
    retort_buf_puts(out, "</div>\n");
}

static void put_kin(retort_buf *out, const retort_suspect *s,
                    const retort_candidate *c)
{
    retort_buf_printf(out, "<tr><td class=\"n rank\">%" PRIu32 "</td>",
                      c->rank_kin);
    put_model(out, c, false);
    retort_html_cell(out, c->relation);
    retort_html_cell(out, c->released);
    put_scores(out, s, c, KIN, KIN_COUNT);
    retort_html_cell_count(out, c->shared_prompts);
    retort_buf_puts(out, "</tr>\n");
}

static void put_kin_rows(retort_buf *out, const retort_suspect *s)
{
    const retort_candidate *shown[KIN_SHOWN] = {NULL};

    for (size_t i = 0; i < s->candidate_count; i++) {
        uint32_t rank = s->candidates[i].rank_kin;

        if (rank > 0 && rank <= KIN_SHOWN)
            shown[rank - 1] = &s->candidates[i];
    }
    for (size_t i = 0; i < KIN_SHOWN; i++) {
        if (shown[i])
            put_kin(out, s, shown[i]);
    }
}

void retort_page_kin(retort_buf *out, const retort_suspect *s, size_t number)
{
    char id[ID_BYTES];

    retort_buf_puts(out, "<h3>Same or tuned: models by residual</h3>\n");
    if (!retort_column_ranked_kin(s, 1)) {
        retort_buf_puts(out, "<p class=\"quiet\">No model has a residual "
                             "cosine.</p>\n");
        return;
    }
    (void)snprintf(id, sizeof(id), "s%zu-kin", number);
    retort_buf_puts(out, "<div class=\"ranking\">\n");
    retort_html_table_open(out, id,
                           "The 15 nearest of all models, references or not, "
                           "by residual cosine.");
    retort_buf_puts(out, "<thead><tr>");
    retort_html_head(out, "n", "Rank");
    retort_html_head(out, "", "Model");
    retort_html_head(out, "", "Lineage");
    retort_html_head(out, "", "Vendor");
    retort_html_head(out, "", "Relation");
    retort_html_head(out, "", "Released");
    put_heads(out, s, KIN, KIN_COUNT);
    retort_html_head(out, "n", "Prompts");
    retort_buf_puts(out, "</tr></thead>\n<tbody>\n");
    put_kin_rows(out, s);
    retort_buf_puts(out, "</tbody>\n");
    retort_html_table_close(out);
    retort_buf_puts(out, "</div>\n");
}

static void put_strip_row(retort_buf *out, const retort_strip *strip)
{
    static const double QUARTILES[] = {0, 0.25, 0.5, 0.75, 1};

    retort_buf_puts(out, "<tr><th scope=\"row\">");
    retort_html_name(out, strip->reference);
    retort_buf_puts(out, "</th>");
    retort_html_cell_number(out, strip->suspect_score, 3);
    for (size_t i = 0; i < sizeof(QUARTILES) / sizeof(QUARTILES[0]); i++)
        retort_html_cell_number(out, retort_strip_quantile(strip, QUARTILES[i]),
                                3);
    retort_html_cell_count(out, strip->point_count);
    retort_html_cell_count(out, retort_strip_above(strip));
    retort_buf_puts(out, "</tr>\n");
}

static void put_strip_numbers(retort_buf *out, const retort_suspect *s,
                              const char *id)
{
    static const char *const HEADS[] = {
        "Suspect",    "Lowest",  "Quartile 1",       "Median",
        "Quartile 3", "Highest", "Control suspects", "Above the suspect"};

    retort_buf_puts(out,
                    "<details>\n<summary>Numbers of the picture</summary>\n");
    retort_html_table_open(out, id, "Profile scores of the control suspects");
    retort_buf_puts(out, "<thead><tr>");
    retort_html_head(out, "", "Reference");
    for (size_t i = 0; i < sizeof(HEADS) / sizeof(HEADS[0]); i++)
        retort_html_head(out, "n", HEADS[i]);
    retort_buf_puts(out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < s->strip_count; i++)
        put_strip_row(out, &s->strips[i]);
    retort_buf_puts(out, "</tbody>\n");
    retort_html_table_close(out);
    retort_buf_puts(out, "</details>\n");
}

void retort_page_strips(retort_buf *out, const retort_suspect *s, size_t number)
{
    char id[ID_BYTES];

    if (s->strip_count == 0)
        return;
    retort_buf_puts(out,
                    "<h3>Where the suspect stands among control suspects</h3>\n"
                    "<p>A control suspect is a model documented not to descend "
                    "from the reference. A diamond far to the right of all "
                    "points stands out; one inside the cloud does not.</p>\n"
                    "<figure class=\"scroll\">\n");
    (void)snprintf(id, sizeof(id), "s%zu-strips", number);
    retort_plot_strip(out, s, id);
    retort_buf_puts(out, "</figure>\n");
    (void)snprintf(id, sizeof(id), "s%zu-strip-numbers", number);
    put_strip_numbers(out, s, id);
}
