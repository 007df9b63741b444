#include <retort/version.h>
#include <string.h>

#include "cli/fingerprint_args.h"
#include "cli/nearest.h"
#include "run/preparing.h"

enum { OPTIONS_BYTES_MAX = 1 << 20, FAMILY_ID_BYTES = 16 };

/* What --map can name, and where its pointer goes. */
static const struct {
    const char *name;
    size_t target;
} FIELDS[] = {
    {"prompt", offsetof(retort_field_map, prompt)},
    {"response", offsetof(retort_field_map, response)},
    {"reasoning", offsetof(retort_field_map, reasoning)},
    {"model", offsetof(retort_field_map, model)},
    {"prompt_id", offsetof(retort_field_map, prompt_id)},
    {"system", offsetof(retort_field_map, system)},
};
enum { FIELD_COUNT = sizeof(FIELDS) / sizeof(FIELDS[0]) };

static retort_status add_map(retort_field_map *map, const char *text,
                             retort_err *err)
{
    size_t len = strcspn(text, "=");

    for (size_t i = 0; i < FIELD_COUNT; i++) {
        const char **target;

        if (strlen(FIELDS[i].name) != len ||
            memcmp(FIELDS[i].name, text, len) != 0)
            continue;
        target = (const char **)(void *)((char *)map + FIELDS[i].target);
        if (text[len] != '=' || text[len + 1] != '/')
            break;
        if (*target)
            return RETORT_FAIL(err, RETORT_ERR_ARG,
                               "option --map names %s twice", FIELDS[i].name);
        *target = text + len + 1;
        return RETORT_OK;
    }
    return RETORT_FAIL(err, RETORT_ERR_ARG,
                       "option --map: '%.80s' is not FIELD=/json/pointer with "
                       "FIELD one of prompt, response, reasoning, model, "
                       "prompt_id, system",
                       text);
}

static retort_status unknown_family(retort_span id, retort_err *err)
{
    retort_nearest n;

    retort_nearest_init(&n, id);
    for (const retort_family *f = retort_families(); f->id; f++)
        retort_nearest_offer(&n, retort_span_of(f->id));
    return RETORT_FAIL(err, RETORT_ERR_ARG,
                       "option --families: no family '%.*s'%s%.*s%s",
                       (int)(id.len < 80 ? id.len : 80), id.ptr,
                       n.best.len ? "; did you mean " : "", (int)n.best.len,
                       n.best.ptr ? n.best.ptr : "", n.best.len ? "?" : "");
}

static retort_status add_families(uint32_t *mask, const char *list,
                                  retort_err *err)
{
    while (*list) {
        retort_span id = {list, strcspn(list, ",")};
        char name[FAMILY_ID_BYTES] = "";
        int i = -1;

        if (id.len < sizeof(name)) {
            memcpy(name, id.ptr, id.len);
            i = retort_family_find(name);
        }
        if (i < 0)
            return unknown_family(id, err);
        *mask |= (uint32_t)1 << i;
        list += id.len;
        if (*list == ',')
            list++;
    }
    return RETORT_OK;
}

static uint32_t channel_of(const char *name)
{
    uint32_t channel = RETORT_CHANNEL_ANSWER;

    for (uint32_t i = 0; i < RETORT_CHANNEL_COUNT; i++)
        if (strcmp(retort_channel_name((retort_channel)i), name) == 0)
            channel = i;
    return channel;
}

/* Threads and places are no part of it: they do not shape the content. */
static void describe(retort_buf *b, const struct fingerprint_args *args)
{
    retort_buf_printf(b, "channel=%s prompt-key=%s detail=%s", args->channel,
                      args->prompt_key, args->detail);
    if (args->families)
        retort_buf_printf(b, " families=%s", args->families);
    if (args->format)
        retort_buf_printf(b, " format=%s", args->format);
    for (size_t i = 0; i < args->map.count; i++)
        retort_buf_printf(b, " map=%s", args->map.items[i]);
    if (args->model)
        retort_buf_printf(b, " model=%s", args->model);
    if (strcmp(args->name_by, "file") == 0)
        retort_buf_puts(b, " name-by=file");
    if (args->skip_bad)
        retort_buf_puts(b, " skip-bad");
}

static void fill(retort_fingerprint_plan *p,
                 const struct fingerprint_args *args)
{
    retort_fingerprinting *how = &p->how;

    how->inputs = (const char *const *)args->inputs.items;
    how->input_count = args->inputs.count;
    how->model = args->model;
    how->model_from_file = strcmp(args->name_by, "file") == 0;
    /* A mapped reply in a shape of the user's own needs no other detection. */
    how->read.format =
        !args->format && p->map.response ? "plain" : args->format;
    how->read.skip_bad = args->skip_bad;
    how->map = args->map.count ? &p->map : NULL;
    how->build.params.rules = RETORT_RULES_VERSION;
    how->build.params.channel = channel_of(args->channel);
    how->build.params.key = strcmp(args->prompt_key, "id") == 0
                                ? RETORT_PROMPT_KEY_ID
                                : RETORT_PROMPT_KEY_TEXT;
    how->build.params.detail = strcmp(args->detail, "reply") == 0;
    how->threads = args->threads;
    how->encode = args->output != NULL;
}

retort_status retort_fingerprint_plan_make(retort_fingerprint_plan *out,
                                           const struct fingerprint_args *args,
                                           retort_err *err)
{
    retort_status st = RETORT_OK;

    *out = (retort_fingerprint_plan){0};
    retort_buf_init(&out->options, OPTIONS_BYTES_MAX);
    for (size_t i = 0; i < args->map.count && st == RETORT_OK; i++)
        st = add_map(&out->map, args->map.items[i], err);
    if (st == RETORT_OK && args->families)
        st = add_families(&out->how.build.families, args->families, err);
    if (st != RETORT_OK)
        return st;
    fill(out, args);
    describe(&out->options, args);
    st = retort_buf_status(&out->options);
    if (st != RETORT_OK)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for options");
    out->how.options_text = out->options.ptr;
    return RETORT_OK;
}

void retort_fingerprint_plan_release(retort_fingerprint_plan *plan)
{
    retort_buf_release(&plan->options);
}
