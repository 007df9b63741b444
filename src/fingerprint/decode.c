/*
 * Bytes of a file to a fingerprint. Every length is checked against what the
 * parameters allow before anything of that length is allocated; every section
 * is checked against its checksum before it is read.
 */
#include <retort/limits.h>
#include <retort/version.h>
#include <string.h>

#include "base/bytes.h"
#include "base/hash.h"
#include "base/mem.h"
#include "fingerprint/deflate.h"
#include "fingerprint/fp.h"
#include "fingerprint/section.h"

struct section {
    uint32_t id;
    uint32_t flags;
    size_t offset;
    size_t raw_len;
    retort_span stored;
};

struct reader {
    const unsigned char *bytes;
    size_t len;
    struct section rows[RETORT_FP_SECTIONS_MAX];
    uint32_t count;
    bool totals_only;
    retort_fingerprint *fp;
    retort_err *err;
};

/* A view of a section's raw bytes; owned when it had to be inflated. */
struct raw {
    const unsigned char *ptr;
    size_t len;
    size_t at; /* offset in the file, for messages */
    char *owned;
};

static retort_status bad(struct reader *r, size_t at, const char *what)
{
    return RETORT_FAIL_AT(r->err, RETORT_ERR_FORMAT, 0, at, "%s", what);
}

static retort_status read_row(struct reader *r, uint32_t i)
{
    size_t at = RETORT_FP_HEAD_BYTES + (size_t)i * RETORT_FP_ROW_BYTES;
    const unsigned char *p = r->bytes + at;
    uint64_t offset = retort_get_le(p + 8, 8);
    uint64_t stored = retort_get_le(p + 16, 8);
    uint64_t raw = retort_get_le(p + 24, 8);
    struct section *s = &r->rows[i];

    if (offset > r->len || stored > r->len - offset)
        return RETORT_FAIL_AT(r->err, RETORT_ERR_TRUNCATED, 0, r->len,
                              "the file ends inside section %u",
                              (unsigned)retort_get_le(p, 4));
    if (retort_get_le(p + 4, 4) &
        ~(uint64_t)(RETORT_SECTION_ZLIB | RETORT_SECTION_CONTENT))
        return bad(r, at + 4, "a section has flags that are not known");
    if (offset % RETORT_FP_ALIGN != 0)
        return bad(r, at + 8, "a section is not aligned");
    if (raw > RETORT_FP_SECTION_MAX)
        return RETORT_FAIL_AT(r->err, RETORT_ERR_LIMIT, 0, at + 24,
                              "a section of %llu bytes is above %zu",
                              (unsigned long long)raw, RETORT_FP_SECTION_MAX);
    s->id = (uint32_t)retort_get_le(p, 4);
    s->flags = (uint32_t)retort_get_le(p + 4, 4);
    s->offset = (size_t)offset;
    s->raw_len = (size_t)raw;
    s->stored = (retort_span){(const char *)r->bytes + offset, (size_t)stored};
    if (!(s->flags & RETORT_SECTION_ZLIB) && stored != raw)
        return bad(r, at + 16, "an uncompressed section has two lengths");
    for (uint32_t k = 0; k < i; k++)
        if (r->rows[k].id == s->id)
            return bad(r, at, "a section stands twice");
    if (retort_get_le(p + 32, 8) != retort_hash64(s->stored.ptr, s->stored.len))
        return bad(r, s->offset, "the checksum of a section is wrong");
    return RETORT_OK;
}

/* The file ends where its last section ends. */
static retort_status check_end(struct reader *r, size_t end)
{
    for (uint32_t i = 0; i < r->count; i++)
        if (r->rows[i].offset + r->rows[i].stored.len > end)
            end = r->rows[i].offset + r->rows[i].stored.len;
    return end == r->len ? RETORT_OK
                         : bad(r, end, "bytes behind the last section");
}

