/**
 * @file fingerprint/builder.h
 * Replies in, a fingerprint out.
 *
 * Threads: one builder, one thread. Builders of several threads are joined with
 * retort_fingerprint_merge(), which gives what one builder would have given.
 */
#ifndef FINGERPRINT_BUILDER_H
#define FINGERPRINT_BUILDER_H

#include "fingerprint/fp.h"

typedef struct retort_builder retort_builder;

/** What to count. */
typedef struct retort_build_options {
    retort_fp_params params;
    uint32_t families; /**< bit i: family i of the table; 0: all */
} retort_build_options;

/** What is known of a reply besides its text. */
typedef struct retort_reply_facts {
    unsigned char key[RETORT_KEY_BYTES];
    unsigned char digest[RETORT_SHA256_BYTES];
    bool had_reasoning;
    bool was_template;
    bool truncated;
} retort_reply_facts;

RETORT_MUST_CHECK retort_status retort_builder_new(
    retort_builder **out, const retort_build_options *options, retort_err *err);
void retort_builder_free(retort_builder *b);

/** Count one prepared text. */
RETORT_MUST_CHECK retort_status
retort_builder_add(retort_builder *b, const retort_reply_facts *facts,
                   retort_span text, retort_err *err);

/** Replies added since the last take. */
uint64_t retort_builder_count(const retort_builder *b);

/** Hand over the settled fingerprint; the builder starts anew. */
RETORT_MUST_CHECK retort_status retort_builder_take(retort_builder *b,
                                                    retort_fingerprint **out,
                                                    retort_err *err);

/**
 * Leave a fingerprint that was taken from a builder with the same options and
 * is no longer needed: the builder starts its next one in that memory. Frees
 * what it has no use for; NULL is allowed.
 */
void retort_builder_reuse(retort_builder *b, retort_fingerprint *spent);

#endif /* FINGERPRINT_BUILDER_H */
