/*
 * Convert one JSON text and keep what came out. The text is checked by the
 * lexical pass first, so that a test cannot feed what a reader never would.
 */
#ifndef UNIT_INGEST_CONVERT_HELPER_H
#define UNIT_INGEST_CONVERT_HELPER_H

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "ingest/adapter.h"
#include "ingest/jsonlex.h"
#include "ingest/jsonparse.h"

enum { KEPT_MAX = 8, KEPT_BYTES = 256 };

typedef struct kept_record {
    char model[KEPT_BYTES];
    char prompt_id[KEPT_BYTES];
    char system[KEPT_BYTES];
    char prompt[KEPT_BYTES];
    char response[KEPT_BYTES];
    char reasoning[KEPT_BYTES];
    size_t response_len;
    uint32_t sample;
    bool truncated;
} kept_record;

static struct kept {
    retort_status status;
    retort_err err;
    retort_counts counts;
    size_t count;
    kept_record rec[KEPT_MAX];
} kept;

static inline void keep_span(char out[KEPT_BYTES], retort_span s)
{
    assert_true(s.len < KEPT_BYTES);
    if (s.len)
        memcpy(out, s.ptr, s.len);
    out[s.len] = '\0';
}

static inline retort_status keep_record(void *ctx, const retort_record *rec,
                                        retort_err *err)
{
    kept_record *k = &kept.rec[kept.count++];

    (void)ctx;
    (void)err;
    assert_true(kept.count <= KEPT_MAX);
    keep_span(k->model, rec->model);
    keep_span(k->prompt_id, rec->prompt_id);
    keep_span(k->system, rec->system);
    keep_span(k->prompt, rec->prompt);
    keep_span(k->response, rec->response);
    keep_span(k->reasoning, rec->reasoning);
    k->response_len = rec->response.len;
    k->sample = rec->sample;
    k->truncated = rec->truncated;
    return RETORT_OK;
}

static inline void assert_counts_add_up(const retort_counts *c)
{
    uint64_t sum = c->used;

    for (int i = 0; i < RETORT_SKIP_COUNT; i++)
        sum += c->skipped[i];
    assert_int_equal(c->read, sum);
}

/* Element of `len` bytes, already checked; results stand in `kept`. */
static inline void convert_bytes(const char *adapter,
                                 const retort_field_map *map, const char *json,
                                 size_t len)
{
    const retort_adapter *a = retort_adapter_find(adapter);
    retort_batch batch = {0};
    retort_element item = {.len = len, .record = 7, .offset = 99};

    assert_non_null(a);
    memset(&kept, 0, sizeof(kept));
    /* a copy of its own size lets a sanitizer see a read behind the end */
    batch.bytes = retort_mem_new(len, 1);
    assert_non_null(batch.bytes);
    memcpy(batch.bytes, json, len);
    kept.status = retort_adapter_convert(a, map, &batch, &item, keep_record,
                                         NULL, &kept.counts, &kept.err);
    retort_batch_release(&batch);
    assert_counts_add_up(&kept.counts);
}

static inline void convert_map(const char *adapter, const retort_field_map *map,
                               const char *json)
{
    retort_jsonlex lex;
    retort_span text = retort_span_of(json);

    retort_jsonlex_init(&lex, false);
    assert_int_equal(retort_jsonlex_next(&lex, &text, NULL), RETORT_END);
    assert_int_equal(retort_jsonlex_finish(&lex, NULL), RETORT_OK);
    convert_bytes(adapter, map, json, strlen(json));
}

static inline void convert(const char *adapter, const char *json)
{
    convert_map(adapter, NULL, json);
}

/* The element gives `n` used replies and nothing else. */
static inline void assert_used(size_t n)
{
    assert_int_equal(kept.status, RETORT_OK);
    assert_int_equal(kept.count, n);
    assert_int_equal(kept.counts.used, n);
    assert_int_equal(kept.counts.read, n);
}

/* The element gives one skip of this kind and nothing else. */
static inline void assert_skipped(retort_skip reason)
{
    assert_int_equal(kept.status, RETORT_OK);
    assert_int_equal(kept.count, 0);
    assert_int_equal(kept.counts.read, 1);
    assert_int_equal(kept.counts.skipped[reason], 1);
}

/* Does this adapter say that the element has its shape? */
static inline bool matches(const char *adapter, const char *json)
{
    struct json_object *element;
    bool is_match;

    assert_int_equal(retort_json_parse(&element, retort_span_of(json), NULL),
                     RETORT_OK);
    is_match = retort_adapter_find(adapter)->matches(element);
    retort_json_free(element);
    return is_match;
}

#endif /* UNIT_INGEST_CONVERT_HELPER_H */
