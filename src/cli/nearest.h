/**
 * @file cli/nearest.h
 * The word a user probably meant.
 *
 * Offer every word that would have been right; the nearest one is kept, the
 * first of equals. Distance counts inserted, deleted, changed and swapped
 * letters; a word that the typed one begins counts as one letter away.
 */
#ifndef CLI_NEAREST_H
#define CLI_NEAREST_H

#include <retort/span.h>
#include <stddef.h>

typedef struct retort_nearest {
    retort_span typed;
    retort_span best; /* empty: none was near enough */
    size_t distance;
} retort_nearest;

void retort_nearest_init(retort_nearest *n, retort_span typed);

void retort_nearest_offer(retort_nearest *n, retort_span word);

#endif /* CLI_NEAREST_H */
