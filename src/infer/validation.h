/**
 * @file infer/validation.h
 * How well likelihood ratios worked on pairs whose lineage is documented: each
 * pair weighed with its own lineages left out of the calibration (METHOD 4).
 *
 * Pairs in the figures are the documented ones with a score under the setting,
 * nulls only on reference lineages that have a positive. A pair weighs 1 / (cells of its class x pairs in its cell). Figures are of the
 * LLR before the clamp, unless they say "clamped": a clamp hides what it cuts.
 * A pair whose calibration has no fit (counted as no_fit) enters as LLR 0: no
 * evidence. Numbers that cannot be had are NaN.
 *
 * Threads: pure; with a pool any number of threads gives the same bytes.
 */
#ifndef INFER_VALIDATION_H
#define INFER_VALIDATION_H

#include <retort/evidence.h>
#include <retort/status.h>

#include "base/arena.h"
#include "infer/case.h"
#include "infer/comparison.h"

/** A figure with its 95 % interval over lineages. */
typedef struct retort_figure {
    double value;
    double low;
    double high;
} retort_figure;

/** A rate of misleading evidence at one LR, with Clopper-Pearson bounds. */
typedef struct retort_misleading {
    double lr;             /**< 1, 10, 100 */
    bool is_clamped;       /**< of the LR as it is reported */
    double null_share;     /**< nulls with LR above it */
    double null_upper;     /**< one-sided 95 % bound, units are lineages */
    double positive_share; /**< positives with LR below 1 / lr */
    double positive_upper;
} retort_misleading;

/**
 * One setting. With an empty class all figures are NaN; common_source and
 * doubtful have no shuffled labels and no baselines (NaN).
 */
typedef struct retort_validation_setting {
    uint32_t positives; /**< pairs in the figures */
    uint32_t nulls;
    uint32_t positive_lineages; /**< distinct suspect lineages of a class */
    uint32_t null_lineages;
    uint32_t no_fit; /**< pairs whose calibration had no fit: LLR 0 */
    retort_figure cllr;
    double cllr_clamped; /**< of the LR as it is reported */
    double cllr_kde;     /**< kernel densities in place of the fit; closed only,
                              else NaN (infer/validation_curves.h) */
    double cllr_min;
    double cllr_cal;
    double cllr_cal_expected; /**< 95 % quantile of a perfectly calibrated
                                   system of the same counts, simulated */
    double devpav;
    double devpav_expected; /**< 95 % quantile in such a system */
    double auc;             /**< this and the next three of the scores */
    double eer;
    double tpr_05; /**< share of positives above what 5 % of nulls reach */
    double tpr_01;
    retort_figure turing;   /**< mean LR of nulls, 1 if calibrated */
    double turing_expected; /**< 5 % quantile of that mean in such a system:
                                 below 1 where the largest LRs are too rare
                                 to be seen among so few lineages */
    double cllr_shuffled;   /**< negative control: suspects shuffled */
    double cllr_hub;        /**< baselines, calibrated the same way */
    double cllr_length;
    double length_correlation;       /**< of score and length score: Spearman,
                                    weighted, equal values at the middle of
                                    their ranks */
    double length_ratio_correlation; /**< likewise, of score and ln of the ratio
                                          of median lengths, S over R */
    double lower; /**< bounds that all pairs together support */
    double upper;
    const retort_misleading *misleading; /**< before the clamp, then after */
    size_t misleading_count;
} retort_validation_setting;

/** What became of a class: weighted shares that sum to 1. */
typedef struct retort_usefulness {
    double supported;
    double inconclusive;
    double against;
    double refused;
} retort_usefulness;

/** One pair as it was weighed. */
typedef struct retort_weighed {
    const char *suspect;
    const char *reference;
    const char *suspect_lineage;
    const char *reference_lineage;
    const char *use; /**< "positive", "null", ... */
    const char *stratum;
    bool is_time_impossible;
    bool shares_base;
    double weight; /**< in the closed figures; 0: not in them */
    double score;  /**< closed */
    double score_open;
    double raw; /**< LLR closed, before the clamp; NaN: no fit */
    double llr;
    double raw_open;
    double llr_open;
    double low; /**< interval of the headline */
    double high;
    const char *verdict;
} retort_weighed;

/**
 * Pairs of one kind; small strata are shown, not judged. "negatives", "base"
 * and "time" part the nulls and keep all positives, "label" parts the
 * positives and keeps all nulls, "vendor" (of the reference) parts both; a
 * class that has none of the kind is taken whole.
 */
