/**
 * @file run/screen_provenance.h
 * The parts of a result that belong to the roster: heat map and provenance.
 */
#ifndef RUN_SCREEN_PROVENANCE_H
#define RUN_SCREEN_PROVENANCE_H

#include <retort/screening.h>

#include "run/roster.h"
#include "run/screen_words.h"

/**
 * Likeness of the references among each other, in the order of their lineages.
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status
retort_screen_heatmap(retort_screening *result, const retort_roster *roster,
                      const retort_screen_words *words, retort_err *err);

/**
 * Say which tool, rules, library and options the result comes from.
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status
retort_screen_provenance(retort_screening *result, const retort_roster *roster,
                         const char *options, retort_err *err);

#endif /* RUN_SCREEN_PROVENANCE_H */
