/*
 * ch: character n-grams of 2 to 5 code points of the folded, lower-cased text,
 * each hashed as its UTF-8 bytes. Windows of five ASCII bytes are counted in
 * long runs by features/ascii_grams.h; any other window is measured code point
 * by code point.
 */
#include "features/families.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "features/ascii_grams.h"

enum {
    GRAM_MIN = RETORT_ASCII_GRAM_MIN,
    GRAM_MAX = RETORT_ASCII_GRAM_MAX,
    ORDERS = RETORT_ASCII_GRAM_ORDERS
};

size_t retort_char_grams_bound(size_t tokens, size_t bytes)
{
    (void)tokens;
    return bytes * ORDERS;
}

static size_t char_bytes(unsigned char lead)
{
    return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/* Hashes of the n-grams that start at p; @return how many. */
static size_t hash_window(const char *p, const char *end, uint64_t *out)
{
    size_t len = 0;
    size_t count = 0;

    for (size_t n = 1; n <= GRAM_MAX && p + len < end; n++) {
        len += char_bytes((unsigned char)p[len]);
        if (p + len > end)
            break;
        if (n >= GRAM_MIN)
            out[count++] = retort_hash64(p, len);
    }
    return count;
}

void retort_char_grams_count(const retort_reply_view *r, retort_hash_list *out)
{
    const char *p = r->tokens->lower;
    const char *end = p + r->tokens->lower_len;

    while (p < end) {
        out->count += hash_window(p, end, out->items + out->count);
        p += char_bytes((unsigned char)*p);
    }
}

/* Windows of five ASCII bytes at the start of p .. end. */
static size_t ascii_windows(const char *p, const char *end)
{
    size_t run = retort_utf8_ascii((retort_span){p, (size_t)(end - p)});

    return run < GRAM_MAX ? 0 : run - (GRAM_MAX - 1);
}

void retort_char_grams_tally(const retort_reply_view *r, uint32_t *count,
                             unsigned bits)
{
    const char *p = r->tokens->lower;
    const char *end = p + r->tokens->lower_len;
    retort_simd simd = retort_simd_most();

    while (p < end) {
        size_t run = ascii_windows(p, end);

        retort_ascii_grams_count(p, run, count, bits, simd);
        p += run;
        do { /* the tail of that run, and on to where another can begin */
            uint64_t hash[ORDERS];
            size_t n = p < end ? hash_window(p, end, hash) : 0;

            for (size_t i = 0; i < n; i++)
                count[retort_bucket(hash[i], bits)]++;
            p += p < end ? char_bytes((unsigned char)*p) : 0;
        } while (p < end && (unsigned char)p[-1] < 0x80);
    }
}
