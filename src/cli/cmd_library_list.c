#include <inttypes.h>
#include <retort/library.h>
#include <stdio.h>

#include "base/buf.h"
#include "cli/command.h"
#include "cli/terminal.h"

struct library_list_args {
    bool json;
    retort_operands file;
};

#define LINE_BYTES_MAX ((size_t)1 << 20)

/* One model, as it is listed. */
struct entry {
    const char *name;
    const retort_lineage_row *row; /* NULL: lineage is not known */
    uint64_t replies;
    char digest[RETORT_DIGEST_HEX_BYTES];
};

static retort_status read_entry(const retort_library *lib, size_t i,
                                struct entry *out, retort_err *err)
{
    retort_fingerprint *fp = NULL;
    retort_status st = retort_library_load(lib, i, &fp, err);

    if (st != RETORT_OK)
        return st;
    out->name = retort_library_name(lib, i);
    out->row = retort_library_lineage(lib, i);
    out->replies = retort_fingerprint_replies(fp);
    st = retort_fingerprint_digest(fp, out->digest, err);
    retort_fingerprint_free(fp);
    return st;
}

static void add_column(retort_buf *b, const char *text)
{
    retort_terminal_add(b, retort_span_of(text[0] ? text : "-"));
    retort_buf_puts(b, "\t");
}

static void add_text(retort_buf *b, const struct entry *e)
{
    add_column(b, e->name);
    retort_buf_printf(b, "%" PRIu64 "\t", e->replies);
    add_column(b, e->row ? e->row->family : "");
    add_column(b, e->row ? e->row->vendor : "");
    add_column(b, e->row ? e->row->relation : "");
    add_column(b, e->row ? e->row->teachers : "");
    retort_buf_printf(b, "%s\n", e->digest);
}

static void add_pair(retort_buf *b, const char *name, const char *value)
{
    retort_buf_printf(b, ",\"%s\":", name);
    retort_terminal_add_json(b, retort_span_of(value));
}

static void add_json(retort_buf *b, const struct entry *e)
{
    retort_buf_printf(b, "{\"replies\":%" PRIu64, e->replies);
    add_pair(b, "model", e->name);
    add_pair(b, "lineage", e->row ? e->row->family : "");
    add_pair(b, "vendor", e->row ? e->row->vendor : "");
    add_pair(b, "relation", e->row ? e->row->relation : "");
    add_pair(b, "teachers", e->row ? e->row->teachers : "");
    add_pair(b, "content_digest", e->digest);
    retort_buf_puts(b, "}");
}

static retort_status print_entries(const retort_library *lib, bool json,
                                   retort_err *err)
{
    retort_status st = RETORT_OK;
    retort_buf b;

    retort_buf_init(&b, LINE_BYTES_MAX);
    for (size_t i = 0; i < retort_library_count(lib) && st == RETORT_OK; i++) {
        struct entry e;

        st = read_entry(lib, i, &e, err);
        if (st != RETORT_OK)
            break;
        retort_buf_puts(&b, json && i ? ",\n" : "");
        (json ? add_json : add_text)(&b, &e);
        st = retort_buf_status(&b);
        if (st == RETORT_OK)
            (void)fputs(b.ptr, stdout);
        else
            st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a line");
        b.len = 0;
    }
    retort_buf_release(&b);
    return st;
}

static retort_status print_head(const retort_library *lib, bool json,
                                retort_err *err)
{
    char digest[RETORT_DIGEST_HEX_BYTES];
    retort_status st = retort_library_digest(lib, digest, err);

    if (st == RETORT_OK && json)
        (void)printf("{\"library_digest\":\"%s\",\"models\":[\n", digest);
    else if (st == RETORT_OK)
        (void)printf("model\treplies\tlineage\tvendor\trelation\tteachers\t"
                     "content_digest\n");
    return st;
}

static retort_status run(const void *opaque, retort_err *err)
{
    const struct library_list_args *args = opaque;
    retort_library *lib = NULL;
    retort_status st = retort_library_open(&lib, args->file.items[0],
                                           RETORT_LIBRARY_READ, err);

    if (st == RETORT_OK)
        st = print_head(lib, args->json, err);
    if (st == RETORT_OK)
        st = print_entries(lib, args->json, err);
    if (st == RETORT_OK && args->json)
        (void)printf("\n]}\n");
    retort_library_abandon(lib);
    return st;
}

static const retort_option OPTIONS[] = {
    RETORT_OPTION_ROW_JSON(struct library_list_args),
    {.name = NULL},
};

static const retort_example EXAMPLES[] = {
    {"retort library list corpora/reference.rlib",
     "the models that every clone can be screened against"},
    {"retort library list mine.rlib | cut -f 1,3 | column -t",
     "names and lineages only"},
    {NULL, NULL},
};

const retort_command cmd_library_list = {
    .summary = "list the models and their lineage",
    .usage = "FILE.rlib [--json]",
    .about =
        "One model a line, columns parted by tabs: name, replies, lineage, "
        "vendor, relation, teachers, content digest; - is unknown.",
    .options = OPTIONS,
    .operands = {"FILE", 1, 1, offsetof(struct library_list_args, file)},
    .args_bytes = sizeof(struct library_list_args),
    .examples = EXAMPLES,
    .exits = "02345",
    .run = run,
};
