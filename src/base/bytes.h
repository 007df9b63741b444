/**
 * @file base/bytes.h
 * Little-endian integers and LEB128 in byte strings: the one byte order of
 * every file that retort writes.
 */
#ifndef BASE_BYTES_H
#define BASE_BYTES_H

#include <stddef.h>
#include <stdint.h>

static inline void retort_put_le(unsigned char *p, uint64_t v, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        p[i] = (unsigned char)(v >> (8 * i));
}

static inline uint64_t retort_get_le(const unsigned char *p, size_t bytes)
{
    uint64_t v = 0;

    for (size_t i = bytes; i > 0; i--)
        v = v << 8 | p[i - 1];
    return v;
}

enum { RETORT_VARINT_BYTES_MAX = 10 };

/** Write @p v as LEB128 at @p p (up to 10 bytes). @return bytes written. */
static inline size_t retort_put_varint(unsigned char *p, uint64_t v)
{
    size_t n = 0;

    while (v >= 0x80) {
        p[n++] = (unsigned char)(v | 0x80);
        v >>= 7;
    }
    p[n++] = (unsigned char)v;
    return n;
}

/**
 * Read a LEB128 of at most 10 bytes.
 * @return bytes read; 0 when it is cut off, too long or not in shortest form.
 */
static inline size_t retort_get_varint(const unsigned char *p, size_t len,
                                       uint64_t *out)
{
    uint64_t v = 0;

    for (size_t i = 0; i < len && i < RETORT_VARINT_BYTES_MAX; i++) {
        v |= (uint64_t)(p[i] & 0x7f) << (7 * i);
        if (p[i] & 0x80)
            continue;
        if ((i > 0 && p[i] == 0) || (i == 9 && p[i] > 1))
            return 0;
        *out = v;
        return i + 1;
    }
    return 0;
}

#endif /* BASE_BYTES_H */