static retort_status read_head(struct reader *r)
{
    size_t rows_end;
    uint64_t version;
    retort_status st = RETORT_OK;

    if (r->len < RETORT_FP_HEAD_BYTES ||
        memcmp(r->bytes, RETORT_FP_MAGIC, 8) != 0)
        return bad(r, 0, "not a fingerprint file");
    version = retort_get_le(r->bytes + 8, 4);
    if (version != RETORT_FP_VERSION)
        return RETORT_FAIL_AT(r->err, RETORT_ERR_MISMATCH, 0, 8,
                              "format version %u; this program reads %d",
                              (unsigned)version, RETORT_FP_VERSION);
    r->count = (uint32_t)retort_get_le(r->bytes + 12, 4);
    if (r->count > RETORT_FP_SECTIONS_MAX)
        return RETORT_FAIL_AT(r->err, RETORT_ERR_LIMIT, 0, 12,
                              "%u sections are above %d", r->count,
                              RETORT_FP_SECTIONS_MAX);
    rows_end = RETORT_FP_HEAD_BYTES + (size_t)r->count * RETORT_FP_ROW_BYTES;
    if (r->len < rows_end + 8)
        return RETORT_FAIL_AT(r->err, RETORT_ERR_TRUNCATED, 0, r->len,
                              "the file ends inside its head");
    if (retort_get_le(r->bytes + rows_end, 8) !=
        retort_hash64(r->bytes, rows_end))
        return bad(r, rows_end, "the checksum of the head is wrong");
    for (uint32_t i = 0; st == RETORT_OK && i < r->count; i++)
        st = read_row(r, i);
    return st == RETORT_OK ? check_end(r, rows_end + 8) : st;
}

static const struct section *find(const struct reader *r, uint32_t id)
{
    for (uint32_t i = 0; i < r->count; i++)
        if (r->rows[i].id == id)
            return &r->rows[i];
    return NULL;
}

static void raw_release(struct raw *raw)
{
    retort_mem_free(raw->owned);
    *raw = (struct raw){0};
}

/*
 * Open a section whose raw length must lie in [least, most].
 * RETORT_END: it is absent. The caller releases the view.
 */
static retort_status open_section(struct reader *r, uint32_t id, size_t least,
                                  size_t most, struct raw *out)
{
    const struct section *s = find(r, id);
    retort_status st;

    *out = (struct raw){0};
    if (!s)
        return RETORT_END;
    if (s->raw_len < least || s->raw_len > most)
        return RETORT_FAIL_AT(r->err, RETORT_ERR_FORMAT, 0, s->offset,
                              "section %u has %zu bytes, expected %zu to %zu",
                              id, s->raw_len, least, most);
    out->len = s->raw_len;
    out->at = s->offset;
    if (!(s->flags & RETORT_SECTION_ZLIB)) {
        out->ptr = (const unsigned char *)s->stored.ptr;
        return RETORT_OK;
    }
    out->owned = retort_mem_new(s->raw_len + 1, 1);
    if (!out->owned)
        return RETORT_FAIL(r->err, RETORT_ERR_NOMEM,
                           "no memory for a section of %zu bytes", s->raw_len);
    st = retort_inflate(s->stored, out->owned, s->raw_len, r->err);
    out->ptr = (const unsigned char *)out->owned;
    if (st != RETORT_OK) {
        if (r->err)
            r->err->offset = s->offset;
        raw_release(out);
    }
    return st;
}

/* A section that must be there. */
static retort_status need_section(struct reader *r, uint32_t id, size_t least,
                                  size_t most, struct raw *out)
{
    retort_status st = open_section(r, id, least, most, out);

    if (st == RETORT_END)
        return RETORT_FAIL_AT(r->err, RETORT_ERR_FORMAT, 0, 0,
                              "section %u is missing", id);
    return st;
}

static int family_by_number(unsigned number)
{
    for (size_t i = 0; i < retort_family_count(); i++)
        if (retort_families()[i].number == number)
            return (int)i;
    return -1;
}

