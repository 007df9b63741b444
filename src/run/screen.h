/**
 * @file run/screen.h
 * Suspects held against a roster: the pipeline of `screen` and `compare`.
 *
 * For each suspect every model of the roster is scored; references are ranked
 * for *distilled* by the raw profile, all models for *same* and *tuned* by the
 * residual cosine. Baselines, percentiles among control suspects and warnings
 * stand beside. A score whose families or sets a fingerprint lacks is left out,
 * and the result says so.
 *
 * A library model with the very records of the suspect is no candidate; its
 * lineage is then the suspect's, unless another one is given.
 */
#ifndef RUN_SCREEN_H
#define RUN_SCREEN_H

#include <retort/screening.h>

#include "run/roster.h"

/** A suspect. Name and fingerprint are borrowed. */
typedef struct retort_screen_suspect {
    const char *name;
    const retort_fingerprint *fp;
} retort_screen_suspect;

typedef struct retort_screen_options {
    const char *suspect_lineage; /**< or NULL */
    const char *only;            /**< one candidate: `compare`; or NULL */
    size_t strips;               /**< references plotted per suspect */
    const char *options_text;    /**< for the provenance, or NULL */
} retort_screen_options;

/**
 * Screen @p suspects against @p roster.
 *
 * @param[out] out  the result, retort_screening_free()
 * @return RETORT_OK, RETORT_ERR_MISMATCH (a suspect was made with other
 *         parameters; names both values), RETORT_ERR_NOT_FOUND (no such
 *         candidate), RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_screen_run(
    const retort_roster *roster, const retort_screen_suspect *suspects,
    size_t suspect_count, const retort_screen_options *options,
    retort_screening **out, retort_err *err);

#endif /* RUN_SCREEN_H */
