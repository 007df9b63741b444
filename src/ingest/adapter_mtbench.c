/* Answers of MT-Bench: each turn of each choice is a reply. The questions are
 * in another file, so only their number and the turn name the prompt. */
#include "ingest/adapters.h"

#include "ingest/dialog.h"
#include "ingest/jsonfield.h"
#include "ingest/offer.h"

bool retort_mtbench_matches(struct json_object *element)
{
    struct json_object *choices = retort_json_get(element, "choices");

    return retort_json_has(element, "question_id") &&
           retort_json_has(retort_json_item(choices, 0), "turns");
}

static void offer_turns(retort_sink *sink, struct json_object *turns,
                        retort_span question, retort_record *rec)
{
    if (retort_json_count(turns) == 0)
        retort_offer(sink, rec, RETORT_SKIP_NO_REPLY);
    for (size_t i = 0; i < retort_json_count(turns); i++) {
        retort_content c = retort_content_of(sink, retort_json_item(turns, i));

        rec->prompt_id = retort_turn_id(sink, question, i + 1);
        rec->response = c.text;
        rec->reasoning = c.reasoning;
        retort_offer(sink, rec, c.verdict);
    }
}

void retort_mtbench_convert(struct json_object *element, retort_sink *sink)
{
    static retort_field_names id = {"question_id", NULL};
    static retort_field_names model = {"model_id", "model", NULL};
    struct json_object *choices = retort_json_get(element, "choices");
    retort_span question = retort_field_id(sink, element, id);
    retort_record rec = {.model = retort_field_text(sink, element, model),
                         .prompt_id = question};

    if (retort_json_count(choices) == 0)
        retort_offer(sink, &rec, RETORT_SKIP_NO_REPLY);
    for (size_t i = 0; i < retort_json_count(choices); i++) {
        struct json_object *choice = retort_json_item(choices, i);

        rec.sample = retort_field_sample(sink, choice, "index", (uint32_t)i);
        offer_turns(sink, retort_json_get(choice, "turns"), question, &rec);
    }
}
