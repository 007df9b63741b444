#include <retort/limits.h>

#include "base/buf.h"
#include "cli/command.h"
#include "cli/result_output.h"
#include "cli/suspects.h"
#include "run/calibration_file.h"
#include "run/pair_evidence.h"

enum { OPTIONS_BYTES_MAX = 1 << 16 };

struct compare_args {
    const char *suspect;
    const char *reference;
    const char *library;
    const char *controls;
    const char *lineage;
    const char *suspect_lineage;
    const char *calibration; /* NULL: no likelihood ratio */
    const char *output;      /* NULL: text on standard output */
    uint64_t draws;          /* 0: RETORT_CASE_DRAWS */
    uint64_t threads;        /* 0: all processors */
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
    if (args->calibration && !args->library)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "--calibration needs --library: the one it was made "
                           "with");
    if (args->draws && !args->calibration)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "--draws goes with --calibration");
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

/* Weigh the pair of @p result, if a calibration is given. */
static retort_status weigh(const struct compare_args *args,
                           const retort_suspects *suspect,
                           retort_screening *result, retort_err *err)
{
    char digest[RETORT_SHA256_HEX_BYTES];
    retort_calibration *c = NULL;
    retort_status st;

    if (!args->calibration)
        return RETORT_OK;
    st = retort_calibration_file_read(&c, args->calibration, digest, err);
    if (st == RETORT_OK) {
        const retort_pair_evidence how = {
            .calibration = c,
            .calibration_digest = digest,
            .library = args->library,
            .lineage = args->lineage,
            .suspect_lineage = args->suspect_lineage,
            .suspect = suspect->items[0].fp,
            .draws = args->draws ? (uint32_t)args->draws : RETORT_CASE_DRAWS,
            .threads = args->threads};

        st = retort_pair_evidence_add(result, &how, err);
        if (st == RETORT_ERR_MISMATCH ||
            (st == RETORT_ERR_FORMAT && !err->file[0]))
            retort_err_in_file(err, args->calibration);
    }
    retort_calibration_free(c);
    return st;
}

/* The result is out by now; the exit code says what it lacks. */
static retort_status told_refusal(const retort_screening *result,
                                  retort_err *err)
{
    if (!retort_pair_evidence_is_refused(result))
        return RETORT_OK;
    return RETORT_FAIL(err, RETORT_ERR_NOT_APPLICABLE,
                       "no likelihood ratio for \"distilled\": the rules that "
                       "failed stand in the result");
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
        st = weigh(args, &suspect, result, err);
    if (st == RETORT_OK)
        st = retort_result_output(result, sink, args->output, args->force, err);
    if (st == RETORT_OK)
        st = told_refusal(result, err);
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
    {.name = "calibration",
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct compare_args, calibration),
     .value = "CAL",
     .help = "calibration made with the library: give likelihood ratios, or "
             "the reasons why there is none (exit code 6)"},
    {.name = "draws",
     .kind = RETORT_OPTION_COUNT,
     .target = offsetof(struct compare_args, draws),
     .value = "N",
     .min = 1,
     .max = RETORT_CASE_DRAWS_MAX,
     .otherwise = "2000",
     .help = "bootstrap draws behind the interval of a likelihood ratio"},
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
    {"retort compare ... --library mine.rlib --calibration cal.json",
     "likelihood ratios with intervals, bounds and error rates"},
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
        "says whether they share much.\n\n"
        "With --calibration each question (same, tuned, reuse, distilled) is "
        "answered in turn by a likelihood ratio from documented pairs, or "
        "refused: then the rules that failed are printed with the scores, and "
        "a refusal of \"distilled\" is exit code 6. A likelihood ratio is not "
        "the probability that the suspect was distilled.",
    .options = OPTIONS,
    .args_bytes = sizeof(struct compare_args),
    .examples = EXAMPLES,
    .exits = "023456",
    .see_also = "calibrate validate screen report",
    .check = check,
    .run = run,
};
