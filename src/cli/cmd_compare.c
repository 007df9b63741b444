#include <retort/limits.h>

#include "cli/command.h"

struct compare_args {
    const char *suspect;
    const char *reference;
    const char *library;
    const char *controls;
    const char *lineage;
    const char *suspect_lineage;
    const char *output; /* NULL: text on standard output */
    uint64_t threads;   /* 0: all processors */
    bool json;
    bool force;
    bool quiet;
};

static retort_status check(const void *opaque, retort_err *err)
{
    const struct compare_args *args = opaque;

    if (!args->library && !args->controls)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "no background: give --library FILE or --controls "
                           "DIR, models that are neither");
    if (args->json && args->output)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "--json prints on standard output; with --output "
                           "the extension says the format");
    return RETORT_OK;
}

static const retort_option OPTIONS[] = {
    {.name = "suspect",
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct compare_args, suspect),
     .value = "S",
     .help = "fingerprint or replies of the model in question",
     .required = true},
    {.name = "reference",
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct compare_args, reference),
     .value = "T",
     .help = "fingerprint or replies of the candidate teacher, or its name in "
             "the library",
     .required = true},
    {.name = "library",
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct compare_args, library),
     .value = "FILE",
     .help = "take background and controls from this library"},
    {.name = "controls",
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct compare_args, controls),
     .value = "DIR",
     .help = "fingerprints of models that are neither"},
    {.name = "lineage",
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct compare_args, lineage),
     .value = "TSV",
     .help = "lineage table; its rows come before those of the library"},
    {.name = "suspect-lineage",
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct compare_args, suspect_lineage),
     .value = "NAME",
     .help = "lineage of the suspect",
     .otherwise = "a lineage of its own"},
    {.name = "output",
     .letter = 'o',
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct compare_args, output),
     .value = "OUT",
     .help = "write the result to OUT, in the format of its extension: .html, "
             ".json, .txt or .csv",
     .otherwise = "text on standard output"},
    RETORT_OPTION_ROW_JSON(struct compare_args),
    RETORT_OPTION_ROW_THREADS(struct compare_args),
    RETORT_OPTION_ROW_FORCE(struct compare_args),
    RETORT_OPTION_ROW_QUIET(struct compare_args),
    {.name = NULL},
};

static const retort_example EXAMPLES[] = {
    {"retort compare --suspect s.rfp --reference t.rfp --library mine.rlib",
     "one pair, with every control of the library behind it"},
    {NULL, NULL},
};

const retort_command cmd_compare = {
    .summary = "hold one suspect against one reference",
    .usage = "--suspect S --reference T (--library FILE | --controls DIR) "
             "[OPTION]...",
    .about =
        "Scores one pair and shows where the suspect stands among models that "
        "have nothing to do with the reference. Two different models always "
        "differ and always share something: only the comparison with others "
        "says whether they share much.",
    .options = OPTIONS,
    .args_bytes = sizeof(struct compare_args),
    .examples = EXAMPLES,
    .exits = "023456",
    .see_also = "screen fingerprint library report",
    .check = check,
};
