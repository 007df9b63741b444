#include "base/sha256.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"

/* Digest of a text fed in pieces of a given size. */
static void digest_of(retort_sha256 *h, const char *text, size_t piece,
                      char hex[RETORT_SHA256_HEX_BYTES])
{
    unsigned char digest[RETORT_SHA256_BYTES];
    size_t len = strlen(text);

    for (size_t at = 0; at < len; at += piece)
        retort_sha256_update(h, text + at, len - at < piece ? len - at : piece);
    assert_int_equal(retort_sha256_final(h, digest, NULL), RETORT_OK);
    retort_sha256_hex(digest, hex);
}

/* FIPS 180-4, examples of NIST for SHA-256. */
static const struct {
    const char *text;
    const char *hex;
} KNOWN[] = {
    {"", "e3b0c44298fc1c149afbf4c8996fb924"
         "27ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223"
            "b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039"
     "a33ce45964ff2167f6ecedd419db06c1"},
};

static void final__gives_the_published_digests(void **state)
{
    char hex[RETORT_SHA256_HEX_BYTES];
    retort_sha256 *h;

    (void)state;
    assert_int_equal(retort_sha256_new(&h, NULL), RETORT_OK);
    for (size_t i = 0; i < sizeof(KNOWN) / sizeof(KNOWN[0]); i++)
        for (size_t piece = 1; piece <= 64; piece++) {
            digest_of(h, KNOWN[i].text, piece, hex);
            assert_string_equal(hex, KNOWN[i].hex);
        }
    retort_sha256_free(h);
}

static void of__is_the_digest_of_one_piece(void **state)
{
    unsigned char digest[RETORT_SHA256_BYTES];
    char hex[RETORT_SHA256_HEX_BYTES];

    (void)state;
    for (size_t i = 0; i < sizeof(KNOWN) / sizeof(KNOWN[0]); i++) {
        assert_int_equal(
            retort_sha256_of(retort_span_of(KNOWN[i].text), digest, NULL),
            RETORT_OK);
        retort_sha256_hex(digest, hex);
        assert_string_equal(hex, KNOWN[i].hex);
    }
}

static void final__starts_anew(void **state)
{
    char first[RETORT_SHA256_HEX_BYTES];
    char again[RETORT_SHA256_HEX_BYTES];
    retort_sha256 *h;

    (void)state;
    assert_int_equal(retort_sha256_new(&h, NULL), RETORT_OK);
    digest_of(h, "one", 3, first);
    digest_of(h, "other", 5, again);
    assert_string_not_equal(first, again);
    digest_of(h, "one", 1, again);
    assert_string_equal(first, again);
    retort_sha256_free(h);
}

static void update__with_nothing_changes_nothing(void **state)
{
    char hex[RETORT_SHA256_HEX_BYTES];
    retort_sha256 *h;

    (void)state;
    assert_int_equal(retort_sha256_new(&h, NULL), RETORT_OK);
    retort_sha256_update(h, NULL, 0);
    digest_of(h, "", 1, hex);
    assert_string_equal(hex, KNOWN[0].hex);
    retort_sha256_free(h);
}

static void hex__shows_every_half_byte(void **state)
{
    unsigned char digest[RETORT_SHA256_BYTES] = {0x01, 0x23, 0x45, 0x67,
                                                 0x89, 0xab, 0xcd, 0xef};
    char hex[RETORT_SHA256_HEX_BYTES];

    (void)state;
    digest[RETORT_SHA256_BYTES - 1] = 0xf0;
    retort_sha256_hex(digest, hex);
    assert_memory_equal(hex, "0123456789abcdef", 16);
    assert_string_equal(hex + 62, "f0");
}

static void new__tells_when_memory_runs_out(void **state)
{
    retort_err err = {0};
    retort_sha256 *h = NULL;

    (void)state;
    retort_mem_fail_at(0);
    assert_int_equal(retort_sha256_new(&h, &err), RETORT_ERR_NOMEM);
    retort_mem_fail_at(-1);
    assert_null(h);
    assert_int_equal(err.code, RETORT_ERR_NOMEM);
    retort_sha256_free(NULL);
}

static void provider__names_openssl(void **state)
{
    (void)state;
    assert_memory_equal(retort_sha256_provider(), "OpenSSL ", 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(final__gives_the_published_digests),
        cmocka_unit_test(of__is_the_digest_of_one_piece),
        cmocka_unit_test(final__starts_anew),
        cmocka_unit_test(update__with_nothing_changes_nothing),
        cmocka_unit_test(hex__shows_every_half_byte),
        cmocka_unit_test(new__tells_when_memory_runs_out),
        cmocka_unit_test(provider__names_openssl),
    };

    return cmocka_run_group_tests_name("sha256", tests, NULL, NULL);
}
