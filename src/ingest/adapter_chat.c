/*
 * chat.completion objects as servers answer them, one sample a choice, and the
 * result lines of batch jobs that wrap them. Neither holds the prompt; where
 * somebody kept the request beside the answer, it is found.
 */
#include "ingest/adapters.h"

#include <json-c/json_object.h>

#include "ingest/dialog.h"
#include "ingest/jsonfield.h"
#include "ingest/offer.h"

static bool is_batch_line(struct json_object *element)
{
    return retort_json_has(element, "custom_id") &&
           (retort_json_has(element, "response") ||
            retort_json_has(element, "error")) &&
           !retort_json_has(element, "choices");
}

bool retort_chat_matches(struct json_object *element)
{
    struct json_object *choices = retort_json_get(element, "choices");

    return retort_json_is(retort_json_get(element, "object"),
                          "chat.completion") ||
           retort_is_turns(choices, "message") || is_batch_line(element);
}

static bool is_success(struct json_object *response)
{
    struct json_object *code = retort_json_get(response, "status_code");

    return response && (!code || json_object_get_int64(code) == 200);
}

/* The completion in a batch line; NULL if the line reports an error. */
static struct json_object *body_of(struct json_object *element)
{
    struct json_object *response = retort_json_get(element, "response");
    struct json_object *body = retort_json_get(response, "body");

    if (retort_json_get(element, "error") || !is_success(response) ||
        retort_json_get(body, "error"))
        return NULL;
    return body;
}

static bool read_prompt(retort_sink *sink, struct json_object *at)
{
    struct json_object *messages = retort_json_get(at, "messages");
    retort_span prompt = retort_value_text(sink, retort_json_get(at, "prompt"));

    if (retort_is_turns(messages, "role"))
        retort_dialog_read(sink, messages, retort_json_count(messages));
    else if (prompt.len)
        retort_dialog_add(sink, false, prompt);
    else
        return false;
    return true;
}

/* Beside the completion, in the request kept with it, or in its body. */
static void find_prompt(retort_sink *sink, struct json_object *element)
{
    struct json_object *request = retort_json_get(element, "request");

    retort_dialog_reset(sink);
    if (!read_prompt(sink, request) &&
        !read_prompt(sink, retort_json_get(request, "body")))
        (void)read_prompt(sink, element);
}

static void offer_choice(retort_sink *sink, struct json_object *choice,
                         uint32_t position, retort_record *rec)
{
    static retort_field_names text = {"text", NULL};
    struct json_object *message = retort_json_get(choice, "message");
    retort_content c = message ? retort_message_content(sink, message)
                               : retort_field_content(sink, choice, text);

    rec->response = c.text;
    rec->reasoning = c.reasoning;
    rec->sample = retort_field_sample(sink, choice, "index", position);
    rec->truncated = retort_field_truncated(choice);
    retort_offer(sink, rec, c.verdict);
}

void retort_chat_convert(struct json_object *element, retort_sink *sink)
{
    static retort_field_names id = {"custom_id", "id", NULL};
    static retort_field_names model = {"model", NULL};
    bool batch = is_batch_line(element);
    struct json_object *body = batch ? body_of(element) : element;
    struct json_object *choices = retort_json_get(body, "choices");
    retort_record rec = {0};

    rec.prompt_id = retort_field_id(sink, element, id);
    rec.model = retort_field_text(sink, body, model);
    find_prompt(sink, element);
    retort_dialog_fill(sink, &rec);
    if (!body || (!choices && retort_json_get(body, "error"))) {
        retort_offer(sink, &rec, RETORT_SKIP_ERROR_ROW);
        return;
    }
    if (retort_json_count(choices) == 0)
        retort_offer(sink, &rec, RETORT_SKIP_NO_REPLY);
    for (size_t i = 0; i < retort_json_count(choices); i++)
        offer_choice(sink, retort_json_item(choices, i), (uint32_t)i, &rec);
}
