#include <retort/limits.h>

#include "base/buf.h"
#include "cli/command.h"
#include "cli/result_output.h"
#include "cli/suspects.h"

enum { OPTIONS_BYTES_MAX = 1 << 16 };

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
    const char *sink;

    if (!args->library && !args->controls)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "no background: give --library FILE or --controls "
                           "DIR, models that are neither");
    if (args->library && args->controls)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "--library and --controls exclude each other");
    if (args->json && args->output)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "--json prints on standard output; with --output "
                           "the extension says the format");
    return retort_result_sink(args->output, args->json ? "json" : NULL, &sink,
                              err);
}

/* One model of a file or folder of replies; more would be a choice of ours. */
static retort_status read_one(const struct compare_args *args,
                              const char *option, const char *path,
                              retort_suspects *out, retort_err *err)
{
    const retort_suspects_reading how = {args->threads, args->quiet, "compare"};
    retort_status st = retort_suspects_add(out, path, &how, err);

    if (st == RETORT_OK && out->count != 1)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "option --%s: %.160s names %zu models, one is "
                           "compared",
                           option, path, out->count);
    return st;
}

static retort_status hold(const struct compare_args *args,
                          const retort_roster_source *source,
                          const char *reference, const retort_suspects *suspect,
                          retort_screening **out, retort_err *err)
{
    retort_screen_options options = {.suspect_lineage = args->suspect_lineage,
                                     .only = reference};
    retort_roster *roster = NULL;
    retort_buf text;
    retort_status st = retort_roster_load(&roster, source, err);

    retort_buf_init(&text, OPTIONS_BYTES_MAX);
    retort_buf_printf(&text, "reference=%s", reference);
    if (args->suspect_lineage)
        retort_buf_printf(&text, " suspect-lineage=%s", args->suspect_lineage);
    if (args->lineage)
        retort_buf_puts(&text, " lineage=given");
    options.options_text = text.ptr;
    if (st == RETORT_OK)
        st = retort_screen_run(roster, suspect->items, suspect->count, &options,
                               out, err);
    retort_roster_free(roster);
    retort_buf_release(&text);
    return st;
}

static retort_status hold_against_library(const struct compare_args *args,
                                          const retort_suspects *suspect,
                                          retort_screening **out,
                                          retort_err *err)
{
    const retort_roster_source source = {.library = args->library,
                                         .lineage = args->lineage,
                                         .threads = args->threads};

    return hold(args, &source, args->reference, suspect, out, err);
}

static retort_status hold_against_file(const struct compare_args *args,
                                       const retort_suspects *suspect,
                                       retort_screening **out, retort_err *err)
{
    retort_roster_source source = {.controls = args->controls,
                                   .lineage = args->lineage,
                                   .threads = args->threads};
    retort_suspects reference = {0};
    retort_status st =
        read_one(args, "reference", args->reference, &reference, err);

    if (st == RETORT_OK) {
        source.lone_name = reference.parts[0].name;
        source.lone = reference.parts[0].fp;
        reference.parts[0].fp = NULL; /* the roster's now */
        st = hold(args, &source, source.lone_name, suspect, out, err);
    }
    retort_suspects_release(&reference);
    return st;
}

static retort_status run(const void *opaque, retort_err *err)
{
    const struct compare_args *args = opaque;
    retort_suspects suspect = {0};
    retort_screening *result = NULL;
    const char *sink = NULL;
    retort_status st = retort_result_sink(
        args->output, args->json ? "json" : NULL, &sink, err);

    if (st == RETORT_OK)
        st = read_one(args, "suspect", args->suspect, &suspect, err);
    if (st == RETORT_OK && args->library)
        st = hold_against_library(args, &suspect, &result, err);
    else if (st == RETORT_OK)
        st = hold_against_file(args, &suspect, &result, err);
    if (st == RETORT_OK)
        st = retort_result_output(result, sink, args->output, args->force, err);
    retort_screening_free(result);
    retort_suspects_release(&suspect);
    return st;
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
     .help = "the candidate teacher: with --library the name of one of its "
             "models, with --controls a fingerprint or replies",
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
    {"retort compare --suspect s.rfp --reference gpt4 --library mine.rlib",
     "one pair, with every control of the library behind it"},
    {"retort compare --suspect s.rfp --reference t.rfp --controls others/",
     "without a library: two files and a folder"},
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
    .run = run,
};
