#include <retort/library.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/infile.h"
#include "base/mem.h"
#include "cli/command.h"
#include "cli/terminal.h"
#include "run/roster.h"

#define TABLE_BYTES_MAX ((size_t)64 << 20)

struct library_lineage_args {
    retort_operands files; /* the library, then perhaps a table to store */
};

static void add_row(retort_buf *b, const retort_lineage_row *r)
{
    const char *const cells[] = {r->model,  r->vendor,     r->family,
                                 r->base,   r->relation,   r->teachers,
                                 r->share,  r->confidence, r->released,
                                 r->source, r->note};
    enum { CELLS = sizeof(cells) / sizeof(cells[0]) };

    for (size_t i = 0; i < CELLS; i++) {
        bool last = i + 1 == CELLS;

        retort_terminal_add(
            b, retort_span_of(cells[i][0] || last ? cells[i] : "-"));
        retort_buf_puts(b, last ? "\n" : "\t");
    }
}

static retort_status print_rows(const retort_library *lib, retort_err *err)
{
    retort_status st;
    retort_buf b;

    retort_buf_init(&b, TABLE_BYTES_MAX);
    retort_buf_puts(&b, "model\tvendor\tfamily\tbase\trelation\tteachers\t"
                        "share\tconfidence\treleased\tsource\tnote\n");
    for (size_t i = 0; i < retort_library_row_count(lib); i++)
        add_row(&b, retort_library_row(lib, i));
    st = retort_buf_status(&b);
    if (st == RETORT_OK)
        (void)fputs(b.ptr, stdout);
    else
        st = RETORT_FAIL(err, st, "lineage table is too large for memory");
    retort_buf_release(&b);
    return st;
}

static retort_status print_table(const char *path, retort_err *err)
{
    retort_library *lib = NULL;
    retort_status st =
        retort_library_open(&lib, path, RETORT_LIBRARY_READ, err);

    if (st == RETORT_OK)
        st = print_rows(lib, err);
    retort_library_abandon(lib);
    return st;
}

static retort_status store_table(const char *path, const char *table,
                                 retort_err *err)
{
    retort_library *lib = NULL;
    char *tsv = NULL;
    size_t len = 0;
    retort_status st =
        retort_infile_read(table, TABLE_BYTES_MAX, &tsv, &len, err);

    if (st == RETORT_OK)
        st = retort_library_open(&lib, path, RETORT_LIBRARY_WRITE, err);
    if (st != RETORT_OK)
        goto out;
    st = retort_library_set_lineage(lib, (retort_span){tsv, len}, err);
    if (st != RETORT_OK) {
        retort_err_in_file(err, table);
        goto out;
    }
    st = retort_roster_index(lib, 0, err); /* lineage shapes the scores */
    if (st != RETORT_OK)
        goto out;
    st = retort_library_close(lib, err);
    lib = NULL; /* closed, whatever came of it */
out:
    retort_library_abandon(lib);
    retort_mem_free(tsv);
    return st;
}

static retort_status run(const void *opaque, retort_err *err)
{
    const struct library_lineage_args *args = opaque;
    char *const *files = args->files.items;

    if (args->files.count == 1)
        return print_table(files[0], err);
    return store_table(files[0], files[1], err);
}

static const retort_example EXAMPLES[] = {
    {"retort library lineage mine.rlib > lineage.tsv",
     "take the table out, to edit it"},
    {"retort library lineage mine.rlib lineage.tsv", "put it back"},
    {NULL, NULL},
};

const retort_command cmd_library_lineage = {
    .summary = "print the lineage table, or store one",
    .usage = "FILE.rlib [TSV]",
    .about = "The table says for each model its vendor, lineage, base, "
             "teachers, how much that is known, and the source. With TSV its "
             "rows replace those of the same models; rows of models that the "
             "library does not hold are kept, for they may be teachers.",
    .operands = {"FILE", 1, 2, offsetof(struct library_lineage_args, files)},
    .args_bytes = sizeof(struct library_lineage_args),
    .examples = EXAMPLES,
    .exits = "02345",
    .run = run,
};
