#include "ingest/unzstd.h"

#include <string.h>

#include <zstd.h>

#include "base/mem.h"

struct retort_unzstd {
    ZSTD_DCtx *ctx;
    bool in_frame;
    uint64_t frames;
    char magic[RETORT_ZSTD_MAGIC_BYTES]; /* of the frame, as far as seen */
    size_t magic_len;
};

bool retort_zstd_begins(const char *bytes, size_t len)
{
    if (len == 0 || memcmp(bytes, "\x28\xb5\x2f\xfd", len) == 0)
        return true;
    return (bytes[0] & 0xf0) == 0x50 &&
           memcmp(bytes + 1, "\x2a\x4d\x18", len - 1) == 0;
}

retort_status retort_unzstd_new(retort_unzstd **out, retort_err *err)
{
    retort_unzstd *z = retort_mem_new(1, sizeof(*z));

    *out = NULL;
    if (!z)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for zstd");
    z->ctx = ZSTD_createDCtx();
    if (!z->ctx) {
        retort_unzstd_free(z);
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for zstd");
    }
    *out = z;
    return RETORT_OK;
}

/* libzstd also reads the formats of its early versions. We do not: nobody
 * writes them, and their decoders are not what is tested today. */
static bool is_known_frame(retort_unzstd *z, const ZSTD_inBuffer *src)
{
    const char *bytes = src->src;

    for (size_t at = src->pos;
         at < src->size && z->magic_len < RETORT_ZSTD_MAGIC_BYTES; at++)
        z->magic[z->magic_len++] = bytes[at];
    return retort_zstd_begins(z->magic, z->magic_len);
}

/* One step of libzstd: to the end of the frame, or as far as it goes. */
static retort_status step(retort_unzstd *z, ZSTD_outBuffer *dst,
                          ZSTD_inBuffer *src, retort_err *err)
{
    size_t rc;

    if (!is_known_frame(z, src))
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "no zstd frame begins behind frame %llu",
                           (unsigned long long)z->frames);
    rc = ZSTD_decompressStream(z->ctx, dst, src);
    if (ZSTD_isError(rc))
        return RETORT_FAIL(
            err, RETORT_ERR_FORMAT, "zstd frame %llu is damaged: %s",
            (unsigned long long)z->frames + 1, ZSTD_getErrorName(rc));
    z->in_frame = rc != 0;
    if (rc == 0) {
        z->frames++;
        z->magic_len = 0;
    }
    return RETORT_OK;
}

retort_status retort_unzstd_run(retort_unzstd *z, retort_span *in, char *buf,
                                size_t room, size_t *out_len, retort_err *err)
{
    retort_status st = RETORT_OK;
    ZSTD_inBuffer src = {in->ptr, in->len, 0};
    ZSTD_outBuffer dst = {NULL, room, 0};
    size_t before;

    dst.dst = buf;
    do {
        before = src.pos + dst.pos;
        if (z->in_frame || src.pos < src.size)
            st = step(z, &dst, &src, err);
    } while (st == RETORT_OK && dst.pos < dst.size &&
             src.pos + dst.pos > before);
    in->ptr += src.pos;
    in->len -= src.pos;
    *out_len = dst.pos;
    return st;
}

bool retort_unzstd_is_whole(const retort_unzstd *z)
{
    return !z->in_frame && z->frames > 0;
}

uint64_t retort_unzstd_frames(const retort_unzstd *z)
{
    return z->frames;
}

void retort_unzstd_free(retort_unzstd *z)
{
    if (!z)
        return;
    (void)ZSTD_freeDCtx(z->ctx);
    retort_mem_free(z);
}
