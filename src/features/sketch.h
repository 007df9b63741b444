/**
 * @file features/sketch.h
 * A 256-bit sign sketch of one reply's set of character 3-grams.
 *
 * Each distinct 3-gram g (three code points of the folded, lower-cased text,
 * hashed as UTF-8 bytes to h) has a weight w(g), read from the frozen table of
 * the rule version, and 256 signs: bit j of XXH3(h, j / 64). Bit j of the sketch
 * is set when the weights of the 3-grams whose sign bit j is set exceed half of
 * all weights. By Charikar (2002), "Similarity estimation techniques from
 * rounding algorithms", section 3, the share of unequal bits of two sketches
 * estimates angle / pi between the two weighted vectors; retort_sketch_cosine()
 * turns it back into a cosine.
 *
 * A sketch cannot rebuild a reply, but it can confirm a guessed one.
 */
#ifndef FEATURES_SKETCH_H
#define FEATURES_SKETCH_H

#include <retort/status.h>
#include <stdint.h>

#include "features/distinct.h"
#include "text/tokens.h"

enum { RETORT_SKETCH_WORDS = 4, RETORT_SKETCH_BITS = 256 };

typedef struct retort_sketch {
    uint64_t word[RETORT_SKETCH_WORDS];
} retort_sketch;

enum { RETORT_SKETCH_WEIGHT_BITS = 14 };

/**
 * Frozen weights of rule version 1: an exponent per bucket of the 3-gram hash;
 * weight = 2^(exponent - 1), exponent 0 is weight 0. Made by
 * tools/make_sketch_weights from the shipped population (sketch_table.c).
 */
extern const uint8_t retort_sketch_weights[1 << RETORT_SKETCH_WEIGHT_BITS];

/**
 * Scratch for sketching, reused from reply to reply. Zero-initialise. Takes
 * about 1 MiB and a few bytes a byte of the longest reply.
 */
typedef struct retort_sketch_scratch {
    struct retort_sketch_memory *memory;
    uint32_t *ascii; /**< distinct ASCII 3-grams of the reply */
    size_t ascii_cap;
    retort_hash_list wide; /**< hashes of its other 3-grams */
    retort_distinct distinct;
} retort_sketch_scratch;

void retort_sketch_scratch_release(retort_sketch_scratch *s);

/**
 * Sketch one reply. An empty set gives all bits 0.
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_sketch_make(retort_sketch_scratch *s,
                                                   const retort_tokens *tokens,
                                                   retort_sketch *out,
                                                   retort_err *err);

/** Unequal bits, 0..256. */
unsigned retort_sketch_distance(const retort_sketch *a, const retort_sketch *b);

/** cos(pi * distance / 256), from a table: the same bits everywhere. */
double retort_sketch_cosine(const retort_sketch *a, const retort_sketch *b);

#endif /* FEATURES_SKETCH_H */
