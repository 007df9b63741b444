#include <retort/limits.h>

#include <retort/library.h>
#include <string.h>

#include "base/buf.h"
#include "base/infile.h"
#include "base/mem.h"
#include "cli/command.h"
#include "run/roster.h"

enum { FAMILIES_BYTES_MAX = 4096 };
#define TABLE_BYTES_MAX ((size_t)64 << 20)

struct library_add_args {
    const char *name;
    const char *lineage;
    const char *families;
    const char *notice;
    bool no_replies;
    bool force;
    retort_operands files; /* the library, then fingerprints */
};

/* A name belongs to one fingerprint. */
static retort_status check(const void *opaque, retort_err *err)
{
    const struct library_add_args *args = opaque;

    if (args->name && args->files.count != 2)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "option --name names one fingerprint, %zu given",
                           args->files.count - 1);
    if (args->files.count < 2 && !args->lineage && !args->notice)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "nothing to add: give a fingerprint, --lineage or "
                           "--notice");
    return RETORT_OK;
}

/* Ids of the families that a fingerprint holds, parted by commas. */
static void list_families(retort_buf *b, const retort_fingerprint *fp)
{
    for (size_t i = 0; i < RETORT_FAMILY_MAX; i++)
        if (fp->tables[i].family)
            retort_buf_printf(b, "%s%s", b->len ? "," : "",
                              fp->tables[i].family->id);
}

static retort_status cut(retort_fingerprint *fp,
                         const struct library_add_args *args, retort_err *err)
{
    retort_status st;
    retort_buf all;

    if (!args->families && !args->no_replies)
        return RETORT_OK;
    retort_buf_init(&all, FAMILIES_BYTES_MAX);
    list_families(&all, fp);
    st = retort_buf_status(&all);
    if (st == RETORT_OK)
        st = retort_fingerprint_keep(fp,
                                     args->families ? args->families
                                     : all.ptr      ? all.ptr
                                                    : "",
                                     !args->no_replies, err);
    else
        st = RETORT_FAIL(err, st, "no memory for families");
    retort_buf_release(&all);
    return st;
}

static retort_status add_file(retort_library *lib, const char *path,
                              const struct library_add_args *args,
                              retort_err *err)
{
    retort_fingerprint *fp = NULL;
    const char *name = args->name;
    retort_status st = retort_fingerprint_load(&fp, path, err);

    if (st != RETORT_OK)
        return st;
    if (!name)
        name = retort_fingerprint_model(fp);
    st = cut(fp, args, err);
    if (st == RETORT_OK)
        st = retort_library_add(lib, name, fp, args->force, err);
    if (st != RETORT_OK)
        retort_err_in_file(err, path);
    retort_fingerprint_free(fp);
    return st;
}

static retort_status add_lineage(retort_library *lib, const char *path,
                                 retort_err *err)
{
    char *tsv = NULL;
    size_t len = 0;
    retort_status st =
        retort_infile_read(path, TABLE_BYTES_MAX, &tsv, &len, err);

    if (st != RETORT_OK)
        return st;
    st = retort_library_set_lineage(lib, (retort_span){tsv, len}, err);
    if (st != RETORT_OK)
        retort_err_in_file(err, path);
    retort_mem_free(tsv);
    return st;
}

static retort_status add_all(retort_library *lib,
                             const struct library_add_args *args,
                             retort_err *err)
{
    retort_status st = RETORT_OK;

    for (size_t i = 1; i < args->files.count && st == RETORT_OK; i++)
        st = add_file(lib, args->files.items[i], args, err);
    if (st == RETORT_OK && args->lineage)
        st = add_lineage(lib, args->lineage, err);
    if (st == RETORT_OK && args->notice)
        st = retort_library_set_note(lib, "notice", args->notice, err);
    return st;
}

static retort_status run(const void *opaque, retort_err *err)
{
    const struct library_add_args *args = opaque;
    retort_library *lib = NULL;
    retort_status st = retort_library_open(&lib, args->files.items[0],
                                           RETORT_LIBRARY_WRITE, err);

    if (st == RETORT_OK)
        st = add_all(lib, args, err);
    if (st == RETORT_OK)
        st = retort_roster_index(lib, 0, err);
    if (st == RETORT_OK)
        return retort_library_close(lib, err);
    retort_library_abandon(lib);
    return st;
}

static const retort_option OPTIONS[] = {
    {.name = "name",
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct library_add_args, name),
     .value = "NAME",
     .help = "label of the model in the library: letters, digits, . _ -",
     .otherwise = "the model name in the fingerprint"},
    {.name = "lineage",
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct library_add_args, lineage),
     .value = "TSV",
     .help = "also store the rows of this lineage table"},
    {.name = "families",
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct library_add_args, families),
     .value = "LIST",
     .help = "keep only these feature families, ids parted by commas, such as "
             "so,op,cl,lo",
     .otherwise = "all"},
    {.name = "no-replies",
     .target = offsetof(struct library_add_args, no_replies),
     .help = "leave out the table of replies: smaller, but scores over shared "
             "prompts are then not possible"},
    {.name = "notice",
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct library_add_args, notice),
     .value = "TEXT",
     .help = "keep the terms of the data with the library; reports print it"},
    RETORT_OPTION_ROW_FORCE(struct library_add_args),
    {.name = NULL},
};

static const retort_example EXAMPLES[] = {
    {"retort library add mine.rlib gpt.rfp --name gpt-4-0613",
     "one model under a name of your choice"},
    {NULL, NULL},
};

const retort_command cmd_library_add = {
    .summary = "add fingerprints, and make the file if needed",
    .usage = "FILE.rlib [FINGERPRINT.rfp]... [OPTION]...",
    .about = "All is added or nothing. A model that the library already holds "
             "is an error unless --force replaces it. The scores of all models "
             "among each other, which a screening needs, are computed and "
             "kept.",
    .options = OPTIONS,
    .operands = {"FILE", 1, (size_t)RETORT_MODELS_MAX + 1,
                 offsetof(struct library_add_args, files)},
    .args_bytes = sizeof(struct library_add_args),
    .examples = EXAMPLES,
    .exits = "02345",
    .check = check,
    .run = run,
};
