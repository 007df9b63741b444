/*
 * JSON and JSONL as they come: the lexical pass must not depend on where blocks
 * are cut, json-c must take all that it passed, and every adapter must count
 * what it was given. The first byte chooses block size and skip_bad.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "ingest/adapter.h"
#include "ingest/jsonlex.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static retort_status take(void *ctx, const retort_record *rec, retort_err *err)
{
    (void)err;
    /* touch every byte that a worker would */
    *(uint64_t *)ctx += retort_hash_token(rec->response.ptr, rec->response.len);
    *(uint64_t *)ctx += retort_hash_token(rec->prompt.ptr, rec->prompt.len);
    return RETORT_OK;
}

static void convert(const char *text, const retort_lex_element *found)
{
    size_t len = (size_t)(found->end - found->start);
    char *copy = retort_mem_new(len, 1);
    retort_batch batch = {.bytes = copy};
    retort_element item = {.len = len, .record = found->record};
    uint64_t touched = 0;

    if (!copy)
        return;
    memcpy(copy, text + found->start, len);
    for (const retort_adapter *a = retort_adapters(); a->name; a++) {
        retort_counts counts = {0};
        uint64_t sum;
        retort_status st = retort_adapter_convert(a, NULL, &batch, &item, take,
                                                  &touched, &counts, NULL);

        must(st == RETORT_OK || st == RETORT_ERR_FORMAT);
        sum = counts.used;
        for (int i = 0; i < RETORT_SKIP_COUNT; i++)
            sum += counts.skipped[i];
        must(counts.read == sum && (counts.read > 0 || st != RETORT_OK));
    }
    retort_mem_free(copy);
}

/* What a caller sees of one run: status, place of the fault, elements. */
typedef struct outcome {
    retort_status status;
    uint64_t record;
    uint64_t offset;
    uint64_t elements; /* hash over all of them */
} outcome;

static void note(outcome *o, const retort_lex_element *found)
{
    uint64_t parts[5] = {o->elements, found->start, found->end, found->record,
                         found->bad};

    o->elements = retort_hash64(parts, sizeof(parts));
}

static outcome run(const char *text, size_t len, bool skip_bad, size_t step,
                   bool and_convert)
{
    outcome o = {.status = RETORT_END};
    retort_err err = {0};
    retort_jsonlex lex;

    retort_jsonlex_init(&lex, skip_bad);
    for (size_t at = 0; at < len && o.status == RETORT_END; at += step) {
        retort_span rest = {text + at, len - at < step ? len - at : step};

        while ((o.status = retort_jsonlex_next(&lex, &rest, &err)) ==
               RETORT_OK) {
            note(&o, &lex.found);
            if (and_convert && !lex.found.bad)
                convert(text, &lex.found);
        }
    }
    if (o.status == RETORT_END)
        o.status = retort_jsonlex_finish(&lex, &err);
    if (o.status == RETORT_OK)
        note(&o, &lex.found);
    o.record = err.record;
    o.offset = err.offset;
    return o;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data + 1;
    outcome whole;
    outcome cut;
    bool skip_bad;

    if (size < 2)
        return 0;
    skip_bad = data[0] & 1;
    whole = run(text, size - 1, skip_bad, size - 1, true);
    cut = run(text, size - 1, skip_bad, 1 + (size_t)(data[0] >> 1), false);
    must(whole.status == cut.status && whole.record == cut.record);
    must(whole.offset == cut.offset && whole.elements == cut.elements);
    return 0;
}
