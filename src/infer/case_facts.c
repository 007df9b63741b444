#include "infer/case_facts.h"

#include <math.h>
#include <string.h>

enum { MONTHS = 12 };

/* Number of a month, or -1. */
static int month_of(const char *text)
{
    int digit[7] = {0};
    int month;

    for (int i = 0; i < 7; i++) {
        if (i == 4 ? text[i] != '-' : text[i] < '0' || text[i] > '9')
            return -1;
        digit[i] = text[i] - '0';
    }
    month = digit[5] * 10 + digit[6];
    if (text[7] || month < 1 || month > MONTHS)
        return -1;
    return (digit[0] * 1000 + digit[1] * 100 + digit[2] * 10 + digit[3]) *
               MONTHS +
           month;
}

double retort_months_between(const char *earlier, const char *later)
{
    int from = month_of(earlier);
    int to = month_of(later);

    return from < 0 || to < 0 ? (double)NAN : (double)(to - from);
}

static bool is_population(const retort_population_model *m,
                          const retort_case *c, const uint32_t leave[2])
{
    for (int i = 0; i < 2; i++) {
        if (leave[i] != RETORT_LINEAGE_NONE && m->lineage == leave[i])
            return false;
    }
    return strcmp(m->name, c->suspect) != 0 &&
           strcmp(m->name, c->reference) != 0;
}

/* Widen a range, NaN at first, by a number unless that is NaN. */
static void widen(double *least, double *most, double x)
{
    *least = fmin(*least, x);
    *most = fmax(*most, x);
}

retort_case_facts retort_case_facts_of(const retort_comparisons *population,
                                       const retort_case *c,
                                       const uint32_t leave[2])
{
    retort_case_facts f = {
        .shared_prompts = c->shared_prompts,
        .prompt_overlap = (double)c->shared_prompts / c->suspect_prompts,
        .control_lineages = c->control_lineages,
        .control_vendors = c->control_vendors,
        .null_lineages = (double)NAN,
        .null_lineages_of_r = (double)NAN,
        .positive_lineages = (double)NAN,
        .reference_lineages = (double)NAN,
        .slope = (double)NAN,
        .skipped_draws = (double)NAN,
        .median_chars = c->median_chars,
        .median_chars_least = (double)NAN,
        .median_chars_most = (double)NAN,
        .closed_class = c->closed_class_share,
        .closed_class_least = (double)NAN,
        .closed_class_most = (double)NAN,
        .same_reply = c->same_reply_share,
        .identical = c->identical_share,
        .split_half = c->split_half,
        .months_after =
            retort_months_between(c->reference_released, c->released),
        .beyond_range = (double)NAN,
    };

    for (size_t i = 0; i < population->model_count; i++) {
        const retort_population_model *m = &population->models[i];

        if (!is_population(m, c, leave))
            continue;
        widen(&f.median_chars_least, &f.median_chars_most, m->median_chars);
        widen(&f.closed_class_least, &f.closed_class_most,
              m->closed_class_share);
    }
    return f;
}
