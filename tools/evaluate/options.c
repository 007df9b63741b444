#include "evaluate/options.h"

#include <retort/limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "evaluate/looks.h"

const char eval_usage[] =
    "usage: evaluate --data DIR --lineage TSV [OPTION]...\n"
    "       evaluate --library FILE [--lineage TSV] [OPTION]...\n"
    "\n"
    "Measure the scores on models whose lineage is documented; print a page.\n"
    "\n"
    "  --data DIR       model outputs, one file a model\n"
    "  --library FILE   take fingerprints from a library instead\n"
    "  --lineage TSV    lineage table; else that of the library\n"
    "  --held           open the held part of the split; needs --purpose and\n"
    "                   adds a line to the list of looks\n"
    "  --purpose TEXT   why the held part is looked at\n"
    "  --looks FILE     list of looks (docs/results/looks.tsv)\n"
    "  --commit TEXT    commit in that list (asks git)\n"
    "  --date DATE      YYYY-MM-DD in that list (SOURCE_DATE_EPOCH, or today\n"
    "                   in UTC)\n"
    "  --threads N      threads (all processors); the page does not depend\n"
    "                   on it\n"
    "  -o FILE          where to write the page (standard output)\n";

static void format_day(time_t t, char out[EVAL_DATE_BYTES])
{
    struct tm day;

    if (!gmtime_r(&t, &day) ||
        strftime(out, EVAL_DATE_BYTES, "%Y-%m-%d", &day) == 0)
        (void)snprintf(out, EVAL_DATE_BYTES, "0000-00-00");
}

static void default_date(char out[EVAL_DATE_BYTES])
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end = NULL;
    long long seconds = epoch ? strtoll(epoch, &end, 10) : 0;

    format_day(epoch && *epoch && *end == '\0' ? (time_t)seconds : time(NULL),
               out);
}

static retort_status read_threads(eval_options *o, const char *text,
                                  retort_err *err)
{
    char *end = NULL;
    unsigned long n = strtoul(text, &end, 10);

    if (text[0] < '0' || text[0] > '9' || *end || n > RETORT_THREADS_MAX)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "--threads takes a number up to %zu, not %.40s",
                           RETORT_THREADS_MAX, text);
    o->threads = n;
    return RETORT_OK;
}

static retort_status read_date(eval_options *o, const char *text,
                               retort_err *err)
{
    if (!eval_looks_is_date(text))
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "--date takes YYYY-MM-DD, not %.40s", text);
    (void)snprintf(o->date, sizeof(o->date), "%s", text);
    return RETORT_OK;
}

static retort_status read_value(eval_options *o, const char *name,
                                const char *value, retort_err *err)
{
    const struct {
        const char *name;
        const char **slot;
    } rows[] = {{"--data", &o->data},       {"--library", &o->library},
                {"--lineage", &o->lineage}, {"--purpose", &o->purpose},
                {"--looks", &o->looks},     {"--commit", &o->commit},
                {"-o", &o->output}};

    if (!value)
        return RETORT_FAIL(err, RETORT_ERR_ARG, "%.60s needs a value", name);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (strcmp(name, rows[i].name) == 0) {
            *rows[i].slot = value;
            return RETORT_OK;
        }
    if (strcmp(name, "--threads") == 0)
        return read_threads(o, value, err);
    if (strcmp(name, "--date") == 0)
        return read_date(o, value, err);
    return RETORT_FAIL(err, RETORT_ERR_ARG, "unknown option %.60s", name);
}

static retort_status check(const eval_options *o, retort_err *err)
{
    if (o->help)
        return RETORT_OK;
    if (!o->data == !o->library)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "give either --data or --library");
    if (o->data && !o->lineage)
        return RETORT_FAIL(err, RETORT_ERR_ARG, "--data needs --lineage");
    if (o->held && (!o->purpose || !*o->purpose))
        return RETORT_FAIL(err, RETORT_ERR_ARG, "--held needs --purpose");
    if (o->purpose && strpbrk(o->purpose, "\t\n\r\"\\`$"))
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "--purpose takes one line without quotes");
    return RETORT_OK;
}

retort_status eval_options_read(eval_options *out, int argc, char **argv,
                                retort_err *err)
{
    retort_status st = RETORT_OK;

    *out = (eval_options){.output = "-", .looks = "docs/results/looks.tsv"};
    default_date(out->date);
    for (int i = 1; st == RETORT_OK && i < argc; i++) {
        if (strcmp(argv[i], "--held") == 0) {
            out->held = true;
        } else if (strcmp(argv[i], "--help") == 0 ||
                   strcmp(argv[i], "-h") == 0) {
            out->help = true;
        } else {
            st = read_value(out, argv[i], argv[i + 1], err);
            i++;
        }
    }
    return st == RETORT_OK ? check(out, err) : st;
}
