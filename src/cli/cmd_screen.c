#include <retort/limits.h>

#include "base/buf.h"
#include "cli/command.h"
#include "cli/result_output.h"
#include "cli/suspects.h"
#include "run/nearest_set.h"

enum { TOP_MAX = 1000, OPTIONS_BYTES_MAX = 1 << 16 };

struct screen_args {
    const char *library;
    const char *references;
    const char *controls;
    const char *lineage;
    const char *suspect_lineage;
    const char *output; /* NULL: text on standard output */
    uint64_t top;
    uint64_t threads; /* 0: all processors */
    bool nearest_set;
    bool json;
    bool force;
    bool quiet;
    retort_operands suspects;
};

static retort_status check(const void *opaque, retort_err *err)
{
    const struct screen_args *args = opaque;
    const char *sink;

    if (!args->library && !args->references)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "nothing to hold suspects against: give --library "
                           "FILE or --references DIR");
    if (args->library && args->references)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "--library and --references exclude each other");
    if (args->controls && !args->references)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "--controls needs --references; a library holds "
                           "its own controls");
    if (args->nearest_set && !args->library)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "--nearest-set needs --library: folders are read "
                           "without their prompt blocks");
    if (args->json && args->output)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "--json prints on standard output; with --output "
                           "the extension says the format");
    return retort_result_sink(args->output, args->json ? "json" : NULL, &sink,
                              err);
}

static retort_status read_suspects(const struct screen_args *args,
                                   retort_suspects *out, retort_err *err)
{
    const retort_suspects_reading how = {args->threads, args->quiet, "screen"};
    retort_status st = RETORT_OK;

    for (size_t i = 0; i < args->suspects.count && st == RETORT_OK; i++)
        st = retort_suspects_add(out, args->suspects.items[i], &how, err);
    return st;
}

/* The options that shape the result, for its provenance. */
static retort_status describe(retort_buf *b, const struct screen_args *args,
                              retort_err *err)
{
    retort_buf_printf(b, "top=%llu", (unsigned long long)args->top);
    if (args->suspect_lineage)
        retort_buf_printf(b, " suspect-lineage=%s", args->suspect_lineage);
    if (args->lineage)
        retort_buf_puts(b, " lineage=given");
    if (args->controls)
        retort_buf_puts(b, " controls=given");
    if (args->nearest_set)
        retort_buf_puts(b, " nearest-set");
    if (retort_buf_status(b) != RETORT_OK)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for options");
    return RETORT_OK;
}

static retort_status hold(const struct screen_args *args,
                          const retort_suspects *suspects,
                          const char *options_text, retort_screening **out,
                          retort_err *err)
{
    const retort_roster_source source = {.library = args->library,
                                         .references = args->references,
                                         .controls = args->controls,
                                         .lineage = args->lineage,
                                         .threads = args->threads};
    const retort_screen_options options = {.suspect_lineage =
                                               args->suspect_lineage,
                                           .strips = args->top,
                                           .options_text = options_text};
    retort_roster *roster = NULL;
    retort_status st = retort_roster_load(&roster, &source, err);

    if (st == RETORT_OK)
        st = retort_screen_run(roster, suspects->items, suspects->count,
                               &options, out, err);
    retort_roster_free(roster);
    return st;
}

static retort_status mark_nearest(const struct screen_args *args,
                                  const retort_suspects *suspects,
                                  retort_screening *result, retort_err *err)
{
    const retort_nearest_set how = {.library = args->library,
                                    .lineage = args->lineage,
                                    .suspect_lineage = args->suspect_lineage,
                                    .suspects = suspects->items,
                                    .suspect_count = suspects->count,
                                    .threads = args->threads};

    return args->nearest_set ? retort_nearest_set_mark(result, &how, err)
                             : RETORT_OK;
}

