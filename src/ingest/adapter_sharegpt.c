/* ShareGPT: every turn of the model is a reply, and its prompt is all turns
 * before it. */
#include "ingest/adapters.h"

#include "ingest/dialog.h"
#include "ingest/jsonfield.h"
#include "ingest/offer.h"

static retort_field_names VALUE = {"value", NULL};

bool retort_sharegpt_matches(struct json_object *element)
{
    struct json_object *turns = retort_json_get(element, "conversations");

    return retort_is_turns(turns, "from") && retort_is_turns(turns, "value");
}

void retort_sharegpt_convert(struct json_object *element, retort_sink *sink)
{
    static retort_field_names names_id = {"id", NULL};
    static retort_field_names names_model = {"model", NULL};
    static retort_field_names names_system = {"system", NULL};
    struct json_object *turns = retort_json_get(element, "conversations");
    retort_span id = retort_field_id(sink, element, names_id);
    retort_record rec = {.model =
                             retort_field_text(sink, element, names_model)};
    size_t replies = 0;

    retort_dialog_reset(sink);
    retort_dialog_add(sink, true,
                      retort_field_text(sink, element, names_system));
    for (size_t i = 0; i < retort_json_count(turns); i++) {
        struct json_object *turn = retort_json_item(turns, i);
        struct json_object *from = retort_json_get(turn, "from");
        retort_content c = retort_field_content(sink, turn, VALUE);

        if (retort_role_is_model(from)) {
            retort_dialog_fill(sink, &rec);
            rec.prompt_id = retort_turn_id(sink, id, ++replies);
            rec.response = c.text;
            rec.reasoning = c.reasoning;
            retort_offer(sink, &rec, c.verdict);
        }
        retort_dialog_add(sink, retort_role_is_system(from), c.text);
    }
    if (replies == 0)
        retort_offer(sink, &rec, RETORT_SKIP_NO_REPLY);
}
