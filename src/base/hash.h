/**
 * @file base/hash.h
 * XXH3-64 with seed 0: the hash of the file format. The only user of xxHash.
 *
 * The definition is part of the fingerprint format (docs/format-fingerprint.md)
 * and never changes under one rule version:
 *
 *     token of up to 16 bytes   XXH3 of the token zero-padded to 16 bytes
 *     longer token              XXH3 of the token
 *     sequence of n tokens      XXH3 of the n token hashes as little-endian u64
 *     kinded sequence           the same, preceded by one tag u64
 *     character n-gram          XXH3 of its UTF-8 bytes
 *     bucket of b bits          the top b bits of the hash
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <retort/span.h>
#include <stdint.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

/* Sequences hash the bytes of u64 arrays: their order in memory is the format. */
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "retort needs a little-endian machine"
#endif

enum { RETORT_TOKEN_PAD_BYTES = 16 };

/** XXH3-64 of @p len bytes. Same value on every platform. */
static inline uint64_t retort_hash64(const void *bytes, size_t len)
{
    return XXH3_64bits(bytes, len);
}

/** Hash of one token; an empty token hashes like sixteen zero bytes. */
static inline uint64_t retort_hash_token(const char *bytes, size_t len)
{
    unsigned char pad[RETORT_TOKEN_PAD_BYTES] = {0};

    if (len > RETORT_TOKEN_PAD_BYTES)
        return XXH3_64bits(bytes, len);
    if (len)
        memcpy(pad, bytes, len);
    return XXH3_64bits(pad, RETORT_TOKEN_PAD_BYTES);
}

/** Bucket of a hash in a table of 2^bits. */
static inline uint32_t retort_bucket(uint64_t hash, unsigned bits)
{
    return (uint32_t)(hash >> (64u - bits));
}

#endif /* BASE_HASH_H */
