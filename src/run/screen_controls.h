/**
 * @file run/screen_controls.h
 * Who stands behind the score of one candidate: controls, and control suspects
 * with their scores.
 *
 * Threads: pure functions of an immutable view; the points live in the result.
 */
#ifndef RUN_SCREEN_CONTROLS_H
#define RUN_SCREEN_CONTROLS_H

#include <retort/screening.h>

#include "run/roster.h"
#include "run/screen_words.h"

/** One suspect among the models of a roster. All borrowed. */
typedef struct retort_screen_view {
    const retort_roster *roster;
    const retort_modelset *set; /**< models of the roster, then the suspect */
    const retort_screen_words *words;
    size_t suspect; /**< its index in the set */
    size_t kin;     /**< a roster model of its lineage, or SIZE_MAX */
    retort_screening *result;
} retort_screen_view;

/**
 * Count the models tied to neither the suspect nor @p model by lineage or
 * vendor, with their lineages and vendors, into @p c.
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status
retort_screen_count_controls(const retort_screen_view *v, size_t model,
                             retort_candidate *c, retort_err *err);

/**
 * Control suspects of reference @p ref with their profile scores, ascending: a
 * null suspect by the lineage table, whatever the confidence of R's own row
 * (for this is a display), or a model of --controls. The suspect's own lineage
 * is out.
 * @return the points, or NULL without memory
 */
retort_strip_point *retort_screen_control_points(const retort_screen_view *v,
                                                 size_t ref, size_t *count);

#endif /* RUN_SCREEN_CONTROLS_H */
