/*
 * ch: character n-grams of 2 to 5 code points of the folded, lower-cased text,
 * each hashed as its UTF-8 bytes. A window of five ASCII bytes takes the fast
 * path, in which every length is a constant; any other window is measured code
 * point by code point.
 */
#include "features/families.h"

#include <string.h>

#include "base/hash.h"

enum { GRAM_MIN = 2, GRAM_MAX = 5, ORDERS = GRAM_MAX - GRAM_MIN + 1 };

size_t retort_char_grams_bound(size_t tokens, size_t bytes)
{
    (void)tokens;
    return bytes * ORDERS;
}

/* Are the GRAM_MAX bytes at p ASCII? The text has spare bytes behind it. */
static bool ascii_window(const char *p)
{
    uint64_t v;

    memcpy(&v, p, sizeof(v));
    return (v & UINT64_C(0x8080808080)) == 0;
}

static size_t char_bytes(unsigned char lead)
{
    return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/* N-grams that start at p, where some byte of the window is not ASCII. */
static void put_wide(const char *p, const char *end, retort_hash_list *out)
{
    size_t len = 0;

    for (size_t n = 1; n <= GRAM_MAX && p + len < end; n++) {
        len += char_bytes((unsigned char)p[len]);
        if (p + len > end)
            return;
        if (n >= GRAM_MIN)
            retort_hash_list_put(out, retort_hash64(p, len));
    }
}

static void put_ascii(const char *p, uint64_t *out)
{
    out[0] = retort_hash64(p, 2);
    out[1] = retort_hash64(p, 3);
    out[2] = retort_hash64(p, 4);
    out[3] = retort_hash64(p, 5);
}

void retort_char_grams_count(const retort_reply_view *r, retort_hash_list *out)
{
    const char *p = r->tokens->lower;
    const char *end = p + r->tokens->lower_len;

    while (p < end) {
        if (end - p >= GRAM_MAX && ascii_window(p)) {
            put_ascii(p, out->items + out->count);
            out->count += ORDERS;
            p++;
            continue;
        }
        put_wide(p, end, out);
        p += char_bytes((unsigned char)*p);
    }
}
