#include "fingerprint/deflate.h"

#include <limits.h>

#define ZLIB_CONST
#include <zlib.h>

#include "base/mem.h"

enum { WINDOW_BITS = 15, MEMORY_LEVEL = 8 }; /* zlib's defaults */

/* Counters repeat in runs and hardly otherwise: to look for runs only is twice
 * as quick as zlib's own level 1, and the stream is smaller. */
static int strategy_of(int level)
{
    return level == 1 ? Z_RLE : Z_DEFAULT_STRATEGY;
}

/* As zlib's compress2(), with our strategy; @p room as by compressBound(). */
static int compress_to(unsigned char *out, uLongf *len, uLong room,
                       retort_span raw, int level)
{
    z_stream z = {0};
    int rc;

    if (raw.len > UINT_MAX || room > UINT_MAX)
        return Z_BUF_ERROR;
    rc = deflateInit2(&z, level, Z_DEFLATED, WINDOW_BITS, MEMORY_LEVEL,
                      strategy_of(level));
    if (rc != Z_OK)
        return rc;
    z.next_in = (const unsigned char *)raw.ptr;
    z.avail_in = (uInt)raw.len;
    z.next_out = out;
    z.avail_out = (uInt)room;
    rc = deflate(&z, Z_FINISH);
    *len = z.total_out;
    (void)deflateEnd(&z);
    return rc == Z_STREAM_END ? Z_OK : Z_BUF_ERROR;
}

retort_status retort_deflate(retort_buf *out, retort_span raw, int level,
                             retort_err *err)
{
    retort_status st = RETORT_OK;
    uLong room = compressBound((uLong)raw.len);
    uLongf len = 0;
    unsigned char *p = retort_mem_new(room, 1);

    if (!p)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory to compress %zu",
                           raw.len);
    if (compress_to(p, &len, room, raw, level) != Z_OK)
        st = RETORT_FAIL(err, RETORT_ERR_INTERNAL, "zlib failed to compress");
    else
        retort_buf_add(out, (retort_span){(const char *)p, len});
    retort_mem_free(p);
    return st;
}

retort_status retort_inflate(retort_span stored, char *raw, size_t raw_len,
                             retort_err *err)
{
    uLongf got = (uLongf)raw_len;
    uLong used = (uLong)stored.len;
    int rc = uncompress2((unsigned char *)raw, &got,
                         (const unsigned char *)stored.ptr, &used);

    if (rc == Z_MEM_ERROR)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory to inflate");
    if (rc != Z_OK || got != raw_len || used != stored.len)
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "a compressed section is corrupt");
    return RETORT_OK;
}

const char *retort_deflate_provider(void)
{
    return zlibVersion();
}
