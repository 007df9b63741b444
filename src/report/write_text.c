#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "report/columns.h"
#include "report/escape.h"
#include "report/finding.h"
#include "report/number.h"
#include "report/sink.h"
#include "report/text_evidence.h"
#include "report/text_layout.h"
#include "report/text_pair.h"

enum {
    ROWS_SHOWN = 15,
    MODEL_COLUMNS = 30,
    LINEAGE_COLUMNS = 16,
    NUMBER_COLUMNS = 9,
};

static void put_finding(retort_buf *out, const retort_suspect *s, bool is_pair)
{
    static const retort_finding_form FORM = {
        "", ": ", "\n\n", "", "", "", "", retort_escape_text};
    retort_buf prose;

    retort_buf_init(&prose, (size_t)1 << 20);
    if (is_pair)
        retort_finding_write_pair(&prose, s, &FORM);
    else
        retort_finding_write(&prose, s, &FORM);
    if (retort_buf_status(&prose) != RETORT_OK && out->status == RETORT_OK)
        out->status = retort_buf_status(&prose);
    retort_text_wrapped(out, (retort_span){prose.ptr, prose.len}, 0);
    retort_buf_release(&prose);
}

static void put_fact(retort_buf *out, const char *term, const char *text)
{
    retort_buf_printf(out, "%-12s", term);
    retort_escape_text(out, *text ? text : "not known");
    retort_buf_puts(out, "\n");
}

static void put_compared(retort_buf *out, const retort_suspect *s)
{
    put_fact(out, "suspect", s->name);
    put_fact(out, "lineage", s->lineage);
    put_fact(out, "sha256", s->content_digest);
    retort_buf_printf(
        out, "%-12s%" PRIu64 " replies to %" PRIu64 " prompts, median length ",
        "compared", s->replies, s->prompts);
    if (!retort_number_fixed(out, s->median_chars, 0))
        retort_buf_puts(out, "not known");
    retort_buf_puts(out, " characters\n\n");
}

/* A whole number needs no decimals. */
static void put_measure(retort_buf *out, double value)
{
    retort_text_right(out, value, value == floor(value) ? 0 : 2, 0);
}

static void put_warnings(retort_buf *out, const retort_suspect *s)
{
    for (size_t i = 0; i < s->warning_count; i++) {
        const retort_warning *w = &s->warnings[i];

        retort_buf_puts(out, "warning [");
        retort_escape_text(out, w->id);
        retort_buf_puts(out, "] ");
        retort_escape_text(out, w->text);
        retort_buf_puts(out, " Found ");
        put_measure(out, w->value);
        retort_buf_puts(out, ", limit ");
        put_measure(out, w->limit);
        retort_buf_puts(out, ".\n");
    }
    for (size_t i = 0; i < s->left_out_count; i++) {
        retort_buf_puts(out, "left out: ");
        retort_escape_text(out, s->left_out[i]);
        retort_buf_puts(out, "\n");
    }
    if (s->warning_count + s->left_out_count > 0)
        retort_buf_puts(out, "\n");
}

/* Scores of the two tables; a column that nobody has is left out. */
static const retort_score DISTILLED[] = {
    RETORT_SCORE_PROFILE, RETORT_SCORE_RESIDUAL, RETORT_SCORE_PMZ,
    RETORT_SCORE_REUSE,   RETORT_SCORE_HUB,      RETORT_SCORE_LENGTH,
};
static const retort_score KIN[] = {
    RETORT_SCORE_RESIDUAL, RETORT_SCORE_PMZ,   RETORT_SCORE_RARE,
    RETORT_SCORE_DELTA,    RETORT_SCORE_REUSE, RETORT_SCORE_LENGTH,
};
enum { TABLE_SCORES = sizeof(KIN) / sizeof(KIN[0]) };

/* One row of scores, or their heads when @p c is NULL. */
static void put_scores(retort_buf *out, const retort_suspect *s,
                       const retort_candidate *c, bool is_kin)
{
    for (size_t i = 0; i < TABLE_SCORES; i++) {
        retort_score score = is_kin ? KIN[i] : DISTILLED[i];
        const retort_column *column = retort_column_about(score);

        if (!retort_column_is_used(s, score))
            continue;
        if (c)
            retort_text_right(out, c->score[score] * column->factor,
                              column->decimals, NUMBER_COLUMNS);
        else
            retort_text_head(out, column->head, NUMBER_COLUMNS);
    }
}

static void put_table_head(retort_buf *out, const retort_suspect *s,
                           bool is_kin)
{
    retort_text_head(out, "rank", 5);
    retort_buf_puts(out, "  ");
    retort_text_left(out, "model", MODEL_COLUMNS);
    retort_buf_puts(out, "  ");
    retort_text_left(out, "lineage", LINEAGE_COLUMNS);
    put_scores(out, s, NULL, is_kin);
    if (!is_kin)
        retort_text_head(out, "pctile", NUMBER_COLUMNS);
    if (!is_kin && retort_column_has_p(s)) {
        retort_text_head(out, "p", NUMBER_COLUMNS);
        retort_text_head(out, "Holm p", NUMBER_COLUMNS);
    }
    retort_text_head(out, "prompts", NUMBER_COLUMNS);
    retort_buf_puts(out, "\n");
}

