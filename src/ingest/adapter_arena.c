/* Answers of Arena-Hard: messages whose content, for the model, is an object
 * with the answer and perhaps a thought. */
#include "ingest/adapters.h"

#include "ingest/jsonfield.h"

bool retort_arena_hard_matches(struct json_object *element)
{
    struct json_object *messages = retort_json_get(element, "messages");

    if (!retort_json_has(element, "uid"))
        return false;
    for (size_t i = 0; i < retort_json_count(messages); i++)
        if (retort_json_has(
                retort_json_get(retort_json_item(messages, i), "content"),
                "answer"))
            return true;
    return false;
}

/* What is peculiar to the shape, the content, every adapter can read. */
void retort_arena_hard_convert(struct json_object *element, retort_sink *sink)
{
    retort_messages_convert(element, sink);
}
