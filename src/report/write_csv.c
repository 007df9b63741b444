#include <string.h>

#include "report/escape.h"
#include "report/number.h"
#include "report/sink.h"

static void put_text(retort_buf *out, const char *text)
{
    retort_escape_csv(out, text);
    retort_buf_puts(out, ",");
}

static void put_count(retort_buf *out, uint64_t count)
{
    retort_number_count(out, count);
    retort_buf_puts(out, ",");
}

/* Not known is an empty field: no spreadsheet takes it for a number. */
static void put_number(retort_buf *out, double value)
{
    if (value - value == 0) /* finite */
        retort_number_exact(out, value);
    retort_buf_puts(out, ",");
}

static void put_head(retort_buf *out)
{
    retort_buf_puts(out, "suspect,suspect_digest,model,lineage,vendor,relation,"
                         "released,is_reference,is_own_lineage,rank_distilled,"
                         "rank_kin,");
    for (int i = 0; i < RETORT_SCORE_COUNT; i++)
        retort_buf_printf(out, "%s,", retort_score_about((retort_score)i)->id);
    retort_buf_puts(out, "percentile,percentile_basis,control_suspects,"
                         "control_suspect_lineages,controls,control_lineages,"
                         "control_vendors,background_lineages,shared_prompts,"
                         "status\r\n");
}

static void put_row(retort_buf *out, const retort_screening *result,
                    const retort_suspect *s, const retort_candidate *c)
{
    put_text(out, s->name);
    put_text(out, s->content_digest);
    put_text(out, c->model);
    put_text(out, c->lineage);
    put_text(out, c->vendor);
    put_text(out, c->relation);
    put_text(out, c->released);
    put_count(out, c->is_reference);
    put_count(out, c->is_own_lineage);
    put_count(out, c->rank_distilled);
    put_count(out, c->rank_kin);
    for (int i = 0; i < RETORT_SCORE_COUNT; i++)
        put_number(out, c->score[i]);
    put_number(out, c->percentile);
    put_text(out, c->percentile_basis);
    put_count(out, c->control_suspects);
    put_count(out, c->control_suspect_lineages);
    put_count(out, c->controls);
    put_count(out, c->control_lineages);
    put_count(out, c->control_vendors);
    put_count(out, c->background_lineages);
    put_count(out, c->shared_prompts);
    retort_escape_csv(out, result->status);
    retort_buf_puts(out, "\r\n");
}

retort_status retort_csv_write(const retort_screening *result, retort_buf *out,
                               retort_err *err)
{
    (void)err;
    put_head(out);
    for (size_t i = 0; i < result->suspect_count; i++) {
        const retort_suspect *s = &result->suspects[i];

        for (size_t j = 0; j < s->candidate_count; j++)
            put_row(out, result, s, &s->candidates[j]);
    }
    return RETORT_OK;
}
