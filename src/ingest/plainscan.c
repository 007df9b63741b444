#include "ingest/plainscan.h"

#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define EACH_BYTE(v) (UINT64_C(0x0101010101010101) * (v))

static int is_plain(char c)
{
    unsigned char b = (unsigned char)c;

    return b >= 0x20 && b < 0x80 && b != '"' && b != '\\';
}

static const char *plain_end_bytes(const char *p, const char *end)
{
    while (p < end && is_plain(*p))
        p++;
    return p;
}

/*
 * High bit of each byte that needs a look. A borrow of the subtractions can
 * mark a plain byte, but only above a byte that is marked rightly: the lowest
 * mark is exact, and whether there is any mark is exact in any byte order.
 */
static uint64_t marks(uint64_t w)
{
    uint64_t quote = w ^ EACH_BYTE('"');
    uint64_t slash = w ^ EACH_BYTE('\\');
    uint64_t low = (w - EACH_BYTE(0x20)) & ~w;

    quote = (quote - EACH_BYTE(1)) & ~quote;
    slash = (slash - EACH_BYTE(1)) & ~slash;
    return (w | quote | slash | low) & EACH_BYTE(0x80);
}

const char *retort_plain_end_words(const char *p, const char *end)
{
    while (end - p >= 8) {
        uint64_t w;

        memcpy(&w, p, sizeof(w));
        if (marks(w))
            break;
        p += 8;
    }
    return plain_end_bytes(p, end);
}

#ifdef __SSE2__
const char *retort_plain_end(const char *p, const char *end)
{
    const __m128i quote = _mm_set1_epi8('"');
    const __m128i slash = _mm_set1_epi8('\\');
    const __m128i space = _mm_set1_epi8(0x20);

    while (end - p >= 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
        /* signed: bytes above 0x7f are negative, thus below the space too */
        __m128i odd = _mm_cmplt_epi8(v, space);
        unsigned mask;

        odd = _mm_or_si128(odd, _mm_cmpeq_epi8(v, quote));
        odd = _mm_or_si128(odd, _mm_cmpeq_epi8(v, slash));
        mask = (unsigned)_mm_movemask_epi8(odd);
        if (mask)
            return p + __builtin_ctz(mask);
        p += 16;
    }
    return plain_end_bytes(p, end);
}
#else
const char *retort_plain_end(const char *p, const char *end)
{
    return retort_plain_end_words(p, end);
}
#endif
