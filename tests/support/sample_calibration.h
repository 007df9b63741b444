/*
 * A made-up calibration for the tests of the report layer: models, pairs and
 * validations come from a counter. Nothing is measured.
 *
 * sample_calibration(models, hostile) makes one with every pair of two models
 * of other lineages; the caller frees it. Blocks change the score of a
 * distilled pair that is open, and of no other.
 */
#ifndef SUPPORT_SAMPLE_CALIBRATION_H
#define SUPPORT_SAMPLE_CALIBRATION_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "infer/calibration.h"
#include "support/sample_screening.h"

enum { SAMPLE_SETS = 3, SAMPLE_POWER_ROWS = 2, SAMPLE_STRATA = 2 };

static inline void *sample_take(retort_calibration *c, size_t count,
                                size_t size)
{
    void *p = retort_arena_take(c->arena, count, size);

    if (!p)
        abort();
    memset(p, 0, count * size);
    return p;
}

static inline const char *sample_number(retort_calibration *c, const char *stem,
                                        size_t i)
{
    char *text = sample_take(c, 32, 1);

    (void)snprintf(text, 32, "%s-%05zu", stem, i);
    return text;
}

static inline void sample_population_names(retort_calibration *c, size_t models,
                                           bool hostile)
{
    retort_comparisons *p = &c->population;
    size_t lineages = models / 2 + 1;
    const char **names = sample_take(c, lineages, sizeof(*names));
    retort_population_model *m = sample_take(c, models, sizeof(*m));

    for (size_t i = 0; i < lineages; i++)
        names[i] = sample_number(c, "lineage", i);
    for (size_t i = 0; i < models; i++)
        m[i] = (retort_population_model){
            .name = sample_number(c, hostile ? "=m|*x<" : "model", i),
            .lineage = (uint32_t)(i / 2),
            .vendor = hostile ? SAMPLE_ATTACKS[i % SAMPLE_ATTACK_COUNT] : "v",
            .base = "",
            .is_reference = i % 3 == 0,
            .is_control = i % 4 < 2,
            .median_chars = 900 + 600 * sample_noise(i, 1),
            .closed_class_share = i ? sample_noise(i, 2) : (double)NAN,
            .prompts = 805,
        };
    p->rules_version = 1;
    p->features = "so, op, cl, lo; 2^14 buckets";
    p->library_digest =
        "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";
    p->library_name = hostile ? SAMPLE_ATTACKS[13] : "sample-library.sqlite";
    p->lineages = names;
    p->lineage_count = lineages;
    p->models = m;
    p->model_count = models;
}

static inline void sample_pair(retort_comparison *c, size_t set,
                               const retort_comparisons *p, size_t s, size_t r)
{
    uint64_t key = (s << 24 | r) * SAMPLE_SETS + set;

    *c = (retort_comparison){
        .suspect = (uint32_t)s,
        .reference = (uint32_t)r,
        .suspect_lineage = p->models[s].lineage,
        .reference_lineage = p->models[r].lineage,
        .use = (uint32_t)(key % RETORT_USE_COUNT),
        .stratum = key % 2 ? "main" : "other vendor",
        .is_time_impossible = key % 11 == 0,
        .shares_base = key % 5 == 0,
        .shared_prompts = 805,
        .length = -sample_noise(key, 3),
        .hub = key % 13 ? sample_noise(key, 4) : (double)NAN,
    };
    c->at[0].score = sample_noise(key, 5) - 0.25;
    for (size_t b = 0; b < RETORT_COMPARISON_BLOCKS; b++)
        c->at[0].effect[b] = (sample_noise(key, 10 + b) - 0.5) / 32;
    c->at[1] = c->at[0];
    if (set == 2)
        c->at[1].effect[7] += 0.001;
}

static inline void sample_population_sets(retort_calibration *c)
{
    static const char *const IDS[] = {"same", "tuned", "distilled"};
    retort_comparisons *p = &c->population;
    retort_comparison_set *sets = sample_take(c, SAMPLE_SETS, sizeof(*sets));
    size_t n = p->model_count;

    for (size_t i = 0; i < SAMPLE_SETS; i++) {
        retort_comparison *items = sample_take(c, n * n + 1, sizeof(*items));
        size_t count = 0;

        for (size_t s = 0; s < n; s++) {
            for (size_t r = 0; r < n; r++) {
                if (p->models[r].is_reference && s / 2 != r / 2)
                    sample_pair(&items[count++], i, p, s, r);
            }
        }
        sets[i] = (retort_comparison_set){IDS[i], items, count};
    }
    p->sets = sets;
    p->set_count = SAMPLE_SETS;
}

static inline retort_validation_setting sample_validated(uint64_t seed)
{
    static const retort_misleading MISLEADING[] = {
        {1, false, 0.25, 0.375, 0.125, 0.25},
        {10, true, 0.0625, 0.15625, (double)NAN, 0.1875},
    };
    double x = sample_noise(seed, 77);

    return (retort_validation_setting){
        .positives = 27,
        .nulls = 214,
        .positive_lineages = 16,
        .null_lineages = 31,
        .no_fit = 2,
        .cllr = {0.5 + x / 4, 0.5, 0.875},
        .cllr_clamped = 0.78125,
        .cllr_kde = 0.84375,
        .cllr_min = 0.375,
        .cllr_cal = 0.0625,
        .cllr_cal_expected = 0.125,
        .devpav = 0.1875,
        .devpav_expected = 0.3125,
        .auc = 0.875 + x / 10,
        .eer = 0.1875,
        .tpr_05 = 0.625,
        .tpr_01 = 0.5,
        .turing = {0.9375, 0.5, 1.75},
        .turing_expected = 0.4375,
        .cllr_shuffled = 1.0625,
        .cllr_hub = 0.9375,
        .cllr_length = (double)NAN,
        .length_correlation = -0.125,
        .length_ratio_correlation = 0.0625,
        .lower = -1.25,
        .upper = 1.5,
        .misleading = MISLEADING,
        .misleading_count = 2,
    };
}