static retort_status run(const void *opaque, retort_err *err)
{
    const struct screen_args *args = opaque;
    retort_suspects suspects = {0};
    retort_screening *result = NULL;
    const char *sink = NULL;
    retort_buf options;
    retort_status st = retort_result_sink(
        args->output, args->json ? "json" : NULL, &sink, err);

    retort_buf_init(&options, OPTIONS_BYTES_MAX);
    if (st == RETORT_OK)
        st = describe(&options, args, err);
    if (st == RETORT_OK)
        st = read_suspects(args, &suspects, err);
    if (st == RETORT_OK)
        st = hold(args, &suspects, options.ptr, &result, err);
    if (st == RETORT_OK)
        st = mark_nearest(args, &suspects, result, err);
    if (st == RETORT_OK)
        st = retort_result_output(result, sink, args->output, args->force, err);
    retort_screening_free(result);
    retort_suspects_release(&suspects);
    retort_buf_release(&options);
    return st;
}

static const retort_option OPTIONS[] = {
    {.name = "library",
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct screen_args, library),
     .value = "FILE",
     .help = "hold suspects against the models of this library"},
    {.name = "references",
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct screen_args, references),
     .value = "DIR",
     .help = "hold suspects against the fingerprints in this folder instead"},
    {.name = "controls",
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct screen_args, controls),
     .value = "DIR",
     .help = "with --references: fingerprints of models that are neither"},
    {.name = "lineage",
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct screen_args, lineage),
     .value = "TSV",
     .help = "lineage table of references and controls; its rows come before "
             "those of the library"},
    {.name = "suspect-lineage",
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct screen_args, suspect_lineage),
     .value = "NAME",
     .help = "lineage of the suspects; its models are shown apart, and are no "
             "background",
     .otherwise = "a lineage of its own"},
    {.name = "output",
     .letter = 'o',
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct screen_args, output),
     .value = "OUT",
     .help = "write the result to OUT, in the format of its extension: .html, "
             ".json, .txt or .csv",
     .otherwise = "text on standard output"},
    {.name = "nearest-set",
     .kind = RETORT_OPTION_FLAG,
     .target = offsetof(struct screen_args, nearest_set),
     .help =
         "mark the references that the prompts do not tell from the nearest "
         "one; takes about two seconds a suspect"},
    RETORT_OPTION_ROW_JSON(struct screen_args),
    {.name = "top",
     .kind = RETORT_OPTION_COUNT,
     .target = offsetof(struct screen_args, top),
     .value = "N",
     .min = 1,
     .max = TOP_MAX,
     .initial = "5",
     .help = "nearest references per suspect whose control models are "
             "plotted"},
    RETORT_OPTION_ROW_THREADS(struct screen_args),
    RETORT_OPTION_ROW_FORCE(struct screen_args),
    RETORT_OPTION_ROW_QUIET(struct screen_args),
    {.name = NULL},
};

static const retort_example EXAMPLES[] = {
    {"retort screen suspect.rfp --library corpora/reference.rlib",
     "which known models are nearest, beside the baselines"},
    {"retort screen answers.jsonl --library mine.rlib -o case.html",
     "replies are fingerprinted on the way; the page needs no network"},
    {"retort screen s/*.rfp --references r/ --controls c/ --lineage l.tsv",
     "without a library: two folders and a table"},
    {NULL, NULL},
};

const retort_command cmd_screen = {
    .summary = "rank the candidate teachers of suspects",
    .usage = "SUSPECT... (--library FILE | --references DIR) [OPTION]...",
    .about =
        "A SUSPECT is a fingerprint, or replies in a file or folder that are "
        "fingerprinted on the way. Each is held against every model of the "
        "library, under several scores, beside baselines that never look at "
        "the suspect.\n\n"
        "A screening says who is near and how near unrelated models come. It "
        "is no proof: its error rate is not established, closeness does not "
        "say who copied whom, and a common teacher is never excluded.",
    .options = OPTIONS,
    .operands = {"SUSPECT", 1, (size_t)RETORT_MODELS_MAX,
                 offsetof(struct screen_args, suspects)},
    .args_bytes = sizeof(struct screen_args),
    .examples = EXAMPLES,
    .exits = "023456",
    .see_also = "fingerprint library compare report",
    .check = check,
    .run = run,
};
