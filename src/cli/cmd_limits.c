#include <inttypes.h>
#include <retort/evidence.h>
#include <retort/limits.h>
#include <stdio.h>

#include "cli/command.h"

struct limits_args {
    bool json;
};

static void print_text(void)
{
    (void)printf("limits on input\n");
    for (const retort_limit *l = retort_limits(); l->name; l++)
        (void)printf("%-12s %12" PRIu64 " %-8s %s\n", l->name, l->value,
                     l->unit, l->what);
    (void)printf("\nlimits of the method\n");
    for (const retort_method_limit *m = retort_method_limits(); m->name; m++)
        (void)printf("%-23s %10g %-18s %s\n", m->name, m->value, m->unit,
                     m->what);
}

/* The tables hold no character that JSON would escape. */
static void print_json(void)
{
    const char *gap = "";

    (void)printf("{\"limits\":[");
    for (const retort_limit *l = retort_limits(); l->name; l++) {
        (void)printf("%s{\"name\":\"%s\",\"value\":%" PRIu64
                     ",\"unit\":\"%s\",\"what\":\"%s\"}",
                     gap, l->name, l->value, l->unit, l->what);
        gap = ",";
    }
    (void)printf("],\"method\":[");
    gap = "";
    for (const retort_method_limit *m = retort_method_limits(); m->name; m++) {
        (void)printf("%s{\"name\":\"%s\",\"value\":%g,\"unit\":\"%s\","
                     "\"what\":\"%s\"}",
                     gap, m->name, m->value, m->unit, m->what);
        gap = ",";
    }
    (void)printf("]}\n");
}

static retort_status run(const void *opaque, retort_err *err)
{
    const struct limits_args *args = opaque;

    (void)err;
    if (args->json)
        print_json();
    else
        print_text();
    return RETORT_OK;
}

static const retort_option OPTIONS[] = {
    RETORT_OPTION_ROW_JSON(struct limits_args),
    {.name = NULL},
};

static const retort_example EXAMPLES[] = {
    {"retort limits", "one limit a line: name, value, unit, what it is for"},
    {"retort limits --json | jq '.limits[] | select(.name == \"record\")'",
     "the largest record, for a script"},
    {NULL, NULL},
};

const retort_command cmd_limits = {
    .summary = "print every limit on input and of the method",
    .usage = "[--json]",
    .about = "Hostile input is normal input: each input is read within these "
             "limits. One that passes a limit is rejected with exit code 3 and "
             "the place, and nothing is written.\n\n"
             "The limits of the method decide when a likelihood ratio is "
             "given, how it is calculated and in which words it is told.",
    .options = OPTIONS,
    .args_bytes = sizeof(struct limits_args),
    .examples = EXAMPLES,
    .exits = "024",
    .see_also = "version",
    .run = run,
};
