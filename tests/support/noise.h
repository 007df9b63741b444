/**
 * @file support/noise.h
 * Reproducible random test data: splitmix64 (Steele, Lea and Flood 2014).
 */
#ifndef SUPPORT_NOISE_H
#define SUPPORT_NOISE_H

#include <stddef.h>
#include <stdint.h>

/** Start with any value. */
typedef struct test_noise {
    uint64_t state;
} test_noise;

static inline uint64_t test_noise_next(test_noise *n)
{
    uint64_t z = n->state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

/** A value below @p limit, which is small against 2^64. */
static inline uint64_t test_noise_below(test_noise *n, uint64_t limit)
{
    return test_noise_next(n) % limit;
}

/**
 * Fill @p out with valid UTF-8 of 1 to 4 bytes a character, @p wide of 256 of
 * them not ASCII. @return bytes written, at most @p room
 */
static inline size_t test_noise_text(test_noise *n, char *out, size_t room,
                                     unsigned wide)
{
    static const char *const SIGNS[] = {"\xc3\xa9", "\xd0\xb6", "\xe4\xb8\xad",
                                        "\xe2\x82\xac", "\xf0\x9f\x99\x82"};
    static const char ASCII[] = "eeeetttaaooinshr dlu  cm,.\n";
    size_t len = 0;

    while (len + 4 <= room) {
        if (test_noise_below(n, 256) < wide) {
            const char *s = SIGNS[test_noise_below(n, 5)];

            while (*s)
                out[len++] = *s++;
        } else {
            out[len++] = ASCII[test_noise_below(n, sizeof(ASCII) - 1)];
        }
    }
    return len;
}

#endif /* SUPPORT_NOISE_H */
