#include "report/validation_csv.h"

#include "report/csv.h"
#include "report/escape.h"

static void put_row(retort_buf *out, const char *proposition,
                    const retort_weighed *w)
{
    retort_csv_text(out, proposition);
    retort_csv_text(out, w->suspect);
    retort_csv_text(out, w->reference);
    retort_csv_text(out, w->suspect_lineage);
    retort_csv_text(out, w->reference_lineage);
    retort_csv_text(out, w->use);
    retort_csv_text(out, w->stratum);
    retort_csv_count(out, w->is_time_impossible);
    retort_csv_count(out, w->shares_base);
    retort_csv_number(out, w->weight);
    retort_csv_number(out, w->score);
    retort_csv_number(out, w->score_open);
    retort_csv_number(out, w->raw);
    retort_csv_number(out, w->llr);
    retort_csv_number(out, w->raw_open);
    retort_csv_number(out, w->llr_open);
    retort_csv_number(out, w->low);
    retort_csv_number(out, w->high);
    retort_escape_csv(out, w->verdict);
    retort_buf_puts(out, RETORT_CSV_END);
}

void retort_validation_csv_write(const retort_calibration *c, retort_buf *out)
{
    retort_buf_puts(out, "proposition,suspect,reference,suspect_lineage,"
                         "reference_lineage,use,stratum,is_time_impossible,"
                         "shares_base,weight,score,score_open,raw,llr,"
                         "raw_open,llr_open,low,high,verdict" RETORT_CSV_END);
    for (size_t i = 0; i < c->validation_count; i++) {
        const retort_validation *v = &c->validations[i];

        for (size_t j = 0; j < v->weighed_count; j++)
            put_row(out, v->proposition, &v->weighed[j]);
    }
}
