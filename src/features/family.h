/**
 * @file features/family.h
 * Feature families: tokens to hashes, one file a family, one line in one table.
 *
 * A family looks at one reply and appends 64-bit feature hashes to a list; the
 * builder counts them. How they are counted is a property of the family:
 * *presence* families add 1 per distinct hash of a reply, *occurrence* families
 * add 1 per hash.
 */
#ifndef FEATURES_FAMILY_H
#define FEATURES_FAMILY_H

#include <retort/span.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/tokens.h"

/** One reply as the families see it: all arrays have tokens->count entries. */
typedef struct retort_reply_view {
    const retort_tokens *tokens;
    const uint64_t
        *skeleton;          /**< skeleton token hashes (features/skeleton.h) */
    const uint64_t *suffix; /**< skeleton with suffix classes instead of "*" */
    const uint32_t *marks;  /**< of listed words (features/word_marks.h) */
    retort_span text;       /**< prepared text, before folding and case */
} retort_reply_view;

enum { RETORT_HASH_CUTS_MAX = 4 };

/**
 * A growing list of hashes, with room ensured by the caller of count(). It may
 * be cut in parts that have no hash in common, such as n-grams of different
 * lengths: small sets are quicker to reduce to their distinct members.
 */
typedef struct retort_hash_list {
    uint64_t *items;
    size_t count;
    size_t cap;
    size_t cuts;
    size_t cut[RETORT_HASH_CUTS_MAX]; /**< ascending places in items */
} retort_hash_list;

/** Append; the room was reserved from the family's bound. */
static inline void retort_hash_list_put(retort_hash_list *l, uint64_t h)
{
    l->items[l->count++] = h;
}

/** One family. Rows are const; ids and numbers are part of the file format. */
typedef struct retort_family {
    const char *id;    /**< short name, such as "so" */
    const char *title; /**< what is counted, for people */
    uint16_t number;   /**< number in fingerprint files; never reused */
    uint8_t bits;      /**< default log2 of the number of buckets */
    bool blocked;      /**< kept in 32 prompt blocks, else as totals */
    bool presence;     /**< distinct hashes per reply, else occurrences */
    /** Most hashes a reply of @p tokens tokens and @p bytes lower-cased bytes
     * can yield. */
    size_t (*bound)(size_t tokens, size_t bytes);
    void (*count)(const retort_reply_view *reply, retort_hash_list *out);
    /** The same straight into count[2^bits], faster; counters wrap. NULL: there
     * is only the list. */
    void (*tally)(const retort_reply_view *reply, uint32_t *count,
                  unsigned bits);
} retort_family;

enum { RETORT_FAMILY_MAX = 16, RETORT_BLOCKS = 32 };

/** All families, ended by a row whose id is NULL. */
const retort_family *retort_families(void);

/** Number of families. */
size_t retort_family_count(void);

/** Index of the family called @p id in the table, or -1. */
int retort_family_find(const char *id);

#endif /* FEATURES_FAMILY_H */
