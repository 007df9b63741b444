/**
 * @file ingest/adapters.h
 * The functions of all adapters, for the table in adapter.c. Each pair stands
 * in a file of its own, adapter_NAME.c.
 */
#ifndef INGEST_ADAPTERS_H
#define INGEST_ADAPTERS_H

#include <stdbool.h>

#include "ingest/adapter.h"

struct json_object;

bool retort_chat_matches(struct json_object *element);
void retort_chat_convert(struct json_object *element, retort_sink *sink);

bool retort_mtbench_matches(struct json_object *element);
void retort_mtbench_convert(struct json_object *element, retort_sink *sink);

bool retort_arena_hard_matches(struct json_object *element);
void retort_arena_hard_convert(struct json_object *element, retort_sink *sink);

bool retort_sharegpt_matches(struct json_object *element);
void retort_sharegpt_convert(struct json_object *element, retort_sink *sink);

bool retort_messages_matches(struct json_object *element);
void retort_messages_convert(struct json_object *element, retort_sink *sink);

bool retort_alpacaeval_matches(struct json_object *element);
void retort_alpacaeval_convert(struct json_object *element, retort_sink *sink);

bool retort_plain_matches(struct json_object *element);
void retort_plain_convert(struct json_object *element, retort_sink *sink);

bool retort_text_matches(struct json_object *element);
void retort_text_convert(struct json_object *element, retort_sink *sink);

#endif /* INGEST_ADAPTERS_H */
