#include <retort/limits.h>

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/fingerprint_args.h"
#include "cli/fingerprint_files.h"
#include "cli/fingerprint_summary.h"
#include "cli/message.h"

static retort_status check(const void *opaque, retort_err *err)
{
    const struct fingerprint_args *args = opaque;

    if (!args->output && !args->explain_format)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "nothing to write: give --output OUT or "
                           "--explain-format");
    if (args->json && args->output && strcmp(args->output, "-") == 0)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "--json and --output - both want standard output");
    return RETORT_OK;
}

/* What a run keeps between its callbacks. */
struct job {
    const struct fingerprint_args *args;
    retort_fingerprint_files files;
    retort_fingerprint_summary summary;
    struct timespec start;
};

static retort_status take_model(void *ctx, const retort_made *made,
                                retort_err *err)
{
    struct job *job = ctx;
    const char *path;
    retort_status st = retort_fingerprint_files_take(&job->files, made, err);

    if (st != RETORT_OK)
        return st;
    path = job->files.path.ptr ? job->files.path.ptr : "";
    return retort_fingerprint_summary_add(&job->summary, made, path, err);
}

static void show_progress(void *ctx, uint64_t bytes_read, uint64_t replies)
{
    (void)ctx;
    (void)fprintf(stderr, "\r%llu MB read, %llu replies ",
                  (unsigned long long)(bytes_read / 1000000),
                  (unsigned long long)replies);
}

static void show_stats(const struct job *job,
                       const retort_fingerprinting_facts *facts)
{
    struct timespec end = {0};
    struct rusage used = {0};
    uint64_t bytes = 0;
    double seconds;

    (void)clock_gettime(CLOCK_MONOTONIC, &end);
    (void)getrusage(RUSAGE_SELF, &used);
    for (size_t i = 0; i < facts->input_count; i++)
        bytes += facts->inputs[i].file.bytes;
    seconds = (double)(end.tv_sec - job->start.tv_sec) +
              (double)(end.tv_nsec - job->start.tv_nsec) / 1e9;
    retort_message_note(
        "fingerprint",
        "%llu records of %llu bytes, %llu bytes of text, in "
        "%.3f s with %ld MB at most",
        (unsigned long long)facts->counts.read, (unsigned long long)bytes,
        (unsigned long long)facts->text_bytes, seconds, used.ru_maxrss / 1024);
}

/* The fingerprint itself may be on standard output: then only a remark. */
static retort_status tell(struct job *job,
                          const retort_fingerprinting_facts *facts,
                          retort_err *err)
{
    const struct fingerprint_args *args = job->args;
    bool taken = args->output && strcmp(args->output, "-") == 0;
    retort_status st =
        retort_fingerprint_summary_end(&job->summary, facts, err);

    if (st == RETORT_OK && taken && !args->quiet)
        (void)fputs(job->summary.out.ptr, stderr);
    else if (st == RETORT_OK && (args->json || !args->quiet))
        (void)fputs(job->summary.out.ptr, stdout);
    if (args->stats)
        show_stats(job, facts);
    return st;
}

static retort_status work(struct job *job, retort_fingerprint_plan *plan,
                          retort_err *err)
{
    retort_fingerprinting_facts facts = {0};
    bool progress = !job->args->quiet && isatty(STDERR_FILENO) == 1;
    retort_status st;

    plan->how.progress = progress ? show_progress : NULL;
    st = retort_fingerprint_inputs(&plan->how, take_model, job, &facts, err);
    if (progress)
        (void)fputs("\r\x1b[K", stderr);
    if (st == RETORT_OK)
        st = retort_fingerprint_files_commit(&job->files, err);
    if (st == RETORT_OK)
        st = tell(job, &facts, err);
    retort_fingerprinting_facts_release(&facts);
    return st;
}

static retort_status run(const void *opaque, retort_err *err)
{
    const struct fingerprint_args *args = opaque;
    struct job job = {.args = args};
    retort_fingerprint_plan plan;
    retort_status st = retort_fingerprint_plan_make(&plan, args, err);

    (void)clock_gettime(CLOCK_MONOTONIC, &job.start);
    retort_fingerprint_summary_init(&job.summary, args->json,
                                    args->explain_format);
    if (st == RETORT_OK)
        st = retort_fingerprint_files_init(&job.files, args->output,
                                           args->force, err);
    if (st == RETORT_OK)
        st = work(&job, &plan, err);
    retort_fingerprint_files_release(&job.files);
    retort_fingerprint_summary_release(&job.summary);
    retort_fingerprint_plan_release(&plan);
    return st;
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
    {.name = "name-by",
     .kind = RETORT_OPTION_CHOICE,
     .target = offsetof(struct fingerprint_args, name_by),
     .value = "WHAT",
     .choices = "record|file",
     .initial = "record",
     .help = "name models as the records do, or after their files when the "
             "records do not tell models apart"},
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
    .run = run,
};
