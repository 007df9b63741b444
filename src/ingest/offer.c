#include "ingest/offer.h"

#include <stdarg.h>
#include <stdio.h>

#include "ingest/conversion.h"
#include "ingest/jsonfield.h"
#include "ingest/jsonptr.h"

/* White_Space of Unicode beyond ASCII, as UTF-8. */
static const char *const WIDE_SPACES[] = {
    "\xc2\x85",     "\xc2\xa0",     "\xe1\x9a\x80", "\xe2\x80\xa8",
    "\xe2\x80\xa9", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80",
};

static size_t space_at(const char *p, size_t room)
{
    if (*p == ' ' || (*p >= '\t' && *p <= '\r'))
        return 1;
    /* U+2000 to U+200A */
    if (room >= 3 && memcmp(p, "\xe2\x80", 2) == 0 &&
        (unsigned char)p[2] >= 0x80 && (unsigned char)p[2] <= 0x8a)
        return 3;
    for (size_t i = 0; i < sizeof(WIDE_SPACES) / sizeof(WIDE_SPACES[0]); i++) {
        size_t n = strlen(WIDE_SPACES[i]);

        if (room >= n && memcmp(p, WIDE_SPACES[i], n) == 0)
            return n;
    }
    return 0;
}

static bool is_blank(retort_span text)
{
    size_t at = 0;

    while (at < text.len) {
        size_t n = space_at(text.ptr + at, text.len - at);

        if (n == 0)
            return false;
        at += n;
    }
    return true;
}

/* The text at @pointer; the verdict is of use for the reply only. */
static retort_skip mapped(retort_conversion *conv, const char *pointer,
                          retort_span *out)
{
    struct json_object *value = NULL;
    retort_content content;
    retort_status st = retort_jsonptr_get(conv->element, pointer, &value);

    *out = (retort_span){NULL, 0};
    if (st == RETORT_ERR_NOT_FOUND)
        return RETORT_SKIP_NO_REPLY;
    if (st != RETORT_OK) {
        retort_offer_fail(&conv->sink, st, "not a JSON pointer: %s", pointer);
        return RETORT_SKIP_SHAPE;
    }
    content = retort_content_of(&conv->sink, value);
    *out = content.text;
    if (content.verdict == RETORT_SKIP_SHAPE)
        *out = retort_value_id(&conv->sink, value);
    return content.verdict;
}

static void override(retort_conversion *conv, const char *pointer,
                     retort_span *field)
{
    if (pointer)
        (void)mapped(conv, pointer, field);
}

static retort_skip apply_map(retort_conversion *conv, retort_record *rec,
                             retort_skip verdict)
{
    const retort_field_map *map = conv->map;

    override(conv, map->prompt, &rec->prompt);
    override(conv, map->reasoning, &rec->reasoning);
    override(conv, map->model, &rec->model);
    override(conv, map->prompt_id, &rec->prompt_id);
    override(conv, map->system, &rec->system);
    if (!map->response || verdict == RETORT_SKIP_ERROR_ROW)
        return verdict;
    return mapped(conv, map->response, &rec->response);
}

/* A mapped reply stands once in an element, however many the adapter sees. */
static bool is_repeat(retort_conversion *conv)
{
    bool before = conv->is_mapped;

    if (!conv->map || !conv->map->response)
        return false;
    conv->is_mapped = true;
    return before;
}

void retort_offer(retort_sink *sink, const retort_record *rec,
                  retort_skip verdict)
{
    retort_conversion *conv = retort_conversion_of(sink);
    retort_record full = *rec;

    if (sink->status != RETORT_OK || is_repeat(conv))
        return;
    if (conv->map)
        verdict = apply_map(conv, &full, verdict);
    if (sink->status != RETORT_OK)
        return;
    if (verdict == RETORT_TAKE && is_blank(full.response))
        verdict = RETORT_SKIP_EMPTY;
    sink->counts->read++;
    if (verdict != RETORT_TAKE) {
        sink->counts->skipped[verdict]++;
        return;
    }
    sink->counts->used++;
    sink->status = sink->fn(sink->ctx, &full, sink->err);
}

void retort_offer_skip(retort_sink *sink, retort_skip reason)
{
    const retort_record nothing = {0};

    retort_offer(sink, &nothing, reason);
}

void retort_offer_fail(retort_sink *sink, retort_status code, const char *fmt,
                       ...)
{
    char text[RETORT_ERR_TEXT_BYTES];
    va_list ap;

    if (sink->status != RETORT_OK)
        return;
    va_start(ap, fmt);
    (void)vsnprintf(text, sizeof(text), fmt, ap);
    va_end(ap);
    retort_err_fill(sink->err, code, "%s", text);
    sink->status = code;
}
