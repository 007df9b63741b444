#include "report/text_pair.h"

#include <inttypes.h>
#include <math.h>

#include "report/columns.h"
#include "report/escape.h"
#include "report/number.h"
#include "report/plot_strip.h"
#include "report/text_layout.h"

enum { TITLE = 13, VALUE = 8, PLACE = 20, FACT = 18 };

static void put_value(retort_buf *out, const retort_candidate *c,
                      retort_score score)
{
    const retort_column *column = retort_column_about(score);
    bool is_share = column->factor > 1 && isfinite(c->score[score]);

    retort_text_right(out, c->score[score] * column->factor, column->decimals,
                      is_share ? VALUE - 2 : VALUE);
    if (is_share)
        retort_buf_puts(out, " %");
}

static void put_place(retort_buf *out, const retort_suspect *s,
                      const retort_candidate *c, retort_score score)
{
    retort_standing at = retort_column_standing(s, c, score);
    retort_buf cell;

    retort_buf_init(&cell, 64);
    if (at.place > 0)
        retort_buf_printf(&cell, "%" PRIu32 " of %" PRIu32 " %s", at.place,
                          at.among, at.what);
    else
        retort_buf_puts(&cell, "-");
    if (retort_buf_status(&cell) != RETORT_OK && out->status == RETORT_OK)
        out->status = retort_buf_status(&cell);
    retort_text_left(out, cell.ptr, PLACE);
    retort_buf_release(&cell);
}

static void put_scores(retort_buf *out, const retort_suspect *s,
                       const retort_candidate *c)
{
    retort_text_left(out, "score", TITLE);
    retort_text_head(out, "value", VALUE);
    retort_buf_puts(out, "  ");
    retort_text_left(out, "place", PLACE);
    retort_buf_puts(out, "  what it means\n");
    for (int i = 0; i < RETORT_SCORE_COUNT; i++) {
        const retort_score_info *about = retort_score_about((retort_score)i);

        retort_text_left(out, about->title, TITLE);
        put_value(out, c, (retort_score)i);
        retort_buf_puts(out, "  ");
        put_place(out, s, c, (retort_score)i);
        retort_buf_puts(out, "  ");
        retort_text_wrapped(out, retort_span_of(about->meaning),
                            TITLE + VALUE + PLACE + 4);
        retort_buf_puts(out, "\n");
    }
}

static void put_term(retort_buf *out, const char *term)
{
    retort_text_left(out, term, FACT);
}

static void put_fact(retort_buf *out, const char *term, const char *text)
{
    put_term(out, term);
    retort_escape_text(out, *text ? text : "not known");
    retort_buf_puts(out, "\n");
}

static void put_percentile(retort_buf *out, const retort_candidate *c)
{
    put_term(out, "percentile");
    if (!retort_number_fixed(out, c->percentile, 1)) {
        retort_buf_puts(out, "not known");
    } else if (retort_column_has_controls(c)) {
        retort_buf_printf(
            out, " among %" PRIu32 " control suspects of %" PRIu32 " lineages",
            c->control_suspects, c->control_suspect_lineages);
    } else {
        retort_buf_puts(out, " among ");
        retort_escape_text(out, c->percentile_basis);
        retort_buf_printf(out, ", for want of control suspects (%" PRIu32 ")",
                          c->control_suspects);
    }
    retort_buf_puts(out, "\n");
}

static void put_strip(retort_buf *out, const retort_strip *strip)
{
    static const double SHARES[] = {0, 0.25, 0.5, 0.75, 1};

    if (strip->point_count == 0)
        return;
    put_term(out, "their profiles");
    for (size_t i = 0; i < sizeof(SHARES) / sizeof(SHARES[0]); i++) {
        retort_buf_puts(out, i ? ", " : "");
        retort_text_right(out, retort_strip_quantile(strip, SHARES[i]), 3, 0);
    }
    retort_buf_puts(out, " (lowest, quartiles, highest)\n");
    put_term(out, "above the suspect");
    retort_buf_printf(out, "%zu of %zu\n", retort_strip_above(strip),
                      strip->point_count);
}

void retort_text_pair(retort_buf *out, const retort_suspect *s,
                      const retort_candidate *c)
{
    put_fact(out, "reference", c->model);
    put_fact(out, "lineage", c->lineage);
    put_fact(out, "vendor", c->vendor);
    put_fact(out, "relation", c->relation);
    put_fact(out, "released", c->released);
    put_term(out, "shared prompts");
    retort_buf_printf(out, "%" PRIu32 "\n\n", c->shared_prompts);
    put_scores(out, s, c);
    retort_buf_puts(out, "\n");
    put_percentile(out, c);
    if (s->strip_count > 0)
        put_strip(out, s->strips);
    put_term(out, "controls");
    retort_buf_printf(out,
                      "%" PRIu32 " models of %" PRIu32 " lineages and %" PRIu32
                      " vendors\n",
                      c->controls, c->control_lineages, c->control_vendors);
    put_term(out, "background");
    retort_buf_printf(out, "%" PRIu32 " lineages\n\n", c->background_lineages);
}
