#include "ingest/unzstd.h"

#include <zstd.h>

#include "base/mem.h"

struct retort_unzstd {
    ZSTD_DCtx *ctx;
    bool in_frame;
    uint64_t frames;
};

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

retort_status retort_unzstd_run(retort_unzstd *z, retort_span *in, char *buf,
                                size_t room, size_t *out_len, retort_err *err)
{
    ZSTD_inBuffer src = {in->ptr, in->len, 0};
    ZSTD_outBuffer dst = {buf, room, 0};
    size_t before;
    size_t rc;

    *out_len = 0;
    do {
        before = src.pos + dst.pos;
        if (!z->in_frame && src.pos == src.size)
            break;
        rc = ZSTD_decompressStream(z->ctx, &dst, &src);
        if (ZSTD_isError(rc))
            return RETORT_FAIL(
                err, RETORT_ERR_FORMAT, "zstd frame %llu is damaged: %s",
                (unsigned long long)z->frames + 1, ZSTD_getErrorName(rc));
        z->in_frame = rc != 0;
        z->frames += rc == 0;
    } while (dst.pos < dst.size && src.pos + dst.pos > before);
    in->ptr += src.pos;
    in->len -= src.pos;
    *out_len = dst.pos;
    return RETORT_OK;
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
