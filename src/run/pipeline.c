#include <retort/pipeline.h>

#include <retort/version.h>

#include "base/mem.h"
#include "run/fingerprinting.h"
#include "run/screen.h"

enum { STRIPS = 10 };

struct forward {
    retort_model_fn fn;
    void *ctx;
};

static retort_status forward(void *ctx, const retort_made *made,
                             retort_err *err)
{
    const struct forward *to = ctx;

    return to->fn(to->ctx, made->model, made->fp, err);
}

retort_status retort_pipeline_fingerprint(const retort_replies *replies,
                                          retort_model_fn fn, void *ctx,
                                          retort_err *err)
{
    struct forward to = {fn, ctx};
    retort_fingerprinting_facts facts = {0};
    retort_status st;
    retort_fingerprinting how = {
        .inputs = replies->paths,
        .input_count = replies->path_count,
        .model = replies->model,
        .read = {.format = replies->format, .skip_bad = replies->skip_bad},
        .threads = replies->threads};

    if (replies->format && !retort_adapter_find(replies->format))
        return RETORT_FAIL(err, RETORT_ERR_ARG, "no input format is called %s",
                           replies->format);
    how.build.params =
        (retort_fp_params){.rules = RETORT_RULES_VERSION,
                           .key = replies->key_by_id ? RETORT_PROMPT_KEY_ID
                                                     : RETORT_PROMPT_KEY_TEXT,
                           .detail = replies->detail};
    st = retort_fingerprint_inputs(&how, forward, &to, &facts, err);
    retort_fingerprinting_facts_release(&facts);
    return st;
}

retort_status retort_pipeline_screen(const char *library,
                                     const retort_named_fingerprint *suspects,
                                     size_t suspect_count, const char *lineage,
                                     retort_screening **out, retort_err *err)
{
    const retort_roster_source source = {.library = library};
    const retort_screen_options options = {.suspect_lineage = lineage,
                                           .strips = STRIPS};
    retort_screen_suspect *list = retort_mem_new(suspect_count, sizeof(*list));
    retort_roster *roster = NULL;
    retort_status st;

    *out = NULL;
    if (!list)
        return RETORT_FAIL(err,
                           suspect_count ? RETORT_ERR_NOMEM : RETORT_ERR_ARG,
                           "no room for %zu suspects", suspect_count);
    for (size_t i = 0; i < suspect_count; i++)
        list[i] = (retort_screen_suspect){suspects[i].name, suspects[i].fp};
    st = retort_roster_load(&roster, &source, err);
    if (st == RETORT_OK)
        st = retort_screen_run(roster, list, suspect_count, &options, out, err);
    retort_roster_free(roster);
    retort_mem_free(list);
    return st;
}
