/**
 * @file report/plot_heatmap.h
 * Heat map of the library: how near the references are to each other.
 */
#ifndef REPORT_PLOT_HEATMAP_H
#define REPORT_PLOT_HEATMAP_H

#include <retort/screening.h>

#include "base/buf.h"

/** Larger maps are not drawn: nobody could read them. */
enum { RETORT_HEATMAP_DRAWN_MAX = 160 };

/** Steps of the scale, from far to near. */
enum { RETORT_HEATMAP_STEPS = 9 };

/**
 * Append the picture of @p map. Steps of shade grow darker (in the dark theme:
 * lighter) in one direction only, so that a copy in black and white reads the
 * same; lines part the lineages.
 */
void retort_plot_heatmap(retort_buf *out, const retort_heatmap *map,
                         const char *id);

/** Lowest and highest value off the diagonal; NaN when there is none. */
void retort_heatmap_range(const retort_heatmap *map, double *low, double *high);

#endif /* REPORT_PLOT_HEATMAP_H */