typedef struct retort_stratum {
    const char *kind; /**< "negatives", "vendor", "base", "label", "time" */
    const char *name;
    uint32_t positive_lineages;
    uint32_t null_lineages;
    double cllr_closed;
    double cllr_open;
    bool is_judged; /**< at least 5 positive and 10 null lineages */
} retort_stratum;

/**
 * Share of positives and of nulls supported with fewer prompts or lineages,
 * or with a share of R's replies mixed into an unrelated model's.
 *
 * "prompts": scores of the first k of the blocks, each standing for 32 / k, by
 * the first-order form of infer/comparison.h: the noise of fewer prompts, not
 * the weakening of a profile that is made from fewer.
 * "lineages": k positive lineages drawn to calibrate with, all pairs weighed,
 * mean over draws. "maximum": the chance that some of N unrelated candidates is
 * supported, as if they were independent (infer/ranks.h), from the share of
 * nulls supported with all prompts and lineages. No rule refuses in these rows.
 * "dose" rows are not made here: mixtures need replies.
 */
typedef struct retort_power_row {
    const char *kind; /**< "prompts", "lineages", "maximum", "dose" */
    double amount;    /**< prompts, lineages, candidates, percent */
    double supported; /**< share of positives (dose: of mixtures); NaN for a
                           maximum */
    double false_support;
    double cllr; /**< NaN for a maximum and a dose */
} retort_power_row;

/**
 * Empirical cross-entropy in bits at one prior odds (infer/cllr.h) of the LRs
 * as reported: what they cost somebody who begins with these odds.
 */
typedef struct retort_ece_row {
    double log10_odds;
    double closed;
    double open;
    double pav;     /**< closed, after the best possible calibration */
    double neutral; /**< of LR 1 for all: the prior alone */
} retort_ece_row;

/** Weighted shares of either class with a reported LLR of at least llr. */
typedef struct retort_tippett_row {
    double llr;
    double positive_closed;
    double null_closed;
    double positive_open;
    double null_open;
} retort_tippett_row;

/** The validation of one proposition. */
typedef struct retort_validation {
    const char *proposition;
    double ridge;     /**< of the fits */
    bool has_ceiling; /**< infer/weighing.h */
    uint32_t positive_pairs;
    uint32_t positive_lineages;
    uint32_t null_pairs;
    uint32_t null_lineages;
    uint32_t reference_lineages; /**< with positives */
    uint32_t draws;              /**< of the figures' intervals */
    uint32_t verdict_draws;      /**< of the intervals behind verdicts */
    uint32_t shuffles;           /**< behind cllr_shuffled */
    retort_validation_setting closed;
    retort_validation_setting open;
    retort_validation_setting common_source; /**< whole reference lineages left
                                                  out, closed; kin is never
                                                  weighed so: NaN */
    retort_validation_setting doubtful; /**< sensitivity: undocumented labels
                                             let in, closed */
    retort_usefulness positives;
    retort_usefulness nulls;
    const retort_rule *acceptance;
    size_t acceptance_count;
    const retort_stratum *strata;
    size_t stratum_count;
    const retort_power_row *power;
    size_t power_count;
    const retort_ece_row *ece; /**< ascending, as are those of tippett */
    size_t ece_count;
    const retort_tippett_row *tippett;
    size_t tippett_count;
    const char *const *missed; /**< documented pairs below the threshold that
                                    passes 1 % of nulls: "S and R" */
    size_t missed_count;
    double missed_threshold; /**< the score; NaN where missed is not asked */
    const retort_weighed *weighed; /**< documented pairs with a closed score,
                                        in the order of the set */
    size_t weighed_count;
} retort_validation;

/** Draws behind a verdict, at most; see retort_validate(). */
enum { RETORT_VALIDATION_VERDICT_DRAWS = 200 };

/**
 * Validate one proposition on the population. All that @p out points to is in
 * @p arena, strings of the population are borrowed.
 *
 * The intervals behind verdicts draw suspect lineages, reference lineages and
 * blocks and refit; leaving out is then one Newton step away from the fit of
 * the draw (infer/validation_leave.h).
 *
 * @param options   draws 0: figures without intervals, verdicts by the LLR;
 *                  prior and ridge as in infer/case.h
 * @param[out] out  without power rows of kind "dose"; all zero on failure
 * @return RETORT_OK (also with empty classes), RETORT_ERR_ARG (a proposition
 *         without a likelihood ratio), RETORT_ERR_NOT_FOUND (the population
 *         has no such set), RETORT_ERR_NOMEM or RETORT_ERR_INTERNAL
 */
RETORT_MUST_CHECK retort_status retort_validate(
    const retort_comparisons *population, retort_proposition proposition,
    const retort_case_options *options, retort_arena *arena,
    retort_validation *out, retort_err *err);

#endif /* INFER_VALIDATION_H */
