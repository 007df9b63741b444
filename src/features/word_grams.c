/* tk: single tokens. wd: token n-grams of 1 to 4. Both count occurrences. */
#include "features/families.h"
#include "features/sequence.h"

enum { GRAM_MAX = 4 };

size_t retort_tokens_bound(size_t tokens, size_t bytes)
{
    (void)bytes;
    return tokens;
}

void retort_tokens_count(const retort_reply_view *r, retort_hash_list *out)
{
    retort_sequence_grams(r->tokens->hash, r->tokens->count, 1, out);
}

size_t retort_word_grams_bound(size_t tokens, size_t bytes)
{
    (void)bytes;
    return tokens * GRAM_MAX;
}

void retort_word_grams_count(const retort_reply_view *r, retort_hash_list *out)
{
    retort_sequence_grams_to_4(r->tokens->hash, r->tokens->count, out,
                               retort_simd_most());
}
