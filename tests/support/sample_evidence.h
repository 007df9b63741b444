/*
 * Made-up evidence for the tests of the report layer: the five propositions of
 * one pair, each with another outcome. Nothing is measured.
 *
 * With hostile, all text carries attempts at the sinks (sample_screening.h).
 */
#ifndef SUPPORT_SAMPLE_EVIDENCE_H
#define SUPPORT_SAMPLE_EVIDENCE_H

#include <math.h>

#include "infer/wording.h"
#include "support/sample_screening.h"

enum { SAMPLE_RULES = 4, SAMPLE_RIVALS = 2, SAMPLE_SCALE_MODELS = 3 };

/* Text @p ours, or attempt number @p i. */
static inline const char *sample_foreign(const char *ours, size_t i,
                                         bool hostile)
{
    return hostile ? SAMPLE_ATTACKS[i % SAMPLE_ATTACK_COUNT] : ours;
}

static inline retort_setting sample_no_setting(void)
{
    double no = (double)NAN;

    return (retort_setting){
        .score = no,
        .ceiling = no,
        .slope = no,
        .intercept = no,
        .mean = no,
        .sd = no,
        .raw = no,
        .llr = no,
        .lower = no,
        .upper = no,
        .lower_rule = "",
        .upper_rule = "",
        .active = "",
        .low = no,
        .median = no,
        .high = no,
        .sandwich_low = no,
        .sandwich_high = no,
        .ridge_tenth = no,
        .ridge_tenfold = no,
    };
}

static inline retort_setting sample_setting(double llr, bool hostile)
{
    return (retort_setting){
        .score = 0.314,
        .ceiling = 0.4375,
        .slope = 2.5,
        .intercept = -0.75,
        .mean = 0.125,
        .sd = 0.0625,
        .raw = llr + 0.4,
        .llr = llr,
        .lower = -1.375,
        .upper = llr,
        .lower_rule = sample_foreign("invariance", 6, hostile),
        .upper_rule = sample_foreign("ELUB", 7, hostile),
        .active = sample_foreign("ELUB", 5, hostile),
        .low = llr - 0.75,
        .median = llr - 0.0625,
        .high = llr + 0.5,
        .sandwich_low = llr - 1,
        .sandwich_high = llr + 1.5,
        .ridge_tenth = llr + 0.25,
        .ridge_tenfold = llr - 0.25,
        .positives = 27,
        .positive_lineages = 16,
        .nulls = 214,
        .null_lineages = 31,
        .reference_lineages = 6,
        .skipped = 3,
    };
}

static inline retort_evidence sample_no_evidence(const char *id,
                                                 const char *verdict)
{
    return (retort_evidence){
        .proposition = id,
        .verdict = verdict,
        .llr = (double)NAN,
        .low = (double)NAN,
        .high = (double)NAN,
        .headline = "",
        .label = "",
        .sentence = "",
        .caution = "",
        .calibration = "",
        .closed = sample_no_setting(),
        .open = sample_no_setting(),
        .p = (double)NAN,
        .p_floor = (double)NAN,
        .power = (double)NAN,
        .false_support = (double)NAN,
        .explained_by = "",
    };
}

/* Four rules; with @p refused the first two fail. */
static inline bool sample_rules(retort_screening *s, retort_evidence *e,
                                bool refused, bool hostile)
{
    retort_rule *r = retort_screening_take(s, SAMPLE_RULES, sizeof(*r));

    if (!r)
        return false;
    r[0] = (retort_rule){
        "shared-prompts",   "At least 100 prompts are shared by both models.",
        refused ? 64 : 805, 100,
        !refused,           true};
    r[1] = (retort_rule){
        "split-half",
        "The profile of the suspect resembles itself over halves.",
        refused ? 0.125 : 0.8125,
        0.3,
        !refused,
        true};
    r[2] = (retort_rule){
        "prompts-few", "Fewer than 200 shared prompts are said to be few.",
        152,           200,
        false,         false};
    r[3] = (retort_rule){
        "constant-text",
        sample_foreign("No reply makes up a large share.", 2, hostile),
        (double)NAN,
        0.1,
        true,
        true};
    r[0].id = sample_foreign(r[0].id, 0, hostile);
    e->rules = r;
    e->rule_count = SAMPLE_RULES;
    return true;
}

