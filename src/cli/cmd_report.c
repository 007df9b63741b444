#include <retort/report.h>

#include "base/infile.h"
#include "base/mem.h"
#include "cli/command.h"
#include "cli/result_output.h"

/* As large as the largest report that is written. */
#define RESULT_BYTES_MAX ((size_t)1 << 30)

struct report_args {
    const char *output;
    const char *format; /* NULL: by the extension of the output */
    bool force;
    retort_operands file;
};

static retort_status check(const void *opaque, retort_err *err)
{
    const struct report_args *args = opaque;
    const char *sink;

    return retort_result_sink(args->output, args->format, &sink, err);
}

static retort_status run(const void *opaque, retort_err *err)
{
    const struct report_args *args = opaque;
    const char *path = args->file.items[0];
    retort_screening *result = NULL;
    const char *sink = NULL;
    char *json = NULL;
    size_t len = 0;
    retort_status st =
        retort_result_sink(args->output, args->format, &sink, err);

    if (st == RETORT_OK)
        st = retort_infile_read(path, RESULT_BYTES_MAX, &json, &len, err);
    if (st != RETORT_OK)
        return st;
    st = retort_report_read_json(&result, (retort_span){json, len}, err);
    retort_mem_free(json);
    if (st != RETORT_OK) {
        retort_err_in_file(err, path);
        return st;
    }
    st = retort_result_output(result, sink, args->output, args->force, err);
    retort_screening_free(result);
    return st;
}

static const retort_option OPTIONS[] = {
    {.name = "output",
     .letter = 'o',
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct report_args, output),
     .value = "OUT",
     .help = "file to write, \"-\" for standard output",
     .required = true},
    {.name = "format",
     .kind = RETORT_OPTION_CHOICE,
     .target = offsetof(struct report_args, format),
     .value = "NAME",
     .choices = "html|json|text|csv",
     .help = "how to write it",
     .otherwise = "by the extension of OUT"},
    RETORT_OPTION_ROW_FORCE(struct report_args),
    {.name = NULL},
};

static const retort_example EXAMPLES[] = {
    {"retort report case.json -o case.html",
     "the page that screen would have written, byte for byte"},
    {"retort report case.json --format text -o -", "to read it here and now"},
    {NULL, NULL},
};

const retort_command cmd_report = {
    .summary = "write a saved result in another form",
    .usage = "RESULT.json -o OUT [OPTION]...",
    .about =
        "The JSON of a result holds all that any report shows. A page made "
        "from it is the page made at the time, so a result can be checked and "
        "printed by someone who has neither replies nor fingerprints.",
    .options = OPTIONS,
    .operands = {"RESULT.json", 1, 1, offsetof(struct report_args, file)},
    .args_bytes = sizeof(struct report_args),
    .examples = EXAMPLES,
    .exits = "02345",
    .see_also = "screen compare",
    .check = check,
    .run = run,
};
