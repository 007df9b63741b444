/**
 * @file features/lexicon.h
 * A fixed set of marked words, looked up by token hash on the hot path.
 *
 * The set is an open-addressing table in static storage that the first user
 * fills. A hit means that 64 bits of hash are equal, which is exact in
 * practice: for a word of a reply to pass for one of 1024 entries by chance has
 * a probability below 2^-53.
 *
 * Threads: any number may fill the same lexicon with the same words at the same
 * time. All of them write the same value to the same slot, because a slot holds
 * nothing or its final value and words are put in one order; so no lock is
 * needed and every access is atomic.
 */
#ifndef FEATURES_LEXICON_H
#define FEATURES_LEXICON_H

#include <retort/span.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum {
    RETORT_LEXICON_BITS = 12,
    RETORT_LEXICON_SLOTS = 1 << RETORT_LEXICON_BITS,
    RETORT_LEXICON_WORDS_MAX = RETORT_LEXICON_SLOTS / 4
};

/** All-zero is a valid empty lexicon. Slots with hash 0 are free. */
typedef struct retort_lexicon {
    _Atomic uint64_t hash[RETORT_LEXICON_SLOTS];
    _Atomic uint32_t marks[RETORT_LEXICON_SLOTS];
    atomic_bool ready;
} retort_lexicon;

/** Were all words put in? Once true, it stays so. */
static inline bool retort_lexicon_ready(const retort_lexicon *lex)
{
    return atomic_load_explicit(&lex->ready, memory_order_acquire);
}

/** Say that all words are in; look-ups of other threads may start. */
static inline void retort_lexicon_publish(retort_lexicon *lex)
{
    atomic_store_explicit(&lex->ready, true, memory_order_release);
}

/**
 * Add @p marks (not 0) to those of @p word. At most RETORT_LEXICON_WORDS_MAX
 * words; every filler must put the same words in the same order.
 */
void retort_lexicon_put(retort_lexicon *lex, retort_span word, uint32_t marks);

/**
 * Marks of the word whose token hash is @p hash; 0 if it is not in the set. A
 * free slot has no marks, so one branch serves both ends of the search; a sum,
 * because compilers make two branches of a conjunction.
 */
static inline uint32_t retort_lexicon_marks(const retort_lexicon *lex,
                                            uint64_t hash)
{
    uint64_t at = hash >> (64 - RETORT_LEXICON_BITS);
    uint64_t held = atomic_load_explicit(&lex->hash[at], memory_order_relaxed);

    while ((held != hash) + (held != 0) == 2) {
        at = (at + 1) % RETORT_LEXICON_SLOTS;
        held = atomic_load_explicit(&lex->hash[at], memory_order_relaxed);
    }
    return atomic_load_explicit(&lex->marks[at], memory_order_relaxed);
}

#endif /* FEATURES_LEXICON_H */
