/*
 * Compressed bytes as they come, through both decompressors: what comes out
 * must not depend on the sizes of blocks. The first byte chooses the sizes.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/hash.h"
#include "ingest/gunzip.h"
#include "ingest/unzstd.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { OUT_BYTES = 4096, MADE_MAX = 1 << 20 };

/* One of the two, behind one face. */
typedef struct inflater {
    retort_gunzip *gunzip;
    retort_unzstd *unzstd;
} inflater;

typedef struct outcome {
    retort_status status;
    bool is_whole;
    uint64_t made;
    uint64_t hash; /* over the bytes made, one by one */
} outcome;

static retort_status run(inflater *f, retort_span *in, char *buf, size_t room,
                         size_t *out_len)
{
    if (f->gunzip)
        return retort_gunzip_run(f->gunzip, in, buf, room, out_len, NULL);
    return retort_unzstd_run(f->unzstd, in, buf, room, out_len, NULL);
}

static void note(outcome *o, const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        o->hash = o->hash * UINT64_C(1099511628211) + (unsigned char)bytes[i];
    o->made += len;
}

static outcome inflate_by(inflater *f, const uint8_t *data, size_t size,
                          size_t in_step, size_t out_step)
{
    static char buf[OUT_BYTES];
    outcome o = {.status = RETORT_OK};

    for (size_t at = 0; at < size && o.status == RETORT_OK; at += in_step) {
        size_t n = size - at < in_step ? size - at : in_step;
        retort_span in = {(const char *)data + at, n};
        size_t len;

        do {
            o.status = run(f, &in, buf, out_step, &len);
            note(&o, buf, len);
        } while (o.status == RETORT_OK && o.made < MADE_MAX &&
                 (len > 0 || in.len > 0));
        if (o.made >= MADE_MAX)
            break;
    }
    return o;
}

static outcome gunzip_by(const uint8_t *data, size_t size, size_t in_step,
                         size_t out_step)
{
    inflater f = {NULL, NULL};
    outcome o = {.status = RETORT_ERR_NOMEM};

    if (retort_gunzip_new(&f.gunzip, NULL) != RETORT_OK)
        return o;
    o = inflate_by(&f, data, size, in_step, out_step);
    o.is_whole = retort_gunzip_is_whole(f.gunzip);
    retort_gunzip_free(f.gunzip);
    return o;
}

static outcome unzstd_by(const uint8_t *data, size_t size, size_t in_step,
                         size_t out_step)
{
    inflater f = {NULL, NULL};
    outcome o = {.status = RETORT_ERR_NOMEM};

    if (retort_unzstd_new(&f.unzstd, NULL) != RETORT_OK)
        return o;
    o = inflate_by(&f, data, size, in_step, out_step);
    o.is_whole = retort_unzstd_is_whole(f.unzstd);
    retort_unzstd_free(f.unzstd);
    return o;
}

/* Long outputs are cut at a place that does depend on the sizes. */
static void must_agree(const outcome *a, const outcome *b)
{
    if (a->made >= MADE_MAX || b->made >= MADE_MAX)
        return;
    if (a->status != b->status)
        abort();
    if (a->status == RETORT_OK &&
        (a->hash != b->hash || a->is_whole != b->is_whole))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t in_step;
    size_t out_step;
    outcome whole;
    outcome cut;

    if (size < 2)
        return 0;
    in_step = 1 + (data[0] & 15);
    out_step = (size_t)1 << (data[0] >> 4 & 7);
    whole = gunzip_by(data + 1, size - 1, size, OUT_BYTES);
    cut = gunzip_by(data + 1, size - 1, in_step, out_step);
    must_agree(&whole, &cut);
    whole = unzstd_by(data + 1, size - 1, size, OUT_BYTES);
    cut = unzstd_by(data + 1, size - 1, in_step, out_step);
    must_agree(&whole, &cut);
    return 0;
}