/* Which of the two ranks of a candidate a table goes by. */
static uint32_t rank_of(const retort_candidate *c, bool is_kin)
{
    return is_kin ? c->rank_kin : c->rank_distilled;
}

static void put_row(retort_buf *out, const retort_suspect *s,
                    const retort_candidate *c, bool is_kin)
{
    retort_text_right(out, rank_of(c, is_kin), 0, 5);
    retort_buf_puts(out, !is_kin && c->in_nearest_set ? " ~" : "  ");
    retort_text_left(out, c->model, MODEL_COLUMNS);
    retort_buf_puts(out, "  ");
    retort_text_left(out, c->lineage, LINEAGE_COLUMNS);
    put_scores(out, s, c, is_kin);
    if (!is_kin) {
        retort_text_right(out, c->percentile, 1, NUMBER_COLUMNS - 1);
        retort_buf_puts(out, retort_column_has_controls(c) ? " " : "*");
    }
    if (!is_kin && retort_column_has_p(s)) {
        retort_text_right(out, retort_column_p(c), 3, NUMBER_COLUMNS);
        retort_text_right(out, retort_column_p_holm(c), 3, NUMBER_COLUMNS);
    }
    retort_text_right(out, c->shared_prompts, 0, NUMBER_COLUMNS);
    retort_buf_puts(out, "\n");
}

static void put_table(retort_buf *out, const retort_suspect *s, bool is_kin,
                      const char *title)
{
    const retort_candidate *shown[ROWS_SHOWN] = {NULL};
    size_t ranked = 0;

    for (size_t i = 0; i < s->candidate_count; i++) {
        uint32_t rank = rank_of(&s->candidates[i], is_kin);

        ranked += rank > 0;
        if (rank > 0 && rank <= ROWS_SHOWN)
            shown[rank - 1] = &s->candidates[i];
    }
    if (ranked == 0)
        return;
    retort_buf_printf(out, "%s\n\n", title);
    put_table_head(out, s, is_kin);
    for (size_t i = 0; i < ROWS_SHOWN; i++) {
        if (shown[i])
            put_row(out, s, shown[i], is_kin);
    }
    if (ranked > ROWS_SHOWN)
        retort_buf_printf(out, "       and %zu more\n", ranked - ROWS_SHOWN);
    retort_buf_puts(out, "\n");
}

static void put_suspect(retort_buf *out, const retort_suspect *s)
{
    put_compared(out, s);
    put_warnings(out, s);
    put_finding(out, s, false);
    put_table(out, s, false,
              "DISTILLED: references by profile; hub and length "
              "are baselines to beat;\npctile is among control "
              "suspects, with * among references; ~ nearest set");
    put_table(out, s, true, "SAME OR TUNED: models by residual");
}

static void put_pair(retort_buf *out, const retort_suspect *s,
                     bool has_evidence)
{
    put_compared(out, s);
    put_warnings(out, s);
    if (has_evidence) {
        retort_text_evidence(out, s);
        retort_buf_puts(out, "SCREENING, which weighs nothing\n\n");
    }
    put_finding(out, s, true);
    if (s->candidate_count > 0)
        retort_text_pair(out, s, s->candidates);
}

static void put_provenance(retort_buf *out, const retort_provenance *p)
{
    put_fact(out, "library", p->library_name);
    put_fact(out, "sha256", p->library_digest);
    retort_buf_printf(out,
                      "%-12s%" PRIu32 " models, %" PRIu32 " lineages, %" PRIu32
                      " references\n",
                      "holding", p->library_models, p->library_lineages,
                      p->library_references);
    if (*p->calibration_digest)
        put_fact(out, "calibration", p->calibration_digest);
    put_fact(out, "made by", p->tool);
    put_fact(out, "version", p->version);
    retort_buf_printf(out, "%-12s%" PRIu32 "\n", "rules", p->rules_version);
    put_fact(out, "build", p->build);
    put_fact(out, "options", p->options);
    if (*p->library_notice)
        put_fact(out, "terms", p->library_notice);
}

retort_status retort_text_write(const retort_screening *result, retort_buf *out,
                                retort_err *err)
{
    (void)err;
    retort_escape_text(out, result->status);
    retort_buf_puts(out, "\n\n");
    for (size_t i = 0; i < result->suspect_count; i++) {
        if (strcmp(result->kind, "compare") == 0)
            put_pair(out, &result->suspects[i],
                     retort_column_has_evidence(result));
        else
            put_suspect(out, &result->suspects[i]);
    }
    put_provenance(out, &result->provenance);
    return RETORT_OK;
}
