#include "run/provenance.h"

#include <retort/version.h>
#include <string.h>

#include "base/buf.h"
#include "base/path.h"
#include "fingerprint/section.h"
#include "report/escape.h"

static void put_key(retort_buf *b, const char *key)
{
    retort_buf_printf(b, "\"%s\":", key);
}

static void put_text(retort_buf *b, const char *key, const char *text)
{
    put_key(b, key);
    retort_escape_json(b, text);
}

static void put_count(retort_buf *b, const char *key, uint64_t n)
{
    retort_buf_printf(b, "\"%s\":%llu", key, (unsigned long long)n);
}

static void put_name(retort_buf *b, const char *path)
{
    retort_span last = retort_path_last(path);
    retort_buf name;

    retort_buf_init(&name, last.len + 1);
    retort_buf_add(&name, last);
    if (retort_buf_status(&name) == RETORT_OK)
        put_text(b, "name", name.len ? name.ptr : "");
    else
        b->status = retort_buf_status(&name);
    retort_buf_release(&name);
}

static void put_counts(retort_buf *b, const retort_counts *c)
{
    put_count(b, "read", c->read);
    retort_buf_puts(b, ",\"skipped\":{");
    for (int i = 0, n = 0; i < RETORT_SKIP_COUNT; i++)
        if (c->skipped[i]) {
            retort_buf_puts(b, n++ ? "," : "");
            put_count(b, retort_skip_name((retort_skip)i), c->skipped[i]);
        }
    retort_buf_puts(b, "},");
    put_count(b, "used", c->used);
}

static void put_input(retort_buf *b, const retort_input_facts *f,
                      uint64_t replies)
{
    char hex[RETORT_SHA256_HEX_BYTES];

    retort_sha256_hex(f->file.sha256, hex);
    retort_buf_puts(b, "{");
    put_count(b, "bytes", f->file.bytes);
    retort_buf_puts(b, ",");
    put_text(b, "compression", f->file.compression);
    retort_buf_puts(b, ",");
    put_text(b, "format", f->format);
    retort_buf_puts(b, ",");
    put_name(b, f->path);
    retort_buf_puts(b, ",\"records\":{");
    put_counts(b, &f->counts);
    retort_buf_puts(b, "},");
    put_count(b, "replies", replies);
    retort_buf_puts(b, ",");
    put_text(b, "sha256", hex);
    retort_buf_puts(b, "}");
}

retort_status retort_provenance_set(retort_fingerprint *fp,
                                    const retort_fingerprinting *how,
                                    const retort_fingerprinting_facts *facts,
                                    const retort_pairs *pairs, size_t model,
                                    retort_err *err)
{
    retort_status st = RETORT_OK;
    size_t n = 0;
    retort_buf b;

    retort_buf_init(&b, RETORT_FP_PROVENANCE_MAX / 2);
    retort_buf_puts(&b, "{\"inputs\":[");
    for (size_t i = 0; i < pairs->count; i++) {
        if (pairs->items[i].model != model)
            continue;
        retort_buf_puts(&b, n++ ? "," : "");
        put_input(&b, &facts->inputs[pairs->items[i].input],
                  pairs->items[i].replies);
    }
    retort_buf_puts(&b, "],");
    put_text(&b, "options", how->options_text ? how->options_text : "");
    retort_buf_printf(&b, ",\"rules\":%d,", RETORT_RULES_VERSION);
    put_text(&b, "tool", "retort " RETORT_VERSION);
    retort_buf_puts(&b, "}");
    if (retort_buf_status(&b) == RETORT_ERR_LIMIT)
        st = RETORT_FAIL(err, RETORT_ERR_LIMIT,
                         "%zu inputs are more than a provenance can list", n);
    else if (retort_buf_status(&b) != RETORT_OK)
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for provenance");
    else
        st = retort_fp_set_provenance(fp, b.ptr, err);
    retort_buf_release(&b);
    return st;
}
