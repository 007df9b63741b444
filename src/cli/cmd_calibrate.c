#include <math.h>
#include <retort/limits.h>
#include <stdio.h>

#include "cli/command.h"
#include "cli/message.h"
#include "cli/stages.h"
#include "run/calibration_file.h"

enum { CLLR_BYTES = 32 };

struct calibrate_args {
    const char *library;
    const char *lineage;
    const char *output;
    uint64_t draws;
    uint64_t threads; /* 0: all processors */
    bool force;
    bool quiet;
};

static size_t failed_rules(const retort_validation *v)
{
    size_t n = 0;

    for (size_t i = 0; i < v->acceptance_count; i++)
        n += v->acceptance[i].refuses && !v->acceptance[i].passed;
    return n;
}

/* A Cllr to read; "-" where there is none. */
static const char *cllr_text(const retort_figure *f, char text[CLLR_BYTES])
{
    if (isfinite(f->value))
        (void)snprintf(text, CLLR_BYTES, "%.3f", f->value);
    else
        (void)snprintf(text, CLLR_BYTES, "-");
    return text;
}

static void tell(const retort_calibration *c)
{
    for (size_t i = 0; i < c->validation_count; i++) {
        const retort_validation *v = &c->validations[i];
        char closed[CLLR_BYTES];
        char open[CLLR_BYTES];

        retort_message_note(
            "calibrate",
            "%s: %u positive pairs of %u lineages, %u null pairs of %u; Cllr "
            "%s closed, %s open; %zu of %zu acceptance limits failed",
            v->proposition, v->positive_pairs, v->positive_lineages,
            v->null_pairs, v->null_lineages, cllr_text(&v->closed.cllr, closed),
            cllr_text(&v->open.cllr, open), failed_rules(v),
            v->acceptance_count);
    }
}

static retort_status run(const void *opaque, retort_err *err)
{
    const struct calibrate_args *args = opaque;
    retort_calibrating how = {.library = args->library,
                              .lineage = args->lineage,
                              .draws = args->draws ? (uint32_t)args->draws
                                                   : RETORT_CASE_DRAWS,
                              .threads = args->threads};
    retort_calibration *c = NULL;
    retort_status st =
        retort_calibration_file_try(args->output, args->force, err);

    retort_stages_begin(&how, "calibrate", args->quiet);
    if (st == RETORT_OK)
        st = retort_calibrating_run(&c, &how, err);
    retort_stages_end(&how);
    if (st == RETORT_OK)
        st = retort_calibration_file_write(c, RETORT_FORM_CALIBRATION,
                                           args->output, args->force, err);
    if (st == RETORT_OK && !args->quiet)
        tell(c);
    retort_calibration_free(c);
    return st;
}

static const retort_option OPTIONS[] = {
    {.name = "library",
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct calibrate_args, library),
     .value = "FILE",
     .help = "library whose models and lineage rows make the population",
     .required = true},
    {.name = "lineage",
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct calibrate_args, lineage),
     .value = "TSV",
     .help = "lineage table; its rows come before those of the library"},
    {.name = "draws",
     .kind = RETORT_OPTION_COUNT,
     .target = offsetof(struct calibrate_args, draws),
     .value = "N",
     .min = 1,
     .max = RETORT_CASE_DRAWS_MAX,
     .otherwise = "2000",
     .help = "bootstrap draws behind the intervals of the validation"},
    {.name = "output",
     .letter = 'o',
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct calibrate_args, output),
     .value = "OUT",
     .help = "file to write, \"-\" for standard output",
     .required = true},
    RETORT_OPTION_ROW_THREADS(struct calibrate_args),
    RETORT_OPTION_ROW_FORCE(struct calibrate_args),
    RETORT_OPTION_ROW_QUIET(struct calibrate_args),
    {.name = NULL},
};

static const retort_example EXAMPLES[] = {
    {"retort calibrate --library corpora/reference.rlib -o cal.json",
     "scores of all documented pairs, and how well they weigh"},
    {"retort compare --calibration cal.json ...",
     "uses it: a likelihood ratio, or the reasons why there is none"},
    {NULL, NULL},
};

const retort_command cmd_calibrate = {
    .summary = "make a calibration from documented pairs",
    .usage = "--library FILE -o OUT [OPTION]...",
    .about =
        "Scores every pair of models of the library whose relation is "
        "documented, turns scores into likelihood ratios with the lineages of "
        "each pair left out, and measures how well that works. The file holds "
        "the pairs and their scores, so that anybody can compute its figures "
        "again.\n\n"
        "A calibration is good for suspects like those of its population and "
        "for fingerprints made with the same parameters; compare refuses "
        "another one and says why.",
    .options = OPTIONS,
    .args_bytes = sizeof(struct calibrate_args),
    .examples = EXAMPLES,
    .exits = "023456",
    .see_also = "validate compare library",
    .run = run,
};
