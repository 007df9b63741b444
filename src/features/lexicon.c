#include "features/lexicon.h"

#include <assert.h>

#include "base/hash.h"

void retort_lexicon_put(retort_lexicon *lex, retort_span word, uint32_t marks)
{
    uint64_t hash = retort_hash_token(word.ptr, word.len);
    uint64_t at = hash >> (64 - RETORT_LEXICON_BITS);
    uint64_t held;

    assert(hash != 0 && marks != 0);
    for (;; at = (at + 1) % RETORT_LEXICON_SLOTS) {
        held = atomic_load_explicit(&lex->hash[at], memory_order_relaxed);
        if (held == 0 || held == hash)
            break;
    }
    atomic_store_explicit(&lex->hash[at], hash, memory_order_relaxed);
    (void)atomic_fetch_or_explicit(&lex->marks[at], marks,
                                   memory_order_relaxed);
}