static inline bool sample_rivals(retort_screening *s, retort_evidence *e,
                                 bool hostile)
{
    retort_rival *r = retort_screening_take(s, SAMPLE_RIVALS, sizeof(*r));
    const char **names =
        retort_screening_take(s, SAMPLE_SCALE_MODELS, sizeof(*names));

    if (!r || !names)
        return false;
    for (size_t i = 0; i < SAMPLE_RIVALS; i++)
        r[i] = (retort_rival){sample_model(s, 3 * i + 3, hostile),
                              sample_foreign("lineage-x", 13 + i, hostile),
                              0.29 - 0.01 * (double)i, i ? 0.0625 : 0.25};
    for (size_t i = 0; i < SAMPLE_SCALE_MODELS; i++)
        names[i] = sample_model(s, 9 * i + 6, hostile);
    e->rivals = r;
    e->rival_count = SAMPLE_RIVALS;
    e->scale_models = names;
    e->scale_model_count = SAMPLE_SCALE_MODELS;
    return true;
}

static inline void sample_distilled(retort_evidence *e, bool hostile)
{
    e->closed = sample_setting(1.5, hostile);
    e->open = sample_setting(1.25, hostile);
    e->llr = 1.25;
    e->low = 0.5;
    e->high = 1.75;
    e->headline = "open";
    e->label = sample_foreign("limited support", 3, hostile);
    e->sentence = sample_foreign(
        "The findings are about 18 times more probable if the suspect was "
        "trained on replies of the reference than if it was not (log10 LR "
        "1.25, 95 % interval 0.50 to 1.75): limited support for the first "
        "against the second.",
        10, hostile);
    e->caution = retort_wording_caution();
    e->calibration = "common source";
    e->p = 1.0 / 18;
    e->p_floor = 1.0 / 18;
    e->power = 0.625;
    e->false_support = 0.03125;
    e->explained_by = "tuned";
}

static inline void sample_same(retort_evidence *e, bool hostile)
{
    e->closed = sample_setting(-1.25, hostile);
    e->open = e->closed;
    e->llr = -1.25;
    e->low = -2;
    e->high = -0.75;
    e->headline = "closed";
    e->label = "limited support against";
    e->sentence = "The findings are about 18 times more probable if the "
                  "suspect is another model than if it is the reference.";
    e->caution = retort_wording_caution();
    e->calibration = "other teachers";
}

/* Five rows in the order of the propositions, or NULL. */
static inline const retort_evidence *sample_evidence(retort_screening *s,
                                                     bool hostile)
{
    retort_evidence *e =
        retort_screening_take(s, RETORT_PROPOSITION_COUNT, sizeof(*e));

    if (!e)
        return NULL;
    e[0] = sample_no_evidence("same", "against");
    e[1] = sample_no_evidence("tuned", "refused");
    e[2] = sample_no_evidence("reuse", "not flagged");
    e[3] = sample_no_evidence("distilled", "supported");
    e[4] = sample_no_evidence("canary", "not available");
    sample_same(&e[0], hostile);
    sample_distilled(&e[3], hostile);
    e[1].sentence = sample_foreign(
        "No likelihood ratio is given: two rules are not met.", 12, hostile);
    e[2].sentence = "1.2 % of the shared prompts are copied, below the limit.";
    e[4].sentence = "No canaries were planted in this case.";
    if (!sample_rules(s, &e[0], false, hostile) ||
        !sample_rules(s, &e[1], true, hostile) ||
        !sample_rules(s, &e[3], false, hostile) ||
        !sample_rivals(s, &e[3], hostile))
        return NULL;
    return e;
}

/* Turn a sample into a comparison with evidence; false without memory. */
static inline bool sample_weigh(retort_screening *s, bool hostile)
{
    s->kind = "compare";
    s->status = RETORT_EVIDENCE_STATUS;
    s->provenance.calibration_digest =
        "fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9";
    for (size_t i = 0; i < s->suspect_count; i++) {
        union {
            const retort_suspect *borrowed;
            retort_suspect *own;
        } suspect = {.borrowed = &s->suspects[i]};

        suspect.own->candidate_count = 1;
        suspect.own->strip_count = 1;
        suspect.own->evidence = sample_evidence(s, hostile);
        suspect.own->evidence_count = RETORT_PROPOSITION_COUNT;
        if (!suspect.own->evidence)
            return false;
    }
    s->heatmap.size = 0;
    return true;
}

#endif /* SUPPORT_SAMPLE_EVIDENCE_H */
