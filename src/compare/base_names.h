/**
 * @file compare/base_names.h
 * Column `base` of the lineage table: the weights a model started from.
 *
 * A cell names one base, "llama-2-7b", or one and what that came from,
 * "openchat-3.5 (mistral-7b)"; both count. Sizes of one pretrained family are
 * one base: "llama-1-7b" and "llama-1-13b" share "llama-1".
 *
 * Threads: pure functions, any number.
 */
#ifndef COMPARE_BASE_NAMES_H
#define COMPARE_BASE_NAMES_H

#include <retort/span.h>
#include <stdbool.h>

/** A walk along the bases that a cell names. */
typedef struct retort_bases {
    retort_span rest;
} retort_bases;

/** Begin at the first name. */
retort_bases retort_bases_of(const char *cell);

/** The next name, never empty. @return false when nothing is left */
bool retort_bases_next(retort_bases *bases, retort_span *out_name);

/**
 * A name without a size at its end: "-7b", "-8x7b", "-1.8b", "-350m". Other
 * names come back as they are.
 */
retort_span retort_base_stem(retort_span name);

/** Do two cells name a common base, whatever its size? */
bool retort_bases_shared(const char *cell, const char *other);

#endif /* COMPARE_BASE_NAMES_H */