/* Remember which families there are; tables come with their sections. */
static retort_status read_family(struct reader *r, const unsigned char *p,
                                 size_t at)
{
    unsigned number = (unsigned)retort_get_le(p, 2);
    int i = family_by_number(number);
    retort_fp_table *t;

    if (i < 0)
        return RETORT_FAIL_AT(r->err, RETORT_ERR_FORMAT, 0, at,
                              "unknown feature family %u", number);
    t = &r->fp->tables[i];
    if (t->family)
        return bad(r, at, "a feature family stands twice");
    if (p[2] < RETORT_FP_BITS_MIN || p[2] > RETORT_FP_BITS_MAX)
        return RETORT_FAIL_AT(
            r->err, RETORT_ERR_LIMIT, 0, at + 2,
            "family %s has 2^%u buckets, outside 2^%d to 2^%d",
            retort_families()[i].id, p[2], RETORT_FP_BITS_MIN,
            RETORT_FP_BITS_MAX);
    if (p[3] != retort_families()[i].blocked)
        return bad(r, at + 3, "blocks of a family are not as its rule says");
    t->family = &retort_families()[i];
    t->bits = p[2];
    return RETORT_OK;
}

static retort_status read_params(struct reader *r)
{
    struct raw raw;
    retort_fp_params params;
    uint32_t families;
    uint32_t flags;
    retort_status st =
        need_section(r, RETORT_SECTION_PARAMS, RETORT_PARAMS_FIXED_BYTES,
                     RETORT_PARAMS_FIXED_BYTES +
                         RETORT_PARAMS_FAMILY_BYTES * RETORT_FAMILY_MAX,
                     &raw);

    if (st != RETORT_OK)
        return st;
    params = (retort_fp_params){(uint32_t)retort_get_le(raw.ptr, 4),
                                (uint32_t)retort_get_le(raw.ptr + 4, 4),
                                (uint32_t)retort_get_le(raw.ptr + 8, 4),
                                (uint32_t)retort_get_le(raw.ptr + 12, 4)};
    families = (uint32_t)retort_get_le(raw.ptr + 16, 4);
    flags = (uint32_t)retort_get_le(raw.ptr + 20, 4);
    if (params.rules != RETORT_RULES_VERSION)
        st = RETORT_FAIL_AT(r->err, RETORT_ERR_MISMATCH, 0, raw.at,
                            "made by rule version %u; this program has %d",
                            params.rules, RETORT_RULES_VERSION);
    else if (params.channel > 3 || params.key > 1 || params.detail > 1 ||
             flags > 3)
        st = bad(r, raw.at + 4, "a parameter is out of its range");
    else if (raw.len != RETORT_PARAMS_FIXED_BYTES +
                            (size_t)families * RETORT_PARAMS_FAMILY_BYTES)
        st = bad(r, raw.at + 16, "the number of families is wrong");
    if (st == RETORT_OK)
        st = retort_fp_new(&r->fp, &params, r->err);
    if (st == RETORT_OK) {
        r->fp->has_replies = flags & 1;
        r->fp->has_digests = (flags & 2) != 0;
        memcpy(r->fp->record_digest, raw.ptr + 24, RETORT_SHA256_BYTES);
    }
    for (uint32_t i = 0; st == RETORT_OK && i < families; i++)
        st = read_family(r, raw.ptr + RETORT_PARAMS_FIXED_BYTES + 4 * (size_t)i,
                         raw.at + RETORT_PARAMS_FIXED_BYTES + 4 * (size_t)i);
    raw_release(&raw);
    return st;
}

static retort_status read_stats(struct reader *r)
{
    struct raw raw;
    retort_status st = need_section(r, RETORT_SECTION_STATS, RETORT_STATS_BYTES,
                                    RETORT_STATS_BYTES, &raw);

    if (st != RETORT_OK)
        return st;
    r->fp->stats = (retort_fp_stats){
        retort_get_le(raw.ptr, 8),      retort_get_le(raw.ptr + 8, 8),
        retort_get_le(raw.ptr + 16, 8), retort_get_le(raw.ptr + 24, 8),
        retort_get_le(raw.ptr + 32, 8), retort_get_le(raw.ptr + 40, 8)};
    if (r->fp->stats.replies > RETORT_RECORDS_MAX)
        st = RETORT_FAIL_AT(r->err, RETORT_ERR_LIMIT, 0, raw.at,
                            "%llu replies are above %llu",
                            (unsigned long long)r->fp->stats.replies,
                            (unsigned long long)RETORT_RECORDS_MAX);
    else if (r->fp->stats.reasoning > r->fp->stats.replies ||
             r->fp->stats.templates > r->fp->stats.replies ||
             r->fp->stats.truncated > r->fp->stats.replies)
        st = bad(r, raw.at, "more replies of a kind than replies");
    raw_release(&raw);
    return st;
}

