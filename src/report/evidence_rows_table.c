#include "report/evidence_rows.h"

#define ONE(title, form, member, decimals)                                     \
    {                                                                          \
        title, RETORT_EVIDENCE_##form, offsetof(retort_setting, member), 0,    \
            decimals                                                           \
    }
#define TWO(title, form, member, more, decimals)                               \
    {                                                                          \
        title, RETORT_EVIDENCE_##form, offsetof(retort_setting, member),       \
            offsetof(retort_setting, more), decimals                           \
    }

const retort_evidence_row retort_evidence_rows[] = {
    ONE("Score of the pair", NUMBER, score, 3),
    ONE("A higher score counts as", NUMBER, ceiling, 3),
    ONE("Log10 LR before the bounds", NUMBER, raw, 2),
    TWO("Lower bound", BOUND, lower, lower_rule, 2),
    TWO("Upper bound", BOUND, upper, upper_rule, 2),
    ONE("Bound that changed it", TEXT, active, 0),
    ONE("Log10 LR", NUMBER, llr, 2),
    TWO("Interval, 95 %", RANGE, low, high, 2),
    ONE("Median of the draws", NUMBER, median, 2),
    ONE("Draws without a fit", COUNT, skipped, 0),
    TWO("Cross-check interval, before the bounds", RANGE, sandwich_low,
        sandwich_high, 2),
    TWO("With a tenth and with ten times the ridge", RANGE, ridge_tenth,
        ridge_tenfold, 2),
    TWO("Fit: slope, intercept", RANGE, slope, intercept, 3),
    TWO("Fit: mean, standard deviation", RANGE, mean, sd, 3),
    TWO("Positive pairs, suspect lineages", COUNTS, positives,
        positive_lineages, 0),
    TWO("Null pairs, suspect lineages", COUNTS, nulls, null_lineages, 0),
    ONE("Reference lineages with positives", COUNT, reference_lineages, 0),
    {NULL, RETORT_EVIDENCE_NUMBER, 0, 0, 0},
};
