/* The objects that textdir.c writes for the files of a text folder. */
#include "ingest/adapters.h"

#include "ingest/jsonfield.h"
#include "ingest/offer.h"

/* Never chosen by looking at JSON: the reader knows that it reads a folder. */
bool retort_text_matches(struct json_object *element)
{
    (void)element;
    return false;
}

void retort_text_convert(struct json_object *element, retort_sink *sink)
{
    static retort_field_names response = {"response", NULL};
    static retort_field_names reasoning = {"reasoning", NULL};
    static retort_field_names prompt = {"prompt", NULL};
    static retort_field_names model = {"model", NULL};
    static retort_field_names id = {"prompt_id", NULL};
    retort_content c = retort_field_content(sink, element, response);
    retort_record rec = {.response = c.text};

    rec.reasoning = retort_field_text(sink, element, reasoning);
    rec.prompt = retort_field_text(sink, element, prompt);
    rec.model = retort_field_text(sink, element, model);
    rec.prompt_id = retort_field_text(sink, element, id);
    if (retort_json_has(element, "unknown_file"))
        c.verdict = RETORT_SKIP_SHAPE;
    retort_offer(sink, &rec, c.verdict);
}