static retort_status read_style(struct reader *r)
{
    size_t n = RETORT_BLOCKS * retort_style_count();
    struct raw raw;
    retort_status st =
        open_section(r, RETORT_SECTION_STYLE, n * RETORT_STYLE_BYTES,
                     n * RETORT_STYLE_BYTES, &raw);

    if (st == RETORT_END)
        return RETORT_OK;
    if (st == RETORT_OK)
        st = retort_fp_style_new(r->fp, r->err);
    for (size_t i = 0; st == RETORT_OK && i < n; i++) {
        const unsigned char *p = raw.ptr + i * RETORT_STYLE_BYTES;

        r->fp->style[i] =
            (retort_fp_style){retort_get_le(p, 8), retort_get_le(p + 8, 8),
                              retort_get_le(p + 16, 8)};
    }
    raw_release(&raw);
    return st;
}

static void reply_from(retort_fp_reply *out, const unsigned char *columns,
                       size_t i, size_t n)
{
    const unsigned char *chars = columns + n * RETORT_KEY_BYTES;
    const unsigned char *sketch = chars + n * 4;

    memcpy(out->key, columns + i * RETORT_KEY_BYTES, RETORT_KEY_BYTES);
    out->chars = (uint32_t)retort_get_le(chars + i * 4, 4);
    for (size_t w = 0; w < RETORT_SKETCH_WORDS; w++)
        out->sketch.word[w] =
            retort_get_le(sketch + (i * RETORT_SKETCH_WORDS + w) * 8, 8);
}

static retort_status read_replies(struct reader *r)
{
    retort_fingerprint *fp = r->fp;
    size_t n = (size_t)fp->stats.replies;
    struct raw raw;
    retort_status st;

    if (!fp->has_replies)
        return RETORT_OK;
    st = need_section(r, RETORT_SECTION_REPLIES, n * RETORT_REPLY_BYTES,
                      n * RETORT_REPLY_BYTES, &raw);
    if (st != RETORT_OK)
        return st;
    if (n) {
        fp->replies = retort_mem_new(n, sizeof(*fp->replies));
        if (!fp->replies)
            st = RETORT_FAIL(r->err, RETORT_ERR_NOMEM,
                             "no memory for %zu replies", n);
    }
    for (size_t i = 0; st == RETORT_OK && i < n; i++) {
        reply_from(&fp->replies[i], raw.ptr, i, n);
        if (i && memcmp(fp->replies[i - 1].key, fp->replies[i].key,
                        RETORT_KEY_BYTES) > 0)
            st = bad(r, raw.at, "prompt keys are not ascending");
        fp->reply_count = i + 1;
    }
    raw_release(&raw);
    return st;
}

static retort_status read_digests(struct reader *r)
{
    size_t n = r->fp->reply_count;
    struct raw raw;
    retort_status st;

    if (!r->fp->has_digests)
        return RETORT_OK;
    if (!r->fp->has_replies)
        return bad(r, 0, "record digests without a table of replies");
    st = need_section(r, RETORT_SECTION_DIGESTS, n * RETORT_SHA256_BYTES,
                      n * RETORT_SHA256_BYTES, &raw);
    for (size_t i = 0; st == RETORT_OK && i < n; i++)
        memcpy(r->fp->replies[i].digest, raw.ptr + i * RETORT_SHA256_BYTES,
               RETORT_SHA256_BYTES);
    raw_release(&raw);
    return st;
}

