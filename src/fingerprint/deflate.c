#include "fingerprint/deflate.h"

#include <zlib.h>

#include "base/mem.h"

retort_status retort_deflate(retort_buf *out, retort_span raw, int level,
                             retort_err *err)
{
    retort_status st = RETORT_OK;
    uLongf len = compressBound((uLong)raw.len);
    unsigned char *p = retort_mem_new(len, 1);

    if (!p)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory to compress %zu",
                           raw.len);
    if (compress2(p, &len, (const unsigned char *)raw.ptr, (uLong)raw.len,
                  level) != Z_OK)
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
