#include "ingest/gunzip.h"

#include <limits.h>

#define ZLIB_CONST
#include <zlib.h>

#include "base/mem.h"

enum { GZIP_ONLY = 16 }; /* added to the window bits: no zlib, no raw deflate */

struct retort_gunzip {
    z_stream z;
    bool is_ready;
    bool in_member;
    uint64_t members;
};

retort_status retort_gunzip_new(retort_gunzip **out, retort_err *err)
{
    retort_gunzip *g = retort_mem_new(1, sizeof(*g));

    *out = NULL;
    if (!g)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for gzip");
    if (inflateInit2(&g->z, MAX_WBITS + GZIP_ONLY) != Z_OK) {
        retort_gunzip_free(g);
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for gzip");
    }
    g->is_ready = true;
    *out = g;
    return RETORT_OK;
}

static uInt clamp(size_t n)
{
    return n > INT_MAX ? INT_MAX : (uInt)n;
}

/* One step of zlib; false when it can go no further with what it has. */
static bool step(retort_gunzip *g, retort_status *st, retort_err *err)
{
    int rc;

    if (!g->in_member) {
        (void)inflateReset(&g->z);
        g->in_member = true;
    }
    rc = inflate(&g->z, Z_NO_FLUSH);
    if (rc == Z_STREAM_END) {
        g->in_member = false;
        g->members++;
        return true;
    }
    if (rc == Z_OK)
        return true;
    if (rc == Z_MEM_ERROR)
        *st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for gzip");
    else if (rc != Z_BUF_ERROR)
        *st = RETORT_FAIL(err, RETORT_ERR_FORMAT,
                          "gzip member %llu is damaged: %s",
                          (unsigned long long)g->members + 1,
                          g->z.msg ? g->z.msg : "no reason given");
    return false;
}

retort_status retort_gunzip_run(retort_gunzip *g, retort_span *in, char *buf,
                                size_t room, size_t *out_len, retort_err *err)
{
    retort_status st = RETORT_OK;
    uInt given = clamp(in->len);
    uInt wanted = clamp(room);

    g->z.next_in = (const Bytef *)in->ptr;
    g->z.avail_in = given;
    g->z.next_out = (Bytef *)buf;
    g->z.avail_out = wanted;
    /* a full output may hide the end of a member: look once more */
    while ((g->z.avail_in > 0 || g->in_member) && g->z.avail_out > 0)
        if (!step(g, &st, err))
            break;
    in->ptr += given - g->z.avail_in;
    in->len -= given - g->z.avail_in;
    *out_len = wanted - g->z.avail_out;
    return st;
}

bool retort_gunzip_is_whole(const retort_gunzip *g)
{
    return !g->in_member && g->members > 0;
}

uint64_t retort_gunzip_members(const retort_gunzip *g)
{
    return g->members;
}

void retort_gunzip_free(retort_gunzip *g)
{
    if (!g)
        return;
    if (g->is_ready)
        (void)inflateEnd(&g->z);
    retort_mem_free(g);
}
