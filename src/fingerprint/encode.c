/*
 * A fingerprint becomes a list of sections; the same list is written to a file
 * or fed to the content digest. See fingerprint/section.h for the layout.
 */
#include <retort/limits.h>
#include <string.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/hash.h"
#include "base/mem.h"
#include "fingerprint/counters.h"
#include "fingerprint/deflate.h"
#include "fingerprint/fp.h"
#include "fingerprint/section.h"

enum { LEVEL_FILE = 1, LEVEL_LIBRARY = 9 };

/* Called with each section in file order. */
typedef retort_status (*section_fn)(void *ctx, uint32_t id, uint32_t flags,
                                    retort_span raw, retort_err *err);

static void put(retort_buf *b, uint64_t v, size_t bytes)
{
    unsigned char p[8];

    retort_put_le(p, v, bytes);
    retort_buf_add(b, (retort_span){(const char *)p, bytes});
}

static void put_bytes(retort_buf *b, const void *p, size_t len)
{
    retort_buf_add(b, (retort_span){p, len});
}

static void write_params(retort_buf *b, const retort_fingerprint *fp)
{
    uint32_t families = 0;

    for (size_t i = 0; i < retort_family_count(); i++)
        families += fp->tables[i].family != NULL;
    put(b, fp->params.rules, 4);
    put(b, fp->params.channel, 4);
    put(b, fp->params.key, 4);
    put(b, fp->params.detail, 4);
    put(b, families, 4);
    put(b, (fp->has_replies ? 1u : 0u) | (fp->has_digests ? 2u : 0u), 4);
    put_bytes(b, fp->record_digest, RETORT_SHA256_BYTES);
    for (size_t i = 0; i < retort_family_count(); i++) {
        const retort_fp_table *t = &fp->tables[i];

        if (!t->family)
            continue;
        put(b, t->family->number, 2);
        put(b, t->bits, 1);
        put(b, t->family->blocked, 1);
    }
}

static void write_stats(retort_buf *b, const retort_fingerprint *fp)
{
    put(b, fp->stats.replies, 8);
    put(b, fp->stats.reasoning, 8);
    put(b, fp->stats.templates, 8);
    put(b, fp->stats.truncated, 8);
    put(b, fp->stats.tokens, 8);
    put(b, fp->stats.chars, 8);
}

static void write_style(retort_buf *b, const retort_fingerprint *fp)
{
    for (size_t i = 0; i < RETORT_BLOCKS * retort_style_count(); i++) {
        put(b, fp->style[i].sum, 8);
        put(b, fp->style[i].square_low, 8);
        put(b, fp->style[i].square_high, 8);
    }
}

/* Columns compress better than rows. */
static void write_replies(retort_buf *b, const retort_fingerprint *fp)
{
    for (size_t i = 0; i < fp->reply_count; i++)
        put_bytes(b, fp->replies[i].key, RETORT_KEY_BYTES);
    for (size_t i = 0; i < fp->reply_count; i++)
        put(b, fp->replies[i].chars, 4);
    for (size_t i = 0; i < fp->reply_count; i++)
        for (size_t w = 0; w < RETORT_SKETCH_WORDS; w++)
            put(b, fp->replies[i].sketch.word[w], 8);
}

static void write_digests(retort_buf *b, const retort_fingerprint *fp)
{
    for (size_t i = 0; i < fp->reply_count; i++)
        put_bytes(b, fp->replies[i].digest, RETORT_SHA256_BYTES);
}

/* Per reply and set: count u32, then the members u32, in reply order. */
static void write_sets(retort_buf *b, const retort_fingerprint *fp)
{
    for (size_t i = 0; i < fp->reply_count; i++) {
        const retort_hash_set *set =
            fp->sets + (size_t)(fp->replies[i].sets - 1) * RETORT_DETAIL_SETS;

        for (size_t s = 0; s < RETORT_DETAIL_SETS; s++) {
            put(b, set[s].count, 4);
            for (uint32_t k = 0; k < set[s].count; k++)
                put(b, set[s].items[k], 4);
        }
    }
}

/* A block: number of counters in use, the gaps between them, their values. */
static void write_block(retort_buf *b, const uint32_t *count, size_t buckets)
{
    if (retort_buf_reserve(b, retort_counters_pack_bound(buckets)))
        b->len += retort_counters_pack((unsigned char *)b->ptr + b->len, count,
                                       buckets, retort_simd_most());
}

static void write_blocks(retort_buf *b, const retort_fp_table *t)
{
    size_t buckets = (size_t)1 << t->bits;

    for (size_t i = 0; i < RETORT_BLOCKS; i++)
        write_block(b, t->count + i * buckets, buckets);
}

/* Why a buffer refused: too large for the format, or no memory. */
static retort_status cannot_hold(retort_status why, const char *what,
                                 retort_err *err)
{
    if (why == RETORT_ERR_LIMIT)
        return RETORT_FAIL(err, RETORT_ERR_LIMIT,
                           "%s of a fingerprint passes its limit", what);
    return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %s", what);
}

