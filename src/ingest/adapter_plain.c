/* One flat object a reply, under the names people use for its fields. */
#include "ingest/adapters.h"

#include "ingest/dialog.h"
#include "ingest/jsonfield.h"
#include "ingest/offer.h"

static retort_field_names RESPONSE = {"response", "output", "completion",
                                      "answer",   "reply",  NULL};

bool retort_plain_matches(struct json_object *element)
{
    bool present;

    (void)retort_field_value(element, RESPONSE, &present);
    return present;
}

static void read_prompt(retort_sink *sink, struct json_object *element)
{
    static retort_field_names system = {"system", "system_prompt", NULL};
    static retort_field_names names = {"prompt", "instruction", "question",
                                       "input", NULL};
    struct json_object *prompt = retort_field_value(element, names, NULL);

    retort_dialog_reset(sink);
    retort_dialog_add(sink, true, retort_field_text(sink, element, system));
    if (retort_is_turns(prompt, "role"))
        retort_dialog_read(sink, prompt, retort_json_count(prompt));
    else
        retort_dialog_add(sink, false, retort_content_of(sink, prompt).text);
}

void retort_plain_convert(struct json_object *element, retort_sink *sink)
{
    static retort_field_names model = {"model", "generator", "model_id",
                                       "model_name", NULL};
    static retort_field_names reasoning = {"reasoning", "reasoning_content",
                                           "thinking", NULL};
    static retort_field_names id = {"prompt_id", "question_id", NULL};
    retort_content c = retort_field_content(sink, element, RESPONSE);
    retort_record rec = {.response = c.text, .reasoning = c.reasoning};
    retort_span apart = retort_field_text(sink, element, reasoning);

    if (apart.len)
        rec.reasoning = apart;
    rec.model = retort_field_text(sink, element, model);
    rec.prompt_id = retort_field_id(sink, element, id);
    rec.sample = retort_field_sample(sink, element, "sample", 0);
    rec.truncated = retort_field_truncated(element);
    read_prompt(sink, element);
    retort_dialog_fill(sink, &rec);
    if (c.verdict != RETORT_TAKE && retort_json_get(element, "error"))
        c.verdict = RETORT_SKIP_ERROR_ROW;
    retort_offer(sink, &rec, c.verdict);
}
