#include <retort/limits.h>

#include "cli/command.h"

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
             "is an error unless --force replaces it.",
    .options = OPTIONS,
    .operands = {"FILE", 1, (size_t)RETORT_MODELS_MAX + 1,
                 offsetof(struct library_add_args, files)},
    .args_bytes = sizeof(struct library_add_args),
    .examples = EXAMPLES,
    .exits = "02345",
    .check = check,
};
