/**
 * @file run/screen_warnings.h
 * What a reader must know before trusting a screening, each with its number.
 * The limits stand in one table in screen_warnings.c.
 */
#ifndef RUN_SCREEN_WARNINGS_H
#define RUN_SCREEN_WARNINGS_H

#include <retort/screening.h>

#include "fingerprint/fp.h"

/** What the warnings are made from. */
typedef struct retort_screen_facts {
    const retort_fingerprint *fp;
    uint64_t prompts;
    uint64_t shared_prompts; /**< with at least one model of the roster */
    double median_chars;
    double duplicates; /**< share of replies said before, same prompt */
    double covered;    /**< least share of a top reference's prompts covered */
    double reuse;      /**< largest reuse of any candidate, or NaN */
    const char *reuse_model;
    const char *twin; /**< roster model with the same records, or NULL */
    const char
        *close; /**< roster model with mostly the same replies, or NULL */
    double close_share;
    uint32_t background;         /**< lineages in the background */
    const char *unknown_lineage; /**< --suspect-lineage nobody has, or NULL */
} retort_screen_facts;

/**
 * The warnings that apply, in the arena of @p result.
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_screen_warn(
    retort_screening *result, const retort_screen_facts *facts,
    const retort_warning **out, size_t *out_count, retort_err *err);

/** Share of shared prompts with equal replies above which a twin is told. */
extern const double retort_screen_close_share;

#endif /* RUN_SCREEN_WARNINGS_H */
