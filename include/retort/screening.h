/**
 * @file retort/screening.h
 * The one result struct of a screening or of a comparison of one pair.
 *
 * `screen` and `compare` fill it, every report sink reads it, and its JSON form
 * (docs/result-json.md) holds exactly what it holds: a page made from the JSON
 * is the page made from the struct.
 *
 * Memory: everything that a retort_screening points to belongs to its arena and
 * dies with retort_screening_free(). Strings are UTF-8 and end in NUL; a string
 * that is not known is "" and never NULL. A number that is not known is NaN.
 *
 * Threads: one writer, then any number of readers.
 */
#ifndef RETORT_SCREENING_H
#define RETORT_SCREENING_H

#include <retort/attrs.h>
#include <retort/evidence.h>
#include <retort/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Scores of one (suspect, candidate) pair; higher is closer. */
typedef enum retort_score {
    RETORT_SCORE_PROFILE,  /**< centred cosine of so, op, cl, lo */
    RETORT_SCORE_RESIDUAL, /**< residual cosine over shared prompts */
    RETORT_SCORE_PMZ,      /**< prompt-matched z */
    RETORT_SCORE_RARE,     /**< rare word 4-grams, tf-idf cosine */
    RETORT_SCORE_DELTA,    /**< cosine Delta over frequent tokens */
    RETORT_SCORE_REUSE,    /**< share of shared prompts copied, 0..1 */
    RETORT_SCORE_HUB,      /**< baseline: ignores the suspect */
    RETORT_SCORE_LENGTH,   /**< baseline: reply lengths only */
    RETORT_SCORE_COUNT
} retort_score;

/** What a screening may be taken for: it weighs nothing. */
#define RETORT_SCREENING_STATUS "screening only, error rate not established"

/**
 * What a comparison with evidence may be taken for. A reader accepts these two
 * and no other, and evidence with this one only.
 */
#define RETORT_EVIDENCE_STATUS                                                 \
    "evidence under the calibration named in the provenance"

/** What a score is, for tables and pages. */
typedef struct retort_score_info {
    const char *id;      /**< key in JSON, such as "profile" */
    const char *title;   /**< column head, such as "Profile" */
    const char *meaning; /**< one sentence for a reader of the page */
    bool is_baseline;    /**< a score to be beaten, not evidence */
} retort_score_info;

/** Static table row of a score. */
RETORT_API const retort_score_info *retort_score_about(retort_score score);

/** A warning with the number behind it. */
typedef struct retort_warning {
    const char *id;   /**< stable, such as "few-prompts" */
    const char *text; /**< a sentence for the reader */
    double value;     /**< the number found */
    double limit;     /**< the number it is held against */
} retort_warning;

/** One model of the library held against one suspect. */
typedef struct retort_candidate {
    const char *model;
    const char *vendor;
    const char *lineage;
    const char *relation; /**< teacher, version, variant, ... or "" */
    const char *released; /**< "YYYY-MM" or "" */
    bool is_reference;    /**< a teacher or version row: ranked for distilled */
    bool is_own_lineage;  /**< the suspect's lineage (--suspect-lineage) */
    double score[RETORT_SCORE_COUNT];
    uint32_t rank_distilled; /**< by raw profile among references; 0: none */
    uint32_t rank_kin;       /**< by residual cosine among all; 0: none */
    double percentile;       /**< of the profile, 0..100, see basis */
    const char *percentile_basis; /**< "control suspects" or "references" */
    uint32_t control_suspects;    /**< models behind the percentile */
    uint32_t control_suspect_lineages;
    double p; /**< conformal rank of the profile among the control suspects of
                   this reference, one value a lineage (Vovk, Gammerman and
                   Shafer 2005, 2.2); at least 1 / (control_suspect_lineages
                   + 1), its floor; NaN: not known */
    double p_holm;       /**< p after Holm (1979) over the suspect's ranked
                              references; NaN: not known */
    bool in_nearest_set; /**< may not be told from the nearest reference */
    uint32_t controls;   /**< models that are neither S nor R */
    uint32_t control_lineages;
    uint32_t control_vendors;
    uint32_t background_lineages; /**< lineages in the background mean */
    uint32_t shared_prompts;
} retort_candidate;