static retort_status read_set(struct reader *r, const struct raw *raw,
                              size_t *at, retort_hash_set *set)
{
    uint32_t n;

    if (raw->len - *at < 4)
        return bad(r, raw->at, "hash sets end too early");
    n = (uint32_t)retort_get_le(raw->ptr + *at, 4);
    *at += 4;
    if (n > (raw->len - *at) / 4)
        return bad(r, raw->at, "a hash set is longer than its section");
    if (n == 0)
        return RETORT_OK;
    set->items = retort_mem_new(n, sizeof(*set->items));
    if (!set->items)
        return RETORT_FAIL(r->err, RETORT_ERR_NOMEM, "no memory for a set");
    set->count = n;
    for (uint32_t k = 0; k < n; k++, *at += 4) {
        set->items[k] = (uint32_t)retort_get_le(raw->ptr + *at, 4);
        if (k && set->items[k] <= set->items[k - 1])
            return bad(r, raw->at, "a hash set is not ascending");
    }
    return RETORT_OK;
}

static retort_status read_sets(struct reader *r)
{
    retort_fingerprint *fp = r->fp;
    struct raw raw;
    size_t at = 0;
    retort_status st;

    if (!fp->params.detail && find(r, RETORT_SECTION_SETS))
        return bad(r, 0, "hash sets in a fingerprint without detail");
    if (!fp->params.detail || fp->reply_count == 0)
        return RETORT_OK;
    st = need_section(r, RETORT_SECTION_SETS, 0, RETORT_FP_SECTION_MAX, &raw);
    if (st != RETORT_OK)
        return st;
    fp->sets =
        retort_mem_new(fp->reply_count, RETORT_DETAIL_SETS * sizeof(*fp->sets));
    fp->set_count = fp->sets ? fp->reply_count : 0;
    if (!fp->sets)
        st = RETORT_FAIL(r->err, RETORT_ERR_NOMEM, "no memory for sets");
    for (size_t i = 0; st == RETORT_OK && i < fp->reply_count; i++) {
        fp->replies[i].sets = (uint32_t)i + 1;
        for (size_t s = 0; st == RETORT_OK && s < RETORT_DETAIL_SETS; s++)
            st = read_set(r, &raw, &at, &fp->sets[i * RETORT_DETAIL_SETS + s]);
    }
    if (st == RETORT_OK && at != raw.len)
        st = bad(r, raw.at, "bytes behind the last hash set");
    raw_release(&raw);
    return st;
}

/* Where the varints of a block are read from. */
struct cursor {
    const unsigned char *ptr;
    size_t left;
};

static bool take(struct cursor *c, uint64_t *v)
{
    size_t n;

    if (c->left && *c->ptr < 0x80) { /* the usual case */
        *v = *c->ptr++;
        c->left--;
        return true;
    }
    n = retort_get_varint(c->ptr, c->left, v);
    c->ptr += n;
    c->left -= n;
    return n != 0;
}

/* Step over the gaps to find the values; false if they are cut off. */
static bool skip_varints(struct cursor *c, uint64_t n)
{
    while (n && c->left) {
        n -= *c->ptr < 0x80;
        c->ptr++;
        c->left--;
    }
    return n == 0;
}

static bool read_block(struct cursor *c, uint32_t *count, size_t buckets)
{
    struct cursor gaps;
    uint64_t used;
    uint64_t at = 0;

    if (!take(c, &used) || used > buckets)
        return false;
    gaps = *c;
    if (!skip_varints(c, used))
        return false;
    for (uint64_t i = 0; i < used; i++) {
        uint64_t gap;
        uint64_t value;

        if (!take(&gaps, &gap) || !take(c, &value))
            return false;
        if ((i && gap == 0) || gap > buckets || at + gap >= buckets)
            return false;
        at += gap;
        if (value == 0 || value > UINT32_MAX - (uint64_t)count[at])
            return false;
        count[at] += (uint32_t)value;
    }
    return true;
}

static retort_status read_blocks(struct reader *r, const struct raw *raw,
                                 retort_fp_table *t)
{
    size_t buckets = (size_t)1 << t->bits;
    struct cursor c = {raw->ptr, raw->len};

    for (size_t b = 0; b < RETORT_BLOCKS; b++) {
        uint32_t *into = r->totals_only ? t->total : t->count + b * buckets;

        if (!read_block(&c, into, buckets))
            return bad(r, raw->at, "the counts of a block are malformed");
    }
    return c.left ? bad(r, raw->at, "bytes behind the last block") : RETORT_OK;
}

