#include <stddef.h>

#include "infer/method_limits.h"
#include "infer/wording.h"

static const retort_wording_grade SCALE[] = {
    {RETORT_METHOD_SLIGHT_LLR, true, "slight"},
    {1, false, "limited"},
    {2, false, "moderate"},
    {3, false, "moderately strong"},
    {4, false, "strong"},
    {6, false, "very strong"},
    {6, false, "extremely strong"},
};

static const char *const FORBIDDEN[] = {
    "match",
    "matches",
    "matched",
    "matching",
    "prove",
    "proves",
    "proved",
    "proven",
    "proof",
    "certain",
    "certainly",
    "certainty",
    "undoubtedly",
    "beyond doubt",
    "beyond any doubt",
    "beyond reasonable doubt",
    "could not have",
    "cannot have",
    "% confident",
    "% sure",
    "percent confident",
    "probability that s",
    "probability that the suspect",
    "probability that * distilled",
    "probability of distillation",
    "confidence that s",
    "confidence that the suspect",
    "confidence that * distilled",
    "confidence of distillation",
    "likelihood that s",
    "likelihood that the suspect",
    "likelihood that * distilled",
    "likelihood of distillation",
    "chance that s",
    "chance that the suspect",
    "chance that * distilled",
    "chance of distillation",
    "odds that s",
    "odds that the suspect",
    "odds that * distilled",
    "odds of distillation",
    NULL,
};

const retort_wording_grade *retort_wording_scale(size_t *count)
{
    *count = sizeof(SCALE) / sizeof(SCALE[0]);
    return SCALE;
}

const char *const *retort_wording_forbidden(void)
{
    return FORBIDDEN;
}
