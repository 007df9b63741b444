#include "compare/limits_rule.h"
#include "infer/method_limits.h"
#include "infer/refusals.h"

#define GETTER(field)                                                          \
    static double field(const retort_case_facts *f)                            \
    {                                                                          \
        return f->field;                                                       \
    }

GETTER(shared_prompts)
GETTER(prompt_overlap)
GETTER(control_lineages)
GETTER(control_vendors)
GETTER(null_lineages)
GETTER(null_lineages_of_r)
GETTER(positive_lineages)
GETTER(reference_lineages)
GETTER(slope)
GETTER(skipped_draws)
GETTER(median_chars)
GETTER(median_chars_least)
GETTER(median_chars_most)
GETTER(closed_class)
GETTER(closed_class_least)
GETTER(closed_class_most)
GETTER(same_reply)
GETTER(identical)
GETTER(split_half)
GETTER(months_after)
GETTER(beyond_range)

static const retort_refusal_row ROWS[] = {
    {"shared-prompts", "shared prompts",
     "Enough prompts were answered by both S and R.", NULL, shared_prompts,
     NULL, RETORT_METHOD_SHARED_PROMPTS_MIN, RETORT_AT_LEAST, true,
     RETORT_ASKED_ALL},
    {"shared-prompts-advised", "shared prompts",
     "Enough prompts are shared to call support more than limited.", NULL,
     shared_prompts, NULL, RETORT_METHOD_SHARED_PROMPTS_ADVISED,
     RETORT_AT_LEAST, false, RETORT_ASKED_ALL},
    {"prompt-overlap", "share of S's prompts that R answered",
     "R answered nearly all of the prompts that S answered.", NULL,
     prompt_overlap, NULL, RETORT_METHOD_PROMPT_OVERLAP_MIN, RETORT_AT_LEAST,
     false, RETORT_ASKED_ALL},
    {"control-lineages", "control lineages",
     "Enough lineages are tied to neither S nor R and serve as controls.", NULL,
     control_lineages, NULL, RETORT_RULE_CONTROL_LINEAGES_MIN, RETORT_AT_LEAST,
     true, RETORT_ASKED_ALL},
    {"control-vendors", "vendors of the controls",
     "The controls come from enough vendors.", NULL, control_vendors, NULL,
     RETORT_RULE_CONTROL_VENDORS_MIN, RETORT_AT_LEAST, true, RETORT_ASKED_ALL},
    {"null-lineages", "null suspect lineages of the calibration",
     "The calibration holds enough lineages for which the proposition is known "
     "not to be true.",
     NULL, null_lineages, NULL, RETORT_RULE_NULL_LINEAGES_MIN, RETORT_AT_LEAST,
     true, RETORT_ASKED_ALL},
    {"null-lineages-reference", "null suspect lineages of R",
     "R itself was held against enough lineages for which the proposition is "
     "known not to be true.",
     NULL, null_lineages_of_r, NULL, RETORT_RULE_NULL_LINEAGES_R_MIN,
     RETORT_AT_LEAST, true, RETORT_ASKED_ALL},
    {"positive-lineages", "positive lineages of the calibration",
     "Without the lineages of S and R the calibration holds enough lineages "
     "for which the proposition is documented.",
     NULL, positive_lineages, NULL, RETORT_RULE_POSITIVE_LINEAGES_MIN,
     RETORT_AT_LEAST, true, RETORT_ASKED_ALL},
    {"reference-lineages", "reference lineages with documented students",
     "A common source rests on enough other references with documented "
     "students.",
     "Not asked: R has documented students, so no common source is needed.",
     reference_lineages, NULL, RETORT_METHOD_REFERENCE_LINEAGES_MIN,
     RETORT_AT_LEAST, true, RETORT_ASKED_DISTILLED},
    {"slope", "slope of the calibration",
     "A higher score speaks for the proposition: the calibration could be "
     "fitted, closed and open.",
     NULL, slope, NULL, RETORT_METHOD_SLOPE_MIN, RETORT_AT_LEAST, true,
     RETORT_ASKED_ALL},
    {"skipped-draws", "share of bootstrap draws without a fit",
     "Nearly all bootstrap draws could be fitted.",
     "Not asked: no bootstrap was made.", skipped_draws, NULL,
     RETORT_METHOD_SKIPPED_DRAWS_MAX, RETORT_AT_MOST, true, RETORT_ASKED_ALL},
    {"length-least", "median length of S's replies in characters",
     "S's replies are not shorter than those of every model of the population.",
     NULL, median_chars, median_chars_least, 0, RETORT_AT_LEAST, true,
     RETORT_ASKED_ALL},
    {"length-most", "median length of S's replies in characters",
     "S's replies are not longer than those of every model of the population.",
     NULL, median_chars, median_chars_most, 0, RETORT_AT_MOST, true,
     RETORT_ASKED_ALL},
    {"language-least", "share of closed-class words in S's replies",
     "S's replies hold as many function words of the language as those of the "
     "population.",
     NULL, closed_class, closed_class_least, 0, RETORT_AT_LEAST, true,
     RETORT_ASKED_ALL},
    {"language-most", "share of closed-class words in S's replies",
     "S's replies hold no more function words of the language than those of "
     "the population.",
     NULL, closed_class, closed_class_most, 0, RETORT_AT_MOST, true,
     RETORT_ASKED_ALL},
    {"constant-text", "largest share of one and the same reply of S",
     "S does not give one and the same reply to many prompts.", NULL,
     same_reply, NULL, RETORT_METHOD_SAME_REPLY_MAX, RETORT_AT_MOST, true,
     RETORT_ASKED_ALL},
    {"identical-replies", "share of shared prompts with equal replies",
     "S and R do not give equal replies to many prompts: such prompts are "
     "contaminated, or S passes R's replies on.",
     NULL, identical, NULL, RETORT_METHOD_IDENTICAL_MAX, RETORT_AT_MOST, true,
     RETORT_ASKED_DISTILLED},
    {"split-half", "self-similarity of two halves of S's profile",
     "Two halves of S's replies agree with each other.", NULL, split_half, NULL,
     RETORT_METHOD_SPLIT_HALF_MIN, RETORT_AT_LEAST, true, RETORT_ASKED_ALL},
    {"release-order", "months from R's release to S's",
     "S was not released before R.",
     "Not asked: a release date of S or R is not known.", months_after, NULL, 0,
     RETORT_AT_LEAST, true, RETORT_ASKED_DISTILLED},
    {"score-range",
     "standard deviations that the score lies outside the calibration",
     "The score lies among those that were calibrated on, or near them.", NULL,
     beyond_range, NULL, RETORT_METHOD_BEYOND_RANGE_MAX, RETORT_AT_MOST, true,
     RETORT_ASKED_ALL},
};

const retort_refusal_row *retort_refusal_rows(size_t *count)
{
    *count = sizeof(ROWS) / sizeof(ROWS[0]);
    return ROWS;
}
