#include "ingest/dialog.h"

#include <stdio.h>
#include <string.h>

#include "ingest/conversion.h"
#include "ingest/jsonfield.h"
#include "ingest/offer.h"

enum { TURN_DIGITS_MAX = 24 };

void retort_dialog_reset(retort_sink *sink)
{
    retort_conversion *conv = retort_conversion_of(sink);

    conv->prompt.len = 0;
    conv->system.len = 0;
}

void retort_dialog_add(retort_sink *sink, bool is_system, retort_span text)
{
    retort_conversion *conv = retort_conversion_of(sink);
    retort_buf *to = is_system ? &conv->system : &conv->prompt;

    if (text.len == 0)
        return;
    if (to->len)
        retort_buf_puts(to, "\n\n");
    retort_buf_add(to, text);
    if (retort_buf_status(to) != RETORT_OK)
        retort_offer_fail(sink, retort_buf_status(to),
                          "cannot put the turns before a reply together");
}

void retort_dialog_read(retort_sink *sink, struct json_object *messages,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct json_object *message = retort_json_item(messages, i);
        struct json_object *role = retort_json_get(message, "role");

        retort_dialog_add(sink, retort_role_is_system(role),
                          retort_message_content(sink, message).text);
    }
}

void retort_dialog_fill(retort_sink *sink, retort_record *rec)
{
    const retort_conversion *conv = retort_conversion_of(sink);

    rec->prompt = (retort_span){conv->prompt.ptr, conv->prompt.len};
    rec->system = (retort_span){conv->system.ptr, conv->system.len};
}

retort_span retort_turn_id(retort_sink *sink, retort_span id, size_t turn)
{
    size_t room = id.len + TURN_DIGITS_MAX;
    char *text;

    if (id.len == 0)
        return id;
    text = retort_arena_take(&retort_conversion_of(sink)->arena, room, 1);
    if (!text) {
        retort_offer_fail(sink, RETORT_ERR_NOMEM, "no memory for an id");
        return id;
    }
    memcpy(text, id.ptr, id.len);
    (void)snprintf(text + id.len, TURN_DIGITS_MAX, "/%zu", turn);
    return (retort_span){text, id.len + strlen(text + id.len)};
}

bool retort_role_is_model(struct json_object *role)
{
    static const char *const names[] = {"assistant", "gpt",  "chatgpt",
                                        "bing",      "bard", "model"};

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (retort_json_is(role, names[i]))
            return true;
    return false;
}

bool retort_role_is_system(struct json_object *role)
{
    return retort_json_is(role, "system") || retort_json_is(role, "developer");
}

bool retort_is_turns(struct json_object *value, const char *key)
{
    return retort_json_has(retort_json_item(value, 0), key);
}