/* Hand over what was written and empty the buffer for the next section. */
static retort_status emit(retort_buf *b, uint32_t id, uint32_t flags,
                          section_fn fn, void *ctx, retort_err *err)
{
    retort_status st = retort_buf_status(b);

    if (st != RETORT_OK)
        return cannot_hold(st, "a section", err);
    st = fn(ctx, id, flags, (retort_span){b->ptr, b->len}, err);
    b->len = 0;
    return st;
}

/* Counters as they lie in memory, without a copy. */
static retort_status emit_counters(const uint32_t *count, uint8_t bits,
                                   uint32_t id, uint32_t flags, section_fn fn,
                                   void *ctx, retort_err *err)
{
    retort_span raw = {(const char *)count, sizeof(*count) << bits};

    return fn(ctx, id, flags, raw, err);
}

static retort_status each_table(const retort_fingerprint *fp, retort_buf *b,
                                section_fn fn, void *ctx, retort_err *err)
{
    retort_status st = RETORT_OK;

    for (size_t i = 0; st == RETORT_OK && i < retort_family_count(); i++) {
        const retort_fp_table *t = &fp->tables[i];
        uint32_t id = (uint32_t)RETORT_SECTION_COUNTS;

        if (!t->family)
            continue;
        id += t->family->number;
        if (!t->family->blocked) {
            st = emit_counters(t->count, t->bits, id, RETORT_SECTION_CONTENT,
                               fn, ctx, err);
            continue;
        }
        write_blocks(b, t);
        st = emit(b, id, RETORT_SECTION_CONTENT | RETORT_SECTION_ZLIB, fn, ctx,
                  err);
    }
    return st;
}

static retort_status each_total(const retort_fingerprint *fp, section_fn fn,
                                void *ctx, retort_err *err)
{
    retort_status st = RETORT_OK;

    for (size_t i = 0; st == RETORT_OK && i < retort_family_count(); i++) {
        const retort_fp_table *t = &fp->tables[i];

        if (t->family && t->family->blocked)
            st = emit_counters(t->total, t->bits,
                               (uint32_t)RETORT_SECTION_TOTALS +
                                   t->family->number,
                               0, fn, ctx, err);
    }
    return st;
}

struct plain_section {
    uint32_t id;
    uint32_t flags;
    void (*write)(retort_buf *b, const retort_fingerprint *fp);
    bool present;
};

static retort_status each_section(const retort_fingerprint *fp, bool compact,
                                  section_fn fn, void *ctx, retort_err *err)
{
    const uint32_t packed = RETORT_SECTION_CONTENT | RETORT_SECTION_ZLIB;
    const struct plain_section plain[] = {
        {RETORT_SECTION_PARAMS, RETORT_SECTION_CONTENT, write_params, true},
        {RETORT_SECTION_STATS, RETORT_SECTION_CONTENT, write_stats, true},
        {RETORT_SECTION_STYLE, packed, write_style, fp->style != NULL},
        {RETORT_SECTION_REPLIES, packed, write_replies, fp->has_replies},
        {RETORT_SECTION_DIGESTS, RETORT_SECTION_CONTENT, write_digests,
         fp->has_digests},
        {RETORT_SECTION_SETS, packed, write_sets, fp->sets != NULL},
    };
    retort_status st = RETORT_OK;
    retort_buf b;

    retort_buf_init(&b, RETORT_FP_SECTION_MAX);
    for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
        if (!plain[i].present || st != RETORT_OK)
            continue;
        plain[i].write(&b, fp);
        st = emit(&b, plain[i].id, plain[i].flags, fn, ctx, err);
    }
    if (st == RETORT_OK)
        st = each_table(fp, &b, fn, ctx, err);
    if (st == RETORT_OK && !compact)
        st = each_total(fp, fn, ctx, err);
    if (st == RETORT_OK) {
        retort_buf_puts(&b, fp->model);
        put(&b, 0, 1);
        retort_buf_puts(&b, fp->provenance);
        st = emit(&b, RETORT_SECTION_PROVENANCE, RETORT_SECTION_ZLIB, fn, ctx,
                  err);
    }
    retort_buf_release(&b);
    return st;
}

struct file_writer {
    retort_buf rows;
    retort_buf body;
    uint32_t count;
    int level;
};

static void align(retort_buf *b)
{
    static const char zeros[RETORT_FP_ALIGN] = {0};
    size_t over = b->len % RETORT_FP_ALIGN;

    if (over)
        retort_buf_add(b, (retort_span){zeros, RETORT_FP_ALIGN - over});
}

