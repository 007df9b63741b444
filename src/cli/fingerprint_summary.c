#include "cli/fingerprint_summary.h"

#include <inttypes.h>

#include "cli/terminal.h"

#define SUMMARY_BYTES_MAX ((size_t)64 << 20)

void retort_fingerprint_summary_init(retort_fingerprint_summary *s, bool json,
                                     bool explain)
{
    *s = (retort_fingerprint_summary){.json = json, .explain = explain};
    retort_buf_init(&s->out, SUMMARY_BYTES_MAX);
    retort_buf_puts(&s->out, json ? "{\"models\":[" : "");
}

static retort_status add_json_model(retort_fingerprint_summary *s,
                                    const retort_made *made, const char *path,
                                    retort_err *err)
{
    char digest[RETORT_DIGEST_HEX_BYTES];
    retort_status st = retort_fingerprint_digest(made->fp, digest, err);

    if (st != RETORT_OK)
        return st;
    retort_buf_puts(&s->out, s->models ? ",\n{\"model\":" : "\n{\"model\":");
    retort_terminal_add_json(&s->out, retort_span_of(made->model));
    retort_buf_puts(&s->out, ",\"file\":");
    retort_terminal_add_json(&s->out, retort_span_of(path));
    retort_buf_printf(&s->out,
                      ",\"replies\":%" PRIu64 ",\"prompts\":%" PRIu64
                      ",\"content_digest\":\"%s\"}",
                      retort_fingerprint_replies(made->fp),
                      retort_fingerprint_prompts(made->fp), digest);
    return RETORT_OK;
}

static void add_text_model(retort_fingerprint_summary *s,
                           const retort_made *made, const char *path)
{
    retort_terminal_add(
        &s->out, retort_span_of(made->model[0] ? made->model : "(no name)"));
    retort_buf_printf(&s->out, ": %" PRIu64 " replies to %" PRIu64 " prompts",
                      retort_fingerprint_replies(made->fp),
                      retort_fingerprint_prompts(made->fp));
    retort_buf_puts(&s->out, path[0] ? " in " : "");
    retort_terminal_add(&s->out, retort_span_of(path));
    retort_buf_puts(&s->out, "\n");
}

retort_status retort_fingerprint_summary_add(retort_fingerprint_summary *s,
                                             const retort_made *made,
                                             const char *path, retort_err *err)
{
    retort_status st = RETORT_OK;

    if (s->json)
        st = add_json_model(s, made, path, err);
    else
        add_text_model(s, made, path);
    s->models++;
    return st;
}

void retort_fingerprint_summary_counts(retort_buf *b,
                                       const retort_counts *counts)
{
    uint64_t skipped = counts->read - counts->used;
    const char *gap = " (";

    retort_buf_printf(b,
                      "read %" PRIu64 " = used %" PRIu64 " + skipped %" PRIu64,
                      counts->read, counts->used, skipped);
    for (int i = 0; i < RETORT_SKIP_COUNT; i++) {
        if (!counts->skipped[i])
            continue;
        retort_buf_printf(b, "%s%s %" PRIu64, gap,
                          retort_skip_name((retort_skip)i), counts->skipped[i]);
        gap = ", ";
    }
    retort_buf_puts(b, skipped ? ")" : "");
}

static void add_json_counts(retort_buf *b, const retort_counts *counts)
{
    const char *gap = "";

    retort_buf_printf(b,
                      "\"read\":%" PRIu64 ",\"used\":%" PRIu64 ",\"skipped\":{",
                      counts->read, counts->used);
    for (int i = 0; i < RETORT_SKIP_COUNT; i++) {
        retort_buf_printf(b, "%s\"%s\":%" PRIu64, gap,
                          retort_skip_name((retort_skip)i), counts->skipped[i]);
        gap = ",";
    }
    retort_buf_puts(b, "}");
}

static void add_json_input(retort_buf *b, const retort_input_facts *in)
{
    char sha256[RETORT_SHA256_HEX_BYTES];

    retort_sha256_hex(in->file.sha256, sha256);
    retort_buf_puts(b, "{\"input\":");
    retort_terminal_add_json(b, retort_span_of(in->path));
    retort_buf_puts(b, ",\"format\":");
    retort_terminal_add_json(b, retort_span_of(in->format));
    retort_buf_puts(b, ",\"reason\":");
    retort_terminal_add_json(b, retort_span_of(in->reason));
    retort_buf_printf(
        b, ",\"sha256\":\"%s\",\"bytes\":%" PRIu64 ",\"compression\":\"%s\",",
        sha256, in->file.bytes, in->file.compression);
    add_json_counts(b, &in->counts);
    retort_buf_puts(b, "}");
}

static void add_json_inputs(retort_buf *b,
                            const retort_fingerprinting_facts *facts)
{
    retort_buf_puts(b, "],\n\"inputs\":[");
    for (size_t i = 0; i < facts->input_count; i++) {
        retort_buf_puts(b, i ? ",\n" : "\n");
        add_json_input(b, &facts->inputs[i]);
    }
    retort_buf_puts(b, "],\n");
    add_json_counts(b, &facts->counts);
    retort_buf_puts(b, "}\n");
}

static void add_text_input(retort_buf *b, const retort_input_facts *in)
{
    retort_terminal_add(b, retort_span_of(in->path));
    retort_buf_printf(b, ": format %s: ", in->format);
    retort_terminal_add(b, retort_span_of(in->reason));
    retort_buf_puts(b, "; ");
    retort_fingerprint_summary_counts(b, &in->counts);
    retort_buf_puts(b, "\n");
}

retort_status retort_fingerprint_summary_end(
    retort_fingerprint_summary *s, const retort_fingerprinting_facts *facts,
    retort_err *err)
{
    if (s->json)
        add_json_inputs(&s->out, facts);
    for (size_t i = 0; !s->json && s->explain && i < facts->input_count; i++)
        add_text_input(&s->out, &facts->inputs[i]);
    if (!s->json) {
        retort_fingerprint_summary_counts(&s->out, &facts->counts);
        retort_buf_puts(&s->out, "\n");
    }
    if (retort_buf_status(&s->out) != RETORT_OK)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for the summary");
    return RETORT_OK;
}

void retort_fingerprint_summary_release(retort_fingerprint_summary *s)
{
    retort_buf_release(&s->out);
}