static retort_status read_table(struct reader *r, size_t index)
{
    retort_fp_table *t = &r->fp->tables[index];
    uint8_t bits = t->bits;
    size_t bytes = sizeof(*t->count) << bits;
    bool blocked = t->family->blocked;
    struct raw raw;
    retort_status st =
        need_section(r, RETORT_SECTION_COUNTS + (uint32_t)t->family->number,
                     blocked ? (size_t)RETORT_BLOCKS : bytes,
                     blocked ? RETORT_FP_SECTION_MAX : bytes, &raw);

    if (st != RETORT_OK)
        return st;
    if (blocked && r->totals_only) {
        t->total = retort_mem_new((size_t)1 << bits, sizeof(*t->total));
        if (!t->total)
            st = RETORT_FAIL(r->err, RETORT_ERR_NOMEM, "no memory for totals");
    } else {
        st = retort_fp_table_new(r->fp, index, bits, r->err);
    }
    if (st == RETORT_OK && blocked)
        st = read_blocks(r, &raw, t);
    else if (st == RETORT_OK)
        memcpy(t->count, raw.ptr, bytes);
    raw_release(&raw);
    return st;
}

static retort_status read_provenance(struct reader *r)
{
    struct raw raw;
    const char *text;
    size_t model_len;
    retort_status st = open_section(r, RETORT_SECTION_PROVENANCE, 1,
                                    RETORT_FP_PROVENANCE_MAX, &raw);

    if (st == RETORT_END)
        return RETORT_OK;
    if (st != RETORT_OK)
        return st;
    if (!raw.owned)
        return bad(r, raw.at, "the provenance section is not compressed");
    text = raw.owned; /* ends in a NUL of ours */
    model_len = strlen(text);
    if (model_len >= raw.len ||
        strlen(text + model_len + 1) + model_len + 1 != raw.len)
        st = bad(r, raw.at, "the provenance section is malformed");
    if (st == RETORT_OK)
        st = retort_fp_set_model(r->fp, text, r->err);
    if (st == RETORT_OK)
        st = retort_fp_set_provenance(r->fp, text + model_len + 1, r->err);
    raw_release(&raw);
    return st;
}

/* What the file says of itself must be what its content adds up to. */
static retort_status check_record_digest(struct reader *r)
{
    unsigned char said[RETORT_SHA256_BYTES];
    retort_status st;

    if (r->totals_only)
        return RETORT_OK;
    memcpy(said, r->fp->record_digest, sizeof(said));
    st = retort_fp_settle(r->fp, r->err);
    if (st == RETORT_OK &&
        memcmp(said, r->fp->record_digest, sizeof(said)) != 0)
        st = bad(r, 0, "the record digest does not fit the records");
    return st;
}

retort_status retort_fp_decode(retort_fingerprint **out, retort_span bytes,
                               bool totals_only, retort_err *err)
{
    struct reader r = {.bytes = (const unsigned char *)bytes.ptr,
                       .len = bytes.len,
                       .totals_only = totals_only,
                       .err = err};
    retort_status st = read_head(&r);

    *out = NULL;
    if (st == RETORT_OK)
        st = read_params(&r);
    if (st == RETORT_OK)
        st = read_stats(&r);
    if (st == RETORT_OK)
        st = read_style(&r);
    if (st == RETORT_OK)
        st = read_replies(&r);
    if (st == RETORT_OK)
        st = read_digests(&r);
    if (st == RETORT_OK)
        st = read_sets(&r);
    for (size_t i = 0; st == RETORT_OK && i < retort_family_count(); i++)
        if (r.fp->tables[i].family)
            st = read_table(&r, i);
    if (st == RETORT_OK)
        st = read_provenance(&r);
    if (st == RETORT_OK)
        st = check_record_digest(&r);
    if (st == RETORT_OK) {
        *out = r.fp;
        r.fp = NULL; /* now the caller's */
    }
    retort_fingerprint_free(r.fp);
    return st;
}

retort_status retort_fingerprint_decode(retort_fingerprint **out,
                                        retort_span bytes, retort_err *err)
{
    return retort_fp_decode(out, bytes, false, err);
}
