#include <stdio.h>

#include "base/buf.h"
#include "cli/command.h"
#include "cli/terminal.h"
#include "run/library_check.h"

#define OUT_BYTES_MAX ((size_t)64 << 20)

struct library_check_args {
    bool json;
    retort_operands file;
};

static void add_cell(retort_buf *b, const char *text, size_t width)
{
    size_t from = b->len;

    retort_terminal_add(b, retort_span_of(text[0] ? text : "-"));
    for (size_t n = b->len - from; n < width; n++)
        retort_buf_puts(b, " ");
    retort_buf_puts(b, " ");
}

static void add_failures(retort_buf *b, const retort_checked_reference *r)
{
    const char *gap = "";

    for (size_t i = 0; i < RETORT_COUNT_RULES; i++) {
        if (r->rules[i].passed)
            continue;
        retort_buf_printf(b, "%s%s %zu < %zu", gap, r->rules[i].id,
                          r->rules[i].value, r->rules[i].limit);
        gap = ", ";
    }
    retort_buf_puts(b, *gap ? "\n" : "enough\n");
}

static void add_row_text(retort_buf *b, const retort_checked_reference *r)
{
    const retort_reference_counts *c = &r->counts;

    add_cell(b, r->model, 34);
    add_cell(b, r->lineage, 20);
    retort_buf_printf(b, "%8zu %8zu %7zu %6zu %8zu %9zu %9zu  ", c->controls,
                      c->control_lineages, c->control_vendors, c->null_suspects,
                      c->null_lineages, c->positive_suspects,
                      c->positive_lineages);
    add_failures(b, r);
}

static void add_text(retort_buf *b, const retort_library_checked *c)
{
    const retort_population_totals *t = &c->totals;

    retort_buf_printf(b, "%zu references of %zu lineages\n", t->references,
                      t->reference_lineages);
    retort_buf_printf(b,
                      "over all references: %zu null suspects of %zu lineages, "
                      "%zu documented students of %zu lineages\n",
                      t->null_suspects, t->null_lineages, t->positive_suspects,
                      t->positive_lineages);
    if (c->without_row)
        retort_buf_printf(b,
                          "%zu models have no lineage row: they are neither "
                          "references nor controls\n",
                          c->without_row);
    retort_buf_puts(b, "\n");
    add_cell(b, "reference", 34);
    add_cell(b, "lineage", 20);
    retort_buf_puts(b, "controls lineages vendors  nulls lineages positives "
                       "lineages  for a likelihood ratio\n");
    for (size_t i = 0; i < c->count; i++)
        add_row_text(b, &c->references[i]);
    retort_buf_printf(b, "\n%zu of %zu references have enough of everything\n",
                      c->passed, c->count);
}

static void add_rules_json(retort_buf *b, const retort_checked_reference *r)
{
    for (size_t i = 0; i < RETORT_COUNT_RULES; i++)
        retort_buf_printf(b,
                          "%s{\"id\":\"%s\",\"value\":%zu,\"limit\":%zu,"
                          "\"passed\":%s}",
                          i ? "," : "", r->rules[i].id, r->rules[i].value,
                          r->rules[i].limit,
                          r->rules[i].passed ? "true" : "false");
}

static void add_reference_json(retort_buf *b, const retort_checked_reference *r)
{
    const retort_reference_counts *c = &r->counts;

    retort_buf_puts(b, "{\"model\":");
    retort_terminal_add_json(b, retort_span_of(r->model));
    retort_buf_puts(b, ",\"lineage\":");
    retort_terminal_add_json(b, retort_span_of(r->lineage));
    retort_buf_puts(b, ",\"vendor\":");
    retort_terminal_add_json(b, retort_span_of(r->vendor));
    retort_buf_printf(b,
                      ",\"controls\":%zu,\"control_lineages\":%zu,"
                      "\"control_vendors\":%zu,\"null_suspects\":%zu,"
                      "\"null_lineages\":%zu,\"timely_null_lineages\":%zu,"
                      "\"positive_suspects\":%zu,\"positive_lineages\":%zu,"
                      "\"passed\":%s,\"rules\":[",
                      c->controls, c->control_lineages, c->control_vendors,
                      c->null_suspects, c->null_lineages,
                      c->timely_null_lineages, c->positive_suspects,
                      c->positive_lineages, r->passed ? "true" : "false");
    add_rules_json(b, r);
    retort_buf_puts(b, "]}");
}

static void add_json(retort_buf *b, const retort_library_checked *c)
{
    const retort_population_totals *t = &c->totals;

    retort_buf_printf(
        b,
        "{\"totals\":{\"references\":%zu,\"reference_lineages\":%zu,"
        "\"null_suspects\":%zu,\"null_lineages\":%zu,"
        "\"positive_suspects\":%zu,\"positive_lineages\":%zu},"
        "\"without_row\":%zu,\"references\":[",
        t->references, t->reference_lineages, t->null_suspects,
        t->null_lineages, t->positive_suspects, t->positive_lineages,
        c->without_row);
    for (size_t i = 0; i < c->count; i++) {
        retort_buf_puts(b, i ? ",\n" : "\n");
        add_reference_json(b, &c->references[i]);
    }
    retort_buf_puts(b, "]}\n");
}

static retort_status print(const retort_library_checked *checked, bool json,
                           retort_err *err)
{
    retort_status st;
    retort_buf b;

    retort_buf_init(&b, OUT_BYTES_MAX);
    (json ? add_json : add_text)(&b, checked);
    st = retort_buf_status(&b);
    if (st == RETORT_OK)
        (void)fputs(b.ptr, stdout);
    else
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for the table");
    retort_buf_release(&b);
    return st;
}

static retort_status run(const void *opaque, retort_err *err)
{
    const struct library_check_args *args = opaque;
    retort_library *lib = NULL;
    retort_library_checked checked = {0};
    retort_status st = retort_library_open(&lib, args->file.items[0],
                                           RETORT_LIBRARY_READ, err);

    if (st == RETORT_OK)
        st = retort_library_check(lib, &checked, err);
    if (st == RETORT_OK)
        st = print(&checked, args->json, err);
    retort_library_checked_release(&checked);
    retort_library_abandon(lib);
    return st;
}

static const retort_option OPTIONS[] = {
    RETORT_OPTION_ROW_JSON(struct library_check_args),
    {.name = NULL},
};

static const retort_example EXAMPLES[] = {
    {"retort library check corpora/reference.rlib",
     "the counts that cap every claim made from this library"},
    {NULL, NULL},
};

const retort_command cmd_library_check = {
    .summary = "count the controls behind each reference",
    .usage = "FILE.rlib [--json]",
    .about =
        "Holds every fingerprint against its digest. Then, for each reference: "
        "control lineages and vendors, null suspects and "
        "documented students, by the definitions of docs/method.md. They are "
        "what every claim from this library rests on; a reference with few "
        "controls supports little, however near a suspect is.",
    .options = OPTIONS,
    .operands = {"FILE", 1, 1, offsetof(struct library_check_args, file)},
    .args_bytes = sizeof(struct library_check_args),
    .examples = EXAMPLES,
    .exits = "02345",
    .run = run,
};
