#include <retort/limits.h>

#include "cli/command.h"

struct fingerprint_args {
    const char *output;
    const char *model;
    const char *format;
    retort_option_list map; /* FIELD=/json/pointer */
    const char *prompt_key;
    const char *channel;
    const char *detail;
    const char *families; /* NULL: all */
    uint64_t threads;     /* 0: all processors */
    bool skip_bad;
    bool explain_format;
    bool force;
    bool json;
    bool quiet;
    bool stats;
    retort_operands inputs;
};

static retort_status check(const void *opaque, retort_err *err)
{
    const struct fingerprint_args *args = opaque;

    if (!args->output && !args->explain_format)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "nothing to write: give --output OUT or "
                           "--explain-format");
    return RETORT_OK;
}

static const retort_option OPTIONS[] = {
    {.name = "output",
     .letter = 'o',
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct fingerprint_args, output),
     .value = "OUT",
     .help = "fingerprint file to write, \"-\" for standard output; a folder "
             "when it ends in /: then one file per model that the inputs name"},
    {.name = "model",
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct fingerprint_args, model),
     .value = "NAME",
     .help = "call the model NAME, whatever the inputs say",
     .otherwise = "the name in the inputs"},
    {.name = "format",
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct fingerprint_args, format),
     .value = "NAME",
     .help = "read the inputs as NAME, a row of 'retort formats'",
     .otherwise = "told from the first records"},
    {.name = "map",
     .kind = RETORT_OPTION_LIST,
     .target = offsetof(struct fingerprint_args, map),
     .value = "FIELD=POINTER",
     .help = "take FIELD (prompt, response, reasoning, model, prompt_id, "
             "system) from this JSON pointer, such as "
             "response=/choices/0/text"},
    {.name = "prompt-key",
     .kind = RETORT_OPTION_CHOICE,
     .target = offsetof(struct fingerprint_args, prompt_key),
     .value = "WHAT",
     .choices = "text|id",
     .initial = "text",
     .help = "pair prompts of different corpora by their text or by their id"},
    {.name = "channel",
     .kind = RETORT_OPTION_CHOICE,
     .target = offsetof(struct fingerprint_args, channel),
     .value = "WHAT",
     .choices = "answer|prose|code|reasoning",
     .initial = "answer",
     .help = "count only this part of each reply; answer is prose and code"},
    {.name = "detail",
     .kind = RETORT_OPTION_CHOICE,
     .target = offsetof(struct fingerprint_args, detail),
     .value = "WHAT",
     .choices = "none|reply",
     .initial = "none",
     .help = "reply keeps full counts of every reply, for data of your own"},
    {.name = "families",
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct fingerprint_args, families),
     .value = "LIST",
     .help = "feature families to count, ids parted by commas",
     .otherwise = "all"},
    RETORT_OPTION_ROW_THREADS(struct fingerprint_args),
    {.name = "skip-bad",
     .target = offsetof(struct fingerprint_args, skip_bad),
     .help = "skip and count a bad line of JSONL instead of rejecting the "
             "input; the fingerprint records it"},
    {.name = "explain-format",
     .target = offsetof(struct fingerprint_args, explain_format),
     .help = "say which format was chosen for each input, and why"},
    RETORT_OPTION_ROW_FORCE(struct fingerprint_args),
    RETORT_OPTION_ROW_JSON(struct fingerprint_args),
    RETORT_OPTION_ROW_QUIET(struct fingerprint_args),
    {.name = "stats",
     .target = offsetof(struct fingerprint_args, stats),
     .help = "print records, bytes, time and memory on standard error"},
    {.name = NULL},
};

static const retort_example EXAMPLES[] = {
    {"retort fingerprint answers.jsonl -o suspect.rfp",
     "one model, one file; the format is told from the first records"},
    {"retort fingerprint logs/*.jsonl.gz -o models/",
     "one fingerprint per model that the logs name"},
    {"retort fingerprint odd.json --map prompt=/q --map response=/a/0 -o x.rfp",
     "a shape of your own, named field by field"},
    {"retort fingerprint answers.jsonl --explain-format",
     "say how the file would be read, and write nothing"},
    {NULL, NULL},
};

const retort_command cmd_fingerprint = {
    .summary = "count what a model's replies are made of",
    .usage = "INPUT... -o OUT [OPTION]...",
    .about =
        "Reads replies and keeps what comparison needs: counts of hashed "
        "features, numbers about style, hashes of the prompts, and where it "
        "all came from. No text is kept.\n\n"
        "An INPUT is a file (JSON, JSONL; gzip and zstd are undone), \"-\" for "
        "standard input, or a folder with one reply a file. Order of inputs, "
        "the cut into files and the number of threads never change the "
        "result. What was read is what was used and what was skipped, by "
        "reason; nothing is dropped in silence.",
    .options = OPTIONS,
    .operands = {"INPUT", 1, SIZE_MAX,
                 offsetof(struct fingerprint_args, inputs)},
    .args_bytes = sizeof(struct fingerprint_args),
    .examples = EXAMPLES,
    .exits = "02345",
    .see_also = "merge inspect formats screen limits",
    .check = check,
};
