/**
 * @file report/plot_strip.h
 * Strip plot: for each of the top references the control suspects' scores as
 * points on one axis, their quartiles, and the suspect's score among them.
 */
#ifndef REPORT_PLOT_STRIP_H
#define REPORT_PLOT_STRIP_H

#include <retort/screening.h>

#include "base/buf.h"

/** Most strips drawn in one picture. */
enum { RETORT_STRIPS_DRAWN_MAX = 12 };

/**
 * Append the picture of the strips of @p s. All share one axis; points are
 * spread sideways by a fixed rule, so the same result gives the same picture.
 * @param id  of the picture, unique in the page
 */
void retort_plot_strip(retort_buf *out, const retort_suspect *s,
                       const char *id);

/**
 * Quantile @p share (0..1) of the points of @p strip, which ascend; between two
 * points in proportion. NaN when there are none.
 */
double retort_strip_quantile(const retort_strip *strip, double share);

/** Points whose score is above the suspect's. */
size_t retort_strip_above(const retort_strip *strip);

#endif /* REPORT_PLOT_STRIP_H */
