#include "base/sha256.h"

#include <stdbool.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "base/mem.h"

struct retort_sha256 {
    EVP_MD *algorithm;
    EVP_MD_CTX *ctx;
    bool failed;
};

retort_status retort_sha256_new(retort_sha256 **out, retort_err *err)
{
    retort_status st = RETORT_OK;
    retort_sha256 *h = retort_mem_new(1, sizeof(*h));

    *out = NULL;
    if (!h)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a digest");
    h->algorithm = EVP_MD_fetch(NULL, "SHA256", NULL);
    h->ctx = EVP_MD_CTX_new();
    if (!h->algorithm || !h->ctx ||
        EVP_DigestInit_ex(h->ctx, h->algorithm, NULL) != 1) {
        st = RETORT_FAIL(err, RETORT_ERR_INTERNAL,
                         "OpenSSL offers no SHA-256 here");
        goto out;
    }
    *out = h;
    h = NULL; /* now the caller's */
out:
    retort_sha256_free(h);
    return st;
}

void retort_sha256_free(retort_sha256 *h)
{
    if (!h)
        return;
    EVP_MD_CTX_free(h->ctx);
    EVP_MD_free(h->algorithm);
    retort_mem_free(h);
}

void retort_sha256_update(retort_sha256 *h, const void *bytes, size_t len)
{
    if (len && EVP_DigestUpdate(h->ctx, bytes, len) != 1)
        h->failed = true;
}

retort_status retort_sha256_final(retort_sha256 *h,
                                  unsigned char out[RETORT_SHA256_BYTES],
                                  retort_err *err)
{
    unsigned int len = 0;

    if (h->failed || EVP_DigestFinal_ex(h->ctx, out, &len) != 1 ||
        EVP_DigestInit_ex(h->ctx, h->algorithm, NULL) != 1)
        return RETORT_FAIL(err, RETORT_ERR_INTERNAL,
                           "OpenSSL failed to digest");
    return RETORT_OK;
}

retort_status retort_sha256_of(retort_span bytes,
                               unsigned char out[RETORT_SHA256_BYTES],
                               retort_err *err)
{
    retort_sha256 *h = NULL;
    retort_status st = retort_sha256_new(&h, err);

    if (st != RETORT_OK)
        return st;
    retort_sha256_update(h, bytes.ptr, bytes.len);
    st = retort_sha256_final(h, out, err);
    retort_sha256_free(h);
    return st;
}

void retort_sha256_hex(const unsigned char digest[RETORT_SHA256_BYTES],
                       char out[RETORT_SHA256_HEX_BYTES])
{
    static const char hex[] = "0123456789abcdef";

    for (size_t i = 0; i < RETORT_SHA256_BYTES; i++) {
        out[2 * i] = hex[digest[i] >> 4];
        out[2 * i + 1] = hex[digest[i] & 15];
    }
    out[2 * RETORT_SHA256_BYTES] = '\0';
}

const char *retort_sha256_provider(void)
{
    return OpenSSL_version(OPENSSL_VERSION);
}
