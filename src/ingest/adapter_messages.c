/* Conversations as lists of messages, the shape of fine-tuning files: the reply
 * is the last message of the model, the prompt all that comes before it. */
#include "ingest/adapters.h"

#include "ingest/dialog.h"
#include "ingest/jsonfield.h"
#include "ingest/offer.h"

bool retort_messages_matches(struct json_object *element)
{
    return retort_is_turns(retort_json_get(element, "messages"), "role");
}

/* One past the last message of the model; 0 if there is none. */
static size_t behind_reply(struct json_object *messages)
{
    size_t n = retort_json_count(messages);

    while (n > 0 && !retort_role_is_model(retort_json_get(
                        retort_json_item(messages, n - 1), "role")))
        n--;
    return n;
}

void retort_messages_convert(struct json_object *element, retort_sink *sink)
{
    static retort_field_names id = {"prompt_id", "question_id", "uid",
                                    "custom_id", "id",          NULL};
    static retort_field_names model = {"model", "generator", "model_id",
                                       "model_name", NULL};
    struct json_object *messages = retort_json_get(element, "messages");
    size_t behind = behind_reply(messages);
    retort_content c = {.verdict = RETORT_SKIP_NO_REPLY};
    retort_record rec = {0};

    rec.prompt_id = retort_field_id(sink, element, id);
    rec.model = retort_field_text(sink, element, model);
    rec.sample = retort_field_sample(sink, element, "sample", 0);
    rec.truncated = retort_field_truncated(element);
    retort_dialog_reset(sink);
    if (behind > 0) {
        retort_dialog_read(sink, messages, behind - 1);
        c = retort_message_content(sink,
                                   retort_json_item(messages, behind - 1));
    } else {
        retort_dialog_read(sink, messages, retort_json_count(messages));
    }
    retort_dialog_fill(sink, &rec);
    rec.response = c.text;
    rec.reasoning = c.reasoning;
    retort_offer(sink, &rec, c.verdict);
}
