/**
 * @file features/skeleton.h
 * Skeleton tokens: closed-class words, punctuation, line ends and Markdown
 * atoms stay; a number is "#", every other word is "*" (METHOD: sequences).
 *
 * The suffix skeleton has a class for the end of the word in place of "*":
 * "*ing", "*ed", "*ly", "*s", ... (docs/text-rules.md lists the classes).
 */
#ifndef FEATURES_SKELETON_H
#define FEATURES_SKELETON_H

#include <stdbool.h>
#include <stdint.h>

#include "text/tokens.h"

/** The closed-class list, sorted bytewise (closed_class_table.c). */
extern const char *const retort_closed_class[];
extern const size_t retort_closed_class_count;

/** Is this lower-case word closed-class? */
bool retort_skeleton_keeps(retort_span word);

/**
 * Fill the skeleton and suffix hashes of all tokens.
 * @param marks  bit 0: the token is a closed-class word (features/word_marks.h)
 * @param[out] skeleton, suffix  room for tokens->count hashes each
 */
void retort_skeleton_hash(const retort_tokens *tokens, const uint32_t *marks,
                          uint64_t *skeleton, uint64_t *suffix);

#endif /* FEATURES_SKELETON_H */
