#include "ingest/bytestream.h"

#include <retort/limits.h>
#include <retort/span.h>
#include <string.h>

#include "base/mem.h"
#include "ingest/bytesource.h"
#include "ingest/gunzip.h"
#include "ingest/unzstd.h"

enum { MAGIC_BYTES = RETORT_ZSTD_MAGIC_BYTES };

struct retort_bytestream {
    retort_bytesource *src;
    retort_gunzip *gunzip; /* one of these two, or none */
    retort_unzstd *unzstd;
    bool is_begun;    /* the magic was looked at */
    bool is_drained;  /* the source has ended */
    uint64_t taken;   /* compressed bytes used */
    uint64_t made;    /* decompressed bytes handed out */
    retort_span rest; /* read and not used, in block */
    char block[RETORT_BLOCK_BYTES];
};

retort_status retort_inflate_check(uint64_t taken, uint64_t made,
                                   retort_err *err)
{
    const uint64_t first = UINT64_C(1) << 20;

    if (made > RETORT_INFLATED_MAX)
        return RETORT_FAIL(err, RETORT_ERR_LIMIT,
                           "decompressed to more than %llu bytes",
                           (unsigned long long)RETORT_INFLATED_MAX);
    if (made > first && made / RETORT_INFLATE_RATIO_MAX >= taken &&
        made > taken * RETORT_INFLATE_RATIO_MAX)
        return RETORT_FAIL(err, RETORT_ERR_LIMIT,
                           "%llu bytes decompressed to %llu, above %llu to 1",
                           (unsigned long long)taken, (unsigned long long)made,
                           (unsigned long long)RETORT_INFLATE_RATIO_MAX);
    return RETORT_OK;
}

retort_status retort_bytestream_open(retort_bytestream **out, const char *path,
                                     retort_err *err)
{
    retort_bytestream *s = retort_mem_new(1, sizeof(*s));
    retort_status st;

    *out = NULL;
    if (!s)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a stream");
    st = retort_bytesource_open(&s->src, path, err);
    if (st != RETORT_OK) {
        retort_bytestream_close(s);
        return st;
    }
    *out = s;
    return RETORT_OK;
}

/* Read on behind what is left, which is moved to the front. */
static retort_status refill(retort_bytestream *s, retort_err *err)
{
    retort_status st;
    size_t len;

    if (s->rest.len)
        memmove(s->block, s->rest.ptr, s->rest.len);
    st = retort_bytesource_read(s->src, s->block + s->rest.len,
                                sizeof(s->block) - s->rest.len, &len, err);
    if (st != RETORT_OK && st != RETORT_END)
        return st;
    s->is_drained = st == RETORT_END;
    s->rest = (retort_span){s->block, s->rest.len + len};
    return RETORT_OK;
}

static retort_status begin(retort_bytestream *s, retort_err *err)
{
    retort_status st = RETORT_OK;

    while (s->rest.len < MAGIC_BYTES && !s->is_drained && st == RETORT_OK)
        st = refill(s, err);
    if (st != RETORT_OK)
        return st;
    s->is_begun = true;
    if (s->rest.len >= 2 && memcmp(s->rest.ptr, "\x1f\x8b", 2) == 0)
        return retort_gunzip_new(&s->gunzip, err);
    if (s->rest.len >= MAGIC_BYTES &&
        retort_zstd_begins(s->rest.ptr, MAGIC_BYTES))
        return retort_unzstd_new(&s->unzstd, err);
    return RETORT_OK;
}

static retort_status read_plain(retort_bytestream *s, char *buf, size_t room,
                                size_t *out_len, retort_err *err)
{
    size_t n = s->rest.len < room ? s->rest.len : room;

    if (n == 0)
        return s->is_drained
                   ? RETORT_END
                   : retort_bytesource_read(s->src, buf, room, out_len, err);
    memcpy(buf, s->rest.ptr, n);
    s->rest = (retort_span){s->rest.ptr + n, s->rest.len - n};
    *out_len = n;
    return RETORT_OK;
}

static retort_status run(retort_bytestream *s, char *buf, size_t room,
                         size_t *out_len, retort_err *err)
{
    size_t before = s->rest.len;
    retort_status st;

    if (s->gunzip)
        st = retort_gunzip_run(s->gunzip, &s->rest, buf, room, out_len, err);
    else
        st = retort_unzstd_run(s->unzstd, &s->rest, buf, room, out_len, err);
    s->taken += before - s->rest.len;
    s->made += *out_len;
    if (st != RETORT_OK)
        return st;
    return retort_inflate_check(s->taken, s->made, err);
}

static retort_status end_of_packed(const retort_bytestream *s, retort_err *err)
{
    bool whole = s->gunzip ? retort_gunzip_is_whole(s->gunzip)
                           : retort_unzstd_is_whole(s->unzstd);

    if (whole)
        return RETORT_END;
    return RETORT_FAIL(err, RETORT_ERR_TRUNCATED,
                       "%s stream ends after %llu bytes, inside a %s",
                       s->gunzip ? "gzip" : "zstd",
                       (unsigned long long)s->taken,
                       s->gunzip ? "member" : "frame");
}

static retort_status read_packed(retort_bytestream *s, char *buf, size_t room,
                                 size_t *out_len, retort_err *err)
{
    for (;;) {
        retort_status st = run(s, buf, room, out_len, err);

        if (st != RETORT_OK || *out_len)
            return st;
        if (s->is_drained)
            return end_of_packed(s, err);
        st = refill(s, err);
        if (st != RETORT_OK)
            return st;
    }
}

retort_status retort_bytestream_read(retort_bytestream *s, char *buf,
                                     size_t room, size_t *out_len,
                                     retort_err *err)
{
    retort_status st = RETORT_OK;

    *out_len = 0;
    if (!s->is_begun)
        st = begin(s, err);
    if (st != RETORT_OK)
        return st;
    if (s->gunzip || s->unzstd)
        st = read_packed(s, buf, room, out_len, err);
    else
        st = read_plain(s, buf, room, out_len, err);
    if (st != RETORT_OK)
        *out_len = 0;
    return st;
}

retort_status retort_bytestream_facts(retort_bytestream *s,
                                      retort_stream_facts *out, retort_err *err)
{
    *out = (retort_stream_facts){.bytes = retort_bytesource_bytes(s->src),
                                 .compression = "none"};
    if (s->gunzip) {
        out->compression = "gzip";
        out->members = retort_gunzip_members(s->gunzip);
    } else if (s->unzstd) {
        out->compression = "zstd";
        out->members = retort_unzstd_frames(s->unzstd);
    }
    return retort_bytesource_digest(s->src, out->sha256, err);
}

void retort_bytestream_close(retort_bytestream *s)
{
    if (!s)
        return;
    retort_gunzip_free(s->gunzip);
    retort_unzstd_free(s->unzstd);
    retort_bytesource_close(s->src);
    retort_mem_free(s);
}