static retort_status to_file(void *ctx, uint32_t id, uint32_t flags,
                             retort_span raw, retort_err *err)
{
    struct file_writer *w = ctx;
    retort_status st = RETORT_OK;
    size_t at;

    if (id == RETORT_SECTION_PROVENANCE && raw.len > RETORT_FP_PROVENANCE_MAX)
        return RETORT_FAIL(err, RETORT_ERR_LIMIT,
                           "model name and provenance of %zu bytes are above "
                           "%d",
                           raw.len, RETORT_FP_PROVENANCE_MAX);
    align(&w->body);
    at = w->body.len;
    if (flags & RETORT_SECTION_ZLIB)
        st = retort_deflate(&w->body, raw, w->level, err);
    else
        retort_buf_add(&w->body, raw);
    if (st == RETORT_OK && retort_buf_status(&w->body) != RETORT_OK)
        st = cannot_hold(retort_buf_status(&w->body), "the sections", err);
    if (st != RETORT_OK)
        return st;
    put(&w->rows, id, 4);
    put(&w->rows, flags, 4);
    put(&w->rows, at, 8); /* from the start of the body; moved when joined */
    put(&w->rows, w->body.len - at, 8);
    put(&w->rows, raw.len, 8);
    put(&w->rows, retort_hash64(w->body.ptr + at, w->body.len - at), 8);
    put(&w->rows, 0, 8);
    w->count++;
    return retort_buf_status(&w->rows) == RETORT_OK
               ? RETORT_OK
               : cannot_hold(retort_buf_status(&w->rows), "the rows", err);
}

/* Head, rows with final offsets, checksum, padding. */
static void write_head(struct file_writer *w, retort_buf *out)
{
    size_t head = RETORT_FP_HEAD_BYTES + w->rows.len + 8;
    size_t base =
        (head + RETORT_FP_ALIGN - 1) / RETORT_FP_ALIGN * RETORT_FP_ALIGN;

    for (uint32_t i = 0; i < w->count; i++) {
        unsigned char *p =
            (unsigned char *)w->rows.ptr + i * RETORT_FP_ROW_BYTES + 8;

        retort_put_le(p, retort_get_le(p, 8) + base, 8);
    }
    retort_buf_puts(out, RETORT_FP_MAGIC);
    put(out, RETORT_FP_VERSION, 4);
    put(out, w->count, 4);
    put_bytes(out, w->rows.ptr, w->rows.len);
    if (retort_buf_status(out) == RETORT_OK)
        put(out, retort_hash64(out->ptr, out->len), 8);
    align(out);
}

/* Push the body back and put the head before it: the body is long, and fresh
 * memory for a copy costs more than the copy. */
static retort_status join(struct file_writer *w, retort_err *err)
{
    retort_buf head;
    retort_status st;

    retort_buf_init(&head, RETORT_FP_SECTION_MAX);
    write_head(w, &head);
    st = retort_buf_status(&head);
    if (st == RETORT_OK && !retort_buf_reserve(&w->body, head.len))
        st = retort_buf_status(&w->body);
    if (st == RETORT_OK) {
        memmove(w->body.ptr + head.len, w->body.ptr, w->body.len);
        memcpy(w->body.ptr, head.ptr, head.len);
        w->body.len += head.len;
    }
    retort_buf_release(&head);
    return st == RETORT_OK ? st : cannot_hold(st, "the file", err);
}

retort_status retort_fingerprint_encode(const retort_fingerprint *fp,
                                        bool compact, unsigned char **out,
                                        size_t *out_len, retort_err *err)
{
    struct file_writer w = {.level = compact ? LEVEL_LIBRARY : LEVEL_FILE};
    retort_status st;

    *out = NULL;
    *out_len = 0;
    retort_buf_init(&w.rows, RETORT_FP_SECTION_MAX);
    retort_buf_init(&w.body, RETORT_FINGERPRINT_BYTES_MAX);
    st = each_section(fp, compact, to_file, &w, err);
    if (st == RETORT_OK)
        st = join(&w, err);
    if (st == RETORT_OK) {
        *out = (unsigned char *)w.body.ptr;
        *out_len = w.body.len;
        w.body.ptr = NULL; /* now the caller's */
    }
    retort_buf_release(&w.body);
    retort_buf_release(&w.rows);
    return st;
}

void retort_fingerprint_bytes_free(unsigned char *bytes)
{
    retort_mem_free(bytes);
}

static retort_status to_digest(void *ctx, uint32_t id, uint32_t flags,
                               retort_span raw, retort_err *err)
{
    unsigned char head[12];

    (void)err;
    if (!(flags & RETORT_SECTION_CONTENT))
        return RETORT_OK;
    retort_put_le(head, id, 4);
    retort_put_le(head + 4, raw.len, 8);
    retort_sha256_update(ctx, head, sizeof(head));
    retort_sha256_update(ctx, raw.ptr, raw.len);
    return RETORT_OK;
}

retort_status retort_fingerprint_digest(const retort_fingerprint *fp,
                                        char out[RETORT_DIGEST_HEX_BYTES],
                                        retort_err *err)
{
    unsigned char digest[RETORT_SHA256_BYTES];
    retort_sha256 *h = NULL;
    retort_status st = retort_sha256_new(&h, err);

    if (st == RETORT_OK)
        st = each_section(fp, true, to_digest, h, err);
    if (st == RETORT_OK)
        st = retort_sha256_final(h, digest, err);
    if (st == RETORT_OK)
        retort_sha256_hex(digest, out);
    retort_sha256_free(h);
    return st;
}
