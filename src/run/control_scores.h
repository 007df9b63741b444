/**
 * @file run/control_scores.h
 * Every model of a roster as if it were the suspect: profile against every
 * reference, hub of every reference, and references among each other with one
 * common background.
 */
#ifndef RUN_CONTROL_SCORES_H
#define RUN_CONTROL_SCORES_H

#include "run/roster.h"

/**
 * Fill profile, common and hub of @p roster; all NaN where a model lacks the
 * families of the profile.
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_control_scores(retort_roster *roster,
                                                      size_t threads,
                                                      retort_err *err);

/** Models of a roster as a model set reads them; @p out has count rows. */
void retort_roster_models(const retort_roster *roster, retort_model *out);

#endif /* RUN_CONTROL_SCORES_H */
