/**
 * @file fingerprint/section.h
 * Sections of a fingerprint file: what both directions agree on.
 *
 *     0   8   magic "RETORTFP"
 *     8   4   format version
 *     12  4   number of sections n
 *     16  48n section rows: id u32, flags u32, offset u64, stored u64, raw u64,
 *             XXH3-64 of the stored bytes u64, zero u64
 *     ..  8   XXH3-64 of everything before it
 *     ..      section bytes, each at a multiple of 64
 *
 * All integers are little-endian. docs/format-fingerprint.md is the long form.
 */
#ifndef FINGERPRINT_SECTION_H
#define FINGERPRINT_SECTION_H

#include <stddef.h>
#include <stdint.h>

#define RETORT_FP_MAGIC       "RETORTFP"
#define RETORT_FP_SECTION_MAX ((size_t)1 << 30)

enum {
    RETORT_FP_VERSION = 1,
    RETORT_FP_HEAD_BYTES = 16,
    RETORT_FP_ROW_BYTES = 48,
    RETORT_FP_SECTIONS_MAX = 64,
    RETORT_FP_ALIGN = 64,
    RETORT_FP_BITS_MIN = 4,
    RETORT_FP_BITS_MAX = 22,
    RETORT_FP_PROVENANCE_MAX = 1 << 20,
};

enum {
    RETORT_SECTION_PARAMS = 1,
    RETORT_SECTION_STATS = 2,
    RETORT_SECTION_STYLE = 3,
    RETORT_SECTION_REPLIES = 4, /* key 16, chars 4, sketch 32; columns */
    RETORT_SECTION_DIGESTS = 5, /* 32 bytes a reply, in reply order */
    RETORT_SECTION_SETS = 6,
    RETORT_SECTION_PROVENANCE = 7,
    RETORT_SECTION_COUNTS = 0x100, /* + number of the family */
    RETORT_SECTION_TOTALS = 0x200, /* + number: sums over blocks; derived */
};

enum {
    RETORT_SECTION_ZLIB = 1,    /* stored compressed */
    RETORT_SECTION_CONTENT = 2, /* part of the content digest */
};

/* The parameter section: fixed part, then 4 bytes a family. */
enum {
    RETORT_PARAMS_FIXED_BYTES = 56,
    RETORT_PARAMS_FAMILY_BYTES = 4,
    RETORT_STATS_BYTES = 48,
    RETORT_REPLY_BYTES = 52,
    RETORT_STYLE_BYTES = 24,
};

#endif /* FINGERPRINT_SECTION_H */
