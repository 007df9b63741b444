#include <inttypes.h>
#include <retort/library.h>
#include <retort/limits.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/infile.h"
#include "base/mem.h"
#include "cli/command.h"
#include "cli/json_value.h"
#include "cli/terminal.h"
#include "run/preparing.h"

/* Provenance is the largest part of it. */
enum { TEXT_BYTES_MAX = 8 << 20 };

struct inspect_args {
    bool json;
    retort_operands file;
};

/* One fact: a number, or a text when there is one. */
static void add(retort_buf *b, bool json, const char *name, const char *text,
                uint64_t number)
{
    if (json)
        retort_buf_printf(b, "%s\"%s\":", b->len > 1 ? "," : "", name);
    else
        retort_buf_printf(b, "%-16s ", name);
    if (!text)
        retort_buf_printf(b, "%" PRIu64, number);
    else if (json)
        retort_terminal_add_json(b, retort_span_of(text));
    else
        retort_terminal_add(b, retort_span_of(text));
    retort_buf_puts(b, json ? "" : "\n");
}

static void add_families(retort_buf *b, bool json, const retort_fingerprint *fp)
{
    const char *gap = "";

    retort_buf_printf(b, json ? ",\"families\":{" : "%-16s ", "families");
    for (size_t i = 0; i < RETORT_FAMILY_MAX; i++) {
        const retort_fp_table *t = &fp->tables[i];

        if (!t->family)
            continue;
        retort_buf_printf(b, json ? "%s\"%s\":%llu" : "%s%s (%llu)", gap,
                          t->family->id, 1ull << t->bits);
        gap = json ? "," : ", ";
    }
    retort_buf_puts(b, json ? "}" : "\n");
}

static void add_parameters(retort_buf *b, bool json,
                           const retort_fingerprint *fp)
{
    const retort_fp_params *p = &fp->params;

    add(b, json, "rules", NULL, p->rules);
    add(b, json, "channel", retort_channel_name((retort_channel)p->channel), 0);
    add(b, json, "prompt_key", p->key == RETORT_PROMPT_KEY_ID ? "id" : "text",
        0);
    add(b, json, "detail", p->detail ? "reply" : "none", 0);
    add_families(b, json, fp);
}

static void add_counts(retort_buf *b, bool json, const retort_fingerprint *fp)
{
    const retort_fp_stats *s = &fp->stats;

    add(b, json, "replies", NULL, s->replies);
    add(b, json, "prompts", NULL, retort_fingerprint_prompts(fp));
    add(b, json, "reply_table", fp->has_replies ? "yes" : "no", 0);
    add(b, json, "reasoning", NULL, s->reasoning);
    add(b, json, "templates", NULL, s->templates);
    add(b, json, "truncated", NULL, s->truncated);
    add(b, json, "tokens", NULL, s->tokens);
    add(b, json, "chars", NULL, s->chars);
}

/* Ours is JSON and stays an object; anything else is quoted. */
static void add_provenance(retort_buf *b, bool json,
                           const retort_fingerprint *fp)
{
    if (json && retort_json_is_value(retort_span_of(fp->provenance)))
        retort_buf_printf(b, ",\"provenance\":%s", fp->provenance);
    else
        add(b, json, "provenance", fp->provenance, 0);
}

static retort_status describe_fingerprint(retort_buf *b, bool json,
                                          retort_span bytes, retort_err *err)
{
    char digest[RETORT_DIGEST_HEX_BYTES];
    retort_fingerprint *fp = NULL;
    retort_status st = retort_fingerprint_decode(&fp, bytes, err);

    if (st == RETORT_OK)
        st = retort_fingerprint_digest(fp, digest, err);
    if (st == RETORT_OK) {
        add(b, json, "kind", "fingerprint", 0);
        add(b, json, "model", retort_fingerprint_model(fp), 0);
        add(b, json, "content_digest", digest, 0);
        add_parameters(b, json, fp);
        add_counts(b, json, fp);
        add_provenance(b, json, fp);
    }
    retort_fingerprint_free(fp);
    return st;
}

static retort_status describe_library(retort_buf *b, bool json,
                                      const char *path, retort_err *err)
{
    char digest[RETORT_DIGEST_HEX_BYTES];
    retort_library *lib = NULL;
    retort_status st =
        retort_library_open(&lib, path, RETORT_LIBRARY_READ, err);

    if (st == RETORT_OK)
        st = retort_library_digest(lib, digest, err);
    if (st == RETORT_OK) {
        add(b, json, "kind", "library", 0);
        add(b, json, "library_digest", digest, 0);
        add(b, json, "models", NULL, retort_library_count(lib));
        add(b, json, "lineage_rows", NULL, retort_library_row_count(lib));
        add(b, json, "notice", retort_library_note(lib, "notice"), 0);
    }
    retort_library_abandon(lib);
    return st;
}

static retort_status describe(retort_buf *b, const struct inspect_args *args,
                              retort_err *err)
{
    static const char database[] = "SQLite format 3";
    const char *path = args->file.items[0];
    char *bytes = NULL;
    size_t len = 0;
    retort_status st = retort_infile_read(path, RETORT_FINGERPRINT_BYTES_MAX,
                                          &bytes, &len, err);

    if (st != RETORT_OK)
        return st;
    if (len > sizeof(database) &&
        memcmp(bytes, database, sizeof(database)) == 0)
        st = describe_library(b, args->json, path, err);
    else
        st =
            describe_fingerprint(b, args->json, (retort_span){bytes, len}, err);
    if (st != RETORT_OK)
        retort_err_in_file(err, path);
    retort_mem_free(bytes);
    return st;
}

static retort_status run(const void *opaque, retort_err *err)
{
    const struct inspect_args *args = opaque;
    retort_status st;
    retort_buf b;

    retort_buf_init(&b, TEXT_BYTES_MAX);
    retort_buf_puts(&b, args->json ? "{" : "");
    st = describe(&b, args, err);
    retort_buf_puts(&b, args->json ? "}\n" : "");
    if (st == RETORT_OK && retort_buf_status(&b) != RETORT_OK)
        st = RETORT_FAIL(err, retort_buf_status(&b), "text is too large");
    if (st == RETORT_OK)
        (void)fputs(b.ptr, stdout);
    retort_buf_release(&b);
    return st;
}

static const retort_option OPTIONS[] = {
    RETORT_OPTION_ROW_JSON(struct inspect_args),
    {.name = NULL},
};

static const retort_example EXAMPLES[] = {
    {"retort inspect model.rfp", "what was counted, from what, by which tool"},
    {"retort inspect model.rfp --json | jq -r .content_digest",
     "the identity of a fingerprint, as reports print it"},
    {NULL, NULL},
};

const retort_command cmd_inspect = {
    .summary = "show what a fingerprint or a library holds",
    .usage = "FILE [--json]",
    .about =
        "Prints the parameters, counts and provenance of a file of ours. The "
        "content digest is the SHA-256 of the content part: two fingerprints "
        "with one digest are the same evidence, whoever made them and when.",
    .options = OPTIONS,
    .operands = {"FILE", 1, 1, offsetof(struct inspect_args, file)},
    .args_bytes = sizeof(struct inspect_args),
    .examples = EXAMPLES,
    .exits = "02345",
    .see_also = "fingerprint merge library",
    .run = run,
};
