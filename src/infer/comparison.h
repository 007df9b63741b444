/**
 * @file infer/comparison.h
 * The labelled comparisons of a population: the data behind every calibration.
 *
 * Plain data, so that it can be written to a file and read back. Lineages are
 * small numbers into one table of names, so that leaving out, drawing and
 * counting look at numbers only. Pairs come sorted by suspect, then reference
 * (both by name, bytes).
 *
 * Every score stands beside its block effects: with blocks drawn m_b times the
 * score is taken as  score + sum_b (m_b - 1) effect_b,  the first-order
 * (infinitesimal jackknife) form of a bootstrap over prompt blocks (Efron and
 * Tibshirani 1993, chapter 11). For a mean over prompts it is
 * effect_b = (sum_b - score n_b) / n; for a profile the difference from leaving
 * a block out.
 *
 * Threads: immutable once made.
 */
#ifndef INFER_COMPARISON_H
#define INFER_COMPARISON_H

#include <retort/evidence.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RETORT_COMPARISON_BLOCKS = 32 };

/** Two calibrations of the same case (METHOD 3). */
typedef enum retort_open {
    RETORT_CLOSED, /**< background as it is */
    RETORT_OPEN,   /**< S's other documented teachers taken out of it */
    RETORT_SETTINGS
} retort_open;

/** A score and what each block adds to it. */
typedef struct retort_block_score {
    double score; /**< NaN: none */
    double effect[RETORT_COMPARISON_BLOCKS];
} retort_block_score;

/** What a pair is used as. */
typedef enum retort_use {
    RETORT_USE_POSITIVE,
    RETORT_USE_NULL,
    RETORT_USE_DOUBTFUL_POSITIVE, /**< its label is not documented: only in */
    RETORT_USE_DOUBTFUL_NULL,     /**< the sensitivity run */
    RETORT_USE_COUNT
} retort_use;

/** One labelled pair (suspect, reference). Indices are into the population. */
typedef struct retort_comparison {
    uint32_t suspect;
    uint32_t reference;
    uint32_t suspect_lineage;
    uint32_t reference_lineage;
    uint32_t use;            /**< retort_use */
    const char *stratum;     /**< "main", "part", or the kind of null */
    bool is_time_impossible; /**< S was released before R */
    bool shares_base;
    uint32_t shared_prompts;
    double length; /**< baseline scores of the pair */
    double hub;
    retort_block_score at[RETORT_SETTINGS];
} retort_comparison;

/** A model of the population, as far as the inference asks. */
typedef struct retort_population_model {
    const char *name;
    uint32_t lineage;
    const char *vendor; /**< "" if it has none */
    const char *base;   /**< weights it started from, or "" */
    bool is_reference;
    bool is_control;           /**< a `teacher`, `version` or `human-sft` row */
    double median_chars;       /**< of its replies */
    double closed_class_share; /**< closed-class words per word: language */
    uint32_t prompts;
} retort_population_model;

/** The comparisons of one proposition. */
typedef struct retort_comparison_set {
    const char *proposition; /**< id */
    const retort_comparison *items;
    size_t count;
} retort_comparison_set;

/** Everything a calibration is made from. */
typedef struct retort_comparisons {
    uint32_t rules_version;     /**< RETORT_RULES_VERSION */
    const char *features;       /**< feature set: families, buckets, key */
    const char *library_digest; /**< of the population, hex SHA-256 */
    const char *library_name;
    const char *const *lineages; /**< names, ascending */
    size_t lineage_count;
    const retort_population_model *models; /**< ascending by name */
    size_t model_count;
    const retort_comparison_set *sets; /**< same, tuned, distilled */
    size_t set_count;
} retort_comparisons;

/** Set of a proposition, or NULL. */
const retort_comparison_set *retort_comparisons_of(
    const retort_comparisons *all, retort_proposition proposition);

/** Number of a lineage name, or UINT32_MAX: one that has no vote here. */
uint32_t retort_comparisons_lineage(const retort_comparisons *all,
                                    const char *lineage);

/** Score with block @p b drawn times[b] times; times NULL: once each. */
double retort_block_score_at(const retort_block_score *s,
                             const uint16_t *times);

#endif /* INFER_COMPARISON_H */
