#include <retort/screening.h>

#include <string.h>

#include "base/arena.h"
#include "base/mem.h"

static const retort_score_info ABOUT[RETORT_SCORE_COUNT] = {
    [RETORT_SCORE_PROFILE] =
        {"profile", "Profile",
         "Cosine of the habits of opening, closing and laying out sentences "
         "and lines, after the habits common to all lineages are taken away. "
         "Ranks references for the question: distilled?",
         false},
    [RETORT_SCORE_RESIDUAL] =
        {"residual", "Residual",
         "Cosine of the replies to the same prompts, after what all lineages "
         "reply to that prompt is taken away. Ranks models for the questions: "
         "same? tuned?",
         false},
    [RETORT_SCORE_PMZ] =
        {"pmz", "PMZ",
         "Likeness of the replies to the same prompt, in standard deviations "
         "of the likeness to the other references; mean over prompts.",
         false},
    [RETORT_SCORE_RARE] =
        {"rare", "Rare phrases",
         "Cosine over word 4-grams that at most three models of the background "
         "use.",
         false},
    [RETORT_SCORE_DELTA] =
        {"delta", "Cosine Delta",
         "Burrows's Delta with the cosine, over the 500 most frequent tokens "
         "of the background.",
         false},
    [RETORT_SCORE_REUSE] =
        {"reuse", "Reuse",
         "Share of the shared prompts where more than half of the suspect's "
         "runs of 12 tokens stand in the reference's reply.",
         false},
    [RETORT_SCORE_HUB] =
        {"hub", "Hub",
         "Baseline that never looks at the suspect: how near everybody is to "
         "this reference.",
         true},
    [RETORT_SCORE_LENGTH] =
        {"length", "Length",
         "Baseline that looks at reply lengths only: minus the mean of |ln of "
         "the ratio of lengths| over shared prompts.",
         true},
};

const retort_score_info *retort_score_about(retort_score score)
{
    return &ABOUT[score];
}

retort_status retort_screening_new(retort_screening **out, retort_err *err)
{
    retort_screening *s = retort_mem_new(1, sizeof(*s));
    retort_arena *arena = retort_mem_new(1, sizeof(*arena));

    *out = NULL;
    if (!s || !arena) {
        retort_mem_free(s);
        retort_mem_free(arena);
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a result");
    }
    retort_arena_init(arena, 0);
    s->kind = "";
    s->status = RETORT_SCREENING_STATUS;
    s->provenance = (retort_provenance){.tool = "",
                                        .version = "",
                                        .build = "",
                                        .library_name = "",
                                        .library_digest = "",
                                        .library_notice = "",
                                        .calibration_digest = "",
                                        .options = ""};
    s->arena = arena;
    *out = s;
    return RETORT_OK;
}

void retort_screening_free(retort_screening *s)
{
    if (!s)
        return;
    retort_arena_release(s->arena);
    retort_mem_free(s->arena);
    retort_mem_free(s);
}

void *retort_screening_take(retort_screening *s, size_t count, size_t size)
{
    void *p = retort_arena_take(s->arena, count, size);

    if (p)
        memset(p, 0, count * size);
    return p;
}

const char *retort_screening_copy(retort_screening *s, const char *text)
{
    size_t len = strlen(text) + 1;
    char *p = retort_screening_take(s, len, 1);

    if (p)
        memcpy(p, text, len);
    return p;
}
