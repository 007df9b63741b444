#include "ingest/adapter.h"

#include <retort/limits.h>
#include <string.h>

#include "ingest/adapters.h"
#include "ingest/conversion.h"
#include "ingest/jsonparse.h"
#include "ingest/offer.h"

/* Turns before a reply may repeat the whole element, and some glue. */
#define DIALOG_BYTES_MAX (2 * RETORT_RECORD_BYTES_MAX)

static const retort_adapter TABLE[] = {
    {"openai-chat", "chat.completion objects and batch results",
     "object chat.completion, or custom_id with response and error; "
     "reply: choices[].message.content (or .text), one sample a choice; "
     "reasoning: reasoning_content, reasoning or thinking of the message; "
     "prompt: request.messages, messages or prompt beside it, if there; "
     "prompt id: custom_id, id; model; cut off: finish_reason",
     retort_chat_matches, retort_chat_convert},
    {"mtbench", "MT-Bench answers",
     "reply: choices[].turns[]; prompt id: question_id and turn; "
     "model: model_id; sample: choices[].index",
     retort_mtbench_matches, retort_mtbench_convert},
    {"arena-hard", "Arena-Hard answers",
     "reply: answer in the content of the last assistant of messages; "
     "reasoning: thought; prompt: messages before it; prompt id: uid; model",
     retort_arena_hard_matches, retort_arena_hard_convert},
    {"sharegpt", "ShareGPT conversations",
     "reply: value of each turn of conversations that is from the model; "
     "prompt: all turns before it; prompt id: id and turn; model; system",
     retort_sharegpt_matches, retort_sharegpt_convert},
    {"openai-messages", "lists of chat messages",
     "reply: content of the last message of messages with role assistant; "
     "reasoning: reasoning_content, reasoning or thinking beside it; prompt: "
     "messages before it; system: role system or developer; model; "
     "prompt id: prompt_id, question_id, uid, custom_id, id",
     retort_messages_matches, retort_messages_convert},
    {"alpacaeval", "AlpacaEval outputs and instruction data",
     "reply: output; prompt: instruction, then input; model: generator; "
     "prompt id: prompt_id, id",
     retort_alpacaeval_matches, retort_alpacaeval_convert},
    {"plain", "one flat object a reply",
     "reply: response, output, completion, answer or reply; prompt: prompt, "
     "instruction, question or input; model: model, generator, model_id or "
     "model_name; reasoning: reasoning, reasoning_content or thinking; "
     "prompt id: prompt_id, question_id; sample; system; finish_reason",
     retort_plain_matches, retort_plain_convert},
    {"text", "a folder of .txt or .md files, one reply a file",
     "reply: the file; model: name of the folder; prompt id: path without "
     "extension; prompt: NAME.prompt.txt; reasoning: NAME.reasoning.txt",
     retort_text_matches, retort_text_convert},
    {NULL, NULL, NULL, NULL, NULL},
};

const retort_adapter *retort_adapters(void)
{
    return TABLE;
}

const retort_adapter *retort_adapter_find(const char *name)
{
    for (const retort_adapter *a = TABLE; a->name; a++)
        if (strcmp(a->name, name) == 0)
            return a;
    return NULL;
}

/* Counts are kept by what the adapter offers; it may know nothing to offer. */
static void convert(const retort_adapter *adapter, retort_conversion *conv)
{
    retort_sink *sink = &conv->sink;
    uint64_t before = sink->counts->read;

    if (retort_json_is_object(conv->element))
        adapter->convert(conv->element, sink);
    if (sink->status == RETORT_OK && sink->counts->read == before)
        retort_offer_skip(sink, RETORT_SKIP_SHAPE);
}

/* Say where, unless whoever failed has said so. */
static void place(retort_err *err, const retort_element *item)
{
    if (!err || err->record != 0)
        return;
    err->record = item->record;
    err->offset = item->offset;
}

retort_status retort_adapter_convert(const retort_adapter *adapter,
                                     const retort_field_map *map,
                                     const retort_batch *batch,
                                     const retort_element *item,
                                     retort_record_fn fn, void *ctx,
                                     retort_counts *counts, retort_err *err)
{
    retort_conversion conv = {
        .sink = {.fn = fn, .ctx = ctx, .counts = counts, .err = err},
        .map = map,
    };
    retort_span text;

    if (item->bad) {
        counts->read++;
        counts->skipped[RETORT_SKIP_BAD_LINE]++;
        return RETORT_OK;
    }
    text = (retort_span){batch->bytes + item->at, item->len};
    retort_buf_init(&conv.prompt, DIALOG_BYTES_MAX);
    retort_buf_init(&conv.system, DIALOG_BYTES_MAX);
    conv.sink.status = retort_json_parse(&conv.element, text, err);
    if (conv.sink.status == RETORT_OK)
        convert(adapter, &conv);
    if (conv.sink.status != RETORT_OK)
        place(err, item);
    retort_json_free(conv.element);
    retort_buf_release(&conv.prompt);
    retort_buf_release(&conv.system);
    retort_arena_release(&conv.arena);
    return conv.sink.status;
}
