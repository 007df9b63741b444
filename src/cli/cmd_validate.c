#include <retort/limits.h>
#include <string.h>

#include "cli/command.h"
#include "cli/stages.h"
#include "run/calibration_file.h"

struct validate_args {
    const char *library;
    const char *calibration;
    const char *lineage;
    const char *output; /* NULL: text on standard output */
    uint64_t draws;
    uint64_t threads; /* 0: all processors */
    bool json;
    bool force;
    bool quiet;
};

/* Endings of a file name, and what is written then. */
static const struct {
    const char *end;
    retort_calibration_form form;
} FORMS[] = {
    {".json", RETORT_FORM_VALIDATION},
    {".csv", RETORT_FORM_PAIRS},
    {".md", RETORT_FORM_TEXT},
    {".txt", RETORT_FORM_TEXT},
};

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text);
    size_t m = strlen(end);

    return n > m && strcmp(text + n - m, end) == 0;
}

static retort_status form_of(const struct validate_args *args,
                             retort_calibration_form *out, retort_err *err)
{
    *out = args->json ? RETORT_FORM_VALIDATION : RETORT_FORM_TEXT;
    if (!args->output || strcmp(args->output, "-") == 0)
        return RETORT_OK;
    for (size_t i = 0; i < sizeof(FORMS) / sizeof(FORMS[0]); i++)
        if (ends_with(args->output, FORMS[i].end)) {
            *out = FORMS[i].form;
            return RETORT_OK;
        }
    return RETORT_FAIL(err, RETORT_ERR_ARG,
                       "cannot tell the format of '%.160s': its name ends in "
                       "none of .json, .csv, .md, .txt",
                       args->output);
}

static retort_status check(const void *opaque, retort_err *err)
{
    const struct validate_args *args = opaque;
    retort_calibration_form form;

    if (!args->library == !args->calibration)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "give either --library FILE or --calibration FILE");
    if (args->calibration && args->lineage)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "--lineage goes with --library: a calibration "
                           "holds its own labels");
    if (args->json && args->output)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "--json prints on standard output; with --output "
                           "the extension says the format");
    return form_of(args, &form, err);
}

static retort_status run(const void *opaque, retort_err *err)
{
    const struct validate_args *args = opaque;
    retort_calibrating how = {.library = args->library,
                              .lineage = args->lineage,
                              .draws = args->draws ? (uint32_t)args->draws
                                                   : RETORT_CASE_DRAWS,
                              .threads = args->threads};
    retort_calibration *c = NULL;
    retort_calibration_form form = RETORT_FORM_TEXT;
    const char *output = args->output ? args->output : "-";
    retort_status st = form_of(args, &form, err);

    if (st == RETORT_OK)
        st = retort_calibration_file_try(output, args->force, err);
    if (st == RETORT_OK && args->calibration)
        st = retort_calibration_file_read(&c, args->calibration, NULL, err);
    retort_stages_begin(&how, "validate", args->quiet);
    if (st == RETORT_OK)
        st = args->calibration ? retort_calibrating_again(c, &how, err)
                               : retort_calibrating_run(&c, &how, err);
    retort_stages_end(&how);
    if (st == RETORT_OK)
        st = retort_calibration_file_write(c, form, output, args->force, err);
    retort_calibration_free(c);
    return st;
}

static const retort_option OPTIONS[] = {
    {.name = "library",
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct validate_args, library),
     .value = "FILE",
     .help = "validate what calibrate would make from this library"},
    {.name = "calibration",
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct validate_args, calibration),
     .value = "FILE",
     .help = "compute the figures of a calibration again from its pairs"},
    {.name = "lineage",
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct validate_args, lineage),
     .value = "TSV",
     .help = "lineage table; its rows come before those of the library"},
    {.name = "draws",
     .kind = RETORT_OPTION_COUNT,
     .target = offsetof(struct validate_args, draws),
     .value = "N",
     .min = 1,
     .max = RETORT_CASE_DRAWS_MAX,
     .otherwise = "2000",
     .help = "bootstrap draws behind the intervals"},
    {.name = "output",
     .letter = 'o',
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct validate_args, output),
     .value = "OUT",
     .help = "write to OUT: .md or .txt to read, .json with all figures, .csv "
             "with one row a pair",
     .otherwise = "text on standard output"},
    RETORT_OPTION_ROW_JSON(struct validate_args),
    RETORT_OPTION_ROW_THREADS(struct validate_args),
    RETORT_OPTION_ROW_FORCE(struct validate_args),
    RETORT_OPTION_ROW_QUIET(struct validate_args),
    {.name = NULL},
};

static const retort_example EXAMPLES[] = {
    {"retort validate --library corpora/reference.rlib",
     "error rates of the method on the documented pairs of a library"},
    {"retort validate --calibration cal.json -o pairs.csv",
     "every pair with its likelihood ratio, to plot again"},
    {NULL, NULL},
};

const retort_command cmd_validate = {
    .summary = "measure how well likelihood ratios work",
    .usage = "(--library FILE | --calibration FILE) [OPTION]...",
    .about =
        "Weighs every documented pair with the lineages of its suspect and its "
        "reference left out, and prints what came of it: Cllr with its "
        "interval, rates of misleading evidence with their bounds, baselines, "
        "a control with shuffled labels, strata, and which acceptance limits "
        "passed. A lineage has one vote.",
    .options = OPTIONS,
    .args_bytes = sizeof(struct validate_args),
    .examples = EXAMPLES,
    .exits = "023456",
    .see_also = "calibrate compare",
    .check = check,
    .run = run,
};