/** One control suspect's profile score against a reference. */
typedef struct retort_strip_point {
    const char *model;
    const char *lineage;
    double score;
} retort_strip_point;

/** Control distribution of one reference, for the strip plot. */
typedef struct retort_strip {
    const char *reference;
    double suspect_score;
    const retort_strip_point *points; /**< ascending by score, then name */
    size_t point_count;
} retort_strip;

/** One suspect, screened. */
typedef struct retort_suspect {
    const char *name;
    const char *content_digest; /**< hex SHA-256 of the content part */
    const char *lineage; /**< --suspect-lineage or the library's, or "" */
    uint64_t replies;
    uint64_t prompts;    /**< distinct prompts */
    double median_chars; /**< median length of a reply, characters */
    const retort_warning *warnings;
    size_t warning_count;
    const char *const
        *left_out; /**< scores left out and why, a sentence each */
    size_t left_out_count;
    uint32_t ranked_references; /**< how many rank_distilled counts among */
    uint32_t ranked_models;     /**< how many rank_kin counts among */
    const retort_candidate *candidates; /**< references first, by rank; the
                                             one compared keeps its ranks */
    size_t candidate_count;
    const retort_strip *strips; /**< of the top references */
    size_t strip_count;
    const retort_evidence *evidence; /**< of a comparison with a calibration:
                                          one a proposition, in their order */
    size_t evidence_count; /**< RETORT_PROPOSITION_COUNT, or 0: none */
} retort_suspect;

/** Similarity of the references among each other, common background. */
typedef struct retort_heatmap {
    const char *const *labels;   /**< model names, in lineage order */
    const char *const *lineages; /**< lineage of each */
    const double *values;        /**< size x size, row-major, symmetric */
    size_t size;
} retort_heatmap;

/** Where the result comes from. */
typedef struct retort_provenance {
    const char *tool;         /**< "retort" */
    const char *version;      /**< RETORT_VERSION */
    const char *build;        /**< compiler and flags of note */
    uint32_t rules_version;   /**< RETORT_RULES_VERSION */
    const char *library_name; /**< file or folder name, without its path */
    const char
        *library_digest; /**< hex SHA-256: docs/library.md; of two folders,
                                    over names and record digests */
    uint32_t library_models;
    uint32_t library_lineages;
    uint32_t library_references;
    const char *library_notice;     /**< terms of the data behind it, or "" */
    const char *calibration_digest; /**< hex SHA-256 of the calibration file,
                                         or "" */
    const char *options;            /**< options that shape the result */
} retort_provenance;

/** The whole result. */
typedef struct retort_screening {
    const char *kind;   /**< "screen" or "compare" */
    const char *status; /**< RETORT_SCREENING_STATUS, or with evidence
                             RETORT_EVIDENCE_STATUS */
    retort_provenance provenance;
    const retort_suspect *suspects;
    size_t suspect_count;
    retort_heatmap heatmap; /**< size 0: none */
    void *arena;            /**< owner of all of the above */
} retort_screening;

/**
 * Make an empty result that owns an arena; its status is set, its strings are "".
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_API RETORT_MUST_CHECK retort_status
retort_screening_new(retort_screening **out, retort_err *err);

/** Free it and all it points to. NULL is allowed. */
RETORT_API void retort_screening_free(retort_screening *s);

/** Zeroed room of @p count x @p size bytes that dies with @p s, or NULL. */
RETORT_API void *retort_screening_take(retort_screening *s, size_t count,
                                       size_t size);

/** A NUL-terminated copy of @p text that dies with @p s, or NULL. */
RETORT_API const char *retort_screening_copy(retort_screening *s,
                                             const char *text);

#endif /* RETORT_SCREENING_H */
