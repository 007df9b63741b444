/**
 * @file features/families.h
 * The count and bound functions that family.c puts in its table: one pair a
 * family, each in a file of its own. Contracts: features/family.h.
 */
#ifndef FEATURES_FAMILIES_H
#define FEATURES_FAMILIES_H

#include "features/family.h"

/** so: sentence openings (sentence_openings.c). */
size_t retort_openings_bound(size_t tokens, size_t bytes);
void retort_openings_count(const retort_reply_view *r, retort_hash_list *out);

/** op, cl: first and last tokens of a reply (reply_edges.c). */
size_t retort_edges_bound(size_t tokens, size_t bytes);
void retort_edges_first(const retort_reply_view *r, retort_hash_list *out);
void retort_edges_last(const retort_reply_view *r, retort_hash_list *out);

/** lo: line openings (line_openings.c). */
size_t retort_lines_bound(size_t tokens, size_t bytes);
void retort_lines_count(const retort_reply_view *r, retort_hash_list *out);

/** sk, sks: skeleton n-grams (skeleton_grams.c). */
size_t retort_skeleton_grams_bound(size_t tokens, size_t bytes);
void retort_skeleton_grams_count(const retort_reply_view *r,
                                 retort_hash_list *out);
void retort_suffix_grams_count(const retort_reply_view *r,
                               retort_hash_list *out);

/** tk, wd: single tokens and token 1-4-grams (word_grams.c). */
size_t retort_tokens_bound(size_t tokens, size_t bytes);
void retort_tokens_count(const retort_reply_view *r, retort_hash_list *out);
size_t retort_word_grams_bound(size_t tokens, size_t bytes);
void retort_word_grams_count(const retort_reply_view *r, retort_hash_list *out);

/** ch: character 2-5-grams (char_grams.c). */
size_t retort_char_grams_bound(size_t tokens, size_t bytes);
void retort_char_grams_count(const retort_reply_view *r, retort_hash_list *out);
void retort_char_grams_tally(const retort_reply_view *r, uint32_t *count,
                             unsigned bits);

#endif /* FEATURES_FAMILIES_H */
