/* sk and sks: skeleton n-grams of 1 to 4 tokens, plain and with suffix classes. */
#include "features/families.h"
#include "features/sequence.h"

enum { GRAM_MAX = 4 };

size_t retort_skeleton_grams_bound(size_t tokens, size_t bytes)
{
    (void)bytes;
    return tokens * GRAM_MAX;
}

void retort_skeleton_grams_count(const retort_reply_view *r,
                                 retort_hash_list *out)
{
    retort_sequence_grams_to_4(r->skeleton, r->tokens->count, out,
                               retort_simd_most());
}

void retort_suffix_grams_count(const retort_reply_view *r,
                               retort_hash_list *out)
{
    retort_sequence_grams_to_4(r->suffix, r->tokens->count, out,
                               retort_simd_most());
}
