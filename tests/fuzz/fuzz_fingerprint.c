/*
 * Any bytes are refused as a fingerprint, or decode to one that encodes, reads
 * back as the same and merges with itself. The first byte chooses: 1 makes the
 * checksums right first, so that the parser behind them is reached; 2 also
 * decodes totals only.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "support/fingerprint_bytes.h"

/* Larger tables are slow and hold no other paths. */
enum { REPAIR = 1, TOTALS = 2, BITS_MAX = 8 };

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void limit_bits(unsigned char *p, size_t len)
{
    unsigned char *row = bytes_find(p, len, RETORT_SECTION_PARAMS);
    uint64_t at = row ? retort_get_le(row + 8, 8) : 0;
    uint64_t stored = row ? retort_get_le(row + 16, 8) : 0;

    if (!row || at > len || stored > len - at)
        return;
    for (uint64_t i = RETORT_PARAMS_FIXED_BYTES; i + 4 <= stored; i += 4)
        if (p[at + i + 2] > BITS_MAX && p[at + i + 2] <= RETORT_FP_BITS_MAX)
            p[at + i + 2] = BITS_MAX;
}

static void check_same(const retort_fingerprint *fp, bool compact)
{
    retort_fingerprint *back = NULL;
    unsigned char *bytes = NULL;
    unsigned char *again = NULL;
    size_t len = 0;
    size_t again_len = 0;
    char digest[2][RETORT_DIGEST_HEX_BYTES];

    require(retort_fingerprint_encode(fp, compact, &bytes, &len, NULL) ==
            RETORT_OK);
    require(retort_fingerprint_decode(&back,
                                      (retort_span){(const char *)bytes, len},
                                      NULL) == RETORT_OK);
    require(retort_fingerprint_encode(back, compact, &again, &again_len,
                                      NULL) == RETORT_OK);
    require(len == again_len && memcmp(bytes, again, len) == 0);
    require(retort_fingerprint_digest(fp, digest[0], NULL) == RETORT_OK);
    require(retort_fingerprint_digest(back, digest[1], NULL) == RETORT_OK);
    require(strcmp(digest[0], digest[1]) == 0);
    retort_fingerprint_free(back);
    retort_fingerprint_bytes_free(bytes);
    retort_fingerprint_bytes_free(again);
}

static void check_merge(retort_fingerprint *fp)
{
    uint64_t replies = retort_fingerprint_replies(fp);
    retort_status st = retort_fingerprint_merge(fp, fp, true, NULL);

    require(st == RETORT_OK || st == RETORT_ERR_LIMIT ||
            (st == RETORT_ERR_MISMATCH && !fp->has_digests));
    if (st != RETORT_OK)
        return;
    require(retort_fingerprint_replies(fp) == 2 * replies);
    check_same(fp, false);
}

static void check(const unsigned char *p, size_t len, bool totals)
{
    const retort_span bytes = {(const char *)p, len};
    retort_fingerprint *fp = NULL;
    retort_fingerprint *sums = NULL;
    retort_err err = {0};
    retort_status st = retort_fingerprint_decode(&fp, bytes, &err);

    require((st == RETORT_OK) == (fp != NULL));
    require(st == RETORT_OK || (err.code == st && err.text[0]));
    if (totals)
        require((retort_fp_decode(&sums, bytes, true, NULL) == RETORT_OK) ==
                (sums != NULL));
    retort_fingerprint_free(sums);
    if (fp) {
        check_same(fp, false);
        check_same(fp, true);
        check_merge(fp);
    }
    retort_fingerprint_free(fp);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned char *copy;

    if (size < 2)
        return 0;
    copy = retort_mem_new(size - 1, 1); /* no byte to spare: ASan sees all */
    if (!copy)
        return 0;
    memcpy(copy, data + 1, size - 1);
    limit_bits(copy, size - 1);
    if (data[0] & REPAIR)
        bytes_repair(copy, size - 1);
    check(copy, size - 1, (data[0] & TOTALS) != 0);
    retort_mem_free(copy);
    return 0;
}
