#include "run/screen_warnings.h"

#include <math.h>
#include <stdio.h>

enum { TEXT_BYTES = 400, WARNINGS_MAX = 16 };

static const double PROMPTS_REFUSED = 100.0; /* METHOD 4: below, no LR */
static const double PROMPTS_FEW = 200.0;
static const double SHARED_MIN = 0.9;
static const double COVERED_MIN = 0.9;
static const double SHORT_CHARS = 200.0;
static const double DUPLICATES_MAX = 0.05;
static const double TRUNCATED_MAX = 0.05;
static const double REUSE_MAX = 0.05;
static const double BACKGROUND_MIN = 10.0;
const double retort_screen_close_share = 0.5;

struct list {
    retort_screening *result;
    retort_warning *items;
    size_t count;
    bool failed;
};

/* Add a warning whose text is a format of one string, which may be unused. */
static void add(struct list *l, const char *id, const char *text, double value,
                double limit)
{
    const char *kept = retort_screening_copy(l->result, text);

    if (!kept || l->count == WARNINGS_MAX) {
        l->failed = true;
        return;
    }
    l->items[l->count++] = (retort_warning){id, kept, value, limit};
}

static void warn_prompts(struct list *l, const retort_screen_facts *f)
{
    double shared = (double)f->shared_prompts;
    double share = f->prompts ? shared / (double)f->prompts : 0.0;

    if (f->shared_prompts == 0)
        add(l, "no-shared-prompts",
            "The suspect answered none of the library's prompts: only the "
            "profile can be read. corpora/get_prompts.sh fetches the public "
            "prompt list of the shipped library.",
            shared, PROMPTS_REFUSED);
    else if (shared < PROMPTS_REFUSED)
        add(l, "few-prompts",
            "So few prompts are shared with the library that a likelihood "
            "ratio would be refused.",
            shared, PROMPTS_REFUSED);
    else if (shared < PROMPTS_FEW)
        add(l, "few-prompts",
            "Few prompts are shared with the library; scores are noisy.",
            shared, PROMPTS_FEW);
    if (f->shared_prompts && share < SHARED_MIN)
        add(l, "prompts-not-shared",
            "Part of the suspect's prompts are not in the library; the profile "
            "compares replies to different prompts.",
            share, SHARED_MIN);
    if (f->covered < COVERED_MIN)
        add(l, "prompts-not-covered",
            "The suspect answered only part of a reference's prompts; the "
            "profile compares replies to different prompts.",
            f->covered, COVERED_MIN);
}

static void warn_replies(struct list *l, const retort_screen_facts *f)
{
    uint64_t n = f->fp->stats.replies;
    double replies = n ? (double)n : 1.0; /* no reply has no share */
    double truncated = (double)f->fp->stats.truncated / replies;

    if (f->median_chars < SHORT_CHARS)
        add(l, "short-replies",
            "Half of the replies are shorter than this many characters; short "
            "replies carry little habit.",
            f->median_chars, SHORT_CHARS);
    if (f->duplicates > DUPLICATES_MAX)
        add(l, "duplicate-replies",
            "Share of replies that repeat an earlier reply to the same prompt "
            "word for word.",
            f->duplicates, DUPLICATES_MAX);
    if (truncated > TRUNCATED_MAX)
        add(l, "truncated-replies",
            "Share of replies that the source says were cut by a token limit.",
            truncated, TRUNCATED_MAX);
    if (f->fp->stats.templates)
        add(l, "templates",
            "Share of replies that were unwrapped from a template before they "
            "were counted.",
            (double)f->fp->stats.templates / replies, 0.0);
}

static void warn_twins(struct list *l, const retort_screen_facts *f)
{
    char text[TEXT_BYTES];

    if (f->twin) {
        (void)snprintf(text, sizeof(text),
                       "The library holds the very same records as %.128s. "
                       "That model is no candidate here, and its lineage is "
                       "left out of the background as the suspect's.",
                       f->twin);
        add(l, "same-records", text, 1.0, 0.0);
    }
    if (f->close) {
        (void)snprintf(text, sizeof(text),
                       "Same text under two names: share of shared prompts to "
                       "which %.128s gave a reply of the same length and the "
                       "same sketch.",
                       f->close);
        add(l, "same-text", text, f->close_share, retort_screen_close_share);
    }
    if (f->reuse > REUSE_MAX) {
        (void)snprintf(text, sizeof(text),
                       "Replies of the suspect copy replies of %.128s: copying "
                       "explains likeness another way.",
                       f->reuse_model);
        add(l, "reuse", text, f->reuse, REUSE_MAX);
    }
}

retort_status retort_screen_warn(retort_screening *result,
                                 const retort_screen_facts *facts,
                                 const retort_warning **out, size_t *out_count,
                                 retort_err *err)
{
    struct list l = {.result = result};

    l.items = retort_screening_take(result, WARNINGS_MAX, sizeof(*l.items));
    if (!l.items)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for warnings");
    warn_twins(&l, facts);
    warn_prompts(&l, facts);
    warn_replies(&l, facts);
    if ((double)facts->background < BACKGROUND_MIN)
        add(&l, "small-background",
            "Few lineages make up the background; likeness that all models "
            "share is not taken away well.",
            (double)facts->background, BACKGROUND_MIN);
    if (facts->unknown_lineage)
        add(&l, "unknown-lineage",
            "No model of the library has the lineage given for the suspect.",
            0.0, 1.0);
    if (l.failed)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for warnings");
    *out = l.items;
    *out_count = l.count;
    return RETORT_OK;
}
