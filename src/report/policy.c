#include "report/policy.h"

#include <stdint.h>
#include <string.h>

#include "base/sha256.h"

void retort_policy_base64(retort_buf *out, const unsigned char *bytes,
                          size_t len)
{
    static const char ALPHABET[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; i < len; i += 3) {
        size_t left = len - i;
        uint32_t group = (uint32_t)bytes[i] << 16;

        if (left > 1)
            group |= (uint32_t)bytes[i + 1] << 8;
        if (left > 2)
            group |= bytes[i + 2];
        retort_buf_printf(out, "%c%c%c%c", ALPHABET[group >> 18],
                          ALPHABET[group >> 12 & 63],
                          left > 1 ? ALPHABET[group >> 6 & 63] : '=',
                          left > 2 ? ALPHABET[group & 63] : '=');
    }
}

retort_status retort_policy_write(retort_buf *out, const char *style,
                                  retort_err *err)
{
    unsigned char digest[RETORT_SHA256_BYTES];
    retort_sha256 *h = NULL;
    retort_status st = retort_sha256_new(&h, err);

    if (st != RETORT_OK)
        return st;
    retort_sha256_update(h, style, strlen(style));
    st = retort_sha256_final(h, digest, err);
    if (st == RETORT_OK) {
        retort_buf_puts(out, "default-src 'none'; style-src 'sha256-");
        retort_policy_base64(out, digest, sizeof(digest));
        retort_buf_puts(out, "'; base-uri 'none'; form-action 'none'");
    }
    retort_sha256_free(h);
    return st;
}