static inline void sample_weighed(retort_calibration *c, retort_validation *v,
                                  const retort_comparison_set *set)
{
    static const char *const VERDICTS[] = {"supported", "inconclusive",
                                           "against", "refused"};
    const retort_comparisons *p = &c->population;
    retort_weighed *w = sample_take(c, set->count + 1, sizeof(*w));

    for (size_t i = 0; i < set->count; i++) {
        const retort_comparison *from = &set->items[i];
        double llr = 3 * from->at[0].score;

        w[i] = (retort_weighed){
            .suspect = p->models[from->suspect].name,
            .reference = p->models[from->reference].name,
            .suspect_lineage = p->lineages[from->suspect_lineage],
            .reference_lineage = p->lineages[from->reference_lineage],
            .use = from->use % 2 ? "null" : "positive",
            .stratum = from->stratum,
            .is_time_impossible = from->is_time_impossible,
            .shares_base = from->shares_base,
            .weight = 1.0 / (double)set->count,
            .score = from->at[0].score,
            .score_open = from->at[1].score,
            .raw = llr,
            .llr = llr / 2,
            .raw_open = llr,
            .llr_open = i % 7 ? llr / 4 : (double)NAN,
            .low = llr / 4 - 0.5,
            .high = llr / 4 + 0.5,
            .verdict = VERDICTS[i % 4],
        };
    }
    v->weighed = w;
    v->weighed_count = set->count;
}

static inline void sample_outcomes(retort_calibration *c, retort_validation *v)
{
    static const retort_rule RULES[] = {
        {"cllr-upper", "The upper end of the interval of Cllr is below 1.",
         0.875, 1, true, true},
        {"devpav", "devPAV is below 0.3.", 0.4375, 0.3, false, true},
        {"turing", "The interval of the mean LR of nulls holds 1.", (double)NAN,
         1, false, false},
    };
    static const retort_stratum STRATA[SAMPLE_STRATA] = {
        {"negatives", "other vendor", 6, 14, 0.75, 0.875, true},
        {"base", "shares S's base", 2, 3, (double)NAN, (double)NAN, false},
    };
    static const retort_power_row POWER[SAMPLE_POWER_ROWS] = {
        {"prompts", 100, 0.375, 0.0625, 0.8125},
        {"dose", 25, 0.1875, 0.03125, (double)NAN},
    };
    static const retort_ece_row ECE[] = {
        {-0.5, 0.625, 0.6875, 0.5, 0.75},
        {0, 0.78125, (double)NAN, 0.375, 1},
    };
    static const retort_tippett_row TIPPETT[] = {
        {-0.25, 0.9375, 0.5, 0.875, 0.5625},
        {1, 0.375, 0.03125, (double)NAN, (double)NAN},
    };
    const char **missed = sample_take(c, 1, sizeof(*missed));
    char *pair = sample_take(c, 80, 1);

    (void)snprintf(pair, 80, "%s and %s", c->population.models[1].name,
                   c->population.models[0].name);
    missed[0] = pair;
    v->acceptance = RULES;
    v->acceptance_count = sizeof(RULES) / sizeof(RULES[0]);
    v->strata = STRATA;
    v->stratum_count = SAMPLE_STRATA;
    v->power = POWER;
    v->power_count = SAMPLE_POWER_ROWS;
    v->ece = ECE;
    v->ece_count = sizeof(ECE) / sizeof(ECE[0]);
    v->tippett = TIPPETT;
    v->tippett_count = sizeof(TIPPETT) / sizeof(TIPPETT[0]);
    v->missed = missed;
    v->missed_count = 1;
    v->missed_threshold = 0.28125;
}

static inline void sample_validations(retort_calibration *c)
{
    retort_validation *v = sample_take(c, SAMPLE_SETS, sizeof(*v));

    for (size_t i = 0; i < SAMPLE_SETS; i++) {
        v[i] = (retort_validation){
            .proposition = c->population.sets[i].proposition,
            .ridge = 0.03125,
            .has_ceiling = true,
            .positive_pairs = 27,
            .positive_lineages = 16,
            .null_pairs = 214,
            .null_lineages = 31,
            .reference_lineages = 6,
            .draws = 1000,
            .verdict_draws = 200,
            .shuffles = 20,
            .closed = sample_validated(4 * i),
            .open = sample_validated(4 * i + 1),
            .common_source = sample_validated(4 * i + 2),
            .doubtful = sample_validated(4 * i + 3),
            .positives = {0.5, 0.25, 0.0625, 0.1875},
            .nulls = {0.03125, 0.25, 0.53125, 0.1875},
        };
        sample_weighed(c, &v[i], &c->population.sets[i]);
        sample_outcomes(c, &v[i]);
    }
    c->validations = v;
    c->validation_count = SAMPLE_SETS;
}

static inline retort_calibration *sample_calibration(size_t models,
                                                     bool hostile)
{
    retort_calibration *c = NULL;

    if (retort_calibration_new(&c, NULL) != RETORT_OK)
        abort();
    c->prior = 0.5;
    c->draws = 2000;
    c->seed = 20250101;
    sample_population_names(c, models, hostile);
    sample_population_sets(c);
    sample_validations(c);
    return c;
}

#endif /* SUPPORT_SAMPLE_CALIBRATION_H */
