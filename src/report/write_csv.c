#include <math.h>
#include <stdbool.h>

#include "report/columns.h"
#include "report/csv.h"
#include "report/escape.h"
#include "report/sink.h"

/* What a comparison with evidence says of each proposition. */
static void put_evidence_head(retort_buf *out)
{
    for (int i = 0; i < RETORT_PROPOSITION_COUNT; i++) {
        const char *id = retort_proposition_about((retort_proposition)i)->id;

        retort_buf_printf(out, "%s_verdict,%s_llr,%s_low,%s_high,", id, id, id,
                          id);
    }
}

static void put_evidence(retort_buf *out, const retort_suspect *s)
{
    for (size_t i = 0; i < RETORT_PROPOSITION_COUNT; i++) {
        static const retort_evidence NONE = {.verdict = "",
                                             .llr = (double)NAN,
                                             .low = (double)NAN,
                                             .high = (double)NAN};
        const retort_evidence *e =
            i < s->evidence_count ? &s->evidence[i] : &NONE;

        retort_csv_text(out, e->verdict);
        retort_csv_number(out, e->llr);
        retort_csv_number(out, e->low);
        retort_csv_number(out, e->high);
    }
}

static void put_head(retort_buf *out, bool has_evidence)
{
    retort_buf_puts(out, "suspect,suspect_digest,model,lineage,vendor,relation,"
                         "released,is_reference,is_own_lineage,rank_distilled,"
                         "rank_kin,");
    for (int i = 0; i < RETORT_SCORE_COUNT; i++)
        retort_buf_printf(out, "%s,", retort_score_about((retort_score)i)->id);
    retort_buf_puts(out, "percentile,percentile_basis,control_suspects,"
                         "control_suspect_lineages,p,p_holm,in_nearest_set,"
                         "controls,control_lineages,control_vendors,"
                         "background_lineages,shared_prompts,");
    if (has_evidence)
        put_evidence_head(out);
    retort_buf_puts(out, "status" RETORT_CSV_END);
}

static void put_row(retort_buf *out, const retort_screening *result,
                    const retort_suspect *s, const retort_candidate *c)
{
    retort_csv_text(out, s->name);
    retort_csv_text(out, s->content_digest);
    retort_csv_text(out, c->model);
    retort_csv_text(out, c->lineage);
    retort_csv_text(out, c->vendor);
    retort_csv_text(out, c->relation);
    retort_csv_text(out, c->released);
    retort_csv_count(out, c->is_reference);
    retort_csv_count(out, c->is_own_lineage);
    retort_csv_count(out, c->rank_distilled);
    retort_csv_count(out, c->rank_kin);
    for (int i = 0; i < RETORT_SCORE_COUNT; i++)
        retort_csv_number(out, c->score[i]);
    retort_csv_number(out, c->percentile);
    retort_csv_text(out, c->percentile_basis);
    retort_csv_count(out, c->control_suspects);
    retort_csv_count(out, c->control_suspect_lineages);
    retort_csv_number(out, retort_column_p(c));
    retort_csv_number(out, retort_column_p_holm(c));
    retort_csv_count(out, c->in_nearest_set);
    retort_csv_count(out, c->controls);
    retort_csv_count(out, c->control_lineages);
    retort_csv_count(out, c->control_vendors);
    retort_csv_count(out, c->background_lineages);
    retort_csv_count(out, c->shared_prompts);
    if (retort_column_has_evidence(result))
        put_evidence(out, s);
    retort_escape_csv(out, result->status);
    retort_buf_puts(out, RETORT_CSV_END);
}

retort_status retort_csv_write(const retort_screening *result, retort_buf *out,
                               retort_err *err)
{
    (void)err;
    put_head(out, retort_column_has_evidence(result));
    for (size_t i = 0; i < result->suspect_count; i++) {
        const retort_suspect *s = &result->suspects[i];

        for (size_t j = 0; j < s->candidate_count; j++)
            put_row(out, result, s, &s->candidates[j]);
    }
    return RETORT_OK;
}
