/**
 * @file base/swar.h
 * Eight bytes at a time in one integer, the same on every machine.
 *
 * Byte i of the text is byte i of the integer counted from the low end,
 * whatever the byte order of the machine. A mask has bit 7 of a byte set where
 * its predicate holds.
 */
#ifndef BASE_SWAR_H
#define BASE_SWAR_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { RETORT_SWAR_BYTES = 8 };

#define RETORT_SWAR_ONES  UINT64_C(0x0101010101010101)
#define RETORT_SWAR_HIGHS UINT64_C(0x8080808080808080)

static inline uint64_t retort_swar_order(uint64_t x)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return __builtin_bswap64(x);
#else
    return x;
#endif
}

static inline uint64_t retort_swar_load(const char *p)
{
    uint64_t x;

    memcpy(&x, p, sizeof(x));
    return retort_swar_order(x);
}

static inline void retort_swar_store(char *p, uint64_t x)
{
    x = retort_swar_order(x);
    memcpy(p, &x, sizeof(x));
}

/** Index of the first byte marked in a mask that is not zero. */
static inline size_t retort_swar_first(uint64_t mask)
{
    return (size_t)__builtin_ctzll(mask) / 8;
}

/** Bytes in lo..hi, both below 0x80. Bytes from 0x80 up are never marked. */
static inline uint64_t retort_swar_in(uint64_t x, unsigned lo, unsigned hi)
{
    uint64_t low = x & ~RETORT_SWAR_HIGHS;
    uint64_t from = low + RETORT_SWAR_ONES * (0x80u - lo);
    uint64_t past = low + RETORT_SWAR_ONES * (0x7fu - hi);

    return (from ^ past) & ~x & RETORT_SWAR_HIGHS;
}

/** A-Z to a-z; every other byte stays. */
static inline uint64_t retort_swar_lower(uint64_t x)
{
    return x | retort_swar_in(x, 'A', 'Z') >> 2;
}

#endif /* BASE_SWAR_H */
