/**
 * @file support/fingerprint_bytes.h
 * Fingerprint files taken apart: rows of sections, checksums made right again
 * after a change, so that tests reach the parser behind them.
 */
#ifndef SUPPORT_FINGERPRINT_BYTES_H
#define SUPPORT_FINGERPRINT_BYTES_H

#include <stdbool.h>
#include <string.h>

#include "base/bytes.h"
#include "base/hash.h"
#include "base/mem.h"
#include "fingerprint/fp.h"
#include "fingerprint/section.h"

/** Rows that lie within @p len bytes. */
static inline size_t bytes_rows(const unsigned char *p, size_t len)
{
    uint64_t n = len < RETORT_FP_HEAD_BYTES ? 0 : retort_get_le(p + 12, 4);
    uint64_t room =
        len < RETORT_FP_HEAD_BYTES + 8
            ? 0
            : (len - RETORT_FP_HEAD_BYTES - 8) / RETORT_FP_ROW_BYTES;

    return (size_t)(n < room ? n : room);
}

/** Row @p i: id 0, flags 4, offset 8, stored 16, raw 24, checksum 32. */
static inline unsigned char *bytes_row(unsigned char *p, size_t i)
{
    return p + RETORT_FP_HEAD_BYTES + i * RETORT_FP_ROW_BYTES;
}

/** The row of a section, or NULL. */
static inline unsigned char *bytes_find(unsigned char *p, size_t len,
                                        uint32_t id)
{
    for (size_t i = 0; i < bytes_rows(p, len); i++)
        if (retort_get_le(bytes_row(p, i), 4) == id)
            return bytes_row(p, i);
    return NULL;
}

/** Start of a section's stored bytes, or NULL. */
static inline unsigned char *bytes_section(unsigned char *p, size_t len,
                                           uint32_t id)
{
    unsigned char *row = bytes_find(p, len, id);

    return row ? p + retort_get_le(row + 8, 8) : NULL;
}

/** Make all checksums fit what they stand for. */
static inline void bytes_repair(unsigned char *p, size_t len)
{
    size_t rows = bytes_rows(p, len);
    size_t end = RETORT_FP_HEAD_BYTES + rows * RETORT_FP_ROW_BYTES;

    for (size_t i = 0; i < rows; i++) {
        unsigned char *row = bytes_row(p, i);
        uint64_t at = retort_get_le(row + 8, 8);
        uint64_t stored = retort_get_le(row + 16, 8);

        if (at <= len && stored <= len - at)
            retort_put_le(row + 32, retort_hash64(p + at, (size_t)stored), 8);
    }
    if (end + 8 <= len)
        retort_put_le(p + end, retort_hash64(p, end), 8);
}

/**
 * A fingerprint made by hand: every family of @p families (bit i: family i)
 * with 2^bits buckets and a few counts, @p replies replies of two prompts.
 * Owned by the caller; NULL without memory.
 */
static inline retort_fingerprint *bytes_small(const retort_fp_params *params,
                                              uint32_t families, uint8_t bits,
                                              uint32_t replies)
{
    retort_fingerprint *fp = NULL;
    retort_status st = retort_fp_new(&fp, params, NULL);

    for (size_t i = 0; st == RETORT_OK && i < retort_family_count(); i++) {
        if (!(families >> i & 1))
            continue;
        st = retort_fp_table_new(fp, i, bits, NULL);
        for (size_t k = 0; st == RETORT_OK && k < 7; k++)
            fp->tables[i].count[k * 37 % retort_fp_table_len(&fp->tables[i])] =
                (uint32_t)(1 + k * k * 50);
    }
    if (st == RETORT_OK && replies) {
        fp->replies = retort_mem_new(replies, sizeof(*fp->replies));
        st = fp->replies ? RETORT_OK : RETORT_ERR_NOMEM;
    }
    for (uint32_t i = 0; st == RETORT_OK && i < replies; i++) {
        retort_fp_reply *r = &fp->replies[fp->reply_count++];

        r->key[0] = (unsigned char)(i % 2 ? 0xf0 : 0x08);
        r->chars = 100 + i;
        r->sketch.word[i % RETORT_SKETCH_WORDS] = i;
        r->digest[3] = (unsigned char)i;
        r->digest[4] = (unsigned char)(i >> 8);
    }
    if (st == RETORT_OK && replies && params->detail) {
        fp->sets =
            retort_mem_new(replies, RETORT_DETAIL_SETS * sizeof(*fp->sets));
        fp->set_count = fp->sets ? replies : 0;
        st = fp->sets ? RETORT_OK : RETORT_ERR_NOMEM;
    }
    for (uint32_t i = 0; st == RETORT_OK && i < fp->set_count; i++) {
        retort_hash_set *set = &fp->sets[i * RETORT_DETAIL_SETS];

        fp->replies[i].sets = i + 1;
        set->items = retort_mem_new(2, sizeof(*set->items));
        if (!set->items) {
            st = RETORT_ERR_NOMEM;
            break;
        }
        set->count = 2;
        set->items[0] = i;
        set->items[1] = 1000 + i;
    }
    if (st == RETORT_OK) {
        fp->stats = (retort_fp_stats){.replies = replies,
                                      .tokens = 10ull * replies,
                                      .chars = 100ull * replies};
        st = retort_fp_settle(fp, NULL);
    }
    if (st != RETORT_OK) {
        retort_fingerprint_free(fp);
        return NULL;
    }
    return fp;
}

#endif /* SUPPORT_FINGERPRINT_BYTES_H */
