/**
 * @file retort/evidence.h
 * What the scores of one pair weigh: five propositions, each with its own
 * population, calibration, error rates and sentence (docs/method.md).
 *
 * A likelihood ratio compares how well two propositions explain a score. It is
 * never a probability that a model was distilled. LLR is its log10.
 *
 * Memory: all that a retort_evidence points to belongs to the arena of the
 * result it stands in. Strings are UTF-8 and never NULL; unknown numbers NaN.
 */
#ifndef RETORT_EVIDENCE_H
#define RETORT_EVIDENCE_H

#include <retort/attrs.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** The questions, in the order in which they are answered. */
typedef enum retort_proposition {
    RETORT_PROPOSITION_SAME,
    RETORT_PROPOSITION_TUNED,
    RETORT_PROPOSITION_REUSE,
    RETORT_PROPOSITION_DISTILLED,
    RETORT_PROPOSITION_CANARY,
    RETORT_PROPOSITION_COUNT
} retort_proposition;

/** How a question is answered. */
typedef enum retort_answer {
    RETORT_ANSWER_RATIO, /**< by a calibrated likelihood ratio */
    RETORT_ANSWER_LIMIT, /**< by a limit that unrelated pairs do not reach */
    RETORT_ANSWER_KEYS   /**< by an exact test against decoy keys */
} retort_answer;

/** A row of the table of propositions. Static. */
typedef struct retort_proposition_info {
    const char *id; /**< "same", "tuned", "reuse", "distilled", "canary" */
    const char *question; /**< a question for the reader */
    const char *score;    /**< id of the score that answers it, or "" */
    retort_answer answer;
    const char *hp; /**< the proposition, after "that ": S and R in it */
    const char *hd; /**< its alternative, likewise */
    const char *population; /**< who counts as positive and as null */
    double ridge; /**< of the fit (infer/logistic.h); 0: no likelihood ratio */
    bool has_ceiling; /**< do scores above most positives count as one?
                           (infer/weighing.h) */
} retort_proposition_info;

/** Row of @p proposition. */
RETORT_API const retort_proposition_info *retort_proposition_about(
    retort_proposition proposition);

/** One rule held against a case: a refusal if it fails and `refuses`. */
typedef struct retort_rule {
    const char *id;   /**< stable, such as "shared-prompts" */
    const char *text; /**< what is asked, a sentence */
    double value;     /**< what was found; NaN: could not be found */
    double limit;
    bool passed;
    bool refuses; /**< no likelihood ratio if it fails; else a warning */
} retort_rule;

/** The case under one setting of the calibration. All LLRs are log10. */
typedef struct retort_setting {
    double score; /**< of the pair under this setting */
    double slope; /**< ln LR = slope * (score - mean) / sd + intercept */
    double intercept;
    double mean;
    double sd;
    double ceiling; /**< a score above it counts as it; NaN: there is none */
    double raw;     /**< LLR before the clamp */
    double llr;     /**< LLR reported under this setting */
    double lower;   /**< bounds the clamp used */
    double upper;
    const char *lower_rule; /**< which bound is the nearest to 0: "ELUB", ... */
    const char *upper_rule;
    const char *active; /**< the bound that changed the LLR, or "none" */
    double low;         /**< 2.5 %, 50 % and 97.5 % of the bootstrap */
    double median;
    double high;
    double sandwich_low; /**< cross-check interval, before the clamp */
    double sandwich_high;
    double ridge_tenth;   /**< LLR with a tenth of the ridge */
    double ridge_tenfold; /**< LLR with ten times the ridge */
    uint32_t positives;   /**< pairs, suspect lineages and reference lineages */
    uint32_t positive_lineages;
    uint32_t nulls;
    uint32_t null_lineages;
    uint32_t reference_lineages;
    uint32_t skipped; /**< bootstrap draws without a fit */
} retort_setting;

/** A reference lineage that may not be told from R: the nearest set. */
typedef struct retort_rival {
    const char *model;   /**< nearest reference of the lineage */
    const char *lineage; /**< not R's */
    double score;
    double chance; /**< share of block draws in which it is not below R */
} retort_rival;

/** The weight of one pair under one proposition. */
typedef struct retort_evidence {
    const char *proposition; /**< id */
    const char *verdict; /**< "supported", "against", "inconclusive", "refused",
                              "flagged", "not flagged", "not available" */
    double llr; /**< headline: the setting nearer to LR 1; NaN if none */
    double low; /**< its interval */
    double high;
    const char *headline;    /**< "closed" or "open", or "" */
    const char *label;       /**< verbal label, from the end nearest to LR 1 */
    const char *sentence;    /**< number and words, direction said twice */
    const char *caution;     /**< what it does not mean; fixed text */
    const char *calibration; /**< "other teachers" or "common source", or "" */
    const char *const *scale_models; /**< R's control suspects behind a common
                                          source; sorted */
    size_t scale_model_count;
    retort_setting closed;
    retort_setting open;
    const retort_rule *rules; /**< all of them, also those that passed */
    size_t rule_count;
    const retort_rival *rivals;
    size_t rival_count;
    double p;       /**< conformal rank p among R's control suspects */
    double p_floor; /**< the least it can be with so many lineages */
    double power;   /**< share of this calibration's positives, in sample, whose
                       bounded LR is above 2 */
    double false_support;     /**< share of its nulls, likewise */
    const char *explained_by; /**< an earlier proposition that explains the
                                   likeness, or "" */
} retort_evidence;

/** A number of the method that decides something. */
typedef struct retort_method_limit {
    const char *name;
    double value;
    const char *unit;
    const char *what;
} retort_method_limit;

/** All of them, ended by a row whose name is NULL. Static storage. */
RETORT_API const retort_method_limit *retort_method_limits(void);

#endif /* RETORT_EVIDENCE_H */
