/* AlpacaEval outputs, and instruction data of the same shape. */
#include "ingest/adapters.h"

#include "ingest/dialog.h"
#include "ingest/jsonfield.h"
#include "ingest/offer.h"

bool retort_alpacaeval_matches(struct json_object *element)
{
    return retort_json_has(element, "instruction") &&
           retort_json_has(element, "output");
}

void retort_alpacaeval_convert(struct json_object *element, retort_sink *sink)
{
    static retort_field_names output = {"output", NULL};
    static retort_field_names model = {"generator", "model", NULL};
    static retort_field_names id = {"prompt_id", "id", NULL};
    static retort_field_names instruction = {"instruction", NULL};
    static retort_field_names input = {"input", NULL};
    retort_content c = retort_field_content(sink, element, output);
    retort_record rec = {.response = c.text, .reasoning = c.reasoning};

    rec.model = retort_field_text(sink, element, model);
    rec.prompt_id = retort_field_id(sink, element, id);
    rec.sample = retort_field_sample(sink, element, "sample", 0);
    retort_dialog_reset(sink);
    retort_dialog_add(sink, false,
                      retort_field_text(sink, element, instruction));
    retort_dialog_add(sink, false, retort_field_text(sink, element, input));
    retort_dialog_fill(sink, &rec);
    retort_offer(sink, &rec, c.verdict);
}
