/**
 * @file fingerprint/fp.h
 * The inside of a fingerprint, for the layers that build and compare them.
 *
 * Counts are exact integers. A blocked family has RETORT_BLOCKS tables behind
 * each other, one a prompt block; the block of a reply is the first five bits
 * of its prompt key. Replies are kept sorted by prompt key, then record digest,
 * so that nothing depends on the order of records.
 */
#ifndef FINGERPRINT_FP_H
#define FINGERPRINT_FP_H

#include <retort/fingerprint.h>

#include "base/sha256.h"
#include "features/family.h"
#include "features/sketch.h"
#include "features/stylometry.h"

enum { RETORT_KEY_BYTES = 16 };

/** How prompts are keyed. Values are stored in files. */
typedef enum retort_prompt_key {
    RETORT_PROMPT_KEY_TEXT = 0, /**< by the folded text of the prompt */
    RETORT_PROMPT_KEY_ID = 1,   /**< by the prompt id of the source */
} retort_prompt_key;

/** Parameters that must be equal for two fingerprints to meet. */
typedef struct retort_fp_params {
    uint32_t rules;   /**< RETORT_RULES_VERSION */
    uint32_t channel; /**< retort_channel */
    uint32_t key;     /**< retort_prompt_key */
    uint32_t detail;  /**< 1: hash sets per reply are kept */
} retort_fp_params;

/** Counts of one family. */
typedef struct retort_fp_table {
    const retort_family *family; /**< NULL: an unused slot */
    uint8_t bits;                /**< log2 buckets */
    uint32_t *count; /**< blocks x buckets if blocked, else buckets */
    uint32_t *total; /**< sums over blocks; equal to count if not blocked */
} retort_fp_table;

/** Exact sums of one stylometric number in one block. */
typedef struct retort_fp_style {
    uint64_t sum;
    uint64_t square_low; /**< low and high half of the sum of squares */
    uint64_t square_high;
} retort_fp_style;

/** One reply. */
typedef struct retort_fp_reply {
    unsigned char key[RETORT_KEY_BYTES];
    uint32_t chars; /**< code points of the prepared text */
    retort_sketch sketch;
    unsigned char digest[RETORT_SHA256_BYTES]; /**< of the canonical record */
    uint32_t sets; /**< index of the reply's hash sets under detail, or 0 */
} retort_fp_reply;

/** Which hash set of a reply, under --detail reply. */
typedef enum retort_detail_set {
    RETORT_DETAIL_WORDS12, /**< token 1-2-grams: residual cosine */
    RETORT_DETAIL_WORDS4,  /**< token 4-grams: rare phrases */
    RETORT_DETAIL_RUNS12,  /**< runs of 12 tokens: reuse */
    RETORT_DETAIL_SETS
} retort_detail_set;

/** Ascending distinct top halves of the hashes of one set of one reply. */
typedef struct retort_hash_set {
    uint32_t *items;
    uint32_t count;
} retort_hash_set;

/** Counts of what happened to replies at ingest; part of the content. */
typedef struct retort_fp_stats {
    uint64_t replies;
    uint64_t reasoning; /**< replies from which reasoning was split */
    uint64_t templates; /**< replies unwrapped from a template */
    uint64_t truncated; /**< said by the source to be cut by a limit */
    uint64_t tokens;
    uint64_t chars;
} retort_fp_stats;

struct retort_fingerprint {
    retort_fp_params params;
    retort_fp_stats stats;
    retort_fp_table tables[RETORT_FAMILY_MAX]; /**< by index in the table */
    retort_fp_style *style; /**< blocks x retort_style_count(), or NULL */
    retort_fp_reply *replies;
    size_t reply_count;
    bool has_replies; /**< the per-reply table was not dropped */
    bool has_digests; /**< record digests are kept: can be merged */
    unsigned char record_digest[RETORT_SHA256_BYTES];
    retort_hash_set *sets; /**< RETORT_DETAIL_SETS a reply, or NULL */
    size_t set_count;
    char *provenance; /**< JSON text, ends in NUL; "" if none */
    char *model;      /**< label, "" if unknown */
};

/** An empty fingerprint with no tables. Owned by the caller. */
RETORT_MUST_CHECK retort_status retort_fp_new(retort_fingerprint **out,
                                              const retort_fp_params *params,
                                              retort_err *err);

/** Give family @p index a zeroed table of 2^bits buckets (and its total). */
RETORT_MUST_CHECK retort_status retort_fp_table_new(retort_fingerprint *fp,
                                                    size_t index, uint8_t bits,
                                                    retort_err *err);

/** Give @p fp zeroed stylometric sums. */
RETORT_MUST_CHECK retort_status retort_fp_style_new(retort_fingerprint *fp,
                                                    retort_err *err);

/**
 * Empty @p fp but keep its tables and sums, zeroed: quicker than a new one. On
 * failure it is still to be freed.
 */
RETORT_MUST_CHECK retort_status retort_fp_reset(retort_fingerprint *fp,
                                                retort_err *err);

/** Counters of a table: blocks x buckets or buckets. */
size_t retort_fp_table_len(const retort_fp_table *t);

/**
 * Bring a freshly counted or merged fingerprint into its one form: sort the
 * replies, add up totals, digest the record digests.
 */
RETORT_MUST_CHECK retort_status retort_fp_settle(retort_fingerprint *fp,
                                                 retort_err *err);

/** Replace the label / the provenance text; copies. */
RETORT_MUST_CHECK retort_status retort_fp_set_model(retort_fingerprint *fp,
                                                    const char *model,
                                                    retort_err *err);
RETORT_MUST_CHECK retort_status retort_fp_set_provenance(retort_fingerprint *fp,
                                                         const char *json,
                                                         retort_err *err);

/**
 * Decode; with @p totals_only the blocks of blocked families are added up and
 * not kept (their count is NULL): 128 models then take 32 MB, not 1 GB. Such a
 * fingerprint can be compared but not merged, encoded or digested.
 */
RETORT_MUST_CHECK retort_status retort_fp_decode(retort_fingerprint **out,
                                                 retort_span bytes,
                                                 bool totals_only,
                                                 retort_err *err);

/** Block of a prompt key. */
static inline size_t retort_fp_block(const unsigned char *key)
{
    return key[0] >> 3;
}

#endif /* FINGERPRINT_FP_H */
