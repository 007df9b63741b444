/**
 * @file features/stylometry.h
 * About 65 documented numbers per reply, kept as exact integer sums.
 *
 * Each number is an unsigned integer per reply in a stated unit (a ratio is
 * kept in millionths), at most RETORT_STYLE_VALUE_MAX, so that sums and sums of
 * squares over ten million replies are exact in 64 and 128 bits.
 */
#ifndef FEATURES_STYLOMETRY_H
#define FEATURES_STYLOMETRY_H

#include <stdint.h>

#include "features/family.h"

enum { RETORT_STYLE_MAX = 80, RETORT_STYLE_VALUE_MAX = 1 << 26 };

typedef struct retort_style_info {
    const char *id;    /**< stable, such as "words_per_sentence" */
    const char *title; /**< for people */
    const char *unit;  /**< "count", "millionths", "characters", ... */
} retort_style_info;

/** Number of stylometric numbers, at most RETORT_STYLE_MAX. */
size_t retort_style_count(void);

/** Row @p i; static. */
const retort_style_info *retort_style_about(size_t i);

/** Fill @p out[0 .. retort_style_count()) for one reply. */
void retort_style_measure(const retort_reply_view *reply, uint32_t *out);

#endif /* FEATURES_STYLOMETRY_H */
