#include "infer/method_limits.h"

#include <stddef.h>

#include "compare/limits_rule.h"
#include "compare/reuse.h"
#include "infer/case.h"
#include "infer/scaling.h"
#include "infer/validation_acceptance.h"

static const retort_method_limit TABLE[] = {
    {"shared-prompts", RETORT_METHOD_SHARED_PROMPTS_MIN, "prompts",
     "least for a likelihood ratio"},
    {"shared-prompts-advised", RETORT_METHOD_SHARED_PROMPTS_ADVISED, "prompts",
     "below it support is called limited at most"},
    {"prompt-overlap", RETORT_METHOD_PROMPT_OVERLAP_MIN, "of S's prompts",
     "shared with R, below it a warning"},
    {"control-lineages", RETORT_RULE_CONTROL_LINEAGES_MIN, "lineages",
     "least controls for a pair"},
    {"control-vendors", RETORT_RULE_CONTROL_VENDORS_MIN, "vendors",
     "least vendors of these controls"},
    {"null-lineages", RETORT_RULE_NULL_LINEAGES_MIN, "lineages",
     "least null suspects of a calibration"},
    {"null-lineages-reference", RETORT_RULE_NULL_LINEAGES_R_MIN, "lineages",
     "least null suspects of the reference itself"},
    {"positive-lineages", RETORT_RULE_POSITIVE_LINEAGES_MIN, "lineages",
     "least documented suspects of a calibration"},
    {"reference-lineages", RETORT_METHOD_REFERENCE_LINEAGES_MIN, "lineages",
     "least taught references for a common source"},
    {"scale-lineages", RETORT_SCALING_LINEAGES_MIN, "lineages",
     "least null suspects to scale a reference by"},
    {"same-reply", RETORT_METHOD_SAME_REPLY_MAX, "of replies",
     "most that may be one and the same text"},
    {"identical-replies", RETORT_METHOD_IDENTICAL_MAX, "of shared prompts",
     "most replies that may be those of R"},
    {"split-half", RETORT_METHOD_SPLIT_HALF_MIN, "cosine",
     "least self-similarity of S's profile"},
    {"score-range", RETORT_METHOD_BEYOND_RANGE_MAX, "standard deviations",
     "most that a score may lie outside the calibration"},
    {"slope", RETORT_METHOD_SLOPE_MIN, "ln LR",
     "least change of the LR by a standard deviation of the score"},
    {"skipped-draws", RETORT_METHOD_SKIPPED_DRAWS_MAX, "of draws",
     "most bootstrap draws without a fit"},
    {"slight", RETORT_METHOD_SLIGHT_LLR, "log10 LR",
     "support is called slight below, at the end of the interval nearest to 0"},
    {"rival-chance", RETORT_METHOD_RIVAL_CHANCE, "of draws",
     "a lineage above it is in the nearest set"},
    {"reuse", RETORT_REUSE_FLAG, "of shared prompts",
     "copied replies are flagged from here"},
    {"draws", RETORT_CASE_DRAWS, "draws", "bootstrap, unless said otherwise"},
    {"draws-max", RETORT_CASE_DRAWS_MAX, "draws", "most that may be asked for"},
    {"prior", RETORT_CASE_PRIOR, "probability",
     "weight of the positives in the fit; says nothing about the case"},
    {"ridge", RETORT_CASE_RIDGE, "per squared slope",
     "penalty that holds the slope of the fit down: same, tuned"},
    {"ridge-distilled", RETORT_CASE_RIDGE_DISTILLED, "per squared slope",
     "the same for distilled, where the classes overlap"},
    {"accept-cllr", RETORT_ACCEPT_CLLR, "bits",
     "the upper end of the interval of Cllr stays below, closed and open"},
    {"accept-turing", RETORT_ACCEPT_TURING, "mean LR of nulls",
     "its interval holds it, or what perfect calibration shows"},
    {"accept-devpav", RETORT_ACCEPT_DEVPAV, "log10 LR",
     "most distance from the PAV transform, or what perfect calibration shows"},
    {"accept-length", RETORT_ACCEPT_LENGTH, "rank correlation",
     "of score and ratio of reply lengths stays below"},
    {"accept-shuffled", RETORT_ACCEPT_SHUFFLED, "bits",
     "least Cllr with shuffled labels"},
    {"accept-stratum", RETORT_ACCEPT_STRATUM, "bits",
     "most Cllr of a stratum that is large enough"},
    {NULL, 0, NULL, NULL},
};

const retort_method_limit *retort_method_limits(void)
{
    return TABLE;
}
